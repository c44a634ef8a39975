"""A workbook as a file of lines, so that what is told of a filing is placed to the cell: every line of every cell is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perfgen.excel.cells import BookSheet, SheetCell
from perfgen.excel.texts import said_by
from perfgen.source.nodes import Scalar
from perfgen.source.text_file import Mark, SourceFile


@dataclass(frozen=True, eq=False)
class CellFile(SourceFile):
    """The cells that were read of a workbook, in the order they were read: for each line of their texts a line, and its place."""

    _lines: list[str] = field(default_factory=list)
    _places: list[str] = field(default_factory=list)

    @property
    def lines(self) -> tuple[str, ...]:  # there are more of them while the workbook is read
        """The lines of all cells."""
        return tuple(self._lines)

    def line_at(self, line: int) -> str:
        """A line of a cell, counted from 0 as the cells were read; empty where there is none."""
        return self._lines[line] if line < len(self._lines) else ""

    def place(self, line: int) -> str:
        """The cell that a line stands in: 项目!C7."""
        return self._places[line] if line < len(self._places) else self._places[-1]

    def order(self) -> dict[str, int]:
        """When each place was read."""
        return {place: number for number, place in reversed(list(enumerate(self._places)))}

    def mark(self, place: str, text: str = "") -> Mark:
        """The place of a cell that holds a text, which may have several lines; or nothing."""
        first = len(self._lines)
        lines = text.split("\n")
        self._lines.extend(lines)
        self._places.extend([place] * len(lines))
        return Mark(self, first, 0)


@dataclass(frozen=True, slots=True)
class Placer:
    """The cells of a sheet as nodes of a filing's tree."""

    file: CellFile
    sheet: BookSheet

    def mark(self, row: int, column: int) -> Mark:
        """The place of a cell, with what it shows."""
        cell = self.sheet.cells.get((row, column))
        return self.file.mark(self.sheet.place(row, column), cell.text if cell else "")

    def scalar(self, row: int, column: int, text: str | None) -> Scalar:
        """A value that stands in a cell; None where nothing does."""
        mark = self.file.mark(self.sheet.place(row, column), text or "")
        return Scalar(text, mark, mark)

    def label(self, row: int, column: int, label: str) -> Scalar:
        """A label for what stands in a cell."""
        mark = self.mark(row, column)
        return Scalar(label, mark, mark)


def text_in(cell: SheetCell) -> str:
    """What a cell says."""
    return said_by(cell.text) if cell.kind == "text" else cell.text


def rows_of(sheet: BookSheet, below: int) -> Iterator[tuple[int, set[int]]]:
    """The rows below one that have cells, in order, and the columns that do."""
    found: dict[int, set[int]] = {}
    for row, column in sheet.cells:
        if row > below:
            found.setdefault(row, set()).add(column)
    yield from sorted(found.items())
