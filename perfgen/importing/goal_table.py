"""The rows of a goal table, read by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing.labels import BANNER, BUDGET, CODE, GOALS, MONEY, NAME, PLAN, PURPOSE, key
from perfgen.filing.numbers import parse_decimal
from perfgen.importing.goals import goals
from perfgen.importing.label_value import LONGEST_ITEM, Pair, in_one_cell, lines, pairs
from perfgen.importing.labels import Labels, is_goal_name, month
from perfgen.importing.report import JOINED, NO_PLACE, Ledger
from perfgen.importing.split import UNIT, department_row, is_title, unit_cell
from perfgen.importing.ticks import ticked
from perfgen.importing.words import blank, one_of

_NONE = ("-", "—", "－", "——", "/", "无", "没有")
_ALWAYS = (CODE, NAME, BUDGET)
"""Items that are there also where their cell is empty."""
_DEPARTMENT = re.compile(r"\s*[\[［【(（]?\s*([0-9]{2,20})\s*[\]］】)）]?\s*[-—:：、.\s]*(.*)", re.DOTALL)
"""507002乐亭县机关事务中心, [312]某县民政局, 312-某县民政局."""
_BEHIND = re.compile(r"(.*\S)\s*(?:[\[［【(（]\s*([0-9]{2,20})\s*[\]］】)）]|[-—]\s*([0-9]{2,20}))\s*", re.DOTALL)
"""某县交通运输局（401）."""


@dataclass(slots=True)
class GoalTable:
    """What a goal table says: the items of its project by label, and what it repeats of the filing."""

    data: dict[str, Any] = field(default_factory=dict)
    department: str = ""
    unit: str = ""
    whole: dict[str, str] = field(default_factory=dict)
    """What it says of the filing beside a label."""
    said_by: dict[str, list[Paragraph]] = field(default_factory=dict)
    """Where it says what is the filing's: 部门, 金额单位, and what is in `whole`."""


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

    `above` are the paragraphs before it, one of which may say 单位：万元 in place of the first row; those below the title
    may say items of the project, as ``项目级别：县级``.
    """
    reader = _Reader(labels, checkpoints, ledger)
    for paragraph in above:
        line = (Cell((paragraph,), 0),)
        if len(paragraph.printed) <= LONGEST_ITEM and unit_cell(line) and not reader.table.unit:
            _department(reader.table, line)
    titled = [at for at, paragraph in enumerate(above) if is_title(paragraph)]
    for pair in lines(above[titled[-1] :], labels.items.named, labels) if titled else ():
        reader.item(pair)
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
            *names, unit = [cell for cell in row if not blank(cell.text)]
            if not any(self.labels.is_known(cell.text) for cell in names):
                _department(table, row)
                return
            _department(table, (unit,))  # behind an item in one row with it
            row = tuple(cell for cell in row if cell is not unit)
        if not table.department and not table.data and department_row(row):
            said = [cell for cell in row if not blank(cell.text)]
            table.department = text(said)
            table.said_by["部门"] = _paragraphs(said)
            return
        first, rest = row[0], list(row[1:])
        if not rest and key(first.text) == BANNER:
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
        if self.head == PLAN:
            self._plan(cells)
        elif self.head == MONEY and len(cells) > 1 and self._are_amounts(cells):
            self._items(cells, self.labels.beside_money)
        elif self.head in (MONEY, PURPOSE, GOALS):
            self._text(cells)

    def _are_amounts(self, cells: list[Cell]) -> bool:
        """Whether the cells beside the head over the amounts are such, and no text."""
        amounts, labels = self.labels.amounts, self.labels
        first = next((cell.text for cell in cells if not blank(cell.text)), "")
        return bool(labels.names(first, labels.items.named)) or any(
            labels.names(cell.text, amounts) or in_one_cell(cell, amounts, labels) for cell in cells
        )

    def _text(self, cells: list[Cell]) -> None:
        """What is said in words beside a head, up to the next label."""
        said = [cell for cell in cells if not blank(cell.text)]
        if len(said) > 1 and self.labels.row_heads.get(key(said[0].text)) == PURPOSE:
            self.ledger.pass_over(*said.pop(0).paragraphs)
        named = len(said) > 1 and self.labels.names(said[0].text, self.labels.items.named)
        end = 0 if named else next((at for at in range(1, len(said)) if self.labels.is_known(said[at].text)), len(said))
        own, others = said[:end], said[end:]
        if own and self.head == GOALS:
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
                self.item(pair)
            elif head in (PURPOSE, GOALS):
                self.ledger.pass_over(*pair.head.paragraphs)
                self.head = head
                self._text(pair.values)
            elif pair.within:
                self.ledger.leave_piece(self.ledger.place(pair.head.paragraphs), pair.written, NO_PLACE)

    def item(self, pair: Pair) -> None:
        """Take what stands beside a label; what is said of the filing is kept apart, for the tables to agree upon."""
        said = [cell for cell in pair.values if not blank(cell.text)]
        label, table, labels = pair.label, self.table, self.labels
        whole = labels.of_whole(label)
        if said and whole and label in table.whole:
            both = _in_one(table.whole[label], value_of(label, said, labels, table.unit))
            if both:
                table.whole[label] = both
                table.said_by[label] += _paragraphs(said)
                self.ledger.pass_over(*pair.head.paragraphs)
                return
        if said and (label in table.whole if whole else labels.items.has(table.data, label)):
            self.ledger.leave(f"“{label}”前面已经有了", *_paragraphs([pair.head, *said]))
            return
        value = value_of(label, said, labels, table.unit)
        if whole and value:
            table.whole[label] = value
            table.said_by[label] = _paragraphs([pair.head] if pair.within else said)
        elif value or (label in _ALWAYS and label not in table.data):
            labels.items.keep(table.data, label, value)
        if not (whole and value and pair.within):
            (self.ledger.take if pair.within else self.ledger.pass_over)(*pair.head.paragraphs)
        if not whole:
            (self.ledger.take if value else self.ledger.pass_over)(*_paragraphs(said))
        parts = [line for line in text(said).split("\n") if not blank(line)]
        if (len(parts) > 1 or len(said) > 1) and label not in labels.paragraphs:
            steps = (labels.whole if whole else labels.items).path(label)
            self.ledger.doubt(self.ledger.place(said[0].paragraphs), value, f"{label}：{JOINED}", *steps)

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


def value_of(label: str, cells: Sequence[Cell], labels: Labels, unit: str) -> str:
    """What the cells beside a label say, as it is written in YAML; empty for an amount that is none."""
    if label in labels.paragraphs:
        return text(cells)
    written = "".join(text([cell]).replace("\n", "") for cell in cells)
    if label not in labels.money:
        return written if label == NAME else ticked(written.strip())
    return _amount(written.strip(), unit or "万元", compulsory=label == BUDGET)


def _amount(written: str, unit: str, *, compulsory: bool) -> str:
    """An amount without its unit; one that is said to be none is left out where it may be."""
    if is_none(written) and not compulsory:
        return ""
    bare = written.removesuffix(unit)
    return written if parse_decimal(bare) is None else bare.strip()


def is_none(written: str) -> bool:
    """Whether a cell for an amount says that there is none."""
    return written in _NONE


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
    behind = None if found else _BEHIND.fullmatch(written)
    if behind:
        code, name = behind[2] or behind[3], behind[1]
    return code, name.strip().replace("\n", "")


def _in_one(one: str, other: str) -> str:
    """Code and name of a department where one cell says the code and another the name; else empty."""
    for code, name in ((one, other), (other, one)):
        if re.fullmatch("[0-9]{2,20}", code) and not department(name)[0]:
            return f"[{code}]{name}"
    return ""


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
