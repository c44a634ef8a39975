"""Word's XML, parsed without entities, networks or document types."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class ForbiddenXMLError(ValueError):
    """XML that is not well-formed, or carries a document type (which Word never writes and attacks need)."""


def parse_xml(content: bytes) -> etree._Element:
    """The root of a part. Raises ForbiddenXMLError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ForbiddenXMLError(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ForbiddenXMLError("document type")
    return root


def w(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


_INCOMPLETE = etree.XPath(
    "boolean(//w:tc[not(w:p) and not(w:sdt)] | //w:tr[not(w:tc) and not(w:sdt)] | //w:tbl[not(w:tr) and not(w:sdt)])",
    namespaces={"w": W},
)


def incomplete(root: etree._Element) -> bool:
    """Whether a table lacks rows, a row cells, or a cell its paragraph: Word refuses such a file."""
    return bool(_INCOMPLETE(root))
