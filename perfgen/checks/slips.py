"""Numbers that are one slip of the hand apart: two digits changed over (1416, 1461), a point or a nought too many (28.4, 284)."""

from __future__ import annotations

from decimal import Decimal

_MOST_PLACES = 4
"""So many places a number may be off by: 元 taken for 万元."""


def slip(one: Decimal, other: Decimal) -> int:
    """How many digits two numbers have that are one slip apart; 0 where they are the same, or further apart."""
    if one == other or one <= 0 or other <= 0:
        return 0
    first, second = _digits(one), _digits(other)
    if first == second:
        return len(first) if abs(one.adjusted() - other.adjusted()) <= _MOST_PLACES else 0
    if one.adjusted() != other.adjusted():
        return 0
    length = max(len(first), len(second))
    first, second = first.ljust(length, "0"), second.ljust(length, "0")
    at = _apart(first, second)
    swapped = len(at) == _TWO and at[1] - at[0] == 1 and first[at[0]] + first[at[1]] == second[at[1]] + second[at[0]]
    return length if swapped else 0


def one_digit(one: Decimal, other: Decimal) -> int:
    """How many digits two numbers have that only one digit tells apart; 0 for others."""
    if one <= 0 or other <= 0 or one.adjusted() != other.adjusted():
        return 0
    first, second = _digits(one), _digits(other)
    length = max(len(first), len(second))
    return length if len(_apart(first.ljust(length, "0"), second.ljust(length, "0"))) == 1 else 0


_TWO = 2


def _digits(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", "").strip("0")


def _apart(first: str, second: str) -> list[int]:
    return [at for at, (sign, its) in enumerate(zip(first, second, strict=True)) if sign != its]
