"""What a keeper left in a template for people: comments and tracked changes, each with its place. None of it reaches a filing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.places import Places
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, w

_COMMENTS = "word/comments.xml"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_AUTHOR, _ID = w("author"), w("id")
_CHANGES = {w("ins"): "插入", w("moveTo"): "移来", w("del"): "删除", w("moveFrom"): "移走"}
_ROW = "一行"
_MARKED = {w("trPr"): _ROW, w("rPr"): "段落标记"}
_TEXTS = (w("t"), w("delText"))


@dataclass(frozen=True, slots=True)
class KeeperRemark:
    """A comment or a change: what it is (批注, 插入, 删除, 移来, 移走), whose, its text, and its place.

    `of` is what was changed where that is no run of text: a row, with its text, or the mark that ends a paragraph.
    """

    kind: str
    author: str
    text: str
    place: str
    of: str = ""


def remarks(entries: Mapping[str, bytes]) -> Iterator[KeeperRemark]:
    """The comments and tracked changes of a package that change its text; those of format alone are not told."""
    said = {one.get(_ID): one for one in _elements(entries, _COMMENTS, w("comment"))}
    for name in entries:
        root = _root(entries, name) if _PARTS.fullmatch(name) else None
        if root is None:
            continue
        places = Places(name, root)
        for mark in root.iter(w("commentReference"), *_CHANGES):
            comment = said.get(mark.get(_ID)) if mark.tag == w("commentReference") else None
            content, kind = (mark, _CHANGES.get(str(mark.tag), "")) if comment is None else (comment, "批注")
            above = mark.getparent()
            of = _MARKED.get(str(above.tag), "") if above is not None and comment is None else ""
            said_in = next(mark.iterancestors(w("tr")), content) if of == _ROW else content
            text = "".join(piece.text or "" for piece in said_in.iter(*_TEXTS))
            if kind:
                yield KeeperRemark(kind, content.get(_AUTHOR) or "", text, places.of(mark), of)


def _elements(entries: Mapping[str, bytes], name: str, tag: str) -> Iterator[etree._Element]:
    root = _root(entries, name)
    if root is not None:
        yield from root.iter(tag)


def _root(entries: Mapping[str, bytes], name: str) -> etree._Element | None:
    try:
        return parse_xml(entries[name]) if name in entries else None
    except ForbiddenXMLError:
        return None
