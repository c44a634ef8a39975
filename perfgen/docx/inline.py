"""The content of one paragraph: its text as it reads on paper, its bookmarks, and what is anchored in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from lxml import etree

from perfgen.docx.form_fields import OpenField, chosen
from perfgen.docx.formulas import MATH, formula
from perfgen.docx.objects import (
    DRAWN,
    EQUATION,
    HIDDEN_TEXT,
    OBJECTS,
    PROMPT_TEXT,
    SHAPE,
    TEXT_BODY,
    TEXT_PATH,
    UNDRAWN,
    WORD_ART,
    Floating,
    NotText,
    description,
    drawn_lines,
    embedded,
    object_of,
    one_line,
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
_FEW = 20
"""A field with so many pieces of text has a result, whatever they say."""
_BREAKS_A_PAGE = ("page", "column")
_UNPRINTED = {HIDDEN: HIDDEN_TEXT, PROMPT: PROMPT_TEXT}


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Children, with those of wrappers (content controls, tracked insertions, links) in their place."""
    for child in element:
        tag = child.tag
        if tag in TRANSPARENT:
            yield from children(child)
        elif tag == ALTERNATIVES:
            ways = (list(children(way)) for way in child.iterchildren("{*}Choice", "{*}Fallback"))
            yield from next(filter(None, ways), ())
        elif tag not in UNSEEN:
            yield child


@dataclass(slots=True)
class Inline:
    """What a paragraph holds, as it is collected."""

    _pieces: list[str] = field(default_factory=list)
    _marks: list[str] = field(default_factory=list)
    boxes: list[Floating] = field(default_factory=list)
    objects: list[NotText] = field(default_factory=list)
    _fields: list[OpenField] = field(default_factory=list)
    _remarked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, paragraph: etree._Element) -> Inline:
        """The content of a paragraph, or of a formula that stands where one might."""
        found = cls()
        found._each(paragraph, str(paragraph.tag)) if paragraph.tag in FORMULAS else found._within(paragraph)
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
    def remarked(self) -> tuple[str, ...]:
        """The ids of the comments that begin or are anchored in it."""
        return tuple(dict.fromkeys(self._remarked))

    @property
    def _found(self) -> tuple[int, int, int]:
        return len(self._pieces), len(self.boxes), len(self.objects)

    def _within(self, element: etree._Element) -> None:
        for child in element:
            tag = child.tag
            if tag not in _NOT_TEXT and not callable(tag):
                self._each(child, str(tag))

    def _each(self, child: etree._Element, tag: str) -> None:
        if tag in _SAID:
            self._pieces.append(_SAID[tag](child))
        elif tag in self._kept:
            self._kept[tag](self, child)
        else:
            self._within(child)

    def _mark(self, element: etree._Element) -> None:
        self._marks.append(element.get(w("name")) or "")

    def _remark(self, element: etree._Element) -> None:
        self._remarked.append(element.get(w("id")) or "")

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
        result = self._pieces[one.result : one.result + _FEW]
        if len(result) == _FEW or "".join(result).strip():
            return
        printed = one.printed()
        if printed:
            self._pieces.append(printed)
        elif one.code and one.code[0].lstrip()[:3].upper() == "EQ ":
            self.objects.append(NotText(EQUATION, one_line("".join(one.code))))

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
        """A drawing, or a shape: what it holds, the first of it described; itself where that is nothing."""
        before, mark = self._found, len(self.objects)
        self._within(element)
        if self._found == before:
            self.objects.append(NotText(SHAPE))
        said = description(element) if len(self.objects) > mark and not self.objects[mark].said else ""
        if said:
            self.objects[mark] = replace(self.objects[mark], said=said)

    def _embedded(self, element: etree._Element) -> None:
        """An embedded object. The picture of it that Word keeps is none of its own; text boxes on it are."""
        mark = len(self.objects)
        self._within(element)
        self.objects[mark:] = [embedded(element)]

    def _object(self, element: etree._Element) -> None:
        self.objects.append(object_of(element))

    def _art(self, element: etree._Element) -> None:
        """The words of WordArt, as watermarks are too."""
        words = element.get("string")
        self.boxes += [Floating(WORD_ART, lines=(words,))] if words else []

    def _canvas(self, element: etree._Element) -> None:
        self.boxes.append(Floating("文本框", lines=drawn_lines(element)))

    _kept: ClassVar[dict[str, Callable[[Inline, etree._Element], None]]] = {
        w("bookmarkStart"): _mark,
        w("commentRangeStart"): _remark,
        w("commentReference"): _remark,
        w("fldChar"): _field,
        w("instrText"): _code,
        w("txbxContent"): _box,
        w("object"): _embedded,
        ALTERNATIVES: _alternative,
        **dict.fromkeys(_UNPRINTED, _unprinted),
        **dict.fromkeys(DRAWN, _drawn),
        **dict.fromkeys(OBJECTS, _object),
        TEXT_PATH: _art,
        TEXT_BODY: _canvas,
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
