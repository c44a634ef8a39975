"""Sizes that a template's styles give: how large the text of a paragraph is, and how much room it has in its cell.

Lengths are in twentieths of a point, as in Word's XML (ECMA-376 part 1, 17.18.105), font sizes in half points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from lxml import etree

from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w, whole, with_bases

STYLES = "word/styles.xml"
_MOST_BYTES = 2 * 1024 * 1024
"""Of styles that are read; those of Word's own templates have 60 KB."""
_NORMAL_SIZE = 20
"""Half points where nothing else is said (17.3.2.38)."""
_SIDES = (("left", "start"), ("right", "end"))
_MARGINS = {"left": 108, "right": 108}
"""Of a cell where nothing else is said (17.4.39)."""
_DEEPEST = 20
"""How many styles one is based on, one upon the other: Word itself takes eleven."""
_VAL, _ID = w("val"), w("styleId")


class Styles:
    """The styles of a document, with what each takes from those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is ``w:styles``; None for a document without."""
        found = () if root is None else root.iter(w("style"))
        self._styles: Mapping[str, etree._Element] = {style.get(_ID) or "": style for style in found}
        self._defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")

    @cached_property
    def _normal(self) -> str:
        default = ("1", "true", "on")
        return next(
            (
                name
                for name, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in default
            ),
            "",
        )

    def chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those it is based on, itself first; none is told twice."""
        return islice(with_bases(style, self._styles), _DEEPEST)

    def of(self, paragraph: etree._Element, kind: str) -> Iterator[etree._Element]:
        """The properties (``pPr`` or ``rPr``) of its styles that a paragraph has, the nearest first."""
        for style in self.chain(style_of(paragraph) or self._normal):
            yield from style.findall(w(kind))

    def size(self, paragraph: etree._Element, run: etree._Element | None = None) -> int:
        """How large text is, in half points."""
        own = [] if run is None else run.findall(w("rPr"))
        last = [] if self._defaults is None else [self._defaults]
        for properties in (*own, *self.of(paragraph, "rPr"), *last):
            size = properties.find(w("sz"))
            if size is not None:
                return number(size, "val") or _NORMAL_SIZE
        return _NORMAL_SIZE

    def setting(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """The nearest setting of that name among a paragraph's own and those of its styles."""
        own = paragraph.findall(w("pPr"))
        found = (properties.find(w(name)) for properties in (*own, *self.of(paragraph, "pPr")))
        return next((one for one in found if one is not None), None)

    def room(self, paragraph: etree._Element) -> int | None:
        """How wide a line of a paragraph in a cell may be; None for one that is in none, or whose width nobody says."""
        cell = paragraph.getparent()
        if cell is None or cell.tag != w("tc"):
            return None
        width = cell.find(f"{w('tcPr')}/{w('tcW')}")
        if width is None or width.get(w("type")) not in (None, "dxa"):
            return None
        indent = self.setting(paragraph, "ind")
        kept = sum(self._margin(cell, sides) + (0 if indent is None else _first(indent, sides)) for sides in _SIDES)
        return number(width, "w") - kept

    def _margin(self, cell: etree._Element, sides: tuple[str, str]) -> int:
        table = next(cell.iterancestors(w("tbl")), None)
        named = None if table is None else table.find(f"{w('tblPr')}/{w('tblStyle')}")
        places = [(cell, f"{w('tcPr')}/{w('tcMar')}")]
        if table is not None:
            places.append((table, f"{w('tblPr')}/{w('tblCellMar')}"))
        if named is not None:
            styles = self.chain(named.get(_VAL) or "")
            places += [(style, f"{w('tblPr')}/{w('tblCellMar')}") for style in styles]
        for holder, path in places:
            for side in sides:
                found = holder.find(f"{path}/{w(side)}")
                if found is not None:
                    return number(found, "w")
        return _MARGINS[sides[0]]


def styles_of(entries: Mapping[str, bytes]) -> Styles:
    """The styles in the entries of a package; none where they cannot be read."""
    content = entries.get(STYLES, b"")
    try:
        return Styles(parse_xml(content) if 0 < len(content) <= _MOST_BYTES else None)
    except ForbiddenXMLError:
        return Styles(None)


def style_of(paragraph: etree._Element) -> str:
    """The id of a paragraph's style; empty where it names none."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(_VAL) or ""


def number(element: etree._Element, attribute: str) -> int:
    """A whole number in an attribute; 0 where there is none."""
    said = element.get(w(attribute)) or ""
    return -whole(said[1:]) if said.startswith("-") else whole(said)


def is_off(setting: etree._Element | None) -> bool:
    """Whether a switch is there and says off."""
    return setting is not None and setting.get(_VAL) in ("0", "false", "off")


def _first(element: etree._Element, attributes: tuple[str, ...]) -> int:
    return next((number(element, name) for name in attributes if element.get(w(name)) is not None), 0)
