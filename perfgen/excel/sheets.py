"""Which sheets the workbook of a form has, and which columns: worked out from the model and the form's fields, never listed.

A project is a row; what a project has several of (goals, indicators, sums) are rows of sheets of their own, that name
their project. The same plan is what workbooks are written by and read by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal, TypeAlias, get_args

from pydantic import BeforeValidator

from perfgen.excel.annotations import is_ticked, is_tuple, marks_of, words_of
from perfgen.filing import Activity, Duty, Form, GradedIndicator
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, Need, OwnKind
from perfgen.filing.labels import DUTY, GRADES, PLAN, SIGN, SIGN_COLUMN, UNIT, UNIT_COLUMN, key
from perfgen.filing.narrative import Narrative
from perfgen.filing.numbers import Amount, Percent, Score, Year
from perfgen.filing.target import OPERATORS, TEXT_SIGN
from perfgen.filing.text import Code, Text
from perfgen.source.grammar import (
    BASIS,
    INDICATOR_LISTS,
    LEVELS,
    OVERALL,
    OVERALL_INDICATORS,
    PROJECTS,
    QUALITATIVE,
    TARGET,
    Key,
    is_row,
    keys,
    project_model,
    row_model,
)

META = "perfgen"
"""The hidden sheet that tells a workbook of perfgen: its first rows name the version of its shape and the layout, what follows are the lists."""
SHAPE = 1
"""The version of the shape of workbooks."""
GUIDE, BASICS, TEXTS, CHARTS = "填写说明", "基本情况", "整体目标", "图表"
VERDICT = "检查结果"
"""The head of the column that findings are written into."""
CONTENT = "内容"

Labels: TypeAlias = tuple[str, ...]


class Holds(str, Enum):
    """What a cell holds."""

    LINE = "文字"
    TEXT = "多段"
    AMOUNT = "金额"
    PERCENT = "百分比"
    NUMBER = "数字"
    YEAR = "年度"
    CODE = "编码"


_READERS = {
    next(mark.func for mark in get_args(kind) if isinstance(mark, BeforeValidator)): holds
    for kind, holds in (
        (Amount, Holds.AMOUNT), (Percent, Holds.PERCENT), (Score, Holds.NUMBER), (Year, Holds.YEAR), (Code, Holds.CODE),
        (Text, Holds.TEXT), (Narrative, Holds.TEXT),
    )
}  # fmt: skip
"""What reads a value of the domain, and what therefore a cell holds."""

_OWN: dict[OwnKind, Holds] = {
    "多段": Holds.TEXT,
    "金额": Holds.AMOUNT,
    "百分比": Holds.PERCENT,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table, or an item of a form.

    `path` are the labels that lead from what a row is about to the value; `own` where that is an own field. `needed` where
    something must be written; `fills` where a merged range speaks for every row of it.
    """

    path: Labels
    holds: Holds = Holds.LINE
    needed: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    own: bool = False
    fills: bool = False
    only_listed: bool = True
    head: str = ""

    @property
    def said(self) -> str:
        """What stands at its head."""
        return self.head or "\n".join(self.path)

    @property
    def key(self) -> str:
        """What its head is known by, however it is typed."""
        return key("".join(self.path))


OWNER, KIND = SheetColumn(("项目",), needed=True, fills=True), SheetColumn(("类别",), needed=True, fills=True)
"""The columns that say which project a row is of, and what of it, where there is more than one such thing."""
GOAL = SheetColumn((CONTENT,), Holds.TEXT, needed=True, head="目标内容")


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet of rows. `label` is the list of the document that they make up."""

    name: str
    label: str
    columns: tuple[SheetColumn, ...]
    scope: Literal["rows", "parts", "texts", "duties"] = "rows"
    """What its rows are: items of the list; parts of them (mappings, or texts); duties with their activities."""
    parts: tuple[str, ...] = ()
    """The lists of a project that rows belong to."""
    asked: tuple[str, ...] = ()
    """Those of them that a project must have, if only empty."""
    of: str = ""
    """The sheet of the projects that rows name."""
    used: bool = True
    """Whether the form has it; one it has not is there for what a filing says all the same."""

    @property
    def heads(self) -> tuple[SheetColumn, ...]:
        """All its columns, with those that say whose a row is."""
        if not self.of:
            return self.columns
        return (OWNER, *((KIND,) if len(self.parts) > 1 else ()), *self.columns)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The sheets of a form: items of 基本情况, the texts of 整体目标, and the tables."""

    basics: tuple[SheetColumn, ...]
    texts: tuple[SheetColumn, ...]
    tables: tuple[TableSheet, ...]


Wanted: TypeAlias = Callable[[Labels], bool]
"""Whether there is something to say under labels (indices left out), though the form has no such field."""


def plan_of(form: Form, wanted: Wanted) -> SheetPlan:
    """The sheets of a form; besides its own fields those that are `wanted`."""
    basics: list[SheetColumn] = []
    texts: list[SheetColumn] = []
    tables: list[TableSheet] = []
    for label, one in keys(form.model, form.fields).items():
        used = _is_used(form, form.model, one)
        # Of the parts of the whole the form may choose some.
        chosen = one.model is not None and one.model.scope is not None and not _is_list(form.model, one)
        if label == "版式" or not (used or chosen or wanted((label,))):
            continue
        if label in PROJECTS:
            tables += _of_projects(form, label, wanted, used=used)
        elif one.model is Duty:
            tables.append(_duties(label, used=used))
        elif one.model and _is_list(form.model, one):
            tables.append(_listed(form, one, wanted, used=used))
        else:
            for column in _columns(form, form.model, one, (), wanted):
                (texts if column.holds is Holds.TEXT else basics).append(column)
    return SheetPlan(tuple(basics), tuple(texts), tuple(one if one.used else _unasked(one) for one in tables))


def _unasked(table: TableSheet) -> TableSheet:
    """A table that the form has not: what a filing says there all the same need not be whole, as it need not in YAML."""
    return replace(table, columns=tuple(replace(one, needed=False) for one in table.columns), asked=())


def every(_: Labels) -> bool:
    """Everything is wanted: what workbooks are read by."""
    return True


def _is_used(form: Form, model: type[Model], one: Key) -> bool:
    """Whether a form asks for a field of a model."""
    if one.own or _is_needed(form, model, one):
        return True
    return model.scope is not None and form.fields.used(model.scope, one.label)


def _is_needed(form: Form, model: type[Model], one: Key) -> bool:
    if one.own:
        return one.own.required == "是"
    info = model.model_fields.get(one.english)
    asked = form.fields.uses.get(model.scope, {}).get(one.label) if model.scope else None
    return asked is Need.REQUIRED or (info is not None and info.is_required())


def _columns(  # noqa: PLR0913 -- a walk down, with all that is known above
    form: Form, model: type[Model], one: Key, above: Labels, wanted: Wanted, *, needed: bool = True
) -> Iterator[SheetColumn]:
    """The columns of a field: one, or those of the mapping it is; none for a list."""
    path = (*above, one.label)
    needed = needed and _is_needed(form, model, one)
    if one.model and not _is_list(model, one):
        for label, inner in keys(one.model, form.fields).items():
            used = _is_used(form, one.model, inner) or (one.model.scope is None and _usual(path, label))
            if label != OWN and (used or wanted((*path, label))):
                yield from _columns(form, one.model, inner, path, wanted, needed=needed or one.model.scope is not None)
    elif one.label == PLAN:
        yield from (SheetColumn((*path, step), Holds.PERCENT, needed, note="累计百分数") for step in form.checkpoints)
    elif not _is_list(model, one):
        yield _column(model, one, path, needed=needed)


def _usual(path: Labels, label: str) -> bool:
    """Whether a part of a mapping that a form has is always asked for: all but a second division by source."""
    return label != "资金来源" or len(path) > 1


def _column(model: type[Model], one: Key, path: Labels, *, needed: bool) -> SheetColumn:
    if one.own:
        choices = ("是", "否") if one.own.kind == "是否" else one.own.choices
        return SheetColumn(path, _OWN.get(one.own.kind, Holds.LINE), needed, choices, one.own.note, own=True)
    info = model.model_fields.get(one.english)
    if info is None:  # 指标值确定依据, said once on the project
        return SheetColumn(path, Holds.TEXT, note="各行相同时，在这里写一次")
    marks = list(marks_of(info.annotation, info.metadata))
    holds = next(
        (_READERS[mark.func] for mark in marks if isinstance(mark, BeforeValidator) and mark.func in _READERS),
        Holds.LINE,
    )
    head = "".join(path) if path[0] in ("部门", "主管部门", "封面") else path[-1] if path[0] == OVERALL else ""
    fills = one.label in LEVELS or one.label == BASIS
    several = is_ticked(model, one)
    choices, note = words_of(info.annotation), info.description or ""
    return SheetColumn(path, holds, needed, choices, note, fills=fills, head=head, only_listed=not several)


def _is_list(model: type[Model], one: Key) -> bool:
    return is_tuple(model, one) and not is_ticked(model, one)


# --- tables

_SIGNS = tuple(dict.fromkeys((*OPERATORS.values(), TEXT_SIGN)))
_PREFIX = {PROJECTS[0]: ("项目", ""), PROJECTS[1]: (PROJECTS[1], "专项")}
"""The sheet of a list of projects, and what the names of the sheets of its parts begin with."""
_NAMES = {OVERALL_INDICATORS: "整体指标"}


def _listed(form: Form, one: Key, wanted: Wanted, *, used: bool) -> TableSheet:
    """A table for a list of the document: tasks, overall indicators."""
    model = one.model or Model
    found = (
        _of_indicators(form, model, (one.label,), wanted) if is_row(model) else _of(form, model, (one.label,), wanted)
    )
    return TableSheet(_NAMES.get(one.label, one.label), one.label, tuple(found), used=used)


def _of(form: Form, model: type[Model], above: Labels, wanted: Wanted) -> Iterator[SheetColumn]:
    """The columns of the rows of a model, whose labels are wanted below `above`."""

    def inside(path: Labels) -> bool:
        return wanted((*above, *path))

    for label, one in keys(model, form.fields).items():
        if is_row(model) and label in (SIGN_COLUMN, UNIT_COLUMN):
            continue  # in the model they are parts of the 指标值
        whole = model.scope is None  # of what a layout does not choose among, it has all
        if whole or _is_used(form, model, one) or inside((label,)):
            yield from _columns(form, model, one, (), inside)


def _of_indicators(form: Form, model: type[Model], above: Labels, wanted: Wanted) -> Iterator[SheetColumn]:
    """The columns of rows of indicators: the levels by list, the 指标值 in sign, value and unit."""
    apart = form.fields.uses.get(Scope.INDICATOR, {})
    for column in _of(form, model, above, wanted):
        if column.path != (TARGET,):
            yield column
            continue
        signs = (*_SIGNS, QUALITATIVE) if SIGN_COLUMN in apart else _SIGNS
        sign, unit = (SIGN_COLUMN if SIGN_COLUMN in apart else SIGN), (UNIT_COLUMN if UNIT_COLUMN in apart else UNIT)
        yield SheetColumn(
            (TARGET, SIGN), choices=signs, head=sign, only_listed=False, note="≥ ≤ > < =；文字的指标值不填"
        )
        yield SheetColumn((TARGET, "值"), needed=True, head=TARGET, note="数字或文字，如 90、2022年12月底")
        yield SheetColumn((TARGET, UNIT), head=unit, note="如 批、人、%")


def _of_projects(form: Form, label: str, wanted: Wanted, *, used: bool) -> Iterator[TableSheet]:
    name, prefix = _PREFIX[label]
    model = project_model(form.model)
    columns = [one for one in _of(form, model, (label,), wanted) if one.path != (BASIS,) or wanted((label, BASIS))]
    yield TableSheet(name, label, tuple(columns), used=used)
    lists: dict[str, list[str]] = {"目标": [], "指标": []}
    asked = tuple(part for part, one in keys(model, form.fields).items() if _is_needed(form, model, one))
    more: list[TableSheet] = []
    for part, one in keys(model, form.fields).items():
        there = used and _is_used(form, model, one)
        if not there and not wanted((label, part)):
            continue
        if part in INDICATOR_LISTS:
            lists["指标"].append(part)
        elif not _is_list(model, one):
            continue
        elif one.model is None:
            lists["目标"].append(part)
        else:
            rows = tuple(_of(form, one.model, (label, part), wanted))
            more.append(TableSheet(f"{prefix}{part}", label, rows, "parts", (part,), asked, name, used=there))
    if lists["目标"]:
        yield TableSheet(f"{prefix}目标", label, (GOAL,), "texts", tuple(lists["目标"]), asked, name, used=used)
    if lists["指标"]:

        def inside(path: Labels) -> bool:
            return any(wanted((label, one, *path[1:])) for one in INDICATOR_LISTS)

        rows = tuple(_of_indicators(form, row_model(model), ("",), inside))
        yield TableSheet(f"{prefix}指标", label, rows, "parts", tuple(lists["指标"]), asked, name, used=used)
    yield from more


DUTY_NAME, ACTIVITY, GRADED = (
    SheetColumn(("职责",), fills=True),
    SheetColumn(("工作活动",), fills=True),
    SheetColumn(("绩效指标",)),
)


def _duties(label: str, *, used: bool) -> TableSheet:
    """部门职责: a row for each duty, each activity below it, and each further indicator of an activity."""
    about = [
        SheetColumn(
            (field.alias or "",), Holds.AMOUNT if name == "budget" else Holds.TEXT, note=field.description or ""
        )
        for name, field in Duty.model_fields.items()
        if field.alias != DUTY and name in Activity.model_fields and name != "indicators"
    ]
    grades = [SheetColumn((one,), Holds.TEXT, note=f"评价为{one}的标准") for one in GRADES]
    assert {field.alias for field in GradedIndicator.model_fields.values()} == {*GRADED.path, *GRADES}  # noqa: S101
    return TableSheet(label, label, (DUTY_NAME, ACTIVITY, *about, GRADED, *grades), "duties", used=used)
