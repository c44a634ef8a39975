"""预算项目 and its 绩效指标: what one 绩效目标表 says.

A field is compulsory here only where every form has it; what else must be there is the layout's to say (`Fields`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from perfgen.filing.base import Model, Scope, fault
from perfgen.filing.fields import OWN
from perfgen.filing.form import form_of, nearest
from perfgen.filing.numbers import Amount, Score
from perfgen.filing.own import OwnValues, checked
from perfgen.filing.plan import SpendingPlan
from perfgen.filing.target import Target
from perfgen.filing.text import Code, Line, Text, shortened


class Indicator(Model):
    """One row of the 绩效指标 table."""

    scope = Scope.INDICATOR

    level1: Line = Field("", alias="一级指标", description="如 产出指标、效益指标、满意度指标", examples=["产出指标"])
    level2: Line = Field("", alias="二级指标", description="如 数量指标、社会效益指标", examples=["数量指标"])
    name: Line = Field(alias="三级指标", description="指标名称，一看就知道考核什么", examples=["完成接待活动批次"])
    description: Text = Field(
        "",
        alias="绩效指标描述",
        description="指标的含义或算法；与三级指标相同时可以不写",
        examples=["接待活动完成批次"],
    )
    target: Target = Field(
        alias="指标值", description="要达到的值，带运算符和单位", examples=["≥90批", "100%", "2022年12月底"]
    )
    basis: Text = Field(
        "",
        alias="指标值确定依据",
        description="指标值从哪里来；各行相同时在项目上写一次即可",
        examples=["年初工作计划"],
    )
    weight: Score | None = Field(None, alias="分值", description="这一行占多少分", examples=["10"])
    direction: Literal["正向", "反向"] | None = Field(
        None, alias="指标方向性", description="正向：越大越好；反向：越小越好", examples=["正向"]
    )
    explanation: Text | None = Field(None, alias="指标解释", description="指标的含义和计算方法")
    scoring: Text | None = Field(
        None, alias="评（扣）分标准", description="怎样评分、扣分；版式要印时写", examples=["每出现差错一次扣1分"]
    )
    origin: Text | None = Field(
        None, alias="指标来源", description="指标出自哪里，如 部门指标库", examples=["部门指标库"]
    )
    last_year: Text | None = Field(None, alias="上年指标值", description="上一年度的指标值", examples=["≥85批"])
    note: Text | None = Field(None, alias="备注", description="要另外说明的")
    own: OwnValues = Field(default_factory=dict, alias=OWN)

    @field_validator("level1")
    @classmethod
    def _known_level1(cls, level1: str, info: ValidationInfo) -> str:
        form = form_of(info)
        if form and form.taxonomy and level1 not in form.taxonomy:
            raise fault(f"没有“{shortened(level1)}”这个一级指标", nearest(level1, tuple(form.taxonomy)))
        return level1

    @field_validator("level2")
    @classmethod
    def _known_level2(cls, level2: str, info: ValidationInfo) -> str:
        form = form_of(info)
        known = form.taxonomy.get(info.data.get("level1", ""), ()) if form else ()
        if known and level2 not in known:
            raise fault(f"“{info.data['level1']}”下没有“{shortened(level2)}”这个二级指标", nearest(level2, known))
        return level2

    @field_validator("own", mode="before")
    @classmethod
    def _own(cls, said: Any, info: ValidationInfo) -> Mapping[str, Any]:
        return checked(said, info, Scope.INDICATOR)


class FundItem(Model):
    """One sum that a project's money is arranged in."""

    name: Line = Field(alias="名称", description="这笔资金叫什么", examples=["会计培训资金"])
    amount: Amount = Field(alias="金额", description="按 金额单位 填写", examples=["8"])


class FundSources(Model):
    """Where money comes from, as forms that divide it by source have it. Amounts in the filing's 金额单位."""

    general: Amount | None = Field(None, alias="一般公共预算", description="没有时不写", examples=["120.00"])
    government_funds: Amount | None = Field(None, alias="政府性基金", description="没有时不写")
    state_capital: Amount | None = Field(None, alias="国有资本", description="国有资本经营预算；没有时不写")
    special_account: Amount | None = Field(None, alias="财政专户管理资金", description="没有时不写")
    unit: Amount | None = Field(None, alias="单位资金", description="没有时不写")
    carried_over: Amount | None = Field(None, alias="上年结转", description="上年结转资金；没有时不写")


class Funds(Model):
    """The money of several years, by source. Amounts in the filing's 金额单位."""

    budget: Amount = Field(alias="预算数", description="资金总额", examples=["360.00"])
    fiscal: Amount | None = Field(None, alias="财政资金", description="其中的财政拨款；没有时不写")
    other: Amount | None = Field(None, alias="其他资金", description="其中的其他资金；没有时不写")
    sources: FundSources | None = Field(None, alias="资金来源", description="按来源分；版式要印时写")


class Project(Model):
    """One budget project: its money, its plan, its goals and its indicators."""

    scope = Scope.PROJECT

    name: Line = Field(alias="项目名称", description="与预算批复一致的项目名称", examples=["接待管理经费"])
    code: Code | None = Field(
        None, alias="项目编码", description="一体化系统里的项目编码，21 位", examples=["13022522P004T4010007B"]
    )
    carrier: Line | None = Field(None, alias="实施单位", description="具体实施项目的单位；版式要印时写")
    nature: Line | None = Field(None, alias="项目属性", description="如 新增项目、延续项目", examples=["延续项目"])
    category: Line | None = Field(None, alias="项目类别", description="如 特定目标类", examples=["特定目标类"])
    period: Line | None = Field(None, alias="项目期", description="项目期或起止时间", examples=["2022-2024年"])
    leader: Line | None = Field(None, alias="项目负责人", description="姓名", examples=["张三"])
    phone: Line | None = Field(None, alias="联系电话", description="单位电话", examples=["0315-1234567"])
    grounds: Text | None = Field(None, alias="立项依据", description="为什么设这个项目，依据哪些文件")
    budget: Amount = Field(alias="预算数", description="按 金额单位 填写", examples=["184.00"])
    fiscal: Amount | None = Field(
        None, alias="财政资金", description="预算数里的财政资金；没有时不写", examples=["184.00"]
    )
    other: Amount | None = Field(
        None, alias="其他资金", description="预算数里的其他资金；没有时不写", examples=["10.00"]
    )
    sources: FundSources | None = Field(None, alias="资金来源", description="预算数按来源分；版式要印时写")
    medium_term: Line | None = Field(None, alias="中期", description="中期是哪几年", examples=["2022-2024年"])
    medium_funds: Funds | None = Field(None, alias="中期资金", description="中期各年合计的资金；版式要印时写")
    purpose: Text = Field("", alias="资金用途", description="预算规模及资金用途", examples=["主要用于……"])
    spending_plan: SpendingPlan | None = Field(
        None,
        alias="资金支出计划",
        description="累计支出百分数",
        examples=["{3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}"],
    )
    medium_goals: tuple[Text, ...] = Field((), alias="中期绩效目标", description="中期的目标，一条一行；版式要印时写")
    goals: tuple[Text, ...] = Field(
        (), alias="绩效目标", description="一条一行，不写序号", examples=[["搞好接待服务，提高服务水平"]]
    )
    medium_indicators: tuple[Indicator, ...] = Field(
        (), alias="中期绩效指标", description="中期的三级绩效指标；版式要印时写"
    )
    indicators: tuple[Indicator, ...] = Field((), alias="绩效指标", description="三级绩效指标")

    activity: Line | None = Field(
        None, alias="工作活动", description="标题里的工作活动名称；与项目名称相同时不写", examples=["网络设备运维"]
    )
    overview: Text | None = Field(None, alias="工作活动概况", description="基本情况里的一段话；版式要印时写")
    funds: tuple[FundItem, ...] = Field((), alias="资金安排", description="资金分成哪几笔；版式要印时写")
    funds_said: Text | None = Field(
        None, alias="资金安排情况", description="自己写资金安排情况这句话；不写时按 资金安排 生成"
    )
    goals_said: Text | None = Field(
        None, alias="绩效目标说明", description="自己写绩效目标这句话；不写时按 绩效目标 生成"
    )
    indicators_said: Text | None = Field(
        None, alias="绩效指标说明", description="自己写绩效指标这句话；不写时按 绩效指标 生成"
    )
    own: OwnValues = Field(default_factory=dict, alias=OWN)

    @field_validator("budget", "fiscal", "other")
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

    @field_validator("own", mode="before")
    @classmethod
    def _own(cls, said: Any, info: ValidationInfo) -> Mapping[str, Any]:
        return checked(said, info, Scope.PROJECT)
