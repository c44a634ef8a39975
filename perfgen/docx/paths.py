"""Paths in the data of a template: what `perfgen.docx.printed` finds, and whether it covers a path."""

from __future__ import annotations

from typing import TypeAlias

Names: TypeAlias = tuple[str, ...]
"""A path in a template's data, names only."""

ANYTHING = "*"
"""At the end of a path: whatever is below it."""


def covers(found: frozenset[Names], path: Names) -> bool:
    """Whether something at a path, or below it, is among what is printed."""
    return any(_meets(one, path) for one in found)


def _meets(one: Names, path: Names) -> bool:
    if one[-1:] == (ANYTHING,):
        above = one[:-1]
        return above == path[: len(above)] or one[: len(path)] == path
    return one[: len(path)] == path
