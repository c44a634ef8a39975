"""EVA11: a target that was not reached, or far exceeded, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, two
from perfgen.checks.outcome import reason
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.scoring.scored import Matter


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        for number, (one, scored) in enumerate(zip(outcome.rows, outcome.actuals, strict=True)):
            if one.actual is None or reason(one):
                continue
            target, actual = (one.adjusted or one.target).written, one.actual.written
            far = next((remark.said for remark in scored.remarks if remark.matter is Matter.DEVIATION), "")
            unmet = outcome.is_unmet(scored)
            if not unmet and not far:
                continue
            what = "没有达到" if unmet else far.removesuffix("，要说明原因")
            more = f"（{far.removesuffix('，要说明原因')}）" if unmet and far else ""
            yield Finding(
                outcome.row(number, "实际完成值"),
                f"指标值 {target}，实际 {actual}，{what}{more}，没有说明原因",
                "在这一行加上 原因说明，没有完成的再写 改进措施" if unmet else "在这一行加上 原因说明",
                actual,
            )


RULE = Rule(
    "EVA11",
    Severity.WARNING,
    "没有达到或偏差大，没有说明原因",
    "没有达到指标值的，比指标值多出很多的（超过版式的偏差上限，一般是 30%），都要在偏差原因分析及改进措施里说明。写“无”不算。",
    two(
        judged("培训教师人次", "≥200人次", "150人次"),
        judged("培训教师人次", "≥200人次", "150人次", "原因说明: 暑期班因洪涝灾害停办", "改进措施: 2025年一季度补训"),
    ),
    "项目支出绩效自评表的偏差原因分析及改进措施一栏",
    Tag.INCOMPLETE,
    _find,
)
