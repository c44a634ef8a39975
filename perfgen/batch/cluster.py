"""Runs jobs on an existing cluster of dask, with the same outcomes as on this machine.

Jobs are packed and sent as workers come free, so that neither this machine nor the scheduler ever holds them all. What a
worker had in hand when it died is done by another: doing a job twice gives the same bytes, and outputs are put whole.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import warnings
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from socket import gethostname
from time import monotonic
from typing import Any

from perfgen import __version__
from perfgen.batch.job import Job, Outcome, Result
from perfgen.batch.local import died
from perfgen.batch.parcel import Parcel, Reply, deliver, pack
from perfgen.batch.printer import engine
from perfgen.batch.record import FOLDER
from perfgen.batch.store import Url, exists, place, put, remove
from perfgen.batch.work import work
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.office.find import how_to_install
from perfgen.output import write_own

_AHEAD = 3
"""Bunches under way for each thread of the cluster: enough that none is idle, few enough that a stop is soon felt."""

_BUNCH = 8
"""Jobs sent together: what a scheduler does for each thing it hands out costs about a tenth of building a filing."""

_LOOK = 2.0
"""Seconds without an outcome after which we look whether the cluster is still there."""

_PATIENCE = 60.0
"""Seconds to wait for a worker where there is none."""

_CONNECT = 10
_EXTRA = '运行 pip install "perfgen[cluster]"'


class ClusterError(PerfgenError):
    """There is no cluster that can do the work."""


def run(jobs: Sequence[Job], address: str, output: PurePath) -> Generator[Outcome, None, None]:
    """The outcomes as they come, one a job. Closing the iterator cancels what no worker has begun.

    `output` is the folder (or Url) all jobs write to. Raises ClusterError where there is no scheduler, no worker, or
    one that has another perfgen or does not see the output; where LibreOffice is needed, also where a worker has none,
    or not the same one with the same fonts as the others; also where the cluster goes away in mid-run.
    """
    run_name = jobs[0].run if jobs else ""
    printed = any(job.printed for job in jobs)
    with _client(address) as client, _marked(output, run_name) as mark:
        prints = _examine(client, mark, printed=printed)
        window = _Window(client, mark, prints)
        try:
            yield from window.through(list(jobs))
            # Each of these was with workers that died: alone, it shows which of them kills.
            yield from window.through(window.suspects, alone=True)
        finally:
            window.stop()


class _Window:
    """The jobs under way, and those that are suspected to kill workers."""

    def __init__(self, client: Any, mark: str, prints: str = "") -> None:
        """`prints` is the LibreOffice that lays out (see `engine`), empty where none does."""
        self.suspects: list[Job] = []
        self._client = client
        self._mark = mark
        self._prints = prints
        self._running: dict[Any, list[Job]] = {}
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._idle = 0.0

    def through(self, jobs: list[Job], *, alone: bool = False) -> Iterator[Outcome]:
        """Do jobs: in bunches, as many as the cluster takes, or each of them `alone`."""
        waiting = list(reversed(jobs))
        room = self._room(alone=alone)
        looked = monotonic()
        while waiting or self._running:
            if monotonic() - looked > _LOOK:
                looked = monotonic()
                room = self._room(alone=alone)  # workers come and go
            while waiting and len(self._running) < room:
                size = 1 if alone else max(1, min(_BUNCH, len(waiting) // room))
                yield from self._begun([waiting.pop() for _ in range(size)])
            if not self._running:
                continue
            try:
                future = self._done.get(timeout=_LOOK)
            except queue.Empty:
                self._look()
                continue
            self._idle = 0.0
            yield from self._ended(future, alone=alone)

    def stop(self) -> None:
        """Take back what is under way."""
        with suppress(Exception):
            self._client.cancel(list(self._running), reason="perfgen stopped")

    def _begun(self, jobs: list[Job]) -> Iterator[Outcome]:
        """Send jobs off; gives what comes of those that are done here, since what is wrong with them only shows here."""
        parcels: list[Parcel] = []
        sent: list[Job] = []
        for job in jobs:
            parcel = pack(job)
            if parcel is None:
                yield work(job)
            else:
                parcels.append(parcel)
                sent.append(job)
        if not sent:
            return
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
            try:
                future = self._client.submit(_task, parcels, self._mark, self._prints, pure=False)
            except (OSError, RuntimeError):
                raise _lost() from None
        self._running[future] = sent
        future.add_done_callback(self._done.put)

    def _ended(self, future: Any, *, alone: bool) -> Iterator[Outcome]:
        """What came of jobs; where something happened to their worker, they are to be tried alone."""
        from distributed import KilledWorker  # noqa: PLC0415 -- an extra

        jobs = self._running.pop(future)
        try:
            replies: list[Reply] = future.result()
        except (asyncio.CancelledError, CancelledError):
            raise _lost() from None
        except Exception as error:  # noqa: BLE001 -- whatever a worker may raise fails a job, and no other
            if not alone:
                self.suspects += jobs
                return
            for job in jobs:
                said = died(job) if isinstance(error, KilledWorker) else _faulty(job, error)
                yield Outcome(job, Result.FAILED, (said,))
            return
        for job, reply in zip(jobs, replies, strict=True):
            yield reply.outcome(job)

    def _room(self, *, alone: bool) -> int:
        return 1 if alone else max(_threads(self._client), 1) * _AHEAD

    def _look(self) -> None:
        """Whether there is still somebody to do the work. Raises ClusterError where there is not."""
        self._idle = 0.0 if _threads(self._client) else self._idle + _LOOK
        if self._idle >= _PATIENCE:
            raise ClusterError(Diagnostic("BAT03", "集群上没有工作进程了", hint="启动 dask worker 再运行一次，接着做"))


def _task(parcels: list[Parcel], mark: str, prints: str = "") -> list[Reply]:
    """What a worker does. One that joined later looks for itself whether it can."""
    if not _sees(mark):
        said = Diagnostic("BAT05", _UNSEEN.format(gethostname()), hint=_SHARE)
    elif prints and engine() != prints:
        said = _prints_otherwise(gethostname(), engine(), prints)
    else:
        return [deliver(parcel) for parcel in parcels]
    return [Reply(Result.FAILED.value, ((said, ""),), ()) for _ in parcels]


def _faulty(job: Job, error: Exception) -> Diagnostic:
    return Diagnostic("BAT09", f"工作机上出了错（{error!r}）", job.source, hint="检查工作机上装的 perfgen 和它的磁盘")


_UNSEEN = "工作机 {} 看不到输出的文件夹"
_SHARE = "输出写到各台机器都挂在同一个位置的共享文件夹，或 s3:// 一类的地址"
_seen: set[str] = set()


def _sees(mark: str) -> bool:
    """Whether this machine sees what the client put into the output folder; a local folder of that name is not it."""
    if mark not in _seen:
        where = place(mark)
        if not (exists(where) if isinstance(where, Url) else where.is_file()):
            return False
        _seen.add(mark)
    return True


def _probed(mark: str, printed: bool) -> tuple[str, bool, str]:  # noqa: FBT001 -- dask hands it over
    """The version of perfgen on a worker, whether it sees the output, and where it is `printed`, its LibreOffice."""
    return __version__, _sees(mark), engine() if printed else ""


def _prints_otherwise(worker: str, mine: str, others: str) -> Diagnostic:
    """What is said of a worker that has no LibreOffice, or not the one that others have."""
    if not mine:
        return Diagnostic("BAT06", f"工作机 {worker} 上没有 LibreOffice，排不了版", hint=how_to_install())
    message = f"工作机 {worker} 的 LibreOffice 或字体和别的不一样，页码会排得不同（{mine}，别的是 {others}）"
    return Diagnostic("BAT06", message, hint="每台装同一个版本的 LibreOffice 和同样的字体，或者不印页码、不做 PDF")


def _examine(client: Any, mark: str, *, printed: bool) -> str:
    """Ask every worker whether it can do the work. Gives the LibreOffice they have in common, where it is `printed`.

    Raises ClusterError, or StoreError as the worker met it.
    """
    with suppress(TimeoutError, asyncio.TimeoutError):
        client.wait_for_workers(1, timeout=_PATIENCE / 2)
    found: list[Diagnostic] = []
    answers = client.run(_probed, mark, printed, on_error="return")
    if not answers:
        raise ClusterError(
            Diagnostic("BAT03", "集群上没有工作进程", hint="用 dask worker 启动几个，见说明书“批量生成”")
        )
    prints = next((answer[2] for _, answer in sorted(answers.items()) if isinstance(answer, tuple) and answer[2]), "")
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, PerfgenError):
            found += answer.diagnostics
        elif isinstance(answer, Exception):
            found.append(Diagnostic("BAT04", f"工作机 {worker} 上的 perfgen 不能用（{answer!r}）", hint=_EXTRA))
        elif answer[0] != __version__:
            message = f"工作机 {worker} 上的 perfgen 是 {answer[0]}，这台电脑上是 {__version__}"
            found.append(Diagnostic("BAT04", message, hint="装成同一个版本再运行"))
        elif not answer[1]:
            found.append(Diagnostic("BAT05", _UNSEEN.format(worker), hint=_SHARE))
        elif printed and (not answer[2] or answer[2] != prints):
            found.append(_prints_otherwise(worker, answer[2], prints))
    if found:
        raise ClusterError(dict.fromkeys(found))
    return prints


@contextmanager
def _marked(output: PurePath, run_name: str) -> Iterator[str]:
    """Put a mark into the output folder by which workers know that it is the same folder."""
    folder = (output if isinstance(output, Url) else Path(output).absolute()) / FOLDER
    mark = folder / f"run-{run_name}"
    if isinstance(mark, Url):
        put(mark, b"")
    else:
        write_own(mark, b"", whole=False)
    try:
        yield str(mark)
    finally:
        with suppress(PerfgenError, OSError):
            remove(mark) if isinstance(mark, Url) else mark.unlink(missing_ok=True)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """A client of the scheduler, whose own log is kept quiet. Raises ClusterError where it cannot be reached."""
    try:
        import distributed  # noqa: PLC0415 -- an extra
    except ImportError:
        raise ClusterError(Diagnostic("BAT03", "用集群要装 dask.distributed，这台电脑上没有", hint=_EXTRA)) from None
    library: Any = distributed
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        try:
            client: Any = library.Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, asyncio.TimeoutError, ValueError, ImportError, TypeError, RuntimeError):
            # The last two are said of a tls:// without certificates, and of a tcp:// where encryption is required.
            hint = (
                "检查地址（如 tcp://10.0.0.5:8786），dask scheduler 是不是已经启动；tls:// 要先配好证书，见说明书“安全”"
            )
            raise ClusterError(Diagnostic("BAT03", f"连不上调度器 {address}", hint=hint)) from None
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=_LOOK)
    finally:
        logging.disable(before)


def _threads(client: Any) -> int:
    """How many jobs the cluster does at once. Raises ClusterError where the scheduler does not answer."""
    try:
        return sum(client.nthreads().values())
    except Exception:  # noqa: BLE001 -- the library says it in many ways
        raise _lost() from None


def _lost() -> ClusterError:
    return ClusterError(Diagnostic("BAT03", "和调度器断开了", hint="检查网络和 dask scheduler，再运行一次，接着做"))
