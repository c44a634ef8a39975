"""Runs jobs on the cores of this machine. A worker that dies takes nothing with it but its own job."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from multiprocessing.util import Finalize
from typing import Any

from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.printer import PRINTER
from perfgen.batch.work import work
from perfgen.errors import Diagnostic

_AHEAD = 4
"""Jobs waiting for each worker: enough that none is idle, few enough that a stop is soon felt."""

_COLLECT = 50_000
"""Objects after which Python looks for cycles: a filing is ten thousand of them, none in a cycle, and is gone with its job."""


def run(jobs: Sequence[Job], workers: int) -> Generator[Outcome, None, None]:
    """The outcomes as they come, one a job. Closing the iterator stops the work; what is being written is finished."""
    if workers <= 1 or len(jobs) <= 1:
        before = gc.get_threshold()
        gc.set_threshold(_COLLECT)
        try:
            yield from map(work, jobs)
        finally:
            gc.set_threshold(*before)
            PRINTER.close()
        return
    waiting = list(reversed(jobs))
    suspects: list[Job] = []
    while waiting:
        yield from _pool(waiting, suspects, workers)
    for job in suspects:  # each was in work when a worker died: alone, it shows which of them kills
        yield from _alone(job)


def _context() -> Any:
    """Processes that start from a clean one, with perfgen imported once where the system can share it."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["perfgen.batch.work"])
    return context


def get_ready() -> None:
    """Begin to import what workers need, while something else is done: the first of them then starts at once."""
    if sys.platform != "win32":
        from multiprocessing import forkserver  # noqa: PLC0415 -- not on Windows

        _context()
        forkserver.ensure_running()


def _pool(waiting: list[Job], suspects: list[Job], workers: int) -> Iterator[Outcome]:
    """Work off `waiting` until it is empty or a worker dies; then those in work are `suspects`."""
    running: dict[Future[Outcome], Job] = {}
    with ProcessPoolExecutor(workers, mp_context=_context(), initializer=_begin) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers * _AHEAD:
                    running[pool.submit(work, waiting[-1])] = waiting[-1]
                    waiting.pop()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    del running[future]
                    yield outcome
        except BrokenProcessPool:
            finished = [future for future in running if future.done() and not future.exception()]
            for future in finished:
                del running[future]
                yield future.result()
            suspects += running.values()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _alone(job: Job) -> Iterator[Outcome]:
    with ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin) as pool:
        try:
            yield pool.submit(work, job).result()
        except BrokenProcessPool:
            yield Outcome(job, Result.FAILED, (died(job),))


def died(job: Job) -> Diagnostic:
    """What is said of a job that kills whoever does it."""
    hint = "可能是内存不够；单独用 perfgen build 试一次"
    return Diagnostic("BAT02", "做这一份时工作进程意外退出", job.source, hint=hint)


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, does not outlive it, and ends its LibreOffice before it ends."""
    gc.freeze()
    gc.set_threshold(_COLLECT)
    Finalize(None, PRINTER.close, exitpriority=1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
