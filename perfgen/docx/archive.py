"""Zip archives the safe way: read within bounds, written so that the same content is the same bytes.

The writer is our own, since `zipfile` compresses with whatever zlib the interpreter was built with, and builds differ
(zlib, zlib-ng). The codec here is libdeflate in the one version that pyproject.toml pins; nothing of the clock, the
machine or the platform goes into the archive (format: PKWARE APPNOTE 6.3.9, sections 4.3 and 4.4).
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zlib import error as ZlibError  # noqa: N812

import deflate

from perfgen.errors import Diagnostic, DocumentError

MOST_ENTRIES = 4_000
MOST_BYTES = 512 * 1024 * 1024
"""Bounds of an archive that is read: its entries, and all of them unpacked."""

LEVEL = 7
"""Compression level of what is written: the lowest whose files are no larger than those of zlib at its level 6."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOS_EPOCH = 0x0021  # 1980-01-01, the earliest date the format knows
_UTF8_NAMES = 0x0800
_DEFLATED = 8


def read_archive(path: Path) -> dict[str, bytes]:
    """All entries of a zip file by name, in the order of the file.

    Raises DocumentError for what is missing, locked, no zip file, encrypted, broken, too large, or holds names that
    lead out of it.
    """
    try:
        with path.open("rb") as stream:
            return _entries(path, stream)
    except FileNotFoundError:
        raise _fault(path, "没有这个文件", "检查路径和文件名") from None
    except (IsADirectoryError, PermissionError):
        what = "这里应当是文件，却是一个文件夹" if path.is_dir() else "文件读不出来"
        raise _fault(path, what, "检查路径和权限，或是否被别的程序占用") from None
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, struct.error, ValueError):
        raise _fault(path, "文件已经损坏", "在 Word 里打开另存一份再试") from None


def _entries(path: Path, stream: BinaryIO) -> dict[str, bytes]:
    head = stream.read(8)
    if head == _OLE:
        raise _fault(path, "这是加了密码的文件，或是老的 .doc 文件", "在 Word 里去掉密码，另存为 .docx")
    if head[:2] != b"PK":
        raise _fault(path, "这不是 Word 的 .docx 文件", "在 Word 里另存为 .docx")
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_BYTES:
            raise _fault(path, "文件解开后大得不正常", "检查文件来源")
        found: dict[str, bytes] = {}
        for info in infos:
            name = info.filename
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
                raise _fault(path, f"文件里有越界的路径 {name}", "检查文件来源")
            if info.flag_bits & 1:
                raise _fault(path, "文件加了密码", "去掉密码再试")
            if name in found:
                raise _fault(path, f"文件里有重名的部分 {name}", "在 Word 里打开另存一份再试")
            if not info.is_dir():
                found[name] = _unpacked(archive, info)
        return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The content of an entry, never more than its directory says: a lying directory is a broken file."""
    with archive.open(info) as entry:
        content = entry.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile
    return content


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC01", message, path, hint=hint))


@dataclass(frozen=True, slots=True)
class Packed:
    """An entry as it stands in an archive: compressed, with the sum and the size of its content."""

    data: bytes
    crc: int
    size: int


def packed(content: bytes | bytearray) -> Packed:
    """An entry's content, compressed."""
    return Packed(bytes(deflate.deflate_compress(content, LEVEL)), deflate.crc32(content), len(content))


def pack(entries: Iterable[tuple[str, bytes | bytearray | Packed]]) -> bytes:
    """A zip file of entries (name, content) in their order. Each content is let go before the next is asked for."""
    body: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, content in entries:
        entry = content if isinstance(content, Packed) else packed(content)
        del content
        encoded = name.encode("utf-8")
        common = _COMMON.pack(
            20, _UTF8_NAMES, _DEFLATED, 0, _DOS_EPOCH, entry.crc, len(entry.data), entry.size, len(encoded), 0
        )
        directory += (b"PK\1\2\x14\0", common, _PLACE.pack(0, 0, 0, 0, at), encoded)
        body += (b"PK\3\4", common, encoded, entry.data)
        at += 4 + len(common) + len(encoded) + len(entry.data)
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(body) // 4, len(body) // 4, len(listed), at, 0)
    return b"".join((*body, listed, end))


_COMMON, _PLACE, _END = (struct.Struct(layout) for layout in ("<HHHHHIIIHH", "<HHHII", "<4sHHHHIIH"))
