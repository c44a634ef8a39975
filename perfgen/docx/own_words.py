"""A template's own words: those with “ ” — … ‘ ’ · beside Chinese say that they are Chinese, see `perfgen.docx.east_asian`."""

from __future__ import annotations

from lxml import etree

from perfgen.docx.east_asian import chinese, has_sign
from perfgen.docx.runs import TEXT, pieces
from perfgen.docx.xml import w


def hint(root: etree._Element) -> None:
    """Let every run of a template's own words that has such a sign beside Chinese say that it is Chinese."""
    for paragraph in root.iter(w("p")):
        for piece in pieces(paragraph, TEXT):
            run, text = piece.getparent(), piece.text or ""
            if run is not None and run.tag == w("r") and has_sign(text) and any(chinese(text)):
                _fonts(run).set(w("hint"), "eastAsia")


def _fonts(run: etree._Element) -> etree._Element:
    """The fonts of a run, made where it names none."""
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        fonts = etree.Element(w("rFonts"))
        properties.insert(sum(child.tag == w("rStyle") for child in properties), fonts)
    return fonts
