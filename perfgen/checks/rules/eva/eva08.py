"""EVA08: a low 执行率 without a reason."""

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
    for outcome in subject.outcomes:
        rate, whole, limit = outcome.execution, outcome.whole, outcome.rules.execution_limit
        if rate is None or whole is None or rate >= Fraction(limit) or outcome.why_money:
            continue
        yield Finding(
            (*whole.path, "执行数"),
            f"执行率 {decimal_text(rounded(rate, 2))}%，低于 {decimal_text(limit)}%，没有说明原因",
            "在项目资金下面加一行 原因说明，写清为什么没有花完",
            decimal_text(whole.spent.spent),
        )


RULE = Rule(
    "EVA08",
    Severity.WARNING,
    "执行率低，没有说明原因",
    "执行率低于版式定的下限（一般是 90%），要说明原因：招标节约、没有开工、资金下达晚。写“无”不算。",
    Example(
        piece(more=money("100", "100", "62")),
        piece(more=money("100", "100", "62", cause="设备招标节约38万元，财政已收回")),
    ),
    "项目支出绩效自评表：执行率低于 90% 要说明",
    Tag.INCOMPLETE,
    _find,
)
