"""总分 and the grade it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfgen.filing.numbers import decimal_text
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored, ScoreRemark

FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class TotalScore:
    """总分: `points` is the exact sum of the rounded points; `unscored` rows gave none; `grade` only where there are no such.

    `weight` is the sum of 分值.
    """

    points: Decimal
    weight: Decimal
    unscored: int
    grade: str | None
    how: str
    remarks: tuple[ScoreRemark, ...] = ()


def total(rows: Sequence[Scored], rules: ScoreRules) -> TotalScore:
    """The sum of the rows, 执行率 among them."""
    points = sum((row.points for row in rows if row.points is not None), Decimal(0))
    weight = sum((row.weight for row in rows if row.weight is not None), Decimal(0))
    unscored = sum(row.points is None for row in rows)
    how = "＋".join(decimal_text(row.points) for row in rows if row.points is not None) or "0"
    grade = None if unscored else grade_of(points, rules)
    said = f"{how}＝{decimal_text(points)}分" if how != decimal_text(points) else f"{how}分"
    remarks = []
    if unscored:
        open_weight = sum((row.weight or Decimal(0) for row in rows if row.points is None), Decimal(0))
        remarks.append(
            ScoreRemark(
                Matter.UNFILLED,
                f"还有 {unscored} 项没有得分（共 {decimal_text(open_weight)} 分），总分和等级都还不算数",
            )
        )
    if weight != FULL:
        remarks.append(ScoreRemark(Matter.WEIGHT, f"分值合计 {decimal_text(weight)}，应当是 100"))
    return TotalScore(points, weight, unscored, grade, said, tuple(remarks))


def grade_of(points: Decimal, rules: ScoreRules) -> str | None:
    """优 from 90 points on, and so on; None where the rules have no grade for so few points."""
    return next((limit.name for limit in rules.grades if points >= limit.lower), None)
