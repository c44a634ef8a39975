"""EVA03: 得分 that is not what the layout's 评分 gives, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import judged, two
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing import IndicatorResults
from perfgen.filing.numbers import decimal_text
from perfgen.scoring.scored import Matter, Scored


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        if outcome.table is None:
            continue
        for number, (one, scored) in enumerate(zip(outcome.rows, outcome.table.rows, strict=True)):
            if one.points is None or scored.weight is None or one.points > scored.weight:
                continue
            if scored.tells(Matter.REFUSED):
                at = outcome.row(number, "得分")
                message, hint = _said(one, scored)
                severity = Severity.WARNING if scored.points is None else None
                yield Finding(at, message, hint, decimal_text(one.points), severity=severity)


def _said(one: IndicatorResults, scored: Scored) -> tuple[str, str]:
    typed = decimal_text(one.points) if one.points is not None else ""
    if scored.points is None:
        return (
            f"写的是 {typed} 分，按实际完成值算不出得分，也没有写理由，不会印出来",
            "实际完成值写成能和指标值比的数或档次，或者写上 得分理由",
        )
    if one.points_reason:
        return f"写的是 {typed} 分，小数位太多，没有采用", "四舍五入以后再写"
    return (
        f"写的是 {typed} 分，算出来是 {decimal_text(scored.points)} 分：{scored.how}",
        "照算出来的写，或者不写得分；有特殊情况的，写上 得分理由",
    )


RULE = Rule(
    "EVA03",
    Severity.ERROR,
    "得分和算出来的不一样",
    "得分按版式的评分办法，由指标值、实际完成值和分值算出来。自己填的和算的不一样，要写得分理由，不然仍印算出来的。定性的指标在档次里选分，不用写理由。",
    two(
        judged("培训教师人次", "≥200人次", "180人次", "分值: 10", "得分: 10"),
        judged("培训教师人次", "≥200人次", "180人次", "分值: 10", "得分: 9"),
    ),
    "项目支出绩效自评表：实际÷目标×分值",
    Tag.OTHER,
    _find,
)
