"""The text of a Word file as the sample filings were dumped.

One line a paragraph; a table cell is a line that begins with a tab, further paragraphs of the cell follow without one,
and an empty line ends a row; ``[bookmark: NAME]`` stands where a bookmark starts in a paragraph. Bookmarks that stand
between paragraphs have no line to stand on and are not shown; nor are headers, footers, field codes and deleted text.
The format is that of Apache Tika's RichTextContentHandler, with which shared/samples were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from perfgen.docx.archive import read_parts
from perfgen.docx.blocks import body_of, word_part
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.inline import SIGNS, children
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.xml import w

_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")


def text_dump(path: Path) -> str:
    """The text of a .docx, every line ended. Raises DocumentError for a file that is none."""
    budget = DocumentBudget(path)
    entries = read_parts(path, lambda name: name == MAIN_PART, budget.unpack)
    return "".join(_blocks(body_of(path, word_part(budget, entries, MAIN_PART))))


def _blocks(parent: etree._Element) -> Iterator[str]:
    for block in children(parent):
        if block.tag == _PARAGRAPH:
            yield f"{_text(block)}\n"
        elif block.tag == _TABLE:
            yield from _rows(block)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in children(table):
        if row.tag == _ROW:
            for cell in children(row):
                if cell.tag == _CELL:
                    yield f"\t{''.join(_blocks(cell)) or chr(10)}"
            yield "\n"


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for child in children(paragraph):
        if child.tag == w("bookmarkStart") and child.get(w("name")):
            pieces.append(f"[bookmark: {child.get(w('name'))}]")
        elif child.tag == w("r"):
            for piece in children(child):
                if piece.tag == w("t"):
                    pieces.append(piece.text or "")
                elif piece.tag in SIGNS and piece.get(w("type")) != "page":
                    pieces.append(SIGNS[piece.tag])
    return "".join(pieces)
