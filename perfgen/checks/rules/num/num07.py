"""NUM07: scores of 整体绩效指标 that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import OVERALL, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, decimal_text, parse_decimal
from perfgen.filing.regex import regex

_SCORE = regex(rf"[≥≤≧≦⩾⩽><=＞＜＝]*\s*({NUMBER.pattern})\s*分")
_LEAST = 2
"""So many scores make weights; a single one is a value that happens to be in points."""


def _find(subject: Subject) -> Iterator[Finding]:
    rows = subject.overall_rows
    found = [_SCORE.fullmatch(row.indicator.target.written.translate(HALF_WIDTH).strip()) for row in rows]
    scores = [number for one in found if one and (number := parse_decimal(one[1])) is not None]
    total, wanted = sum(scores, Decimal(0)), subject.standard.weights_total
    if len(scores) >= _LEAST and 2 * len(scores) > len(rows) and total != wanted:
        yield Finding(
            (OVERALL,),
            f"整体绩效指标各行的分值加起来是 {decimal_text(total)}分，应当是 {decimal_text(wanted)}分",
            "核对各行的分值",
        )


def _scored(*scores: int) -> str:
    said = "绩效指标描述: 完成情况, 指标值确定依据: 年度考核"
    rows = (
        f"  - {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 重点工作{at}完成情况, 指标值: {score}分, {said}}}\n"
        for at, score in enumerate(scores, 1)
    )
    return "整体绩效指标:\n" + "".join(rows)


RULE = Rule(
    "NUM07",
    Severity.ERROR,
    "权重合计错误",
    "整体绩效指标用分值表示权重时，各行加起来应当等于版式定的总分，一般是 100 分。",
    Example(bad=_scored(40, 30, 20), good=_scored(40, 30, 30)),
    "财政部门审核系统的要求；样本 001 合计 100 分",
    Tag.OTHER,
    _find,
)
