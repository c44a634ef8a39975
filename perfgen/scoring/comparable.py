"""An actual in the unit of its target, or why that cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfgen.scoring.actual import ActualNumber, Unclear
from perfgen.scoring.exact import said
from perfgen.scoring.units import RATIO, MeasuredUnit, measure, stem

_RATHER_PERCENT = 10
"""A target of so many per cent at least lets 0.95 be read as 95 %; beside 0.5 % it might be either."""

_FAR = 100
"""So many times a target in 万 or 亿, a number without unit may well be in ones."""


@dataclass(frozen=True, slots=True)
class ComparedActual:
    """An actual in the unit of its target: `assumed` says what was taken for granted, `turned` that the unit was another."""

    value: Fraction
    assumed: str = ""
    turned: bool = False


def in_unit_of(
    actual: ActualNumber, unit: str, aim: Fraction, own: Mapping[str, tuple[Fraction, str]]
) -> ComparedActual | Unclear:
    """The actual in the target's `unit`; `aim` is the target's number, its lower end of a range; `own` the layout's units."""
    if not actual.unit:
        return _without_unit(actual.value, unit, aim, own)
    if not unit:
        return _to_bare(actual, aim, measure(actual.unit, own))
    ours, theirs = measure(actual.unit, own), measure(unit, own)
    if not ours.base:
        counted = stem(unit, own)
        ours = MeasuredUnit(ours.times * counted.times, counted.base)
    if ours.base != theirs.base:
        return Unclear(f"目标的单位是“{unit}”，实际的单位是“{actual.unit}”，换算不了，请改成同一个单位")
    return ComparedActual(actual.value * ours.times / theirs.times, turned=ours.times != theirs.times)


def _to_bare(actual: ActualNumber, aim: Fraction, measured: MeasuredUnit) -> ComparedActual | Unclear:
    if measured.base == RATIO:
        value = actual.value * measured.times
        return (
            ComparedActual(value / 100, turned=True)
            if aim <= 1
            else ComparedActual(value, "目标没有写单位，按百分数算")
        )
    if measured.times != 1:
        return Unclear(f"目标没有写单位，实际的单位是“{actual.unit}”，换算不了，请把目标的单位补上")
    return ComparedActual(actual.value, f"目标没有写单位，按“{actual.unit}”算")


def _without_unit(
    value: Fraction, unit: str, aim: Fraction, own: Mapping[str, tuple[Fraction, str]]
) -> ComparedActual | Unclear:
    if not unit or not value:
        return ComparedActual(value)
    if measure(unit, own).base != RATIO:
        counted = stem(unit, own)
        if measure(unit, own).times > (counted.times if counted.base else 1) and value > aim * _FAR:
            return Unclear(f"实际没有写单位，看不出 {said(value)} 是不是以“{unit}”计，请写上单位")
        return ComparedActual(value, f"实际没有写单位，按“{unit}”算")
    if abs(value) > 1:
        return ComparedActual(value)
    share = value * 100 / measure(unit, own).times
    if aim < _RATHER_PERCENT or abs(value) == 1:
        return Unclear(f"看不出 {said(value)} 是 {said(value)}{unit} 还是 {said(share)}{unit}，请连单位一起写")
    return ComparedActual(share, f"实际写的是 {said(value)}，按 {said(share)}{unit} 算", turned=True)
