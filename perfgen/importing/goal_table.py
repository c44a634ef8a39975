"""The rows of a goal table, read by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing.numbers import parse_decimal
from perfgen.importing.goals import goals
from perfgen.importing.report import JOINED, Ledger
from perfgen.importing.split import CODE, GOALS, HEADS, MONEY, NAME, PLAN, PURPOSE, UNIT, department_row, unit_cell
from perfgen.importing.words import blank, key, one_of

_TOP = {CODE: CODE, NAME: NAME}
_AMOUNTS = {
    **dict.fromkeys(("预算数", "预算金额", "预算总额"), "预算数"),
    **dict.fromkeys(("其中财政资金", "财政资金", "其中财政拨款", "财政拨款"), "财政资金"),
    **dict.fromkeys(("其他资金", "其中其他资金", "其它资金"), "其他资金"),
}
_NONE = ("-", "—", "－", "——", "/", "无", "没有")
_LONGEST_ITEM = 200
_CHECKPOINT = re.compile(r"(?:截[至止]|到)?(\d{1,2})月(?:底|末|份)?")
_TEMPLATE = "项目绩效模板"
"""The line a form has below its head, over the whole table."""

_GOAL = re.compile(r"目标\d+")
"""How a goal is named where each has a row of its own."""

_DEPARTMENT = re.compile(r"\s*([0-9]{2,20})\s*[-—:：、.\s]*(.*)", re.DOTALL)


@dataclass(slots=True)
class GoalTable:
    """What a goal table says: the items of its project by label, and what it repeats of the filing."""

    data: dict[str, Any] = field(default_factory=dict)
    department: str = ""
    unit: str = ""
    said_by: dict[str, list[Paragraph]] = field(default_factory=dict)
    """Where it says 部门 and 金额单位, which are the filing's."""
    head: str = ""
    steps: list[Cell] = field(default_factory=list)


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
    rows: Sequence[tuple[int, Row]], above: Sequence[Paragraph], checkpoints: Sequence[str], ledger: Ledger
) -> GoalTable:
    """Read the rows of one project's goal table. What is under no label stays with the ledger.

    `above` are the paragraphs before it, one of which may say 单位：万元 in place of the first row.
    """
    table = GoalTable()
    for paragraph in above:
        line = (Cell((paragraph,), 0),)
        if len(paragraph.printed) <= _LONGEST_ITEM and unit_cell(line) and not table.unit:
            _department(table, line)
    for _, row in rows:
        if row:
            _read_row(table, row, checkpoints, ledger)
    return table


def _read_row(table: GoalTable, row: Row, checkpoints: Sequence[str], ledger: Ledger) -> None:
    if unit_cell(row) and not table.unit:
        _department(table, row)
        return
    if not table.department and not table.data and department_row(row):
        said = [cell for cell in row if not blank(cell.text)]
        table.department = text(said)
        table.said_by["部门"] = [paragraph for cell in said for paragraph in cell.paragraphs]
        return
    first, rest = row[0], list(row[1:])
    if not rest and key(first.text) == _TEMPLATE:
        ledger.pass_over(*first.paragraphs)
        return
    head = HEADS.get(key(first.text)) if rest else None
    if head:
        table.head = head
        ledger.pass_over(*first.paragraphs)
    elif sum(bool(_name(cell)) for cell in row) > 1:
        table.head = PLAN
        rest = list(row) if _name(first) else rest
    elif not (rest and (first.continued or blank(first.text)) and table.head):
        _items(table, list(row), {**_TOP, **_AMOUNTS}, ledger, checkpoints)
        return
    _under(table, rest, checkpoints, ledger)


def _under(table: GoalTable, cells: list[Cell], checkpoints: Sequence[str], ledger: Ledger) -> None:
    """The cells of a row beside its head."""
    said = [cell for cell in cells if not blank(cell.text)]
    if table.head == PLAN:
        _plan(table, cells, checkpoints, ledger)
    elif table.head == GOALS:
        _goals(table, said, ledger, apart=len(cells) > 1)
    elif (
        table.head == MONEY
        and len(cells) > 1
        and any(_labelled(cell, _AMOUNTS) or _is_pair(cell, _AMOUNTS) for cell in cells)
    ):
        _items(table, cells, _AMOUNTS, ledger, checkpoints)
    elif table.head in (MONEY, PURPOSE):
        if len(said) > 1 and HEADS.get(key(said[0].text)) == PURPOSE:
            ledger.pass_over(*said.pop(0).paragraphs)
        if said:
            before = [table.data[PURPOSE]] if table.data.get(PURPOSE) else []
            table.data[PURPOSE] = "\n".join([*before, text(said)])
            ledger.take(*(paragraph for cell in said for paragraph in cell.paragraphs))


def _goals(table: GoalTable, cells: list[Cell], ledger: Ledger, *, apart: bool) -> None:
    if apart and cells and _GOAL.fullmatch(key(cells[0].text)):
        ledger.pass_over(*cells[0].paragraphs)
        ledger.take(*(paragraph for cell in cells[1:] for paragraph in cell.paragraphs))
        table.data.setdefault(GOALS, []).append(text(cells[1:]))
        return
    paragraphs = [paragraph for cell in cells for paragraph in cell.paragraphs]
    above = table.data.get(GOALS, [])
    table.data[GOALS] = [*above, *goals(paragraphs, len(above))]
    ledger.take(*paragraphs)


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


# --- label, value, label, value


def is_label(written: str) -> bool:
    """Whether a cell says what the cells beside or below it are: 预算数, 3月底, 目标 1."""
    said = key(written)
    return bool(said in HEADS or _label(written, {**_TOP, **_AMOUNTS}) or _CHECKPOINT.fullmatch(said)) or bool(
        _GOAL.fullmatch(said)
    )


def _labelled(cell: Cell, known: dict[str, str]) -> str | None:
    return _label(cell.text, known)


def _label(written: str, known: dict[str, str]) -> str | None:
    """The item a label means; 预算数（万元） is 预算数."""
    said = key(written)
    return known.get(said) or known.get(re.sub("(?:单位)?万?元$", "", said))


def _items(
    table: GoalTable, cells: list[Cell], known: dict[str, str], ledger: Ledger, checkpoints: Sequence[str]
) -> None:
    percents = [cell for cell in cells if not blank(cell.text)]
    if table.steps and percents and all(re.fullmatch(r"[\d.．%％\s]+", cell.text) for cell in percents):
        _plan(table, cells, checkpoints, ledger)  # the row of percentages, without the cell under its head
        return
    for label, label_cell, values in _pairs(cells, known):
        said = [cell for cell in values if not blank(cell.text)]
        if label in table.data and said:
            ledger.leave(f"“{label}”前面已经有了", *(p for cell in (label_cell, *said) for p in cell.paragraphs))
            continue
        account = ledger.take if said and said[0].column == label_cell.column else ledger.pass_over
        account(*label_cell.paragraphs)  # which hold the value too, where both are in one cell
        written = "".join(text([cell]).replace("\n", "") for cell in said)
        lines = [line for line in text(said).split("\n") if not blank(line)]
        if label in _AMOUNTS.values():
            _amount(table, label, written, said, ledger)
        else:
            if written or label not in table.data:
                table.data[label] = written if label == NAME else written.strip()
            ledger.take(*(p for cell in said for p in cell.paragraphs))
        if len(lines) > 1 or len(said) > 1:
            ledger.doubt(ledger.place(said[0].paragraphs), written, f"{label}：{JOINED}", label)


def _pairs(cells: list[Cell], known: dict[str, str]) -> Iterator[tuple[str, Cell, list[Cell]]]:
    """Labels and the cells of their values; label and value in one cell are taken apart."""
    labels = [_labelled(cell, known) for cell in cells]
    if len(cells) % 2 == 0 and all(labels[::2]):
        for label, label_cell, value in zip(labels[::2], cells[::2], cells[1::2], strict=True):
            yield str(label), label_cell, [value]
        return
    seen: set[str] = set()
    at = 0
    while at < len(cells):
        label, cell = labels[at], cells[at]
        at += 1
        if label is None or label in seen:
            yield from _in_one_cell(cell, known)
            continue
        seen.add(label)
        values: list[Cell] = []
        while at < len(cells) and (labels[at] is None or labels[at] in seen) and not _is_pair(cells[at], known):
            values.append(cells[at])
            at += 1
        yield label, cell, values


def _is_pair(cell: Cell, known: dict[str, str]) -> bool:
    return next(_in_one_cell(cell, known), None) is not None


def _in_one_cell(cell: Cell, known: dict[str, str]) -> Iterator[tuple[str, Cell, list[Cell]]]:
    """``预算数：100.00`` in one cell, or the label in its first paragraph and the value in the next."""
    if len(cell.text) > _LONGEST_ITEM:
        return
    for sign in reversed(list(re.finditer(r"[:：\n]", cell.text))):
        label, value = _label(cell.text[: sign.start()], known), cell.text[sign.end() :].strip()
        if label and value:
            yield label, cell, [Cell((Paragraph(value),), cell.column, cell.span)]
            return


def _amount(table: GoalTable, label: str, written: str, cells: list[Cell], ledger: Ledger) -> None:
    paragraphs = [paragraph for cell in cells for paragraph in cell.paragraphs]
    bare = written.strip()
    if bare in _NONE and label != "预算数":
        ledger.pass_over(*paragraphs)
        return
    unit = table.unit or "万元"
    if bare.endswith(unit) and parse_decimal(bare.removesuffix(unit)) is not None:
        bare = bare.removesuffix(unit).strip()
    if bare or (label == "预算数" and label not in table.data):
        table.data[label] = bare
    ledger.take(*paragraphs)


# --- 3月底 25%


def _plan(table: GoalTable, cells: list[Cell], checkpoints: Sequence[str], ledger: Ledger) -> None:
    names = [cell for cell in cells if _name(cell)]
    plan = table.data.setdefault(PLAN, {})
    if names and len(names) * 2 == len(cells) and names == cells[::2]:
        steps = list(zip(names, cells[1::2], strict=True))
    elif names:
        table.steps = cells
        ledger.pass_over(*(paragraph for cell in names for paragraph in _name(cell)))
        return
    else:
        steps = [pair for pair in _matched(table.steps, cells) if _name(pair[0])]
    for name, value in steps:
        label = _checkpoint(_name(name)[0].printed, checkpoints)
        if label in plan:
            continue
        plan[label] = "".join(text([value]).split())
        ledger.pass_over(*_name(name))
        ledger.take(*value.paragraphs)


def _name(cell: Cell) -> list[Paragraph]:
    """The paragraph of a cell that is a checkpoint, if one is."""
    return [one for one in cell.paragraphs if _CHECKPOINT.fullmatch(key(one.printed))][:1]


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
    month = _CHECKPOINT.fullmatch(key(written))
    same = (one for one in checkpoints if month and re.match(rf"{month[1]}月", one))
    return next(same, "".join(written.split()))
