"""Bytes of a file to text, with the accidents of Windows editors told apart."""

from __future__ import annotations

import codecs
import hashlib
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from perfgen.errors import Diagnostic, FilingError
from perfgen.filing.regex import regex
from perfgen.filing.text import UNWRITABLE
from perfgen.foreign import real
from perfgen.inputs import read_input
from perfgen.source.scalars import DEEPEST
from perfgen.source.text_file import LINE_BREAK, Mark, SourceFile

MOST_BYTES = 16 * 1024 * 1024
"""The largest file that is read. The largest sample is 40 KB."""

MOST_FILES = 5_000
"""How many files one filing may include."""

_GLANCE = 4096

_AS_UTF8 = "用记事本打开，点“文件—另存为”，编码选“UTF-8”，再保存"
_FOREIGN = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_LINE_END = regex("\r\n?|\n")
# What XML cannot hold, line ends that no editor shows, and what YAML's own reader does not take
# (section 5.1 of the specification).
_NOT_YAML = regex(f"[{UNWRITABLE}\x7f-\x9f\u2028\u2029]")


class Files(Protocol):
    """Where the files of a filing are read from."""

    def read(self, path: Path) -> SourceFile:
        """As `read_file`."""

    def matches(self, folder: Path, pattern: str) -> list[Path]:
        """As `matches`."""

    def real(self, path: Path) -> Path:
        """The file itself, whatever links lead to it."""


@dataclass(slots=True)
class Snapshot:
    """Files and folders as they were when first asked for: what is read again is what was read before."""

    _files: dict[Path, SourceFile] = field(default_factory=dict)
    _listed: dict[tuple[Path, str], list[Path]] = field(default_factory=dict)
    _folders: dict[Path, Path] = field(default_factory=dict)

    def read(self, path: Path) -> SourceFile:
        """As `read_file`, once. Raises as it does."""
        if path not in self._files:
            self._files[path] = read_file(path)
        return self._files[path]

    def matches(self, folder: Path, pattern: str) -> list[Path]:
        """As `matches`."""
        if (folder, pattern) not in self._listed:
            self._listed[folder, pattern] = matches(folder, pattern)
        return self._listed[folder, pattern]

    def real(self, path: Path) -> Path:
        """The file itself, whatever links lead to it."""
        if sys.platform == "win32" or path.is_symlink():  # Windows has more than one name for a file that is no link
            return real(path)
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = real(folder)
        return self._folders[folder] / path.name


class Virtual(NamedTuple):
    """Files that are nowhere on disk: their content by name, with slashes between folders."""

    contents: Mapping[str, str | bytes]

    def read(self, path: Path) -> SourceFile:
        """As `read_file`, of what was given. Raises FilingError for a name that was not, and for what is no text."""
        content = self.contents.get(path.as_posix())
        if content is None:
            raise FilingError(Diagnostic("YML01", "没有这个文件", path, hint="检查路径和文件名"))
        return decoded(path, content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    def matches(self, folder: Path, pattern: str) -> list[Path]:
        """As `matches`."""
        wanted = PurePosixPath(pattern).parts
        inside = (PurePosixPath(name) for name in self.contents)
        base = PurePosixPath(folder.as_posix())
        found = [name for name in inside if name.is_relative_to(base) and _fits(name.relative_to(base).parts, wanted)]
        return [Path(name) for name in sorted(found, key=str)]

    def real(self, path: Path) -> Path:
        """The path itself: there are no links."""
        return Path("/") / path


def _fits(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def refusal(pattern: str) -> tuple[str, str] | None:
    """Why a pattern (with slashes) is refused whatever files there are, and what to write; None where it is not."""
    posix = PurePosixPath(pattern)
    if posix.is_absolute() or ":" in pattern or ".." in posix.parts:
        return "只能引用本文件夹里的文件", "把文件放到 projects 文件夹，写 projects/*.yaml"
    if "**" in pattern:
        return "不能用 **", "写出文件夹，如 projects/*.yaml"
    if not posix.name:
        return "这里应当是文件名", "写 projects/*.yaml"
    if len(posix.parts) > DEEPEST:
        return f"文件夹套了 {DEEPEST} 层以上", "写 projects/*.yaml"
    return None


def matches(folder: Path, pattern: str) -> list[Path]:
    """The files a pattern names, in code point order, so that the order is the same on every system.

    A folder that is found by several ways, through links, is looked into once. No more than `MOST_FILES` and one are given.
    """
    *above, name = PurePosixPath(pattern).parts
    within = [folder]
    for part in above:
        within = sorted((path for one in within for path in one.glob(part) if path.is_dir()), reverse=True)
        if len(within) > 1:
            within = list({real(path): path for path in within}.values())
    named = (path for one in within for path in one.glob(name) if path.is_file())
    return sorted(islice(named, MOST_FILES + 1), key=Path.as_posix)  # the folder is the same of all


def read_file(path: Path) -> SourceFile:
    r"""Read a UTF-8 file (a byte order mark is dropped).

    In its text every line end of Windows or an old Mac is a ``\n``.
    Raises FilingError where there is no such file, or it is too large, in another encoding, or binary.
    """
    return decoded(path, read_content(path))


def decoded(path: Path, content: bytes) -> SourceFile:
    """The text of a file's content. `path` is what the file is called. Raises FilingError as `read_file` does."""
    for mark, name in _FOREIGN.items():
        if content.startswith(mark):
            raise FilingError(Diagnostic("YML02", f"文件是 {name} 编码，perfgen 只读 UTF-8", path, hint=_AS_UTF8))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FilingError(_not_utf8(path, content, error)) from None
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    file = SourceFile(path, text, hashlib.sha256(content).hexdigest())
    found = []
    for bad in _NOT_YAML.finditer(text):
        before = re.split(LINE_BREAK, text[: bad.start()])
        place = Mark(file, len(before) - 1, len(before[-1]))
        found.append(
            place.diagnostic("YML03", f"有看不见的字符 U+{ord(bad[0]):04X}", "多半是复制时带来的，删掉这个字符即可")
        )
        if len(found) == 20:
            break
    if found:
        raise FilingError(found)
    return file


def beginning(path: Path) -> str:
    """The first lines of a file, up to some 4 KB, for a first look; empty where `read_file` may have something to say."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            content = stream.read(_GLANCE)
        return content[: content.rfind(b"\n") + 1].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def read_content(path: Path) -> bytes:
    """The bytes of a YAML file. Raises FilingError where there is no such file, or it is too large."""
    return read_input(
        path, MOST_BYTES, lambda message, hint: FilingError(Diagnostic("YML01", message, path, hint=hint))
    )


def _not_utf8(path: Path, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    line = content.count(b"\n", 0, error.start) + 1
    if b"\0" in content:
        word = path.suffix.lower() == ".docx"
        hint = "要看 Word 文件里的文字，用 perfgen text" if word else "perfgen 读的是 YAML 文本文件，不是 Word 或表格"
        return Diagnostic("YML02", "这不是文本文件", path, hint=hint)
    try:
        excerpt = content.decode("gb18030").split("\n")[line - 1].rstrip("\r")
    except UnicodeDecodeError:
        return Diagnostic("YML02", "文件不是 UTF-8 编码", path, line, hint=_AS_UTF8)
    return Diagnostic(
        "YML02", "文件是 GBK 编码（记事本的“ANSI”），perfgen 只读 UTF-8", path, line, 1, excerpt, _AS_UTF8
    )
