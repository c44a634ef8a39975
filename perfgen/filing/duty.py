"""部门职责-工作活动绩效目标: what a department is there for, the activities that do it, and how they are graded."""

from __future__ import annotations

from pydantic import Field

from perfgen.filing.base import Model
from perfgen.filing.numbers import Amount
from perfgen.filing.text import Line, Text


class GradedIndicator(Model):
    """An indicator of an activity with its 评价标准: what counts as 优, 良, 中 and 差."""

    name: Line = Field(alias="绩效指标", description="指标名称", examples=["群众满意度"])
    excellent: Text = Field("", alias="优", description="评价为优的标准", examples=["100%"])
    good: Text = Field("", alias="良", description="评价为良的标准", examples=["90%"])
    fair: Text = Field("", alias="中", description="评价为中的标准", examples=["80%"])
    poor: Text = Field("", alias="差", description="评价为差的标准", examples=["60%以下"])


class Activity(Model):
    """A 工作活动 of a duty."""

    name: Line = Field(alias="职责活动", description="活动名称，不写序号", examples=["投资评审工作"])
    budget: Amount | None = Field(
        None, alias="年度预算数", description="按 金额单位 填写；没有时不写", examples=["173"]
    )
    content: Text = Field("", alias="内容描述", description="做什么")
    goal: Text = Field("", alias="绩效目标", description="达到什么")
    indicators: tuple[GradedIndicator, ...] = Field((), alias="绩效指标", description="指标和评价标准")


class Duty(Model):
    """A 职责 of the department, with the activities it is done by."""

    name: Line = Field(alias="职责活动", description="职责名称，不写序号", examples=["综合科"])
    budget: Amount | None = Field(None, alias="年度预算数", description="按 金额单位 填写；没有时不写", examples=["17"])
    content: Text = Field("", alias="内容描述", description="做什么")
    goal: Text = Field("", alias="绩效目标", description="达到什么")
    activities: tuple[Activity, ...] = Field((), alias="工作活动", description="这项职责下的工作活动")
