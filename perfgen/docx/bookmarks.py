"""Bookmark ids: a template's loop repeats them, and Word wants each once."""

from __future__ import annotations

import re

STARTS, ENDS = "_bookmark_start", "_bookmark_end"
"""Filters that stand for the id of a bookmark's start and end in a source `counted`."""

_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End)\b")
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


def counted(source: str) -> str | None:
    """Jinja source whose bookmarks number themselves while they are printed; None where that cannot be."""
    marks = _MARK.findall(source)
    if len(marks) != len(_BOOKMARK.findall(source)) or not all(mark[2].isdecimal() for mark in marks):
        return None
    return _MARK.sub(lambda mark: f"{mark[1]}{{{{ '{mark[3]}'|{_FILTERS[mark[2]]} }}}}{mark[4]}", source)


_FILTERS = {"Start": STARTS, "End": ENDS}


class _Ends(dict[str, bytes]):
    """The number of the last start by the id the template gives; 0 where there was none."""

    __slots__ = ()

    def __missing__(self, mark: str) -> bytes:
        return b"0"


class Starts(dict[str, bytes]):
    """Asked for the number of a start, tells the next. `ends` are the numbers of the ends."""

    __slots__ = ("_count", "ends")

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self.ends = _Ends()

    def __missing__(self, mark: str) -> bytes:
        self._count += 1
        self.ends[mark] = number = str(self._count).encode()
        return number
