"""MON01: lines of money that do not add up to their sum."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.outcome_money import uneven
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from uneven(outcome, subject.filing.amount_unit)


def _money(expected: int) -> str:
    return (
        "预算项目:\n  - 项目资金:\n"
        f"      年度资金总额: {{年初预算数: 100, 全年预算数: 100, 执行数: 70, 全年预计执行数: {expected}}}\n"
        "      当年财政拨款: {年初预算数: 80, 全年预算数: 80, 执行数: 60, 全年预计执行数: 78}\n"
        "      其他资金: {年初预算数: 20, 全年预算数: 20, 执行数: 10, 全年预计执行数: 20}\n"
    )


RULE = Rule(
    "MON01",
    Severity.ERROR,
    "各行资金加起来不等于合计",
    "年度资金总额是当年财政拨款、上年结转资金、其他资金相加，年初预算数、全年预算数、执行数、全年预计执行数每一栏都是；万元四舍五入差 0.01 的不算。",
    Example(_money(100), _money(98)),
    "项目支出绩效运行监控表的资金几行",
    Tag.OTHER,
    _find,
)
