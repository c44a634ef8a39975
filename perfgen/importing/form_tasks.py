"""年度主要任务: what a department will do, and the money each task takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfgen.docx.blocks import Cell, Row
from perfgen.filing.labels import (
    BUDGET,
    FISCAL,
    OTHER,
    TASK_AMOUNTS,
    TASK_COLUMNS,
    TASK_CONTENT,
    TASK_NAME,
    key,
    spelled,
)
from perfgen.filing.numbers import parse_decimal
from perfgen.importing.columns import columns_of
from perfgen.importing.form_labels import unit_of
from perfgen.importing.goal_table import is_none, text
from perfgen.importing.report import JOINED, Ledger
from perfgen.importing.words import blank, is_total

_AMOUNTS = (BUDGET, FISCAL, OTHER)
_IN_UNIT = ("", "万元", "元", "单位万元", "单位元")
_PARTS = spelled(TASK_AMOUNTS, tails=_IN_UNIT)
_COLUMNS = {**_PARTS, **spelled(TASK_COLUMNS, tails=_IN_UNIT)}
_NUMBERED = re.compile(r"\s*任务\s*[\d一二三四五六七八九十]{1,3}\s*[:：、.．]")
"""What a form prints before the name of a task."""
_PLACES = "….·。⋯ \t\u3000"


def read_tasks(rows: Sequence[tuple[int, Row]], ledger: Ledger) -> tuple[list[dict[str, Any]], str]:
    """The tasks by the labels of the model, and the unit of money that the head says.

    The sums are the layout's own; where they are others than those of the tasks, they are left over.
    """
    at = next((at for at, (_, row) in enumerate(rows) if _is_head(row)), None)
    if at is None:
        return [], ""
    head = rows[at][1]
    columns, below = columns_of(head, rows[at + 1 :], _COLUMNS, (BUDGET, _PARTS), ledger)
    unit = next((found_unit for cell in (*head, *columns.header) if (found_unit := unit_of(cell.text))), "")
    found: list[dict[str, Any]] = []
    for _, row in below:
        if _is_head(row):
            ledger.pass_over(*(one for cell in row for one in cell.paragraphs))
            continue
        if any(is_total(cell.text) for cell in row):
            _total(found, row, columns.header, ledger)
            continue
        said = {label: part for label, part in columns.cells(row).items() if any(not blank(cell.text) for cell in part)}
        if all(blank(_NUMBERED.sub("", cell.text, count=1).strip(_PLACES)) for cell in row):
            ledger.pass_over(*(one for cell in row for one in cell.paragraphs))
        elif TASK_NAME in said or said.keys() & set(_AMOUNTS):
            with ledger.within(len(found)):
                found.append(_task(said, ledger))
    return found, unit


def _is_head(row: Row) -> bool:
    return TASK_NAME in {_COLUMNS.get(key(cell.text)) for cell in row} and len(row) > 1


def _task(said: Mapping[str, Sequence[Cell]], ledger: Ledger) -> dict[str, Any]:
    task: dict[str, Any] = {TASK_NAME: ""}
    for label in (TASK_NAME, TASK_CONTENT, *_AMOUNTS):
        cells = said.get(label, ())
        if not cells:
            continue
        written = text(cells)
        if label != TASK_CONTENT and "\n" in written:
            written = written.replace("\n", "")
            ledger.doubt(ledger.place(cells[0].paragraphs), written, f"{label}：{JOINED}", label)
        if label == TASK_NAME:
            written = _NUMBERED.sub("", written, count=1)
        if label in _AMOUNTS and is_none(written.strip()):
            ledger.pass_over(*(one for cell in cells for one in cell.paragraphs))
            continue
        task[label] = written if label == TASK_CONTENT else written.strip()
        ledger.take(*(one for cell in cells for one in cell.paragraphs))
    return task


def _total(found: Sequence[Mapping[str, Any]], row: Row, head: Row, ledger: Ledger) -> None:
    """The sums, told by the columns from the right: what stands before them may be one cell or several."""
    for cell, over in zip(reversed(row), reversed(head), strict=False):
        label = _COLUMNS.get(key(over.text), "")
        sums = [parse_decimal(str(task.get(label, ""))) for task in found]
        total = sum((amount for amount in sums if amount is not None), Decimal(0))
        amount = parse_decimal(cell.text) if label in _AMOUNTS else None
        if is_total(cell.text) or amount == total:
            ledger.follow(*cell.paragraphs)
        elif amount is not None:
            ledger.leave(f"各项任务加起来是 {total}，和这里不一样", *cell.paragraphs)
