"""Half-filled forms, and packages damaged on their way: what people and mail programs make of a document."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lxml import etree

from tests.documents import NS, text_of
from tests.importing.edits import Element, cells, rows, tables, xml

TEXTS = (
    "", "【填写】", "【填写：指标值】", "【】", "（ ）", "(  )", "____", "XX", "××万元", "……", "/", "-", "无", "0", "?",
    "{{", "{{ 合计.预算数 }}", "{% for x in y %}", "}} {#", "\u202e倒着的字\u202c", "\u200b\ufeff", "\u2028\u2029", "\x85\x9f",
    "长" * 5_000, "≥", "≥≥95%", "1e999", "-1", "１２，３４５．６", "100%%", "\x00", "\x01\x0b\x0c\x1f", "\ufffe\uffff", "\ud800",
    "# 注释: [a, {b: 'c\"", "一行\n二行\n\n四行", "\t\t", "单位：万元", "项目编码：", "2022年", "=1+1", "&lt;![CDATA[", "😀",
    "符号", "NaN", "99999999999999999999",
)  # fmt: skip
"""What is found in cells: placeholders, half of a value, signs of other languages, and what no document can hold."""

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def all_cells(body: Element) -> list[Element]:
    """The cells of all tables of a document."""
    return [cell for table in tables(body) for row in rows(table) for cell in cells(row)]


def fill(cell: Element, text: str) -> None:
    """Put a text in a cell; what XML cannot hold, as Word's signs by number."""
    first, *others = cell.findall("w:p", NS)
    for other in others:
        cell.remove(other)
    for child in list(first):
        if etree.QName(child).localname == "r":
            first.remove(child)
    for sign in _pieces(text):
        first.append(sign)


def _pieces(text: str) -> Iterator[Element]:
    for line in text.splitlines(keepends=True) if text.isprintable() else text:
        try:
            run = xml('<w:r><w:t xml:space="preserve"/></w:r>')
            run[0].text = line
        except ValueError:
            run = xml(f'<w:r><w:sym w:font="Symbol" w:char="{ord(line):04X}"/></w:r>')
        yield run


class Form:
    """A built document whose cells are filled one at a time."""

    def __init__(self, docx: Path) -> None:
        with zipfile.ZipFile(docx) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._document = self._parts["word/document.xml"]
        self.count = len(all_cells(self._body(etree.fromstring(self._document))))

    @staticmethod
    def _body(root: Element) -> Element:
        body = root.find("w:body", NS)
        assert body is not None
        return body

    def below(self, head: str) -> int:
        """The number of the first cell that stands below a head of a column."""
        body = self._body(etree.fromstring(self._document))
        every = all_cells(body)
        for table in tables(body):
            lines = [cells(row) for row in rows(table)]
            for above, below in pairwise(lines):
                at = next((at for at, cell in enumerate(above) if text_of(cell) == head), None)
                if at is not None:
                    return every.index(below[at])
        raise LookupError(head)

    def filled(self, number: int, text: str) -> bytes:
        """The document with another text in one of its cells."""
        root = etree.fromstring(self._document)
        fill(all_cells(self._body(root))[number], text)
        return packed({**self._parts, "word/document.xml": etree.tostring(root)})


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A package of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def dump_filled(text: str, number: int, into: str) -> str:
    """A dump with another text in one of its cells."""
    lines = text.split("\n")
    found = [at for at, line in enumerate(lines) if line.startswith("\t")]
    lines[found[number % len(found)]] = f"\t{into}"
    return "\n".join(lines)


def broken(docx: Path, chance: random.Random) -> bytes:
    """A package damaged: packed by another method, then bytes flipped, cut out, doubled, or the whole cut short."""
    with zipfile.ZipFile(docx) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = bytearray(packed(parts, chance.choice(PACKED)) if chance.random() < 0.5 else docx.read_bytes())
    heads = [at for at in range(len(content) - 4) if content[at : at + 2] == b"PK"]
    for _ in range(chance.randint(1, 6)):
        near = chance.choice(heads) + chance.randrange(46) if chance.random() < 0.6 else chance.randrange(len(content))
        at = min(near, len(content) - 1)
        match chance.randrange(5):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                content[at] = chance.randrange(256)
            case 2:
                content[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x40", b"\x0e\0\x09\0"))
            case 3:
                del content[at : at + chance.randint(1, 200)]
            case _:
                content[at:at] = content[at : at + chance.randint(1, 200)]
        if not content:
            return b"PK"
        heads = [one for one in heads if one < len(content)] or [0]
    return bytes(content[: chance.randrange(len(content))] if chance.random() < 0.1 else content)
