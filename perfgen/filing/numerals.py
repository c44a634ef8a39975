"""Numerals: Chinese ones both ways (plain, 大写, digit by digit), circled ones, Roman ones and letters.

Reading is exact (Decimal) where the libraries at hand give binary floats, and strict where they guess: a text that could
mean two numbers (``三四``, ``两百五``) means none here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from perfgen.filing.regex import regex

_DIGITS = {
    sign: value
    for signs in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for value, sign in enumerate(signs)
} | {"两": 2, "貳": 2, "參": 3, "陸": 6}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
SCALES: Mapping[str, int] = {**_TENS, **_MYRIADS}
"""What a sign behind a number multiplies it by."""

SIGNS = "".join((*_DIGITS, *SCALES, "点"))
"""Every sign a Chinese numeral is made of."""

COUNTING = "〇零一二三四五六七八九十百"
"""The signs of the numerals that count headings."""

_ALONE = {**_DIGITS, "十": 10, "拾": 10}
"""What a sign means that stands alone, as most do."""

LONGEST = 24
"""A run of more signs is no number."""

MOST = 9_999
"""The largest number that is written in Chinese, Roman numerals or letters; larger ones stand in digits."""


def parse(text: str) -> Decimal | None:
    """The number a numeral says, simple (``二点五万``), financial (``壹佰捌拾肆``) or with 两; None for anything else."""
    if not 0 < len(text) <= LONGEST:
        return None
    whole, point, rest = text.partition("点")
    if point:
        fraction = rest.rstrip("".join(SCALES))
        scale = _scale(rest[len(fraction) :])
        head = _integer(whole)
        if head is None or scale is None or not fraction or any(sign not in _DIGITS for sign in fraction):
            return None
        digits = "".join(str(_DIGITS[sign]) for sign in fraction)
        return Decimal(f"{head}.{digits}") * scale
    number = _integer(text)
    return None if number is None else Decimal(number)


def _scale(signs: str) -> int | None:
    """What the signs behind a decimal multiply it by: nothing, one of them, or one before 万 or 亿."""
    if len(signs) > 2 or (len(signs) == 2 and (signs[0] not in _TENS or signs[1] not in _MYRIADS)):
        return None
    product = 1
    for sign in signs:
        product *= SCALES[sign]
    return product


def _integer(text: str) -> int | None:
    """A whole number: what stands before 亿, before 万, and behind."""
    total = 0
    rest = text.replace("億", "亿").replace("萬", "万")
    for sign, value in (("亿", 10**8), ("万", 10**4)):
        head, found, behind = rest.rpartition(sign)
        if not found:
            continue
        above = _integer(head) if sign == "亿" else _section(head)
        if not above or (len(behind) == 1 and behind in _DIGITS):
            return None  # a digit alone behind 万 may be thousands or ones
        total += above * value
        rest = behind
    if total and not rest:
        return total
    below = _section(rest.lstrip("零〇") if total else rest)
    return None if below is None else total + below


@cache
def _section_form() -> re.Pattern[str]:
    digit, gap = f"[{''.join(sign for sign, value in _DIGITS.items() if value)}]", "(?:[零〇](?![零〇]|$))?"
    return regex(
        rf"(?![零〇].)(?:(?P<k>{digit})[千仟](?=[零〇]|$|{digit}[百佰]))?{gap}"
        rf"(?:(?P<h>{digit})[百佰](?=[零〇]|$|{digit}[十拾]))?{gap}(?:(?P<t>{digit}|^)[十拾])?(?P<o>{digit})?"
    )


def _section(text: str) -> int | None:
    """A number below 10,000; None where a place is skipped without 零 (``两百五``) or places do not fall."""
    if text in _ALONE:
        return _ALONE[text]
    found = _section_form().fullmatch(text) if text else None
    if not found:
        return None
    ten = 10 * (_DIGITS[found["t"]] if found["t"] else 1) if found["t"] is not None else 0
    return (
        sum(_DIGITS[found[place]] * worth for place, worth in (("k", 1000), ("h", 100), ("o", 1)) if found[place]) + ten
    )


_IN_TURN = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def arabic(text: str) -> str:
    """A text with the digits of a year such as 二〇二二 in Arabic ones."""
    return text.translate(_IN_TURN)


# --- written


class _Style(NamedTuple):
    """How Chinese writes a number: digits from 0, the places from ten, and its own words for one and two things."""

    digits: str
    tens: str
    two: str
    one: str


_SIMPLE = _Style("零一二三四五六七八九", "十百千", "两", "一")
_MIXED = _Style("零一二三四五六七八九", "十百千", "两", "壹")
_FINANCIAL = _Style("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "贰", "壹")


@lru_cache(maxsize=1000)
def ordinal(number: int) -> str:
    """The number that counts headings: 零, 一, 十, 十一, 二十, 一百零五, 一千零一十; in digits where it is negative or beyond MOST."""
    return _written(number, _SIMPLE)


@lru_cache(maxsize=1000)
def cardinal(number: int) -> str:
    """The number that counts things, as sample 001 writes it: 壹 for one, 两 for two, else as `ordinal`."""
    return _counted(number, _MIXED)


def financial(number: int) -> str:
    """The number as on cheques: 壹拾贰, 壹佰零伍; in digits where it is negative or beyond MOST."""
    return _written(number, _FINANCIAL)


def by_digit(number: int) -> str:
    """The number digit by digit, as years are written: 二〇二二."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def circled(number: int) -> str:
    """A number from 1 to 20 in a circle; others in digits."""
    return chr(0x245F + number) if 0 < number <= MOST_CIRCLED else str(number)


MOST_CIRCLED = 20
"""Unicode has circled numbers up to ⑳ in a row."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_LETTERS = 30


def roman(number: int) -> str:
    """A number from 1 in small Roman numerals: iv."""
    said = ""
    for value, letters_of_it in _ROMAN:
        count, number = divmod(number, value)
        said += letters_of_it * count
    return said


def letters(number: int) -> str:
    """A number from 1 as Word counts with small letters: a to z, then aa, bb and so on; of 30 letters at most."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, _MOST_LETTERS)


def in_style_of(model: str, number: int, beside: str = "") -> str:
    """`number` as a count, written like `model`: ``四`` → ``五``, ``肆`` → ``伍``, ``4`` → ``5``.

    壹 is how some forms write one among simple numerals; `beside` is the text around, which tells.
    """
    if not set(model) & set(SIGNS):
        return str(number)
    simple = set("二两三四五六七八九十")
    if set(model) - {"壹"} and set(model) <= {*_FINANCIAL.digits, *_FINANCIAL.tens}:
        style = _FINANCIAL
    elif model == "壹":
        style = _MIXED if any(sign in beside for sign in simple) else _FINANCIAL
    else:
        style = _MIXED if "壹" in beside else _SIMPLE
    return _counted(number, style)


def _counted(number: int, style: _Style) -> str:
    return {1: style.one, 2: style.two}.get(number) or _written(number, style)


def _written(number: int, style: _Style) -> str:
    if not 0 <= number <= MOST:
        return str(number)
    if number < 10:
        return style.digits[number]
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            first_ten = power == 1 and digit == 1 and not text and style is not _FINANCIAL
            text += ("零" if gap and text else "") + ("" if first_ten else style.digits[digit])
            text += style.tens[power - 1] if power else ""
        gap = not digit
    return text
