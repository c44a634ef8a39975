"""Figures and Chinese numerals in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.checks.figures import counts, has_number, money
from perfgen.filing.numerals import LONGEST, SIGNS, in_style_of, parse
from tests.effort import effort


def yuan(text: str) -> list[Decimal]:
    return [one.value for one in money(text) if not one.loose]


def counted(text: str) -> list[tuple[str, Decimal, str]]:
    return [(text[one.start : one.end], one.value, one.unit) for one in counts(text) if not one.loose]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("申请预算资金492.87万元", "4928700"),
        ("申请预算资金４９２．８７万元", "4928700"),
        ("共1,234.56万元", "12345600"),
        ("共1，234，567元", "1234567"),
        ("预算 300 万 元", "3000000"),
        ("二点五万元", "25000"),
        ("四百九十二点八七万元", "4928700"),
        ("壹佰捌拾肆万元整", "1840000"),
        ("两亿元", "200000000"),
        ("0.5亿元", "50000000"),
        ("3千万元", "30000000"),
        ("一万零五百元", "10500"),
        ("预算资金300万，其中", "3000000"),
    ],
)
def test_money_in_every_way_of_writing(text: str, value: str) -> None:
    assert yuan(text) == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "约300万元",
        "300余万元",
        "10-20万元",
        "300万元左右",
        "12元/人",
        "数百万元",
        "300万人",
        "1,23万元",
        "1.2.3万元",
        "5元素",
    ],
)
def test_what_is_no_exact_amount(text: str) -> None:
    assert yuan(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("干部培训等35人次、会议5次", [("35人次", Decimal(35), "人次"), ("5次", Decimal(5), "次")]),
        ("督察12次数", [("12次数", Decimal(12), "次")]),
        ("达到９８％", [("９８％", Decimal(98), "%")]),
        ("不低于百分之九十五点五", [("百分之九十五点五", Decimal("95.5"), "%")]),
        ("检查两次", [("两次", Decimal(2), "次")]),
        ("7个工作日内", [("7个工作日", Decimal(7), "个工作日")]),
        ("接待8万人次，养护1,200公里", [("8万人次", Decimal(80000), "人次"), ("1,200公里", Decimal(1200000), "米")]),
        ("铺管68千米、铣刨18.5万㎡", [("68千米", Decimal(68000), "米"), ("18.5万㎡", Decimal(185000), "平方米")]),
        ("不超过200/10万，满分10万分", []),
        ("第3次、第二批、2022年、8月10日、三公经费、一体化", []),
        ("3-5次、约5次、10余家、数十人", []),
    ],
)
def test_counts_with_their_units(text: str, found: list[tuple[str, Decimal, str]]) -> None:
    assert counted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "一一一",
        "百",
        "万",
        "两百五",
        "三千六",
        "一万五",
        "一千十",
        "十十",
        "零五",
        "一零",
        "二万万",
        "",
        "点五",
        "一点",
    ],
)
def test_a_numeral_that_could_mean_two_things_means_none(text: str) -> None:
    assert parse(text) is None


def written(number: int, digits: str, tens: str) -> str:
    """A number below 10,000 as it is said, 零 where a place is skipped."""
    text = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + (tens[power - 1] if power else "")
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


@given(st.integers(1, 9999), st.integers(0, 9999), st.booleans())
def test_every_number_written_is_read_back(high: int, low: int, financial: bool) -> None:  # noqa: FBT001 -- drawn
    signs = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟") if financial else ("零一二三四五六七八九", "十百千")
    text = written(high, *signs) + "万"
    if low:
        text += ("零" if low < 1000 else "") + written(low, *signs)
    assert parse(text) == high * 10000 + low
    assert yuan(f"共{text}元") == [Decimal(high * 10000 + low)]


@given(st.integers(0, 999), st.text("0123456789", min_size=1, max_size=4))
def test_every_decimal_is_read_exactly(whole: int, fraction: str) -> None:
    digits = "零一二三四五六七八九"
    text = (written(whole, digits, "十百千") or "零") + "点" + "".join(digits[int(one)] for one in fraction)
    assert parse(text) == Decimal(f"{whole}.{fraction}")


@given(st.text(SIGNS + "元次％%,.，0123456789 余", max_size=60))
def test_any_jumble_is_read_without_error_and_in_place(text: str) -> None:
    for one in (*money(text), *counts(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert one.digits in text[one.start : one.end]
        assert one.value >= 0


@given(st.sampled_from("一二两三四五六七八九壹贰叁肆伍陆柒捌玖123456789"), st.integers(1, 9999))
def test_a_count_put_right_says_the_right_number(model: str, number: int) -> None:
    put_right = in_style_of(model, number)
    assert (Decimal(put_right) if put_right.isascii() else parse(put_right)) == number


@pytest.mark.parametrize(
    ("model", "number", "beside", "expected"),
    [
        ("四", 5, "", "五"),
        ("肆", 5, "", "伍"),
        ("4", 12, "", "12"),
        ("两", 3, "", "三"),
        ("三", 2, "", "两"),
        ("壹", 2, "四项、两项、壹项", "两"),
        ("壹", 2, "肆项、壹项", "贰"),
        ("两", 1, "四项、壹项", "壹"),
        ("拾", 11, "", "壹拾壹"),
        ("九", 10, "", "十"),
    ],
)
def test_a_count_is_put_right_in_its_own_style(model: str, number: int, beside: str, expected: str) -> None:
    assert in_style_of(model, number, beside) == expected


@pytest.mark.parametrize("piece", ["一", "1", "1,", "十万", "1.1", "百分之", "1 ", " ", "万元"])
def test_long_hostile_texts_take_no_longer_than_their_length(piece: str) -> None:
    text = "3" + piece * 50_000
    assert effort(lambda: (list(money(text)), list(counts(text)))) < 500


def test_a_run_of_numerals_without_end_is_no_number() -> None:
    assert parse("一" * (LONGEST + 1)) is None
    assert not has_number("财政工作满意率、一体化平台覆盖率")
    assert has_number("培训两次")
