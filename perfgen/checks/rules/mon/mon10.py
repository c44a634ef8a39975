"""MON10: what was done by midyear copied from the targets of the year."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import piece, watched
from perfgen.checks.reached import all_alike
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        if count := all_alike(outcome, [one.actual for one in outcome.rows]):
            yield Finding(
                outcome.rows_path,
                f"{count} 个指标的执行情况和全年的指标值一个数也不差",
                "写到这个时间实际完成的数，不要照抄指标值；全年的写在 全年预计完成值",
            )


def _rows(first: str, second: str, third: str) -> str:
    return piece(
        watched("培训教师人次", "≥200人次", first, "205人次"),
        watched("培训班期数", "≥6期", second, "6期"),
        watched("教师满意度", "≥90%", third, "92%"),
    )


RULE = Rule(
    "MON10",
    Severity.WARNING,
    "执行情况照抄指标值",
    "年中就和全年的指标值一个数也不差，多半是照抄的。三个以上的数全部一样才说；目标是 100%、0、日期、文字的不算在内。",
    Example(_rows("200人次", "6期", "90%"), _rows("128人次", "4期", "91.5%")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
)
