"""Where the data lies that comes with perfgen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def shipped(kind: str) -> Path:
    """A folder of data that comes with perfgen, `templates` or `schemas`.

    A wheel carries it inside the package; a checkout has it beside the package.
    """
    inside = _PACKAGE / "_data" / kind
    return inside if inside.is_dir() else _PACKAGE.parent / kind
