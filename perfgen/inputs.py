"""Files that somebody names, opened with care: only regular files, and never more of one than a bound.

A pipe in a folder keeps whoever opens it waiting, and a device may have no end. Every command reads its inputs by this.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from perfgen.errors import PerfgenError, system_said

Refused: TypeAlias = Callable[[str, str], PerfgenError]
"""The error for a message and a hint: its kind and its code are for who asks."""

_MB = 1024 * 1024


def read_input(path: Path, most: int, refused: Refused) -> bytes:
    """The content of a file of at most `most` bytes. Raises what `refused` gives for one that cannot be read."""
    with open_input(path, refused) as stream:
        try:
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(min(size, most) + 1)
            if len(content) > size:  # it has grown
                content += stream.read(most + 1 - len(content))
        except OSError as error:
            raise _unreadable(error, refused) from None
    if len(content) > most:
        raise refused(f"文件太大，超过 {most // _MB} MB", "检查是不是选错了文件")
    return content


def open_input(path: Path, refused: Refused) -> BinaryIO:
    """A regular file, opened. Raises what `refused` gives for what is none, or cannot be opened."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return open(path, "rb", opener=_at_once)
    except FileNotFoundError:
        raise refused("没有这个文件", "检查路径和文件名") from None
    except (OSError, ValueError) as error:
        raise _unreadable(error, refused) from None
    if stat.S_ISDIR(mode):
        raise refused("这里应当是文件，却是一个文件夹", "写出文件夹里的文件名")
    raise refused("这不是普通文件", "检查文件名；管道、设备不能读，先存成文件")


def _unreadable(error: OSError | ValueError, refused: Refused) -> PerfgenError:
    said = system_said(error) if isinstance(error, OSError) else "名字不对"
    return refused(f"文件读不出来：{said}", "检查文件权限，或是否被别的程序占用")


def _at_once(name: str, flags: int) -> int:
    """Open without waiting: what was a file a moment ago may be a pipe now."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
