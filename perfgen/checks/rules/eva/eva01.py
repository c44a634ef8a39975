"""EVA01: 总分 that is not the sum of the points."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.claims import wrong_totals
from perfgen.checks.examples_of_outcomes import judged, money, piece
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for outcome in subject.outcomes:
        yield from wrong_totals(outcome)


_ROWS = (
    judged("培训教师人次", "≥200人次", "190人次", "分值: 50"),
    judged("受益学校数", "≥10所", "10所", "分值: 30", level1="效益指标", level2="社会效益指标"),
    judged("教师满意度", "≥90%", "93%", "分值: 10", level1="满意度指标", level2="服务对象满意度指标"),
)

RULE = Rule(
    "EVA01",
    Severity.ERROR,
    "总分不等于各项得分之和",
    "总分是执行率和每一个指标的得分相加，一分不差。写在 总分 里的、文字里说的，都和各项得分相加核对；还有一项没有得分时不查。",
    Example(
        piece(*_ROWS, more=money("100", "100", "100") + "总分: 98.5"),
        piece(*_ROWS, more=money("100", "100", "100") + "总分: 97.5"),
    ),
    "项目支出绩效自评表的总分一行",
    Tag.OTHER,
    _find,
)
