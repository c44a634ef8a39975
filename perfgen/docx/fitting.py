"""Where values must fit: the tags of a template in cells and in titles, marked with how much room they have there.

The marks are an attribute that no Word file has; `perfgen.docx.tags` reads them and takes them away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from perfgen.docx.east_asian import has_sign
from perfgen.docx.measures import Styles, number
from perfgen.docx.runs import TEXT, pieces, remove
from perfgen.docx.surroundings import Surroundings
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w

_ROOM = "room"
_DECLARED = re.compile(' xmlns:[^=]*="[^"]*"')
MARK = re.compile(r'(<w:(?:t|ind)) room="(-?\d+):(\d+)"')
"""The mark on a piece of text or an indent: its element, twentieths of a point, and half points."""

_TITLE = re.compile(r"\s*\{\{-?\s*([^{}|\s]+\.标题)\s*-?\}\}\s*")
"""A title of the data, alone."""
_BEFORE_INDENT = frozenset(
    w(name)
    for name in (
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
        ),
        *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
        *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing"),
    )
)
"""What stands before the indent in the properties of a paragraph (CT_PPr)."""


def mark(root: etree._Element, styles: Styles) -> None:
    """Mark the tags in cells, and give titles an indent of tags."""
    for paragraph in root.iter(w("p")):
        room = styles.room(paragraph)
        for piece in pieces(paragraph, TEXT) if room is not None else ():
            if "{{" in (piece.text or ""):
                _say(piece, room or 0, styles.size(paragraph, piece.getparent()))
    for paragraph, path, room, size in titles(root, styles):
        _say(indented(paragraph, f"{{{{ {path} }}}}"), room, size)


def indented(paragraph: etree._Element, by: str) -> etree._Element:
    """The indent of a paragraph that has none, the same on either side."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    made = etree.Element(w("ind"), {w("left"): by, w("right"): by})
    properties.insert(sum(child.tag in _BEFORE_INDENT for child in properties), made)
    return made


def _say(element: etree._Element, room: int, size: int) -> None:
    """Put the mark first, where a tag in an attribute has it before itself."""
    others = [(str(name), str(value)) for name, value in element.attrib.items()]
    element.attrib.clear()
    element.set(_ROOM, f"{room}:{size}")
    for name, value in others:
        element.set(name, value)


def titles(root: etree._Element, styles: Styles) -> Iterator[tuple[etree._Element, str, int, int]]:
    """The centred paragraphs that are one title of the data, the path of it, their room and their size."""
    body = root if root.tag == w("body") else root.find(w("body"))
    room = 0 if body is None else _room(root)
    for paragraph in () if body is None else body.findall(w("p")):
        text = "".join(piece.text or "" for piece in pieces(paragraph, TEXT))
        title = _TITLE.fullmatch(text)
        if title is None or paragraph.find(f".//{w('hyperlink')}") is not None:
            continue
        centred = styles.setting(paragraph, "jc")
        if centred is not None and centred.get(w("val")) == "center" and styles.setting(paragraph, "ind") is None:
            yield paragraph, title[1], room, styles.size(paragraph)


def _room(root: etree._Element) -> int:
    """How wide the text of the last section is."""
    sections = list(root.iter(w("sectPr")))
    size = sections[-1].find(w("pgSz")) if sections else None
    margins = sections[-1].find(w("pgMar")) if sections else None
    if size is None or margins is None:
        return 0
    return number(size, "w") - number(margins, "left") - number(margins, "right")


def set_in_fonts(content: bytes, styles: Styles) -> bytes:
    """A finished part whose texts are set as `perfgen.docx.surroundings` sets them, where they are not yet."""
    try:
        root = parse_xml(content)
    except ForbiddenXMLError:
        return content
    changed = False
    for paragraph in list(root.iter(w("p"))):
        room = styles.room(paragraph)
        for piece in list(pieces(paragraph, TEXT)):
            run = piece.getparent()
            if run is not None and [child.tag for child in run if child.tag != w("rPr")] == [w("t")]:
                changed |= _fit(run, piece.text or "", room, styles.size(paragraph, run))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else content


def _fit(run: etree._Element, text: str, room: int | None, size: int) -> bool:
    """Part a run in such of several fonts and widths, where its text asks for it; tells whether it does."""
    properties = run.find(w("rPr"))
    said = "" if properties is None else etree.tostring(properties, encoding="unicode", with_tail=False)
    around = Surroundings(None, _DECLARED.sub("", said), room, size)
    if not has_sign(text) and not around.too_wide(text):
        return False
    filled = around.fill(text)
    if "</w:t>" not in filled:
        return False
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in run.nsmap.items() if prefix)
    made = parse_xml(f'<x{names}><w:r>{around.run}<w:t xml:space="preserve">{filled}</w:t></w:r></x>'.encode())
    for one in made:
        if (one.findtext(w("t")) or "") != "":
            run.addprevious(one)
    remove(run)
    return True
