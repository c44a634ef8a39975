"""Zip archives the safe way: read within bounds, written so that the same content is the same bytes.

The writer is our own, since `zipfile` compresses with whatever zlib the interpreter was built with, and builds differ
(zlib, zlib-ng). The codec here is libdeflate in the one version that pyproject.toml pins; nothing of the clock, the
machine or the platform goes into the archive (format: PKWARE APPNOTE 6.3.9, sections 4.3 and 4.4).
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple
from zlib import error as ZlibError  # noqa: N812

import deflate

from perfgen.errors import Diagnostic, DocumentError
from perfgen.inputs import open_input

TOO_LARGE = "一份绩效文本用不着这么大，检查是不是拿错了文件；几份合在一起的，拆开再读"

MOST_ENTRIES = 4_000
MOST_DIRECTORY = 1024 * 1024
MOST_KEPT = 64 * 1024 * 1024
"""Bounds of an archive that is read: its entries, the bytes of their directory, and all that is unpacked of a template,
whose parts are held twice: as they stand, and packed. The templates that come with perfgen unpack to 0.2 MB; the rest
is for letterheads and pictures."""

LEVEL = 7
"""Compression level of what is written: the lowest whose files are no larger than those of zlib at its level 6."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOS_EPOCH = 0x0021  # 1980-01-01, the earliest date the format knows
_UTF8_NAMES = 0x0800
_DEFLATED = 8
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What a package may be packed by (ECMA-376 part 2, annex C)."""

_BROKEN = (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, struct.error, ValueError, IndexError)


class FileKind(NamedTuple):
    """A kind of package as it is spoken of: what it is, what else it may be taken for, and where it is saved anew."""

    name: str
    older: str
    program: str
    suffix: str


WORD = FileKind("Word 的 .docx 文件", "老的 .doc 文件", "在 Word 里", ".docx")


def read_archive(path: Path) -> dict[str, bytes]:
    """All entries of a zip file by name, in the order of the file.

    Raises DocumentError for what is missing, locked, no zip file, encrypted, broken, too large, or holds names that
    lead out of it.
    """

    def all_of(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        if sum(info.file_size for info in infos) > MOST_KEPT:
            raise _fault(path, "文件解开后大得不正常", "检查文件来源；模板里有大图片的，压缩了再放进去")
        return infos

    return _read(path, all_of)


def read_parts(path: Path, wanted: Callable[[str], bool], unpack: Callable[[int], None]) -> dict[str, bytes]:
    """The entries of a zip file that are wanted; the others are not unpacked. Raises as `read_archive`.

    `unpack` is told the size of each before, and may raise.
    """
    return _read(path, _some(wanted, unpack))


_Chosen = Callable[[list[zipfile.ZipInfo]], list[zipfile.ZipInfo]]


def _some(wanted: Callable[[str], bool], unpack: Callable[[int], None]) -> _Chosen:
    def chosen(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        needed = [info for info in infos if wanted(info.filename)]
        for info in needed:
            unpack(info.file_size)
        return needed

    return chosen


def _read(path: Path, chosen: _Chosen) -> dict[str, bytes]:
    try:
        with open_input(path, partial(_fault, path)) as stream:
            return _entries(path, stream, chosen)
    except _BROKEN:
        raise _fault(path, "文件已经损坏", "在 Word 里打开另存一份再试") from None


def _entries(path: Path, stream: BinaryIO, chosen: _Chosen, kind: FileKind = WORD) -> dict[str, bytes]:
    head = stream.read(8)
    if head == _OLE:
        raise _fault(path, f"这是加了密码的文件，或是{kind.older}", f"{kind.program}去掉密码，另存为 {kind.suffix}")
    if head[:2] != b"PK":
        raise _fault(path, f"这不是 {kind.name}", f"{kind.program}另存为 {kind.suffix}")
    stream.seek(0)
    source = _Source(stream)
    with zipfile.ZipFile(source) as archive:
        source.most = MOST_KEPT
        infos = archive.infolist()
        if len(infos) > MOST_ENTRIES:
            raise _fault(path, "文件解开后大得不正常", TOO_LARGE)
        names: set[str] = set()
        for info in infos:
            _look(path, info, names, kind)
        return {info.filename: _unpacked(archive, info) for info in chosen(infos) if not info.is_dir()}


def parts_of(
    path: Path, content: bytes, wanted: Callable[[str], bool], unpack: Callable[[int], None], kind: FileKind
) -> dict[str, bytes]:
    """As `read_parts`, of a file that was read: `content` is what is in it, `kind` what it should be. Raises DocumentError."""
    try:
        return _entries(path, io.BytesIO(content), _some(wanted, unpack), kind)
    except _BROKEN:
        raise _fault(path, "文件已经损坏", f"{kind.program}打开，另存一份再试") from None


def unpacked(content: bytes) -> dict[str, bytes]:
    """All entries of an archive of ours by name, in their order: what `pack` made, without the bounds for what others send."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class _Source(io.BufferedIOBase):
    """A file that is asked for no more at once than `most`: `zipfile` reads a directory whole, however large it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.most = MOST_DIRECTORY

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self.most + 1 if size is None or size < 0 else size
        content = self._stream.read(min(wanted, self.most + 1))
        if len(content) > self.most:
            raise zipfile.BadZipFile
        return content

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True


def _look(path: Path, info: zipfile.ZipInfo, names: set[str], kind: FileKind) -> None:
    """Raise DocumentError for an entry that no package has; add its name to `names`."""
    name = info.filename
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
        raise _fault(path, f"文件里有越界的路径 {name}", "检查文件来源")
    if info.flag_bits & 1:
        raise _fault(path, "文件加了密码", "去掉密码再试")
    if name in names:
        raise _fault(path, f"文件里有重名的部分 {name}", f"{kind.program}打开另存一份再试")
    if info.compress_type not in _METHODS:
        raise zipfile.BadZipFile
    names.add(name)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The content of an entry, never more than its directory says: a lying directory is a broken file."""
    with archive.open(info) as entry:
        content = entry.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile
    return content


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC01", message, path, hint=hint))


class Packed(NamedTuple):
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
