"""Files and names that somebody else may have put there: what a name may lead to, and how such a file is read."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

_MOST_CHARACTERS = 400
"""The longest name, folders included, that settings may hold: every system takes it, and it fits on a screen."""

_ASTRAY = (
    ("名字是空的", r"^\s*$"),
    ("名字里有看不见的字符", r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"),
    ("不能写 s3:// 一类的地址", "://|::"),
    ("不能写盘符，或以斜杠开头", ":|^/"),
    # Windows drops dots and blanks at the end of a name, so that `.. ` and `...` may be the folder above.
    ("不能写 ..", r"(?:^|/)(?!\.?(?:/|$))[. ]+(?:/|$)"),
    # Microsoft, "Naming Files, Paths, and Namespaces": devices in any folder, with any ending.
    (
        "这是 Windows 的设备名",
        r"(?i:(?:^|/)(?:con|conin\$|conout\$|prn|aux|nul|(?:com|lpt)[\d¹²³]) *(?:\.[^/]*)?(?:/|$))",
    ),
)
"""Why a name, with slashes, is not followed, and what it is told by."""

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: a link between folders on Windows. Other tags mark files kept in a cloud, which are no links."""

_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOCTTY"))
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_AT_ONCE = 16 * 1024 * 1024


def astray(name: str) -> str | None:
    """Why a name found in a file is not followed, in Chinese; None where it can only lead to a place below its folder.

    The answer is the same on every system, so that what passes on one cannot lead out on another. Links are another
    matter: see `leads_out`.
    """
    if len(name) > _MOST_CHARACTERS:
        return "名字太长"
    posix = name.replace("\\", "/")
    return next((why for why, sign in _ASTRAY if re.search(sign, posix)), None)


def below(folder: Path, name: str) -> Path:
    """The place that a name which is not `astray` means; either slash parts folders."""
    return folder.joinpath(*name.replace("\\", "/").split("/"))


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path, once its links are followed, is neither a folder nor anything in it."""
    part, top = path.absolute(), folder.absolute()
    if ".." not in part.parts and part.is_relative_to(top):
        while part != top and not is_link(part):
            part = part.parent
        if part == top:
            return False
    return not real(path).is_relative_to(real(folder))


def real(path: Path) -> Path:
    """The file or folder itself, whatever links lead to it; of links that lead in a circle, one of them.

    `Path.resolve` raises RuntimeError for these before Python 3.13.
    """
    return Path(os.path.realpath(path))


def is_link(path: Path) -> bool:
    """Whether a link stands at a path: a symbolic one or, on Windows, a junction. False where nothing does."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def content(path: Path, most: int, *, links: bool = True) -> bytes:
    """The bytes of a regular file, as long as they are no more than `most`.

    Raises OSError: with EFBIG where they are more, with ENODEV for a device, a pipe or a socket (which is not opened),
    with ELOOP where a link stands there and `links` are not followed.
    """
    descriptor = opened(path, links=links)
    try:
        status = os.fstat(descriptor)
        parts, left = [], most + 1
        while left and (part := os.read(descriptor, min(left, max(status.st_size, 0) + 1, _AT_ONCE))):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(descriptor)
    if not left:
        raise OSError(errno.EFBIG, "too large", str(path))
    return parts[0] if len(parts) == 1 else b"".join(parts)


def opened(path: Path, *, links: bool = True) -> int:
    """A descriptor of a regular file, opened for reading without waiting. Raises OSError as `content` does."""
    _must_be_regular(os.stat(path, follow_symlinks=links), path)  # noqa: PTH116 -- asked for every file of a batch
    descriptor = os.open(path, _READING | (0 if links else _NO_LINK))
    try:
        _must_be_regular(os.fstat(descriptor), path)  # what was a file a moment ago may be a pipe now
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _must_be_regular(status: os.stat_result, path: Path) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    kinds = ((stat.S_ISLNK, errno.ELOOP), (stat.S_ISDIR, errno.EISDIR))
    number = next((number for kind, number in kinds if kind(status.st_mode)), errno.ENODEV)
    raise OSError(number, "not a regular file", str(path))
