"""The content of one paragraph: its text as it reads on paper, its bookmarks, and what is anchored in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree

from perfgen.docx.form_fields import OpenField, chosen
from perfgen.docx.formulas import MATH, formula
from perfgen.docx.objects import (
    DRAWN,
    EQUATION,
    HIDDEN_TEXT,
    PROMPT_TEXT,
    SHAPE,
    UNDRAWN,
    WORD_ART,
    Floating,
    NotText,
    art_of,
    description,
    drawn_lines,
    embedded,
    is_drawn_text,
    object_of,
)
from perfgen.docx.symbols import symbol
from perfgen.docx.unprinted import HIDDEN, PROMPT
from perfgen.docx.xml import w

TRANSPARENT = {
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple")
}
"""What stands around content without changing it."""
UNSEEN = {w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText")}
SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{_MC}AlternateContent"
"""Several ways to say the same, the best first."""
FORMULAS = {f"{MATH}oMath", f"{MATH}oMathPara"}
_NOT_TEXT = (
    (UNSEEN - {w("instrText")})
    | {w(name) for name in ("rt", "delInstrText", "tcPr", "trPr", "tblPr", "ffData")}
    | UNDRAWN
)
_BREAKS_A_PAGE = ("page", "column")
_UNPRINTED = {HIDDEN: HIDDEN_TEXT, PROMPT: PROMPT_TEXT}


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Children, with those of wrappers (content controls, tracked insertions, links) in their place."""
    for child in element:
        if child.tag in TRANSPARENT:
            yield from children(child)
        elif child.tag == ALTERNATIVES:
            ways = (list(children(way)) for way in child.iterchildren("{*}Choice", "{*}Fallback"))
            yield from next(filter(None, ways), ())
        elif child.tag not in UNSEEN:
            yield child


@dataclass(slots=True)
class Inline:
    """What a paragraph holds, as it is collected."""

    _pieces: list[str] = field(default_factory=list)
    _marks: list[str] = field(default_factory=list)
    boxes: list[Floating] = field(default_factory=list)
    objects: list[NotText] = field(default_factory=list)
    _fields: list[OpenField] = field(default_factory=list)

    @classmethod
    def of(cls, paragraph: etree._Element) -> Inline:
        """The content of a paragraph, or of a formula that stands where one might."""
        found = cls()
        found._each(paragraph) if paragraph.tag in FORMULAS else found._within(paragraph)
        return found

    @property
    def text(self) -> str:
        """The text, with tabs and line breaks."""
        return "".join(self._pieces)

    @property
    def bookmarks(self) -> tuple[str, ...]:
        """The names of the bookmarks that start in it."""
        return tuple(self._marks)

    @property
    def _found(self) -> tuple[int, int, int]:
        return len(self._pieces), len(self.boxes), len(self.objects)

    def _within(self, element: etree._Element) -> None:
        for child in element:
            if child.tag not in _NOT_TEXT and not callable(child.tag):
                self._each(child)

    def _each(self, child: etree._Element) -> None:
        tag = str(child.tag)
        said, kept = _SAID.get(tag), self._kept.get(tag)
        if said:
            self._pieces.append(said(child))
        elif kept:
            kept(self, child)
        elif not self._is_object(child):
            self._within(child)

    def _mark(self, element: etree._Element) -> None:
        self._marks.append(element.get(w("name")) or "")

    def _box(self, element: etree._Element) -> None:
        self.boxes.append(Floating("文本框", element))

    def _unprinted(self, element: etree._Element) -> None:
        self.objects.append(NotText(_UNPRINTED[str(element.tag)], element.text or ""))

    # --- fields

    def _field(self, mark: etree._Element) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(OpenField(len(self._pieces), chosen(mark)))
        elif self._fields:
            one = self._fields[-1]
            if one.result < 0:  # what stood between begin and here was the code
                del self._pieces[one.start :]
                one.result = one.start
            if kind != "separate":
                self._end(self._fields.pop())

    def _end(self, one: OpenField) -> None:
        if any(piece.strip() for piece in self._pieces[one.result :]):
            return
        printed = one.printed()
        if printed:
            self._pieces.append(printed)
        elif one.code and one.code[0].lstrip()[:3].upper() == "EQ ":
            self.objects.append(NotText(EQUATION, "".join(one.code)))

    def _code(self, element: etree._Element) -> None:
        if self._fields and self._fields[-1].result < 0:
            self._fields[-1].code.append(element.text or "")

    # --- what is anchored

    def _alternative(self, element: etree._Element) -> None:
        """The first of several ways to say the same that says anything."""
        for choice in element:
            before = self._found
            if not callable(choice.tag):
                self._within(choice)
            if self._found != before:
                return

    def _drawn(self, element: etree._Element) -> None:
        """A drawing, or a shape: what it holds, described; itself where that is nothing."""
        before, mark = self._found, len(self.objects)
        self._within(element)
        if self._found == before:
            self.objects.append(NotText(SHAPE))
        said = description(element) if len(self.objects) > mark else ""
        if said:
            self.objects[mark:] = [
                NotText(one.kind, one.said or said, one.count, one.relation) for one in self.objects[mark:]
            ]

    def _embedded(self, element: etree._Element) -> None:
        """An embedded object. The picture of it that Word keeps is none of its own; text boxes on it are."""
        mark = len(self.objects)
        self._within(element)
        self.objects[mark:] = [embedded(element)]

    def _is_object(self, element: etree._Element) -> bool:
        """Whether an element is something that has no text among it; if so, it is kept."""
        found = object_of(element)
        if found is not None:
            self.objects.append(found)
            return True
        art = art_of(element)
        if art is not None:
            self.boxes.append(Floating(WORD_ART, lines=(art,)))
            return True
        if is_drawn_text(element):
            self.boxes.append(Floating("文本框", lines=drawn_lines(element)))
            return True
        return False

    _kept: ClassVar[dict[str, Callable[[Inline, etree._Element], None]]] = {
        w("bookmarkStart"): _mark,
        w("fldChar"): _field,
        w("instrText"): _code,
        w("txbxContent"): _box,
        w("object"): _embedded,
        ALTERNATIVES: _alternative,
        **dict.fromkeys(_UNPRINTED, _unprinted),
        **dict.fromkeys(DRAWN, _drawn),
    }
    """The elements that are more than text, and what keeps them."""


def _sign(element: etree._Element) -> str:
    return "" if element.get(w("type")) in _BREAKS_A_PAGE else SIGNS[str(element.tag)]


_SAID: dict[str, Callable[[etree._Element], str]] = {
    w("t"): lambda element: element.text or "",
    **dict.fromkeys(SIGNS, _sign),
    w("sym"): symbol,
    f"{MATH}oMath": formula,
}
"""The elements that are text, and what they say."""
