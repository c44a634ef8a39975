"""Amounts as messages show them."""

from __future__ import annotations

from decimal import Decimal

from perfgen.checks.subject import Subject
from perfgen.filing.numbers import decimal_text
from perfgen.filing.quotable import PER_YUAN


def shown(subject: Subject, yuan: Decimal) -> str:
    """An amount in 元 as the filing writes amounts: 8.87万元."""
    return f"{decimal_text(yuan / PER_YUAN[subject.filing.amount_unit])}{subject.filing.amount_unit}"
