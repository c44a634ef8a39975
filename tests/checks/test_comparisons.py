"""Comparisons in words are read as the signs they stand for, by every rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.checks import reading
from perfgen.filing import Target, comparisons
from tests.checks.cases import found, quoted
from tests.checks.test_indicators import filing, one, project, row


def read(written: str) -> tuple[str | None, Decimal | None, str]:
    target = reading.parsed(Target.model_validate(written))
    assert target.written == written
    return target.operator, target.value, reading.unit_of(target)


@pytest.mark.parametrize(
    ("written", "operator", "value", "unit"),
    [
        ("≧95%", "≥", "95", "%"),
        (">=95％", "≥", "95", "%"),
        ("大于等于95%", "≥", "95", "%"),
        ("大于或等于 95 %", "≥", "95", "%"),
        ("不低于95%", "≥", "95", "%"),
        ("不少于５次", "≥", "5", "次"),
        ("至少5次", "≥", "5", "次"),
        ("95%以上", "≥", "95", "%"),
        ("95%及以上", "≥", "95", "%"),
        ("=100.00（%）", "=", "100.00", "%"),
        ("≥90(%)", "≥", "90", "%"),
        ("等于3个", "=", "3", "个"),
        ("不超过1,200.5万元", "≤", "1200.5", "万元"),
        ("小于等于3天", "≤", "3", "天"),
        ("控制在5%以内", "≤", "5", "%"),
        ("5个工作日内", "≤", "5", "个工作日"),
        ("=>95%", "≥", "95", "%"),
        ("低于2%", "<", "2", "%"),
        ("超过80万元", ">", "80", "万元"),
    ],
)
def test_what_is_said_in_words(written: str, operator: str, value: str, unit: str) -> None:
    assert read(written) == (operator, Decimal(value), unit)


@pytest.mark.parametrize(
    "written",
    [
        "不超过12月底",
        "知晓率不低于90%",
        "不低于上年水平",
        "不少于五十户",
        "3-5年",
        "不低于90%且不超过100%",
        "有所提高",
        "不低于",
        "至少2022年12月",
    ],
)
def test_what_is_no_number_stays_text(written: str) -> None:
    assert reading.parsed(Target.model_validate(written)).value is None


@given(st.sampled_from([way for ways in comparisons.SAID.values() for way in ways]), st.integers(0, 10**6))
def test_every_way_of_saying_it_means_its_sign(words: str, number: int) -> None:
    (sign,) = (means for means, ways in comparisons.SAID.items() if words in ways)
    assert read(f"{words}{number}次")[:2] == (sign, Decimal(number))
    assert comparisons.sign_of(f"{words}{number}次") == (words, sign)


@pytest.mark.parametrize(
    ("code", "piece", "words"),
    [
        ("IND01", one("质量", "路灯完好率", "大于等于100%"), "大于等于100%"),
        ("IND01", one("质量", "路灯完好率", "100%以上"), "100%以上"),
        ("IND02", one("数量", "参会率", "不低于90%"), "不低于90%"),
        ("IND02", one("数量", "参会率", "=90.00（%）"), "=90.00（%）"),
        ("IND05", one("质量", "秸秆利用率", "不少于30个"), "不少于30个"),
        ("IND15", one("质量", "网格员出勤率", "不超过95%"), "不超过95%"),
        ("IND15", one("社会效益", "受理投诉率", "不低于3%"), "不低于3%"),
        ("STR07", one("数量", "建设泵站", "不少于8"), "不少于8"),
    ],
)
def test_the_rules_read_them(code: str, piece: str, words: str) -> None:
    assert quoted(code, piece) == [words]


@pytest.mark.parametrize(
    ("target", "fix"), [("大于等于100%", "100%"), ("不低于100.0%", "100.0%"), ("100%以上", "100%")]
)
def test_ind01_takes_the_words_away(target: str, fix: str) -> None:
    (finding,) = (each.finding for each in found("IND01", one("质量", "路灯完好率", target)))
    assert finding.fix == fix


def signs(*targets: str) -> str:
    """A filing of which these are all the targets."""
    rows = [("质量", row(f"第{at}项合格率", target)) for at, target in enumerate(targets)]
    return filing(*(project(*rows) for _ in range(5)))


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        (("≥95%", "≥96%", ">=90%"), ">=90%"),
        (("≥95%", "≥90%", "≧80%"), "≧80%"),
        (("≥95%", "≥90%", "不低于80%"), "不低于80%"),
        (("≤5%", "≤6%", "不超过3%"), "不超过3%"),
        (("≥95%", "≥90%", "≥90％"), "≥90％"),
        (("≥95%", "=100.00（%）", "≥97%"), "=100.00（%）"),
    ],
)
def test_ind22_several_ways_are_told_once(targets: tuple[str, ...], words: str) -> None:
    assert quoted("IND22", signs(*targets)) == [words]


@pytest.mark.parametrize(
    "targets",
    [
        ("≥95%", "≤5%", "100%"),
        (">=95%", ">=90%"),
        ("不低于95%", "不低于90%"),
        ("≥95%", "不低于上年水平"),
        ("≥95%", "90%以上"),
    ],
)
def test_ind22_is_silent_for_one_way_of_each(targets: tuple[str, ...]) -> None:
    assert quoted("IND22", signs(*targets)) == []
