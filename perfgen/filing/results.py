"""执行情况: what came of a filing at a time of its year, beside it and never in it.

A document of its own holds it, by project and indicator; what was to be reached stands in it once more, so that it prints
without its filing. 自评表 and 运行监控表 are printed from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator

from perfgen.filing.base import Model, Scope, fault
from perfgen.filing.fields import OWN
from perfgen.filing.filing import Department, Document
from perfgen.filing.form import form_of
from perfgen.filing.numbers import Amount, Rate, Score
from perfgen.filing.own import OwnValues, checked
from perfgen.filing.project import Indicator
from perfgen.filing.target import Target
from perfgen.filing.text import Code, Line, Text, read_line, shortened

WHOLE_YEAR = "全年"
MONTHS = 12

_MONTHS = re.compile(r"1月?\s*[-—–－~～至到]{1,2}\s*(1[0-2]|[2-9])月(?:份|底)?")


def _period(value: Any) -> str:
    text = read_line(value).strip()
    if text != WHOLE_YEAR and not _MONTHS.fullmatch(text):
        raise fault(f"看不出“{shortened(text)}”是到几月", "写 全年，或从一月写起，如 1-6月、1-8月")
    return text


Period = Annotated[str, BeforeValidator(_period)]
"""时间: up to when things were looked at, ``全年`` or from January to a month, ``1-6月``."""


def months_of(period: str) -> int:
    """How many months of the year a `Period` covers.

    >>> months_of("1-8月"), months_of("全年")
    (8, 12)
    """
    found = _MONTHS.fullmatch(period)
    return int(found[1]) if found else MONTHS


Shortfall = Literal["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他"]
"""What was lacking, as the ticks of a 运行监控表 have it. Source: the form of 2019 that all provinces use."""
Likelihood = Literal["确定能", "有可能", "完全不可能"]
"""Whether a target will be reached by the end of the year."""


def _listed(value: Any) -> Any:
    """Ticks as a list, also where they were written in one text: ``经费保障、其他``."""
    return [one for one in _BETWEEN.split(value.strip()) if one] if isinstance(value, str) else value


_BETWEEN = re.compile(r"[、，,；;/\s]+")
Shortfalls = Annotated[
    tuple[Shortfall, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"type": ["array", "string"], "items": {"enum": list(get_args(Shortfall))}}),
]
"""What was lacking, each once: a list, or a text of them."""


class IndicatorResults(Indicator):
    """A row of the 绩效指标 with what came of it."""

    adjusted: Target | None = Field(
        None, alias="调整后指标值", description="年中调整过的指标值；没有调整时不写", examples=["≥80批"]
    )
    actual: Target | None = Field(
        None, alias="实际完成值", description="到这个时间完成了多少，写法和指标值一样", examples=["95批", "已完成"]
    )
    forecast: Target | None = Field(
        None, alias="全年预计完成值", description="到年底预计完成多少；监控时写", examples=["100批"]
    )
    points: Score | None = Field(None, alias="得分", description="自己评的得分；不写时按评分办法算", examples=["9.5"])
    points_reason: Text | None = Field(None, alias="得分理由", description="为什么评这个分；自己写得分时写")
    shortfalls: Shortfalls = Field(
        (), alias="偏差原因", description="经费保障、制度保障、人员保障、硬件条件保障、其他", examples=[["经费保障"]]
    )
    cause: Text | None = Field(None, alias="原因说明", description="为什么没有完成，或者为什么超出很多")
    measures: Text | None = Field(None, alias="改进措施", description="打算怎样改进")
    likelihood: Likelihood | None = Field(
        None, alias="完成可能性", description="全年能不能完成：确定能、有可能、完全不可能", examples=["确定能"]
    )


class Spent(Model):
    """One line of money: planned, adjusted and spent. Amounts in the document's 金额单位."""

    planned: Amount = Field(alias="年初预算数", description="年初批复的预算；年中追加的写 0", examples=["184.00"])
    adjusted: Amount | None = Field(
        None, alias="全年预算数", description="调整以后的预算；没有调整时和年初预算数相同", examples=["190.00"]
    )
    spent: Amount = Field(alias="执行数", description="到这个时间支出了多少", examples=["176.50"])
    forecast: Amount | None = Field(
        None, alias="全年预计执行数", description="到年底预计支出多少；监控时写", examples=["190.00"]
    )
    rate: Rate | None = Field(
        None,
        alias="执行率",
        description="不用写，印的是算出来的；照填好的表抄来的可以留着，和算出来的核对",
        examples=["96.61%"],
    )

    @field_validator("planned", "adjusted", "spent", "forecast")
    @classmethod
    def _prints_whole(cls, amount: Decimal | None, info: ValidationInfo) -> Decimal | None:
        form = form_of(info)
        if form and amount is not None and amount != round(amount, form.amount_decimals):
            raise fault(
                (f"金额最多写 {form.amount_decimals} 位小数" if form.amount_decimals else "金额只能写整数")
                + f"，这里是 {amount:f}",
                "表上印不下更多位，请核对后改写",
            )
        return amount

    @property
    def budget(self) -> Decimal:
        """The budget that is held against what was spent: the adjusted one, the planned one where none was adjusted."""
        return self.planned if self.adjusted is None else self.adjusted


class ProjectMoney(Model):
    """项目资金: what a project had and spent, as a sum and by source."""

    total: Spent = Field(alias="年度资金总额", description="各种资金合计")
    fiscal: Spent | None = Field(None, alias="当年财政拨款", description="其中当年的财政拨款")
    carried_over: Spent | None = Field(None, alias="上年结转资金", description="其中上年结转的资金；没有时不写")
    other: Spent | None = Field(None, alias="其他资金", description="其中的其他资金；没有时不写")
    cause: Text | None = Field(None, alias="原因说明", description="执行率低的原因")


class DepartmentMoney(Model):
    """年度预算执行: what a department had and spent, as a sum and by kind of spending."""

    total: Spent = Field(alias="支出总额", description="基本支出和项目支出合计")
    basic: Spent | None = Field(None, alias="基本支出", description="人员经费和公用经费")
    projects: Spent | None = Field(None, alias="项目支出", description="各项目支出合计")
    cause: Text | None = Field(None, alias="原因说明", description="执行率低的原因")


class Rectification(Model):
    """整改: whether something is to be put right, what, and what came of that."""

    needed: Literal["是", "否"] = Field(alias="是否整改", description="是 或 否")
    wanted: Text | None = Field(None, alias="整改要求", description="要改什么，什么时候改完")
    result: Text | None = Field(None, alias="整改结果", description="改得怎样")


class ProjectResults(Model):
    """What came of one budget project."""

    scope = Scope.PROJECT

    name: Line = Field(alias="项目名称", description="和绩效文本里的项目名称一致", examples=["接待管理经费"])
    code: Code | None = Field(None, alias="项目编码", description="和绩效文本里的项目编码一致")
    carrier: Line | None = Field(None, alias="实施单位", description="具体实施项目的单位")
    leader: Line | None = Field(None, alias="项目负责人", description="姓名", examples=["张三"])
    phone: Line | None = Field(None, alias="联系电话", description="单位电话", examples=["0315-1234567"])
    money: ProjectMoney | None = Field(None, alias="项目资金", description="预算和执行，合计和各种资金")
    goals: tuple[Text, ...] = Field((), alias="绩效目标", description="年初定的目标，一条一行，不写序号")
    achieved: Text | None = Field(None, alias="实际完成情况", description="年度总体目标实际完成得怎样")
    indicators: tuple[IndicatorResults, ...] = Field((), alias="绩效指标", description="三级绩效指标和完成情况")
    total_points: Score | None = Field(
        None,
        alias="总分",
        description="不用写，印的是各项得分相加；照填好的表抄来的可以留着，和算出来的核对",
        examples=["92.5"],
    )
    problems: Text | None = Field(None, alias="存在问题", description="存在什么问题；没有时写 无")
    measures: Text | None = Field(None, alias="改进措施", description="打算怎样改进")
    rectification: Rectification | None = Field(None, alias="整改", description="要不要整改；监控时写")
    own: OwnValues = Field(default_factory=dict, alias=OWN)

    @field_validator("own", mode="before")
    @classmethod
    def _own(cls, said: Any, info: ValidationInfo) -> Mapping[str, Any]:
        return checked(said, info, Scope.PROJECT)


class Results(Document):
    """What came of a department's filing, as a whole and project by project."""

    period: Period = Field(alias="时间", description="到什么时候的情况：全年、1-6月、1-8月", examples=["全年"])
    filing: Line | None = Field(
        None, alias="绩效文本", description="这一年绩效文本的文件名，和这个文件放在一起", examples=["2023.yaml"]
    )
    supervisor: Department | None = Field(None, alias="主管部门", description="上级预算部门；版式要印时写")
    functions: Text | None = Field(None, alias="部门职能", description="部门是做什么的；版式要印时写")
    money: DepartmentMoney | None = Field(None, alias="年度预算执行", description="整个部门的预算和执行；版式要印时写")
    goal: Text | None = Field(None, alias="年度总体目标", description="年初定的部门总体目标；版式要印时写")
    achieved: Text | None = Field(None, alias="实际完成情况", description="部门总体目标实际完成得怎样；版式要印时写")
    indicators: tuple[IndicatorResults, ...] = Field(
        (), alias="整体绩效指标", description="部门整体支出的绩效指标和完成情况；版式要印时写"
    )
    total_points: Score | None = Field(
        None,
        alias="总分",
        description="不用写，印的是各项得分相加；照填好的表抄来的可以留着，和算出来的核对",
        examples=["92.5"],
    )
    problems: Text | None = Field(None, alias="存在问题", description="部门整体存在什么问题；版式要印时写")
    measures: Text | None = Field(None, alias="改进措施", description="打算怎样改进；版式要印时写")
    projects: tuple[ProjectResults, ...] = Field((), alias="预算项目", description="一个项目一张表")
