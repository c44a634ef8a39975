"""The rows of an indicator table, each cell under the label of its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError

from perfgen.docx.blocks import Cell, Row
from perfgen.filing import Target
from perfgen.filing.labels import (
    BASIS,
    DESCRIPTION,
    DIRECTION,
    DIRECTIONS,
    LEVEL1,
    LEVEL2,
    NUMBER,
    QUANTITATIVE,
    SCORING,
    SIGN,
    TARGET,
    UNIT,
    VALUE,
    key,
    spelled,
)
from perfgen.filing.labels import INDICATOR as NAME
from perfgen.filing.target import TARGET_COLUMNS, TEXT_SIGN
from perfgen.importing.columns import Columns, columns_of
from perfgen.importing.goal_table import is_none, text
from perfgen.importing.labels import Labels
from perfgen.importing.points import POINTS, Points, level_points
from perfgen.importing.report import JOINED, Ledger
from perfgen.importing.words import blank, head_key, one_of
from perfgen.source.grammar import QUALITATIVE

_NAME_AND_DESCRIPTION = 2
_LINES = {NAME: JOINED, TARGET: "原文分成几行，照原样写入"}
"""What is said of a cell of one line that has several."""
_LEVEL_ENDS = "指标"
_NUMBERED = re.compile(r"\s*(?:三级)?指标\s*\d{1,2}\s*[:：、.．]\s*")
"""What a form prints before a name, to be gone on with."""
_DOTS = re.compile(r"[\s…⋯.·。]+")
_NO_UNIT = "无"
"""What a form says in the column of the unit of a 指标值 that has none."""
_DIRECTIONS = spelled(DIRECTIONS)
_SPLIT = "这一栏在原文里分成几格，已经连在一起"


def read_indicators(
    groups: Sequence[tuple[Row, list[tuple[int, Row]]]],
    labels: Labels,
    taxonomy: Mapping[str, Sequence[str]],
    ledger: Ledger,
    cells_of: list[Mapping[str, Sequence[Cell]]] | None = None,
) -> list[dict[str, Any]]:
    """Read the rows under each head row. What is under no label stays with the ledger.

    `cells_of`, where it is given, gets the cells of each row that was read, by label.
    """
    found: list[dict[str, Any]] = []
    points = Points(ledger, kept=POINTS in labels.columns.named.values())
    for header, below in groups:
        columns, rows = columns_of(header, below, labels.indicators.columns, (TARGET, labels.indicators.parts), ledger)
        for _, row in rows:
            if any(not blank(cell.text) for cell in row):
                with ledger.within(len(found)):
                    cells = columns.cells(row)
                    indicator = _row(cells, columns, labels, taxonomy, ledger)
                if indicator is not None:
                    found.append(indicator)
                    if cells_of is not None:
                        cells_of.append(cells)
                    place = ledger.place(one for cell in row for one in cell.paragraphs)
                    _count(len(found) - 1, indicator, cells, place, (taxonomy, points))
    points.settle(found)
    return found


def _count(
    at: int,
    row: dict[str, Any],
    cells: Mapping[str, Sequence[Cell]],
    place: str,
    scene: tuple[Mapping[str, Sequence[str]], Points],
) -> None:
    """Part the levels of a row from their points."""
    taxonomy, points = scene
    path: tuple[str, ...] = ()
    for label in (LEVEL1, LEVEL2):
        known = taxonomy.get(path[0], ()) if path else taxonomy
        written = str(row.get(label, ""))
        worth = level_points(written, partial(_level, known=known))
        if worth:
            row[label] = _level(worth.name, known) or worth.name
        path = (*path, str(row.get(label, "")))
        if worth:
            points.level(at, path, worth.points, place, written)
    own = cells.get(POINTS, ())
    points.row(at, row, place, merged=bool(own) and all(cell.continued and blank(cell.text) for cell in own))


def _level(written: str, known: Iterable[str]) -> str | None:
    """The level of the form that a word means, however it was typed; 数量 is 数量指标."""
    return one_of(written, known) or one_of(f"{written}{_LEVEL_ENDS}", known)


def _row(
    cells: dict[str, list[Cell]],
    columns: Columns,
    labels: Labels,
    taxonomy: Mapping[str, Sequence[str]],
    ledger: Ledger,
) -> dict[str, Any] | None:
    _apart(cells, columns)
    said = {
        label: _said(label, cells.get(label, []), columns)
        for label in dict.fromkeys((*columns.labels.values(), *cells))
        if label
    }
    own = [cell for label in (NAME, DESCRIPTION, TARGET, *TARGET_COLUMNS) for cell in cells.get(label, [])]
    if all(_is_place(cell.text) for cell in own) and not all(cell.continued for cell in own):
        if any(not blank(cell.text) for cell in own) or _only_levels(cells, taxonomy):
            ledger.pass_over(*(one for part in cells.values() for cell in part for one in cell.paragraphs))
        return None  # a row without content; of a remark below the table the ledger tells
    if not any(not cell.continued for cell in own):
        return None
    row: dict[str, Any] = {}
    numbers = [paragraph for cell in said.pop(NUMBER, ()) for paragraph in cell.paragraphs]
    ledger.pass_over(*(one for one in numbers if one.printed.strip().isdecimal()))
    for label, found in said.items():
        if not found and label not in cells:
            continue
        row[label] = _text(label, found, labels)
        ledger.take(*(paragraph for cell in found for paragraph in cell.paragraphs))
        place = ledger.place(p for cell in found for p in cell.paragraphs)
        if len([cell for cell in found if not blank(cell.text)]) > 1:
            ledger.doubt(place, row[label], f"{label}：{_SPLIT}", label)
        elif label in _LINES and "\n" in text(found):
            ledger.doubt(place, row[label], f"{label}：{_LINES[label]}", label)
    if NAME in row:
        row[NAME] = _NUMBERED.sub("", row[NAME], count=1) or row[NAME]
    place = ledger.place(p for cell in own for p in cell.paragraphs)
    _levels(row, taxonomy, ledger, place)
    _join(row, labels)
    if blank(row.get(NAME, "")) and row.get(DESCRIPTION):
        row[NAME] = row[DESCRIPTION].replace("\n", "")
        ledger.doubt(place, row[NAME], "没有三级指标，暂用绩效指标描述", NAME)
    row.setdefault(DESCRIPTION, row.get(NAME, ""))
    return row


def _is_place(written: str) -> bool:
    """Whether a cell is empty but for what the form prints where something is to be written, as 指标2： and dots."""
    return blank(_DOTS.sub("", _NUMBERED.sub("", written, count=1)))


def _only_levels(cells: Mapping[str, Sequence[Cell]], taxonomy: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row says nothing but levels of the form, which it prints by itself."""
    known = {*taxonomy, *(two for under in taxonomy.values() for two in under)}
    said = [(label, cell.text) for label, part in cells.items() for cell in part if not blank(cell.text)]
    return all(label in (LEVEL1, LEVEL2) and _level(text, known) for label, text in said)


def _apart(cells: dict[str, list[Cell]], columns: Columns) -> None:
    """The second cell below a head that covers 三级指标 and 绩效指标描述 is the description."""
    heads = {columns.labels.get(head_key(head.text)) for head in columns.header}
    if DESCRIPTION not in heads and len(cells.get(NAME, [])) == _NAME_AND_DESCRIPTION:
        cells[DESCRIPTION] = [cells[NAME].pop()]


def _join(row: dict[str, Any], labels: Labels) -> None:
    """Make one 指标值 of its columns, as text where the text says the same; leave out empty scores and notes."""
    if row.keys() & set(TARGET_COLUMNS):
        parts = {part: row.pop(part, "") for part in TARGET_COLUMNS}
        parts[VALUE] = parts[VALUE] or row.pop(TARGET, "")
        parts[UNIT] = "" if parts[VALUE] and parts[UNIT] == _NO_UNIT else parts[UNIT]
        if parts[SIGN] == QUANTITATIVE:
            parts[SIGN] = ""
        if parts[SIGN] == QUALITATIVE:
            parts = {SIGN: TEXT_SIGN, VALUE: "", UNIT: f"{parts[VALUE]}{parts[UNIT]}"}
        row[TARGET] = _target(parts)
    for label in dict.fromkeys((SCORING, *labels.columns.named.values())):
        written = row.pop(label, "")
        if label == DIRECTION:
            written = _DIRECTIONS.get(key(written), written)
        if written and not (label in labels.columns.money and is_none(written)):
            labels.columns.keep(row, label, written)


def _target(parts: dict[str, str]) -> dict[str, str] | str:
    """What three columns say, in one text where that says the same; as they stand where there is no value in them yet."""
    said = {part: text for part, text in parts.items() if text} or {"值": ""}
    try:
        target = Target.model_validate(tuple(parts.values()))
    except ValidationError:
        return said
    return said if target.parts else target.written


def _said(label: str, cells: Sequence[Cell], columns: Columns) -> tuple[Cell, ...]:
    """The cells that speak for a column: its own, or those above that are merged down over it."""
    merged = bool(cells) and all(cell.continued and blank(cell.text) for cell in cells)
    empty = label in (LEVEL1, LEVEL2) and all(blank(cell.text) for cell in cells)
    if merged or empty:
        return columns.above.get(label, ())
    columns.above[label] = tuple(cells)
    if label == LEVEL1:
        columns.above.pop(LEVEL2, None)
    return tuple(cells)


def _text(label: str, cells: Sequence[Cell], labels: Labels) -> str:
    long = label in (DESCRIPTION, BASIS, SCORING, *TARGET_COLUMNS) or label in labels.columns.paragraphs
    if long and len(cells) == 1:
        return text(cells)
    written = "".join(text([cell]) for cell in cells)
    return written if label == TARGET else written.replace("\n", "")


def _levels(row: dict[str, Any], taxonomy: Mapping[str, Sequence[str]], ledger: Ledger, place: str) -> None:
    """The levels as the form has them, however they were typed; 一级指标 from 二级指标 where it has no column."""
    level1 = _level(row.get(LEVEL1, ""), taxonomy)
    known = taxonomy[level1] if level1 else tuple(two for under in taxonomy.values() for two in under)
    level2 = _level(row.get(LEVEL2, ""), known)
    if not row.get(LEVEL1) and level2:
        level1, *others = [one for one, under in taxonomy.items() if level2 in under]
        if others:
            why = f"没有一级指标，“{level2}”暂归入“{level1}”，也可能是“{'”“'.join(others)}”"
            ledger.doubt(place, level2, why, LEVEL1)
    if level1:
        row[LEVEL1] = level1
    if level2:
        row[LEVEL2] = level2
