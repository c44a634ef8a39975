"""Chinese numerals as filings use them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """The number that counts headings, 1 to 999: 一, 二, 十, 十一, 二十, 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not number else "")


def cardinal(number: int) -> str:
    """The number that counts things, as sample 001 writes it: 壹 for one, 两 for two, else as `ordinal`."""
    return {1: "壹", 2: "两"}.get(number) or ordinal(number)
