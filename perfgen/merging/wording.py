"""What was changed in the words of `perfgen diff`, each difference for itself: 高龄补贴 预算数 512.60 → 540.00（+5.3%）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from perfgen.comparing import Comparison, Difference, Place
from perfgen.comparing.wording import sayings, sentence
from perfgen.filing import Target
from perfgen.filing.base import Model
from perfgen.filing.fields import Fields
from perfgen.filing.plan import SpendingPlan
from perfgen.shown import visible
from perfgen.source.grammar import NO_FIELDS

_LONG, _AROUND = 40, 10


def worded(one: Difference, comparison: Comparison, fields: Fields = NO_FIELDS) -> str:
    """A difference of a comparison, on one line; an echo is said as what it is. `fields` are those of the layout."""
    alone = replace(comparison, differences=(replace(one, echo=False),))
    percents = frozenset(own.name for scope in fields.own for own in scope if own.kind == "百分比")
    return visible("；".join(map(sentence, sayings(alone, percents))))


def in_words(place: Place) -> str:
    """Where something stands, on one line."""
    return " ".join(part for part in (place.project, *place.within, place.label) if part)


def said(value: Any) -> str:
    """A value as text, with all its parts."""
    if isinstance(value, Target):
        return value.written
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (Mapping, SpendingPlan)):
        return "、".join(f"{label} {said(part)}" for label, part in value.items())
    if isinstance(value, (tuple, list)):
        return "；".join(map(said, value))
    if isinstance(value, Model):
        return "、".join(said(part) for part in vars(value).values() if part)
    return "" if value is None else str(value)


def cut(text: str) -> str:
    """A text without its middle, where it is long."""
    return text if len(text) <= _LONG else f"{text[: _LONG - _AROUND]}…{text[-_AROUND:]}"
