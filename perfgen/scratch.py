"""Folders of ours in the temporary folder: gone at the end, and after a kill cleared away by the next run.

Each holds a file that is locked for as long as the process lives that made the folder; the system lets go of the lock
however that process ends. What carries our name, belongs to our user and holds such a file that nobody locks is left
over. Anything else is somebody's, and is not touched: the temporary folder is everybody's.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from perfgen.office import host

_NAME = re.compile(r"perfgen-(?:office-)?[a-z0-9_]{8}")
"""What `mkdtemp` makes of our beginnings."""

_LOCK = ".perfgen-lock"
_PRIVATE = 0o600
_TRIES, _PAUSE = 20, 0.05
"""How often a folder is cleared away, and the seconds between."""


class Scratch:
    """A folder of this process, which nobody else can read."""

    def __init__(self, kind: str = "") -> None:
        """Make it, and clear away what killed processes left. `kind` goes into its name. Raises OSError."""
        _sweep_once()
        beginning = f"perfgen-{kind}-" if kind else "perfgen-"
        while True:
            self.path = Path(mkdtemp(prefix=beginning))
            self._lock = _opened(self.path / _LOCK, os.O_CREAT | os.O_EXCL)
            if _locked(self._lock) and (self.path / _LOCK).exists():
                return
            os.close(self._lock)  # somebody took it for left over before it was locked

    def close(self) -> None:
        """Clear it away, and whatever of LibreOffice was started in it."""
        with contextlib.suppress(OSError):
            os.close(self._lock)  # first: Windows removes no open file
        _remove(self.path)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the block. Raises OSError where there is no room for one."""
    made = Scratch()
    try:
        yield made.path
    finally:
        made.close()


@cache
def _sweep_once() -> None:
    sweep()


def sweep() -> None:
    """Clear away what processes of this user left in the temporary folder that are no more."""
    with contextlib.suppress(OSError), os.scandir(gettempdir()) as found:
        for one in found:
            if _NAME.fullmatch(one.name):
                with contextlib.suppress(OSError):
                    _clear(Path(one.path))


def _clear(folder: Path) -> None:
    """Clear away a folder, where it is left over. Raises OSError where that cannot be told."""
    if not stat.S_ISDIR(folder.lstat().st_mode) or not _ours(folder.lstat()):
        return
    lock = _opened(folder / _LOCK)
    try:
        left = stat.S_ISREG(os.fstat(lock).st_mode) and _ours(os.fstat(lock)) and _locked(lock)
        if left and sys.platform != "win32":
            _remove(folder)  # while it is locked: nobody else takes it for his
    finally:
        os.close(lock)
    if left and sys.platform == "win32":
        _remove(folder)


def _remove(folder: Path) -> None:
    host.end_orphans(folder)
    for _ in range(_TRIES):  # what was just killed may still be writing
        shutil.rmtree(folder, ignore_errors=True)  # of a link it removes nothing
        if not os.path.lexists(folder):
            break
        time.sleep(_PAUSE)


def _ours(status: os.stat_result) -> bool:
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def _opened(file: Path, flags: int = 0) -> int:
    return os.open(file, os.O_RDWR | flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), _PRIVATE)


def _locked(descriptor: int) -> bool:
    """Whether the lock of a file could be taken; it ends with the descriptor."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 -- only there

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 -- not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
