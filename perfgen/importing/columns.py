"""The columns of a table by what its head rows say, and which cells of a row stand in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfgen.docx.blocks import Cell, Row
from perfgen.importing.report import Ledger
from perfgen.importing.words import blank, head_key

_ENOUGH = 2


@dataclass(slots=True)
class Columns:
    """The columns of a table by the cells of its head row, and what was last said in each.

    `labels` are the columns by what their heads say. `counted` is set where the order of the cells says more than
    where they stand: a dump has no grid.
    """

    header: Row
    labels: Mapping[str, str]
    counted: bool
    above: dict[str, tuple[Cell, ...]] = field(default_factory=dict)

    def cells(self, row: Row) -> dict[str, list[Cell]]:
        """The cells of a row by label. What stands under no label is under the empty one."""
        found: dict[str, list[Cell]] = {}
        by_order = self.counted and len(row) == len(self.header)
        for at, cell in enumerate(row):
            head = self.header[at] if by_order else self._over(cell)
            found.setdefault(self.labels.get(head_key(head.text), "") if head else "", []).append(cell)
        return found

    def _over(self, cell: Cell) -> Cell | None:
        """The head that covers most of a cell, the left one of equals."""

        def shared(head: Cell) -> int:
            return min(head.column + head.span, cell.column + cell.span) - max(head.column, cell.column)

        best = max(self.header, key=shared)
        return best if shared(best) > 0 else None


def columns_of(
    header: Row,
    rows: Sequence[tuple[int, Row]],
    labels: Mapping[str, str],
    parts: tuple[str, Mapping[str, str]],
    ledger: Ledger,
) -> tuple[Columns, Sequence[tuple[int, Row]]]:
    """The columns under a head row, and the rows below it.

    `parts` are a label and the columns that a second head row divides its column into.
    """
    ledger.pass_over(*(one for cell in header for one in cell.paragraphs if head_key(cell.text) in labels))
    divided, under = parts
    if rows and is_second_head(rows[0][1], under):
        second, rows = rows[0][1], rows[1:]
        ledger.pass_over(*(one for cell in second for one in cell.paragraphs if head_key(cell.text) in under))
        others = iter([cell for cell in header if labels.get(head_key(cell.text)) != divided])
        header = tuple(_in_place(next(others, cell), cell) if blank(cell.text) else cell for cell in second)
        labels = {**labels, **under}
    counted = all(cell.span == 1 for row in (header, *(row for _, row in rows)) for cell in row)
    return Columns(header, labels, counted), rows


def is_second_head(row: Row, under: Mapping[str, str]) -> bool:
    """Whether a row divides a column of the head row above it."""
    return len({under.get(head_key(cell.text)) for cell in row} - {None}) >= _ENOUGH


def _in_place(head: Cell, below: Cell) -> Cell:
    """The head over a column, where the row below has it."""
    return Cell(head.paragraphs, below.column, below.span)
