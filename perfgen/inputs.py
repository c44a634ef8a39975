"""Files that somebody names, opened with care: only regular files, and never more of one than a bound.

A pipe in a folder keeps whoever opens it waiting, and a device may have no end. Every command reads its inputs by this.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from perfgen.errors import PerfgenError, system_said, windows_said
from perfgen.foreign import content, opened

Refused: TypeAlias = Callable[[str, str], PerfgenError]
"""The error for a message and a hint: its kind and its code are for who asks."""

_MB = 1024 * 1024


def read_input(path: Path, most: int, refused: Refused) -> bytes:
    """The content of a file of at most `most` bytes.

    Raises the PerfgenError that `refused` gives for one that cannot be read.
    """
    try:
        return content(path, most)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise refused(f"文件太大，超过 {most // _MB} MB", "检查是不是选错了文件") from None
        raise _unreadable(error, refused) from None
    except ValueError as error:
        raise _unreadable(error, refused) from None


def open_input(path: Path, refused: Refused) -> BinaryIO:
    """A regular file, opened.

    Raises the PerfgenError that `refused` gives for what is none, or cannot be opened.
    """
    try:
        return os.fdopen(opened(path), "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(error, refused) from None


_SAID = {
    errno.ENOENT: ("没有这个文件", "检查路径和文件名"),
    errno.EISDIR: ("这里应当是文件，却是一个文件夹", "写出文件夹里的文件名"),
    errno.ENODEV: ("这不是普通文件", "检查文件名；管道、设备不能读，先存成文件"),
}


def _unreadable(error: OSError | ValueError, refused: Refused) -> PerfgenError:
    if isinstance(error, OSError) and (known := windows_said(error)):
        return refused(*known)
    said = system_said(error) if isinstance(error, OSError) else "名字不对"
    number = error.errno if isinstance(error, OSError) else None
    return refused(*_SAID.get(number or 0, (f"文件读不出来：{said}", "检查文件权限，或是否被别的程序占用")))
