"""执行率 and its 得分."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfgen.filing.numbers import decimal_text
from perfgen.scoring.exact import earned, equals, rounded
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored


def execution(budget: Decimal | None, spent: Decimal | None, weight: Decimal | None, rules: ScoreRules) -> Scored:
    """执行率 × its 分值, capped; amounts in one unit, whichever. `rate` is the 执行率 in %, also above 100.

    Reckoned from the amounts, not from the rounded rate. Source: 项目支出绩效自评表, 执行率 × 10.

    >>> execution(Decimal("184"), Decimal("173.42"), Decimal(10), ScoreRules()).how
    '执行数 173.42 ÷ 预算数 184＝94.25%，×10≈9.43分'
    """
    if weight is None:
        return Scored(None, None, "执行率不计分")
    if budget is None or spent is None:
        missing = "、".join(name for name, amount in (("预算数", budget), ("执行数", spent)) if amount is None)
        return Scored(None, weight, f"{missing}没有填，不计分").telling(Matter.UNFILLED, f"{missing}没有填")
    if not budget:
        return Scored(None, weight, "预算数是 0，没有执行率，不计分").telling(
            Matter.INCOMPARABLE, "预算数是 0，算不出执行率"
        )
    share = Fraction(spent) / Fraction(budget)
    capped = min(share, Fraction(1))
    points = earned(capped, weight, rules.decimals)
    rate = rounded(share * 100, 2)
    over = "，超过 100% 按 100% 算" if share > 1 else ""
    how = (
        f"执行数 {decimal_text(spent)} ÷ 预算数 {decimal_text(budget)}{equals(share * 100, rate)}%{over}，"
        f"×{decimal_text(weight)}{equals(capped * Fraction(weight), points)}分"
    )
    scored = Scored(points, weight, how, rate, met=share >= 1)
    if share * 100 < Fraction(rules.execution_limit):
        limit = decimal_text(rules.execution_limit)
        return scored.telling(Matter.LOW_EXECUTION, f"执行率 {decimal_text(rate)}%，低于 {limit}%，要说明原因")
    if share > 1:
        return scored.telling(Matter.OVERSPENT, f"执行数比预算数多，执行率 {decimal_text(rate)}%，请核对")
    return scored
