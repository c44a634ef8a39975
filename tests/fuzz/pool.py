"""Children that run cases, one after another, within limits; one that dies or outlasts its time is replaced."""

from __future__ import annotations

import ctypes
import encodings
import gc
import os
import pkgutil
import pwd
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pdfminer
import xlsxwriter

import perfgen
from tests.fuzz.case import Case
from tests.fuzz.judge import MOST_MEMORY, MOST_SECONDS, Verdict, judge
from tests.fuzz.kinds import KINDS, make

WALL_SECONDS = 60
"""When a child is given up that does not answer and does not work: it waits for what never comes."""

ADDRESS_SPACE = 3 * 2**30
"""What a child may map. The libraries map far more than they touch; what is touched is measured, see `judge`."""

CASES_OF_A_CHILD = 1_000
"""After so many a child is replaced, so that what one case leaves in memory is not laid at another's door."""

GROWN = MOST_MEMORY // 2
"""A child that holds so many bytes after a case is replaced, for the same reason."""


@dataclass(frozen=True)
class Task:
    """A case, by what it is made of or as it was kept."""

    kind: str
    seed: int
    number: int
    kept: Case | None = None

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.kept or make(self.kind, self.seed, self.number)


def run(tasks: Iterable[Task], children: int = 1, user: str = "") -> Generator[tuple[Task, Verdict]]:
    """Judge cases as they come. `user` is whom the children become, where we are root."""
    waiting = iter(tasks)
    context = get_context("fork")
    work = tempfile.mkdtemp(prefix="perfgen-fuzz-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    Path(work).chmod(0o711)
    free = [_Child(context, Path(work), number, user) for number in range(children)]
    busy: list[_Child] = []
    try:
        while True:
            while free and (task := next(waiting, None)):
                child = free.pop()
                child.give(task)
                busy.append(child)
            if not busy:
                return
            ready = wait([child.ours for child in busy], timeout=1)
            for child in list(busy):
                verdict = child.answer(ready=child.ours in ready)
                task = child.task
                if verdict is None or task is None:
                    continue
                if task.kept is None and any(fault.endswith(" MB") for fault in verdict.faults):
                    # Making the case took memory too. A new child, which has it made, tells how much it is by itself.
                    child.renew()
                    child.give(replace(task, kept=task.case))
                else:
                    busy.remove(child)
                    free.append(child)
                    yield task, verdict
    finally:
        for child in (*free, *busy):
            child.end()
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def judging() -> Iterator[Callable[[Case], Verdict]]:
    """A function that judges one case at a time, in a child that is kept for the next."""
    asked: deque[Task] = deque()
    verdicts = run(iter(asked.popleft, None))

    def verdict_of(case: Case) -> Verdict:
        asked.append(Task(case.kind, 0, 0, case))
        return next(verdicts)[1]

    try:
        yield verdict_of
    finally:
        verdicts.close()


class _Child:
    """A child, and the one that follows it."""

    def __init__(self, context: Any, work: Path, number: int, user: str) -> None:
        self._context, self._folder, self._user = context, work / f"{number}", user
        self.task: Task | None = None
        self._until = 0.0
        self._worked = 0
        self._begin()

    def _begin(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700)
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        self.ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, self._folder, self._user, os.getpid()))
        self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        self.task = task
        self._until = time.monotonic() + WALL_SECONDS
        self._worked = _worked(self._process.pid)
        self.ours.send(task)

    def answer(self, *, ready: bool) -> Verdict | None:
        """What the child says, or what is said of it when it is gone; None while it works."""
        if ready:
            try:
                verdict, spent = self.ours.recv()
            except (EOFError, ConnectionError):
                return self._replaced(self._death())
            if spent:
                self.renew()
            return verdict
        if time.monotonic() > self._until:
            # On a busy machine a child that works has not had its seconds yet; one that waits has had none.
            worked, self._worked = self._worked, _worked(self._process.pid)
            if self._worked > worked:
                self._until = time.monotonic() + WALL_SECONDS
                return None
            return self._replaced(f"no answer in {WALL_SECONDS} s")
        return None

    def _death(self) -> str:
        self._process.join(10)
        code = self._process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name
            return f"took over {MOST_SECONDS} s" if name in ("SIGXCPU", "SIGPROF") else f"died of {name}"
        return f"died with {code}"

    def _replaced(self, why: str) -> Verdict:
        self.renew()
        return Verdict((), (why,), float(MOST_SECONDS), 0)

    def renew(self) -> None:
        self.end()
        self._begin()

    def end(self) -> None:
        self.ours.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, folder: Path, user: str, parent: int) -> None:
    """A child's life."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: do not outlive who started us
        if os.getppid() != parent:
            return
    os.environ.update(XDG_CACHE_HOME=str(folder / "cache"), HOME=str(folder), PERFGEN_LIBREOFFICE="没有", COLUMNS="100")
    os.environ.pop("VIRTUAL_ENV", None)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)
    if user:
        _become(user, folder)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for _ in range(CASES_OF_A_CHILD - 1):
        task = pipe.recv()
        used = time.process_time()
        # A little later than what is held against a case, so that one just over it is told with its figures.
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 2 * MOST_SECONDS, resource.RLIM_INFINITY))
        verdict = judge(task.case, folder / "案")
        spent = _held() > GROWN and _held_at_least() > GROWN
        pipe.send((verdict, spent))
        if spent:
            return
    task = pipe.recv()
    pipe.send((judge(task.case, folder / "案"), True))


def _become(user: str, folder: Path) -> None:
    """Run as another user from here on. What is read only when first used is read before: he may not reach this Python."""
    for package in (encodings, perfgen, pdfminer, xlsxwriter):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            with suppress(ImportError):
                import_module(module.name)
    for module_name in (
        "bz2",
        "lzma",
        "difflib",
        "html",
        "secrets",
        "concurrent.futures.process",
        "multiprocessing.pool",
    ):
        import_module(module_name)
    for kind in KINDS:
        for number in range(4):
            judge(make(kind, 0, number), folder / "案")
    _held_at_least()
    shutil.rmtree(folder, ignore_errors=True)
    account = pwd.getpwnam(user)
    folder.mkdir(mode=0o700)
    os.chown(folder, account.pw_uid, account.pw_gid)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    if os.getuid() != account.pw_uid:
        raise PermissionError(user)


def _worked(process: int) -> int:
    """Seconds of the processor that a process has had (Linux, proc(5): utime and stime in /proc/…/stat)."""
    with suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) // os.sysconf("SC_CLK_TCK")
    return 0


def _held() -> int:
    """Bytes this process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _held_at_least() -> int:
    """The same, after what nobody has a use for is given back to the system."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return _held()


@dataclass
class Tally:
    """Figures of a run, by kind."""

    cases: Counter[str] = field(default_factory=Counter)
    codes: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    fullest: dict[str, tuple[int, str]] = field(default_factory=dict)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=5))

    def add(self, task: Task, verdict: Verdict) -> None:
        kind, label = task.kind, f"{task.seed}/{task.number}"
        self.cases[kind] += 1
        self.seconds[kind] += verdict.seconds  # type: ignore[assignment]
        for code in verdict.codes:
            self.codes[kind, code] += 1
        for fault in set(verdict.faults):
            self.faults[kind, fault] += 1
        self.slowest[kind] = max(self.slowest.get(kind, (0.0, "")), (verdict.seconds, label))
        self.fullest[kind] = max(self.fullest.get(kind, (0, "")), (verdict.memory, label))

    def table(self) -> str:
        """The figures as lines of text."""
        lines = [
            f"{'kind':10}{'cases':>8}{'/s':>7}{'exit 0':>8}{'1':>7}{'2':>6}{'faults':>8}{'slowest':>12}{'fullest':>10}"
        ]
        for kind in sorted(self.cases):
            cases, spent = self.cases[kind], self.seconds[kind]
            faults = sum(count for (one, _), count in self.faults.items() if one == kind)
            lines.append(
                f"{kind:10}{cases:8}{cases / spent if spent else 0:7.0f}{self.codes[kind, 0]:8}{self.codes[kind, 1]:7}"
                f"{self.codes[kind, 2]:6}{faults:8}{self.slowest[kind][0]:10.2f} s{self.fullest[kind][0] // 2**20:7} MB"
            )
        return "\n".join(lines)
