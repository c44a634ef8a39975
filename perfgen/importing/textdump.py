"""A text dump of a Word file, in the format of `perfgen text`, as the same blocks the Word file would give.

A dump knows nothing of merged cells: the cells of a row are counted, and a cell merged down is an empty one. Text that
was read from pages is told by its table rows, and read by `pagetext`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from perfgen.docx.blocks import MOST_CELLS, MOST_COLUMNS, MOST_XML, Block, Cell, Document, Paragraph, Row, Table
from perfgen.errors import Diagnostic, DocumentError, system_said
from perfgen.importing.pages import Pages
from perfgen.importing.pagetext import is_page_text, read_pages

_BOOKMARK = re.compile(r"\[bookmark: ([^]\n]*)\]")


def read_dump(path: Path) -> Pages:
    """Read a text file. Raises DocumentError for a file that is no UTF-8 text, or too large."""
    try:
        if path.stat().st_size > MOST_XML:
            raise _fault(path, "文件太大", "检查是不是拿错了文件")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _fault(path, f"文件读不出来：{system_said(error)}", "检查路径和文件名") from None
    except UnicodeDecodeError:
        raise _fault(path, "这不是 UTF-8 编码的文本文件", "用记事本打开，另存为 UTF-8 编码") from None
    lines = text.split("\n")
    found = read_pages(lines) if is_page_text(lines) else Pages(Document(tuple(_blocks(lines))))
    rows = [row for block in found.document.blocks if isinstance(block, Table) for row in block.rows]
    if sum(map(len, rows)) > MOST_CELLS or any(len(row) > MOST_COLUMNS for row in rows):
        raise _fault(path, "表格太大", "检查是不是拿错了文件")
    return found


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
    return Paragraph(_BOOKMARK.sub("", line), bookmarks=tuple(_BOOKMARK.findall(line)), place=f"第{at + 1}行")
