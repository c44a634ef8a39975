"""EVA10: actuals copied from the targets."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, piece
from perfgen.checks.reached import all_alike
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        if count := all_alike(outcome, [one.actual for one in outcome.rows]):
            yield Finding(
                outcome.rows_path,
                f"{count} 个指标的实际完成值和指标值一个数也不差",
                "按台账、验收单、问卷写实际数，不要照抄指标值",
            )


def _rows(first: str, second: str, third: str) -> str:
    return piece(
        judged("培训教师人次", "≥200人次", first),
        judged("培训班期数", "≥6期", second),
        judged("教师满意度", "≥90%", third, level1="满意度指标", level2="服务对象满意度指标"),
    )


RULE = Rule(
    "EVA10",
    Severity.WARNING,
    "实际完成值照抄指标值",
    "实际情况很少恰好和年初定的数一样。三个以上的数全部一样，多半是照抄的。目标是 100%、0、日期、文字的不算在内。",
    Example(_rows("200人次", "6期", "90%"), _rows("213人次", "6期", "94.2%")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
)
