"""What a 指标值 asks for: a bound, a range, a date, or words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from perfgen.filing import comparisons
from perfgen.filing.numbers import NUMBER, half_width, parse_decimal
from perfgen.filing.regex import regex
from perfgen.filing.target import Target
from perfgen.scoring import dates
from perfgen.scoring.dates import SaidDate
from perfgen.scoring.exact import said
from perfgen.scoring.units import MONEY, TIMES, measure

Direction = Literal["正向", "反向"]


@dataclass(frozen=True, slots=True)
class AtBound:
    """A number to be reached or kept: `sign` is one of ≥ ≤ > < =.

    `why` says what the sign was taken from, where none stands.
    """

    sign: str
    value: Fraction
    unit: str
    why: str = ""

    @property
    def shown(self) -> str:
        """``95%``, as it stands in a line behind its sign."""
        return f"{said(self.value)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Within:
    """A range, both ends included."""

    low: Fraction
    high: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class ByDate:
    """A day, month or year by the end of which something is to be done."""

    date: SaidDate


@dataclass(frozen=True, slots=True)
class InWords:
    """Anything else: met, or met so far."""

    words: str


Wanted = AtBound | Within | ByDate | InWords

_UNIT = r"[^\s\d≥≤><=\-—–~～至到]{0,12}"
_NUMBERS = rf"(?P<low>{NUMBER.pattern})\s*(?P<unit1>{_UNIT}?)\s*(?:[-—–~～]{{1,2}}|至|到)\s*(?P<high>{NUMBER.pattern})\s*(?P<unit2>{_UNIT})"
_RANGE = regex(rf"\s*(?:(?:控制|保持)?在)?\s*{_NUMBERS}\s*")
_NEGATIVE = regex(rf"\s*(?P<sign>≥|≤|>|<|=)?\s*[-−](?P<value>{NUMBER.pattern})\s*(?P<unit>{_UNIT})\s*")
_NONE = regex("(?:实现|保持|达到|做到|确保|为)?零(?:[^散星售碎活食距\\d\\s]{0,6})")
_AROUND = regex("(?:之间|左右|上下)$")
_COST = "成本指标"
_TIME = "时效指标"


def read(target: Target, direction: Direction | None = None, level2: str = "") -> Wanted:
    """What a target asks for. `direction` (指标方向性) and `level2` (二级指标) say what a number without a sign means.

    >>> read(Target.model_validate("≥90批"))
    AtBound(sign='≥', value=Fraction(90, 1), unit='批', why='')
    """
    if target.value is None and (date := dates.read(target.written)):
        return ByDate(date)
    bound = _bounded(target)
    if bound.value is None:
        return _in_words(target.written)
    unit = _AROUND.sub("", comparisons.without_bound((bound.unit or "").strip()))
    value = Fraction(bound.value)
    if bound.operator:
        return AtBound(bound.operator, value, unit)
    sign, why = _meant(value, unit, direction, level2)
    return AtBound(sign, value, unit, why)


def disagrees(wanted: Wanted, direction: Direction | None) -> bool:
    """Whether a sign says otherwise than the column 指标方向性."""
    signs = {"正向": "≤<", "反向": "≥>"}
    return isinstance(wanted, AtBound) and not wanted.why and direction is not None and wanted.sign in signs[direction]


def _bounded(target: Target) -> Target:
    told = target.operator or not target.unit or not comparisons.is_bounded(target.unit)
    if target.value is not None and told:
        return target
    return comparisons.read(target.written) or target


def _in_words(written: str) -> Wanted:
    narrow = half_width(written).replace("％", "%")
    if found := _RANGE.fullmatch(narrow):
        low, high = (parse_decimal(found[end]) for end in ("low", "high"))
        unit = _AROUND.sub("", found["unit2"].strip())
        same = not found["unit1"].strip() or measure(found["unit1"].strip()) == measure(unit)
        if low is not None and high is not None and low <= high and same:
            return Within(Fraction(low), Fraction(high), unit)
    if (found := _NEGATIVE.fullmatch(narrow)) and (value := parse_decimal(found["value"])) is not None:
        why = "" if found["sign"] else "没有写符号，按越多越好算"
        return AtBound(found["sign"] or "≥", -Fraction(value), found["unit"].strip(), why)
    if _NONE.fullmatch(narrow.strip()):
        return AtBound("≤", Fraction(0), "", "目标是 0，按越少越好算")
    return InWords(" ".join(written.split()))


def _meant(value: Fraction, unit: str, direction: Direction | None, level2: str) -> tuple[str, str]:
    """The sign that a number without one stands for, and why it was taken so."""
    if direction:
        return ("≥", "正向指标") if direction == "正向" else ("≤", "反向指标")
    base = measure(unit).base if unit else ""
    if value == 0:
        return "≤", "目标是 0，按越少越好算"
    if level2.endswith(_COST) and base.partition("/")[0] == MONEY:
        return "≤", "成本没有写符号，按越少越好算"
    if level2.endswith(_TIME) and base in TIMES:
        return "≤", "用时没有写符号，按越短越好算"
    return "≥", "没有写符号，按越多越好算"
