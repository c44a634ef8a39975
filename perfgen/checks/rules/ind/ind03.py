"""IND03: a 质量指标 that is a number of things."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.nothing import may_be_nothing
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex


def _find(subject: Subject) -> Iterator[Finding]:
    for one in reading.of_class(subject.all_rows, reading.QUALITY):
        indicator = one.indicator
        target = reading.parsed(indicator.target)
        unit = reading.unit_of(target).partition("/")[0]
        named = reading.promise(subject, indicator.name) is Promise.QUANTITY
        counted = reading.is_count(subject, unit) or (named and reading.is_measure(subject, unit))
        if (
            counted
            and target.value is not None
            and not reading.is_adverse(subject, indicator.name)
            and not _OFTEN.search(indicator.name)
            and not (target.value == 0 and may_be_nothing(subject, one))
        ):
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"质量指标“{indicator.name}”的指标值 {words} 是数量，没有说做得怎样",
                "把这一行改成数量指标；质量指标写合格率、准确率一类的值",
                words,
                at,
                severity=Severity.WARNING if _is_plain(indicator.name, unit, named=named) else None,
            )


_OFTEN = regex("每[日天周月季][\u4e00-\u9fff]{0,6}(?:次数|频次)", signs="每")
"""How often a thing is done each day is how well it is done."""
_HOW_WELL = regex("合格|达标|优|良|通过|获|奖|[A-Da-d]级|一级|甲级|合规|有效|成功|标准|规范|准确|完好|质量")
_DONE = regex("(?:人?次|场次?|期|批次?|班次?|轮|遍)$")


def _is_plain(name: str, unit: str, *, named: bool) -> bool:
    """Whether a row only says how much is done: its name or its unit is that of a number, and nothing tells how well."""
    return (named or _DONE.match(unit) is not None) and not _HOW_WELL.search(name)


RULE = Rule(
    "IND03",
    Severity.INFO,
    "质量指标为数量",
    "质量指标要说做得怎样，个数、条数是数量指标的内容；名称或单位说的就是次数、人次、面积的，多半放错了位置，作为警告。",
    row("产出指标", "质量指标", "收集整理地方资料", "≥60条", "≥95%"),
    "样本 001、004",
    Tag.WRONG_LEVEL2,
    _find,
)
