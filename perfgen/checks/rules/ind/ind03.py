"""IND03: a 质量指标 that is a number of things."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for one in reading.of_class(subject.all_rows, reading.QUALITY):
        indicator = one.indicator
        target = reading.parsed(indicator.target)
        counted = target.value is not None and reading.is_count(subject, reading.unit_of(target))
        if counted and not reading.is_adverse(subject, indicator.name):
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"质量指标“{indicator.name}”的指标值 {words} 是数量，没有说做得怎样",
                "把这一行改成数量指标；质量指标写合格率、准确率一类的值",
                words,
                at,
            )


RULE = Rule(
    "IND03",
    Severity.INFO,
    "质量指标为数量",
    "质量指标要说做得怎样，个数、条数是数量指标的内容。",
    row("产出指标", "质量指标", "收集整理地方资料", "≥60条", "≥95%"),
    "样本 001、004",
    Tag.WRONG_LEVEL2,
    _find,
)
