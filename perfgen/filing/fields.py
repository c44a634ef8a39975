"""Which fields a layout uses, and its own fields (自定项): what a form asks for, as values the domain can check against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Literal, NamedTuple

from pydantic import Field, model_validator

from perfgen.filing.base import Model, Scope, fault
from perfgen.filing.numbers import read_amount, read_percent
from perfgen.filing.regex import regex
from perfgen.filing.text import Line, check_text, read_line

OWN = "自定项"
"""The label under which the model keeps what a layout's own fields hold. In YAML they stand beside the standard ones."""


class Need(str, Enum):
    """Whether a layout's field must be written, or may be left out or empty."""

    REQUIRED = "必填"
    OPTIONAL = "可空"


OwnKind = Literal["文字", "多段", "金额", "百分比", "日期", "选项", "是否"]
"""What an own field holds: one line, paragraphs, money in the filing's 金额单位, a percentage, a date, a choice, yes or no."""

_DATE = regex(
    r"(?P<year>20\d\d)(?:年(?:(?P<month>0?[1-9]|1[0-2])月(?:(?P<day>0?[1-9]|[12]\d|3[01])日|底|初|[上中下]旬)?)?"
    r"|[-/.](?P<month2>0?[1-9]|1[0-2])(?:[-/.](?P<day2>0?[1-9]|[12]\d|3[01]))?)"
)
_YES_OR_NO = ("是", "否")


class OwnField(Model):
    """A field that a layout has beside the standard ones: 自定项 in a layout.yaml."""

    name: Line = Field(alias="名称", description="印在表上的名称，也是 YAML 里和模板标签里的名称")
    kind: OwnKind = Field("文字", alias="类型", description="文字、多段、金额、百分比、日期、选项、是否")
    required: Literal["是", "否"] = Field("否", alias="必填", description="是 或 否")
    choices: tuple[Line, ...] = Field((), alias="选项", description="类型是 选项 时，可以选的各项")
    note: str = Field("", alias="说明", description="编辑器里的提示")

    @model_validator(mode="after")
    def _choices_where_there_is_a_choice(self) -> OwnField:
        if (self.kind == "选项") != bool(self.choices):
            message = "类型是“选项”，还要写 选项" if self.kind == "选项" else f"类型是“{self.kind}”，不用写 选项"
            raise fault(message, "如 {名称: 项目级别, 类型: 选项, 选项: [省级, 市级, 县级]}")
        return self

    def check(self, value: Any) -> Any:
        """The value as the model keeps it: text, or Decimal for 金额 (金额单位) and 百分比 (``Decimal(25)`` is 25 %).

        Raises a `fault` where it is none of the field's kind.
        """
        return _CHECKS[self.kind](self, value)


def _choice(own: OwnField, value: Any) -> str:
    text = read_line(value)
    if text not in own.choices:
        raise fault(f"“{own.name}”里没有“{text}”", f"可以写：{'、'.join(own.choices)}")
    return text


def _yes_or_no(own: OwnField, value: Any) -> str:
    text = read_line(value)
    if text not in _YES_OR_NO:
        raise fault(f"“{own.name}”要写 是 或 否，这里是“{text}”", "写 是 或 否")
    return text


def _date(own: OwnField, value: Any) -> str:
    text = read_line(value)
    found = _DATE.fullmatch(text.strip())
    month, day = (int(found[name] or found[f"{name}2"] or 1) if found else 0 for name in ("month", "day"))
    if not found or not _is_day(int(found["year"]), month, day):
        raise fault(f"“{own.name}”应当是日期，这里是“{text}”", "写成 2023年6月30日、2023年6月 或 2023年")
    return text


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_CHECKS: dict[str, Any] = {
    "文字": lambda _, value: read_line(value),
    "多段": lambda _, value: check_text(value),
    "金额": lambda _, value: read_amount(value),
    "百分比": lambda _, value: read_percent(value),
    "日期": _date,
    "选项": _choice,
    "是否": _yes_or_no,
}


class OwnFields(NamedTuple):
    """The own fields of a layout, by what they belong to; none for a filing that stands alone."""

    whole: tuple[OwnField, ...] = ()
    project: tuple[OwnField, ...] = ()
    indicator: tuple[OwnField, ...] = ()

    def of(self, scope: Scope) -> tuple[OwnField, ...]:
        """Those of one scope."""
        return {Scope.WHOLE: self.whole, Scope.PROJECT: self.project, Scope.INDICATOR: self.indicator}[scope]


NO_OWN = OwnFields()


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """The standard fields a layout uses, by scope and label, in the order of its form, and its own fields."""

    uses: Mapping[Scope, Mapping[str, Need]] = field(default_factory=dict)
    own: OwnFields = NO_OWN

    def required(self, scope: Scope) -> frozenset[str]:
        """The labels of the standard fields that must be written."""
        return frozenset(label for label, need in self.uses.get(scope, {}).items() if need is Need.REQUIRED)

    def used(self, scope: Scope, label: str) -> bool:
        """Whether the form has this standard field."""
        return label in self.uses.get(scope, {})
