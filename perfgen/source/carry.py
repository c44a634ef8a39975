"""Last year's filing carried into the new year: what stays, what is to be filled in, and what is to be looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from perfgen.filing import Filing, Form, FundSources, Indicator, Project, SpendingPlan, Target
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN
from perfgen.filing.numbers import decimal_text
from perfgen.filing.walk import Steps, default_of, parts
from perfgen.source.data import write_data
from perfgen.source.grammar import keys

FILL_IN = "【填写】"
_AMOUNTS = {"预算数", "财政资金", "其他资金", "年度预算数", "金额", *keys(FundSources)}
_OWN_WORDS = {"资金安排情况", "绩效目标说明", "绩效指标说明"}
_YEAR_IN_CODE = re.compile(r"\d{6}(\d{2})P[0-9A-Z]{12}")
_MONEY = re.compile(r"\d\s*[万亿]?元")
_PER_YUAN = {"元": 1, "万元": 10000, "亿元": 100_000_000}


REACHED = ("上年完成值", "上年实际完成值", "上年度完成值", "上年度实际完成值")
"""What layouts call the field of their own that holds what was reached the year before."""


_WORDS = ("文字", "多段")
"""Kinds of own fields that take what was reached as it was written."""


class LastYear(Protocol):
    """What is known of an indicator from the year before: what was `reached`, as written, and `remarks`, what is to be looked at."""

    @property
    def reached(self) -> str:
        """What was reached, empty where nothing is known."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be looked at, in Chinese."""


@dataclass(slots=True)
class Carried:
    """A filing for the new year, and how many places are to be filled in and to be looked at again."""

    text: str
    fill_in: int
    look_again: int


@dataclass(slots=True)
class _Carrier:
    """Turns the old filing into plain data, and remarks on what it cannot decide."""

    old: Filing
    year: int
    own: Mapping[str, str]
    """The kinds of the layout's own fields, by name."""
    learned: Mapping[Steps, LastYear]
    holds: frozenset[str]
    """Which of 上年指标值 and `REACHED` the layout has."""
    remarks: dict[Steps, list[str]] = field(default_factory=dict)
    budget: Decimal | None = None
    """The budget of the project at hand, which its cost indicator repeats."""

    def model(self, value: Model, path: Steps) -> dict[str, Any]:
        if isinstance(value, Project):
            self.budget = value.budget
        said: dict[str, Any] = {}
        for step, inner in parts(value):
            label = str(step)
            if label == OWN:
                said |= {name: self.part(held, name, (*path, name)) for name, held in inner.items()}
            elif inner != default_of(type(value), label):
                said[label] = self.part(inner, label, (*path, label))
        if isinstance(value, Indicator):
            self.last_year(value, path, said)
        return said

    def last_year(self, row: Indicator, path: Steps, said: dict[str, Any]) -> None:
        """Write what the row was to reach and reached the year before, where the layout has a place for it."""
        one = self.learned.get(path)
        if LAST_TARGET in self.holds:
            said[LAST_TARGET] = row.target.written
        for label in self.holds.intersection(REACHED):
            said.pop(label, None)  # that of the year before last
            if one and one.reached:
                said[label] = one.reached
        for remark in one.remarks if one else ():
            self.remark(path, remark)

    def part(self, value: Any, label: str, path: Steps) -> Any:
        if label in _AMOUNTS or self.own.get(label) == "金额":
            return FILL_IN
        if isinstance(value, SpendingPlan):
            return {checkpoint: f"{decimal_text(share)}%" for checkpoint, share in value.items()}
        if isinstance(value, Target):
            return self.target(value, path)
        if isinstance(value, Model):
            return self.model(value, path)
        if isinstance(value, tuple):
            return [self.part(item, "", (*path, at)) for at, item in enumerate(value)]
        return self.text(_value_text(value, self.own.get(label)), label, path)

    def text(self, value: str, label: str, path: Steps) -> str:
        if label in ("年度", "版式"):
            return str(self.year) if label == "年度" else value
        code = _YEAR_IN_CODE.fullmatch(value) if label == "项目编码" else None
        if code and int(code[1]) == self.old.year % 100:
            return FILL_IN
        if str(self.old.year) in value:
            self.remark(path, f"这里提到 {self.old.year} 年")
        if _MONEY.search(value):
            self.remark(path, "这里写着金额")
        if label in _OWN_WORDS:
            self.remark(path, "这句话是自己写的，数字要跟着改")
        return value

    def target(self, value: Target, path: Steps) -> Any:
        unit = _PER_YUAN.get(value.unit or "")
        if unit and value.value is not None and self.budget is not None:
            own = _PER_YUAN[self.old.amount_unit]
            if value.value * unit == self.budget * own:
                return FILL_IN
        if value.parts is not None:
            return {str(name): part for name, part in parts(value) if part}
        return self.text(value.written, "指标值", path)

    def remark(self, path: Steps, said: str) -> None:
        self.remarks.setdefault(path, []).append(f"请核对：{said}")


def _value_text(value: Any, kind: str | None) -> str:
    if isinstance(value, Decimal):
        return f"{decimal_text(value)}%" if kind == "百分比" else decimal_text(value)
    return str(value)


LAST_TARGET = "上年指标值"


def carry(old: Filing, year: int, form: Form, learned: Mapping[Steps, LastYear] = MappingProxyType({})) -> Carried:
    """The YAML of a filing for `year` made from the old one.

    Names, goals, plans and indicators stay. Amounts, project codes that hold the old year, and cost indicators that
    repeat the old budget are left to fill in. Texts that name the old year or an amount get a remark above them.

    上年指标值 and 上年完成值 are written where the layout has them: what the old filing says, and what `learned` says, by the paths of
    the indicators in the old filing; the remarks of that stand above them.
    """
    own = {one.name: one.kind for scope in Scope for one in form.fields.own.of(scope)}
    uses = form.fields.uses.get(Scope.INDICATOR, {})
    holds = frozenset(label for label in (LAST_TARGET, *REACHED) if label in uses or own.get(label) in _WORDS)
    carrier = _Carrier(old, year, own, learned, holds)
    said = carrier.model(old, ())
    head = [f"由 {old.year} 年度的绩效文本带过来：把【填写】换成今年的内容，看一遍“请核对”的地方，再删掉这些说明"]
    text = write_data(said, head, carrier.remarks, form.fields)
    return Carried(
        text, sum(1 for value in texts_in(said) if value == FILL_IN), sum(map(len, carrier.remarks.values()))
    )


def texts_in(said: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(said, Mapping):
        for value in said.values():
            yield from texts_in(value)
    elif isinstance(said, list):
        for value in said:
            yield from texts_in(value)
    else:
        yield said
