"""The host: a small process between perfgen and one LibreOffice. Run as a program of its own, it imports no perfgen.

    python -I host.py FOLDER PROGRAM

FOLDER holds LibreOffice's profile and a document, `keeper.fodt`; LibreOffice stays up as long as it has that document
open, and takes the calls of further ``soffice --convert-to`` as its own work. A line of JSON on the standard input,
``{"source": path, "filter": text, "out": folder}``, is one conversion; a line on the standard output tells when it is
done: ``{"started": whether LibreOffice was started for it, "died": whether it did not outlive it}``.

The end of the standard input is the end of everything: LibreOffice is killed and FOLDER is cleared away. The pipe ends
however perfgen ends, `kill -9` included.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Queue
from typing import Any

MOST_DOCUMENTS = 200
MOST_MEMORY = 1 << 30
"""LibreOffice is started anew after this many documents, or when it holds this many bytes (where the system tells)."""

PID = "pid"
"""The file in FOLDER that says which process LibreOffice is, for the case that this one is killed."""

_START_SECONDS = 60.0
_SUBREAPER = 36
_ANSWERS = 1  # the standard output
_WINDOWS = os.name == "nt"
_SOCKETS = ("/tmp", "/var/tmp")  # noqa: S108 -- where LibreOffice puts them, whatever TMPDIR says
_LOCK = ".~lock.keeper.fodt#"
"""LibreOffice lays it beside a document it has opened."""


class _ClosedError(Exception):
    """Nothing is to be started any more."""


class Resident:
    """One LibreOffice that is up, with the keeper open."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder, self._program = folder, program
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._served = 0
        self._started: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._closed = False

    def convert(self, job: dict[str, str]) -> dict[str, bool]:
        """Do one conversion; what comes of it lies in the job's folder, or does not."""
        started = not self._fit()
        if started:
            self.end()
            self._start()
        self._served += 1
        client = self._run("--convert-to", job["filter"], "--outdir", job["out"], job["source"])
        client.wait()
        self._processes.discard(client)
        return {"started": started, "died": self._started is None or self._started.poll() is not None}

    def _fit(self) -> bool:
        up = self._started is not None and self._started.poll() is None
        return up and self._served < MOST_DOCUMENTS and _memory(self._started) < MOST_MEMORY

    def _start(self) -> None:
        """Start LibreOffice and wait until it listens. Where it does not, the next call does the work alone."""
        lock = self._folder / _LOCK
        lock.unlink(missing_ok=True)
        process = self._started = self._run("--norestore", "--nologo", str(self._folder / "keeper.fodt"))
        (self._folder / PID).write_text(str(process.pid), encoding="ascii")
        self._served = 0
        until = time.monotonic() + _START_SECONDS
        while not lock.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        temporary = str(self._folder / "tmp")
        with self._starting:
            if self._closed:
                raise _ClosedError
            process = subprocess.Popen(  # noqa: S603 -- LibreOffice, on files perfgen named
                [self._program, f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", "--headless", *arguments],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={**os.environ, "TMPDIR": temporary, "TEMP": temporary, "TMP": temporary},
                start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            self._processes.add(process)
        return process

    def close(self) -> None:
        """End, and start nothing more."""
        with self._starting:
            self._closed = True
        self.end()

    def end(self) -> None:
        """Kill LibreOffice and all that was started with it."""
        for process in list(self._processes):
            end_group(process)
            self._processes.discard(process)
        _reap()
        self._started = None
        _forget_socket(self._folder)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was started in a session of its own, and what it has started."""
    if _WINDOWS:
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- Windows' own
    else:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)


def _reap() -> None:
    """Take in the orphans whose parent was killed before them: they are ours, see `main`."""
    if _WINDOWS:
        return
    until = time.monotonic() + 2
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < until:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.01)


def _family(pid: int) -> list[int]:
    """A process and its children, on Linux; itself elsewhere."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split())
    return found


def _memory(process: subprocess.Popen[bytes] | None) -> int:
    total = 0
    for pid in _family(process.pid) if process else ():
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096
    return total


def end_orphans(folder: Path) -> None:
    """End the LibreOffice of a folder whose host was killed, and remove its socket.

    On Windows it ends with its host; on macOS nobody can tell which it is.
    """
    if sys.platform == "win32":
        return
    if (folder / "profile").is_dir():
        for pid in _working_in(folder):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
    _forget_socket(folder)


def _working_in(folder: Path) -> list[int]:
    """The processes started with the profile in a folder, on Linux."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if profile in (process / "cmdline").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found


def _forget_socket(folder: Path) -> None:
    """Remove the socket that LibreOffice leaves behind when it is killed."""
    if sys.platform == "win32":
        return
    name = socket_name(folder)
    for place in _SOCKETS:
        with contextlib.suppress(OSError):
            file = Path(place) / name
            status = file.lstat()
            if stat.S_ISSOCK(status.st_mode) and status.st_uid == os.geteuid():
                file.unlink()


def socket_name(folder: Path) -> str:
    """What the socket of the LibreOffice in a folder is called: a hash of where its profile is.

    Source: LibreOffice, desktop/source/app/officeipcthread.cxx (CreateMD5FromString) and sal/osl/unx/pipe.cxx.
    """
    digest = hashlib.md5((folder / "profile").as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    return f"OSL_PIPE_{os.geteuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"


def main(folder: Path, program: str) -> None:
    """Serve until the standard input ends."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # orphans of LibreOffice become ours, and are taken in
    resident = Resident(folder, program)
    jobs: Queue[dict[str, Any]] = Queue()

    def serve() -> None:
        with contextlib.suppress(_ClosedError, BrokenPipeError):
            answer()

    def answer() -> None:
        while True:
            job = jobs.get()
            try:
                said = resident.convert(job)
            except OSError:  # it cannot be started at all
                said = {"started": True, "died": False}
            os.write(_ANSWERS, json.dumps(said).encode() + b"\n")

    threading.Thread(target=serve, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        for line in sys.stdin:
            jobs.put(json.loads(line))
    resident.close()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # the other thread may still wait for a conversion


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
