"""A Word file as it is measured: marked where each section and each row of a table begins; how the sections number their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.archive import pack, unpacked
from perfgen.docx.fitted_tables import TableGroups, cell_ends, groups_of, row_marks, tables_of
from perfgen.docx.laid_out import for_libreoffice
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.xml import w, whole

_NO_FONTS: Mapping[str, str] = {}
MARK = "perfgen_"
"""What the names of all bookmarks begin with that `marked` puts in."""


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """How the pages of a section are numbered: `start` is None where they go on; `style` is Word's name for it."""

    start: int | None
    style: str


def section_mark(number: int) -> str:
    """The bookmark where the section of that number begins."""
    return f"{MARK}section_{number}"


def row_mark(table: int, row: int) -> str:
    """The bookmark in a row of a table, both from 0."""
    return f"{MARK}row_{table}_{row}"


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with bookmarks where its sections and the rows of its tables begin, and where its cells end.

    `tables` tells of their merged cells. `ends` are the bookmarks in the last line of each cell of the rows, as (table, row),
    that go on from the row above; `bottoms` for each table how far above the edge of the paper its pages end, in points.
    """

    content: bytes
    sections: tuple[PageNumbers, ...]
    tables: TableGroups
    ends: Mapping[tuple[int, int], Sequence[str]]
    bottoms: tuple[float, ...]


def marked(content: bytes, latin: Mapping[str, str] = _NO_FONTS) -> Marked:
    """A .docx we made, as LibreOffice is to lay it out, with bookmarks by which it is measured.

    Bookmarks take no room: both documents print alike. Those between paragraphs are put into the paragraph after them.
    Sections that begin in the middle of a page are passed over, and rows that are heads of their table. `latin` are fonts by
    the name that LibreOffice has for their letters alone, see `perfgen.docx.laid_out`.
    """
    entries, root = for_libreoffice(unpacked(content), latin)
    for number, (table, row, paragraph) in enumerate(list(row_marks(root))):
        _mark(paragraph, row_mark(table, row), str(_FIRST_ROW + number))
    ends: dict[tuple[int, int], list[str]] = {}
    for number, (table, row, paragraph) in enumerate(list(cell_ends(root))):
        mark = f"{MARK}end_{number}"
        _mark_end(paragraph, mark, str(_FIRST_END + number))
        ends.setdefault((table, row), []).append(mark)
    sections = _mark_sections(root)
    entries[MAIN_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    groups = tuple(groups_of(one) for one in tables_of(root))
    return Marked(pack(entries.items()), sections, groups, ends, tuple(map(_bottom, tables_of(root))))


def sectioned(content: bytes, latin: Mapping[str, str] = _NO_FONTS) -> tuple[bytes, tuple[PageNumbers, ...]]:
    """As `marked`, with bookmarks where the sections begin and nowhere else; and how the sections number their pages.

    LibreOffice goes through all bookmarks for the heads and feet of each section: those of every row cost a long document hours.
    """
    entries, root = for_libreoffice(unpacked(content), latin)
    sections = _mark_sections(root)
    entries[MAIN_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(entries.items()), sections


_FIRST_SECTION, _FIRST_ROW, _FIRST_END = 1_000_000, 2_000_000, 3_000_000
"""From where our bookmarks are numbered: far from those of a template."""


def _mark_sections(root: etree._Element) -> tuple[PageNumbers, ...]:
    body = root.find(w("body"))
    found: list[PageNumbers] = []
    if body is not None:
        _gather(body)
    for number, (first, properties) in enumerate(() if body is None else _sections(body)):
        kind = properties.find(w("type"))
        if number and kind is not None and kind.get(w("val")) == "continuous":
            continue
        _mark(first, section_mark(len(found)), str(_FIRST_SECTION + number))
        found.append(_numbers(properties))
    return tuple(found)


def _gather(body: etree._Element) -> None:
    """Put every bookmark that stands between blocks into the paragraph after it: LibreOffice loses some of those."""
    ends: dict[str, list[etree._Element]] = {}
    for end in body.iter(w("bookmarkEnd")):
        ends.setdefault(end.get(w("id")) or "", []).append(end)
    found: list[tuple[etree._Element, etree._Element]] = []
    paragraph = None
    for block in reversed(body):
        if block.tag == w("p"):
            paragraph = block
        elif block.tag == w("bookmarkStart") and paragraph is not None:
            found.append((block, paragraph))
    for start, paragraph in reversed(found):
        number, name = start.get(w("id")), start.get(w("name"))
        if number is not None and name is not None:
            for mark in (start, *ends.pop(number, ())):
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
    at = int(len(paragraph) > 0 and paragraph[0].tag == w("pPr"))
    paragraph.insert(at, etree.Element(w("bookmarkStart"), {w("id"): number, w("name"): name}))
    paragraph.insert(at + 1, etree.Element(w("bookmarkEnd"), {w("id"): number}))


def _mark_end(paragraph: etree._Element, name: str, number: str) -> None:
    paragraph.append(etree.Element(w("bookmarkStart"), {w("id"): number, w("name"): name}))
    paragraph.append(etree.Element(w("bookmarkEnd"), {w("id"): number}))


def _bottom(table: etree._Element) -> float:
    """The bottom margin of the section that a table stands in, in points."""
    for block in table.itersiblings():
        properties = block if block.tag == w("sectPr") else block.find(f"{w('pPr')}/{w('sectPr')}")
        if properties is not None:
            margins = properties.find(w("pgMar"))
            return whole(None if margins is None else margins.get(w("bottom")), 0) / 20
    return 0


def _numbers(properties: etree._Element) -> PageNumbers:
    kind = properties.find(w("pgNumType"))
    start = whole(None if kind is None else kind.get(w("start")), -1)
    style = None if kind is None else kind.get(w("fmt"))
    return PageNumbers(None if start < 0 else start, style or "decimal")
