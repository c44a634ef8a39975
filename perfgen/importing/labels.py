"""The labels a document is read by: those of the standard table, with what a layout adds of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from perfgen.docx.blocks import Row
from perfgen.filing import labels
from perfgen.filing.base import Scope
from perfgen.filing.labels import key, spelled
from perfgen.filing.target import TARGET_COLUMNS
from perfgen.layouts import Layout

_TABLES = (
    labels.TOP, labels.AMOUNTS, labels.ROW_HEADS, labels.ITEMS, labels.COLUMNS, labels.MORE_COLUMNS, labels.DUTY_COLUMNS
)  # fmt: skip
_UNIT_OF_MONEY = re.compile("(?:单位)?万?元$")
_GOAL = re.compile(r"目标\d+")
"""How a goal is named where each has a row of its own."""
_CHECKPOINT = re.compile(r"(?:截[至止]|到)?(\d{1,2})月(?:底|末|份)?")
_LONG = ("立项依据",)
"""Items that have paragraphs; the others are one line."""


@dataclass(frozen=True, slots=True)
class Head:
    """A kind of table that is told by its head row: what its cells say, by key, and what the columns are for.

    A row is a head that has `enough` of the labels, and `needs` among them. `parts` are what a second head row says.
    `name` names a row, or several where the names are numbered: then `own` are the columns merged down with it, `once`
    one that is said once for each, and `item` what each row of them is about. `levels` are merged down over rows, and
    end in `level_ends`. What is said in `values` is said in every row.
    """

    columns: Mapping[str, str]
    parts: Mapping[str, str]
    enough: int
    name: str
    values: frozenset[str]
    needs: str = ""
    own: tuple[str, ...] = ()
    once: str = ""
    item: str = ""
    levels: tuple[str, ...] = ()
    level_ends: str = ""

    def is_head(self, row: Row) -> bool:
        """Whether a row is the head of such a table."""
        found = {self.columns.get(key(cell.text)) for cell in row} - {None}
        return len(found) >= self.enough and (not self.needs or self.needs in found)


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by their keys, with the standard label each means.

    `top` begin a project, `row_heads` head rows about it, `below` are those whose values stand in the row below,
    `amounts` and `items` stand beside one value each; `known` are all that any form prints, also those that are not
    read. `sections` head the texts of part one. `own` are the names of a layout's own fields of a project, and
    `paragraphs` the items that are more than a line.
    """

    top: Mapping[str, str]
    amounts: Mapping[str, str]
    row_heads: Mapping[str, str]
    items: Mapping[str, str]
    below: frozenset[str]
    indicators: Head
    duties: Head
    sections: Mapping[str, frozenset[str]]
    known: frozenset[str]
    own: frozenset[str] = frozenset()
    own_columns: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()

    @property
    def beside(self) -> dict[str, str]:
        """Everything that stands beside a value."""
        return {**self.top, **self.amounts, **self.items}

    @property
    def meanings(self) -> dict[str, str]:
        """Every word that is read, by key, with the label it means."""
        return {**self.duties.columns, **self.indicators.columns, **self.row_heads, **self.beside}

    def names(self, written: str, among: Mapping[str, str]) -> str | None:
        """The label that a cell means; 预算数（万元） is 预算数."""
        said = key(written)
        return among.get(said) or among.get(_UNIT_OF_MONEY.sub("", said))

    def is_known(self, written: str) -> bool:
        """Whether a cell says a label of any form."""
        said = key(written)
        return said in self.known or _UNIT_OF_MONEY.sub("", said) in self.known

    def is_label(self, written: str) -> bool:
        """Whether a cell says what the cells beside or below it are: 预算数, 项目属性, 3月底, 目标 1."""
        said = key(written)
        return self.is_known(written) or bool(_CHECKPOINT.fullmatch(said) or _GOAL.fullmatch(said))


def is_goal_name(written: str) -> bool:
    """Whether a cell says 目标 1."""
    return bool(_GOAL.fullmatch(key(written)))


def month(written: str) -> str:
    """The number of the month that a checkpoint names; empty where it is none."""
    found = _CHECKPOINT.fullmatch(key(written))
    return found[1] if found else ""


def labels_of(layout: Layout) -> Labels:
    """The labels a document of a layout is read by."""
    more = layout.reading.synonyms if layout.reading else {}
    used = layout.uses.get(Scope.PROJECT, {})
    own = [one.name for one in layout.own.of(Scope.PROJECT)]
    own_columns = [one.name for one in layout.own.of(Scope.INDICATOR)]
    columns = {
        **labels.COLUMNS,
        **{
            label: words
            for label, words in labels.MORE_COLUMNS.items()
            if label in layout.uses.get(Scope.INDICATOR, {})
        },
        **dict.fromkeys(own_columns, ()),
    }
    items = {label: words for label, words in labels.ITEMS.items() if label in used} | dict.fromkeys(own, ())
    return Labels(
        top=spelled(labels.TOP, more),
        amounts=spelled(labels.AMOUNTS, more),
        row_heads=spelled(labels.ROW_HEADS, more),
        items=spelled(items, more),
        below=frozenset({labels.PLAN}),
        indicators=Head(
            {
                key(labels.NUMBER): labels.NUMBER,
                **spelled(columns, more, labels.COLUMN_TAILS),
                **{key(word): part for part, words in labels.VALUE_COLUMNS.items() for word in words},
            },
            spelled(labels.TARGET_PARTS, more),
            3,
            labels.INDICATOR,
            frozenset({labels.TARGET, *TARGET_COLUMNS}),
            levels=(labels.LEVEL1, labels.LEVEL2),
            level_ends="指标",
        ),
        duties=Head(
            spelled(labels.DUTY_COLUMNS, more),
            {key(grade): grade for grade in labels.GRADES},
            3,
            labels.DUTY,
            frozenset(labels.GRADES),
            needs=labels.DUTY,
            own=(labels.DUTY, labels.DUTY_BUDGET, labels.DUTY_CONTENT, labels.GOALS),
            once=labels.DUTY_BUDGET,
            item=labels.INDICATORS,
        ),
        sections={
            label: frozenset(map(key, (label, *words, *more.get(label, ())))) for label, words in labels.SECTIONS.items()
        },
        known=frozenset(
            key(word)
            for word in chain(
                labels.OF_OTHER_FORMS, own, own_columns, *more.values(), *(spelled(table) for table in _TABLES),
            )
            if len(key(word)) > 1
        ),
        own=frozenset(own),
        own_columns=frozenset(own_columns),
        paragraphs=frozenset((*_LONG, *(one.name for one in layout.own.of(Scope.PROJECT) if one.kind == "多段"))),
    )  # fmt: skip


def together(found: Iterable[Labels]) -> Labels:
    """The labels of several layouts as one: what a document is opened by before it is known which it is."""
    first, *others = found
    for other in others:
        first = Labels(
            **{one.name: _both(getattr(first, one.name), getattr(other, one.name)) for one in fields(Labels)}
        )
    return first


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, frozenset):
        return one | other
    if isinstance(one, Head):
        return replace(one, columns={**other.columns, **one.columns}, parts={**other.parts, **one.parts})
    return {**other, **one}
