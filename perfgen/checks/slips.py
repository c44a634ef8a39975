"""Numbers that are one slip of the hand apart: two digits changed over (1416, 1461), a point or a nought too many (28.4, 284)."""

from __future__ import annotations

from decimal import Decimal

_MOST_PLACES = 4
"""So many places a number may be off by: 元 taken for 万元."""


def slip(one: Decimal, other: Decimal) -> int:
    """How many digits two numbers have that are one slip apart; 0 where they are the same, or further apart."""
    if one == other or one <= 0 or other <= 0:
        return 0
    first, second = (f"{number.normalize():f}".replace(".", "").strip("0") for number in (one, other))
    if first == second:
        return len(first) if abs(one.adjusted() - other.adjusted()) <= _MOST_PLACES else 0
    if one.adjusted() != other.adjusted():
        return 0
    length = max(len(first), len(second))
    first, second = first.ljust(length, "0"), second.ljust(length, "0")
    apart = [at for at, (sign, its) in enumerate(zip(first, second, strict=True)) if sign != its]
    swapped = len(apart) == 2 and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]
    return length if swapped and apart[1] - apart[0] == 1 else 0
