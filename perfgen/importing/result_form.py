"""A form about results cut up: what stands beside labels, the money, the goals and what came of them, the indicators, the sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing import result_labels as printed
from perfgen.filing.labels import NAME, key
from perfgen.filing.result_labels import AIMED, REACHED
from perfgen.importing.form_labels import is_signature
from perfgen.importing.labels import Labels
from perfgen.importing.report import Ledger
from perfgen.importing.result_heads import ResultGroup, is_second_row
from perfgen.importing.result_money import ResultMoney
from perfgen.importing.result_words import named, period_in, words
from perfgen.importing.words import blank

_ITEMS, _MONEY, _AIMS, _INDICATORS, _FOOT = "项目", "资金", "目标", "指标", "表尾"
_MOST_OF_A_REMARK = 2
"""A row of the indicators of so few cells, in a table of many columns, is a remark."""
_FEW = 4


@dataclass(slots=True)
class ResultForm:
    """The rows of one form, each in the part it is about. What stands in none stays with the ledger.

    `known` are the labels beside which something is said of a project or of the whole, by key.
    """

    labels: Labels
    ledger: Ledger
    known: Mapping[str, str]
    money: ResultMoney
    periods: list[str] = field(default_factory=list)
    items: list[tuple[int, Row]] = field(default_factory=list)
    aims: dict[str, list[Cell]] = field(default_factory=dict)
    """The cells under 预期目标 and under 实际完成情况."""
    unsided: list[Cell] = field(default_factory=list)
    """Those among them that nothing says the side of, behind others."""
    groups: list[ResultGroup] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    _part: str = ""
    _lead: Cell | None = None
    """The cell at the left that says what the rows at hand are about, where there is one."""
    _columns: list[tuple[Cell, str]] = field(default_factory=list)
    """The heads of 预期目标 and 实际完成情况, where they stand above their texts."""
    _side: str = ""

    @property
    def begun(self) -> bool:
        """Whether something has been read that only stands once in a form."""
        return bool(self.items or self.money.rows or self.aims or self.groups)

    @property
    def in_foot(self) -> bool:
        """Whether money or indicators have been read: what names a project now, names another."""
        return bool(self.groups or self.money.rows)

    def ends_table(self) -> None:
        """A table is over: what stands at the left of the next one is said there anew."""
        self._lead = None

    def row(self, number: int, row: Row) -> None:
        """Take the next row of the form."""
        said = [cell for cell in row if not blank(cell.text)]
        if not said:
            return
        if is_signature(cell.text for cell in said):
            self._part = _FOOT
            return
        rest = self._without_lead(row)
        for take in (self._head_of_indicators, self._head_of_money, self._head_of_aims, self._total, self._item):
            if take(number, row, rest):
                return
        if self._part == _MONEY:
            self.money.row(rest)
        elif self._part == _AIMS:
            self._aims(rest)
        elif self._part == _INDICATORS:
            self._indicator(number, rest)
        else:
            self.items.append((number, row))

    # --- which part

    def _without_lead(self, row: Row) -> Row:
        """A row without the cell at its left that says what several rows are about."""
        first = row[0]
        if len(row) < _MOST_OF_A_REMARK:
            return row
        if self._part == _INDICATORS and named(first.text, words(printed.INDICATOR_HEADS)) and len(row) > _FEW:
            self._lead = first  # also where a page says it again
            self.ledger.pass_over(*first.paragraphs)
            return row[1:]
        if self._lead is not None and (first.continued or blank(first.text)) and first.column <= self._lead.column:
            return row[1:]
        if first.continued and blank(first.text) and self._lead is None and self._part in (_MONEY, _INDICATORS):
            return row[1:]
        if self._is_lead(first, row):
            self._lead = first
            self.ledger.pass_over(*first.paragraphs)
            if self._part not in (_MONEY, _INDICATORS):
                self.periods += filter(None, [period_in(first.text)])
            self.money.says_unit(first.text)
            return row[1:]
        return row

    def _is_lead(self, first: Cell, row: Row) -> bool:
        rest = [cell for cell in row[1:] if not blank(cell.text)]
        if named(first.text, words(printed.INDICATOR_HEADS)):
            return self.labels.indicators.is_head(row[1:])
        if named(first.text, words(printed.MONEY_HEADS)):
            lines = bool(rest) and bool(self.money.line_of(rest[0].text))
            return lines or self.money.is_head(row[1:]) or self.money.is_otherwise(row[1:])
        if named(first.text, words(printed.AIM_HEADS)):
            return any(self._aim(cell) or self._aim_within(cell) for cell in rest)
        return False

    def _aim(self, cell: Cell) -> str:
        return self._aim_of(cell.text)

    def _aim_of(self, written: str) -> str:
        return named(written, words(printed.AIMED_WORDS)) or named(written, words(printed.REACHED_WORDS))

    def _head_of_indicators(self, _: int, __: Row, rest: Row) -> bool:
        if self._part == _INDICATORS and self.groups and is_second_row(rest):
            self.groups[-1].second = rest
            return True
        if not self.labels.indicators.is_head(rest):
            return False
        self._part, self._side = _INDICATORS, ""
        self.periods += filter(None, [period_in(cell.text) for cell in rest])
        last = self.groups[-1] if self.groups else None
        again = last is not None and [key(cell.text) for cell in last.head] == [key(cell.text) for cell in rest]
        self.groups.append(ResultGroup(rest, again=again))
        return True

    def _head_of_money(self, _: int, __: Row, rest: Row) -> bool:
        if self._part == _INDICATORS:
            return False
        if not self.money.rows and self.money.is_otherwise(rest):
            self._part = _MONEY
            self.money.begin_otherwise(rest)
            return True
        if not self.money.is_head(rest):
            return False
        self._part = _MONEY
        self.periods += filter(None, [period_in(cell.text) for cell in rest])
        self.money.begin(rest)
        return True

    def _head_of_aims(self, _: int, __: Row, rest: Row) -> bool:
        """Heads of goals and of what came of them, above their texts or beside them."""
        if self._part == _INDICATORS and self.groups and self.groups[-1].below:
            return False
        said = [cell for cell in rest if not blank(cell.text)]
        heads = [(cell, self._aim(cell)) for cell in said]
        if not heads[0][1] and not (said[0] is not rest[0] and self._aim_within(said[0])):
            return self._aims_within(said)
        self._part = _AIMS
        if len(heads) > 1 and heads[0][1] and heads[1][1] and heads[0][1] != heads[1][1]:
            self._columns, self._side = heads, ""
            self.ledger.pass_over(*(one for cell, side in heads if side for one in cell.paragraphs))
            return True
        self._columns = []
        for cell, side in heads:
            if side and side != self._side:
                self._side = side
                self.ledger.pass_over(*cell.paragraphs)
            else:
                self._text(cell)
        return True

    def _aims_within(self, said: list[Cell]) -> bool:
        """Goals and what came of them with their labels in their own cells, as 预期目标：修路."""
        if not self._aim_within(said[0]):
            return False
        self._part, self._columns = _AIMS, []
        for cell in said:
            self._text(cell)
        return True

    def _aim_within(self, cell: Cell) -> str:
        return (
            self._aim_of(cell.text.replace(":", "：", 1).partition("：")[0])
            if "：" in cell.text.replace(":", "：")
            else ""
        )

    def _text(self, cell: Cell) -> None:
        """Take a cell of goals, or of what came of them; where its label stands in it, without that."""
        side = self._aim_within(cell)
        if side:
            self._side = side
            at = min(at for sign in ":：" if (at := cell.text.find(sign)) >= 0)
            first, *others = cell.text[at + 1 :].strip().split("\n")
            self.ledger.take(*cell.paragraphs)
            cell = replace(cell, paragraphs=tuple(map(Paragraph, (first, *others))))
        elif self.aims.get(self._side or AIMED):
            self.unsided.append(cell)
        self.aims.setdefault(self._side or AIMED, []).append(cell)

    def _total(self, _: int, row: Row, __: Row) -> bool:
        said = [cell for cell in row if not blank(cell.text)]
        if self._part not in (_INDICATORS, _FOOT) or not self.groups or not named(said[0].text, words(printed.TOTALS)):
            return False
        self.totals.append(row)
        self._part = _FOOT
        return True

    def _item(self, number: int, row: Row, _: Row) -> bool:
        said = [cell for cell in row if not blank(cell.text)]
        label = named(said[0].text, self.known) or self._within(said[0].text)
        if self._part in (_MONEY, _AIMS) and not label:
            return False
        if self._part == _INDICATORS and not label:
            return False
        if not label and self._part not in ("", _ITEMS, _FOOT):
            return False
        self.items.append((number, row))
        self._part, self._lead = (_FOOT if self.groups else _ITEMS), None
        return True

    def _within(self, written: str) -> str:
        """The label of a cell that says label and value: 项目名称：甲."""
        before, sign, _ = written.replace(":", "：", 1).partition("：")
        return named(before, self.known) if sign else ""

    # --- rows of a part

    def _aims(self, rest: Row) -> None:
        said = [cell for cell in rest if not blank(cell.text)]
        for at, cell in enumerate(said):
            if not self._columns:
                self._text(cell)
                continue
            side = self._side_of(cell, at, len(said))
            if side:
                self.aims.setdefault(side, []).append(cell)

    def _side_of(self, cell: Cell, at: int, many: int) -> str:
        if many == len(self._columns):
            return self._columns[at][1]
        shared = [
            (min(head.column + head.span, cell.column + cell.span) - max(head.column, cell.column), side)
            for head, side in self._columns
        ]
        return max(shared, default=(0, AIMED), key=lambda one: one[0])[1]

    def _indicator(self, number: int, rest: Row) -> None:
        group = self.groups[-1]
        said = [cell for cell in rest if not blank(cell.text)]
        if len(said) == 1 and len(group.head) > _FEW and (said[0].span >= len(group.head) // 2 or len(rest) < _FEW):
            return  # a remark below the rows
        group.below.append((number, rest))


def names_project(row: Row, labels: Labels) -> bool:
    """Whether a row says the name of a project."""
    heads = (cell.text.replace(":", "：", 1).partition("：")[0] for cell in row)
    return any(labels.names(head, labels.top) == NAME for head in heads)


__all__ = ["AIMED", "REACHED", "ResultForm", "names_project"]
