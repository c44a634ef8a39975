"""EVA13: words that say it was done where the numbers say it was not."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.claims import claimed, copied
from perfgen.checks.examples_of_outcomes import judged, piece
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from claimed(outcome, outcome.actuals, outcome.texts)
        yield from copied(outcome, [one.actual for one in outcome.rows], outcome.texts)


_ROW = judged("培训教师人次", "≥200人次", "150人次", "原因说明: 暑期班停办")

RULE = Rule(
    "EVA13",
    Severity.WARNING,
    "文字说完成了，数没有完成",
    "实际完成情况里写“各项指标全部完成”，表里却有没有达到的指标；或者文字里写的正好是目标数，表里没有这么多。同一句里说了哪些没有完成的不算。",
    Example(
        piece(_ROW, more="实际完成情况: 年度各项绩效目标均已完成。"),
        piece(_ROW, more="实际完成情况: 除培训教师人次外，各项绩效目标均已完成。"),
    ),
    "项目支出绩效自评表：年度总体目标的实际完成情况和绩效指标",
    Tag.OTHER,
    _find,
)
