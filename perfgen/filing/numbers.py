"""Numbers as clerks type them: amounts of money, percentages and years, exact to the digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault
from perfgen.filing.regex import regex
from perfgen.filing.text import PLACEHOLDER, shortened

HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋", "0123456789.,%-+")
"""What a Chinese input method types for digits and the signs of numbers."""
_NARROWED = tuple((chr(wide), chr(narrow)) for wide, narrow in HALF_WIDTH.items())


def half_width(text: str) -> str:
    """The text with half-width digits and signs of numbers, character for character.

    >>> half_width("１２．５％，３人")
    '12.5%,3人'
    """
    for wide, narrow in _NARROWED:  # of a long text that is ten times quicker than to translate it
        if wide in text:
            text = text.replace(wide, narrow)
    return text


_PLAIN = r"\d{1,15}(?:\.\d{1,12})?"
_GROUPED = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,12})?"
NUMBER = regex(rf"(?:{_GROUPED}|{_PLAIN})(?![\d,])")
"""A number without sign, thousands separators only where they belong."""
_MOST_DIGITS, _FINEST = 15, -40
"""Numbers handed over as numbers go no further than those read from text, and no finer than reckoning makes them:
written out, one with a large exponent would fill the memory."""


def parse_decimal(text: str) -> Decimal | None:
    """The number `text` says (full-width digits and thousands separators understood), or None."""
    narrow = text.strip()
    if not narrow.isascii():
        narrow = narrow.translate(HALF_WIDTH)
    return Decimal(narrow.replace(",", "")) if NUMBER.fullmatch(narrow) else None


def _decimal(value: Any, wanted: str, hint: str) -> Decimal:
    if isinstance(value, Decimal) and _is_within(value):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        return Decimal(value)
    if value is None:
        raise fault(f"这里还没有填，应当是{wanted}", hint)
    number = parse_decimal(value) if isinstance(value, str) else None
    if number is None and isinstance(value, str) and PLACEHOLDER.fullmatch(value.strip()):
        raise fault(f"这里还没有填，应当是{wanted}", hint)
    if number is None:
        shown = f"，这里是“{shortened(value)}”" if isinstance(value, (str, float)) else ""
        raise fault(f"应当是{wanted}{shown}", hint)
    return number


def _is_within(number: Decimal) -> bool:
    return number.is_finite() and int(number.as_tuple().exponent) >= _FINEST and number.adjusted() < _MOST_DIGITS


def read_amount(value: Any) -> Decimal:
    """Money as it was typed, in the filing's 金额单位.

    Raises PydanticCustomError (a `fault`) for what is none, or less than nothing.
    """
    hint = "只写数字，如 184.00；单位写在 金额单位 一处"
    if isinstance(value, str) and value.rstrip().endswith("元"):
        raise fault(f"金额里不要写单位，这里是“{shortened(value)}”", hint)
    if isinstance(value, str) and (value.strip() in _NO_AMOUNT or not value.strip(_DASHES)):
        raise fault("这里应当是金额", "没有这笔钱，就整行不写")
    negative = isinstance(value, str) and value.strip().translate(HALF_WIDTH).startswith("-")
    number = _decimal(value.strip()[1:] if negative else value, "金额", hint)
    if negative or number < 0:
        raise fault(f"金额不能是负数，这里是 {shortened(value)}", "检查有没有多打减号")
    return number


def read_percent(value: Any) -> Decimal:
    """A percentage as it was typed: ``25%`` is ``Decimal(25)``.

    Raises PydanticCustomError (a `fault`) for what is no percentage, and outside 0 to 100.
    """
    if type(value) is str and value[-1:] == "%" and value[:-1].isdecimal() and value.isascii() and len(value) <= 3:
        return Decimal(value[:-1])  # as nearly all are written
    hint = "写成 25% 这样"
    if isinstance(value, str):
        text = value.strip().translate(HALF_WIDTH)
        value_text = text.removesuffix("%")
        share = parse_decimal(text) if "%" not in text else None
        if share is not None and 0 < share < 1:
            raise fault(f"看不出“{shortened(value)}”是百分之几", f"若是 {decimal_text(share * 100)}%，请连百分号一起写")
        try:
            number = _decimal(value_text, "百分数", hint)
        except PydanticCustomError:
            raise fault(f"应当是百分数，这里是“{shortened(value)}”", hint) from None
    else:
        number = _decimal(value, "百分数", hint)
    if not 0 <= number <= 100:
        raise fault(f"百分数应当在 0% 到 100% 之间，这里是 {decimal_text(number)}%", hint)
    return number


def read_rate(value: Any) -> Decimal:
    """A rate of what was done, as it was typed: like a percentage, but it may be above 100. ``104.5%`` is ``Decimal("104.5")``.

    Raises PydanticCustomError (a `fault`) for what is none, and above 1000.
    """
    hint = "写成 96.61% 这样"
    text = value.strip().translate(HALF_WIDTH) if isinstance(value, str) else value
    number = parse_decimal(text.removesuffix("%")) if isinstance(text, str) else None
    if number is not None and number > 100:
        if number > _MOST_RATE:
            raise fault(f"这个比例太大，这里是 {decimal_text(number)}%", hint)
        return number
    return read_percent(value)


_MOST_RATE = 1000


def _year(value: Any) -> int:
    hint = "写四位数字，如 2022"
    number = _decimal(value, "年度", hint)
    if number != int(number) or not 2000 <= number <= 2099:
        raise fault(f"年度应当是 2000 到 2099 之间的年份，这里是“{shortened(value)}”", hint)
    return int(number)


def decimal_text(number: Decimal) -> str:
    """The number without exponent and without zeros at the end: ``184.00`` prints ``184``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_DIGITS = "0-9０-９.,．，"
_NUMERIC = {"type": ["number", "string"], "minimum": 0, "pattern": f"^ *[{_DIGITS}]+ *$"}
_NO_AMOUNT = ("", "无", "没有", "/", "／")
_DASHES = " -－—–―−"

Amount = Annotated[Decimal, BeforeValidator(read_amount), WithJsonSchema(_NUMERIC)]
"""Money in the filing's 金额单位 (万元 or 元): Decimal, not negative."""

Percent = Annotated[
    Decimal,
    BeforeValidator(read_percent),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "minimum": 0,
            "maximum": 100,
            "pattern": "^ *[0-9０-９]{1,3}([.．][0-9０-９]*)? *[%％]? *$",
        }
    ),
]
"""A percentage from 0 to 100: ``Decimal(25)`` is 25 %."""


Rate = Annotated[
    Decimal,
    BeforeValidator(read_rate),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "minimum": 0,
            "maximum": 1000,
            "pattern": "^ *[0-9０-９]{1,4}([.．][0-9０-９]*)? *[%％]? *$",
        }
    ),
]
"""A percentage that may be above 100: ``Decimal("104.5")`` is 104.5 %."""


def _score(value: Any) -> Decimal:
    number = _decimal(value.strip().removesuffix("分") if isinstance(value, str) else value, "分值", "只写数字，如 10")
    if not 0 <= number <= MOST_SCORE:
        raise fault(f"分值应当在 0 到 {MOST_SCORE} 之间，这里是 {decimal_text(number)}", "各行分值合计一般是 100")
    return number


MOST_SCORE = 1000

Score = Annotated[Decimal, BeforeValidator(_score), WithJsonSchema({**_NUMERIC, "pattern": f"^ *[{_DIGITS}]+ *分? *$"})]
"""分值, the weight of an indicator in 分: Decimal, not negative."""

Year = Annotated[
    int,
    BeforeValidator(_year),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 2000, "maximum": 2099, "pattern": "^ *[0-9０-９]{4} *$"}),
]
"""A budget year, 2000 to 2099."""
