"""Numbers that are one slip of the hand apart: two digits changed over (1416, 1461), a point or a nought too many (28.4, 284)."""

from __future__ import annotations

from decimal import Decimal

_MOST_PLACES = 4
"""So many places a number may be off by: 元 taken for 万元."""


def slip(one: Decimal, other: Decimal) -> int:
    """How many digits two numbers have that are one slip apart; 0 where they are the same, or further apart."""
    if one == other or one <= 0 or other <= 0:
        return 0
    first, second = _significant(one), _significant(other)
    if first == second:
        return len(first) if abs(one.adjusted() - other.adjusted()) <= _MOST_PLACES else 0
    if len(first) != len(second) or one.adjusted() != other.adjusted():
        return 0
    apart = [at for at, (sign, its) in enumerate(zip(first, second, strict=True)) if sign != its]
    swapped = len(apart) == 2 and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]
    return len(first) if swapped and apart[1] - apart[0] == 1 else 0


def _significant(number: Decimal) -> str:
    return "".join(map(str, number.as_tuple().digits)).strip("0")
