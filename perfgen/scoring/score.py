"""得分 of one indicator: what its target asks for decides how it is scored."""

from __future__ import annotations

from decimal import Decimal

from perfgen.filing.target import Target
from perfgen.scoring import actual as actuals
from perfgen.scoring import by_date, by_number, by_words, wanted
from perfgen.scoring.entry import ScoreEntry
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored
from perfgen.scoring.wanted import AtBound, ByDate, Direction, InWords, Wanted, Within


def score(  # noqa: PLR0913 -- what stands in a row, each by its name
    target: Target,
    actual: str | None,
    weight: Decimal | None,
    rules: ScoreRules,
    *,
    direction: Direction | None = None,
    rate: Decimal | None = None,
    level2: str = "",
    year: int | None = None,
) -> Scored:
    """The 得分 of one indicator, never below 0 and never above `weight` (分).

    `actual` is the 实际完成值 as it was written; `direction` (指标方向性) and `level2` (二级指标) say what a target without a
    sign means; `rate` (%) is what the department chose within the band that `actual` names; `year` is the 年度 that a date
    without one is of. What cannot be scored has no points and a remark that says why; nothing is raised.

    >>> score(Target.model_validate("≤30天"), "40天", Decimal(5), ScoreRules()).how
    '目标 ≤30天，实际 40天：30÷40×5＝3.75分'
    """
    text = actuals.cleaned(actual)
    if weight is None:
        return Scored(None, None, "没有分值，不计分").telling(Matter.WEIGHT, "没有分值，请写上分值")
    if not text:
        return Scored(None, weight, "实际完成值没有填，不计分").telling(Matter.UNFILLED, "实际完成值没有填")
    wants = wanted.read(target, direction, level2)
    entry = ScoreEntry(target.written, actual or "", text, weight, rules, rate, year)
    scored = _scored(wants, entry)
    if rate is not None and not isinstance(wants, InWords):
        scored = scored.telling(Matter.ASSUMED, "指标值是数或日期，按完成情况算，没有用所选的比例")
    if wanted.disagrees(wants, direction):
        scored = scored.telling(Matter.ASSUMED, f"指标值的符号和指标方向性（{direction}）不一致，按符号算")
    return scored


def _scored(wants: Wanted, entry: ScoreEntry) -> Scored:
    if isinstance(wants, AtBound | Within):
        return by_number.score(wants, entry)
    return by_date.score(wants, entry) if isinstance(wants, ByDate) else by_words.score(wants, entry)
