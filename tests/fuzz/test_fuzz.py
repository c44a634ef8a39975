"""A short run of the fuzzer, what it once found, and that it sees what it is there to see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fuzz.case import from_json, to_json
from tests.fuzz.kinds import KINDS, make

FOUND = sorted((ROOT / "tests" / "fuzz" / "found").glob("*.json"))
SEED = 20261126


def fuzz(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The fuzzer in a process of its own: what traces and filters the tests must not weigh on its children."""
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *map(str, arguments)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=600,
    )  # fmt: skip


def test_hostile_input_of_every_kind_is_answered(tmp_path: Path) -> None:
    """No traceback, no exit code 3, nothing over ten seconds or 500 MB. `make fuzz` goes on for longer."""
    ran = fuzz("run", "--seed", SEED, "--cases", 120, "--folder", tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "120 cases" in ran.stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become somebody else")
def test_hostile_input_is_answered_to_a_user_without_privileges(tmp_path: Path) -> None:
    ran = fuzz("run", "--seed", SEED, "--cases", 40, "--user", "nobody", "--folder", tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "40 cases" in ran.stdout


@pytest.fixture(scope="module")
def replayed() -> list[str]:
    """What became of the cases that were found once, a line each."""
    return [line for line in fuzz("replay", *FOUND).stdout.splitlines() if line.startswith(str(ROOT))]


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_was_found_once_is_answered(file: Path, replayed: list[str]) -> None:
    (said,) = (line for line in replayed if line.startswith(f"{file}:"))
    assert said.endswith("all is well")


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """A case of each kind, as another process makes it."""
    program = (
        "import json, sys; from tests.fuzz.case import to_json; from tests.fuzz.kinds import make; "
        "print(json.dumps({kind: to_json(make(kind, 7, 3)) for kind in sys.argv[1:]}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *KINDS],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    said: dict[str, str] = json.loads(ran.stdout)
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_is_the_same_each_time_and_comes_back_from_its_file(kind: str, shown: dict[str, str]) -> None:
    case = make(kind, 7, 3)
    assert from_json(to_json(case)) == case
    assert shown[kind] == to_json(case)
    assert make(kind, 7, 4) != case


def test_a_case_is_shown() -> None:
    assert fuzz("show", "yaml", 7, 3).stdout == to_json(make("yaml", 7, 3))


# What a command may do that is wrong, and what is said of it.
WRONG = {
    "raise ValueError('x')": "ValueError: x",
    "sys.exit(3)": "exit 3",
    "print('Traceback (most recent call last):')": "exit 0",
    "os._exit(7)": "died with 7",
    "os.kill(os.getpid(), 11)": "died of SIGSEGV",
    "while True: pass": "took over 1 s",
    "time.sleep(99)": "no answer in 15 s",
    "x = bytearray(600 * 2**20)": "took 6",
    "x = bytearray(9 * 2**30)": "MemoryError",
    "raise RecursionError": "RecursionError",
    "open('.perfgen-1-2.tmp', 'w').close()": "left .perfgen- behind",
}
SCRIPT = """
import os, sys, time
from tests.fuzz import judge, pool
from tests.fuzz.case import Case
judge.main = lambda command: exec(command[0], globals())
judge.MOST_SECONDS = pool.MOST_SECONDS = 1
pool.WALL_SECONDS = 15
kind, *calls = sys.argv[1:]
tasks = [pool.Task(kind, 0, n, Case(kind, "", {}, [[one]])) for n, one in enumerate(calls)]
for task, verdict in pool.run(tasks):
    print(task.number, verdict.faults)
"""


def faults_of(kind: str, *calls: str) -> dict[str, str]:
    """What is held against commands, by their numbers."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, kind, *calls],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=300,
    )  # fmt: skip
    return dict(line.split(" ", 1) for line in ran.stdout.splitlines())


def test_whatever_goes_wrong_is_seen_and_the_next_case_is_run() -> None:
    calls = [call for wrong in WRONG for call in (wrong, "sys.exit(1)")]
    said = faults_of("x", *calls)
    assert len(said) == len(calls)
    for number, words in enumerate(WRONG.values()):
        assert words in said[str(2 * number)]
        assert said[str(2 * number + 1)] == "()"


# A PDF whose reader says what it is and does: in a process of its own, with the memory that it has in use.
READ = """
from pathlib import Path
from perfgen.importing.formats import pdf, pdf_child
Path("a.pdf").write_bytes(b"")
pdf_child.outcome = lambda path: iter([[1, 595, 842, [], [], str(%s), False], ""])
(page,) = pdf._pages(Path("a.pdf"))
sys.exit(3 if page.aslant == str(os.getpid()) else 0)
"""


def test_a_pdf_is_read_by_a_process_of_its_own_with_the_bounds_of_use() -> None:
    said = faults_of("pdf", READ % "os.getpid()", READ % "len(bytearray(300 * 2**20))")
    assert said["0"] == "()"
    assert "PDF 太大" in said["1"]
