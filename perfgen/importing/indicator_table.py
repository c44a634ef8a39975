"""The rows of an indicator table, each cell under the label of its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfgen.docx.blocks import Cell, Row
from perfgen.importing.goal_table import text
from perfgen.importing.report import Ledger
from perfgen.importing.split import COLUMNS
from perfgen.importing.words import blank, key, one_of

LEVEL1, LEVEL2, NAME, DESCRIPTION, TARGET, BASIS = (
    "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据",
)  # fmt: skip
_SPLIT = "这一栏在原文里分成几格，已经连在一起"


@dataclass(slots=True)
class _Columns:
    """The columns of a table by the cells of its head row, and what was last said in each."""

    header: Row
    counted: bool
    above: dict[str, tuple[Cell, ...]] = field(default_factory=dict)

    def cells(self, row: Row) -> dict[str, list[Cell]]:
        """The cells of a row by label. What stands under no label is under the empty one."""
        found: dict[str, list[Cell]] = {}
        by_order = self.counted and len(row) == len(self.header)
        for at, cell in enumerate(row):
            head = self.header[at] if by_order else self._over(cell)
            found.setdefault(COLUMNS.get(key(head.text), "") if head else "", []).append(cell)
        return found

    def _over(self, cell: Cell) -> Cell | None:
        """The head that covers most of a cell, the left one of equals."""

        def shared(head: Cell) -> int:
            return min(head.column + head.span, cell.column + cell.span) - max(head.column, cell.column)

        best = max(self.header, key=shared)
        return best if shared(best) > 0 else None


def read_indicators(
    groups: Sequence[tuple[Row, list[tuple[int, Row]]]], taxonomy: Mapping[str, Sequence[str]], ledger: Ledger
) -> list[dict[str, str]]:
    """Read the rows under each head row. What is under no label stays with the ledger."""
    found: list[dict[str, str]] = []
    for header, rows in groups:
        for cell in header:
            if key(cell.text) in COLUMNS:
                ledger.pass_over(*cell.paragraphs)
        # Where grids agree the order of the cells says the same; where a dump has no grid, it says more.
        columns = _Columns(
            header, counted=all(cell.span == 1 for row in (header, *(r for _, r in rows)) for cell in row)
        )
        for _, row in rows:
            if any(not blank(cell.text) for cell in row):
                indicator = _row(columns.cells(row), columns, taxonomy, ledger)
                if indicator is not None:
                    found.append(indicator)
    return found


def _row(
    cells: dict[str, list[Cell]], columns: _Columns, taxonomy: Mapping[str, Sequence[str]], ledger: Ledger
) -> dict[str, str] | None:
    said = {label: _said(label, cells.get(label, []), columns) for label in dict.fromkeys(COLUMNS.values())}
    own = [cell for label in (NAME, DESCRIPTION, TARGET) for cell in cells.get(label, [])]
    if all(blank(cell.text) for cell in own) and not all(cell.continued for cell in own):
        return None  # a row that only repeats its levels, or a remark below the table: the ledger tells
    if not any(not cell.continued for cell in own):
        return None
    row: dict[str, str] = {}
    for label, found in said.items():
        if not found and label not in cells:
            continue
        row[label] = _text(label, found)
        ledger.take(*(paragraph for cell in found for paragraph in cell.paragraphs))
        if len([cell for cell in found if not blank(cell.text)]) > 1:
            ledger.doubt(ledger.place(p for cell in found for p in cell.paragraphs), row[label], _SPLIT)
    _levels(row, taxonomy)
    if blank(row.get(NAME, "")) and row.get(DESCRIPTION):
        row[NAME] = row[DESCRIPTION].replace("\n", "")
        place = ledger.place(p for cell in own for p in cell.paragraphs)
        ledger.doubt(place, row[NAME], "没有三级指标，暂用绩效指标描述")
    row.setdefault(DESCRIPTION, row.get(NAME, ""))
    return row


def _said(label: str, cells: Sequence[Cell], columns: _Columns) -> tuple[Cell, ...]:
    """The cells that speak for a column: its own, or those above that are merged down over it."""
    merged = bool(cells) and all(cell.continued and blank(cell.text) for cell in cells)
    empty = label in (LEVEL1, LEVEL2) and all(blank(cell.text) for cell in cells)
    if merged or empty:
        return columns.above.get(label, ())
    columns.above[label] = tuple(cells)
    if label == LEVEL1:
        columns.above.pop(LEVEL2, None)
    return tuple(cells)


def _text(label: str, cells: Sequence[Cell]) -> str:
    if label in (DESCRIPTION, BASIS) and len(cells) == 1:
        return text(cells)
    written = "".join(text([cell]) for cell in cells)
    return written if label == TARGET else written.replace("\n", "")


def _levels(row: dict[str, str], taxonomy: Mapping[str, Sequence[str]]) -> None:
    """The levels as the form has them, however they were typed; 一级指标 from 二级指标 where it has no column."""
    level1 = one_of(row.get(LEVEL1, ""), taxonomy)
    known = taxonomy[level1] if level1 else tuple(two for under in taxonomy.values() for two in under)
    level2 = one_of(row.get(LEVEL2, ""), known)
    if not row.get(LEVEL1) and level2:
        level1 = next(one for one, under in taxonomy.items() if level2 in under)
    if level1:
        row[LEVEL1] = level1
    if level2:
        row[LEVEL2] = level2
