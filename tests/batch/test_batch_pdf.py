"""`perfgen batch` where LibreOffice lays the filings out: PDFs, page numbers, and what becomes of those that hang it."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partialmethod
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from perfgen import building, pagination
from perfgen.batch import printer
from perfgen.batch.job import Job, Result
from perfgen.batch.parcel import deliver, pack
from perfgen.batch.work import work
from perfgen.office.find import how_to_install
from perfgen.office.warm import Office
from tests.conftest import SMALL, Run, program

Perfgen = Callable[..., Run]
NAMES = ("甲", "乙", "丙")


@pytest.fixture(autouse=True)
def without_libreoffice() -> None:
    """With it, here."""
    program("soffice")


def small(name: str) -> str:
    return SMALL.replace("乐亭县机关事务中心", name)


def put(folder: Path) -> Path:
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.yaml").write_text(small(name), encoding="utf-8")
    return folder


def start(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """Perfgen in a process of its own, all of whose temporary files lie beside the output."""
    temporary = out.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "perfgen", "batch", str(folder), "-o", str(out), "-j", "2", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip


def offices(out: Path) -> list[str]:
    """The processes whose command line names a temporary file of a run: LibreOffice and its hosts."""
    listed = subprocess.run(["ps", "-e", "-ww", "-o", "args="], capture_output=True, check=True, encoding="utf-8")
    return [line for line in listed.stdout.splitlines() if str(out.parent / "tmp") in line]


def wait_for(sign: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not sign():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def hashes(out: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(out.glob("[!.]*"))}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """Three filings built to Word and PDF by two LibreOffice side by side: their folder, the output, what was said."""
    place = tmp_path_factory.mktemp("batch")
    folder, out = put(place / "各部门"), place / "成品"
    run = start(folder, out, "--format", "docx,pdf")
    said, errors = run.communicate(timeout=120)
    assert run.returncode == 0, errors
    assert not offices(out)
    assert not list((place / "tmp").iterdir())
    return folder, out, said


def test_each_filing_becomes_a_word_file_and_a_pdf(built: tuple[Path, Path, str]) -> None:
    _, out, said = built
    assert sorted(hashes(out)) == sorted(f"{name}-2022.{suffix}" for name in NAMES for suffix in ("docx", "pdf"))
    assert "目录的页码已经印好。只要快，加上 --no-page-numbers，不印页码。" in said
    assert said.splitlines()[-1] == "共 3 份绩效文本：已生成 3 份。"
    for name in NAMES:
        assert len(PdfReader(io.BytesIO((out / f"{name}-2022.pdf").read_bytes())).pages) == 5


def test_they_are_what_build_writes(built: tuple[Path, Path, str], perfgen: Perfgen, tmp_path: Path) -> None:
    folder, out, _ = built
    alone = [tmp_path / "a.docx", tmp_path / "a.pdf"]
    assert perfgen("build", folder / "甲.yaml", "-o", alone[0], "-o", alone[1]).code == 0
    assert [file.read_bytes() for file in alone] == [(out / f"甲-2022.{kind}").read_bytes() for kind in ("docx", "pdf")]


def test_what_is_built_as_wanted_is_not_built_again(
    built: tuple[Path, Path, str], perfgen: Perfgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = built[0], tmp_path / "成品"
    shutil.copytree(built[1], out)
    before = hashes(out)
    for options in ((), ("--page-numbers",), ("--format", "pdf"), ("--format", "pdf,docx")):
        assert perfgen("batch", folder, "-o", out, "-j", "1", *options).out == "共 3 份绩效文本：没有变 3 份。\n"
    assert hashes(out) == before
    monkeypatch.setattr(pagination, "engine", lambda: "LibreOffice 99")
    with monkeypatch.context() as patch:
        patch.setattr(pagination, "printed", lambda *_, **__: pagination.Printed(b"PK", b"%PDF", 1, {}))
        job = Job(folder / "甲.yaml", (out / "甲-2022.docx",), numbered=True)
        assert work(job).result is Result.BUILT
    shutil.copytree(built[1], out, dirs_exist_ok=True)
    monkeypatch.undo()
    ran = perfgen("batch", folder, "-o", out, "-j", "1", "--no-page-numbers")
    assert "目录的页码没有印" in ran.out
    assert how_to_install() not in ran.out
    assert ran.out.splitlines()[-1] == "共 3 份绩效文本：已生成 3 份。"
    assert (out / "甲-2022.docx").read_bytes() == building.render(building.prepare(folder / "甲.yaml"))
    assert (out / "甲-2022.pdf").read_bytes() == (built[1] / "甲-2022.pdf").read_bytes()


def test_another_machine_makes_the_same(built: tuple[Path, Path, str], tmp_path: Path) -> None:
    folder, out, _ = built
    targets = (tmp_path / "甲-2022.docx", tmp_path / "甲-2022.pdf")
    packed = pack(Job(folder / "甲.yaml", targets, numbered=True))
    assert packed is not None
    try:
        reply = deliver(packed)
    finally:
        printer.PRINTER.close()
    assert reply.result == Result.BUILT.value
    assert list(reply.hashes) == [hashes(out)[target.name] for target in targets]


# --- a filing that LibreOffice does not lay out


@pytest.fixture
def hangs_on_b(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A LibreOffice that never ends with the filing of 乙, and half a minute of patience."""
    wrapper = tmp_path / "soffice"
    look = (
        "import sys, time, zipfile\n"
        "if sys.argv[-1].endswith('.docx') and '乙'.encode() in zipfile.ZipFile(sys.argv[-1]).read('word/document.xml'):\n"
        "    time.sleep(1000)\n"
    )
    (tmp_path / "look.py").write_text(look, encoding="utf-8")
    wrapper.write_text(
        f'#!/bin/sh\nfor last; do :; done\n{sys.executable} "{tmp_path}/look.py" "$last"\nexec {program("soffice")} "$@"\n',
        encoding="utf-8",
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(wrapper))
    monkeypatch.setattr(Office, "convert", partialmethod(Office.convert, seconds=8))


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
@pytest.mark.usefixtures("hangs_on_b")
def test_a_filing_that_hangs_libreoffice_is_given_up_and_reported_alone(perfgen: Perfgen, tmp_path: Path) -> None:
    folder, out = put(tmp_path / "各部门"), tmp_path / "成品"
    ran = perfgen("batch", folder, "-o", out, "-j", "1", "--format", "docx,pdf")
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == "共 3 份绩效文本：已生成 2 份，失败 1 份。"
    assert "乙.yaml: 错误 PDF02 LibreOffice 排了 8 秒还没有排完，这一份不排了" in ran.err
    assert not list(out.glob("乙*"))


def test_where_nobody_asked_for_page_numbers_it_goes_without_and_is_tried_again(
    perfgen: Perfgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.yaml").write_text(small("甲"), encoding="utf-8")
    refused = tmp_path / "soffice"
    refused.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    refused.chmod(0o755)
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", str(refused))
    arguments = ("batch", tmp_path / "甲.yaml", "-o", tmp_path / "o")
    for _ in range(2):
        ran = perfgen(*arguments)
        assert (ran.code, ran.out.splitlines()[-1]) == (0, "共 1 份绩效文本：已生成 1 份。")
        assert "甲.yaml: 提醒 PDF02 LibreOffice 排不了这个文件" in ran.err
        assert "目录的页码有 1 份没有印成，见上面的提醒，再运行一次会再试。" in ran.out
    assert (tmp_path / "o" / "甲-2022.docx").read_bytes() == building.render(building.prepare(tmp_path / "甲.yaml"))
    assert perfgen(*arguments, "--page-numbers").code == 1


# --- without LibreOffice


def test_without_libreoffice_word_files_are_built_and_pdfs_are_refused_at_once(
    perfgen: Perfgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", "没有")
    folder, out = put(tmp_path / "各部门"), tmp_path / "成品"
    for asked in (("--format", "pdf"), ("--format", "docx,pdf"), ("--page-numbers",)):
        ran = perfgen("batch", folder, "-o", out, *asked)
        assert ran.code == 1
        assert ran.err.startswith("错误 PDF01 这台电脑上没有 LibreOffice，排不了版")
        assert not out.exists()
    ran = perfgen("batch", folder, "-o", out)
    assert ran.code == 0
    assert ran.out.splitlines()[-2] == f"装上 LibreOffice，页码就能自动印好：{how_to_install()}。"


@pytest.mark.parametrize(("said", "wrong"), [("doc", "没有“doc”这种格式"), ("docx,", "没有“”这种格式")])
def test_a_format_that_is_not_there_is_told(perfgen: Perfgen, tmp_path: Path, said: str, wrong: str) -> None:
    ran = perfgen("batch", put(tmp_path / "各部门"), "-o", tmp_path / "o", "--format", said)
    assert (ran.code, wrong in ran.err) == (2, True)


# --- nothing is left behind


@pytest.mark.skipif(os.name == "nt", reason="the processes are found by ps")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_libreoffice_is_left_when_perfgen_is_killed_or_stopped(tmp_path: Path, end: signal.Signals) -> None:
    folder, out = tmp_path / "各部门", tmp_path / "成品"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.yaml").write_text(small(f"单位{number}"), encoding="utf-8")
    run = start(folder, out, "--format", "docx,pdf")
    wait_for(lambda: list(out.glob("*.pdf")))
    assert offices(out)
    (os.kill if end is signal.SIGKILL else os.killpg)(run.pid, end)
    _, errors = run.communicate(timeout=60)
    assert "Traceback" not in errors
    wait_for(lambda: not offices(out))
    assert len(list(out.glob("*.pdf"))) < 40
