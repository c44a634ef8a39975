"""Points for numbers: against a bound, against a range."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfgen.filing.numbers import decimal_text
from perfgen.scoring import actual as actuals
from perfgen.scoring.actual import ALL_DONE, ActualNumber, Unclear
from perfgen.scoring.comparable import ComparedActual, in_unit_of
from perfgen.scoring.entry import ScoreEntry
from perfgen.scoring.exact import earned, equals, rounded, said
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored
from perfgen.scoring.units import RATIO
from perfgen.scoring.wanted import AtBound, Within


@dataclass(frozen=True, slots=True)
class _Earned:
    """What share of 分值 is earned, as a quotient where it is one, and in what words."""

    share: Fraction
    because: str
    quotient: str = ""


def score(wanted: AtBound | Within, entry: ScoreEntry) -> Scored:
    """A number against a bound or a range."""
    aim = wanted.value if isinstance(wanted, AtBound) else wanted.low
    found = actuals.number(entry.cleaned, of_zero=not aim)
    if wanted.unit == RATIO and aim == 100 and entry.cleaned in ALL_DONE:
        found = ActualNumber(Fraction(100), RATIO)
    if isinstance(found, Unclear):
        return entry.incomparable(found.why)
    own = {one.name: (Fraction(one.times), one.of) for one in entry.rules.units}
    compared = in_unit_of(found, wanted.unit, aim, own)
    if isinstance(compared, Unclear):
        return entry.incomparable(compared.why)
    turned = f"（合 {said(compared.value)}{wanted.unit}）" if compared.turned else ""
    got = _earned(wanted, compared.value, f"{entry.done}{turned}", entry)
    return _with_remarks(_points(got, wanted, compared, entry), wanted, compared, entry.rules, about=found.about)


def _points(got: _Earned, wanted: AtBound | Within, compared: ComparedActual, entry: ScoreEntry) -> Scored:
    if not got.quotient:
        return entry.full(got.because) if got.share else entry.nothing(got.because)
    weight, decimals = entry.weight, entry.rules.decimals
    points = earned(got.share, weight, decimals)
    how = f"{got.because}：{got.quotient}×{decimal_text(weight)}{equals(got.share * Fraction(weight), points)}分"
    met = _met(wanted, compared.value)
    return Scored(points, weight, how, rounded(got.share * 100, 2), met=met)


def _met(wanted: AtBound | Within, value: Fraction) -> bool:
    if isinstance(wanted, Within):
        return wanted.low <= value <= wanted.high
    aim = wanted.value
    return {"≥": value >= aim, ">": value > aim, "≤": value <= aim, "<": value < aim, "=": value == aim}[wanted.sign]


def _earned(wanted: AtBound | Within, value: Fraction, shown: str, entry: ScoreEntry) -> _Earned:
    both = f"目标 {entry.aim}，实际 {shown}"
    if isinstance(wanted, Within):
        if _met(wanted, value):
            return _Earned(Fraction(1), f"实际 {shown}，在目标 {entry.aim} 之内")
        below = value < wanted.low
        at = AtBound("≥", wanted.low, wanted.unit) if below else AtBound("≤", wanted.high, wanted.unit)
        return _short_of(at, value, f"{both}，{'不到下限' if below else '超过上限'}")
    if _met(wanted, value):
        sign = wanted.sign.replace("=", "＝")
        return _Earned(
            Fraction(1),
            f"实际 {shown}{'' if shown.endswith('）') else ' '}{sign} 目标 {wanted.shown}{_because(wanted)}",
        )
    if wanted.sign == "=" and entry.rules.equal == "达到或不达到":
        return _Earned(Fraction(0), f"{both}，要正好达到，没有达到")
    return _short_of(wanted, value, f"{both}{_because(wanted)}")


def _because(wanted: AtBound) -> str:
    return f"（{wanted.why}）" if wanted.why else ""


def _short_of(wanted: AtBound, value: Fraction, both: str) -> _Earned:
    """A target that was not reached: the smaller number over the larger one, nothing where there is no such quotient."""
    aim = wanted.value
    over, under = (aim, value) if wanted.sign in "≤<" else (value, aim)
    if wanted.sign == "=":
        over, under = min(value, aim), max(value, aim)
    if over <= 0 or under <= 0:
        return _Earned(Fraction(0), both)
    return _Earned(over / under, both, f"{said(over)}÷{said(under)}")


def _with_remarks(
    scored: Scored, wanted: AtBound | Within, compared: ComparedActual, rules: ScoreRules, *, about: bool
) -> Scored:
    if compared.assumed:
        scored = scored.telling(Matter.ASSUMED, compared.assumed)
    if about:
        scored = scored.telling(Matter.ASSUMED, f"实际写的不是准数，按 {said(compared.value)}{wanted.unit} 算")
    if isinstance(wanted, AtBound) and wanted.sign in "><" and compared.value == wanted.value and scored.points:
        scored = scored.telling(Matter.ASSUMED, f"目标写的是 {wanted.sign}，实际正好等于目标，按比例得满分")
    return _with_deviation(scored, wanted, compared.value, rules)


def _with_deviation(scored: Scored, wanted: AtBound | Within, value: Fraction, rules: ScoreRules) -> Scored:
    if rules.deviation is None:
        return scored
    aim = min(max(value, wanted.low), wanted.high) if isinstance(wanted, Within) else wanted.value
    if not aim:
        off = "目标是 0，实际不是" if value else ""
    else:
        share = abs(value - aim) / abs(aim) * 100
        limit = decimal_text(rules.deviation)
        far = share > Fraction(rules.deviation)
        off = f"实际比目标{'多' if value > aim else '少'} {_percent(share)}，超过 {limit}%" if far else ""
    return scored.telling(Matter.DEVIATION, f"{off}，要说明原因") if off else scored


def _percent(share: Fraction) -> str:
    return f"{decimal_text(rounded(share, 2))}%"
