"""Output files: named so that every system takes them, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import time
import unicodedata
from pathlib import Path

from perfgen.errors import Diagnostic, OutputError, system_said

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_BYTES = 240
_STALE = 3600
"""Seconds after which a half-written file is nobody's any more."""


def file_name(wanted: str) -> str:
    """A file name as near to `wanted` as Windows and Linux take."""
    seen = "".join("_" if unicodedata.category(char) in _UNSEEN else char for char in wanted)
    stem, dot, suffix = _FORBIDDEN.sub("_", seen).rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    while len(f"{stem}{dot}{suffix}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    name = f"{stem.strip(' .') or '_'}{dot}{suffix}"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def write_file(target: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file whole or not at all: beside it first, then in its place. A link stays a link.

    A `durable` one also outlives the machine losing power right after; others only the program being killed. Raises OutputError where the folder is missing or read-only, the disk is full, or the file is open in Word; what
    stood there before still stands.
    """
    try:
        real = target.resolve() if ".." in target.parts or target.is_symlink() else target
        there = _status(real)
        if there and stat.S_ISDIR(there.st_mode):
            raise _fault(target, "这里是一个文件夹，不能写成文件", "在后面加上文件名")
        _replace(real, content, mode=stat.S_IMODE(there.st_mode) if there else None, durable=durable)
    except PermissionError:
        if target.exists() and os.access(target.parent, os.W_OK):
            message, hint = "文件正被别的程序打开，写不进去", "在 Word 或 WPS 里关掉这个文件，再运行一次"
        else:
            message, hint = "没有权限写到这里", "换一个文件夹，或请管理员开通写权限"
        raise _fault(target, message, hint) from None
    except UnicodeError:
        raise _fault(target, "系统的语言设置不支持中文文件名", "把系统的语言设置改成 UTF-8") from None
    except RuntimeError:  # of `resolve`
        raise _fault(target, "这个链接绕成了圈", "换一个文件名") from None
    except OSError as error:
        if isinstance(error, (FileNotFoundError, NotADirectoryError)) and not target.resolve().parent.is_dir():
            raise _fault(target, f"没有“{target.parent}”这个文件夹", "先建好文件夹，或换一个地方") from None
        raise _fault(target, f"文件写不进去：{system_said(error)}", "检查磁盘空间和路径") from None


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises OutputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _fault(folder, f"文件夹建不了：{system_said(error)}", "换一个地方，或换一个名字") from None


def sweep(folder: Path) -> None:
    """Remove what writers that were killed left in a folder; what is younger than an hour may be in use."""
    for left in folder.glob(".perfgen-*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes, *, mode: int | None, durable: bool) -> None:
    """Write beside `target`, then in its place; `mode` is that of the file which stood there."""
    beside = target.with_name(f".perfgen-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _fault(target: Path, message: str, hint: str) -> OutputError:
    return OutputError(Diagnostic("OUT01", message, target, hint=hint))
