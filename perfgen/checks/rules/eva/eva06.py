"""EVA06: 执行率 that is not 执行数 ÷ 全年预算数."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.outcome_money import wrong_rates
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from wrong_rates(outcome)


def _rate(rate: str) -> str:
    line = "年初预算数: 200, 全年预算数: 190, 执行数: 171"
    money = f"{{年度资金总额: {{{line}, 执行率: {rate}}}, 当年财政拨款: {{{line}}}, 原因说明: 招标节约}}"
    return f"预算项目:\n  - 项目资金: {money}\n"


RULE = Rule(
    "EVA06",
    Severity.ERROR,
    "执行率算错",
    "执行率是执行数÷全年预算数；没有调整的，全年预算数和年初预算数相同。写了几位小数就按几位四舍五入核对。文字里说的也查，只说一种资金、上年的不查。",
    Example(_rate("85.5%"), _rate("90%")),
    "项目支出绩效自评表的执行率一栏",
    Tag.OTHER,
    _find,
)
