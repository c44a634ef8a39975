"""What a document says of itself beside labels: in the tables of its projects, in tables of their own, and in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfgen.docx.blocks import Block, Paragraph, Row, Table
from perfgen.filing.labels import SUPERVISOR, key
from perfgen.importing.front import Front
from perfgen.importing.goal_table import GoalTable, department, is_none, joined, value_of
from perfgen.importing.label_value import Pair, lines, pairs
from perfgen.importing.labels import Labels
from perfgen.importing.report import NO_PLACE, Ledger
from perfgen.importing.split import Rows
from perfgen.importing.words import blank
from perfgen.layouts import Layout


def agreed(said: Sequence[tuple[GoalTable, str]], what: str, ledger: Ledger) -> str:
    """What the tables say most often of the filing; what others say is left over."""
    counted = Counter(text for _, text in said if text)
    common = counted.most_common(1)[0][0] if counted else ""
    for table, text in said:
        paragraphs = table.said_by.get(what, [])
        if text == common or key(text) == key(common) != "":
            ledger.take(*paragraphs)
        else:
            ledger.leave(f"这张表的{what}和别的表不一样，写入的是“{common}”", *paragraphs)
    return common


def said_first(
    layout: Layout, year: Any, department: Mapping[str, str], unit: str, cover: Mapping[str, str]
) -> dict[str, Any]:
    """What every filing begins with, by its labels."""
    return {
        "版式": layout.name,
        "年度": year,
        "部门": dict(department),
        "金额单位": unit,
        **({"封面": cover} if cover else {}),
    }


def said_last(front: Front, labels: Labels) -> list[Paragraph]:
    """Takes the lines that say something of the whole from the ends of the texts of part one."""
    found: list[Paragraph] = []
    for text in front.texts.values() if labels.whole.named else ():
        while text and (blank(text[-1].printed) or any(lines(text[-1:], labels.whole.named, labels))):
            found.insert(0, text.pop())
    return found


def outside(blocks: Iterable[Block], projects: Iterable[Rows]) -> Iterator[Row]:
    """The rows that are of no project."""
    of_projects = {
        id(row)
        for project in projects
        for rows in (project.goals, *(((0, head), *below) for head, below in project.indicators))
        for _, row in rows
    }
    tables = (block for block in blocks if isinstance(block, Table))
    return (row for table in tables for row in table.rows if id(row) not in of_projects)


class WholePlaces(NamedTuple):
    """Where a document may say something of itself: tables of its projects, other rows, and lines outside of its texts."""

    tables: Sequence[GoalTable]
    rows: Iterable[Row]
    lines: Sequence[Paragraph]


def read_whole(places: WholePlaces, front: Front, labels: Labels, unit: str, ledger: Ledger) -> dict[str, Any]:
    """The items of the whole by label, own fields under 自定项.

    A text of `front` that has one for its heading is taken out of it. `unit` is the filing's 金额单位.
    """
    named = labels.whole.named
    said = {
        label: agreed([(one, one.whole.get(label, "")) for one in places.tables], label, ledger)
        for label in named.values()
    }
    for label in [label for label in front.texts if label in said]:
        text = front.texts.pop(label)
        said[label] = said[label] or joined(text)
        ledger.take(*text)
    for row in places.rows if named else ():
        for pair in pairs(row, named, labels):
            _take(pair, said, labels, unit, ledger)
    for pair in lines(places.lines, named, labels):
        _take(pair, said, labels, unit, ledger)
    found: dict[str, Any] = {}
    for label, value in said.items():
        if value and not (label == SUPERVISOR and is_none(value)):
            parts = dict(zip(("编码", "名称"), department(value), strict=True))
            labels.whole.keep(found, label, parts if label == SUPERVISOR else value)
    return found


def _take(pair: Pair, said: dict[str, str], labels: Labels, unit: str, ledger: Ledger) -> None:
    if not pair.label:
        if pair.within and not all(blank(cell.text) for cell in pair.values):  # behind one that is read, in its line
            ledger.leave_piece(ledger.place(pair.head.paragraphs), pair.written, NO_PLACE)
        return
    value = value_of(pair.label, pair.values, labels, unit)
    paragraphs = [one for cell in (pair.head, *pair.values) for one in cell.paragraphs]
    if said[pair.label] and value not in ("", said[pair.label]):
        ledger.leave(f"“{pair.label}”前面已经有了", *paragraphs)
    else:
        said[pair.label] = said[pair.label] or value
        (ledger.take if value else ledger.pass_over)(*paragraphs)
