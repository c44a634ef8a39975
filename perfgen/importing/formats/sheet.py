"""A workbook (.xlsx) that holds a form, as blocks: each sheet a table, its merged cells as a Word table has them.

What a cell shows is its text, as `perfgen.excel.cells` reads it: a percentage with its sign. No formula is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from perfgen.docx.blocks import MOST_COLUMNS, BlockDocument, Cell, Paragraph, Row, Table
from perfgen.docx.budget import DocumentBudget
from perfgen.errors import Diagnostic, DocumentError
from perfgen.excel.cells import BookSheet, Merged, SheetCell, read_book
from perfgen.excel.read import MOST_BYTES
from perfgen.importing.formats.pages import DocumentFromPages
from perfgen.importing.labels import Labels
from perfgen.importing.report import Remark
from perfgen.inputs import read_input

_LEFT_OUT = "没有算出结果的公式，读不出来；在 Excel 或 WPS 里打开，保存一次再试"
_BROKEN = "公式出错，读不出来；改好公式再试"
_NOT_READ = {"unknown": _LEFT_OUT, "error": _BROKEN}


def read_sheets(path: Path, budget: DocumentBudget, _: Labels) -> DocumentFromPages:
    """The sheets of a workbook in their order, those with nothing in them left out. Raises DocumentError."""
    book = read_book(path, read_input(path, MOST_BYTES, partial(_refused, path)), lambda _: True)
    blocks, remarks = [], []
    for sheet in book.sheets:
        rows = tuple(_rows(sheet, budget))
        if rows:
            blocks.append(Table(rows, f"工作表“{sheet.name}”"))
        remarks += [
            Remark(sheet.place(row, column), cell.text, _NOT_READ[cell.kind])
            for (row, column), cell in sorted(sheet.cells.items())
            if cell.kind in _NOT_READ
        ]
    return DocumentFromPages(BlockDocument(tuple(blocks)), tuple(remarks))


def _refused(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC02", message, path, hint=hint))


def _rows(sheet: BookSheet, budget: DocumentBudget) -> Iterator[Row]:
    """The rows that something stands in, each with all its columns, as far as any row has them."""
    said = {place: cell for place, cell in sheet.cells.items() if cell.text.strip()}
    if not said:
        return
    last = max(column for _, column in said)
    merged = _Merges(sheet.merged, last)
    width = min(MOST_COLUMNS, max([last, *(one.right for one in sheet.merged if (one.top, one.left) in said)]))
    for number in sorted({row for row, _ in said}):
        yield tuple(_cells(said, merged, number, width, budget))


def _cells(
    said: Mapping[tuple[int, int], SheetCell], merged: _Merges, row: int, width: int, budget: DocumentBudget
) -> Iterator[Cell]:
    column = 1
    while column <= width:
        one = merged.over(row, column)
        span = min(one.right, width) - column + 1 if one else 1
        below = one is not None and row > one.top
        text = said[row, column].text if not below and (row, column) in said else ""
        lines = tuple(Paragraph(line) for line in text.split("\n"))
        budget.cells(1)
        budget.paragraphs(len(lines), len(text))
        yield Cell(lines, column - 1, span, continued=below)
        column += span


class _Merges:
    """The merged ranges of a sheet by the column they begin in, as far as columns are read."""

    def __init__(self, merged: tuple[Merged, ...], last: int) -> None:
        self._by_left: dict[int, list[Merged]] = {}
        for one in merged:
            if one.left <= last:
                self._by_left.setdefault(one.left, []).append(one)

    def over(self, row: int, column: int) -> Merged | None:
        """The range that begins in a column and goes over a row."""
        return next((one for one in self._by_left.get(column, ()) if one.top <= row <= one.bottom), None)


__all__ = ["read_sheets"]
