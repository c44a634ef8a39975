"""One LibreOffice for many documents: kept warm, given up when it hangs, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from perfgen.errors import OfficeError
from perfgen.office import host
from perfgen.office.warm import Office, Offices
from tests.conftest import ROOT, program

TEXT = "一份很短的文件。\n".encode()


def running(folder: str) -> list[int]:
    """The processes that name a folder in their command line, and the zombies among the children of this one."""
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "pid=,ppid=,stat=,args="], capture_output=True, check=True, text=True
    )
    found = []
    for line in listed.stdout.splitlines():
        pid, parent, state, command = line.split(None, 3)
        if folder in command or (state.startswith("Z") and int(parent) == os.getpid()):
            found.append(int(pid))
    return found


def gone(folder: str, seconds: float = 60, *, kept: bool = False) -> bool:
    """Whether all that was started with a folder ends within some seconds, and the folder with it if not `kept`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not running(folder) and (kept or not Path(folder).exists()):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def fresh() -> Office:
    program("soffice")
    return Office()


def folder_of(office: Office) -> str:
    assert office._host is not None
    return str(office._host.folder)


def answers(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, bool]]:
    """What the host will have answered."""
    heard: list[dict[str, bool]] = []
    asked = office._asked

    def listening(*arguments: object) -> dict[str, bool]:
        heard.append(asked(*arguments))  # type: ignore[arg-type]
        return heard[-1]

    monkeypatch.setattr(Office, "_asked", lambda _, *arguments: listening(*arguments))
    return heard


def test_the_second_document_finds_it_warm(fresh: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = answers(fresh, monkeypatch)
    with fresh:
        assert fresh.convert(TEXT, "txt", "pdf").startswith(b"%PDF")
        assert fresh.convert(TEXT, "txt", "pdf").startswith(b"%PDF")
        folder = folder_of(fresh)
        assert running(folder)
    assert heard == [{"started": True, "died": False}, {"started": False, "died": False}]
    assert gone(folder)


def test_a_document_that_hangs_is_given_up_alone(fresh: Office) -> None:
    with fresh:
        fresh.convert(TEXT, "txt", "pdf")
        folder = folder_of(fresh)
        with pytest.raises(OfficeError, match=r"排了 0\.01 秒还没有排完"):
            fresh.convert(TEXT * 20_000, "txt", "pdf", seconds=0.01)
        assert gone(folder)
        assert fresh.convert(TEXT, "txt", "pdf").startswith(b"%PDF")


@pytest.mark.skipif(os.name == "nt", reason="the process is found by ps")
def test_a_libreoffice_that_dies_is_started_again(fresh: Office) -> None:
    with fresh:
        fresh.convert(TEXT, "txt", "pdf")
        for pid in running(folder_of(fresh)):
            if pid != fresh._host.process.pid:  # type: ignore[union-attr]
                os.kill(pid, signal.SIGKILL)
        assert fresh.convert(TEXT, "txt", "pdf").startswith(b"%PDF")


@pytest.mark.skipif(os.name == "nt", reason="the process is found by ps")
def test_a_host_that_dies_is_started_again(fresh: Office) -> None:
    with fresh:
        fresh.convert(TEXT, "txt", "pdf")
        fresh._host.process.kill()  # type: ignore[union-attr]
        fresh._host.process.wait()  # type: ignore[union-attr]
        assert fresh.convert(TEXT, "txt", "pdf").startswith(b"%PDF")


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is no word of Windows")
def test_nothing_is_left_where_perfgen_is_killed(tmp_path: Path) -> None:
    program("soffice")
    script = tmp_path / "script.py"
    script.write_text(
        "from perfgen.office.warm import Office\n"
        "office = Office()\n"
        f"office.convert({TEXT!r}, 'txt', 'pdf')\n"
        "print(office._host.folder, flush=True)\n"
        f"office.convert({TEXT!r} * 50_000, 'txt', 'pdf')\n",
        encoding="utf-8",
    )
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as killed:
        assert killed.stdout is not None
        folder = killed.stdout.readline().decode().strip()
        assert running(folder)
        killed.kill()
    assert gone(folder)


def test_several_work_side_by_side() -> None:
    program("soffice")
    with Offices(2) as offices, ThreadPoolExecutor(4) as threads:

        def work(_: int) -> tuple[bytes, str]:
            with offices.one() as office:
                return office.convert(TEXT, "txt", "pdf")[:4], folder_of(office)

        done = list(threads.map(work, range(6)))
        folders = {folder for _, folder in done}
    assert {head for head, _ in done} == {b"%PDF"}
    assert len(folders) == 2
    assert all(gone(folder) for folder in folders)


def test_it_is_started_anew_when_it_has_grown(fresh: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small = tmp_path / "host.py"
    text = Path(host.__file__).read_text(encoding="utf-8")
    assert "MOST_MEMORY = 1 << 30" in text
    small.write_text(text.replace("MOST_MEMORY = 1 << 30", "MOST_MEMORY = 1"), encoding="utf-8")
    monkeypatch.setattr(host, "__file__", str(small))
    heard = answers(fresh, monkeypatch)
    with fresh:
        fresh.convert(TEXT, "txt", "pdf")
        fresh.convert(TEXT, "txt", "pdf")
    expected = sys.platform == "linux"
    assert [one["started"] for one in heard] == [True, expected]


def test_a_document_it_makes_nothing_of_is_refused_alone(fresh: Office) -> None:
    with fresh:
        with pytest.raises(OfficeError, match="排不了这个文件"):
            fresh.convert(b"PK\3\4 no archive", "docx", "no such filter")
        assert fresh.convert(TEXT, "txt", "pdf").startswith(b"%PDF")


def test_without_libreoffice_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", "没有")
    with Office() as office, pytest.raises(OfficeError) as stop:
        office.convert(TEXT, "txt", "pdf")
    (said,) = stop.value.diagnostics
    assert "apt install libreoffice-writer-nogui" in said.hint


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_libreoffice_that_never_answers_is_given_up(tmp_path: Path) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nsleep 1000\n", encoding="utf-8")
    fake.chmod(0o755)
    with Office(program=fake) as office, pytest.raises(OfficeError, match="还没有排完"):
        office.convert(TEXT, "txt", "pdf", seconds=0.5)
    assert gone(str(fake), kept=True)
