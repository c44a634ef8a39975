"""A text dump of a Word file, in the format of `perfgen text`, as the same blocks the Word file would give.

A dump knows nothing of merged cells: the cells of a row are counted, and a cell merged down is an empty one. Text that
was read from pages is told by its table rows, and read by `pagetext`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from perfgen.docx.blocks import MOST_COLUMNS, Block, BlockDocument, Cell, Paragraph, Row, Table
from perfgen.docx.budget import MOST_CHARACTERS, DocumentBudget
from perfgen.docx.symbols import UNREAD
from perfgen.errors import Diagnostic, DocumentError
from perfgen.filing.text import NOT_XML
from perfgen.importing.formats.pages import DocumentFromPages
from perfgen.importing.formats.pagetext import is_page_text, read_pages
from perfgen.importing.labels import Labels
from perfgen.importing.report import Remark
from perfgen.inputs import read_input

_MOST_BYTES = 4 * MOST_CHARACTERS
_MOST_REMARKS = 100
_LINE_END = re.compile("\r\n?")
_BOOKMARK = re.compile(r"\[bookmark: ([^]\n]*)\]")


def read_dump(path: Path, budget: DocumentBudget, known: Labels) -> DocumentFromPages:
    """Read a text file. Raises DocumentError for a file that is no UTF-8 text, or takes more than its budget."""
    content = read_input(path, _MOST_BYTES, partial(_fault, path))
    try:
        text = _LINE_END.sub("\n", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _fault(path, "这不是 UTF-8 编码的文本文件", "用记事本打开，另存为 UTF-8 编码") from None
    budget.paragraphs(text.count("\n"), len(text))
    budget.cells(text.count("\t"))
    lines, remarks = _readable(text.split("\n"))
    found = read_pages(lines, known) if is_page_text(lines) else DocumentFromPages(BlockDocument(tuple(_blocks(lines))))
    rows = [row for block in found.document.blocks if isinstance(block, Table) for row in block.rows]
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise _fault(path, "表格太大", "检查是不是拿错了文件")
    return replace(found, remarks=(*found.remarks, *remarks))


def _readable(lines: list[str]) -> tuple[list[str], list[Remark]]:
    """Lines with a sign for each character that no Word file can hold, and a remark about each line that had some.

    The end of a page is none of its text: `read_pages` looks for it.
    """
    found: list[str] = []
    remarks: list[Remark] = []
    for number, line in enumerate(lines, 1):
        shown = NOT_XML.sub(lambda bad: "\f" if bad[0] == "\f" else UNREAD, line)
        if shown.count(UNREAD) > line.count(UNREAD) and len(remarks) < _MOST_REMARKS:
            remarks.append(Remark(f"第{number}行", shown.strip(), f"这一行有看不见的控制字符，写成了{UNREAD}"))
        found.append(shown)
    return found, remarks


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC01", message, path, hint=hint))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = tables = 0
    while at < len(lines):
        if not lines[at].startswith("\t"):
            yield _paragraph(lines[at], at)
            at += 1
            continue
        rows: list[Row] = []
        while at < len(lines) and lines[at].startswith("\t"):
            row, at = _row(lines, at)
            rows.append(row)
        tables += 1
        yield Table(tuple(rows), f"正文 第{tables}个表格")


def _row(lines: list[str], at: int) -> tuple[Row, int]:
    """The row that begins on a line, and the line after it; an empty line ends it."""
    cells: list[list[Paragraph]] = []
    while at < len(lines) and lines[at]:
        if lines[at].startswith("\t"):
            cells.append([])
        cells[-1].append(_paragraph(lines[at].removeprefix("\t"), at))
        at += 1
    return tuple(Cell(tuple(paragraphs), column) for column, paragraphs in enumerate(cells)), at + 1


def _paragraph(line: str, at: int) -> Paragraph:
    line = line.replace("\f", "")
    return Paragraph(_BOOKMARK.sub("", line), bookmarks=tuple(_BOOKMARK.findall(line)), place=f"第{at + 1}行")
