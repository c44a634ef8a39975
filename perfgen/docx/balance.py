"""Whether every field and every bookmark of a part that begins also ends, told of all renderings beforehand or of one.

A field is a begin, perhaps a separator, and an end, one field within another (ECMA-376 part 1, 17.16.18); a bookmark is a
start and an end of one id (17.13.6). Where each ``for`` and ``if`` leaves open what was open before it, and nothing else,
every rendering has them in pairs, whatever the data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.structure import BEGINS, ENDS, PIECE
from perfgen.docx.xml import W, w

_KIND = re.compile(r"\bw:fldCharType=[\"'](\w+)[\"']")
_ID = re.compile(r"\bw:id=[\"']([^\"']*)[\"']")
_CHARACTER, _START, _END, _PARAGRAPH = (w(name) for name in ("fldChar", "bookmarkStart", "bookmarkEnd", "p"))
FIELD, BOOKMARK = "域（目录、页码）", "书签"


@dataclass(slots=True)
class _Open:
    """What is open, each with the level of ``for`` and ``if`` it began on: there alone it may go on and end."""

    level: int = 0
    fields: list[tuple[int, bool]] = field(default_factory=list)
    """Level, and whether the result has begun."""
    marks: dict[str, int] = field(default_factory=dict)
    held: Counter[int] = field(default_factory=Counter)
    """How many bookmarks are open on each level."""

    def nothing(self) -> bool:
        """Whether nothing is open on the level at hand."""
        return not self.held[self.level] and not (self.fields and self.fields[-1][0] == self.level)

    def field(self, kind: str | None) -> bool:
        """Go on to a character of a field; whether it may stand here."""
        if kind == "begin":
            self.fields.append((self.level, False))
            return True
        level, result = self.fields.pop() if self.fields else (-1, False)
        if kind == "separate":
            self.fields.append((level, True))
        return level == self.level and (kind == "end" or (kind == "separate" and not result))

    def mark(self, number: str | None, *, start: bool) -> bool:
        """Go on to the start or end of a bookmark; whether it may stand here."""
        if number is None or start == (number in self.marks):
            return False
        if start:
            self.marks[number] = self.level
        self.held[self.level] += 1 if start else -1
        return start or self.marks.pop(number) == self.level


def always_balanced(xml: str, tags: Sequence[tuple[str, str]]) -> bool:
    """Whether every rendering of a source has its fields and bookmarks in pairs.

    `xml` and `tags` are the source as `perfgen.docx.structure.masked` gives it. False where there is no telling.
    """
    if xml.count(W) != xml.count(f'xmlns:w="{W}"'):
        return False
    now = _Open()
    for piece in PIECE.finditer(xml):
        if piece["name"]:
            fits = bool(piece["close"]) or _goes_on(now, piece)
        else:
            fits = not piece["tag"] or _branch(now, tags[int(piece["tag"])][0])
        if not fits:
            return False
    return now.nothing()


def _branch(now: _Open, name: str) -> bool:
    """Begin or end a ``for`` or ``if``, or go on to its next branch; whether nothing is left open in it."""
    if name in BEGINS:
        now.level += 1
    fits = name not in ("else", "elif", *ENDS) or now.nothing()
    if name in ENDS:
        now.level -= 1
    return fits


def _goes_on(now: _Open, piece: re.Match[str]) -> bool:
    if piece["name"] == "w:fldChar":
        kind = _KIND.search(piece[0])
        return now.field(kind and kind[1])
    if piece["name"] in ("w:bookmarkStart", "w:bookmarkEnd"):
        number = _ID.search(piece[0])
        return now.mark(number and number[1], start=piece["name"].endswith("Start"))
    return True


def unbalanced(root: etree._Element) -> tuple[str, str] | None:
    """What of a finished part has no beginning or no end, and the text of the paragraph it is in; None where all have."""
    now = _Open()
    last: dict[str, etree._Element] = {}
    open_fields: list[etree._Element] = []
    for element in root.iter(_CHARACTER, _START, _END):
        if element.tag == _CHARACTER:
            kind = element.get(w("fldCharType"))
            if not now.field(kind):
                return FIELD, _around(element)
            if kind == "begin":
                open_fields.append(element)
            elif kind == "end":
                open_fields.pop()
            continue
        number = element.get(w("id"))
        if not now.mark(number, start=element.tag == _START):
            return BOOKMARK, _around(element)
        last[str(number)] = element
    if open_fields:
        return FIELD, _around(open_fields[-1])
    return next(((BOOKMARK, _around(last[number])) for number in now.marks), None)


def _around(element: etree._Element) -> str:
    """The text of the paragraph an element is in, or before."""
    paragraph = next(element.iterancestors(_PARAGRAPH), None)
    if paragraph is None:
        paragraph = next(element.itersiblings(_PARAGRAPH), element)
    return "".join(piece.text or "" for piece in paragraph.iter(w("t"), w("instrText"))).strip()
