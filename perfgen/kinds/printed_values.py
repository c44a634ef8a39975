"""What templates of several kinds see alike: money, own fields, and a 指标值 in its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from perfgen.filing.fields import OwnField
from perfgen.filing.numbers import decimal_text
from perfgen.filing.target import TEXT_SIGN, Target
from perfgen.layouts.layout import Layout
from perfgen.source.grammar import QUALITATIVE

Money: TypeAlias = Callable[[Decimal | None], str]
"""Prints an amount; nothing where there is none."""


def money_of(layout: Layout) -> Money:
    """What prints amounts with the decimals of a layout, or as many as were written where it allows more."""
    fewest = layout.amount_decimals

    def printed(amount: Decimal | None) -> str:
        return "" if amount is None else f"{amount:.{fewest}f}"

    def exact(amount: Decimal | None) -> str:
        if amount is None or amount == round(amount, fewest):
            return printed(amount)
        return decimal_text(amount)

    return exact if (layout.most_decimals or 0) > fewest else printed


def own_printed(values: Mapping[str, str | Decimal], fields: tuple[OwnField, ...], layout: Layout) -> Mapping[str, str]:
    """What own fields print: money with the layout's decimals, percentages with their sign, nothing for an empty one."""
    if not fields:
        return {}
    printers: Mapping[str, Callable[[Any], str]] = {
        "金额": money_of(layout),
        "百分比": lambda share: f"{decimal_text(share)}%",
    }
    return {own.name: printers.get(own.kind, str)(values[own.name]) if own.name in values else "" for own in fields}


def in_parts(target: Target) -> tuple[str, str, str]:
    """指标性质, 数值 and 度量单位 of a 指标值; one in words has no unit."""
    sign, value, unit = target.columns
    return (QUALITATIVE, unit, "") if sign == TEXT_SIGN else (sign, value, unit)


def percent(share: Decimal | None) -> str:
    """A percentage with two decimals, as the forms have it; nothing where there is none."""
    return "" if share is None else f"{share.quantize(_TO_TWO, ROUND_HALF_UP)}%"


_TO_TWO = Decimal("0.01")
