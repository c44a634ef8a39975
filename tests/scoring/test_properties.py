"""What holds of every score: its bounds, its order, its units, its sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.filing import Target
from perfgen.scoring.exact import rounded
from perfgen.scoring.execution import execution
from perfgen.scoring.override import override
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.score import score
from perfgen.scoring.scored import Scored
from perfgen.scoring.spread import spread
from perfgen.scoring.total import total
from tests.examples import some

RULES = ScoreRules()
LATE = ScoreRules.model_validate({"超期": {"每": "月", "扣": "7%"}})
numbers = st.decimals(0, 99_999, places=2)
weights = st.decimals("0.01", 50, places=2)
signs = st.sampled_from(["≥", "≤", ">", "<", "=", ""])
units = st.sampled_from(["批", "%", "万元", "天", "", "元/人"])
typing = st.text(max_size=20) | st.text(
    "≥≤=<>0123.,%‰万亿元天年月日底前约余批（）()-—～至，。已完成零无 十百点", max_size=20
)
few = settings(max_examples=some(60))


def scored(sign: str, aim: Decimal, actual: Decimal, weight: Decimal, unit: str = "批") -> Scored:
    return score(Target.model_validate(f"{sign}{aim}{unit}"), f"{actual}{unit}", weight, RULES)


@few
@given(signs, numbers, numbers, weights, units)
def test_points_are_never_above_the_weight_nor_below_nothing(
    sign: str, aim: Decimal, actual: Decimal, weight: Decimal, unit: str
) -> None:
    found = scored(sign, aim, actual, weight, unit)
    assert found.points is not None
    assert 0 <= found.points <= weight
    assert found.points == round(found.points, 2)
    assert found.rate is not None
    assert 0 <= found.rate <= 100


@few
@given(typing, typing, st.decimals(0, 100) | st.none())
def test_whatever_is_typed_is_scored_or_told(target: str, actual: str, rate: Decimal | None) -> None:
    found = score(Target.model_construct(written=target), actual, Decimal(10), RULES, rate=rate, year=2023)
    assert (found.points is None) <= bool(found.remarks)
    assert found.points is None or 0 <= found.points <= 10
    assert "\n" not in found.how


@few
@given(st.sampled_from(["≥", ">", ""]), numbers, numbers, numbers, weights)
def test_more_is_never_worth_less_where_more_is_wanted(
    sign: str, aim: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    low, high = sorted((one, other))
    if not aim and not sign:
        low, high = high, low  # a target of nothing
    less, more = (scored(sign, aim, actual, weight).points for actual in (low, high))
    assert less is not None
    assert more is not None
    assert less <= more


@few
@given(st.sampled_from(["≤", "<"]), numbers, numbers, numbers, weights)
def test_more_is_never_worth_more_where_less_is_wanted(
    sign: str, aim: Decimal, one: Decimal, other: Decimal, weight: Decimal
) -> None:
    less, more = (scored(sign, aim, actual, weight).points for actual in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert less >= more


@few
@given(st.dates(), st.dates(), st.dates(), weights)
def test_later_is_never_worth_more(aim, one, other, weight: Decimal) -> None:
    aim, one, other = (day.replace(year=2020 + day.year % 10) for day in (aim, one, other) if day.replace(day=1))
    say = "{0.year}年{0.month}月{0.day}日".format
    for rules in (RULES, LATE):
        sooner, later = (
            score(Target.model_validate(say(aim)), say(day), weight, rules).points for day in sorted((one, other))
        )
        assert sooner is not None
        assert later is not None
        assert weight >= sooner >= later >= 0


@pytest.mark.parametrize(
    "pair", [("万元", "元", 10_000), ("公里", "米", 1000), ("万人次", "人次", 10_000), ("%", "‰", 10)]
)
@few
@given(st.tuples(signs, st.integers(1, 9999), st.integers(0, 9999), weights))
def test_the_unit_makes_no_difference(pair, row) -> None:
    (large, small, times), (sign, aim, actual, weight) = pair, row
    target = Target.model_validate(f"{sign}{aim}{large}")
    here, there = (
        score(target, said, weight, RULES).points for said in (f"{actual}{large}", f"{actual * times}{small}")
    )
    assert here == there is not None


@few
@given(st.lists(st.tuples(signs, numbers, numbers, weights), max_size=12))
def test_the_sum_is_exact_to_the_cent(rows) -> None:
    found = [scored(*row) for row in rows]
    assert total(found, RULES).points == sum(Fraction(one.points or 0) for one in found)


@few
@given(st.integers(1, 40), st.sampled_from(["最后", "最前"]), st.integers(0, 2))
def test_what_is_spread_sums_to_the_part(count: int, remainder: str, decimals: int) -> None:
    rules = ScoreRules.model_validate({"分值余数": remainder, "得分小数位": decimals})
    levels = ["产出指标"] * count + ["效益指标", "满意度指标"]
    found = spread(levels, [None] * len(levels), rules)
    shares = [one for one in found.of if one is not None]
    assert len(shares) == len(levels)
    assert sum(shares) == 90
    assert sum(shares[:count]) == 50
    assert shares[:count] == [round(one, decimals) for one in shares[:count]]
    if remainder == "最前":
        assert max(shares[:count]) - min(shares[:count]) <= Decimal(1).scaleb(-decimals)


@few
@given(numbers, numbers, weights)
def test_the_money_earns_no_more_than_its_weight(budget: Decimal, spent: Decimal, weight: Decimal) -> None:
    found = execution(budget, spent, weight, RULES)
    assert (found.points is None) == (budget == 0)
    assert found.points is None or 0 <= found.points <= weight


@few
@given(numbers, numbers, weights, st.decimals(-10, 60, places=3), st.sampled_from(["", "  ", "停电"]))
def test_what_is_typed_over_is_never_above_the_weight_and_always_told(
    aim: Decimal, actual: Decimal, weight: Decimal, typed: Decimal, reason: str
) -> None:
    before = scored("≥", aim, actual, weight)
    after = override(before, typed, reason, RULES)
    assert after.points is not None
    assert 0 <= after.points <= weight
    assert after.points in (before.points, typed)
    assert (len(after.remarks) > len(before.remarks)) == (typed != before.points)
    assert reason.strip() or after.points == before.points


@given(st.fractions(0, 1000), st.integers(0, 4))
@few
def test_halves_go_up(number: Fraction, decimals: int) -> None:
    found = Fraction(rounded(number, decimals)) - number
    half = Fraction(1, 2 * 10**decimals)
    assert -half < found <= half
