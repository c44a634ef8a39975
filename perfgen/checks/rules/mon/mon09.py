"""MON09: a target that is, or will be, reached many times over."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import piece, watched
from perfgen.checks.exceeded import exceeded
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    times = subject.standard.times
    for outcome in subject.outcomes:
        told = set()
        for found in exceeded(outcome, times, "全年预计完成值", [one.forecast for one in outcome.rows]):
            told.add(found.path[:-1])
            yield found
        for found in exceeded(outcome, times, "实际完成值", [one.actual for one in outcome.rows]):
            if found.path[:-1] not in told:
                yield found


RULE = Rule(
    "MON09",
    Severity.WARNING,
    "完成的是指标值的几倍，指标值定低了",
    "还没有到年底，已经完成到或者预计完成到指标值的两倍以上（倍数由版式的 超额倍数 定），说明年初定得太低，或者单位写错了。说明了原因的只作提示。",
    Example(
        piece(watched("培训教师人次", "≥200人次", "430人次", "680人次")),
        piece(watched("培训教师人次", "≥200人次", "160人次", "236人次")),
    ),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
    supersedes=("MON07",),
)
