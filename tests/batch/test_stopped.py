"""A batch that is stopped, or loses whom it works with, tells what was done: no output is there that it does not know of."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import forkserver
from pathlib import Path

import pytest

from perfgen import output, scratch
from perfgen.batch import local, work
from perfgen.batch.job import Job, Outcome, Result
from perfgen.cli.stop import Stopped, stoppable
from tests.conftest import ROOT, SMALL, Run

MANY = 150
unix = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find who works")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY):
        text = SMALL.replace("乐亭县机关事务中心", f"单位{number:03}")
        (folder / f"{number:03}.yaml").write_text(
            text if number % 10 else text.replace("预算数: 184.00", "预算数: 一百"), encoding="utf-8"
        )
    return folder


def start(many: Path, out: Path, jobs: int = 2) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "perfgen", "batch", str(many), "-o", str(out), "-j", str(jobs), "--report", str(out.with_suffix(".json"))],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True, cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 -- one thread
    )  # fmt: skip


def wait_for(sign: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not sign():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.005)


def processes() -> dict[int, tuple[int, str]]:
    """Every process: its parent and its command line."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rsplit(")", 1)[1].split()[1])
            found[int(status.parent.name)] = parent, (status.parent / "cmdline").read_text(errors="replace")
        except OSError:
            continue
    return found


def server_of(parent: int) -> int:
    return next(pid for pid, (above, line) in processes().items() if above == parent and "forkserver" in line)


def workers_of(parent: int) -> list[int]:
    server = server_of(parent)
    return [pid for pid, (above, _) in processes().items() if above == server]


def told(out: Path) -> set[str]:
    """The outputs the report calls built."""
    data = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    return {Path(one["file"]).name for filing in data["filings"] if filing["result"] == "built" for one in filing["outputs"]}  # fmt: skip


def there(out: Path) -> set[str]:
    return {file.name for file in out.glob("*.docx")}


STOPS = {
    "Ctrl-C": (signal.SIGINT, os.killpg, 130),
    "SIGTERM": (signal.SIGTERM, os.kill, 143),
    "SIGTERM for all of the group": (signal.SIGTERM, os.killpg, 143),
    "the terminal is gone": (signal.SIGHUP, os.killpg, 129),
} if sys.platform != "win32" else {}  # fmt: skip


@unix
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("case", STOPS)
def test_what_is_done_is_told_however_it_is_stopped(case: str, jobs: int, many: Path, tmp_path: Path) -> None:
    number, send, code = STOPS[case]
    out = tmp_path / "o"
    running = start(many, out, jobs)
    wait_for(lambda: there(out))
    time.sleep(random.random() / 10)
    send(running.pid, number)
    said, errors = running.communicate(timeout=120)
    assert running.returncode == code, errors
    assert "Traceback" not in errors
    assert told(out) == there(out)
    assert f"共 {MANY} 份绩效文本：已生成 {len(there(out))} 份" in said
    assert "没有做" in said.splitlines()[-2]


@unix
def test_a_second_signal_ends_it_at_once_and_loses_nothing(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: there(out))
    for _ in range(3):
        os.killpg(running.pid, signal.SIGINT)
        time.sleep(0.01)
    said, errors = running.communicate(timeout=120)
    assert running.returncode == 130, errors
    assert "没有做" in said
    assert told(out) == there(out)


@unix
def test_who_starts_the_workers_is_killed(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: there(out))
    os.kill(server_of(running.pid), signal.SIGKILL)
    said, errors = running.communicate(timeout=120)
    assert (running.returncode, "Traceback" in errors) == (1, False), errors
    assert said.splitlines()[-2] == f"共 {MANY} 份绩效文本：已生成 {MANY * 9 // 10} 份，失败 {MANY // 10} 份。"
    assert told(out) == there(out)


@unix
def test_all_workers_are_killed_for_memory(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: there(out))
    for worker in workers_of(running.pid):
        os.kill(worker, signal.SIGKILL)
    _, errors = running.communicate(timeout=120)
    assert (running.returncode, "Traceback" in errors) == (1, False), errors
    assert told(out) == there(out)
    assert len(there(out)) == MANY * 9 // 10


@unix
def test_after_the_parent_was_killed_the_next_run_knows_what_was_done(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: there(out))
    time.sleep(random.random() / 10)
    workers = workers_of(running.pid)
    running.kill()
    running.communicate(timeout=60)
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    before = there(out)
    again = start(many, out)
    again.communicate(timeout=120)
    data = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    kept = {Path(file["file"]).name for one in data["filings"] if one["result"] == "skipped" for file in one["outputs"]}
    assert kept == before


def test_where_no_process_can_be_started_that_is_said(
    perfgen: Callable[..., Run], many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(local.ProcessPoolExecutor, "submit", refused)
    ran = perfgen("batch", many, "-o", tmp_path / "o", "-j", "2")
    assert ran.code == 1
    assert "BAT02 工作进程启动不了" in ran.err


@unix
def test_a_server_that_dies_at_every_start_does_not_hang(
    perfgen: Callable[..., Run], many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(*_: object, **__: object) -> None:
        raise EOFError("unexpected EOF")

    monkeypatch.setattr(forkserver, "connect_to_new_process", dead)
    ran = perfgen("batch", many, "-o", tmp_path / "o", "-j", "2")
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert "BAT02 工作进程启动不了" in ran.err


# --- an outcome that never came


def job(folder: Path, *kinds: str) -> Job:
    (folder / "a.yaml").write_text(SMALL, encoding="utf-8")
    return Job(folder / "a.yaml", tuple(folder / f"x.{kind}" for kind in kinds), run="今天")


def test_what_a_lost_worker_wrote_is_found_by_its_record(tmp_path: Path) -> None:
    one = job(tmp_path, "docx")
    assert work.untold(one).result is Result.LEFT
    done = work.work(one)
    lost = work.untold(one)
    assert (lost.result, lost.hashes) == (done.result, done.hashes)
    assert work.untold(Job(one.source, one.targets, run="明天")).result is Result.LEFT
    (tmp_path / "x.docx").write_bytes(b"")
    assert work.untold(one).result is Result.LEFT


def test_half_of_a_filing_is_told_as_half(tmp_path: Path) -> None:
    work.work(job(tmp_path, "docx"))
    (said,) = work.untold(job(tmp_path, "docx", "pdf")).said
    assert said.message == "停下来时只写好了 x.docx"


def test_stopped_between_record_and_output_nothing_wrong_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = job(tmp_path, "docx")
    work.work(one)
    old = (tmp_path / "x.docx").read_bytes()
    one.source.write_text(SMALL.replace("用于接待", "用于公务"), encoding="utf-8")

    def stopped(*_: object, **__: object) -> None:
        raise Stopped(signal.SIGTERM)

    with monkeypatch.context() as patch:
        patch.setattr(work, "write_file", stopped)
        with pytest.raises(Stopped):
            work.work(one)
    assert (tmp_path / "x.docx").read_bytes() == old
    assert work.untold(one).result is Result.LEFT
    assert work.work(Job(one.source, one.targets)).result is Result.BUILT


@unix
def test_a_signal_nobody_here_heeds_is_left_alone() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


# --- the disk


def test_when_the_disk_is_full_every_filing_left_is_told(
    perfgen: Callable[..., Run], many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, room = output._replace, iter(range(40))

    def full(target: Path, content: bytes, **options: object) -> None:
        if target.suffix == ".docx" and next(room, None) is None:
            raise OSError(28, "No space left on device")
        real(target, content, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(output, "_replace", full)
    ran = perfgen("batch", many, "-o", tmp_path / "o", "-j", "1", "--report", tmp_path / "o.json")
    assert ran.code == 1
    assert ran.out.splitlines()[-2] == f"共 {MANY} 份绩效文本：已生成 40 份，失败 {MANY - 40} 份。"
    assert ran.err.count("文件写不进去：磁盘满了") == MANY * 9 // 10 - 40
    assert told(tmp_path / "o") == there(tmp_path / "o")


@unix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_becomes_read_only(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    running = start(many, out)
    wait_for(lambda: there(out))
    out.chmod(0o500)
    said, errors = running.communicate(timeout=120)
    out.chmod(0o700)
    assert (running.returncode, "Traceback" in errors) == (1, False)
    assert told(out) == there(out)
    assert f"失败 {MANY - len(there(out))} 份" in said


def test_no_room_for_a_folder_of_ones_own_is_no_fault_of_perfgen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Outcome:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(work, "_worked", full)
    (said,) = work.work(job(tmp_path, "docx")).said
    assert (said.code, said.message) == ("SYS01", "做不下去：磁盘满了")


# --- what is left in the temporary folder


@unix
def test_the_socket_of_a_killed_run_is_cleared_away_by_the_next(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, room = tmp_path / "o", Path(tempfile.mkdtemp(prefix="t", dir="/tmp"))
    monkeypatch.setenv("TMPDIR", str(room))
    try:
        running = start(many, out)
        wait_for(lambda: list(room.rglob("listener-*")))
        running.kill()
        running.communicate(timeout=60)
        assert list(room.iterdir())
        monkeypatch.setattr(tempfile, "tempdir", str(room))
        scratch.sweep()
        assert list(room.iterdir()) == []
    finally:
        shutil.rmtree(room)


@unix
def test_a_temporary_folder_of_a_long_name_is_no_hindrance(
    perfgen: Callable[..., Run], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = desk / ("长" * 40)
    room.mkdir()
    for name in ("甲", "乙"):
        (desk / f"{name}.yaml").write_text(SMALL.replace("乐亭县机关事务中心", name), encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    ran = perfgen("batch", "甲.yaml", "乙.yaml", "-o", "o", "-j", "2", "--no-page-numbers")
    assert (ran.code, len(list((desk / "o").glob("*.docx")))) == (0, 2), ran.err
    assert list(room.iterdir()) == []
