"""Money of a form that is no table of lines by columns: labels and amounts side by side in a row, or lines across and columns down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing.numbers import HALF_WIDTH, parse_decimal
from perfgen.importing.result_words import is_nothing, money_columns, named
from perfgen.importing.words import blank

_ENOUGH = 2
_UNITS = ("万元", "元")

LineOf = Callable[[str], str]
"""The line of the money that a cell names, empty where it names none."""


class SaidAmount(NamedTuple):
    """An amount of a line under a column; `cell` is what it stands in, `whole` where its label stands in it too."""

    line: str
    column: str
    cell: Cell
    whole: Cell | None = None


@dataclass(frozen=True, slots=True)
class MoneyPairs:
    """A row of labels with their amounts beside them: 预算数 | 100 | 执行数 | 95. `labels` are the cells that only name something."""

    amounts: tuple[SaidAmount, ...]
    labels: tuple[Cell, ...]

    @property
    def sides(self) -> tuple[tuple[int, str], ...]:
        """Where the columns begin under which the rows below stand."""
        return tuple((cell.column, column) for cell in self.labels if (column := named(cell.text, money_columns())))


def pairs_in(row: Row, line_of: LineOf) -> MoneyPairs | None:
    """The labels and amounts of a row; None where it is no such row. A line that is not said is left empty."""
    line, amounts, labels = "", list[SaidAmount](), list[Cell]()
    waiting = ""
    for cell in row:
        column, said = named(cell.text, money_columns()), line_of(cell.text)
        if waiting and not column and not said:
            amounts.append(SaidAmount(line, waiting, cell))
            waiting = ""
        elif waiting:
            return None
        elif column:
            labels.append(cell)
            waiting = column
        elif said:
            labels.append(cell)
            line = said
        elif found := _within(line, cell, line_of):
            line = found.line
            amounts.append(found)
        elif not blank(cell.text):
            return None
    columns = {one.column for one in amounts}
    ok = not waiting and len(columns) >= _ENOUGH and any(map(is_amount, amounts))
    return MoneyPairs(tuple(amounts), tuple(labels)) if ok and all(map(_fits, amounts)) else None


def _within(line: str, cell: Cell, line_of: LineOf) -> SaidAmount | None:
    """A cell that says its label and its amount: 预算数：100万元."""
    before, sign, behind = cell.text.replace(":", "：", 1).partition("：")
    column = named(before, money_columns()) if sign else ""
    if not column and sign and (inner := line_of(before)):
        before, sign, behind = behind.replace(":", "：", 1).partition("：")
        line, column = inner, named(before, money_columns()) if sign else ""
    if not column:
        return None
    return SaidAmount(line, column, replace(cell, paragraphs=(Paragraph(behind.strip()),)), cell)


def is_amount(one: SaidAmount) -> bool:
    """Whether an amount is a number."""
    return _number(one.cell.text)


def _fits(one: SaidAmount) -> bool:
    return is_nothing(one.cell.text) or _number(one.cell.text)


def _number(written: str) -> bool:
    bare = "".join(written.split()).rstrip("%％").translate(HALF_WIDTH)
    said = next((unit for unit in _UNITS if bare.endswith(unit)), "")
    return parse_decimal(bare.removesuffix(said)) is not None


def below_pairs(row: Row, sides: Sequence[tuple[int, str]], line_of: LineOf) -> MoneyPairs | None:
    """A row below one of pairs, that says lines where that says columns: 财政拨款 | 100 | 财政拨款 | 95; None where it does not."""
    line, amounts, labels = "", list[SaidAmount](), list[Cell]()
    for cell in row:
        said = line_of(cell.text)
        if said:
            line = said
            labels.append(cell)
        elif not blank(cell.text):
            column = next((column for start, column in reversed(sides) if start <= cell.column), "")
            if not line or not column:
                return None
            amounts.append(SaidAmount(line, column, cell))
    return MoneyPairs(tuple(amounts), tuple(labels)) if labels and all(map(_fits, amounts)) else None


def lines_across(row: Row, line_of: LineOf) -> bool:
    """Whether a row names lines of the money, and nothing else: the columns then stand below one another."""
    said = [cell for cell in row if not blank(cell.text)]
    lines = [line_of(cell.text) for cell in said]
    return len(set(lines)) >= _ENOUGH and all(lines)


def below_across(row: Row, over: Callable[[Cell, int], str], line_of: LineOf) -> Iterator[SaidAmount]:
    """The amounts of a row that names a column, under the lines that stand `over` them."""
    at = next((at for at, cell in enumerate(row) if not blank(cell.text)), 0)
    column = named(row[at].text, money_columns())
    for place, cell in enumerate(row[at + 1 :], at + 1):
        if column and not blank(cell.text):
            yield SaidAmount(line_of(over(cell, place)), column, cell)


__all__ = ["MoneyPairs", "SaidAmount", "below_across", "below_pairs", "lines_across", "pairs_in"]
