"""A difference in the words of whoever wrote it: 高龄补贴 预算数：512.60 → 540.00."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfgen.comparing import Difference, DifferenceKind
from perfgen.filing import Target
from perfgen.filing.base import Model
from perfgen.filing.plan import SpendingPlan
from perfgen.shown import visible

_LONG, _AROUND = 40, 10


def worded(one: Difference) -> str:
    """What was changed, on one line."""
    where = " ".join(part for part in (one.place.project, *one.place.within, one.place.label) if part)
    if one.kind is DifferenceKind.MOVED:
        return visible(f"{where}：移了位置")
    before, after = said(one.before), said(one.after)
    if one.kind is DifferenceKind.ADDED:
        return visible(f"{where}：加上“{cut(after)}”" if one.place.label else f"{where}：加上")
    if one.kind is DifferenceKind.REMOVED:
        return visible(f"{where}：删去“{cut(before)}”" if one.place.label else f"{where}：删去")
    if max(len(before), len(after)) <= _LONG and "\n" not in before + after:
        return visible(f"{where}：{before} → {after}")
    return visible(f"{where}：{_part(before, after)}")


def said(value: Any) -> str:
    """A value as text."""
    if isinstance(value, Target):
        return value.written
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (Mapping, SpendingPlan)):
        return "、".join(f"{label} {said(part)}" for label, part in value.items())
    if isinstance(value, tuple):
        return "；".join(map(said, value))
    if isinstance(value, Model):
        return "、".join(said(part) for part in vars(value).values() if part)
    return "" if value is None else str(value)


def cut(text: str) -> str:
    """A text without its middle, where it is long."""
    return text if len(text) <= _LONG else f"{text[: _LONG - _AROUND]}…{text[-_AROUND:]}"


def _part(before: str, after: str) -> str:
    """What of two long texts differs, with a few characters before it."""
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(before), len(after)) if start is None else start
    end = next(
        (
            at
            for at, pair in enumerate(zip(reversed(before[start:]), reversed(after[start:]), strict=False))
            if pair[0] != pair[1]
        ),
        min(len(before), len(after)) - start,
    )
    lead = before[max(0, start - _AROUND) : start]
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return f"…{cut(lead + old)} → …{cut(lead + new)}"
