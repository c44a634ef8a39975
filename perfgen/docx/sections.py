"""The sections of a Word file: where each begins, and how its pages are numbered."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.archive import pack
from perfgen.docx.laid_out import for_libreoffice
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.xml import w

_NO_FONTS: Mapping[str, str] = {}
MARK = "perfgen_section_"
"""What the names of the bookmarks begin with that `marked` puts in."""


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """How the pages of a section are numbered: `start` is None where they go on; `style` is Word's name for it."""

    start: int | None
    style: str


def marked(content: bytes, latin: Mapping[str, str] = _NO_FONTS) -> tuple[bytes, tuple[PageNumbers, ...]]:
    """A .docx we made, as LibreOffice is to lay it out, with a bookmark where each section begins, and its sections.

    A bookmark is `MARK` and its number, from 0. `latin` are fonts by the name that LibreOffice has for their letters alone,
    see `perfgen.docx.laid_out`. Bookmarks take no room: both documents print alike. Those between paragraphs are put into the paragraph after them. Sections that begin in the middle of a page are passed over.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries, root = for_libreoffice(entries, latin)
    entries[MAIN_PART], found = _marked(root)
    return pack(entries.items()), found


def _marked(root: etree._Element) -> tuple[bytes, tuple[PageNumbers, ...]]:
    body = root.find(w("body"))
    found: list[PageNumbers] = []
    if body is not None:
        _gather(body)
    for number, (first, properties) in enumerate(() if body is None else _sections(body)):
        kind = properties.find(w("type"))
        if number and kind is not None and kind.get(w("val")) == "continuous":
            continue
        _mark(first, f"{MARK}{len(found)}", str(1_000_000 + number))
        found.append(_numbers(properties))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), tuple(found)


def _gather(body: etree._Element) -> None:
    """Put every bookmark that stands between blocks into the paragraph after it: LibreOffice loses some of those."""
    for start in body.findall(w("bookmarkStart")):
        paragraph = next((block for block in start.itersiblings() if block.tag == w("p")), None)
        number, name = start.get(w("id")), start.get(w("name"))
        if paragraph is not None and number is not None and name is not None:
            for mark in (start, *(end for end in body.iter(w("bookmarkEnd")) if end.get(w("id")) == number)):
                parent = mark.getparent()
                if parent is not None:
                    parent.remove(mark)
            _mark(paragraph, name, number)


def _sections(body: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The first paragraph and the properties of each section."""
    first: etree._Element | None = None
    for block in body:
        if block.tag == w("sectPr"):
            if first is not None:
                yield first, block
            continue
        if first is None:
            first = next(block.iter(w("p")), None)
        end = block.find(f"{w('pPr')}/{w('sectPr')}")
        if end is not None and first is not None:
            yield first, end
            first = None


def _mark(paragraph: etree._Element, name: str, number: str) -> None:
    at = 0 if paragraph.find(w("pPr")) is None else 1
    paragraph.insert(at, etree.Element(w("bookmarkStart"), {w("id"): number, w("name"): name}))
    paragraph.insert(at + 1, etree.Element(w("bookmarkEnd"), {w("id"): number}))


def _numbers(properties: etree._Element) -> PageNumbers:
    kind = properties.find(w("pgNumType"))
    start = None if kind is None else kind.get(w("start"))
    style = None if kind is None else kind.get(w("fmt"))
    return PageNumbers(int(start) if start and start.isdecimal() else None, style or "decimal")
