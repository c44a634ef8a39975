"""得分 that somebody typed, in the place of the one worked out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from perfgen.filing.numbers import decimal_text
from perfgen.filing.text import shortened
from perfgen.scoring import by_words
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored


def override(scored: Scored, points: Decimal | None, reason: str | None, rules: ScoreRules) -> Scored:
    """`scored` with the points that were typed: taken only with a reason, never above 分值, and always told.

    The same points as worked out are nothing to tell. Where a band was chosen and no rate, points within its limits are
    the rate, and need no reason. What is not taken leaves the points as they were.
    """
    if points is None or points == scored.points or scored.weight is None:
        return scored
    typed, weight = decimal_text(points), decimal_text(scored.weight)
    if not points.is_finite() or not 0 <= points <= scored.weight:
        return scored.telling(Matter.REFUSED, f"填报的得分 {typed} 不在 0 到分值 {weight} 之间，没有采用")
    if points != round(points, rules.decimals):
        return scored.telling(Matter.REFUSED, f"填报的得分 {typed} 超过 {rules.decimals} 位小数，没有采用")
    band = scored.band
    if band and scored.points is None and scored.weight:
        share = Fraction(points) / Fraction(scored.weight)
        if Fraction(band.lower) <= share * 100 <= Fraction(band.upper):
            return by_words.of_band(band, share, scored.weight, rules)
    why = " ".join((reason or "").split())
    was = "没有算出得分" if scored.points is None else f"算出的是 {decimal_text(scored.points)} 分"
    if not why:
        return scored.telling(Matter.REFUSED, f"填报的得分是 {typed} 分，{was}，没有写理由，没有采用")
    how = f"{scored.how}；改为 {typed} 分，理由：{shortened(why)}"
    return replace(scored, points=points, how=how, rate=_rate(points, scored.weight)).telling(
        Matter.TYPED_OVER, f"得分是填报的 {typed} 分，{was}"
    )


def _rate(points: Decimal, weight: Decimal) -> Decimal | None:
    return round(points / weight * 100, 2) if weight else None
