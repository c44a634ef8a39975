"""EVA17: a target made easier in the year, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, two
from perfgen.checks.exceeded import easier
from perfgen.checks.outcome import is_said, reason
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        for number, one in enumerate(outcome.rows):
            if one.adjusted is None or not easier(one) or reason(one) or is_said(one.note):
                continue
            fits = one.actual is not None and one.actual.written.lstrip("≥≤=＝ ") == one.adjusted.written.lstrip(
                "≥≤=＝ "
            )
            more = "，调整后的正好是实际完成的" if fits else ""
            yield Finding(
                outcome.row(number, "调整后指标值"),
                f"年初是 {one.target.written}，调整成 {one.adjusted.written}，降低了{more}，没有说明原因",
                "在这一行加上 原因说明，写清什么时候、哪份文件批准调整的；没有批准的，按年初的指标值评",
                one.adjusted.written,
            )


RULE = Rule(
    "EVA17",
    Severity.WARNING,
    "调低指标值，没有说明原因",
    "批准过的指标值，年中调低要有批准。没有写原因的，看起来像是照着完成的数改的。年初的指标值被改掉的，由 ACT01 说。",
    two(
        judged("培训教师人次", "≥200人次", "150人次", "调整后指标值: ≥150人次"),
        judged(
            "培训教师人次", "≥200人次", "150人次", "调整后指标值: ≥150人次", "原因说明: 7月经财政局批准调减一期培训班"
        ),
    ),
    "项目支出绩效自评表的调整后指标值一栏",
    Tag.INCOMPLETE,
    _find,
)
