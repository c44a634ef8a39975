"""MON06: a low 执行率 expected for the year, without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfgen.checks.examples_of_outcomes import money, piece
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.scoring.exact import rounded


def _find(subject: Subject) -> Iterator[Finding]:
    limit = subject.standard.forecast_limit
    for outcome in subject.outcomes:
        whole = outcome.whole
        expected = whole.spent.forecast if whole else None
        if whole is None or expected is None or not whole.spent.budget or outcome.why_money:
            continue
        rate = Fraction(expected) / Fraction(whole.spent.budget) * 100
        if rate < Fraction(limit):
            yield Finding(
                (*whole.path, "全年预计执行数"),
                f"预计全年执行率 {decimal_text(rounded(rate, 2))}%，低于 {decimal_text(limit)}%，没有说明原因",
                "在项目资金下面加一行 原因说明；花不完的，写清打算怎样办：调减、结转、加快",
                decimal_text(expected),
            )


RULE = Rule(
    "MON06",
    Severity.WARNING,
    "预计执行率低，没有说明原因",
    "预计到年底还花不到九成的（由版式的 预计执行率下限 定），现在就要说明，以便调整预算。写“无”不算。",
    Example(
        piece(more=money("100", "100", "58", "全年预计执行数: 75")),
        piece(more=money("100", "100", "58", "全年预计执行数: 75", cause="招标节约25万元，拟调减预算")),
    ),
    "项目支出绩效运行监控表；自评时执行率低于 90% 要说明",
    Tag.INCOMPLETE,
    _find,
)
