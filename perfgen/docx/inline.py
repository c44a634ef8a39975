"""The content of one paragraph: its text as it reads on paper, its bookmarks, and the text boxes anchored in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.xml import w
from perfgen.filing.text import NOT_XML

TRANSPARENT = {
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple")
}
"""What stands around content without changing it."""
UNSEEN = {w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText")}
UNREAD = "□"
"""What is written for a character that cannot be told, or that no Word file can hold."""
SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_TEXT = UNSEEN | {w(name) for name in ("rt", "delInstrText", "tcPr", "trPr", "tblPr", "ffData", "object")}
_BREAKS_A_PAGE = ("page", "column")
_SYMBOLS = {
    "Symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°"},
    "Wingdings": {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFB: "✗", 0x6C: "●", 0x6E: "■", 0xD8: "➢"},
    "Wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "☐"},
}


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Children, with those of wrappers (content controls, tracked insertions, links) in their place."""
    for child in element:
        if child.tag in TRANSPARENT:
            yield from children(child)
        elif child.tag not in UNSEEN:
            yield child


@dataclass(slots=True)
class Inline:
    """What a paragraph holds, as it is collected."""

    _pieces: list[str] = field(default_factory=list)
    _marks: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    _codes: list[int] = field(default_factory=list)
    """For each field that is open: where its code began in the pieces; -1 once its result has begun."""

    @classmethod
    def of(cls, paragraph: etree._Element) -> Inline:
        """The content of a paragraph."""
        found = cls()
        found._within(paragraph)
        return found

    @property
    def text(self) -> str:
        """The text, with tabs and line breaks."""
        return "".join(self._pieces)

    @property
    def bookmarks(self) -> tuple[str, ...]:
        """The names of the bookmarks that start in it."""
        return tuple(self._marks)

    def _within(self, element: etree._Element) -> None:
        for child in element:
            tag = str(child.tag)
            if tag in _NOT_TEXT or callable(child.tag):
                continue
            if tag in _SAID:
                self._pieces.append(_SAID[tag](child))
            elif tag == w("bookmarkStart"):
                self._marks.append(child.get(w("name")) or "")
            elif tag == w("fldChar"):
                self._field(child.get(w("fldCharType")) or "")
            elif tag == w("txbxContent"):
                self.boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                self._alternative(child)
            else:
                self._within(child)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append(len(self._pieces))
        elif self._codes:
            start = self._codes.pop()
            if start >= 0:  # what stood between begin and here was the code
                del self._pieces[start:]
            if kind == "separate":
                self._codes.append(-1)

    def _alternative(self, element: etree._Element) -> None:
        """The first of several ways to say the same that says anything."""
        for choice in element:
            before = len(self._pieces), len(self.boxes)
            self._within(choice)
            if (len(self._pieces), len(self.boxes)) != before:
                return


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(w("char")) or "", 16)
    except ValueError:
        return UNREAD
    if not 0 < code < 0xFFFE or NOT_XML.match(chr(code)):
        return UNREAD
    if not 0xF000 <= code < 0xF100:
        return chr(code)
    low, known = code - 0xF000, _SYMBOLS.get(element.get(w("font")) or "", {})
    if low in known:
        return known[low]
    return chr(low) if element.get(w("font")) == "Symbol" and 0x20 <= low < 0x7F else chr(code)


def _sign(element: etree._Element) -> str:
    return "" if element.get(w("type")) in _BREAKS_A_PAGE else SIGNS[str(element.tag)]


_SAID: dict[str, Callable[[etree._Element], str]] = {
    **dict.fromkeys((w("t"), f"{_MATH}t"), lambda element: element.text or ""),
    **dict.fromkeys(SIGNS, _sign),
    w("sym"): _symbol,
}
"""The elements that are text, and what they say."""
