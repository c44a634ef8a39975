"""Chinese numerals: what they mean, and how to write another number in the same style.

Exact (Decimal) where the libraries at hand give binary floats, and strict where they guess: a text that could mean
two numbers (``三四``, ``两百五``) means none here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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

LONGEST = 24
"""A run of more signs is no number."""


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
    total = 0
    for sign, value in (("亿", 10**8), ("万", 10**4)):
        other = {"亿": "億", "万": "萬"}[sign]
        head, found, text_behind = text.replace(other, sign).rpartition(sign)
        if found:
            above = _integer(head) if sign == "亿" else _section(head)
            if not above:
                return None
            total += above * value
            text = text_behind
            if text and text[0] not in "零〇" and _section(text) is not None and _section(text) == _lonely(text):
                return None
    if not text and total:
        return total
    rest = _section(text.lstrip("零〇") if total else text)
    return None if rest is None else total + rest


def _lonely(text: str) -> int | None:
    """The value of a single digit, None for anything else: ``一万五`` may mean 15,000 or 10,005."""
    return _DIGITS.get(text) if len(text) == 1 else None


def _section(text: str) -> int | None:
    """A number below 10,000; None where signs do not fall from 千 to 百 to 十, or a digit stands alone behind one."""
    if not text:
        return None
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text]
    total, smallest, digit, gap = 0, 10**4, None, False
    for place, sign in enumerate(text):
        if sign in "零〇":
            if digit is not None or gap or not place:
                return None
            gap = True
        elif sign in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS and _TENS[sign] < smallest:
            if digit is None and (place or _TENS[sign] != 10):
                return None
            smallest, gap = _TENS[sign], False
            total += (1 if digit is None else digit) * smallest
            digit = None
        else:
            return None
    if gap and digit is None:
        return None
    if digit is not None and smallest > 10 and not gap:
        return None
    return total + (digit or 0)


@dataclass(frozen=True, slots=True)
class _Style:
    digits: str
    tens: str
    two: str
    one: str


_SIMPLE = _Style("零一二三四五六七八九", "十百千", "两", "一")
_MIXED = _Style("零一二三四五六七八九", "十百千", "两", "壹")
_FINANCIAL = _Style("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "贰", "壹")


def in_style_of(model: str, number: int, beside: str = "") -> str:
    """`number` (0 to 9,999) as a count, written like `model`: ``四`` → ``五``, ``肆`` → ``伍``, ``4`` → ``5``.

    壹 is how some forms write one among simple numerals; `beside` is the text around, which tells.
    """
    if not set(model) & set(SIGNS):
        return str(number)
    financial = set("壹贰叁肆伍陆柒捌玖拾佰仟")
    simple = set("二两三四五六七八九十")
    if set(model) - {"壹"} and set(model) <= financial | {"零"}:
        style = _FINANCIAL
    elif model == "壹":
        style = _MIXED if set(beside) & simple else _FINANCIAL
    else:
        style = _MIXED if "壹" in beside else _SIMPLE
    if number in (1, 2):
        return style.one if number == 1 else style.two
    return _written(number, style)


def _written(number: int, style: _Style) -> str:
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
