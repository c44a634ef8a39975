"""Chinese numerals as filings use them."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


@lru_cache(maxsize=1000)
def ordinal(number: int) -> str:
    """The number that counts headings: 一, 二, 十, 十一, 二十, 一百零五, 一千零一十; from 10000 on in digits."""
    if number > 9999:
        return str(number)
    text, skipped = "", False
    for worth, sign in _PLACES:
        digit, number = divmod(number, worth)
        if digit:
            text += ("零" if skipped else "") + _DIGITS[digit] + sign
        skipped = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


def cardinal(number: int) -> str:
    """The number that counts things, as sample 001 writes it: 壹 for one, 两 for two, else as `ordinal`."""
    return {1: "壹", 2: "两"}.get(number) or ordinal(number)
