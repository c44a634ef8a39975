"""The rows about money in a form of one table: labels and amounts by turns, side by side, or in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from perfgen.docx.blocks import Cell, Row
from perfgen.filing.labels import BUDGET, MEDIUM, YEAR, key
from perfgen.filing.numbers import HALF_WIDTH, NUMBER
from perfgen.importing.form_labels import side_named, sided, unit_of
from perfgen.importing.goal_table import is_none
from perfgen.importing.labels import Labels
from perfgen.importing.report import NO_PLACE, Ledger
from perfgen.importing.words import blank, head_key

FUNDS = "中期资金"
_OF_IT = "其中"
_AGAIN = "前面已经有了"
_LONGEST = 400
"""A cell that says more holds sentences, and no amounts with their labels."""
_AMOUNT = re.compile(rf"([^\d.,，：:；;。、（）()\s]{{0,20}})\s*[：:]?\s*(?<![\d.,])({NUMBER.pattern})\s*(万?元)?")
_BETWEEN = re.compile(r"[\s，,；;。、：:（）()]|其中|[一二三四五六七八九十](?=、)|\d(?=[、.．])")
"""What may stand between amounts in one cell."""
_JOINED = re.compile(r"\d\s*[-—–~～/]+\s*\d")
"""Figures that are no amount, as of a telephone, or from one to another."""


class _Amount(NamedTuple):
    """An amount that a cell says, with what stands before it (empty where nothing does) and the unit behind it."""

    name: str
    amount: str
    unit: str
    written: str


def amounts_in(text: str) -> list[_Amount]:
    """``10000万元其中：当年财政拨款10000万元``: the amounts of a cell that says nothing else; else none."""
    if len(text) > _LONGEST:
        return []
    narrow = text.translate(HALF_WIDTH)
    if _JOINED.search(narrow):
        return []
    found = [
        _Amount(one[1].removeprefix(_OF_IT), one[2], one[3] or "", one[0].strip()) for one in _AMOUNT.finditer(narrow)
    ]
    return [] if _BETWEEN.sub("", _AMOUNT.sub("", narrow)) else found


@dataclass(slots=True)
class Money:
    """The amounts of one form, as the model has them: those of 中期 apart. `unit` is the one the form says."""

    labels: Labels
    ledger: Ledger
    unit: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    where: list[tuple[tuple[str, ...], Cell]] = field(default_factory=list)
    """The cell of each amount, with the path of that in `data`."""
    _known: Mapping[str, str] = field(default_factory=dict)
    _sides: list[tuple[int, str]] = field(default_factory=list)
    """The columns in which the amounts of a side begin."""
    _columns: bool = False
    """Whether the sides are heads of columns: then several amounts stand behind one label."""

    def named(self, cell: Cell) -> str:
        """The amount that a cell is the label of; empty where it is none."""
        return self._label(cell.text)

    def _label(self, written: str) -> str:
        bare = sided(written)[1]
        known = self._known = self._known or self.labels.beside_money
        return self.labels.names(bare, known) or self.labels.names(key(bare).removeprefix(_OF_IT), known) or ""

    def speaks_of(self, row: Row) -> bool:
        """Whether a row that stands below no head says amounts, and behind every label of one an amount or nothing."""
        waiting = found = False
        for cell in row:
            label = self.named(cell)
            if label in self.labels.money:
                waiting = found = True
            elif waiting and not blank(cell.text):
                if not amounts_in(cell.text):
                    return False
                waiting = False
        return found

    def row(self, row: Row) -> Row:
        """Take the amounts of a row. Returns the cells that are about something else."""
        said = [cell for cell in row if not blank(cell.text)]
        if len(said) > 1 and all(side_named(cell.text) for cell in said):
            self._sides, self._columns = [(cell.column, side_named(cell.text)) for cell in said], True
            self.ledger.pass_over(*(one for cell in said for one in cell.paragraphs))
            return ()
        heads = [cell for cell in said if self.named(cell) in self.labels.money]
        own = [(cell.column, side) for cell in said if (side := self._own_side(cell))]
        if own and not self._columns:
            self._sides = own
        rest: list[Cell] = []
        label: Cell | None = None
        for cell in said:
            if cell in heads:
                label = cell
                self.unit = unit_of(cell.text) or self.unit
                self.ledger.pass_over(*cell.paragraphs)
            elif self.labels.is_known(cell.text):  # what stands behind it is about that
                label = None
                rest.append(cell)
            else:
                names_it = any(self._name(one, "") for one in amounts_in(cell.text)[:1])
                beside = cell if names_it or label is None else label
                total = BUDGET if len(said) == 1 else ""
                if not self._cell(cell, label, self._side(beside, cell, heads), total):
                    rest.append(cell)
        return tuple(rest)

    def _own_side(self, cell: Cell) -> str:
        """Whose the amounts are that a cell is the label of, or says behind one; empty where it does not say."""
        if self.named(cell) in self.labels.money:
            return sided(cell.text)[0]
        return next((sided(one.name)[0] for one in amounts_in(cell.text) if self._name(one, "")), "")

    def _side(self, label: Cell, cell: Cell, heads: Sequence[Cell]) -> str:
        """Whose an amount is: as its label says, else as the label above does that stands in its place."""
        said = sided(label.text)[0]
        if said:
            return said
        if not self._columns and len(heads) == len(self._sides) and label in heads:
            return self._sides[heads.index(label)][1]
        at = cell.column if self._columns else label.column
        return next((side for column, side in reversed(self._sides) if column <= at), YEAR)

    def _cell(self, cell: Cell, label: Cell | None, side: str, alone: str) -> bool:
        """Take what a cell behind a label says; whether it says amounts, or that there are none.

        `alone` is what the first amount is where nothing names it.
        """
        name = self.named(label) if label else alone
        if name and name != BUDGET and is_none(cell.text.strip()):
            self.ledger.pass_over(*cell.paragraphs)
            return True
        found = [(self._name(one, "" if at else name), one) for at, one in enumerate(amounts_in(cell.text))]
        head = head_key(cell.text)
        if head and not any(map(str.isdecimal, head)):  # 执行率分值（10）
            return False
        if label and name and not any(one for one, _ in found) and any(map(str.isdecimal, cell.text)):
            written = cell.text.strip().replace("\n", "")
            found = [(name, _Amount("", written, "", written))]  # as it stands, to be looked at
        known = [one for one in found if one[0]]
        if not known:
            return False
        for one, said in found:
            if one:
                self._keep(one, said, sided(said.name)[0] or side, cell)
            else:
                self.ledger.leave_piece(self.ledger.place(cell.paragraphs), said.written, NO_PLACE)
        return True

    def _name(self, said: _Amount, label: str) -> str:
        """The label of an amount: what stands before it in its cell, else the one beside the cell."""
        if not key(said.name):
            return label
        found = self._label(said.name)
        return found if found in self.labels.money else ""

    def _keep(self, label: str, said: _Amount, side: str, cell: Cell) -> None:
        holder = self.data.setdefault(FUNDS, {}) if side == MEDIUM else self.data
        self.unit = self.unit or said.unit
        amount = said.amount if said.unit in ("", self.unit) else f"{said.amount}{said.unit}"
        items = self.labels.items
        above = next(_above(holder, items.path(label)), "")
        if not above:
            items.keep(holder, label, amount)
        elif above != amount:
            self.ledger.leave(f"“{label}”{_AGAIN}", *cell.paragraphs)
            return
        self.ledger.take(*cell.paragraphs)
        self.where.append(((FUNDS,) * (side == MEDIUM) + tuple(items.path(label)), cell))


def _above(data: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """The amount that stands at a path already, if one does."""
    found: Any = data
    for step in path:
        found = found.get(step, {}) if isinstance(found, dict) else {}
    if isinstance(found, str):
        yield found
