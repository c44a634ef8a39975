"""What validation holds against the data that was read, in words, by the path of each value."""

from __future__ import annotations

import re

from pydantic import ValidationError

from perfgen.filing import Target
from perfgen.source.data import Steps

MISSING = "原文里没有这一项"
_QUOTED = re.compile(r"'([^']*)'")


def doubts(error: ValidationError) -> list[tuple[Steps, str]]:
    """Every fault: the path to the value, and what is to be looked at."""
    found: list[tuple[Steps, str]] = []
    for fault in error.errors(include_url=False):
        context = fault.get("ctx") or {}
        for one in (context, *context.get("more", ())):
            # The parts of a 指标值 have no labels: it is looked at as a whole.
            steps = tuple(step for step in (*fault["loc"], *one.get("at", ())) if step not in Target.model_fields)
            message = one.get("said") or _said(fault["type"], str(context.get("expected", "")))
            found.append((steps, f"{steps[-1]}：{message}" if steps else message))
    return found


def _said(kind: str, expected: str) -> str:
    if kind == "missing":
        return MISSING
    words = _QUOTED.findall(expected) if kind == "literal_error" else []
    return f"这里只能是{'或'.join(words)}" if words else "这里的内容不合要求"
