"""EVA15: nothing spent, and all done."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, money, piece
from perfgen.checks.exceeded import done_for_nothing
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from done_for_nothing(outcome)


def _case(spent: str) -> str:
    return piece(
        judged("培训教师人次", "≥200人次", "213人次"),
        judged("教师满意度", "≥90%", "94%", level1="满意度指标", level2="服务对象满意度指标"),
        more=money("100", "100", spent),
    )


RULE = Rule(
    "EVA15",
    Severity.WARNING,
    "一分钱没有花，指标全部完成",
    "执行数是 0，看得出来的指标却全部达到：执行数漏填了，或者事情是用别的钱做的。说明了原因的只作提示。",
    Example(_case("0"), _case("96.2")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
    supersedes=("EVA08", "EVA14"),
)
