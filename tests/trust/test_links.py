"""Files that perfgen names itself are never written through links, and what is no file is never replaced."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfgen.batch.record import fresh, record_of
from perfgen.errors import OutputError
from perfgen.output import write_file, write_own
from tests.conftest import SMALL, Run
from tests.trust.conftest import BUILT

pytestmark = [
    pytest.mark.usefixtures("untouched"),
    pytest.mark.skipif(sys.platform == "win32", reason="links are the administrator's there"),
]

Perfgen = Callable[..., Run]
NEW = ("--department", "局", "--code", "1", "--year", "2023")
DUMP = Path(__file__).parents[1] / "samples" / "002_5920c77ceb642a59.txt"


def trap(link: Path, target: Path) -> Path:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    return link


# Where a link lies in the shared folder, whether it leads to a file of ours, to our folder or to what is not there, and
# the command that is called.
TRAPS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "an output of batch": (f"成品/{BUILT}", "账户.txt", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "an output of batch, to nothing": (f"成品/{BUILT}", "新.txt", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "an output of batch by settings": (f"{BUILT}", "账户.txt", ("batch", "各部门/甲.yaml")),
    "the record of batch": (f"成品/.perfgen/{BUILT}.json", "账户.txt", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "a new record of batch": (f"成品/.perfgen/{BUILT}.json", "新.txt", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "the folder of records": ("成品/.perfgen", "", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "the folder of records, to nothing": ("成品/.perfgen", "新", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "what build derives": (BUILT, "账户.txt", ("build", "各部门/甲.yaml")),
    "what build derives, to nothing": (BUILT, "新.docx", ("build", "各部门/甲.yaml")),
    "what build derives in a folder": (f"成品/{BUILT}", "账户.txt", ("build", "各部门/甲.yaml", "-o", "各部门/成品")),
    "a link to nothing, named": ("x.docx", "新.docx", ("build", "各部门/甲.yaml", "-o", "各部门/x.docx")),
    "the schema of new": (".perfgen/filing.schema.json", "账户.txt", ("new", "各部门/乙.yaml", *NEW)),
    "the folder of the schema of new": (".perfgen", "", ("new", "各部门/乙.yaml", *NEW)),
    "a filing of new, to nothing": ("乙.yaml", "新.yaml", ("new", "各部门/乙.yaml", *NEW)),
    "the projects of new": ("乙/projects", "", ("new", "各部门/乙/", *NEW)),
    "the schema of import": (".perfgen/filing.schema.json", "账户.txt", ("import", str(DUMP), "-o", "各部门/乙.yaml")),
    "the folder of the schema of import": (".perfgen", "", ("import", str(DUMP), "-o", "各部门/乙.yaml")),
    "what import derives": (f"{DUMP.stem}.yaml", "账户.txt", ("import", str(DUMP), "-o", "各部门", "--force")),
    "what import derives, to nothing": (f"{DUMP.stem}.yaml", "新.yaml", ("import", str(DUMP), "-o", "各部门")),
    "a page of rules": ("规则/README.md", "账户.txt", ("rules", "--docs", "各部门/规则")),
}  # fmt: skip


OWN = {"the record of batch", "a new record of batch", "the schema of new", "the schema of import"}
"""Files of perfgen's own, which take the place of the link; anything else is refused."""


@pytest.mark.parametrize("case", TRAPS)
def test_a_link_leads_nowhere(perfgen: Perfgen, shared: Path, ours: Path, case: str) -> None:
    where, target, call = TRAPS[case]
    trap(shared / where, ours / target)
    (shared / "perfgen.toml").write_text('output = "."\n', encoding="utf-8")
    ran = perfgen(*call)
    if case in OWN:
        assert ran.code == 0
        assert not (shared / where).is_symlink()
    else:
        assert (ran.code, "链接" in ran.err or "OUT02" in ran.err) == (1, True), ran


def test_links_among_many_files_lead_nowhere(perfgen: Perfgen, shared: Path, ours: Path) -> None:
    """Where a folder is named, no file in it is; a filing that is named itself is written where it is."""
    messy = SMALL.replace("资金用途: 用于接待", "资金用途:   机关综合事物管理和接待")
    (ours / "乙.yaml").write_text(messy, encoding="utf-8")
    trap(shared / "乙.yaml", ours / "乙.yaml")
    for call in (("fmt", "各部门"), ("check", "各部门", "--fix")):
        assert "链接" in perfgen(*call).err
        assert (ours / "乙.yaml").read_text(encoding="utf-8") == messy
    assert "已改" in perfgen("check", "各部门/乙.yaml", "--fix").err
    assert "事务管理" in (ours / "乙.yaml").read_text(encoding="utf-8")
    (ours / "乙.yaml").unlink()


@pytest.mark.parametrize(
    ("link", "target"),
    [("下属", ""), ("丁/filing.yaml", "乙.yaml"), ("丙/projects/9.yaml", "乙.yaml"), ("丙/projects", "")],
    ids=["a folder of filings", "the filing of a folder", "a file of projects", "the folder of projects"],
)
def test_what_is_mended_in_a_folder_that_is_named_lies_in_it(
    perfgen: Perfgen, shared: Path, ours: Path, link: str, target: str
) -> None:
    """A slip in a file of ours that links in somebody else's folder lead to is told there, and stays."""
    slip = SMALL.replace("项目名称:", "项目名称：")
    (ours / "乙.yaml").write_text(slip, encoding="utf-8")
    (shared / "甲.yaml").write_text(slip, encoding="utf-8")
    (shared / "丙").mkdir()
    (shared / "丙" / "filing.yaml").write_text(
        SMALL.partition("预算项目:")[0] + "预算项目: [projects/*.yaml]\n", "utf-8"
    )
    trap(shared / link, ours / target)
    for call in (("fmt", "各部门"), ("fmt", "各部门", "--fix-punctuation"), ("check", "各部门", "--fix")):
        perfgen(*call)
        assert (ours / "乙.yaml").read_text(encoding="utf-8") == slip
    assert "项目名称: " in (shared / "甲.yaml").read_text(encoding="utf-8")
    (ours / "乙.yaml").unlink()


def test_what_links_lead_out_to_is_told_and_the_rest_is_mended(perfgen: Perfgen, shared: Path, ours: Path) -> None:
    slip = SMALL.replace("项目名称:", "项目名称：")
    (ours / "乙.yaml").write_text(slip, encoding="utf-8")
    (shared / "甲.yaml").write_text(slip, encoding="utf-8")
    trap(shared / "下属", ours)
    ran = perfgen("check", "各部门", "--fix")
    assert (ran.code, "各部门/下属/乙.yaml: 错误 OUT01 通过链接到了文件夹外面" in ran.err) == (1, True)
    assert "已改 各部门/甲.yaml" in ran.err
    assert "已改" in perfgen("check", "各部门/下属", "--fix").err  # which is named
    (ours / "乙.yaml").unlink()


def test_folders_of_an_import_are_no_links(perfgen: Perfgen, shared: Path, ours: Path, tmp_path: Path) -> None:
    (shared / "去年" / "下属").mkdir(parents=True)
    (shared / "去年" / "下属" / "甲.txt").write_bytes(DUMP.read_bytes())
    trap(shared / "今年" / "下属", ours)
    ran = perfgen("import", "各部门/去年", "-o", "各部门/今年")
    assert (ran.code, "失败 1 个" in ran.out, "这个文件夹是一个链接" in ran.err) == (1, True, True)
    assert tmp_path / "自己的" == ours


def test_a_link_that_is_named_is_written_through_to_a_file(perfgen: Perfgen, shared: Path) -> None:
    (shared / "真的.docx").write_bytes(b"old")
    trap(shared / "x.docx", shared / "真的.docx")
    assert perfgen("build", "各部门/甲.yaml", "-o", "各部门/x.docx").code == 0
    assert (shared / "x.docx").is_symlink()
    assert (shared / "真的.docx").read_bytes().startswith(b"PK")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_link_of_somebody_else_is_not_written_through_even_where_named(
    perfgen: Perfgen, shared: Path, ours: Path
) -> None:
    link = trap(shared / "x.docx", ours / "账户.txt")
    os.lchown(link, 12345, 12345)
    ran = perfgen("build", "各部门/甲.yaml", "-o", "各部门/x.docx")
    assert (ran.code, "别人放的链接" in ran.err) == (1, True)


def test_a_record_that_is_another_name_of_our_file_leaves_it_alone(perfgen: Perfgen, shared: Path, ours: Path) -> None:
    for where in (f"成品/.perfgen/{BUILT}.json", f"成品/{BUILT}", ".perfgen/filing.schema.json"):
        (shared / where).parent.mkdir(parents=True, exist_ok=True)
        (shared / where).hardlink_to(ours / "账户.txt")
    assert perfgen("batch", "各部门", "-o", "各部门/成品").code == 0
    assert perfgen("new", "各部门/乙.yaml", *NEW).code == 0


# --- what is no file


def device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")


def unix(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have a hundred bytes
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    os.chdir(here)


ODD: dict[str, Callable[[Path], None]] = {"device": device, "pipe": os.mkfifo, "socket": unix}


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Path]]:
    made: list[tuple[Path, int]] = []

    def make(path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        ODD[request.param](path)
        made.append((path, path.lstat().st_mode))
        return path

    yield make
    assert [(path, path.lstat().st_mode) for path, _ in made] == made


CALLS: dict[str, tuple[str, tuple[str, ...]]] = {
    "build": ("x.docx", ("build", "各部门/甲.yaml", "-o", "各部门/x.docx")),
    "build, derived": (BUILT, ("build", "各部门/甲.yaml")),
    "batch": (f"成品/{BUILT}", ("batch", "各部门/甲.yaml", "-o", "各部门/成品")),
    "batch, report": ("x.json", ("batch", "各部门/甲.yaml", "-o", "各部门/成品", "--report", "各部门/x.json")),
    "check": ("x.html", ("check", "各部门/甲.yaml", "--format", "html", "-o", "各部门/x.html")),
    "baseline": ("x.json", ("check", "各部门/甲.yaml", "--write-baseline", "各部门/x.json")),
    "a baseline that is read": ("x.json", ("check", "各部门/甲.yaml", "--baseline", "各部门/x.json")),
    "schema": ("x.json", ("schema", "-o", "各部门/x.json")),
    "schema of new": (".perfgen/filing.schema.json", ("new", "各部门/乙.yaml", *NEW)),
    "import": ("x.yaml", ("import", str(DUMP), "-o", "各部门/x.yaml", "--force")),
    "import, report": ("x.json", ("import", str(DUMP), "-o", "各部门/乙.yaml", "--report", "各部门/x.json", "--force")),
    "link": ("x.docx", ("build", "各部门/甲.yaml", "-o", "各部门/link.docx")),
}


@pytest.mark.parametrize("case", CALLS)
def test_what_is_no_file_is_refused(perfgen: Perfgen, shared: Path, odd: Callable[[Path], Path], case: str) -> None:
    where, call = CALLS[case]
    there = odd(shared / where)
    trap(shared / "link.docx", there)
    ran = perfgen(*call)
    assert (ran.code, "Traceback" in ran.err) == (1, False), ran


def test_what_is_no_file_is_refused_however_it_is_written(shared: Path, odd: Callable[[Path], Path]) -> None:
    there = odd(shared / "x")
    for write in (
        lambda: write_file(there, b"x"),
        lambda: write_file(there, b"x", named=True),
        lambda: write_own(there, b"x"),
        lambda: write_own(there, b"x", whole=False),
    ):
        with pytest.raises(OutputError, match="不是普通文件"):
            write()


# --- records somebody else wrote


RECORDS = {
    "a pipe": None,
    "a device": "/dev/zero",
    "other files": {"files": ["甲.yaml", "../自己的/账户.txt"], "patterns": [["../自己的", "*.txt"]]},
    "the whole disk": {"files": ["甲.yaml"], "patterns": [["/", "**/*.yaml"]]},
    "an absolute pattern": {"files": ["甲.yaml"], "patterns": [[".", "/etc/*"]]},
    "another system's path": {"files": ["甲.yaml", "..\\x"], "patterns": [["..\\..", "*"]]},
    "no names": {"files": [1, None], "patterns": [[1, 2]]},
    "nothing": [],
    "said elsewhere": {
        "said": [{"code": "MOD04", "severity": "warning", "message": "x", "file": "../自己的/账户.txt"}]
    },
    "said as an error": {"said": [{"code": "MOD04", "severity": "error", "message": "x"}]},
    "said by nobody": {"said": [{"code": "\x1b[31m", "severity": "warning", "message": "x"}]},
    "said at length": {"said": [{"code": "MOD04", "severity": "warning", "message": "x" * 1_000_000}]},
    "said nowhere": {"said": [{"code": "MOD04", "severity": "warning", "message": "x", "line": -1}]},
    "said badly": {"said": [7, None, {"code": ["MOD04"]}]},
    "nothing said": {"said": None},
    "deep": "[" * 100_000,
    "a long number": "9" * 10_000,
}


@pytest.mark.parametrize("case", RECORDS)
def test_a_record_of_somebody_else_is_harmless(perfgen: Perfgen, shared: Path, case: str) -> None:
    built = shared / "成品" / BUILT
    place = record_of(built)
    assert perfgen("batch", "各部门", "-o", "各部门/成品").code == 0
    known, content = json.loads(place.read_text(encoding="utf-8")), RECORDS[case]
    place.unlink()
    if content is None:
        os.mkfifo(place)
    elif content == "/dev/zero":
        place.symlink_to("/dev/zero")
    else:
        text = (
            content
            if isinstance(content, str)
            else json.dumps(known | content if isinstance(content, dict) else content)
        )
        place.write_text(text, encoding="utf-8")
    assert fresh(built, shared / "甲.yaml", None, "") is None
    ran = perfgen("batch", "各部门", "-o", "各部门/成品")
    assert (ran.code, "已生成 1 份" in ran.out) == (0, True), ran


def test_an_output_that_became_a_pipe_does_not_hang_the_next_run(shared: Path) -> None:
    call = [sys.executable, "-m", "perfgen", "batch", "各部门/甲.yaml", "-o", "各部门/成品"]
    subprocess.run(call, cwd=shared.parent, check=True, capture_output=True, timeout=60)
    built = shared / "成品" / BUILT
    built.unlink()
    os.mkfifo(built)
    ran = subprocess.run(call, cwd=shared.parent, check=False, capture_output=True, timeout=60)
    assert ran.returncode == 1
    assert "不是普通文件" in ran.stderr.decode()


def test_a_document_is_not_written_over_through_a_link(shared: Path, perfgen: Perfgen) -> None:
    document = shared / "去年.txt"
    document.write_bytes(DUMP.read_bytes())
    (shared / "今年.yaml").symlink_to(document)
    ran = perfgen("import", document, "-o", shared / "今年.yaml", "--force")
    assert (ran.code, "输出文件就是输入文件" in ran.err) == (1, True)
    assert document.read_bytes() == DUMP.read_bytes()
