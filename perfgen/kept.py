"""What is kept between runs, in a folder of the user's own, each thing under a name that only the same inputs have.

Nobody else can have written it: a file is read only where its folder and itself belong to the user, nobody else may write to
them, and neither is a link. Its first line is a hash of the rest. Whatever does not fit is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path


def folder() -> Path:
    """Where things are kept. Raises RuntimeError for a user without a home."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "perfgen" / "cache"
    # XDG Base Directory Specification: a path that is not absolute is to be ignored.
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (said if said.is_absolute() else Path.home() / ".cache") / "perfgen"


def kept_under(kind: str, *said: object) -> Path:
    """The file of a kind of things for what was asked. Raises RuntimeError as `folder` does."""
    return folder() / kind / f"{hashlib.sha256(repr(said).encode('utf-8', 'surrogatepass')).hexdigest()}.json"


def recall(file: Path, most: int) -> bytes:
    """What was kept in a file, of at most `most` bytes.

    Raises OSError where there is none, or not only the user can have written it; ValueError for one that is damaged.
    """
    _own(file.parent.lstat(), stat.S_ISDIR, 0o077)
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as stream:  # noqa: PTH123 -- of a descriptor
        _own(os.fstat(descriptor), stat.S_ISREG, 0o022)
        head, _, said = stream.read(most).partition(b"\n")
    if hashlib.sha256(said).hexdigest().encode() != head:
        raise ValueError("damaged")
    return said


def keep(file: Path, said: bytes, most_files: int) -> None:
    """Keep it for the next run; of the files beside it that end alike, the oldest go. Raises OSError or ValueError.

    The file lies in `folder`, or in a folder there.
    """
    top = folder()
    top.parent.mkdir(parents=True, exist_ok=True)
    for own in dict.fromkeys((top, file.parent)):
        own.mkdir(mode=0o700, exist_ok=True)
        _own(own.lstat(), stat.S_ISDIR, 0o077)
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 -- of a descriptor
            stream.write(hashlib.sha256(said).hexdigest().encode() + b"\n" + said)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    kept = sorted(file.parent.glob(f"*{file.suffix}"), key=lambda path: path.stat().st_mtime_ns)
    for old in kept[:-most_files]:
        with contextlib.suppress(FileNotFoundError):
            old.unlink()


def _own(status: os.stat_result, kind: Callable[[int], bool], forbidden: int) -> None:
    """Raise PermissionError for what is not the user's own. On Windows the folder of a user is his by its place."""
    if not kind(status.st_mode):
        raise PermissionError
    if sys.platform != "win32" and (status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & forbidden):
        raise PermissionError
