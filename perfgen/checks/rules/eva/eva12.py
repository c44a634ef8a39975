"""EVA12: a target that was reached many times over."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, two
from perfgen.checks.exceeded import exceeded
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from exceeded(outcome, subject.standard.times, "实际完成值", [one.actual for one in outcome.rows])


RULE = Rule(
    "EVA12",
    Severity.WARNING,
    "实际是指标值的几倍，指标值定低了",
    "实际完成到指标值的两倍以上（倍数由版式的 超额倍数 定），说明年初定得太低，或者单位写错了。说明了原因的只作提示。越少越好的、几个几个的小数目不算。",
    two(judged("培训教师人次", "≥200人次", "680人次"), judged("培训教师人次", "≥200人次", "236人次")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
    supersedes=("EVA11",),
)
