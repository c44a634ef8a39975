"""The tracked changes and comments of who keeps a template: none of them is for a filing.

Changes are taken as accepted: inserted text counts, deleted text does not (ECMA-376 part 1, 17.13.5). Comments go, with the
marks that lead to them (17.13.4), and so does the list of who wrote them.
"""

from __future__ import annotations

import re

from lxml import etree

from perfgen.docx.runs import remove
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w

_ADDED = [w(name) for name in ("ins", "moveTo")]
_TAKEN = [w(name) for name in ("del", "moveFrom")]
_CELL_TAKEN, _ROW, _CELL, _TABLE, _PARAGRAPH, _PPR = (w(name) for name in ("cellDel", "tr", "tc", "tbl", "p", "pPr"))
_REMARK = w("commentReference")
_CHANGED = [
    *(w(f"{kind}PrChange") for kind in ("r", "p", "tr", "tc", "tbl", "sect")),
    *(w(name) for name in ("tblPrExChange", "tblGridChange", "numberingChange", "cellIns", "cellMerge")),
]
_MARKS = [
    *_CHANGED,
    *(w(name) for name in (
        *(f"{kind}Range{end}" for kind in ("comment", "moveFrom", "moveTo") for end in ("Start", "End")),
        *(f"customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
        "annotationRef",
    )),
]  # fmt: skip
_OF_REMARKS = re.compile(r"word/(comments\w*|people)\.xml")
_SETTINGS, _TRACKING = "word/settings.xml", w("trackRevisions")


def count(root: etree._Element) -> tuple[int, int]:
    """How many comments and how many tracked changes, of text or of format, are in a part."""
    changes = sum(1 for _ in root.iter(*_ADDED, *_TAKEN, _CELL_TAKEN, *_CHANGED))
    return sum(1 for _ in root.iter(_REMARK)), changes


def accept(root: etree._Element) -> None:
    """Take the changes in a part as accepted, and the comments out of it."""
    for element in list(root.iter(*_MARKS)):
        remove(element)
    for element in list(root.iter(_REMARK)):
        run = element.getparent()
        remove(element if run is None or any(child.tag not in (_REMARK, w("rPr")) for child in run) else run)
    for element in list(root.iter(*_TAKEN, _CELL_TAKEN)):
        _take(element)
    for element in list(root.iter(*_ADDED)):
        _unwrap(element)


def _take(element: etree._Element) -> None:
    """Take out what is deleted: content, or what the mark in its properties is of."""
    parent = element.getparent()
    if parent is None:
        return
    remove(element)
    if element.tag == _CELL_TAKEN:
        _take_out(parent.getparent(), _CELL)
    elif parent.tag == w("trPr"):
        _take_out(parent.getparent(), _ROW)
    elif parent.tag == w("rPr") and (properties := parent.getparent()) is not None and properties.tag == _PPR:
        _join(properties.getparent())


def _take_out(element: etree._Element | None, kind: str) -> None:
    """Take a row or a cell out, and the table or row that holds no other."""
    if element is None or element.tag != kind:
        return
    around = element.getparent()
    remove(element)
    if around is not None and around.find(kind) is None:
        if around.tag == _ROW:
            _take_out(around, _ROW)
        elif around.tag == _TABLE:
            remove(around)


def _join(paragraph: etree._Element | None) -> None:
    """Join a paragraph whose mark is deleted with the next one, which keeps its format."""
    following = paragraph.getnext() if paragraph is not None else None
    if (
        paragraph is None
        or following is None
        or following.tag != _PARAGRAPH
        or paragraph.find(f"{_PPR}/{w('sectPr')}") is not None
    ):
        return
    at = int(following.find(_PPR) is not None)
    following[at:at] = [child for child in paragraph if child.tag != _PPR]
    remove(paragraph)


def _unwrap(element: etree._Element) -> None:
    """Put what is inserted where its wrapper was."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at:at] = list(element)
        remove(element)


def without_remarks(name: str, content: bytes) -> bytes:
    """A part without what only remarks are made of: comments, who wrote them, and that changes are to be tracked."""
    if not _OF_REMARKS.fullmatch(name) and (name != _SETTINGS or b"trackRevisions" not in content):
        return content
    try:
        root = parse_xml(content)
    except ForbiddenXMLError:
        return content
    for element in list(root.iter(_TRACKING)) if name == _SETTINGS else list(root):
        remove(element)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
