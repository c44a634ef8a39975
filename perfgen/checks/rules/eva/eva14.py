"""EVA14: goals reached far beyond what was spent."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfgen.checks.examples_of_outcomes import judged, money, piece
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.scoring.exact import rounded

_ENOUGH = Fraction(2, 3)
"""Of all 分值, those of rows that have points."""


def _find(subject: Subject) -> Iterator[Finding]:
    limit = Fraction(subject.standard.ahead_of_money)
    for outcome in subject.outcomes:
        rate, whole, table = outcome.execution, outcome.whole, outcome.table
        if rate is None or whole is None or table is None:
            continue
        known = [one for one in table.rows if one.points is not None]
        points, weight, all_weights = (
            sum((Fraction(one or 0) for one in some), Fraction(0))
            for some in ([one.points for one in known], [one.weight for one in known], table.weights.of)
        )
        if not weight or weight < all_weights * _ENOUGH or points / weight * 100 - rate < limit:
            continue
        yield Finding(
            (*whole.path, "执行数"),
            f"执行率只有 {_percent(rate)}，指标得了 {_percent(points / weight * 100)} 的分",
            "核对执行数和实际完成值；钱没有花、事情做完了的，在 原因说明 里写清（节约、年底没有支付、别的资金垫付），看看预算是不是编多了",
            decimal_text(whole.spent.spent),
            severity=Severity.INFO if outcome.why_money else None,
        )


def _percent(rate: Fraction) -> str:
    return f"{decimal_text(rounded(rate, 2))}%"


def _case(spent: str) -> str:
    return piece(
        judged("培训教师人次", "≥200人次", "213人次"),
        judged("受益学校数", "≥10所", "11所", level1="效益指标", level2="社会效益指标"),
        judged("教师满意度", "≥90%", "94%", level1="满意度指标", level2="服务对象满意度指标"),
        more=money("100", "100", spent),
    )


RULE = Rule(
    "EVA14",
    Severity.WARNING,
    "指标得分远高于执行率",
    "钱花了一半，指标却得满分，不是预算编多了，就是实际完成值有水分。相差多少要说，由版式的 得分高出执行率 定，一般是 30 个百分点。说明了原因的只作提示。",
    Example(_case("41.5"), _case("93")),
    "评审时常见的意见",
    Tag.OTHER,
    _find,
    supersedes=("EVA08",),
)
