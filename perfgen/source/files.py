"""Bytes of a file to text, with the accidents of Windows editors told apart."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from perfgen.errors import Diagnostic, FilingError, system_said
from perfgen.source.nodes import LINE_BREAK, Mark, SourceFile

MOST_BYTES = 16 * 1024 * 1024
"""The largest file that is read. The largest sample is 40 KB."""

_AS_UTF8 = "用记事本打开，点“文件—另存为”，编码选“UTF-8”，再保存"
_FOREIGN = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_LINE_END = re.compile("\r\n?|\n")
# What XML cannot hold (see `perfgen.filing.text`), line ends that no editor shows, and what YAML's own reader does not take
# (section 5.1 of the specification).
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_file(path: Path) -> SourceFile:
    r"""Read a UTF-8 file (a byte order mark is dropped).

    In its text every line end of Windows or an old Mac is a ``\n``.
    Raises FilingError where there is no such file, or it is too large, in another encoding, or binary.
    """
    content = _content(path)
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
        before = LINE_BREAK.split(text[: bad.start()])
        place = Mark(file, len(before) - 1, len(before[-1]))
        found.append(
            place.diagnostic("YML03", f"有看不见的字符 U+{ord(bad[0]):04X}", "多半是复制时带来的，删掉这个字符即可")
        )
        if len(found) == 20:
            break
    if found:
        raise FilingError(found)
    return file


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FilingError(Diagnostic("YML01", "这里应当是文件，却是一个文件夹", path, hint="写出文件夹里的文件名"))
        if path.exists() and not path.is_file():
            raise FilingError(Diagnostic("YML01", "这不是普通文件", path, hint="检查文件名"))
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FilingError(Diagnostic("YML01", "没有这个文件", path, hint="检查路径和文件名")) from None
    except OSError as error:
        raise FilingError(
            Diagnostic("YML01", f"文件读不出来：{system_said(error)}", path, hint="检查文件权限，或是否被别的程序占用")
        ) from None
    if len(content) > MOST_BYTES:
        raise FilingError(
            Diagnostic(
                "YML01", f"文件超过 {MOST_BYTES // 1024 // 1024} MB，不像是绩效文本", path, hint="检查是不是选错了文件"
            )
        )
    return content


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
