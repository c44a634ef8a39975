"""MON08: a likelihood that what is expected denies."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples_of_outcomes import piece, watched
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity

SURE, NEVER = "确定能", "完全不可能"


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        for number, (one, scored) in enumerate(zip(outcome.rows, outcome.forecasts, strict=True)):
            if one.forecast is None or one.likelihood is None:
                continue
            unmet = outcome.is_unmet(scored)
            if (one.likelihood == SURE and unmet) or (one.likelihood == NEVER and scored.met):
                target = (one.adjusted or one.target).written
                yield Finding(
                    outcome.row(number, "完成可能性"),
                    f"写着“{one.likelihood}”，预计全年 {one.forecast.written}，{'达不到' if unmet else '达到了'}指标值 {target}",
                    "核对全年预计完成值和完成可能性",
                    one.likelihood,
                )


RULE = Rule(
    "MON08",
    Severity.WARNING,
    "完成可能性和全年预计完成值矛盾",
    "预计完成值达不到指标值，就不是“确定能”完成；达得到，就不是“完全不可能”。",
    Example(
        piece(watched("培训教师人次", "≥200人次", "60人次", "150人次", "确定能", "原因说明: 讲师未定")),
        piece(watched("培训教师人次", "≥200人次", "160人次", "210人次", "确定能")),
    ),
    "项目支出绩效运行监控表的完成目标可能性一栏",
    Tag.MISMATCH,
    _find,
)
