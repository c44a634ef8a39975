"""Word's XML, parsed without entities, networks or document types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class ForbiddenXMLError(ValueError):
    """XML that is not well-formed, or carries a document type (which Word never writes and attacks need)."""


def parse_xml(content: bytes) -> etree._Element:
    """The root of a part. Raises ForbiddenXMLError."""
    if not _in_unicode(content):
        raise ForbiddenXMLError("encoding")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ForbiddenXMLError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ForbiddenXMLError("document type")
    return root


_BEGINS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml(?:[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"']*)[\"'])?[^>]{0,200}>")
_ENCODINGS = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii")


def _in_unicode(content: bytes) -> bool:
    """Whether a part is in UTF-8 or UTF-16, as packages are (ECMA-376 part 2, 8.1.2).

    In both the signs of XML are bytes of their own, so that they can be counted before anything is parsed.
    """
    if not content.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")):
        return content.lstrip().startswith(_BEGINS)
    declared = _DECLARED.match(content)
    return declared is not None and (declared[1] is None or declared[1].lower() in _ENCODINGS)


def w(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


_WHOLE = re.compile("[0-9]{1,9}")


def whole(said: str | None, otherwise: int = 0) -> int:
    """The whole number, not below 0, that an attribute says; `otherwise` for none, or for one larger than Word reads."""
    return int(said) if said and _WHOLE.fullmatch(said) else otherwise


def owners(marks: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Whatever has a property, with it: a run and its ``w:rFonts``. Each once, however often a part says it."""
    seen: set[etree._Element] = set()
    for mark in marks:
        properties = mark.getparent()
        owner = None if properties is None else properties.getparent()
        if owner is not None and owner not in seen:
            seen.add(owner)
            yield owner, mark


_INCOMPLETE = etree.XPath(
    "boolean(//w:tc[not(w:p) and not(w:sdt)] | //w:tr[not(w:tc) and not(w:sdt)] | //w:tbl[not(w:tr) and not(w:sdt)])",
    namespaces={"w": W},
)


def with_bases(style: str, styles: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """A style, by its id among all `styles`, and those it is based on, itself first; none is told twice (ECMA-376 part 1, 17.7.4.3)."""
    seen: set[str] = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        based = styles[style].find(w("basedOn"))
        style = "" if based is None else based.get(w("val")) or ""


def incomplete(root: etree._Element) -> bool:
    """Whether a table lacks rows, a row cells, or a cell its paragraph: Word refuses such a file."""
    return bool(_INCOMPLETE(root))


DEEPEST = 150
"""The levels of XML that are read: a document nests some twenty deep, and all who read it recurse."""

_DEEPER = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")


def too_deep(root: etree._Element) -> bool:
    """Whether elements nest deeper than those of any document that is meant to be read."""
    return bool(_DEEPER(root))
