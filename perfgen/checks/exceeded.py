"""What goes beyond what was to be expected: targets reached many times over or made easier, all done for no money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from perfgen.checks.outcome import OutcomeForm, reason
from perfgen.checks.reached import many_times, reached
from perfgen.checks.rule import Finding
from perfgen.errors import Severity
from perfgen.filing import IndicatorResults
from perfgen.filing.numbers import decimal_text
from perfgen.filing.target import Target
from perfgen.scoring import wanted as targets
from perfgen.scoring.exact import rounded
from perfgen.scoring.units import measure
from perfgen.scoring.wanted import AtBound, ByDate


def exceeded(outcome: OutcomeForm, times: Decimal, label: str, done: Sequence[Target | None]) -> Iterator[Finding]:
    """Rows of which the values under a label reach their targets so many times over; where a reason was given, as information."""
    for number, (one, value) in enumerate(zip(outcome.rows, done, strict=True)):
        got = reached(one, value, outcome.rules)
        many = many_times(got, Fraction(times)) if got else None
        if many is None or value is None:
            continue
        yield Finding(
            outcome.row(number, label),
            f"写的是 {value.written}，是指标值 {(one.adjusted or one.target).written} 的 {decimal_text(rounded(many, 1))} 倍",
            "先核对单位和数；没有写错的，在 原因说明 里说明为什么多出这么多，下一年度照实际定指标值",
            value.written,
            severity=Severity.INFO if reason(one) else None,
            supersedes=() if reason(one) else None,
        )


def done_for_nothing(outcome: OutcomeForm) -> Iterator[Finding]:
    """A form of which nothing was spent, and every row that can be told was reached, two at least."""
    whole = outcome.whole
    if whole is None or not whole.spent.budget or whole.spent.spent:
        return
    told = [one for one in outcome.actuals if one.met is not None or one.band is not None]
    if len(told) < _LEAST_ROWS or any(map(outcome.is_unmet, told)) or len(told) * 2 < len(outcome.rows):
        return
    yield Finding(
        (*whole.path, "执行数"),
        f"执行数是 0，{len(told)} 个指标却全部达到了指标值",
        "执行数漏填的补上；事情用别的钱做的、年底没有支付的，在 原因说明 里写清",
        decimal_text(whole.spent.spent),
        severity=Severity.INFO if outcome.why_money else None,
    )


_LEAST_ROWS = 2


def easier(one: IndicatorResults) -> bool:
    """Whether 调整后指标值 asks for less than 指标值, as far as numbers and dates tell."""
    if one.adjusted is None:
        return False
    before, after = (targets.read(target, one.direction, one.level2) for target in (one.target, one.adjusted))
    if isinstance(before, ByDate) and isinstance(after, ByDate):
        # What says no year is of the same one; without any, of one and the same.
        known = before.date.year or after.date.year or _SOME_YEAR
        first, last = before.date.span(known), after.date.span(known)
        return first is not None and last is not None and first[1] < last[1]
    if not isinstance(before, AtBound) or not isinstance(after, AtBound):
        return False
    was, now = measure(before.unit), measure(after.unit)
    if was.base != now.base:
        return False
    old, new = before.value * was.times, after.value * now.times
    return new > old if before.sign in "≤<" else new < old


_SOME_YEAR = 2000
