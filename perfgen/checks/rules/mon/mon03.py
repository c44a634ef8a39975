"""MON03: more spent, or to be spent, than there is."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import money, piece
from perfgen.checks.outcome_money import over, overspent
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text


def _find(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for outcome in subject.outcomes:
        yield from overspent(outcome, unit)
        for line in over(outcome.lines, lambda one: one.forecast is not None and one.forecast > one.budget):
            expected, budget = line.spent.forecast, line.spent.budget
            if expected is not None:
                yield Finding(
                    (*line.path, "全年预计执行数"),
                    f"{decimal_text(expected)}{unit}，比全年预算数 {decimal_text(budget)}{unit}"
                    f"多 {decimal_text(expected - budget)}{unit}",
                    "要追加预算的，先办调整，再改 全年预算数；没有追加的，核对金额单位和小数点",
                    decimal_text(expected),
                    severity=Severity.INFO if outcome.why_money else None,
                )


RULE = Rule(
    "MON03",
    Severity.WARNING,
    "执行数或预计执行数超过预算",
    "支出不会超过全年预算数：多半是追加了预算，全年预算数没有改；或者金额单位、小数点写错了。写了原因说明的只作提示。",
    Example(
        piece(more=money("100", "100", "70", "全年预计执行数: 118")),
        piece(more=money("100", "120", "78", "全年预计执行数: 118")),
    ),
    "项目支出绩效运行监控表的资金几行",
    Tag.OTHER,
    _find,
)
