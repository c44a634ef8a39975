"""What a number in a cell shows, by its number format: 98% for 0.98, 2022年12月31日 for 44926.

A shown number keeps every digit it has, to the fifteen that Excel reckons with (ECMA-376 part 1, 18.8.30 and 18.8.31 for formats;
"Excel specifications and limits" for the digits); the format only says how many decimals there are at least.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

NumberKind: TypeAlias = Literal["number", "percent", "date"]


class ShownNumber(NamedTuple):
    """A number as it is read in its cell."""

    text: str
    kind: NumberKind = "number"


BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm", 22: "yyyy-mm-dd", 27: "yyyy-mm",
    28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd", 36: "yyyy-mm", 50: "yyyy-mm", 51: "yyyy-mm-dd",
    52: "yyyy-mm", 53: "yyyy-mm-dd", 54: "yyyy-mm-dd", 57: "yyyy-mm", 58: "yyyy-mm-dd",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
}  # fmt: skip
"""Formats by number that no workbook spells out; those from 27 on are of the Chinese Excel and WPS. Dates are told as far
as they go: to the day or to the month."""

GENERAL = "General"
DIGITS = 15
"""The digits of a number that count."""

_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What of a format stands for itself: texts, signs, widths, colours."""
_DECIMALS = re.compile(r"\.(0{1,20})")
_GROUPED = re.compile(r"[#0],[#0]")
_MOST_PLACES = 20
"""A number with more places before or after its point is shown with an exponent."""
_LAST_DAY = 2_958_465
"""9999-12-31."""


def shown(value: float, code: str, *, since_1904: bool = False) -> ShownNumber:
    """A number as a cell with that format shows it. Dates count from 1900, or from 1904 where the workbook says so."""
    form = _SAID.sub("", code.split(";", maxsplit=1)[0])
    days = value + (1462 if since_1904 else 0)
    if _is_date(form) and 1 <= days < _LAST_DAY:
        return ShownNumber(_date(days, by_day="d" in form.lower()), "date")
    number = Decimal(f"{value:.{DIGITS}g}")
    if abs(number.adjusted()) > _MOST_PLACES:
        return ShownNumber(str(number))
    percent = "%" in form
    number = number * 100 if percent else number
    least = _DECIMALS.search(form)
    plain = _plain(number)
    decimals = max(len(least[1]) if least else 0, len(plain.partition(".")[2]))
    grouped = "," if _GROUPED.search(form) else ""
    text = f"{Decimal(plain):{grouped}.{decimals}f}"
    return ShownNumber(f"{text}%", "percent") if percent else ShownNumber(text)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_date(form: str) -> bool:
    letters = form.lower()
    return letters != GENERAL.lower() and ("y" in letters or "d" in letters)


def _date(days: float, *, by_day: bool) -> str:
    """The day of a number: 1 is 1900-01-01, and there was a 1900-02-29 (ECMA-376 part 1, 18.17.4.1)."""
    day = datetime(1899, 12, 30 if days >= 60 else 31) + timedelta(days=int(days))  # noqa: DTZ001 -- a day, at no place
    return f"{day.year}年{day.month}月{day.day}日" if by_day else f"{day.year}年{day.month}月"
