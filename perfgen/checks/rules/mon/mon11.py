"""MON11: words that say it was done where no number, or another, says so."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.claims import claimed
from perfgen.checks.count_claims import denied
from perfgen.checks.examples_of_outcomes import piece, watched
from perfgen.checks.outcome import OutcomeForm
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.target import Target
from perfgen.scoring import actual as actuals
from perfgen.scoring.by_words import MET
from perfgen.scoring.scored import Matter, Scored


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        claims = [*claimed(outcome, outcome.forecasts, outcome.texts)]
        told = {(one.path, one.at) for one in claims}
        yield from claims
        yield from (one for one in denied(outcome, subject.filing.amount_unit) if (one.path, one.at) not in told)
        for number, one in enumerate(outcome.rows):
            for label, done, scored in (
                ("实际完成值", one.actual, outcome.actuals[number]),
                ("全年预计完成值", one.forecast, outcome.forecasts[number]),
            ):
                yield from _in_words(outcome, number, label, done, scored)


def _in_words(outcome: OutcomeForm, number: int, label: str, done: Target | None, scored: Scored) -> Iterator[Finding]:
    """A cell that only says that it was done, where a number or a day is wanted."""
    if done and actuals.cleaned(done.written).rstrip("。") in MET and scored.tells(Matter.INCOMPARABLE):
        one = outcome.rows[number]
        yield Finding(
            outcome.row(number, label),
            f"指标值 {(one.adjusted or one.target).written}，这里只写“{done.written}”，看不出完成了多少",
            "照指标值的写法写数和单位，日期写到日；还没有的写清楚，如 尚未测评",
            done.written,
        )


RULE = Rule(
    "MON11",
    Severity.WARNING,
    "只说完成，没有数",
    "指标值是数或日期，执行情况、全年预计完成值也要写数或日期，只写“已完成”看不出完成了多少；"
    "文字里写“各项指标都能完成”，表里预计完不成的，文字里的数、完成率、支出和表里不一样的，也要改。",
    Example(
        piece(watched("培训教师人次", "≥200人次", "已完成", "210人次")),
        piece(watched("培训教师人次", "≥200人次", "160人次", "210人次")),
    ),
    "项目支出绩效运行监控表的执行情况一栏",
    Tag.MISMATCH,
    _find,
)
