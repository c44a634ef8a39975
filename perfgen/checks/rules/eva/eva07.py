"""EVA07: more spent than there was."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import money, piece
from perfgen.checks.outcome_money import overspent
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from overspent(outcome, subject.filing.amount_unit)


RULE = Rule(
    "EVA07",
    Severity.WARNING,
    "执行数超过预算",
    "支出不会超过全年预算数：多半是年中追加了预算，全年预算数没有改；或者金额单位、小数点写错了。写了原因说明的只作提示。",
    Example(piece(more=money("100", "100", "112.4")), piece(more=money("100", "115", "112.4"))),
    "项目支出绩效自评表：执行率不超过 100%",
    Tag.OTHER,
    _find,
)
