"""MON07: a target that will not be reached, or far exceeded, without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfgen.checks.examples_of_outcomes import piece, watched
from perfgen.checks.outcome import reason
from perfgen.checks.reached import reached
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.scoring.exact import rounded


def _find(subject: Subject) -> Iterator[Finding]:
    limit = subject.standard.forecast_deviation
    for outcome in subject.outcomes:
        for number, (one, scored) in enumerate(zip(outcome.rows, outcome.forecasts, strict=True)):
            if one.forecast is None or reason(one):
                continue
            said = f"指标值 {(one.adjusted or one.target).written}，预计全年 {one.forecast.written}"
            if outcome.is_unmet(scored):
                yield Finding(
                    outcome.row(number, "全年预计完成值"),
                    f"{said}，完不成，没有说明原因",
                    "在 偏差原因 里打勾，写 原因说明",
                    one.forecast.written,
                )
                continue
            got = reached(one, one.forecast, outcome.rules)
            if got is None or got.sign in ("≤", "<") or got.high <= 0:
                continue
            more = (got.value - got.high) / got.high * 100
            if more > Fraction(limit):
                yield Finding(
                    outcome.row(number, "全年预计完成值"),
                    f"{said}，多 {decimal_text(rounded(more, 2))}%，超过 {decimal_text(limit)}%，没有说明原因",
                    "在这一行加上 原因说明",
                    one.forecast.written,
                )


RULE = Rule(
    "MON07",
    Severity.WARNING,
    "预计完不成或偏差大，没有说明原因",
    "预计到年底达不到指标值的，比指标值多出很多的（由版式的 预计偏差上限 定），要在偏差原因分析里打勾，写明原因。",
    Example(
        piece(watched("培训教师人次", "≥200人次", "60人次", "150人次", "有可能")),
        piece(
            watched(
                "培训教师人次", "≥200人次", "60人次", "150人次", "有可能", "偏差原因: [人员保障]", "原因说明: 讲师未定"
            )
        ),
    ),
    "项目支出绩效运行监控表的偏差原因分析一栏",
    Tag.INCOMPLETE,
    _find,
)
