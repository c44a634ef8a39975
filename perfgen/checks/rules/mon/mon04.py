"""MON04: less expected for the year than is spent already."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import money, piece
from perfgen.checks.outcome_money import over
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text


def _find(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for outcome in subject.outcomes:
        for line in over(outcome.lines, lambda one: one.forecast is not None and one.forecast < one.spent):
            spent, expected = line.spent.spent, line.spent.forecast
            if expected is not None:
                yield Finding(
                    (*line.path, "全年预计执行数"),
                    f"{decimal_text(expected)}{unit}，比已经执行的 {decimal_text(spent)}{unit}还少",
                    "全年预计执行数是全年的，包括已经执行的；核对两个数",
                    decimal_text(expected),
                )


RULE = Rule(
    "MON04",
    Severity.ERROR,
    "全年预计执行数比执行数还少",
    "全年预计执行数包括已经执行的，不会比它少。常见的是只写了后几个月的数。",
    Example(
        piece(more=money("100", "100", "68", "全年预计执行数: 30")),
        piece(more=money("100", "100", "68", "全年预计执行数: 98")),
    ),
    "项目支出绩效运行监控表的资金几行",
    Tag.OTHER,
    _find,
)
