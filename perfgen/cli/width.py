"""How wide text is on a terminal."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
