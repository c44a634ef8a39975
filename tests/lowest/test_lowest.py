"""The lowest version of everything that pyproject.toml allows: the same answers and the same bytes as with the newest.

What is run there is what a user does in a day with the examples: validate, check, build, batch, text, import (Word and
PDF), fmt, new, schema, and the commands' help and complaints.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx.blocks import Paragraph, read_blocks
from perfgen.office.pdf import BookmarkedPages
from tests import handmade_pdf
from tests.conftest import FILINGS, MODEL, OF_2021, OF_CENTRAL, OF_RESULTS, ROOT, SAMPLES, SMALL
from tests.documents import pdf_of
from tests.requirements import extras, lowest, of_perfgen

LOWEST_PYTHON = "3.10"

SOME_FILINGS = [FILINGS[0], OF_2021, MODEL, OF_CENTRAL, OF_RESULTS[0]]
"""One of each layout's."""

COMMANDS = [
    ("--version",),
    ("--help",),
    ("build", "--help"),
    ("buld",),
    ("build", "--outpt"),
    ("schema",),
    ("schema", "project"),
    ("rules",),
    ("validate", "例子"),
    ("validate", *(f"例子/{path.name}" for path in SOME_FILINGS[:4])),
    ("validate", "错.yaml"),
    ("check", "例子", "--info"),
    ("check", "例子", "--format", "sarif", "-o", "找到.sarif"),
    ("fmt", "--check", "例子"),
    ("batch", "例子", "-o", "成品", "-j", "1", "--no-page-numbers", "--report", "报告.xlsx"),
    ("build", f"例子/{MODEL.name}", "-o", "一份.docx", "--no-page-numbers"),
    ("text", "一份.docx", "-o", "一份.txt"),
    ("import", "一份.docx", "-o", "读回.yaml", "--check"),
    ("import", "样本.txt", "-o", "读入.yaml"),
    ("import", "旧的.pdf", "-o", "旧的.yaml", "--check"),
    ("new", "新的.yaml"),
    ("new", "新的文件夹/"),
    ("new", "明年.yaml", "--from", f"例子/{MODEL.name}", "--year", "2024"),
    ("validate", "新的.yaml", "明年.yaml"),
    ("text", "旧的.pdf"),
    ("import", "带对象.docx", "-o", "带对象.yaml"),
    ("check", "半角.yaml", "--fix", "--diff"),
    ("fmt", "--fix-punctuation", "半角.yaml"),
    ("layout", "new", "版式/甲-2025"),
    ("layout", "check", "版式/甲-2025"),
]


# In one process, as most of what a command takes is for its imports.
ALL = """
import contextlib, io, json, sys
from perfgen.cli.main import main
seen = {}
for command in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(command)
        except SystemExit as end:
            code = end.code
    seen[" ".join(command)] = code, out.getvalue(), err.getvalue()
json.dump(seen, sys.stdout)
"""


def interpreter() -> str:
    """The lowest Python that is on this machine: 3.10 on the path or of pyenv, else the one that runs the tests."""
    pyenv = sorted(Path.home().glob(f".pyenv/versions/{LOWEST_PYTHON}.*/bin/python"))
    for found in (*map(str, pyenv), shutil.which(f"python{LOWEST_PYTHON}"), sys.executable):
        if found and subprocess.run([found, "-m", "venv", "--help"], capture_output=True, check=False).returncode == 0:
            return found
    return sys.executable


@pytest.fixture(scope="module")
def old(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a folder in which perfgen stands on the lowest versions."""
    folder = tmp_path_factory.mktemp("lowest")
    # This Python's pip installs there: another would take longer to put there than much that it installs.
    subprocess.run(
        [interpreter(), "-m", "venv", "--without-pip", str(folder / "venv")], check=True, capture_output=True
    )
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    versions = folder / "lowest.txt"
    versions.write_text("".join(f"{one.name}=={lowest(one)}\n" for one in of_perfgen()), encoding="utf-8")
    installed = subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile",
            "--disable-pip-version-check", "--constraint", str(versions), f"{wheel}[{','.join(extras())}]",
        ],
        capture_output=True, encoding="utf-8", check=False, env=clean(),
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    return python


def clean() -> dict[str, str]:
    """The environment without what would lead back to the checkout or to LibreOffice."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV", "COLUMNS")}
    return kept | {"PERFGEN_LIBREOFFICE": "没有", "PYTHONUTF8": "1"}


def a_day(python: Path, desk: Path) -> dict[str, object]:
    """What the commands say on a desk of their own, and the files they leave there."""
    desk.mkdir()
    (desk / "例子").mkdir()
    for filing in SOME_FILINGS:
        shutil.copy(filing, desk / "例子")
    (desk / "错.yaml").write_text(SMALL.replace("60%", "六成").replace("年度:", "年渡:"), encoding="utf-8")
    shutil.copy(next(SAMPLES.glob("002_*.txt")), desk / "样本.txt")
    (desk / "半角.yaml").write_text(
        SMALL.replace("用于接待", "用于接待,招商").replace("项目名称:", "项目名称："), encoding="utf-8"
    )
    shutil.copy(ROOT / "tests" / "importing" / "objects.docx", desk / "带对象.docx")
    whole = building.build(MODEL, desk.with_suffix(".docx"))
    (desk / "旧的.pdf").write_bytes(handmade_pdf.pdf(handmade_pdf.objects(read_blocks(whole).blocks)))
    seen: dict[str, object] = {}
    ran = subprocess.run(
        [python, "-c", ALL, json.dumps(COMMANDS)],
        cwd=desk, capture_output=True, encoding="utf-8", check=False, env=clean(), timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    seen |= {command: tuple(said) for command, said in json.loads(ran.stdout).items()}
    seen |= {
        path.relative_to(desk).as_posix(): path.read_bytes()
        for path in sorted(desk.rglob("*"))
        if path.is_file() and path.suffix in (".docx", ".yaml", ".txt", ".sarif") and "例子" not in path.parts
    }
    return seen


def test_the_lowest_versions_do_the_same(old: Path, tmp_path: Path) -> None:
    before, now = a_day(old, tmp_path / "那时"), a_day(Path(sys.executable), tmp_path / "现在")
    assert list(before) == list(now)
    for what, seen in now.items():
        assert before[what] == seen, what
    assert not [what for what, seen in now.items() if isinstance(seen, tuple) and seen[0] == 3]
    more = ("一份.docx", "带对象.docx", "a new layout's template")
    assert sum(what.endswith(".docx") for what in now) == len([*SOME_FILINGS, *more])


EXTRAS = """
import sys, tempfile
from pathlib import Path
import distributed, fsspec, watchfiles
from perfgen.office.pdf import BookmarkedPages, PageLabels, PdfOutlineEntry, finished
from perfgen.office.pictures import pictures
made = Path(sys.argv[2]).read_bytes()
assert BookmarkedPages(made).count == int(sys.argv[3])
assert finished(made, "zh-CN", [PdfOutlineEntry("甲", 1, 0, 700.0)], [PageLabels(0, "D", 1)], "perfgen")[:4] == b"%PDF"
with distributed.Client(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as client:
    assert client.submit(sum, [1, 2]).result() == 3
print(len(list(pictures(Path(sys.argv[1]).read_bytes()))))
"""


def test_the_lowest_versions_of_the_extras_work(old: Path, tmp_path: Path) -> None:
    """A cluster starts, the pages of a PDF are drawn, and one that LibreOffice made is finished."""
    made = pdf_of(building.build(MODEL, tmp_path / "b.docx"))
    (tmp_path / "a.pdf").write_bytes(handmade_pdf.pdf(handmade_pdf.objects([Paragraph("部门预算绩效文本")])))
    ran = subprocess.run(
        [old, "-c", EXTRAS, str(tmp_path / "a.pdf"), str(made), str(BookmarkedPages(made.read_bytes()).count)],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, env=clean(), timeout=120,
    )  # fmt: skip
    assert ran.stdout == "1\n", ran.stderr
