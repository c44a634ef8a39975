"""The rows of a goal table, read by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing.fields import OWN
from perfgen.filing.labels import BUDGET, GOALS, MONEY, NAME, PLAN, PURPOSE, key
from perfgen.filing.numbers import parse_decimal
from perfgen.importing.goals import goals
from perfgen.importing.label_value import LONGEST_ITEM, Pair, in_one_cell, pairs
from perfgen.importing.labels import Labels, is_goal_name, month
from perfgen.importing.report import JOINED, NO_PLACE, Ledger
from perfgen.importing.split import UNIT, department_row, unit_cell
from perfgen.importing.words import blank, one_of

_NONE = ("-", "—", "－", "——", "/", "无", "没有")
_TEMPLATE = "项目绩效模板"
"""The line a form has below its head, over the whole table."""

_DEPARTMENT = re.compile(r"\s*([0-9]{2,20})\s*[-—:：、.\s]*(.*)", re.DOTALL)


@dataclass(slots=True)
class GoalTable:
    """What a goal table says: the items of its project by label, and what it repeats of the filing."""

    data: dict[str, Any] = field(default_factory=dict)
    department: str = ""
    unit: str = ""
    said_by: dict[str, list[Paragraph]] = field(default_factory=dict)
    """Where it says 部门 and 金额单位, which are the filing's."""


def text(cells: Sequence[Cell]) -> str:
    """What cells say, without blank paragraphs at the ends."""
    return joined([paragraph for cell in cells for paragraph in cell.paragraphs])


def joined(paragraphs: Sequence[Paragraph]) -> str:
    """Paragraphs as one text, without blank ones at the ends."""
    said = [paragraph.printed for paragraph in paragraphs]
    while said and blank(said[0]):
        said.pop(0)
    while said and blank(said[-1]):
        said.pop()
    return "\n".join(said)


def read_goal_table(
    rows: Sequence[tuple[int, Row]],
    above: Sequence[Paragraph],
    labels: Labels,
    checkpoints: Sequence[str],
    ledger: Ledger,
) -> GoalTable:
    """Read the rows of one project's goal table. What is under no label stays with the ledger.

    `above` are the paragraphs before it, one of which may say 单位：万元 in place of the first row.
    """
    reader = _Reader(labels, checkpoints, ledger)
    for paragraph in above:
        line = (Cell((paragraph,), 0),)
        if len(paragraph.printed) <= LONGEST_ITEM and unit_cell(line) and not reader.table.unit:
            _department(reader.table, line)
    for _, row in rows:
        if row:
            reader.row(row)
    return reader.table


@dataclass(slots=True)
class _Reader:
    """Reads the rows of a goal table. `head` is what the rows at hand are about; `steps` the checkpoints above their values."""

    labels: Labels
    checkpoints: Sequence[str]
    ledger: Ledger
    table: GoalTable = field(default_factory=GoalTable)
    head: str = ""
    steps: list[Cell] = field(default_factory=list)

    def row(self, row: Row) -> None:
        """Take the next row."""
        table = self.table
        if unit_cell(row) and not table.unit:
            _department(table, row)
            return
        if not table.department and not table.data and department_row(row):
            said = [cell for cell in row if not blank(cell.text)]
            table.department = text(said)
            table.said_by["部门"] = _paragraphs(said)
            return
        first, rest = row[0], list(row[1:])
        if not rest and key(first.text) == _TEMPLATE:
            self.ledger.pass_over(*first.paragraphs)
            return
        head = self.labels.row_heads.get(key(first.text)) if rest else None
        if head:
            self.head = head
            self.ledger.pass_over(*first.paragraphs)
        elif sum(bool(_name(cell)) for cell in row) > 1:
            self.head = PLAN
            rest = list(row) if _name(first) else rest
        elif not (rest and (first.continued or blank(first.text)) and self.head):
            if self.labels.is_known(first.text) and self.labels.names(first.text, self.labels.amounts) is None:
                self.head = ""  # what stands below, beside a blank cell, belongs to this label
            self._items(list(row), self.labels.beside)
            return
        self._under(rest)

    def _under(self, cells: list[Cell]) -> None:
        """The cells of a row beside its head."""
        amounts = self.labels.amounts
        if self.head == PLAN:
            self._plan(cells)
        elif (
            self.head == MONEY
            and len(cells) > 1
            and any(self.labels.names(cell.text, amounts) or in_one_cell(cell, amounts, self.labels) for cell in cells)
        ):
            self._items(cells, amounts)
        elif self.head in (MONEY, PURPOSE, GOALS):
            self._text(cells)

    def _text(self, cells: list[Cell]) -> None:
        """What is said in words beside a head, up to the next label."""
        said = [cell for cell in cells if not blank(cell.text)]
        if len(said) > 1 and self.labels.row_heads.get(key(said[0].text)) == PURPOSE:
            self.ledger.pass_over(*said.pop(0).paragraphs)
        end = next((at for at in range(1, len(said)) if self.labels.is_known(said[at].text)), len(said))
        own, others = said[:end], said[end:]
        if self.head == GOALS:
            self._goals(own, apart=len(cells) > 1)
        elif own:
            before = [self.table.data[PURPOSE]] if self.table.data.get(PURPOSE) else []
            self.table.data[PURPOSE] = "\n".join([*before, text(own)])
            self.ledger.take(*_paragraphs(own))
        if others:
            self._items(others, self.labels.beside)

    def _goals(self, cells: list[Cell], *, apart: bool) -> None:
        data = self.table.data
        if apart and cells and is_goal_name(cells[0].text):
            self.ledger.pass_over(*cells[0].paragraphs)
            self.ledger.take(*_paragraphs(cells[1:]))
            data.setdefault(GOALS, []).append(text(cells[1:]))
            return
        paragraphs = _paragraphs(cells)
        above = data.get(GOALS, [])
        data[GOALS] = [*above, *goals(paragraphs, len(above))]
        self.ledger.take(*paragraphs)

    # --- label, value, label, value

    def _items(self, cells: list[Cell], known: Mapping[str, str]) -> None:
        percents = [cell for cell in cells if not blank(cell.text)]
        if self.steps and percents and all(re.fullmatch(r"[\d.．%％\s]+", cell.text) for cell in percents):
            self._plan(cells)  # the row of percentages, without the cell under its head
            return
        for pair in pairs(cells, known, self.labels):
            head = self.labels.row_heads.get(key(pair.head.text))
            if pair.label:
                self._item(pair)
            elif head in (PURPOSE, GOALS):
                self.ledger.pass_over(*pair.head.paragraphs)
                self.head = head
                self._text(pair.values)
            elif pair.within:
                self.ledger.leave_piece(self.ledger.place(pair.head.paragraphs), pair.written, NO_PLACE)

    def _item(self, pair: Pair) -> None:
        said = [cell for cell in pair.values if not blank(cell.text)]
        label, own = pair.label, self.table.data.get(OWN, {})
        if (label in self.table.data or label in own) and said:
            self.ledger.leave(f"“{label}”前面已经有了", *_paragraphs([pair.head, *said]))
            return
        account = self.ledger.take if pair.within else self.ledger.pass_over
        account(*pair.head.paragraphs)
        written = "".join(text([cell]).replace("\n", "") for cell in said)
        if label in self.labels.amounts.values():
            self._amount(label, written, said)
        elif label in self.labels.paragraphs:
            self._keep(label, text(said), said)
        else:
            self._keep(label, written if label == NAME else written.strip(), said)
        lines = [line for line in text(said).split("\n") if not blank(line)]
        if (len(lines) > 1 or len(said) > 1) and label not in self.labels.paragraphs:
            self.ledger.doubt(self.ledger.place(said[0].paragraphs), written, f"{label}：{JOINED}", label)

    def _keep(self, label: str, written: str, said: Sequence[Cell]) -> None:
        """Put a text where it belongs: a layout's own fields stand together, and empty ones are not there."""
        data = self.table.data
        if label in self.labels.own:
            if written:
                data.setdefault(OWN, {})[label] = written
        elif written or (label not in data and label in self.labels.top.values()):
            data[label] = written
        self.ledger.take(*_paragraphs(said))

    def _amount(self, label: str, written: str, cells: Sequence[Cell]) -> None:
        bare = written.strip()
        if bare in _NONE and label != BUDGET:
            self.ledger.pass_over(*_paragraphs(cells))
            return
        unit = self.table.unit or "万元"
        if bare.endswith(unit) and parse_decimal(bare.removesuffix(unit)) is not None:
            bare = bare.removesuffix(unit).strip()
        if bare or (label == BUDGET and label not in self.table.data):
            self.table.data[label] = bare
        self.ledger.take(*_paragraphs(cells))

    # --- 3月底 25%

    def _plan(self, cells: list[Cell]) -> None:
        names = [cell for cell in cells if _name(cell)]
        plan = self.table.data.setdefault(PLAN, {})
        if names and len(names) * 2 == len(cells) and names == cells[::2]:
            steps = list(zip(names, cells[1::2], strict=True))
        elif names:
            self.steps = cells
            self.ledger.pass_over(*(paragraph for cell in names for paragraph in _name(cell)))
            return
        else:
            steps = [pair for pair in _matched(self.steps, cells) if _name(pair[0])]
        for name, value in steps:
            label = _checkpoint(_name(name)[0].printed, self.checkpoints)
            if label in plan:
                continue
            plan[label] = "".join(text([value]).split())
            self.ledger.pass_over(*_name(name))
            self.ledger.take(*value.paragraphs)


def _paragraphs(cells: Iterable[Cell]) -> list[Paragraph]:
    return [paragraph for cell in cells for paragraph in cell.paragraphs]


# --- 507002乐亭县机关事务中心 · 单位：万元


def _department(table: GoalTable, row: Row) -> None:
    said = [cell for cell in row if not blank(cell.text)]
    *names, unit = said
    found = UNIT.search(key(unit.text))
    table.unit = found[1] if found else ""
    if names:
        table.department = "".join(text([cell]) for cell in names)
    else:  # both in one cell
        name, sign, _ = re.sub(r"(?:金额|计量)?单\s*位\s*[:：]\s*(\S*元)\s*$", "\0", unit.text).partition("\0")
        table.department = name.strip() if sign else ""
        names = [unit]
    table.said_by = {
        "部门": [paragraph for cell in names for paragraph in cell.paragraphs],
        "金额单位": [one for one in unit.paragraphs if names == [unit] or UNIT.fullmatch(key(one.printed))],
    }


def department(written: str) -> tuple[str, str]:
    """The code and the name in what stands in the first cell of a goal table."""
    found = _DEPARTMENT.fullmatch(written)
    code, name = (found[1], found[2]) if found else ("", written)
    return code, name.strip().replace("\n", "")


def _name(cell: Cell) -> list[Paragraph]:
    """The paragraph of a cell that is a checkpoint, if one is."""
    return [one for one in cell.paragraphs if month(one.printed)][:1]


def _matched(names: list[Cell], values: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Names and the values below them: one by one where there are as many, else by where they stand."""
    if len(names) == len(values):
        yield from zip(names, values, strict=True)
        return
    said = [cell for cell in names if _name(cell)]
    percents = [cell for cell in values if not blank(cell.text)]
    if len(said) == len(percents):
        yield from zip(said, percents, strict=True)
        return
    for name in said:
        below = next(
            (v for v in percents if v.column < name.column + name.span and name.column < v.column + v.span), None
        )
        if below is not None:
            yield name, below


def _checkpoint(written: str, checkpoints: Sequence[str]) -> str:
    known = one_of(written, checkpoints)
    if known:
        return known
    number = month(written)
    same = (one for one in checkpoints if number and one.startswith(f"{number}月"))
    return next(same, "".join(written.split()))
