"""完成率 of an indicator, held against its 指标值 and 实际完成值: it follows from them, and is no value of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from perfgen.filing.numbers import HALF_WIDTH, decimal_text, parse_decimal
from perfgen.importing.result_words import percentage
from perfgen.scoring.actual import ActualNumber
from perfgen.scoring.comparable import ComparedActual, in_unit_of

_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile(r"[^\d.,≥≤><=＝≧≦\s~～—-]+$")
_WHOLE = Decimal(100)
_AT_MOST = re.compile("[≤<≦]|不超过|不高于|不大于|以内|以下")


def rate_that_follows(target: str, actual: str, written: str) -> str | None:
    """What a 完成率 would be; empty where it is what is written, None where it cannot be told.

    It is the share of the 实际完成值 in the 指标值, whatever their units if one can be turned into the other, or, of what is to be at most so much, the other way round or 100 %; more than 100 % may be
    written as that.
    """
    said = percentage(written)
    both = _numbers(target, actual)
    if said is None or both is None:
        return None
    rates = list(_rates(*both, at_most=bool(_AT_MOST.search(target))))
    scales = (1,) if written.strip().endswith(("%", "％")) else (1, 100)
    if any(_rounded(rate / by, said[1]) == said[0] for rate in rates for by in scales):
        return ""
    return f"{decimal_text(_rounded(rates[0], 2))}%"


def _numbers(target: str, actual: str) -> tuple[Decimal, Decimal] | None:
    """The numbers of both in the unit of the first, where each has one, and one unit can be turned into the other."""
    texts = [text.translate(HALF_WIDTH).strip() for text in (target, actual)]
    found = [_NUMBER.findall(text) for text in texts]
    if [len(one) for one in found] != [1, 1]:
        return None
    first, second = (parse_decimal(one[0]) for one in found)
    if not first or second is None:
        return None
    ours, theirs = (said[0] if (said := _UNIT.search(text)) else "" for text in texts)
    compared = in_unit_of(ActualNumber(Fraction(second), theirs), ours, Fraction(first), {})
    if not isinstance(compared, ComparedActual):
        return None
    return first, Decimal(compared.value.numerator) / compared.value.denominator


def _rates(aim: Decimal, done: Decimal, *, at_most: bool) -> Iterator[Decimal]:
    rate = done / aim * 100
    yield rate
    if at_most:
        yield from ((aim / done * 100,) if done else ())
        yield from ((_WHOLE,) if done <= aim else ())
    elif rate > _WHOLE:
        yield _WHOLE


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


__all__ = ["rate_that_follows"]
