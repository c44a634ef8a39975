"""Output files: named so that every system takes them, written whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from perfgen.errors import Diagnostic, OutputError, system_said

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_BYTES = 240


def file_name(wanted: str) -> str:
    """A file name as near to `wanted` as Windows and Linux take."""
    stem, dot, suffix = _FORBIDDEN.sub("_", wanted).rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    while len(f"{stem}{dot}{suffix}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    name = f"{stem.strip(' .') or '_'}{dot}{suffix}"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def write_file(target: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    Raises OutputError where the folder is missing or read-only, the disk is full, or the file is open in Word; what
    stood there before still stands.
    """
    if target.is_dir():
        raise _fault(target, "这里是一个文件夹，不能写成文件", "在后面加上文件名")
    if not target.parent.is_dir():
        raise _fault(target, f"没有“{target.parent}”这个文件夹", "先建好文件夹，或换一个地方")
    beside = target.with_name(f".perfgen-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except PermissionError:
        if target.exists() and os.access(target.parent, os.W_OK):
            raise _fault(
                target, "文件正被别的程序打开，写不进去", "在 Word 或 WPS 里关掉这个文件，再运行一次"
            ) from None
        raise _fault(target, "没有权限写到这里", "换一个文件夹，或请管理员开通写权限") from None
    except OSError as error:
        raise _fault(target, f"文件写不进去：{system_said(error)}", "检查磁盘空间和路径") from None
    finally:
        beside.unlink(missing_ok=True)


def _fault(target: Path, message: str, hint: str) -> OutputError:
    return OutputError(Diagnostic("OUT01", message, target, hint=hint))
