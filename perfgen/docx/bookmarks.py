"""Bookmark ids: a template's loop repeats them, and Word wants each once."""

from __future__ import annotations

import re

_MARK = re.compile(r'(<w:bookmark(Start|End)\b[^>]*?\bw:id=")([^"]*)(")')


def renumbered(xml: str) -> str:
    """The document with its bookmarks numbered through, each end with the number of the start before it."""
    current: dict[str, int] = {}
    count = 0

    def number(mark: re.Match[str]) -> str:
        nonlocal count
        if mark[2] == "Start":
            count += 1
            current[mark[3]] = count
        return f"{mark[1]}{current.get(mark[3], 0)}{mark[4]}"

    return _MARK.sub(number, xml)
