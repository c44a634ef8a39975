"""MON12: nothing spent, and all done."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import money, piece, watched
from perfgen.checks.exceeded import done_for_nothing
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from done_for_nothing(outcome)


def _case(spent: str) -> str:
    return piece(
        watched("培训教师人次", "≥200人次", "213人次", "213人次"),
        watched("教师满意度", "≥90%", "94%", "94%"),
        more=money("100", "100", spent, "全年预计执行数: 98"),
    )


RULE = Rule(
    "MON12",
    Severity.WARNING,
    "一分钱没有花，指标全部完成",
    "到这个时间执行数是 0，看得出来的指标却全部达到：执行数漏填了，或者事情是用别的钱做的。说明了原因的只作提示。",
    Example(_case("0"), _case("66")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
    supersedes=("MON05",),
)
