"""EVA02: 得分 above 分值."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, two
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        if outcome.table is None:
            continue
        for number, (one, scored) in enumerate(zip(outcome.rows, outcome.table.rows, strict=True)):
            if one.points is not None and scored.weight is not None and one.points > scored.weight:
                typed, most = decimal_text(one.points), decimal_text(scored.weight)
                how = "" if one.weight is not None else f"（版式的分平均分下来，这一行是 {most} 分）"
                yield Finding(
                    outcome.row(number, "得分"),
                    f"写的是 {typed} 分，超过了分值 {most} 分{how}",
                    "得分最多写到分值；超额完成也不加分。不写得分，就按评分办法算",
                    typed,
                )


RULE = Rule(
    "EVA02",
    Severity.ERROR,
    "得分超过分值",
    "一个指标最多得它的分值，超额完成的也只得满分。",
    two(
        judged("培训教师人次", "≥200人次", "260人次", "分值: 10", "得分: 12", "得分理由: 超额完成"),
        judged("培训教师人次", "≥200人次", "260人次", "分值: 10", "得分: 10"),
    ),
    "项目支出绩效自评表的分值、得分两栏",
    Tag.OTHER,
    _find,
)
