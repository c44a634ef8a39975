"""Ids of bookmarks and shapes: a template's loop repeats them, and Word wants each once.

Both are numbered through together, so that each has a number of its own.
"""

from __future__ import annotations

import re

STARTS, ENDS = "_bookmark_start", "_bookmark_end"
"""Filters that stand for the id of a bookmark's start and end in a source `counted`."""

_NUMBERED = re.compile(r"<(?:w:bookmark(?:Start|End)|wp:docPr)\b")
_MARK = re.compile(r'(<(?:w:bookmark(Start|End)\b[^>]*?\bw:id|wp:docPr\b[^>]*?\sid)=")([^"]*)(")')
"""Shapes are told by ``wp:docPr`` (ECMA-376 part 1, 20.4.2.5); the second group is None for them."""


def renumbered(xml: str) -> str:
    """The document with its bookmarks and shapes numbered through, each end with the number of the start before it."""
    current: dict[str, int] = {}
    count = 0

    def number(mark: re.Match[str]) -> str:
        nonlocal count
        if mark[2] != "End":
            count += 1
        if mark[2] is None:
            return f"{mark[1]}{count}{mark[4]}"
        if mark[2] == "Start":
            current[mark[3]] = count
        return f"{mark[1]}{current.get(mark[3], 0)}{mark[4]}"

    return _MARK.sub(number, xml)


def counted(source: str) -> str | None:
    """Jinja source whose bookmarks and shapes number themselves while they are printed; None where that cannot be."""
    marks = list(_MARK.finditer(source))
    if len(marks) != len(_NUMBERED.findall(source)) or not all(mark[3].isdecimal() for mark in marks):
        return None
    return _MARK.sub(lambda mark: f"{mark[1]}{{{{ '{_key(mark)}'|{_FILTERS[mark[2]]} }}}}{mark[4]}", source)


def _key(mark: re.Match[str]) -> str:
    """What a number is asked for by: no end asks for that of a shape."""
    return mark[3] if mark[2] else f"shape {mark[3]}"


_FILTERS = {"Start": STARTS, None: STARTS, "End": ENDS}


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
