"""Ids of bookmarks and shapes: a template's loop repeats them, and Word wants each once.

All are numbered through together, so that each has a number of its own.
"""

from __future__ import annotations

import re

from perfgen.filing.regex import regex

STARTS, ENDS = "_bookmark_start", "_bookmark_end"
"""Filters that stand for a new id, and for the last one given in the place of the same, in a source `counted`."""

VML = "_x0000_s500"
"""What the ids of shapes of VML begin with: Word numbers those of a text from 1025, those of headers from 2049."""

_NUMBERED = regex(r"<(?:w:bookmark(?:Start|End)|wp:docPr)\b")
_MARK = regex(
    rf"""(?P<begin><(?P<what>w:bookmarkStart\b[^>]*?\bw:id="|w:bookmarkEnd\b[^>]*?\bw:id="|wp:docPr\b[^>]*?\sid="
    |v:\w+\b[^<>]*?\sid="{VML}|o:OLEObject\b[^<>]*?\sShapeID="{VML}))(?P<id>[^"]*)(?=")""",
    re.VERBOSE,
)
"""Shapes are told by ``wp:docPr`` (ECMA-376 part 1, 20.4.2.5), those of VML as `perfgen.docx.shapes` numbers them."""


def renumbered(xml: str) -> str:
    """The document with its bookmarks and shapes numbered through, what refers to one with the number of the last so called."""
    starts = Starts()

    def number(mark: re.Match[str]) -> str:
        return f"{mark['begin']}{(starts.ends if _refers(mark) else starts)[_key(mark)].decode()}"

    return _MARK.sub(number, xml)


def counted(source: str) -> str | None:
    """Jinja source whose bookmarks and shapes number themselves while they are printed; None where that cannot be."""
    marks = list(_MARK.finditer(source))
    known = sum(mark["what"].startswith("w") for mark in marks)
    if known != len(_NUMBERED.findall(source)) or not all(mark["id"].isdecimal() for mark in marks):
        return None
    return _MARK.sub(
        lambda mark: f"{mark['begin']}{{{{ '{_key(mark)}'|{ENDS if _refers(mark) else STARTS} }}}}", source
    )


def _refers(mark: re.Match[str]) -> bool:
    return mark["what"].startswith(("w:bookmarkEnd", "o:"))


def _key(mark: re.Match[str]) -> str:
    """What a number is asked for by: nothing but the end of a bookmark asks for that of a bookmark."""
    what = mark["what"]
    family = "" if what.startswith("w:") else "drawing " if what.startswith("wp:") else "shape "
    return f"{family}{mark['id']}"


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
