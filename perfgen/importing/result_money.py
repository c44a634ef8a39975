"""The money of a form about results: lines by columns, each amount under the label of its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from perfgen.docx.blocks import Cell, Row
from perfgen.filing import result_labels as printed
from perfgen.filing.labels import Table, spelled
from perfgen.filing.numbers import HALF_WIDTH, parse_decimal
from perfgen.filing.numerals import parse
from perfgen.importing.form_labels import unit_of
from perfgen.importing.report import NO_PLACE, Ledger
from perfgen.importing.result_heads import over
from perfgen.importing.result_pairs import (
    MoneyPairs,
    SaidAmount,
    below_across,
    below_pairs,
    lines_across,
    pairs_in,
)
from perfgen.importing.result_words import is_nothing, money_columns, named
from perfgen.importing.words import blank

_AMOUNTS = (printed.PLANNED, printed.ADJUSTED, printed.SPENT, printed.FORECAST)
_WORKED_OUT = (printed.WEIGHT, printed.RATE, printed.POINTS)
_ENOUGH = 2
_AGAIN = "这一行前面已经有了"
_TWO_LINES = "表上有两行都像是这一项，写入的是前一行"
_TWO_COLUMNS = "有两栏都像是“{}”，都没有写入"
_TWO_UNITS = "前面写的单位是{}，这里是{}，照这里写成{}，金额没有换算"
_UNITS = ("万元", "元")


@dataclass(frozen=True, slots=True)
class Worked:
    """What a form says of a line that follows from its amounts: in which cell, under which column."""

    line: str
    column: str
    cell: Cell


@dataclass(slots=True)
class ResultMoney:
    """The lines of the money of one form. `unit` is the one it says, empty where it says none.

    `table` are the lines that are read. `rows` are those read: amounts by column, and the cells they stand in.
    """

    ledger: Ledger
    table: Table
    unit: str = ""
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    worked: list[Worked] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    """Lines that are said twice."""
    _head: Row = ()
    _twice: frozenset[str] = frozenset()
    """Columns that two heads mean: of neither is it known what it says."""
    _lines: Mapping[str, str] = field(default_factory=dict)
    _sides: tuple[tuple[int, str], ...] = ()
    """Where the columns of pairs begin; empty in a table."""
    _across: Row = ()
    """The head that names lines, of money whose columns stand below one another."""

    def says_unit(self, written: str) -> None:
        """A label may say the unit of money behind itself."""
        said = unit_of(written)
        if said and self.unit not in ("", said):
            self.ledger.doubt("项目资金", written, _TWO_UNITS.format(self.unit, said, said), "金额单位")
        self.unit = said or self.unit

    def line_of(self, written: str) -> str:
        """The line that a cell names; empty where it names none."""
        self._lines = self._lines or spelled(self.table)
        return named(written, self._lines)

    def is_head(self, row: Row) -> bool:
        """Whether a row says what the columns of the money are."""
        found = [named(cell.text, money_columns()) for cell in row if not blank(cell.text)]
        amounts = {one for one in found if one in _AMOUNTS}
        others = sum(not one for one in found)
        return bool(amounts) and len(set(filter(None, found))) >= _ENOUGH and others <= 1

    def begin(self, row: Row) -> None:
        """Take the head row."""
        self._head, self._sides, self._across = row, (), ()
        found = [named(cell.text, money_columns()) for cell in row]
        self._twice = frozenset(one for one in found if one in _AMOUNTS and found.count(one) > 1)
        for cell in row:
            if named(cell.text, money_columns()):
                self.says_unit(cell.text)
                self.ledger.pass_over(*cell.paragraphs)

    def is_otherwise(self, row: Row) -> bool:
        """Whether a row begins money that is no table: labels and amounts side by side, or lines across."""
        return pairs_in(row, self.line_of) is not None or lines_across(row, self.line_of)

    def begin_otherwise(self, row: Row) -> None:
        """Take such a row."""
        pairs = pairs_in(row, self.line_of)
        self._head, self._sides, self._across = (), pairs.sides if pairs else (), () if pairs else row
        if pairs:
            self._pairs(pairs)
            return
        for cell in row:
            self.says_unit(cell.text)
            self.ledger.pass_over(*cell.paragraphs)

    def _pairs(self, pairs: MoneyPairs) -> None:
        for cell in pairs.labels:
            self.says_unit(cell.text)
            self.ledger.pass_over(*cell.paragraphs)
        self._amounts(pairs.amounts)

    def _amounts(self, said: Sequence[SaidAmount]) -> None:
        """Take amounts each with its line and column; of what is said twice, neither."""
        times = Counter((one.line or next(iter(self.table)), one.column) for one in said)
        for one in said:
            line, whole = one.line or next(iter(self.table)), one.whole or one.cell
            if is_nothing(one.cell.text):
                self.ledger.pass_over(*whole.paragraphs)
            elif not one.column or (one.whole is None and one.line == "" and self._across):
                self.ledger.leave(NO_PLACE, *whole.paragraphs)
            elif one.column in _WORKED_OUT:
                self.worked.append(Worked(line, one.column, one.cell if one.whole is None else whole))
            elif times[line, one.column] > 1:
                self.ledger.leave(_TWO_COLUMNS.format(one.column), *whole.paragraphs)
            elif one.column in self.rows.get(line, ()):
                self.ledger.leave(_AGAIN, *whole.paragraphs)
            else:
                self.rows.setdefault(line, {})[one.column] = self._amount(one.cell)
                self.cells[line, one.column] = whole
                self._account(whole)

    def _taken_otherwise(self, row: Row) -> bool:
        """Take a row of money that is no table; not where it is another one."""
        if self._sides:
            pairs = pairs_in(row, self.line_of) or below_pairs(row, self._sides, self.line_of)
            if pairs:
                self._pairs(pairs)
            return pairs is not None
        if self._across:
            found = list(below_across(row, lambda cell, at: over(self._across, cell, at, -1), self.line_of))
            if found:
                label = next(cell for cell in row if not blank(cell.text))
                self.says_unit(label.text)
                self.ledger.pass_over(*label.paragraphs)
                self._amounts(found)
            return bool(found)
        return False

    def row(self, row: Row) -> None:
        """Take a line. What no line is known for stays with the ledger, but for its amounts not."""
        if self._taken_otherwise(row):
            return
        at = next((at for at, cell in enumerate(row) if not blank(cell.text)), 0)
        label = row[at]
        line = self.line_of(label.text)
        if not line:
            self.ledger.leave(NO_PLACE, *(one for cell in row for one in cell.paragraphs))
            return
        if line in self.rows:
            self.ledger.leave(_AGAIN, *(one for cell in row for one in cell.paragraphs))
            self.doubled.append(line)
            return
        self.says_unit(label.text)
        self.ledger.pass_over(*label.paragraphs)
        found = self.rows[line] = {}
        for column, cell in self._under(row, at):
            if is_nothing(cell.text):
                self.ledger.pass_over(*cell.paragraphs)
            elif column in self._twice:
                self.ledger.leave(_TWO_COLUMNS.format(column), *cell.paragraphs)
            elif column in _WORKED_OUT:
                self.worked.append(Worked(line, column, cell))
            elif column and column not in found:
                found[column] = self._amount(cell)
                self.cells[line, column] = cell
                self._account(cell)
        if not found:
            del self.rows[line]

    def _under(self, row: Row, at: int) -> list[tuple[str, Cell]]:
        """The cells of a line with the columns they stand under."""
        head = self._head
        if not head or not all(one.span == 1 for one in (*head, *row)):
            under = [(over(head, cell, place, -1) if head else "", cell) for place, cell in enumerate(row)]
        else:
            under = [(one.text if one else "", cell) for one, cell in self._by_order(row) if cell]
        return [(named(said, money_columns()), cell) for said, cell in under[at + 1 :]]

    def _by_order(self, row: Row) -> Sequence[tuple[Cell | None, Cell | None]]:
        """Heads and cells one by one; where a row has not as many, by where they stand."""
        if len(row) == len(self._head):
            return list(zip_longest(self._head, row))
        at = {cell.column: cell for cell in self._head}
        return [(at.get(cell.column), cell) for cell in row]

    def _account(self, cell: Cell) -> None:
        """An amount is in the filing as it is written; one in words, 九十五万元, as the number it says."""
        in_digits = any(sign.isdecimal() for sign in cell.text)
        (self.ledger.take if in_digits else self.ledger.follow)(*cell.paragraphs)

    def _amount(self, cell: Cell) -> str:
        """An amount as it is written in YAML: without the unit of the form, and without blanks."""
        written = "".join(cell.text.split())
        in_words = written.removeprefix("人民币").rstrip("整正")
        if in_words.endswith(_UNITS) and not any(sign.isdecimal() for sign in in_words):
            counted = parse(in_words.removesuffix("元").removesuffix("万" if self.unit != "元" else ""))
            if counted is not None:
                unit = "万元" if in_words.endswith("万元") and self.unit != "元" else "元"
                written = f"{counted:f}{unit}"
        said = next((unit for unit in _UNITS if written.endswith(unit)), "")
        bare = written.removesuffix(said) if said == (self.unit or said) else written
        self.unit = self.unit or said
        return bare if parse_decimal(bare.translate(HALF_WIDTH)) is not None else written


def money_data(money: ResultMoney, table: Table, label: str) -> dict[str, dict[str, str]]:
    """The lines in the order of the model, the amounts of each in the order of the form; `label` is that of the money.

    Lines that the form says twice are told.
    """
    for line in money.doubled:
        cell = next((one for (said, _), one in money.cells.items() if said == line), None)
        place = money.ledger.place(cell.paragraphs if cell else ())
        money.ledger.doubt(place, line, _TWO_LINES, label, line)
    return {
        line: {column: money.rows[line][column] for column in _AMOUNTS if column in money.rows[line]}
        for line in table
        if line in money.rows
    }


__all__ = ["ResultMoney", "Worked", "money_data"]
