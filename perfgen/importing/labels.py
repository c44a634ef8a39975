"""The labels a document of a layout is read by: the table of `perfgen.filing.labels` with what the layout adds and uses.

No label is spelled here: what it is for is said here, and in which part of a document it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from perfgen.docx.blocks import Row
from perfgen.filing import labels
from perfgen.filing.base import Scope
from perfgen.filing.fields import OWN, OwnField
from perfgen.filing.labels import key, spelled
from perfgen.filing.target import TARGET_COLUMNS
from perfgen.importing.words import head_key
from perfgen.layouts import Layout

_TABLES = (
    labels.TOP, labels.AMOUNTS, labels.ROW_HEADS, labels.ITEMS, labels.SOURCE_ITEMS, labels.WHOLE_ITEMS, labels.COLUMNS,
    labels.MORE_COLUMNS, labels.DUTY_COLUMNS,
)  # fmt: skip
_OF_FORMS = (labels.FORM_FUNDS, labels.FORM_AIMS, labels.TASKS, labels.YEAR, labels.TASK_NAME, labels.TASK_CONTENT)
_UNIT_OF_MONEY = re.compile("(?:单位)?万?元$")
_GOAL = re.compile(r"目标\d+")
"""How a goal is named where each has a row of its own."""
_CHECKPOINT = re.compile(r"(?:截[至止]|到)?(\d{1,2})月(?:底|末|份)?")
_LONG = frozenset({"立项依据", "部门职能"})
"""Items that have paragraphs; the others are one line."""
_LONG_COLUMNS = frozenset({"指标解释", "上年指标值", "备注"})
_MONEY_TAILS = ("万元", "元", "单位万元", "单位元")
"""What the head of a column of money may add to its label."""


@dataclass(frozen=True, slots=True)
class TableHead:
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
        found = {self.columns.get(head_key(cell.text)) for cell in row} - {None}
        return len(found) >= self.enough and (not self.needs or self.needs in found)


@dataclass(frozen=True, slots=True)
class Items:
    """What stands beside (or, in a table of indicators, below) a label of its own: one value each.

    `named` are the labels by key. `within` says under which label of the model those are kept that are not kept by
    themselves: own fields, and the sources of a project's money. The value is an amount for those of `money`, and may
    have paragraphs for those of `paragraphs`.
    """

    named: Mapping[str, str]
    within: Mapping[str, str]
    money: frozenset[str]
    paragraphs: frozenset[str]

    def path(self, label: str) -> tuple[str, ...]:
        """Where the model has it."""
        return (self.within[label], label) if label in self.within else (label,)

    def keep(self, data: dict[str, Any], label: str, value: Any) -> None:
        """Put a value where the model has it."""
        *above, _ = self.path(label)
        for step in above:
            data = data.setdefault(step, {})
        data[label] = value

    def has(self, data: dict[str, Any], label: str) -> bool:
        """Whether the data have a value under a label."""
        *above, _ = self.path(label)
        for step in above:
            data = data.get(step, {})
        return label in data


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by their keys, with the standard label each means.

    `top` begin a project, `row_heads` head rows about it, `below` are those whose values stand in the row below,
    `amounts` stand beside one value each, as `items` (of a project) and `whole` (of the document) do; `columns` are the
    further columns of its indicators. `known` are all that any form prints, also those that are not read. `sections`
    head the texts of part one.
    """

    top: Mapping[str, str]
    amounts: Mapping[str, str]
    row_heads: Mapping[str, str]
    items: Items
    whole: Items
    columns: Items
    below: frozenset[str]
    indicators: TableHead
    duties: TableHead
    sections: Mapping[str, frozenset[str]]
    known: frozenset[str]

    @property
    def beside(self) -> dict[str, str]:
        """Everything that stands beside a value in the tables of a project."""
        return {**self.top, **self.whole.named, **self.beside_money}

    @property
    def beside_money(self) -> dict[str, str]:
        """What stands beside a value in the rows of the amounts."""
        return {**self.amounts, **self.items.named}

    @property
    def paragraphs(self) -> frozenset[str]:
        """The labels whose value may have paragraphs."""
        return self.items.paragraphs | self.whole.paragraphs

    @property
    def money(self) -> frozenset[str]:
        """The labels whose value is an amount."""
        return self.items.money | self.whole.money | frozenset(self.amounts.values())

    def of_whole(self, label: str) -> bool:
        """Whether a label speaks of the document, also where it stands in the tables of a project."""
        return label in self.whole.named.values() and label not in self.items.named.values()

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


def labels_of(layout: Layout, *, beyond: bool = False) -> Labels:
    """The labels a document of a layout is read by. Where one is an own field's name, it means that.

    What stands `beyond` the form of the layout is read too, where it has a place in the model: forms of one kind differ
    in what they add, and another layout may print it.
    """
    more = layout.reading.synonyms if layout.reading else {}
    items = _items(layout, Scope.PROJECT, labels.ITEMS, more, beyond=beyond)
    columns = _items(layout, Scope.INDICATOR, labels.MORE_COLUMNS, more, beyond=beyond)
    own = {key(one.name) for one in layout.own.of(Scope.PROJECT)}
    return Labels(
        top=spelled(labels.TOP, more),
        amounts=spelled(labels.AMOUNTS, more),
        row_heads={said: label for said, label in spelled(labels.ROW_HEADS, more).items() if said not in own},
        items=items,
        whole=_items(layout, Scope.WHOLE, labels.WHOLE_ITEMS, more, beyond=beyond),
        columns=columns,
        below=frozenset({labels.PLAN}),
        indicators=TableHead(
            {
                key(labels.NUMBER): labels.NUMBER,
                **spelled(labels.COLUMNS, more, labels.COLUMN_TAILS),
                **{key(word): part for part, words in labels.VALUE_COLUMNS.items() for word in words},
                **_heads(columns),
            },
            spelled(labels.TARGET_PARTS, more),
            3,
            labels.INDICATOR,
            frozenset({labels.TARGET, *TARGET_COLUMNS}),
            levels=(labels.LEVEL1, labels.LEVEL2),
            level_ends="指标",
        ),
        duties=TableHead(
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
            label: frozenset(map(key, (label, *words, *more.get(label, ()))))
            for label, words in labels.SECTIONS.items()
        },
        known=_known(layout, more),
    )


def _items(
    layout: Layout, scope: Scope, standard: labels.Table, more: Mapping[str, Iterable[str]], *, beyond: bool
) -> Items:
    """What stands beside or below labels in documents of a layout: of the standard fields those it uses, and its own."""
    uses, own = layout.uses.get(scope, {}), layout.own.of(scope)
    table = {label: words for label, words in standard.items() if beyond or label in uses}
    sources = labels.SOURCE_ITEMS if scope is Scope.PROJECT and (beyond or labels.SOURCES in uses) else {}
    named = spelled({**sources, **table}, more) | spelled({one.name: () for one in own}, more)
    return Items(
        named,
        {**dict.fromkeys(sources, labels.SOURCES), **{one.name: OWN for one in own}},
        frozenset({*sources, *_of_kind(own, "金额")}),
        (_LONG_COLUMNS if scope is Scope.INDICATOR else _LONG) | _of_kind(own, "多段"),
    )


def _of_kind(own: Iterable[OwnField], kind: str) -> frozenset[str]:
    return frozenset(one.name for one in own if one.kind == kind)


def _heads(columns: Items) -> dict[str, str]:
    """What may stand above further columns; a label to the letter before one that only ends otherwise."""
    tails = {
        f"{said}{tail}": label
        for said, label in columns.named.items()
        for tail in (*labels.COLUMN_TAILS, *(_MONEY_TAILS if label in columns.money else ()))
    }
    return {**tails, **columns.named}


def _known(layout: Layout, more: Mapping[str, Iterable[str]]) -> frozenset[str]:
    own = (one.name for scope in Scope for one in layout.own.of(scope))
    return _known_to_all() | _keys(chain(own, *more.values()))


@cache
def _known_to_all() -> frozenset[str]:
    forms = chain(*labels.FORM_PARTS.values(), *labels.FORM_ITEMS.values(), labels.SIGNED, _OF_FORMS)
    return _keys(chain(labels.OF_OTHER_FORMS, forms, *(spelled(table) for table in _TABLES)))


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(said for said in map(key, words) if len(said) > 1)


def together(found: Iterable[Labels]) -> Labels:
    """The labels of several layouts as one: what a document is opened by before it is known which it is."""
    first, *others = found
    for other in others:
        first = _each(first, other)
    return first


_Parts = TypeVar("_Parts", Labels, Items)


def _each(one: _Parts, other: _Parts) -> _Parts:
    return type(one)(**{part.name: _both(getattr(one, part.name), getattr(other, part.name)) for part in fields(one)})


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, frozenset):
        return one | other
    if isinstance(one, Items):
        return _each(one, other)
    if isinstance(one, TableHead):
        return replace(one, columns={**other.columns, **one.columns}, parts={**other.parts, **one.parts})
    return {**other, **one}
