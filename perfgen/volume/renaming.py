"""A text as it is put into a volume: its styles and bookmarks by the names they have there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from lxml import etree

from perfgen.docx.property_order import put_in_order
from perfgen.docx.stylesheet import USED
from perfgen.docx.xml import w
from perfgen.volume.styles import Adopted, StyleKey, lower

_VALUE, _NAME, _ID = w("val"), w("name"), w("id")
_LONGEST_NAME = 40
"""Of a bookmark, in Word."""
_DIGEST = 12
_OF_WORD = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MARKS = (f"{_OF_WORD}paraId", f"{_OF_WORD}textId")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def styles_used(roots: Iterable[etree._Element]) -> set[StyleKey]:
    """The styles that texts name, by type and id."""
    return {(USED[str(mark.tag)], mark.get(_VALUE) or "") for root in roots for mark in root.iter(*USED)}


def restyled(root: etree._Element, adopted: Adopted) -> None:
    """Name the styles as the volume does, and those that ordinary text has where the volume's is another."""
    for mark in root.iter(*USED):
        said = mark.get(_VALUE) or ""
        mark.set(_VALUE, adopted.ids.get((USED[str(mark.tag)], said), said))
    ordinary = adopted.ordinary.get("paragraph")
    table = adopted.ordinary.get("table")
    for paragraph in root.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            lower(paragraph)
        if ordinary and (properties is None or properties.find(w("pStyle")) is None):
            _named(paragraph, "pPr", "pStyle", ordinary)
    for one in root.iter(w("tbl")) if table else ():
        properties = one.find(w("tblPr"))
        if properties is None or properties.find(w("tblStyle")) is None:
            _named(one, "tblPr", "tblStyle", table or "")


def _named(owner: etree._Element, holder: str, name: str, style: str) -> None:
    properties = owner.find(w(holder))
    if properties is None:
        properties = etree.Element(w(holder))
        owner.insert(0, properties)
    mark = etree.Element(w(name))
    mark.set(_VALUE, style)
    properties.insert(0, mark)


def renamed_bookmarks(roots: Sequence[etree._Element], prefix: str) -> dict[str, str]:
    """Let the names of all bookmarks begin with `prefix`; their new names by the old. Halves of one are taken out."""
    found: dict[str, str] = {}
    for root in roots:
        starts = {one.get(_ID): one for one in root.iter(w("bookmarkStart"))}
        ends = {one.get(_ID): one for one in root.iter(w("bookmarkEnd"))}
        for number in starts.keys() ^ ends.keys():
            half = starts.get(number, ends.get(number))
            parent = None if half is None else half.getparent()
            if parent is not None and half is not None:
                parent.remove(half)
        for one in root.iter(w("bookmarkStart")):
            said = one.get(_NAME) or ""
            found[said] = bookmark(prefix, said)
            one.set(_NAME, found[said])
    return found


def bookmark(prefix: str, name: str) -> str:
    """The name in the volume of a part's bookmark: no longer than Word's may be, and another for another."""
    said = prefix + name
    if len(said) <= _LONGEST_NAME:
        return said
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:_DIGEST]
    return f"{said[: _LONGEST_NAME - _DIGEST]}{digest}"


def without_marks_of_word(root: etree._Element) -> None:
    """Take out the numbers that Word gives paragraphs and controls: in a volume they would not be the only ones."""
    for one in root.iter():
        for key in _MARKS:
            one.attrib.pop(key, "")
    for properties in root.iter(w("sdtPr")):
        for one in properties.findall(w("id")):
            properties.remove(one)


def headed(text: str, style: str, mark: str) -> etree._Element:
    """The paragraph above a part: a department's name, with a bookmark."""
    paragraph = etree.Element(w("p"))
    _named(paragraph, "pPr", "pStyle", style)
    etree.SubElement(paragraph, w("bookmarkStart"), {_ID: "0", _NAME: mark})
    said = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"), {_SPACE: "preserve"})
    said.text = text
    etree.SubElement(paragraph, w("bookmarkEnd"), {_ID: "0"})
    return paragraph


def on_one_page(body: etree._Element) -> None:
    """Let the first paragraph stand below the department's name, and not on a new page."""
    first = next((one for one in body if one.tag not in (w("bookmarkStart"), w("bookmarkEnd"))), None)
    if first is None or first.tag != w("p"):
        return
    properties = first.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        first.insert(0, properties)
    for one in properties.findall(w("pageBreakBefore")):
        properties.remove(one)
    etree.SubElement(properties, w("pageBreakBefore")).set(_VALUE, "0")
    put_in_order(properties)
