"""A LibreOffice that stays up from one document to the next, and several of them side by side."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from typing_extensions import Self

from perfgen.errors import Diagnostic, OfficeError, system_said
from perfgen.office import host
from perfgen.office.find import find, how_to_install
from perfgen.office.profile import lay_out
from perfgen.scratch import Scratch

SECONDS = 120.0
"""How long a document may take; LibreOffice needs less than a second for most."""

MOST_BYTES = 256 * 1024 * 1024
"""The largest file of LibreOffice's that is read; the pages of a filing are some hundred kilobytes."""

_END_SECONDS = 20.0
_HEAD = b"%PDF-"


@dataclass(slots=True)
class _Host:
    """The process that looks after one LibreOffice, the lines it answers, and the folder both share."""

    process: subprocess.Popen[bytes]
    answers: queue.Queue[bytes]
    scratch: Scratch

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self.scratch.path


class SlowError(OfficeError):
    """A document took longer than it may."""


def missing() -> Diagnostic:
    """What is said where there is no LibreOffice."""
    return Diagnostic("PDF01", "这台电脑上没有 LibreOffice，排不了版", hint=how_to_install())


class Office:
    """One LibreOffice with a profile of its own; it starts with the first document, and ends with the block.

    ``with Office() as office: pdf = office.convert(docx, "docx", "pdf")``. One document at a time; see `Offices`.
    """

    def __init__(self, substitutes: Mapping[str, str] | None = None, program: Path | None = None) -> None:
        """`substitutes` are the fonts to put for fonts; `program` is LibreOffice, found where it is not given."""
        self._substitutes = dict(substitutes or {})
        self._program = program
        self._host: _Host | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def convert(self, content: bytes, suffix: str, wanted: str, seconds: float = SECONDS) -> bytes:
        """A document of the kind `suffix` ("docx") as LibreOffice writes it by `wanted` ("pdf", "pdf:filter:options").

        Raises OfficeError where there is no LibreOffice, where it makes nothing of the document, or too much, and where
        that takes longer than `seconds`; the next document finds a fresh one.
        """
        for last in (False, True):
            answer, made = self._attempt(content, suffix, wanted, seconds)
            fitting = made is not None and (not wanted.startswith("pdf") or made.startswith(_HEAD))
            if made is not None and fitting and (last or not answer["died"]):
                return made  # what one leaves that died may be a part
        raise OfficeError(
            Diagnostic(
                "PDF02", "LibreOffice 排不了这个文件", hint="用 Word 或 WPS 打开看看；再试一次，还不行请告诉维护者"
            )
        )

    def _attempt(
        self, content: bytes, suffix: str, wanted: str, seconds: float
    ) -> tuple[dict[str, bool], bytes | None]:
        try:
            running = self._host or self._started()
            room = running.folder / "work"
            source, out = room / f"source.{suffix}", room / "out"
            shutil.rmtree(room, ignore_errors=True)
            out.mkdir(parents=True)
            source.write_bytes(content)
            answer = self._asked(running, {"source": str(source), "filter": wanted, "out": str(out)}, seconds)
            made = _read(next(iter(out.iterdir()), None)) if self._host else b""
        except OSError as error:
            self.close()
            raise OfficeError(
                Diagnostic("PDF02", f"LibreOffice 用的临时文件写不出来：{system_said(error)}", hint="检查磁盘空间")
            ) from None
        except BaseException:
            self.close()
            raise
        return answer, made or None

    def _asked(self, running: _Host, job: dict[str, str], seconds: float) -> dict[str, bool]:
        assert running.process.stdin is not None  # noqa: S101 -- opened in _started
        try:
            running.process.stdin.write(json.dumps(job).encode() + b"\n")
            running.process.stdin.flush()
            answer = running.answers.get(timeout=seconds)
        except BrokenPipeError:
            answer = b""
        except queue.Empty:
            raise SlowError(
                Diagnostic(
                    "PDF02",
                    f"LibreOffice 排了 {seconds:g} 秒还没有排完，这一份不排了",
                    hint="用 Word 或 WPS 打开看看文件是不是正常；先用 --no-page-numbers 生成",
                )
            ) from None
        if not answer:  # the host itself was killed
            self.close()
            return {"died": True}
        found: dict[str, bool] = json.loads(answer)
        return found

    def _started(self) -> _Host:
        program = self._program or find()
        if program is None:
            raise OfficeError(missing())
        scratch = Scratch("office")
        folder = scratch.path
        try:
            process = self._run(folder, program)
        except BaseException:
            scratch.close()
            raise
        answers: queue.Queue[bytes] = queue.Queue()
        assert process.stdout is not None  # noqa: S101 -- asked for below
        threading.Thread(target=_listen, args=(process.stdout, answers), daemon=True).start()
        self._host = _Host(process, answers, scratch)
        return self._host

    def _run(self, folder: Path, program: Path) -> subprocess.Popen[bytes]:
        lay_out(folder, self._substitutes)
        return subprocess.Popen(  # noqa: S603 -- Python itself, on a file of ours
            [sys.executable, "-I", str(Path(host.__file__)), str(folder), str(program)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip

    def close(self) -> None:
        """End LibreOffice. A document converted after that starts another."""
        running, self._host = self._host, None
        if running is None:
            return
        if running.process.stdin is not None:
            with contextlib.suppress(OSError):
                running.process.stdin.close()
        try:
            running.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            running.process.kill()
            running.process.wait()
        if running.process.returncode:
            _kill_group(running.folder / host.PID)
        running.scratch.close()


def _kill_group(file: Path) -> None:
    """Kill the LibreOffice that a host left behind which was killed itself. Windows ends it with its host."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            os.killpg(int(file.read_text(encoding="ascii")), signal.SIGKILL)


def _read(made: Path | None) -> bytes:
    """What LibreOffice has written; empty where it has not. Raises OfficeError for more than `MOST_BYTES`."""
    if made is None or not stat.S_ISREG(made.lstat().st_mode):
        return b""
    with made.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        said = f"LibreOffice 做出来的文件超过 {MOST_BYTES // 1024 // 1024} MB，不像是绩效文本"
        raise OfficeError(Diagnostic("PDF02", said, hint="用 Word 或 WPS 打开看看；先用 --no-page-numbers 生成"))
    return content


def _listen(stream: IO[bytes], answers: queue.Queue[bytes]) -> None:
    """Pass lines on, and an empty one at the end."""
    with stream:
        for line in stream:
            answers.put(line)
    answers.put(b"")


class Offices:
    """Several LibreOffices side by side, for several threads: each takes one, and waits where all are taken."""

    def __init__(self, count: int, substitutes: Mapping[str, str] | None = None) -> None:
        self._all = [Office(substitutes) for _ in range(count)]
        self._free: queue.LifoQueue[Office] = queue.LifoQueue()
        for office in reversed(self._all):
            self._free.put(office)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for office in self._all:
            office.close()

    @contextmanager
    def one(self) -> Iterator[Office]:
        """An office for the block."""
        office = self._free.get()
        try:
            yield office
        finally:
            self._free.put(office)
