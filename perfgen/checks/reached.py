"""How far a row got as a number: its actual in the unit of its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfgen.checks.outcome import OutcomeForm
from perfgen.filing import IndicatorResults
from perfgen.filing.target import Target
from perfgen.scoring import actual as actuals
from perfgen.scoring import wanted as targets
from perfgen.scoring.actual import ALL_DONE, ActualNumber
from perfgen.scoring.comparable import ComparedActual, in_unit_of
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.units import RATIO, measure, stem
from perfgen.scoring.wanted import AtBound, Within

_FEW = 5
"""A target below so many is reached many times over by one more: 1 篇 and 2 篇."""
_LEAST_MORE = 3
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Reached:
    """A number that was to be reached and the one that was, in one unit: `low` and `high` are one but for a range."""

    sign: str
    low: Fraction
    high: Fraction
    value: Fraction
    unit: str


def reached(one: IndicatorResults, done: Target | None, rules: ScoreRules) -> Reached | None:
    """What a row was to reach and reached, as numbers; None where either is none, or they cannot be compared."""
    wants = targets.read(one.adjusted or one.target, one.direction, one.level2)
    text = actuals.cleaned(done.written) if done else ""
    if not text or not isinstance(wants, AtBound | Within):
        return None
    aim = wants.value if isinstance(wants, AtBound) else wants.low
    found = actuals.number(text, of_zero=not aim)
    if wants.unit == RATIO and aim == 100 and text in ALL_DONE:
        found = ActualNumber(Fraction(100), RATIO)
    if not isinstance(found, ActualNumber):
        return None
    own = {unit.name: (Fraction(unit.times), unit.of) for unit in rules.units}
    compared = in_unit_of(found, wants.unit, aim, own)
    if not isinstance(compared, ComparedActual):
        return None
    sign, high = (wants.sign, aim) if isinstance(wants, AtBound) else ("", wants.high)
    return Reached(sign, aim, high, compared.value, wants.unit)


def many_times(got: Reached, times: Fraction) -> Fraction | None:
    """How many times what was wanted at least was reached, where that is at least `times`; else None.

    Only of what is to be as much as can be, and of a range. A target that small numbers exceed is not told.
    """
    if got.sign not in ("≥", ">", "=", "") or got.high <= 0 or got.value < got.high * times:
        return None
    scale = measure(got.unit).times / stem(got.unit).times if got.unit else Fraction(1)
    if got.unit != RATIO and got.high * scale < _FEW and (got.value - got.high) * scale < _LEAST_MORE:
        return None
    return got.value / got.high


def all_alike(outcome: OutcomeForm, done: Iterable[Target | None]) -> int:
    """How many rows tell something of their own, where each of them reached its target to the digit; else 0.

    Targets of 0 and 100 %, of dates and words tell nothing: they are reached by being reached. At least three must be left.
    """
    told = [*_telling(outcome, done)]
    return len(told) if len(told) >= _LEAST_ROWS and all(got.low == got.high == got.value for got in told) else 0


def _telling(outcome: OutcomeForm, done: Iterable[Target | None]) -> Iterator[Reached]:
    for one, value in zip(outcome.rows, done, strict=True):
        got = reached(one, value, outcome.rules)
        if got and got.low and not (got.unit == RATIO and got.low == 100):
            yield got
