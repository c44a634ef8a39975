"""Whether what was reached is better than what was to be reached."""

from __future__ import annotations

from fractions import Fraction

from perfgen.filing import Indicator, Target
from perfgen.scoring import actual as actuals
from perfgen.scoring import wanted as targets
from perfgen.scoring.comparable import in_unit_of
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.wanted import AtBound

_MORE, _LESS = "≥>", "≤<"


def passed(row: Indicator, reached: Target, rules: ScoreRules) -> bool:
    """Whether `reached` is better than the 指标值 of a row, in its direction: more than was to be reached at least, or less than at most.

    False where that cannot be told: a 指标值 that is a date, a range, an exact number or words, or units that cannot be turned into one
    another. `rules` tell the layout's own units.
    """
    aim = targets.read(row.target, row.direction, row.level2)
    if not isinstance(aim, AtBound):
        return False
    found = actuals.number(actuals.cleaned(reached.written), of_zero=not aim.value)
    if isinstance(found, actuals.Unclear):
        return False
    own = {one.name: (Fraction(one.times), one.of) for one in rules.units}
    compared = in_unit_of(found, aim.unit, aim.value, own)
    if isinstance(compared, actuals.Unclear):
        return False
    return (aim.sign in _MORE and compared.value > aim.value) or (aim.sign in _LESS and compared.value < aim.value)
