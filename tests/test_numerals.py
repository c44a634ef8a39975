"""Numerals, written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.docx.numbering import formatted
from perfgen.filing.numerals import (
    MOST,
    MOST_CIRCLED,
    arabic,
    by_digit,
    cardinal,
    circled,
    financial,
    letters,
    ordinal,
    parse,
    roman,
)


@given(st.integers(0, MOST))
def test_what_is_written_in_chinese_is_read_back(number: int) -> None:
    assert parse(ordinal(number)) == parse(financial(number)) == parse(cardinal(number)) == number


@given(st.integers(1900, 2099))
def test_a_year_digit_by_digit_is_read_back(year: int) -> None:
    assert arabic(by_digit(year)) == str(year)


@pytest.mark.parametrize(
    ("number", "said"), [(12, "壹拾贰"), (105, "壹佰零伍"), (1010, "壹仟零壹拾"), (10_000, "10000")]
)
def test_capital_numerals(number: int, said: str) -> None:
    assert financial(number) == said


@pytest.mark.parametrize(("number", "said"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (1994, "mcmxciv")])
def test_roman_numerals(number: int, said: str) -> None:
    assert roman(number) == formatted(number, "lowerRoman") == said
    assert formatted(number, "upperRoman") == said.upper()


@pytest.mark.parametrize(("number", "said"), [(1, "a"), (26, "z"), (27, "aa"), (53, "aaa"), (9_999, "o" * 30)])
def test_letters(number: int, said: str) -> None:
    assert letters(number) == formatted(number, "lowerLetter") == said


def test_circles_end_at_twenty() -> None:
    assert [circled(1), circled(MOST_CIRCLED), circled(MOST_CIRCLED + 1)] == ["①", "⑳", "21"]
