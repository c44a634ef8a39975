"""Runs jobs on the cores of this machine. A worker that dies takes nothing with it but its own job."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.util import Finalize
from tempfile import gettempdir
from typing import Any

from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.printer import PRINTER
from perfgen.batch.work import work
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.scratch import Scratch

_AHEAD = 3
"""Bunches of jobs for each worker, in work or waiting: enough that none is idle."""

_LONGEST_FOLDER = 50
"""Bytes of the temporary folder's name: that of a socket may have 104 on macOS, of which ours takes 49."""

_BUNCH = 10
"""The most jobs handed over at once: what handing over costs is shared, and yet the bar moves several times a second."""

_TRIES = 3
"""How often workers are started anew before the first job is handed over; then it is not chance."""

_DEAF = () if sys.platform == "win32" else (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that are sent to a whole group of processes, or a session, when only the parent is meant."""

_KEPT = 16 * 1024 * 1024
_COLLECT = 50_000
"""Objects after which Python looks for cycles: a filing is ten thousand of them, none in a cycle, and is gone with its job."""


class WorkersError(PerfgenError):
    """No process can be started that does the work."""


def run(jobs: Sequence[Job], workers: int, late: list[Outcome] | None = None) -> Generator[Outcome, None, None]:
    """The outcomes as they come, one a job. Closing the iterator stops the work; what is being written is finished.

    Outcomes that came when nobody asked any more are then in `late`. Raises WorkersError.
    """
    if workers <= 1 or len(jobs) <= 1:
        before = gc.get_threshold()
        _keep_memory()
        try:
            yield from map(work, jobs)
        finally:
            gc.set_threshold(*before)
            PRINTER.close()
        return
    late = [] if late is None else late
    waiting = list(reversed(jobs))
    for most in dict.fromkeys((_bunch(jobs, workers), 1)):
        suspects: list[Job] = []
        tries = 0
        while waiting:
            left = len(waiting)
            yield from _pool(waiting, suspects, workers, most, late)
            tries = tries + 1 if len(waiting) == left else 0
            if tries == _TRIES:
                hint = "可能是内存不够，或者开的程序太多；关掉一些，或加 -j 1，再运行一次，接着做"
                raise WorkersError(Diagnostic("BAT02", "工作进程启动不了", hint=hint))
        waiting = suspects
    for job in waiting:  # each was in work when a worker died: alone, it shows which of them kills
        alone, killers = [job], list[Job]()
        yield from _pool(alone, killers, 1, 1, late)
        yield from (Outcome(one, Result.FAILED, (died(one),)) for one in (*alone, *killers))


def _bunch(jobs: Sequence[Job], workers: int) -> int:
    """How many jobs are handed over at once: one where each takes long, or there are few."""
    if any(job.printed for job in jobs):
        return 1
    return max(1, min(_BUNCH, len(jobs) // (workers * _AHEAD * 2)))


def _context(*, check: bool) -> Any:
    """Processes that start from a clean one, with what they need imported once where the system can share it."""
    if not _shared():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["perfgen.batch.work", *(["perfgen.checking"] if check else [])])
    return context


def _shared() -> bool:
    """Whether workers come from one process that has imported it all: it is told by a socket, whose name must not be long."""
    return sys.platform != "win32" and len(os.fsencode(gettempdir())) <= _LONGEST_FOLDER


@cache
def _room() -> str:
    """A folder of ours for that socket, so that it is found and cleared away after a kill."""
    made = Scratch()
    Finalize(None, made.close, exitpriority=-200)  # after multiprocessing has cleared away what it put there
    return str(made.path)


def get_ready(*, check: bool) -> None:
    """Begin to import what workers need, while something else is done: the first of them then starts at once.

    `check` where they will check filings too.
    """
    if _shared():
        from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 -- not on Windows

        _context(check=check)
        with _undisturbed():
            resource_tracker.ensure_running()
        before, tempfile.tempdir = tempfile.tempdir, _room()
        try:
            with _undisturbed():  # again: that has ended it
                forkserver.ensure_running()
        finally:
            tempfile.tempdir = before


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait meanwhile; and processes that are started meanwhile never hear them, which is for their parent to do."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _DEAF)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(waiting: list[Job], suspects: list[Job], workers: int, most: int, late: list[Outcome]) -> Iterator[Outcome]:
    """Work off `waiting`, from its end, until it is empty or a worker dies; then those in work are `suspects`."""
    running: dict[Future[list[Outcome]], list[Job]] = {}
    check = any(job.check for job in waiting)
    context = _context(check=check)
    others = set(multiprocessing.active_children())
    wanted, wanting = context.Pipe(duplex=False)
    with _undisturbed():
        made = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(wanted,))
    with made as pool:
        try:
            get_ready(check=check)
            while waiting or running:
                with _undisturbed():  # a worker that is just starting needs what a parent that stops takes away
                    while waiting and len(running) < workers * _AHEAD:
                        bunch = waiting[-1 : -most - 1 : -1]
                        running[pool.submit(_worked, work, bunch)] = bunch
                        del waiting[-most:]
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
                    del running[future]
        except (BrokenProcessPool, OSError, EOFError):  # a worker, or who starts them, was killed
            for future in _finished(running):
                yield from future.result()
                del running[future]
            suspects += [job for bunch in running.values() for job in bunch]
            for worker in set(multiprocessing.active_children()) - others:
                worker.kill()  # the pool has none of its own that could still be told what to do
        finally:
            wanting.close()
            pool.shutdown(wait=True, cancel_futures=True)
            wanted.close()
            late += [outcome for future in _finished(running) for outcome in future.result()]


def _finished(running: Iterable[Future[list[Outcome]]]) -> list[Future[list[Outcome]]]:
    return [future for future in running if future.done() and not future.cancelled() and not future.exception()]


_WANTED: list[Connection] = []
"""In a worker: a pipe of which the parent holds the other end for as long as it wants more. It has no lock to die with."""


def _worked(done: Callable[[Job], Outcome], bunch: Sequence[Job]) -> list[Outcome]:
    """Do jobs one after the other; none is begun after the stop."""
    return [done(job) for job in bunch if _is_wanted()]


def _is_wanted() -> bool:
    try:
        return not any(pipe.poll() for pipe in _WANTED)
    except OSError:  # on Windows, of a pipe whose other end is closed
        return False


def died(job: Job) -> Diagnostic:
    """What is said of a job that kills whoever does it."""
    hint = "可能是内存不够；单独用 perfgen build 试一次"
    return Diagnostic("BAT02", "做这一份时工作进程意外退出", job.source, hint=hint)


def _begin(wanted: Connection) -> None:
    """A worker leaves signals to its parent, does not outlive it, and ends its LibreOffice before it ends."""
    _WANTED.append(wanted)
    gc.freeze()
    _keep_memory()
    Finalize(None, PRINTER.close, exitpriority=1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_BLOCK, _DEAF)
            threading.Thread(target=_heed, args=(parent.pid,), daemon=True).start()


def _keep_memory() -> None:
    """For a process that does one filing after the other: what one needed is what the next will need."""
    gc.set_threshold(_COLLECT)
    # Once a block of this size was freed, glibc keeps up to twice as much instead of giving it back after every filing
    # (mallopt(3), "dynamic mmap threshold"); that is a fifth of the time. Nothing is ever written to it.
    bytes(_KEPT)


def _follow(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def _heed(parent: int | None) -> None:
    """End when the parent says so by SIGTERM; one sent to a whole group is not for us. macOS does not tell who sent it."""
    if sys.platform == "linux":
        while signal.sigwaitinfo({signal.SIGTERM}).si_pid != parent:
            pass
    elif sys.platform != "win32":
        signal.sigwait({signal.SIGTERM})
    os._exit(1)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
