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

from perfgen.docx.archive import read_archive
from perfgen.docx.template import MAIN_PART
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w
from perfgen.errors import Diagnostic, DocumentError

_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")
_TRANSPARENT = {
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple")
}
_UNSEEN = {w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText")}
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


def dump(path: Path) -> str:
    """The text of a .docx, every line ended. Raises DocumentError for a file that is none."""
    entries = read_archive(path)
    if MAIN_PART not in entries:
        raise _fault(path)
    try:
        root = parse_xml(entries[MAIN_PART])
    except ForbiddenXMLError:
        raise _fault(path) from None
    body = root.find(w("body"))
    if body is None:
        strict = "purl.oclc.org" in str(root.tag)
        raise _fault(path, "另存时选“Word 文档 (*.docx)”，不要选“Strict”" if strict else _SAVE_AGAIN)
    return "".join(_blocks(body))


_SAVE_AGAIN = "在 Word 里打开，另存为 .docx 再试"


def _fault(path: Path, hint: str = _SAVE_AGAIN) -> DocumentError:
    return DocumentError(Diagnostic("DOC01", "这不是正常的 Word 文件", path, hint=hint))


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Children, with those of wrappers (content controls, tracked insertions, links) in their place."""
    for child in element:
        if child.tag in _TRANSPARENT:
            yield from _children(child)
        elif child.tag not in _UNSEEN:
            yield child


def _blocks(parent: etree._Element) -> Iterator[str]:
    for block in _children(parent):
        if block.tag == _PARAGRAPH:
            yield f"{_text(block)}\n"
        elif block.tag == _TABLE:
            yield from _rows(block)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in _children(table):
        if row.tag == _ROW:
            for cell in _children(row):
                if cell.tag == _CELL:
                    yield f"\t{''.join(_blocks(cell)) or chr(10)}"
            yield "\n"


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for child in _children(paragraph):
        if child.tag == w("bookmarkStart") and child.get(w("name")):
            pieces.append(f"[bookmark: {child.get(w('name'))}]")
        elif child.tag == w("r"):
            for piece in _children(child):
                if piece.tag == w("t"):
                    pieces.append(piece.text or "")
                elif piece.tag in _SIGNS and piece.get(w("type")) != "page":
                    pieces.append(_SIGNS[piece.tag])
    return "".join(pieces)
