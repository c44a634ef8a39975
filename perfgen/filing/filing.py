"""绩效文本: one department's filing of one year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from pydantic import Field

from perfgen.filing.base import Model
from perfgen.filing.duty import Duty
from perfgen.filing.narrative import Narrative
from perfgen.filing.numbers import Year
from perfgen.filing.project import Indicator, Project
from perfgen.filing.text import Code, Line

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
        None, alias="审核", description="审核单位；不写时按版式", examples=["河北省财政厅"]
    )


class Overall(Model):
    """部门整体绩效目标: the narrative of part one. May quote the filing's own data, see `Narrative`."""

    general_goal: Narrative = Field(alias="总体绩效目标", description="一段或几段文字，用 | 起头")
    itemised_goals: Narrative = Field(alias="分项绩效目标", description="一段或几段文字，用 | 起头")
    safeguards: Narrative = Field(alias="工作保障措施", description="一段或几段文字，用 | 起头")
    implementation: Narrative | None = Field(
        None, alias="加强部门整体绩效目标实施", description="一段或几段文字，用 | 起头；版式要印时写"
    )


class Filing(Model):
    """A department's filing: what it will achieve with its money, overall and project by project."""

    layout: Line = Field(alias="版式", description="版式名称", examples=["hebei-2022"])
    year: Year = Field(alias="年度", description="预算年度", examples=[2022])
    department: Department = Field(alias="部门", description="填报单位")
    amount_unit: AmountUnit = Field(alias="金额单位", description="全文金额的单位", examples=["万元"])
    cover: Cover = Field(Cover.model_construct(), alias="封面", description="封面上的编制和审核单位；可以不写")
    overall: Overall = Field(alias="部门整体绩效目标", description="第一部分的文字")
    duties: tuple[Duty, ...] = Field((), alias="部门职责", description="职责和工作活动；版式要印时写")
    indicators: tuple[Indicator, ...] = Field(
        (), alias="整体绩效指标", description="部门整体支出的三级绩效指标；版式要印时写"
    )
    special_funds: tuple[Project, ...] = Field((), alias="专项资金", description="专项资金项目；没有时不写")
    projects: tuple[Project, ...] = Field(alias="预算项目", description="第二部分，一个项目一张绩效目标表")

    def total(self, amount: Callable[[Project], Decimal | None]) -> Decimal:
        """The sum of one amount over all projects, in the filing's 金额单位; an empty amount counts 0."""
        return sum((amount(project) or Decimal(0) for project in self.projects), Decimal(0))
