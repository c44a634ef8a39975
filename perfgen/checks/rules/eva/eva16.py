"""EVA16: an actual that cannot be held against its target."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, two
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.scoring.scored import Matter


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        if outcome.table is None:
            continue
        for number, (one, scored) in enumerate(zip(outcome.rows, outcome.table.rows, strict=True)):
            if one.actual is None or scored.points is not None:
                continue
            why = [said.said for said in scored.remarks if said.matter in (Matter.INCOMPARABLE, Matter.RATE)]
            if why:
                yield Finding(
                    outcome.row(number, "实际完成值"),
                    f"指标值 {(one.adjusted or one.target).written}，实际 {one.actual.written}，算不出得分：{why[0]}",
                    "照指标值的写法写：数要带单位，日期写到日，定性的写档次",
                    one.actual.written,
                )


RULE = Rule(
    "EVA16",
    Severity.WARNING,
    "实际完成值看不出完成了多少",
    "指标值是数，实际完成值只写“已完成”、照抄“≥200人次”、单位换算不了，都看不出完成了多少，算不出得分，总分也就不算数。",
    two(judged("培训教师人次", "≥200人次", "已完成"), judged("培训教师人次", "≥200人次", "213人次")),
    "项目支出绩效自评表的实际完成值一栏",
    Tag.MISMATCH,
    _find,
)
