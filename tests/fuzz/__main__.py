"""`python -m tests.fuzz`: hostile input of every kind, through the real commands, in children with limits.

    python -m tests.fuzz run --seed 1 --cases 100000 --jobs 1
    python -m tests.fuzz run --kinds yaml,docx --seconds 600 --user nobody
    python -m tests.fuzz replay build/fuzz/*.json
    python -m tests.fuzz shrink build/fuzz/*.json
    python -m tests.fuzz show yaml 1 234

A crash is kept in the folder as a JSON file, one for each thing that can be seen to go wrong. Ends with 1 where there was any.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from pathlib import Path

from tests.fuzz.case import Case, from_json, to_json
from tests.fuzz.judge import Verdict
from tests.fuzz.kinds import KINDS, make
from tests.fuzz.pool import Tally, Task, judging, run
from tests.fuzz.shrink import shrunk


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    orders = parser.add_subparsers(required=True)
    many = orders.add_parser("run", help="make cases and run them")
    many.add_argument("--seed", type=int, default=int(time.time()))
    many.add_argument("--cases", type=int, default=100_000)
    many.add_argument("--seconds", type=float, default=float("inf"))
    many.add_argument("--kinds", type=lambda text: text.split(","), default=list(KINDS))
    many.add_argument("--jobs", type=int, default=1)
    many.add_argument("--user", default="", help="whom the children become; we must be root")
    many.add_argument("--folder", type=Path, default=Path("build/fuzz"), help="where crashes are kept")
    many.set_defaults(order=_many)
    again = orders.add_parser("replay", help="run cases that were kept")
    again.add_argument("files", type=Path, nargs="+")
    again.add_argument("--user", default="")
    again.set_defaults(order=lambda said: _again(said.files, said.user))
    less = orders.add_parser("shrink", help="make kept cases smaller, in their files")
    less.add_argument("files", type=Path, nargs="+")
    less.set_defaults(order=lambda said: _less(said.files))
    one = orders.add_parser("show", help="print a case")
    one.add_argument("kind", choices=list(KINDS))
    one.add_argument("seed", type=int)
    one.add_argument("number", type=int)
    one.set_defaults(order=lambda said: print(to_json(make(said.kind, said.seed, said.number)), end=""))  # noqa: T201
    said = parser.parse_args()
    return int(said.order(said) or 0)


def _many(said: argparse.Namespace) -> int:
    start, tally = time.monotonic(), Tally()
    kept: set[str] = set()

    def tasks() -> Iterator[Task]:
        for count in range(said.cases):
            if time.monotonic() - start > said.seconds:
                return
            number, kind = divmod(count, len(said.kinds))
            yield Task(said.kinds[kind], said.seed, number)

    for kind in said.kinds:  # what is made once for all cases is made once for all children
        make(kind, 0, 0)
    shown = start
    verdicts = run(tasks(), said.jobs, said.user)
    for task, verdict in _until_stopped(verdicts):
        tally.add(task, verdict)
        for fault in verdict.faults:
            if _name(fault) not in kept:
                kept.add(_name(fault))
                _say(
                    f"{task.kind} {task.seed}/{task.number}: {fault}",
                    f"  kept as {_keep(said.folder, task.case, fault, verdict)}",
                )
        if time.monotonic() - shown > 30:
            shown = time.monotonic()
            _say(f"{sum(tally.cases.values())} cases, {shown - start:.0f} s, {len(kept)} different faults")
    took = time.monotonic() - start
    count = sum(tally.cases.values())
    _say(
        tally.table(),
        f"seed {said.seed}: {count} cases in {took:.0f} s, {count / took:.1f} a second, {len(kept)} different faults",
    )
    return 1 if kept else 0


def _until_stopped(verdicts: Generator[tuple[Task, Verdict]]) -> Iterator[tuple[Task, Verdict]]:
    """What comes until Ctrl-C, or a kind kill; then the figures are told all the same."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt), closing(verdicts):
        yield from verdicts


def _again(files: list[Path], user: str) -> int:
    bad = 0
    for file in files:
        case = from_json(file.read_text(encoding="ascii"))
        for _, verdict in run([Task(case.kind, 0, 0, case)], user=user):
            _say(
                f"{file}: codes {verdict.codes}, {verdict.seconds:.2f} s, {verdict.memory // 2**20} MB, {'; '.join(verdict.faults) or 'all is well'}"
            )
            if verdict.faults:
                bad += 1
                _say(verdict.said)
    return 1 if bad else 0


def _less(files: list[Path]) -> int:
    for file in files:
        case = from_json(file.read_text(encoding="ascii"))
        with judging() as verdict_of:
            wanted = {_name(fault) for fault in verdict_of(case).faults}
            if not wanted:
                _say(f"{file}: all is well")
                continue
            smaller = shrunk(case, lambda one: not wanted.isdisjoint(map(_name, verdict_of(one).faults)))  # noqa: B023 -- done with before the next
            verdict = verdict_of(smaller)
        file.write_text(to_json(smaller, verdict.faults[0]), encoding="ascii")
        _say(f"{file}: {_size(case)} -> {_size(smaller)} bytes, {verdict.faults[0]}")
    return 0


def _size(case: Case) -> int:
    return sum(map(len, case.files.values()))


def _name(fault: str) -> str:
    """What is the same for two cases in which the same goes wrong: the exception and where it came up, else the words."""
    raised = re.fullmatch(r"exit -?\d+: ([\w.]+)\b.* at (\S+ \S+)", fault, re.DOTALL)
    return " ".join(raised.groups()) if raised else re.sub(r"\d+(\.\d+)?", "…", fault)


def _keep(folder: Path, case: Case, fault: str, verdict: Verdict) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{re.sub(r'[^a-z0-9]+', '-', case.label)}.json"
    file.write_text(to_json(case, f"{fault}\n{verdict.said}"), encoding="ascii")
    return file


def _say(*lines: str) -> None:
    for line in lines:
        print(line.encode("utf-8", "backslashreplace").decode(), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
