"""What a reader of a document with tracked changes gets who accepts, or rejects, all of them (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from lxml import etree

from tests.documents import w


def settled(root: etree._Element, *, accepted: bool) -> etree._Element:
    """The document after all its changes are accepted, or rejected."""
    kept, gone = ("ins", "del") if accepted else ("del", "ins")
    _take_out_rows(root, gone)
    paragraphs = list(root.iter(w("p")))
    for removed in [
        one for paragraph in paragraphs for one in paragraph.iter(w(gone)) if one.getparent().tag != w("rPr")
    ]:
        removed.getparent().remove(removed)
    for paragraph in paragraphs:
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(gone)}") is not None:
            _end_removed(paragraph)
    for mark in list(root.iter(w(kept))):
        for run in list(mark):
            mark.addprevious(run)
        mark.getparent().remove(mark)
    for text in root.iter(w("delText")):
        text.tag = w("t")
    return root


def _take_out_rows(root: etree._Element, gone: str) -> None:
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w(gone)}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            table.getparent().remove(table)


def _end_removed(paragraph: etree._Element) -> None:
    """Its text goes to the beginning of the next paragraph; before a table an empty one goes; the last of a cell stays."""
    following = paragraph.getnext()
    while following is not None and following.tag in (w("bookmarkStart"), w("bookmarkEnd")):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != w("pPr")]
    if following is None:
        return
    if following.tag == w("p"):
        at = int(following.find(w("pPr")) is not None)
        following[at:at] = content
    else:
        assert not any(child.tag == w("r") for child in content), "text would be lost"
        for child in content:
            paragraph.addprevious(child)
    paragraph.getparent().remove(paragraph)


def said(root: etree._Element) -> list[object]:
    """The text of a document: paragraphs, and tables by rows, cells and paragraphs."""
    return [_block(block) for block in root.iter(w("body")).__next__() if block.tag in (w("p"), w("tbl"))]


def _block(block: etree._Element) -> object:
    if block.tag == w("tbl"):
        return [
            [[_block(inner) for inner in cell if inner.tag in (w("p"), w("tbl"))] for cell in row.findall(w("tc"))]
            for row in block.findall(w("tr"))
        ]
    signs = {w("t"): None, w("tab"): "\t", w("br"): "\n"}
    return "".join(
        (piece.text or "") if signs[piece.tag] is None else signs[piece.tag]
        for run in block.iter(w("r")) for piece in run if piece.tag in signs
    )  # fmt: skip
