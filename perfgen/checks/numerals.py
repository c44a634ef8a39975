"""Chinese numerals: what they mean, and how to write another number in the same style.

Exact (Decimal) where the libraries at hand give binary floats, and strict where they guess: a text that could mean
two numbers (``三四``, ``两百五``) means none here.
"""

from __future__ import annotations

import re
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


_DIGIT = f"[{''.join(sign for sign, value in _DIGITS.items() if value)}]"
_GAP = "(?:[零〇](?![零〇]|$))?"
_SECTION = re.compile(
    rf"(?![零〇].)(?:(?P<k>{_DIGIT})[千仟](?=[零〇]|$|{_DIGIT}[百佰]))?{_GAP}"
    rf"(?:(?P<h>{_DIGIT})[百佰](?=[零〇]|$|{_DIGIT}[十拾]))?{_GAP}(?:(?P<t>{_DIGIT}|^)[十拾])?(?P<o>{_DIGIT})?"
)


def _section(text: str) -> int | None:
    """A number below 10,000; None where a place is skipped without 零 (``两百五``) or places do not fall."""
    if text in {"零", "〇"}:
        return 0
    found = _SECTION.fullmatch(text) if text else None
    if not found:
        return None
    ten = 10 * (_DIGITS[found["t"]] if found["t"] else 1) if found["t"] is not None else 0
    return (
        sum(_DIGITS[found[place]] * worth for place, worth in (("k", 1000), ("h", 100), ("o", 1)) if found[place]) + ten
    )


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
        style = _MIXED if any(sign in beside for sign in simple) else _FINANCIAL
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
