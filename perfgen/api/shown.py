"""Text and paths of others as they may be shown on a screen, or given to a robot."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from perfgen import shown


def visible(text: str) -> str:
    r"""Text on one line, with nothing in it that a terminal obeys: line breaks, escapes, bidirectional overrides.

    >>> visible("a\x1b[31m")
    'a\\x1b[31m'
    """
    return shown.visible(text)


def near(path: PurePath) -> str:
    """A path as the user would type it from the current folder, and a URL, as they are shown: see `visible`."""
    return shown.near(path)


def as_json(data: Any, indent: int | None = None) -> str:
    """JSON text that keeps Chinese as it is, and writes what a terminal obeys as escapes. Raises TypeError as `json.dumps`."""
    return shown.as_json(data, indent=indent)
