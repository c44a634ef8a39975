"""EVA13: words that say it was done where the numbers say it was not."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.claims import claimed, copied
from perfgen.checks.count_claims import denied
from perfgen.checks.examples_of_outcomes import judged, piece
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        done = [one.actual for one in outcome.rows]
        told = set()
        for found in (
            *claimed(outcome, outcome.actuals, outcome.texts),
            *copied(outcome, done, outcome.texts),
            *denied(outcome, subject.filing.amount_unit),
        ):
            if (found.path, found.at) not in told:
                told.add((found.path, found.at))
                yield found


_ROW = judged("培训教师人次", "≥200人次", "150人次", "原因说明: 暑期班停办")

RULE = Rule(
    "EVA13",
    Severity.WARNING,
    "文字说完成了，数没有完成",
    "文字里说的和表里的数对不上：“各项指标全部完成”，表里却有没有达到的；完成了多少、完成率、几个指标完成或没有完成、超额完成、按期完成、"
    "全年支出多少，和实际完成值、执行数不一样（单位不同的换算了再比）。同一句里说了哪些没有完成的，计划的、往年的、累计的、大约的不算。",
    Example(
        piece(_ROW, more="实际完成情况: 年度各项绩效目标均已完成。"),
        piece(_ROW, more="实际完成情况: 除培训教师人次外，各项绩效目标均已完成。"),
    ),
    "项目支出绩效自评表：年度总体目标的实际完成情况和绩效指标",
    Tag.OTHER,
    _find,
)
