"""绩效文本: one department's filing of one year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from perfgen.filing.base import Model, Scope
from perfgen.filing.duty import Duty
from perfgen.filing.fields import OWN
from perfgen.filing.narrative import Narrative
from perfgen.filing.numbers import Amount, Year
from perfgen.filing.own import OwnValues, checked
from perfgen.filing.project import Indicator, Project
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.text import Code, Line, Text

AmountUnit = Literal["万元", "元"]
"""金额单位: the unit of every amount in the filing."""


class Department(Model):
    """The budget unit that files."""

    code: Code = Field(alias="编码", description="单位编码，加引号", examples=["507002"])
    name: Line = Field(alias="名称", description="单位全称", examples=["乐亭县机关事务中心"])


class Cover(Model):
    """What the cover says besides department and year; each line has a default."""

    prepared_by: Line | None = Field(
        None, alias="编制", description="编制单位；不写时为部门名称", examples=["乐亭县机关事务中心"]
    )
    reviewed_by: Line | None = Field(
        None,
        alias="审核",
        description="审核单位；不写时按版式，版式没有写的，是部门本级的财政部门",
        examples=["乐亭县财政局"],
    )


class Overall(Model):
    """部门整体绩效目标: the narrative of part one. May quote the filing's own data, see `Narrative`."""

    scope = Scope.WHOLE

    general_goal: Narrative = Field("", alias="总体绩效目标", description="一段或几段文字，用 | 起头")
    itemised_goals: Narrative = Field("", alias="分项绩效目标", description="一段或几段文字，用 | 起头")
    safeguards: Narrative = Field("", alias="工作保障措施", description="一段或几段文字，用 | 起头")
    implementation: Narrative | None = Field(
        None, alias="加强部门整体绩效目标实施", description="一段或几段文字，用 | 起头；版式要印时写"
    )


class Task(Model):
    """A 年度主要任务 of the department, with the money it takes in the filing's 金额单位."""

    name: Line = Field(alias="任务名称", description="任务叫什么", examples=["义务教育保障"])
    content: Text = Field("", alias="主要内容", description="做什么")
    budget: Amount | None = Field(None, alias="预算数", description="这项任务的资金总额；没有时不写")
    fiscal: Amount | None = Field(None, alias="财政资金", description="其中的财政拨款；没有时不写")
    other: Amount | None = Field(None, alias="其他资金", description="其中的其他资金；没有时不写")


class Document(Model):
    """What documents of every kind say of themselves: which form, whose, of which year, in which unit of money."""

    scope = Scope.WHOLE

    layout: Line = Field(alias="版式", description="版式名称", examples=["hebei-2022"])
    year: Year = Field(alias="年度", description="预算年度", examples=[2022])
    department: Department = Field(alias="部门", description="填报单位")
    amount_unit: AmountUnit = Field(alias="金额单位", description="全文金额的单位", examples=["万元"])
    own: OwnValues = Field(default_factory=dict, alias=OWN)

    @field_validator("own", mode="before")
    @classmethod
    def _own(cls, said: Any, info: ValidationInfo) -> Mapping[str, Any]:
        return checked(said, info, Scope.WHOLE)


class Filing(Document):
    """A department's filing: what it will achieve with its money, overall and project by project."""

    supervisor: Department | None = Field(None, alias="主管部门", description="上级预算部门；版式要印时写")
    cover: Cover = Field(Cover.model_construct(), alias="封面", description="封面上的编制和审核单位；可以不写")
    functions: Text | None = Field(None, alias="部门职能", description="部门是做什么的；版式要印时写")
    tasks: tuple[Task, ...] = Field((), alias="年度主要任务", description="今年要做的几件大事；版式要印时写")
    overall: Overall = Field(Overall.model_construct(), alias="部门整体绩效目标", description="第一部分的文字")
    duties: tuple[Duty, ...] = Field((), alias="部门职责", description="职责和工作活动；版式要印时写")
    indicators: tuple[Indicator, ...] = Field(
        (), alias="整体绩效指标", description="部门整体支出的三级绩效指标；版式要印时写"
    )
    special_funds: tuple[Project, ...] = Field((), alias="专项资金", description="专项资金项目；没有时不写")
    projects: tuple[Project, ...] = Field((), alias="预算项目", description="第二部分，一个项目一张绩效目标表")

    def total(self, amount: Callable[[Project], Decimal | None]) -> Decimal:
        """The sum of one amount over all projects, in the filing's 金额单位; an empty amount counts 0."""
        return sum((amount(project) or Decimal(0) for project in self.projects), Decimal(0))

    @property
    def budget_in_wan(self) -> Decimal:
        """The sum of the 预算数 of all projects, in 万元 whatever the 金额单位 is."""
        return self.total(lambda project: project.budget) * PER_YUAN[self.amount_unit] / PER_YUAN["万元"]
