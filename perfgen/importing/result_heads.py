"""The head rows of the indicators on a form about results, two rows made one, and the cells below them made fit to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing import result_labels as printed
from perfgen.filing.labels import COLUMNS, TARGET, key
from perfgen.filing.result_labels import CAUSE, CHANGED, LIKELIHOOD, POINTS, SHORTFALLS
from perfgen.filing.results import Likelihood, Shortfall
from perfgen.importing.report import Ledger
from perfgen.importing.result_words import last_bracket, named, result_columns, words
from perfgen.importing.words import blank

SHORTFALL_WORDS: tuple[str, ...] = get_args(Shortfall)
LIKELIHOOD_WORDS: tuple[str, ...] = get_args(Likelihood)
_ENOUGH = 2
_BESIDE = 10_000
"""Where a column stands that is read out of another."""
_ADJUSTED = ("调整为", "调整后为", "调整后指标值为", "调整后", "年中调整为")
_TOGETHER = "这是几行合起来的得分，各行没有得分"


@dataclass(slots=True)
class ResultGroup:
    """Rows of indicators under their head row, and the second head row where there is one.

    `again` where the head says what the one before says, as on the next page: its rows go on with those.
    """

    head: Row
    second: Row = ()
    again: bool = False
    below: list[tuple[int, Row]] = field(default_factory=list)


@cache
def _second() -> Mapping[str, str]:
    """What the second head row says, by key, with what the column is for."""
    choices = {key(word): word for word in (*SHORTFALL_WORDS, *LIKELIHOOD_WORDS)}
    return {
        **dict.fromkeys(map(key, printed.SECOND_ROW), CAUSE),
        **choices,
        key("其它"): "其他",
        key("硬件条件"): "硬件条件保障",
    }


@cache
def _divided() -> Mapping[str, str]:
    """The same, and what divides a 指标值 into what was to be reached and what was."""
    aimed = (*printed.TARGET_WORDS, *printed.AIMED_BELOW)
    reached = (printed.ACTUAL, *printed.RESULT_COLUMNS[printed.ACTUAL], *printed.REACHED_BELOW)
    expected = (printed.EXPECTED, *printed.RESULT_COLUMNS[printed.EXPECTED])
    more = {TARGET: aimed, printed.ACTUAL: reached, printed.EXPECTED: expected}
    return {**{key(word): label for label, words_ in more.items() for word in words_}, **_second()}


def is_second_row(row: Row) -> bool:
    """Whether a row divides the columns of the head row above it."""
    said = [cell for cell in row if not blank(cell.text)]
    known = [named(cell.text, _divided()) for cell in said]
    return len(set(filter(None, known))) >= _ENOUGH and len(list(filter(None, known))) * _ENOUGH > len(said)


def head_words() -> dict[str, str]:
    """What the heads of columns may say beside those of other forms, by key."""
    return {**result_columns(), **{key(word): TARGET for word in printed.TARGET_WORDS}, **_second()}


def one_head(group: ResultGroup, labels: Mapping[str, str]) -> Row:
    """The head of a group in one row, each cell saying the label that it means, or what it says where it means none."""
    row = _merged(group) if group.second else group.head
    labels = {**labels, **_divided()} if group.second else labels
    return tuple(_meaning(cell, labels) for cell in row)


def _meaning(cell: Cell, labels: Mapping[str, str]) -> Cell:
    said = named(cell.text, {**head_words(), **labels})
    return replace(cell, paragraphs=(Paragraph(said),)) if said else cell


def moved(head: Row, own: Row, below: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]] | None:
    """Rows that stand under a head of their `own` as they would stand under another that says the same; None where it does not."""
    if [key(cell.text) for cell in head] != [key(cell.text) for cell in own]:
        return None
    return [
        (number, tuple(_under(head, own, cell, at, len(row)) for at, cell in enumerate(row))) for number, row in below
    ]


def _under(head: Row, own: Row, cell: Cell, at: int, many: int) -> Cell:
    """A cell where it stands under another head."""
    best = at if many == len(own) else max(range(len(own)), key=lambda one: _shared(own[one], cell))
    return replace(cell, column=head[best].column, span=head[best].span)


def _merged(group: ResultGroup) -> Row:
    """Two head rows as one: where the second says something that, else what the first says over it."""
    spans = any(cell.span > 1 for cell in group.head)
    divided = {SHORTFALLS, LIKELIHOOD}
    waiting = iter([cell for cell in group.head if named(cell.text, result_columns()) not in divided])
    found = []
    for cell in group.second:
        if not blank(cell.text):
            found.append(cell)
        elif spans:
            over = max(group.head, key=lambda head: _shared(head, cell))
            found.append(replace(cell, paragraphs=over.paragraphs))
        else:
            found.append(replace(cell, paragraphs=next(waiting, cell).paragraphs))
    return tuple(found)


def _shared(head: Cell, cell: Cell) -> int:
    return min(head.column + head.span, cell.column + cell.span) - max(head.column, cell.column)


def over(head: Row, cell: Cell, at: int, many: int) -> str:
    """What the head says over a cell: the one in its place in a row of as many cells, else the one that covers most of it."""
    counted = many == len(head) and all(one.span == 1 for one in head)
    best = head[at] if counted else max(head, key=lambda one: _shared(one, cell))
    return best.text if counted or _shared(best, cell) > 0 else ""


def with_adjusted(head: Row, below: Sequence[tuple[int, Row]], ledger: Ledger) -> tuple[Row, list[tuple[int, Row]]]:
    """The head and its rows with what a 指标值 says of its adjustment, （调整为≥11个）, in a column of its own."""
    rows, found = [], False
    for number, row in below:
        cells: list[Cell] = []
        for at, cell in enumerate(row):
            said = key(over(head, cell, at, len(row)))
            parted = _parted(cell, ledger) if said in _targets() else None
            cells += [parted[0]] if parted else [cell]
            if parted:
                found = True
                cells.append(parted[1])
        rows.append((number, _in_order(cells)))
    if not found:
        return head, list(below)
    return (*head, Cell((Paragraph(CHANGED),), _BESIDE)), _filled(rows)


def _in_order(cells: list[Cell]) -> Row:
    return tuple(sorted(cells, key=lambda cell: cell.column >= _BESIDE))


def _filled(rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """Every row with a cell in the column that was added: rows are told by how many cells they have."""
    return [
        (number, row if row and row[-1].column == _BESIDE else (*row, Cell((Paragraph(""),), _BESIDE)))
        for number, row in rows
    ]


@cache
def _targets() -> frozenset[str]:
    return frozenset(map(key, (TARGET, *COLUMNS[TARGET], *printed.TARGET_WORDS)))


def _parted(cell: Cell, ledger: Ledger) -> tuple[Cell, Cell] | None:
    """A cell without its adjustment, and that in a cell of its own; None where it says none."""
    text = "\n".join(one.printed for one in cell.paragraphs)
    found = last_bracket(text, _ADJUSTED)
    if found is None or blank(found[0]):
        return None
    ledger.take(*cell.paragraphs)
    lines = tuple(Paragraph(line) for line in found[0].split("\n"))
    return replace(cell, paragraphs=lines), Cell((Paragraph(found[1]),), _BESIDE)


def without_shared_points(head: Row, below: Sequence[tuple[int, Row]], ledger: Ledger) -> list[tuple[int, Row]]:
    """The rows, a 得分 that is merged down over several left out: it is theirs together, and of none of them."""
    points = {key(POINTS), *(said for said, label in result_columns().items() if label == POINTS)}
    rows = [(number, list(row)) for number, row in below]
    last: tuple[int, int] | None = None
    for line, (_, row) in enumerate(rows):
        for at, cell in enumerate(row):
            if key(over(head, cell, at, len(row))) not in points:
                continue
            if not (cell.continued and blank(cell.text)):
                last = (line, at)
                continue
            row[at] = replace(cell, continued=False)
            if last is not None:
                above = rows[last[0]][1]
                ledger.leave(_TOGETHER, *above[last[1]].paragraphs)
                above[last[1]] = replace(above[last[1]], paragraphs=(Paragraph(""),))
                last = None
    return [(number, tuple(row)) for number, row in rows]


__all__ = [
    "LIKELIHOOD_WORDS",
    "SHORTFALL_WORDS",
    "ResultGroup",
    "head_words",
    "is_second_row",
    "one_head",
    "over",
    "with_adjusted",
    "without_shared_points",
    "words",
]
