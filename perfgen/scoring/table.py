"""A whole table of a 自评: the money, every row, and the sum, from 执行情况 as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfgen.filing import IndicatorResults, Spent
from perfgen.scoring.execution import execution
from perfgen.scoring.override import override
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.score import score
from perfgen.scoring.scored import Scored
from perfgen.scoring.spread import Weights, spread
from perfgen.scoring.total import TotalScore, total


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """The 得分 of the money (None where the layout scores none), of each row in its order, and of all together.

    `weights` are the 分值 of the rows, those that were not written worked out.
    """

    money: Scored | None
    rows: tuple[Scored, ...]
    weights: Weights
    total: TotalScore


def score_table(
    rows: Sequence[IndicatorResults], line: Spent | None, rules: ScoreRules, year: int | None = None
) -> ScoredTable:
    """Score the rows of a table and `line`, its money as a sum. `year` is the 年度 that dates without one are of.

    A target that was adjusted in the year takes the place of the first; a 得分 that was typed is taken as `override` says.
    """
    weights = spread([one.level1 for one in rows], [one.weight for one in rows], rules)
    scored = []
    for one, weight in zip(rows, weights.of, strict=True):
        worked_out = score(
            one.adjusted or one.target,
            one.actual.written if one.actual else None,
            weight,
            rules,
            direction=one.direction,
            level2=one.level2,
            year=year,
        )
        scored.append(override(worked_out, one.points, one.points_reason, rules))
    money = None
    if rules.execution_weight is not None:
        budget, spent = (line.budget, line.spent) if line else (None, None)
        money = execution(budget, spent, rules.execution_weight, rules)
    return ScoredTable(money, tuple(scored), weights, total([*([money] if money else []), *scored], rules))
