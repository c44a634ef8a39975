"""How high a row is that shows its texts: an estimate, as whoever writes a workbook has no page to lay them out on."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

VERDICT_WIDTH = 40
"""How wide the column for findings is, in characters of the standard font."""
_LINE_HEIGHT, _TALLEST = 13.5, 409.0
"""Points that a line of the body takes, and the most a row may have ("Excel specifications and limits")."""

_PER_WIDTH = 1.08
"""Characters of the body that go into a unit of width, which is of the larger standard font."""


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """How high a row is, in points, that shows each of some texts in a column so many characters wide."""
    most = max((sum(_lines(line, width) for line in text.split("\n")) for text, width in texts), default=1)
    return min(_TALLEST, most * _LINE_HEIGHT + 4)


def _lines(text: str, width: float) -> int:
    taken = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
    return max(1, ceil(taken / max(1.0, width * _PER_WIDTH - 1)))
