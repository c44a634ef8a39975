"""What reviewers expect of a filing of one layout, as far as it differs from layout to layout."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator, model_validator

from perfgen.filing.base import Model, fault
from perfgen.filing.numbers import Amount, Percent
from perfgen.filing.regex import regex
from perfgen.filing.text import Line

_RULE = regex(r"[A-Z]{3}\d{2}")

_LONGEST, _MOST_REPEATS = 200, 3
"""Of a pattern: its characters, and what in it may stand for more or less. A code of 64 characters is then tried in at most
64³ ways."""
_VARYING = frozenset("*+?,)")
"""A pattern in which something varies has one of these."""
_OF_ONE = regex(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_REPEAT = regex(r"[*+?]|\{\d*,\d*\}")


def _takes_long(pattern: str) -> bool:
    """Whether a pattern may take long to find that a text is none: where what varies is in what varies, or much varies."""
    if _VARYING.isdisjoint(pattern):
        return len(pattern) > _LONGEST
    without_sets = _OF_ONE.sub("x", pattern).replace("(?", "(")
    return (
        len(pattern) > _LONGEST
        or re.search(r"\)[*+?{]", without_sets) is not None
        or len(_REPEAT.findall(without_sets)) > _MOST_REPEATS
    )


class Standard(Model):
    """The parameters of the rules: 检查 in a layout.yaml.

    `required_level1` are groups of 一级指标 of which a project must have one each; `required_level2` the 二级指标 a
    project must have besides 成本指标; `weights_total` what the scores (分) of 整体绩效指标 add up to. A satisfaction is told
    below `satisfaction_least` and at `satisfaction_most` (both in percent).

    Of 自评表: `times` from which on a target was too low, `ahead_of_money` how many per cent of the points more than of the money.
    Of 运行监控表: the 执行率 against the share of the year gone by, below `red` red, below `yellow` yellow; `forecast_limit` is the least
    执行率 expected by the end of the year, and `forecast_deviation` how far what is expected may be beyond its target (all in percent).
    Source: a vendor's warning lights (60 %, 80 %), and filled forms.
    """

    not_applicable: frozenset[str] = Field(frozenset(), alias="不适用", description="这个版式用不上的规则编号")
    required_level1: tuple[tuple[Line, ...], ...] = Field(
        (("产出指标",), ("效益指标", "效果指标")), alias="必有一级指标", description="每组里至少要有一个"
    )
    required_level2: tuple[Line, ...] = Field((), alias="必有二级指标", description="成本指标另说")
    satisfaction: Line = Field("满意度指标", alias="满意度", description="满意度是哪个一级指标")
    cost: Line = Field("成本指标", alias="成本", description="成本是哪个一级或二级指标")
    cost_required: Literal["要求", "不要求"] = Field("要求", alias="成本指标", description="项目要不要有成本指标")
    weights_total: Amount = Field(Decimal(100), alias="权重合计", gt=0, description="整体绩效指标各行分值之和")
    satisfaction_least: Amount = Field(Decimal(80), alias="满意度最低", description="满意度低于百分之几要提示")
    satisfaction_most: Amount = Field(Decimal(100), alias="满意度最高", description="满意度定到百分之几就是太满")
    times: Amount = Field(Decimal(2), alias="超额倍数", gt=1, description="实际是指标值的多少倍以上，算指标值定低了")
    ahead_of_money: Percent = Field(
        Decimal(30), alias="得分高出执行率", description="指标得分的百分比高出执行率多少个百分点要提醒"
    )
    red: Percent = Field(Decimal(60), alias="红灯", description="执行率除以时间过去的比例，低于百分之几亮红灯")
    yellow: Percent = Field(Decimal(80), alias="黄灯", description="执行率除以时间过去的比例，低于百分之几亮黄灯")
    forecast_limit: Percent = Field(
        Decimal(90), alias="预计执行率下限", description="监控时，全年预计执行率低于百分之几要说明原因"
    )
    forecast_deviation: Percent = Field(
        Decimal(30), alias="预计偏差上限", description="监控时，全年预计完成值比指标值多百分之几以上要说明原因"
    )
    code: Line = Field("[0-9A-Za-z-]+", alias="项目编码", description="项目编码的写法，正则表达式")
    code_example: Line = Field("", alias="项目编码示例", validate_default=False)

    @model_validator(mode="after")
    def _red_is_worse(self) -> Standard:
        if self.red > self.yellow:
            raise fault("红灯的界线比黄灯高", "红灯写低的，黄灯写高的，如 红灯: 60%、黄灯: 80%", at=("红灯",))
        return self

    @field_validator("not_applicable")
    @classmethod
    def _are_codes(cls, codes: frozenset[str]) -> frozenset[str]:
        for code in sorted(codes):
            if not _RULE.fullmatch(code):
                raise fault(f"“{code}”不是规则编号", "规则编号是三个大写字母加两位数字，如 STR10")
        return codes

    @field_validator("code")
    @classmethod
    def _is_pattern(cls, pattern: str) -> str:
        if _takes_long(pattern):
            raise fault(
                "项目编码的写法太复杂",
                f"最多 {_LONGEST} 个字；括号后面不用 * + ? {{}}；* + ? {{m,n}} 合起来最多 {_MOST_REPEATS} 处。"
                "写定几位就行，如 [0-9]{8}P[0-9A-Z]{12}",
            )
        try:
            re.compile(pattern)
        except (re.error, OverflowError):
            raise fault(f"项目编码的写法“{pattern}”不是正则表达式", "如 [0-9]{8}P[0-9A-Z]{12}") from None
        return pattern
