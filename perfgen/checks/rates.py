"""Amounts that a bracket behind them explains: 187.2万元（260人，每人每月600元）."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfgen.checks.figures import money
from perfgen.checks.mentions import CLOSE
from perfgen.filing.numbers import NUMBER, half_width, parse_decimal
from perfgen.filing.regex import regex

_BRACKET = regex(
    rf"\s*[（(]\s*(?:[\u4e00-\u9fff]{{1,12}}[：:]?\s*)?(?P<number>{NUMBER.pattern})\s*(?P<unit>[人名户个所村亩台辆次场期座处家套间组条只头吨米份块站位])"
    rf"[^\d，,。；;（）()]{{0,8}}[，,、]?\s*每(?P<each>[人名户个所村亩台辆次场期座处家套间组条只头吨米份块站位生])(?:每(?P<often>[月年]))?[^\d，,。；;（）()]{{0,6}}"
    rf"(?P<price>{NUMBER.pattern})\s*(?P<scale>万?)元\s*[）)]"
)
_SAME = {"生": "人名", "人": "人名位", "名": "人名位", "村": "村个", "站": "站个座"}
_MONTHS = range(1, 13)


class Explained(NamedTuple):
    """An amount with the bracket behind it, from `start` to `end`; what it is, and what the bracket comes to, in 元."""

    start: int
    end: int
    claimed: Decimal
    yuan: Decimal


def explained(text: str) -> Iterator[Explained]:
    """The amounts of a text that a number and a price for each stand behind, in brackets.

    What is paid each month may be paid for some months of the year: then it comes to the whole number of months that fits.
    """
    if "每" not in text or not ("（" in text or "(" in text):
        return
    folded = half_width(text)
    for amount in money(text):
        found = _BRACKET.match(folded, amount.end)
        if found is None or amount.loose or found["unit"] not in _SAME.get(found["each"], found["each"]):
            continue
        number, price = parse_decimal(found["number"]), parse_decimal(found["price"])
        if not number or not price:
            continue
        once = number * price * (10_000 if found["scale"] else 1)
        times = _MONTHS if found["often"] == "月" else range(1, 2)
        fits = (once * months for months in times if abs(once * months - amount.value) <= CLOSE)
        yield Explained(amount.start, found.end(), amount.value, next(fits, once * times[-1]))
