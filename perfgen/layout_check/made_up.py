"""Filings that are made up for a layout: what its form asks for, each value told from all others, in three sizes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from perfgen.errors import Diagnostic, LayoutError
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import Need, OwnField
from perfgen.filing.numbers import decimal_text
from perfgen.filing.target import Target
from perfgen.kinds import by_name
from perfgen.kinds.kind import Labels
from perfgen.layouts import Layout
from perfgen.layouts.layout import known_labels
from perfgen.source.discover import LAYOUT_FILE
from perfgen.source.grammar import INDICATOR_LISTS, LEVELS, OVERALL_INDICATORS, Key, keys

YEAR, DEPARTMENT = 2024, "试填"
_PLAN = "资金支出计划"
_MOST_VALUES = 30_000
"""How many values a filing may have; the largest of the samples has 3,000, and one of so many is too large to be read."""
_FILLER = "这一段是试填的长文字，看看印出来排得下排不下，会不会少字。"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made up: its name, whether what may be left out is said too, how many of each thing, how long texts are."""

    name: str
    whole: bool
    projects: int
    rows: int
    """Indicators under each 二级指标; 0 for one row in all."""
    items: int
    """Goals, tasks, sums, activities."""
    paragraphs: int


SIZES = (
    Size("只写必填的", whole=False, projects=1, rows=0, items=1, paragraphs=1),
    Size("平常的", whole=True, projects=3, rows=2, items=2, paragraphs=1),
    Size("内容很多的", whole=True, projects=20, rows=3, items=4, paragraphs=4),
)
"""The smallest filing that is valid, one as most are, and one as large as the largest of the samples: 18 projects."""

EVERYTHING = Size("样样都写的", whole=True, projects=1, rows=1, items=1, paragraphs=1)


@dataclass(frozen=True, slots=True)
class MadeUpValue:
    """A value that was made up: the labels it stands under, and the pieces that must be printed, each in one of some ways."""

    labels: Labels
    pieces: tuple[frozenset[str], ...]
    project: int = 0
    """Which project it is of, from 1; 0 for the filing as a whole."""


@dataclass(slots=True)
class MadeUp:
    """A filing of a size: what its YAML says, and its values in their order.

    `all_fields` takes in what the layout does not use, for the names that its template may use all the same.

    Projects take turns in how much they say: everything; all but texts that may be left out; only what must be said. A form may
    print one thing in the place of another, so that each is printed in some project.
    """

    layout: Layout
    size: Size
    all_fields: bool = False
    values: list[MadeUpValue] = field(default_factory=list)
    _count: int = 0
    _project: int = 0

    @property
    def yaml(self) -> str:
        """The filing as YAML, of which JSON is a part. Raises LayoutError as `document`."""
        return json.dumps(self.document(), ensure_ascii=False)

    def document(self) -> Mapping[str, Any]:
        """The filing as a mapping by label. Raises LayoutError where the layout asks for more than any filing holds."""
        self.values.clear()
        self._count = 0
        return self._mapping(by_name(self.layout.kind).model, ())

    def _mapping(self, model: type[Model], labels: Labels) -> dict[str, Any]:
        fields = self.layout.form.fields
        made: dict[str, Any] = {}
        for label, key in keys(model, fields).items():
            if self._wanted(model, label, key):
                made[label] = self._own(key.own, labels) if key.own else self._value(model, key, (*labels, label))
        return {label: value for label, value in made.items() if value not in ({}, [])}

    def _wanted(self, model: type[Model], label: str, key: Key) -> bool:
        if key.own:
            return self.size.whole or key.own.required == "是"
        known = model.model_fields.get(key.english)
        useless = label in by_name(self.layout.kind).beside_it
        if known is None or useless or (label in LEVELS and self.layout.taxonomy):
            return False  # said by what they stand under, or by another key; or of no use
        if known.is_required() or self.all_fields:
            return True
        inner = key.inside
        if inner is not None and inner.scope is model.scope is not None:
            return any(self._wanted(inner, one, below) for one, below in keys(inner, self.layout.form.fields).items())
        if model.scope is None:
            of_project = key.model is not None and label in known_labels(by_name(self.layout.kind).model, Scope.PROJECT)
            return self.size.whole and (not of_project or label in self.layout.uses.get(Scope.PROJECT, {}))
        need = self.layout.uses.get(model.scope, {}).get(label)
        return need is Need.REQUIRED or (need is Need.OPTIONAL and self.size.whole and not self._left_out(model, key))

    def _value(self, model: type[Model], key: Key, labels: Labels) -> Any:
        label = key.label
        if label in (*INDICATOR_LISTS, OVERALL_INDICATORS) and key.model and key.model.scope is Scope.INDICATOR:
            return self._indicators(key.model, labels)
        if label == _PLAN:
            return self._plan(labels)
        annotation = _annotation(model, key.english)
        if key.model and _kind(annotation).many:
            count = self.size.projects if key.model.scope is Scope.PROJECT else self.size.items
            return [self._item(key.model, labels, number) for number in range(1, count + 1)]
        if key.model:
            return self._mapping(key.model, labels)
        examples = model.model_fields[key.english].examples or ()
        if (
            examples
            and not _kind(annotation).many
            and not any(_takes(annotation, word) for word in (DEPARTMENT, "A0001", "1", str(YEAR)))
        ):
            return self._example(examples[0], labels)
        return self._plain(annotation, labels, 1 if model.scope is Scope.INDICATOR else self.size.paragraphs)

    def _item(self, model: type[Model], labels: Labels, number: int) -> dict[str, Any]:
        if model.scope is not Scope.PROJECT:
            return self._mapping(model, labels)
        self._project = number
        made = self._mapping(model, labels)
        self._project = 0
        return made

    def _left_out(self, model: type[Model], key: Key) -> bool:
        """Whether the project at hand leaves out what it may leave out."""
        turn = max(self._project - 1, 0) % 3
        if model.scope is not Scope.PROJECT or not turn or self.all_fields:
            return False
        kind = _kind(_annotation(model, key.english))
        return turn > 1 or (key.model is None and kind.base is str)

    def _indicators(self, model: type[Model], labels: Labels) -> Any:
        """Rows by 一级指标 and 二级指标; a plain list of them where the layout has no levels."""
        levels = [(one, two) for one, twos in self.layout.taxonomy.items() for two in twos or (f"{one}之一",)]
        if not levels:
            return [self._mapping(model, labels) for _ in range(max(self.size.rows, 1))]
        found: dict[str, dict[str, list[Any]]] = {}
        for level1, level2 in levels if self.size.rows else levels[:1]:
            self._said((*labels, LEVELS[0]), level1)
            self._said((*labels, LEVELS[1]), level2)
            rows = [self._mapping(model, labels) for _ in range(max(self.size.rows, 1))]
            found.setdefault(level1, {})[level2] = rows
        return found

    def _plan(self, labels: Labels) -> Mapping[str, str]:
        steps = self.layout.checkpoints
        shares = {step: 100 * at // len(steps) for at, step in enumerate(steps, 1)}
        for step, share in shares.items():
            self._said(labels, step, {f"{share}%", f"{share:.{self.layout.plan_decimals or 0}f}"})
        return {step: f"{share}%" for step, share in shares.items()}

    def _own(self, own: OwnField, labels: Labels) -> Any:
        labels = (*labels, own.name)
        self._count += 1
        if own.kind == "金额":
            return self._amount(labels)
        if own.kind in ("文字", "多段"):
            return self._text(labels, 1 if own.kind == "文字" else self.size.paragraphs)
        share, day = self._count % 100, self._count % 28 + 1
        said = {
            "百分比": f"{share}%",
            "日期": f"{YEAR}年6月{day}日",
            "选项": next(iter(own.choices[self._count % len(own.choices) :]), "") if own.choices else "",
            "是否": "是",
        }[own.kind]
        self._said(labels, said)
        return said

    def _plain(self, annotation: Any, labels: Labels, paragraphs: int) -> Any:
        """A value of a field that has no keys of its own; a text of so many paragraphs where it may have several."""
        self._count += 1
        kind = _kind(annotation)
        if labels == ("版式",):
            return self.layout.name
        if kind.many:
            return [self._plain(kind.inner, labels, 1) for _ in range(self.size.items)]
        if kind.base is int:
            return YEAR
        if kind.base is Decimal:
            return self._amount(labels, score=not _takes(kind.inner, "100000"))
        return self._target(labels) if kind.base is Target else self._words(kind, labels, paragraphs)

    def _words(self, kind: _Kind, labels: Labels, paragraphs: int) -> str:
        if kind.choices:
            said = kind.choices[self._count % len(kind.choices)]
            self._said(labels, {said, *_TICKS})
            return said
        if not _takes(kind.inner, DEPARTMENT):  # a code
            return self._line(labels, f"A{self._count:04d}")
        return self._text(labels, paragraphs if _takes(kind.inner, "甲\n乙") else 1)

    def _example(self, example: Any, labels: Labels) -> Any:
        """What the model itself gives as an example: for a field that takes few words."""
        return self._line(labels, str(example))

    def _line(self, labels: Labels, said: str) -> str:
        self._said(labels, said)
        return said

    def _said(self, labels: Labels, *pieces: str | Iterable[str]) -> None:
        """Keep a value, of which each piece must be printed: as it is, or in one of some ways."""
        if len(self.values) >= _MOST_VALUES:
            message, hint = f"要填的内容超过 {_MOST_VALUES // 10_000} 万项", "指标分类、自定项写少一些"
            raise LayoutError(Diagnostic("LAY01", message, self.layout.folder / LAYOUT_FILE, hint=hint))
        ways = tuple(frozenset([piece] if isinstance(piece, str) else piece) for piece in pieces)
        self.values.append(MadeUpValue(labels, ways, self._project))

    def _text(self, labels: Labels, paragraphs: int) -> str:
        first = f"{labels[-1]}试填{self._count}号"
        long = [f"第{at}段，{first}<甲&乙>。{_FILLER * 3}" for at in range(2, paragraphs + 1)]
        self._said(labels, first, *long)
        return "\n".join((first, *long))

    def _amount(self, labels: Labels, *, score: bool = False) -> str:
        decimals = 1 if score else self.layout.amount_decimals
        whole, part = self._count % 900 if score else 1000 + self._count, f"{self._count * 7 % 90 + 10}0000"
        said = f"{whole}.{part[:decimals]}" if decimals else str(whole)
        number = Decimal(said)
        self._said(labels, {said, decimal_text(number), f"{number:.{self.layout.amount_decimals}f}"})
        return said

    def _target(self, labels: Labels) -> str:
        """A 指标值 that is a number with sign and unit, or, every third, words."""
        if self._count % 3 == 0:
            return self._line(labels, f"第{self._count}项达到要求")
        self._said(labels, "≥", str(self._count), "批")
        return f"≥{self._count}批"


_TICKS = ("√", "☑", "✓")
"""What a form may print in the column of a choice in the place of its words."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a field takes: whether a list, the choices there are, and the type that its values are of."""

    inner: Any
    base: Any
    many: bool = False
    choices: tuple[str, ...] = ()


@cache
def _annotation(model: type[Model], name: str) -> Any:
    """What a field is declared to be."""
    return model.model_fields[name].rebuild_annotation()


@cache
def _kind(annotation: Any) -> _Kind:
    inner = next((one for one in _unions(annotation) if one is not type(None)), annotation)
    if get_origin(inner) is Annotated and get_origin(get_args(inner)[0]) in (tuple, Literal):
        inner = get_args(inner)[0]
    origin = get_origin(inner)
    if origin is tuple:
        return _Kind(get_args(inner)[0], tuple, many=True)
    if origin is Literal:
        return _Kind(inner, str, choices=get_args(inner))
    return _Kind(inner, get_args(inner)[0] if origin is not None and get_args(inner) else inner)


def _unions(annotation: Any) -> Iterator[Any]:
    arguments = get_args(annotation)
    if type(None) in arguments:
        yield from arguments
    else:
        yield annotation


@cache
def _takes(annotation: Any, value: str) -> bool:
    """Whether a field that may hold text takes this one."""
    try:
        _adapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)
