"""Two documents block by block: paragraphs, tables, their rows and cells."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

from lxml import etree

from perfgen.docx.archive import pack, read_archive
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.runs import remove
from perfgen.docx.xml import parse_xml, w
from perfgen.tracking.align import Kinds, Pair, aligned, text_of
from perfgen.tracking.runs import Reviser

_PARAGRAPH, _TABLE, _ROW, _CELL, _ROW_PROPERTIES = w("p"), w("tbl"), w("tr"), w("tc"), w("trPr")
_BEFORE_CELLS = (w("tblPrEx"),)
_STYLE = f"{w('pPr')}/{w('pStyle')}"
_SECTION = f"{w('pPr')}/{w('sectPr')}"


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(_STYLE)
    return "" if found is None else found.get(w("val")) or ""


def _kind(block: etree._Element) -> object:
    """What a block must have in common with another to be the same one."""
    if block.tag == _PARAGRAPH:
        return _PARAGRAPH, block.find(_SECTION) is not None
    return str(block.tag)


def _columns(row: etree._Element) -> object:
    return len(row.findall(_CELL))


def _label(row: etree._Element) -> str:
    """What the first cell of a row says."""
    first = row.find(_CELL)
    return "" if first is None else text_of(first).strip()


_BLOCKS = Kinds(lambda block: (_kind(block), _style(block), text_of(block)), _kind)
_ROWS = Kinds(lambda row: (_columns(row), text_of(row)), _columns, _label)


def tracked(before: Path, after: Path, reviser: Reviser) -> bytes:
    """The later document, with what is different from the earlier one as tracked changes.

    Text of paragraphs and cells is compared by the word; paragraphs, rows and tables are inserted or deleted whole. What is
    moved is deleted and inserted. Headers, footers, formats and merged cells are those of the later document; of deleted
    fields and links only what they showed is there. Once all changes are accepted, the text is that of the later document;
    once all are rejected, that of the earlier one. Raises DocumentError for a file that is none.
    """
    entries = read_archive(after)
    root, earlier = (parse_xml(content[MAIN_PART]) for content in (entries, read_archive(before)))
    reviser.number = 1 + max(
        (int(number) for element in root.iter() if (number := element.get(w("id")) or "").isdigit()), default=0
    )
    body, old = root.find(w("body")), earlier.find(w("body"))
    if body is not None and old is not None:
        _Revision(reviser).container(old, body)
    entries[MAIN_PART] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return pack(entries.items())


class _Revision:
    """One document being revised."""

    def __init__(self, reviser: Reviser) -> None:
        self.reviser = reviser

    def container(self, before: etree._Element, after: etree._Element) -> None:
        """Revise what a body or a cell holds."""
        one, other = ([block for block in side if block.tag in (_PARAGRAPH, _TABLE)] for side in (before, after))
        pairs = _last_paragraphs_paired(list(aligned(one, other, _BLOCKS)))
        states: list[tuple[etree._Element, str]] = []
        place: etree._Element | None = None
        for earlier, later in pairs:
            if earlier is not None and later is not None:
                self._pair(earlier, later)
                states.append((later, ""))
            elif later is not None:
                self._insert(later)
                states.append((later, "ins"))
            elif earlier is not None:
                gone = _copy(earlier)
                self._delete(gone)
                _insert(after, gone, place, other)
                states.append((gone, "del"))
            place = states[-1][0]
        self._marks(states)

    def _pair(self, earlier: etree._Element, later: etree._Element) -> None:
        if later.tag == _PARAGRAPH:
            self.reviser.revised(earlier, later)
        else:
            self._table(earlier, later)

    def _insert(self, block: etree._Element) -> None:
        if block.tag == _PARAGRAPH:
            self.reviser.inserted(block)
        for row in block.findall(_ROW):
            self._whole_row(row, "ins")

    def _delete(self, block: etree._Element) -> None:
        if block.tag == _PARAGRAPH:
            self.reviser.deleted(block)
        for row in block.findall(_ROW):
            self._whole_row(row, "del")

    def _whole_row(self, row: etree._Element, name: str) -> None:
        """Mark a row, and all that is in it, as inserted or deleted."""
        properties = row.find(_ROW_PROPERTIES)
        if properties is None:
            properties = etree.Element(_ROW_PROPERTIES)
            row.insert(sum(child.tag in _BEFORE_CELLS for child in row), properties)
        properties.append(self.reviser.revision(name))
        for cell in row.findall(_CELL):
            for block in [child for child in cell if child.tag in (_PARAGRAPH, _TABLE)]:
                if name == "ins":
                    self._insert(block)
                else:
                    self._delete(block)

    def _table(self, before: etree._Element, after: etree._Element) -> None:
        rows = after.findall(_ROW)
        place: etree._Element | None = None
        for earlier, later in aligned(before.findall(_ROW), rows, _ROWS):
            if earlier is not None and later is not None:
                for one, other in zip(earlier.findall(_CELL), later.findall(_CELL), strict=True):
                    self.container(one, other)
                place = later
            elif later is not None:
                self._whole_row(later, "ins")
                place = later
            elif earlier is not None:
                gone = _copy(earlier)
                self._whole_row(gone, "del")
                _insert(after, gone, place, rows)
                place = gone

    def _marks(self, states: Sequence[tuple[etree._Element, str]]) -> None:
        """Mark the ends of paragraphs that are inserted or deleted.

        The last paragraph of a cell or a document keeps its end: where it is inserted or deleted, that is the end of the
        one before instead.
        """
        ends = [state for _, state in states]
        last = len(states) - 1
        if states and ends[last] and states[last][0].tag == _PARAGRAPH:
            start = last
            while start > 0 and ends[start - 1] == ends[last] and states[start - 1][0].tag == _PARAGRAPH:
                start -= 1
            if start > 0 and states[start - 1][0].tag == _PARAGRAPH:
                ends[start - 1], ends[last] = ends[last], ends[start - 1]
        for (block, _), end in zip(states, ends, strict=True):
            if end and block.tag == _PARAGRAPH:
                self.reviser.mark(block, end)


def _last_paragraphs_paired(pairs: list[Pair]) -> list[Pair]:
    """Pairs in which the last paragraphs of both sides are one where neither has a partner: a cell never is without."""
    at = next((at for at in range(len(pairs) - 1, -1, -1) if pairs[at][0] is not None), None)
    if at is None or pairs[at][1] is not None or pairs[-1][0] is not None:
        return pairs
    one, other = pairs[at][0], pairs[-1][1]
    if one is None or other is None or not one.tag == other.tag == _PARAGRAPH:
        return pairs
    return [*pairs[:at], *pairs[at + 1 : -1], (one, other)]


def _copy(element: etree._Element) -> etree._Element:
    """A copy that may stand in another document: without bookmarks and without the numbers that Word gives paragraphs."""
    copied = deepcopy(element)
    for mark in list(copied.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        remove(mark)
    for paragraph in copied.iter(_PARAGRAPH, _ROW):
        for name in [name for name in paragraph.attrib if str(name).endswith(("}paraId", "}textId"))]:
            del paragraph.attrib[name]
    return copied


def _insert(
    parent: etree._Element, block: etree._Element, place: etree._Element | None, others: Sequence[etree._Element]
) -> None:
    """Put a block behind `place`, or before all of the `others`."""
    if place is not None:
        place.addnext(block)
    elif others:
        others[0].addprevious(block)
    else:
        parent.append(block)
