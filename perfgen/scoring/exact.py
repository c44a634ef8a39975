"""Exact reckoning: fractions inside, and the one place where a number is rounded to what prints."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perfgen.filing.numbers import decimal_text

_SHOWN_PLACES = 4
_MOST_PLACES = 12


def rounded(number: Fraction, decimals: int) -> Decimal:
    """A number that is not negative, to so many decimals, halves up: 9.425 is 9.43.

    >>> rounded(Fraction(9425, 1000), 2)
    Decimal('9.43')
    """
    scale = 10**decimals
    return Decimal((2 * number.numerator * scale + number.denominator) // (2 * number.denominator)).scaleb(-decimals)


def earned(share: Fraction, weight: Decimal, decimals: int) -> Decimal:
    """A share of 分值 as points: rounded, but never above 分值, also where that has more decimals than points have.

    >>> earned(Fraction(1), Decimal("8.337"), 2)
    Decimal('8.33')
    """
    most = Decimal(Fraction(weight) * 10**decimals // 1).scaleb(-decimals)
    return min(rounded(share * Fraction(weight), decimals), most)


def is_exact(number: Fraction, decimals: int) -> bool:
    """Whether so many decimals say the number to the end."""
    return bool(10**decimals % number.denominator == 0)


def said(number: Fraction) -> str:
    """A number for the eye: all its decimals where they end, else four, which are then not exact.

    >>> said(Fraction(237, 2)), said(Fraction(2, 3))
    ('118.5', '0.6667')
    """
    places = _MOST_PLACES if is_exact(number, _MOST_PLACES) else _SHOWN_PLACES
    return ("-" if number < 0 else "") + decimal_text(rounded(abs(number), places))


def equals(number: Fraction, shown: Decimal) -> str:
    """What stands behind a reckoning: ``＝9.43``, or ``≈9.43`` where `shown` is not all of the number."""
    return f"{'＝' if number == Fraction(shown) else '≈'}{decimal_text(shown)}"
