"""执行情况 begun from a filing: all that the filing says is written in, and what happened is left to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from perfgen.filing import (
    DepartmentMoney,
    Filing,
    Form,
    Indicator,
    Project,
    ProjectMoney,
    Rectification,
    Results,
    Spent,
)
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, Need
from perfgen.filing.results import WHOLE_YEAR
from perfgen.filing.target import Target
from perfgen.filing.walk import Steps, default_of, labelled, parts
from perfgen.source.carry import FILL_IN, texts_in
from perfgen.source.data import write_data, write_parts
from perfgen.source.grammar import LEVELS, PROJECTS, keys, project_model, row_model

_OUTCOME = {"实际完成值": FILL_IN, "全年预计完成值": FILL_IN, "完成可能性": "【填写：确定能、有可能、完全不可能】"}
"""What is to be filled in on each row, where the form has it."""


class ActualsHead(NamedTuple):
    """What 执行情况 say at their head: the layout's name, up to when, and where the filing lies from them (empty: nowhere near)."""

    layout: str
    period: str = WHOLE_YEAR
    filing: str = ""


@dataclass(frozen=True, slots=True)
class Actuals:
    """执行情况 as plain data by its labels, with 【填写】 where what happened is to be written, and remarks by the path of what they are about."""

    said: Mapping[str, Any]
    remarks: Mapping[Steps, list[str]]

    @property
    def fill_in(self) -> int:
        """How many places are to be filled in."""
        return sum(value.startswith(_BLANK) for value in texts_in(self.said))

    @property
    def look_again(self) -> int:
        """How many things are to be looked at."""
        return sum(map(len, self.remarks.values()))

    def yaml(self, form: Form) -> str:
        """As YAML, of a layout's form, with a word of explanation at its top."""
        return write_data(self.said, self._head, self.remarks, form.fields, Results)

    def files(self, form: Form) -> tuple[str, dict[str, str]]:
        """The same in files: the document, and each project by its name."""
        text, projects = write_parts(self.said, self._head, self.remarks, form.fields, Results)
        names = [one["项目名称"] for one in self.said.get(PROJECTS[0], ())]
        width = max(2, len(str(len(names))))
        called = (f"{at:0{width}}-{name}" for at, name in enumerate(names, 1))
        return text, dict(zip(called, projects, strict=True))

    @property
    def _head(self) -> tuple[str, ...]:
        when = self.said["时间"]
        top = f"由 {self.said['年度']} 年度的绩效文本写成：把【填写】换成{'全年' if when == WHOLE_YEAR else f' {when} '}的实际情况"
        return (top, *_HINTS)

    @property
    def filled(self) -> Mapping[str, Any]:
        """What is said without what is to be filled in: for a form whose empty cells tell that."""
        return dict(_filled(self.said))


def _filled(said: Any) -> Any:
    if isinstance(said, Mapping):
        inner = {label: _filled(value) for label, value in said.items()}
        return {label: value for label, value in inner.items() if value not in ({}, [], None)}
    if isinstance(said, list):
        return [_filled(value) for value in said]
    return None if said.startswith(_BLANK) else said


def actuals(filing: Filing, narrative: Mapping[str, str], form: Form, head: ActualsHead) -> Actuals:
    """执行情况 for a filing, of a layout's form.

    `narrative` are the finished texts of the filing's 部门整体绩效目标. Budgets are written as 年初预算数 and as 全年预算数, which
    changes where the budget was adjusted. Goals, indicators, targets and 分值 are as the filing has them, with a remark above
    what the form has no place for.
    """
    writer = _Writer(filing, form, head.period)
    said = {
        "版式": head.layout,
        "年度": str(filing.year),
        "时间": head.period,
        **({"绩效文本": head.filing} if head.filing else {}),
        "部门": {"编码": filing.department.code, "名称": filing.department.name},
        "金额单位": filing.amount_unit,
        **writer.whole(narrative),
    }
    return Actuals(said, writer.remarks)


_BLANK = "【填写"
_HINTS = (
    "年中调整过预算的，改 全年预算数；有上年结转的，加一行 上年结转资金",
    "没有完成、或者超出很多的指标，在那一行加上 原因说明 和 改进措施",
)


@dataclass(slots=True)
class _Writer:
    """Turns a filing into the plain data of its 执行情况, and remarks on what has no place in them."""

    filing: Filing
    form: Form
    period: str
    remarks: dict[Steps, list[str]] = field(default_factory=dict)

    def whole(self, narrative: Mapping[str, str]) -> dict[str, Any]:
        """What belongs to the document as a whole, as far as the form has it."""
        filing = self.filing
        supervisor = filing.supervisor
        makers: dict[str, Callable[[], Any]] = {
            "主管部门": lambda: {"编码": supervisor.code, "名称": supervisor.name} if supervisor else None,
            "部门职能": lambda: filing.functions,
            "年度预算执行": self._money_of_all,
            "年度总体目标": lambda: narrative.get("总体绩效目标", "").strip() or FILL_IN,
            "整体绩效指标": lambda: self._rows(filing.indicators, ("整体绩效指标",), Results) or self._blank_rows(),
            "预算项目": lambda: [
                self._project(one, ("预算项目", at)) for at, one in enumerate((*filing.special_funds, *filing.projects))
            ],
        }
        return self._used(Results, Scope.WHOLE, makers)

    def _used(self, model: type[Model], scope: Scope, makers: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
        """Each label that the form has and the filing says something for; what must be there and it cannot say, to fill in."""
        said: dict[str, Any] = {}
        required = self.form.fields.required(scope)
        for label in keys(model, self.form.fields):
            if not self.form.fields.used(scope, label):
                continue
            value = makers[label]() if label in makers else None
            if value:
                said[label] = value
            elif label in required and label not in ("整体绩效指标", "绩效指标"):
                said[label] = _RECTIFICATION if label == "整改" else FILL_IN
        return said | {own.name: FILL_IN for own in self.form.fields.own.of(scope) if own.required == "是"}

    def _project(self, project: Project, path: Steps) -> dict[str, Any]:
        model = project_model(Results)
        makers: dict[str, Callable[[], Any]] = {
            label: partial(getattr, project, name)
            for name, label in labelled(model)
            if name in type(project).model_fields
        }
        makers["项目资金"] = lambda: self._money(project)
        makers["绩效目标"] = lambda: list(project.goals)
        makers["绩效指标"] = lambda: self._rows(project.indicators, (*path, "绩效指标"), model)
        always = {"项目名称": project.name, **({"项目编码": project.code} if project.code else {})}
        return always | self._used(model, Scope.PROJECT, makers)

    def _rows(self, rows: Iterable[Indicator], path: Steps, owner: type[Model]) -> list[dict[str, Any]]:
        return [self._row(one, (*path, at), row_model(owner)) for at, one in enumerate(rows)]

    def _row(self, one: Indicator, path: Steps, model: type[Model]) -> dict[str, Any]:
        uses = self.form.fields.uses.get(Scope.INDICATOR, {})
        said = {
            str(label): _written(value)
            for label, value in parts(one)
            if label in uses and label != OWN and value != default_of(type(one), str(label))
        }
        self._known_levels(one, path)
        if said.get("绩效指标描述") == one.name:
            said.pop("绩效指标描述")
        said |= {label: words for label, words in _OUTCOME.items() if label in uses and label in keys(model)}
        return said | {own.name: FILL_IN for own in self.form.fields.own.indicator if own.required == "是"}

    def _blank_rows(self) -> list[dict[str, Any]]:
        """A row to fill in for each of the usual levels, where the filing has none for the department as a whole."""
        uses = self.form.fields.uses.get(Scope.INDICATOR, {})
        asked = [label for label, need in uses.items() if need is Need.REQUIRED and label not in LEVELS]
        levels = [(one, two) for one, two in _USUAL_LEVELS if two in self.form.taxonomy.get(one, ())]
        if levels:
            self.remarks[("整体绩效指标",)] = [
                "请核对：绩效文本里没有部门整体的指标，照下面的样子写，没有的分类整段删掉"
            ]
        return [{**dict(zip(LEVELS, pair, strict=True)), **dict.fromkeys(asked, FILL_IN)} for pair in levels]

    def _known_levels(self, one: Indicator, path: Steps) -> None:
        """Remark on a 一级 or 二级指标 that the form does not have."""
        known = self.form.taxonomy
        if known and one.level1 not in known:
            self.remarks.setdefault(path, []).append(f"请核对：这个版式没有“{one.level1}”，改成它有的一级指标")
        elif known and one.level2 not in known[one.level1]:
            self.remarks.setdefault(path, []).append(f"请核对：“{one.level1}”下没有“{one.level2}”，改成这个版式有的")

    def _money_of_all(self) -> dict[str, Any]:
        budget = sum((one.budget for one in (*self.filing.special_funds, *self.filing.projects)), Decimal(0))
        return {label: self._line(budget if name == "projects" else None) for name, label in _lines(DepartmentMoney)}

    def _money(self, project: Project) -> dict[str, Any]:
        """项目资金: the sum, and each source that the filing says."""
        held = {
            "total": project.budget,
            "fiscal": project.fiscal,
            "carried_over": project.sources.carried_over if project.sources else None,
            "other": project.other,
        }
        return {label: self._line(held[name]) for name, label in _lines(ProjectMoney) if held[name]}

    def _line(self, amount: Decimal | None) -> dict[str, str]:
        """A line of money of which the budget is known, if it is; what was spent, and will be, is to be filled in."""
        planned = FILL_IN if amount is None else f"{amount:f}"
        forecast = {} if self.period == WHOLE_YEAR else {_FORECAST: FILL_IN}
        return {_PLANNED: planned, _ADJUSTED: planned, _SPENT: FILL_IN, **forecast}


_USUAL_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_RECTIFICATION = {label: "【填写：是 或 否】" for name, label in labelled(Rectification) if name == "needed"}
_PLANNED, _ADJUSTED, _SPENT, _FORECAST, _ = (label for _, label in labelled(Spent))


def _lines(kind: type[Model]) -> Iterator[tuple[str, str]]:
    return ((name, label) for name, label in labelled(kind) if name != "cause")


def _written(value: Any) -> Any:
    if isinstance(value, Target):
        if value.parts is not None:
            return {str(name): part for name, part in parts(value) if part}
        return value.written
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
