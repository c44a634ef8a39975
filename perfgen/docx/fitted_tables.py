"""The tables of a finished Word file, fitted to the pages they fall on.

A table that overruns its page by a row or two is closed up; a cell merged down over a page's end begins anew on the next
page, with what it holds. Tables are counted as they stand in the document's body, rows within their table, both from 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.archive import pack, unpacked
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.property_order import put_in_order
from perfgen.docx.runs import remove
from perfgen.docx.xml import parse_xml, w, whole

MOST_OVERRUN = 2
"""So many rows on a page of their own are taken back to the page before by closing up."""

LEAST_ROW, LEAST_MARGIN = 397, 14
"""Closed up, in twips: rows are 7 mm high at least, and text keeps a quarter of a millimetre from the lines above and below
it (8.5 mm and half a millimetre in our templates). GB/T 9704-2012 binds the text of a document, not its tables; less than
that is hard to read between lines in type of 10.5 points."""

TablePages = Sequence[Sequence[int | None]]
"""The page of each row of each table; None where it is not known, or the row is one of the heads repeated on each page."""

TableGroups = Sequence[Sequence[int]]
"""For each row of each table the row that the last of the merged cells began in that go on in it; itself where none does."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What is done to the tables.

    `closed` are the groups of tables that are closed up, by the table that overruns; `given_up` those that overrun closed up
    as well, and so are left as they were; `restarts` are the rows, as (table, row), where merged cells begin anew; `kept`
    those that stay on the page of the next row.
    """

    closed: Mapping[int, frozenset[int]] = field(default_factory=dict)
    given_up: frozenset[int] = frozenset()
    restarts: frozenset[tuple[int, int]] = frozenset()
    kept: frozenset[tuple[int, int]] = frozenset()


def refitted(fit: Fit, pages: TablePages, groups: TableGroups, tight: Collection[tuple[int, int]] = ()) -> Fit:
    """What is to be done, after the document laid out with `fit` came to stand on those pages.

    `tight` are rows, as (table, row), within a group of merged cells, under which their page has no room for another line. The
    same again where nothing is left to do. Closing up is tried once a table, and keeping together once a row, so that this comes
    to an end.
    """
    closed, given_up = dict(fit.closed), set(fit.given_up)
    for table in _overrunning(pages):
        if table in closed:
            del closed[table]
            given_up.add(table)
        elif table not in given_up:
            closed[table] = frozenset(_group(table, pages))
    for table in {table for table, row in tight if row == len(pages[table]) - 1} - closed.keys() - given_up:
        closed[table] = frozenset([table])  # a line more, and its last row would stand overleaf without a name
    begins = frozenset(_begins(pages))
    kept = fit.kept
    as_they_stay = given_up == fit.given_up and closed.keys() == fit.closed.keys()
    if as_they_stay:
        kept |= frozenset(_pushed(fit.restarts, begins))
    left = frozenset(_left_behind(begins, pages, groups, tight if as_they_stay else ())) - kept - begins
    next_ = frozenset((table, row + 1) for table, row in left)
    return Fit(closed, frozenset(given_up), begins - next_ | left, kept | left | next_)


def _overrunning(pages: TablePages) -> Iterator[int]:
    """The tables whose last page holds but a row or two of theirs, with more before."""
    for table, rows in enumerate(pages):
        known = [page for page in rows if page is not None]
        if known and min(known) < max(known) and known.count(max(known)) <= MOST_OVERRUN:
            yield table


def _group(table: int, pages: TablePages) -> Iterator[int]:
    """A table, and those before it that share a page with the next of them: closing up these helps, too."""
    yield table
    first = _first(pages[table])
    for before in range(table - 1, -1, -1):
        known = [page for page in pages[before] if page is not None]
        if not known or max(known) < first:
            return
        yield before
        first = min(known)


def _first(rows: Sequence[int | None]) -> int:
    return min(page for page in rows if page is not None)


def _begins(pages: TablePages) -> Iterator[tuple[int, int]]:
    """The rows that are the first of their table on a page, but for its first page."""
    for table, rows in enumerate(pages):
        before: int | None = None
        for row, page in enumerate(rows):
            if page is not None:
                if before is not None and page > before:
                    yield table, row
                before = page


def _left_behind(
    begins: frozenset[tuple[int, int]], pages: TablePages, groups: TableGroups, tight: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The rows left on the page before that are better off at the top of the next page.

    They are the first of a group which goes on there: a name for one row, and the same again on the next page, helps nobody;
    and Word, where it has no room for that row, would print it twice on one page. And those within a group for which there
    is hardly room: Word, where it has none, would put them at the top of the next page without a name. The first row of a
    table stays: it would take the table with it.
    """
    for table, row in begins:
        last = row - 1
        first_of_it = groups[table][row] == last
        nameless = groups[table][last] != last and (table, last) in tight
        if (first_of_it or nameless) and any(page is not None for page in pages[table][:last]):
            yield table, last


def _pushed(restarts: frozenset[tuple[int, int]], begins: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The rows that a cell begun anew pushed to its own page.

    What is left of the cell on the page before needs lines for its name, and its last row may have no room for them.
    Begun anew in the row that was pushed, the rows would stand as before: they are kept together, the first such a table.
    """
    new = _by_table(begins - restarts)
    for table, gone in _by_table(restarts - begins).items():
        lost = min(gone)
        first = max((row for row in new.get(table, ()) if row < lost), default=lost)
        yield from ((table, row) for row in range(first, lost))


def _by_table(places: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """The rows of each table among places (table, row)."""
    found: dict[int, set[int]] = {}
    for table, row in places:
        found.setdefault(table, set()).add(row)
    return found


def fitted(content: bytes, fit: Fit) -> bytes:
    """A .docx we made, with that done to it; as it is where there is nothing to do."""
    tables = frozenset().union(*fit.closed.values())
    if not tables and not fit.restarts and not fit.kept:
        return content
    entries = unpacked(content)
    root = parse_xml(entries[MAIN_PART])
    restarts, kept = _by_table(fit.restarts), _by_table(fit.kept)
    for number, table in enumerate(tables_of(root)):
        if number in tables:
            _close_up(table)
        rows = kept.get(number, set())
        if number in restarts:
            rows = rows | _restart(table, restarts[number])
        if rows:
            _keep(table, rows)
    entries[MAIN_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(entries.items())


def tables_of(root: etree._Element) -> list[etree._Element]:
    """The tables that stand in a document's body itself, in order."""
    return root.findall(f"{w('body')}/{w('tbl')}")


def row_marks(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The rows of the tables that are no heads: table, row, and a paragraph that is seen where the row is."""
    for number, table in enumerate(tables_of(root)):
        for at, row in enumerate(table.findall(w("tr"))):
            cell = next((cell for cell in row.findall(w("tc")) if not _goes_on(cell)), None)
            paragraph = None if cell is None else cell.find(w("p"))
            if paragraph is not None and row.find(f"{w('trPr')}/{w('tblHeader')}") is None:
                yield number, at, paragraph


def cell_ends(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The last paragraph of each cell in the rows that go on from the row above: table, row, paragraph.

    A cell that goes on itself has none: what it holds stands above.
    """
    for number, table in enumerate(tables_of(root)):
        for at, row in enumerate(table.findall(w("tr"))):
            cells = row.findall(w("tc"))
            if any(map(_goes_on, cells)):
                yield from ((number, at, cell.findall(w("p"))[-1]) for cell in cells if not _goes_on(cell))


def groups_of(table: etree._Element) -> tuple[int, ...]:
    """For each row of a table what `TableGroups` says of it."""
    began: dict[int, int] = {}
    found = []
    for number, row in enumerate(table.findall(w("tr"))):
        going_on = []
        for column, cell in _columns(row):
            if _goes_on(cell):
                going_on.append(began.get(column, number))
            else:
                began[column] = number
        found.append(max(going_on, default=number))
    return tuple(found)


def _goes_on(cell: etree._Element) -> bool:
    """Whether a cell is merged into the one above."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val")) != "restart"


_AFTER_MARGINS = {w(name) for name in ("tblLook", "tblCaption", "tblDescription", "tblPrChange")}
"""What stands after the margins of cells in a table's properties (ECMA-376 part 1, CT_TblPr)."""


def _close_up(table: etree._Element) -> None:
    for height in table.iter(w("trHeight")):
        if whole(height.get(w("val"))) > LEAST_ROW and height.get(w("hRule")) != "exact":
            height.set(w("val"), str(LEAST_ROW))
    properties = table.find(w("tblPr"))
    if properties is not None:
        margins = properties.find(w("tblCellMar"))
        if margins is None:
            margins = etree.Element(w("tblCellMar"))
            properties.insert(sum(child.tag not in _AFTER_MARGINS for child in properties), margins)
        for at, side in ((0, "top"), (None, "bottom")):
            _narrow(margins, side, at)
    for margins in table.iter(w("tcMar")):
        for side in ("top", "bottom"):
            if margins.find(w(side)) is not None:
                _narrow(margins, side, None)


def _narrow(margins: etree._Element, side: str, at: int | None) -> None:
    """Make a margin narrow; where there is none, it is put at that place, or before those of the end."""
    found = margins.find(w(side))
    if found is None:
        found = etree.Element(w(side))
        ends = sum(child.tag not in (w("end"), w("right")) for child in margins)
        margins.insert(ends if at is None else at, found)
    found.set(w("w"), str(LEAST_MARGIN))
    found.set(w("type"), "dxa")


def _restart(table: etree._Element, starts: set[int]) -> set[int]:
    """Begin merged cells anew in those rows, with what is written in the cell they go on from; tells in which it did."""
    _part_from_heads(table)
    above: dict[int, etree._Element] = {}
    begun: set[int] = set()
    for number, row in enumerate(table.findall(w("tr"))):
        for column, cell in _columns(row):
            if not _goes_on(cell):
                above[column] = cell
            elif number in starts and column in above:
                _begin(cell, above[column])
                begun.add(number)
    return begun


def _part_from_heads(table: etree._Element) -> None:
    """Part the cells that go on from the heads into the rows below them: what they hold stands in the rows alone.

    Heads are repeated on each page, and a cell that is merged out of them goes on into the wrong rows there, with its name
    over the one that begins anew. No line parts the two, so that on its first page the cell looks as it did.
    """
    heads: dict[int, list[etree._Element]] = {}
    for row in table.findall(w("tr")):
        if row.find(f"{w('trPr')}/{w('tblHeader')}") is None:
            for column, cell in _columns(row):
                if _goes_on(cell) and column in heads:
                    _begin(cell, heads[column][0])
                    _without_line(cell, "top")
                    _without_line(heads[column][-1], "bottom")
                    for run in [run for run in heads[column][0].iter(w("r")) if run.find(w("t")) is not None]:
                        remove(run)
            return
        for column, cell in _columns(row):
            heads[column] = [*heads.get(column, ()), cell] if _goes_on(cell) else [cell]


_SIDES = ("top", "start", "left", "bottom", "end", "right", "insideH", "insideV", "tl2br", "tr2bl")


def _without_line(cell: etree._Element, side: str) -> None:
    """Let a cell have no line on that side."""
    properties = cell.find(w("tcPr"))
    if properties is None:
        return
    borders = properties.find(w("tcBorders"))
    if borders is None:
        borders = etree.SubElement(properties, w("tcBorders"))
        put_in_order(properties)
    line = borders.find(w(side))
    if line is None:
        line = etree.SubElement(borders, w(side))
        borders[:] = sorted(borders, key=lambda one: _SIDES.index(etree.QName(one).localname))
    line.attrib.clear()
    line.set(w("val"), "nil")


def _keep(table: etree._Element, kept: set[int]) -> None:
    """Keep rows on the page of the next. Word asks the paragraphs of a row for it, LibreOffice the first of the first cell.

    Rows where cells begin anew are kept, too: Word, whose pages may have room for a line more, leaves none of them behind.
    """
    rows = table.findall(w("tr"))
    for row in (rows[number] for number in sorted(kept) if number < len(rows) - 1):
        for paragraph in row.iterfind(f"{w('tc')}/{w('p')}"):
            properties = paragraph.find(w("pPr"))
            if properties is None:
                properties = etree.Element(w("pPr"))
                paragraph.insert(0, properties)
            if properties.find(w("keepNext")) is None:
                style = properties.find(w("pStyle"))
                properties.insert(0 if style is None else 1, etree.Element(w("keepNext")))


def _columns(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row, each with the column of the table's grid it begins at."""
    column = _number(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    for cell in row.findall(w("tc")):
        yield column, cell
        column += _number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1)


def _number(element: etree._Element | None, otherwise: int) -> int:
    return otherwise if element is None else whole(element.get(w("val")), otherwise)


_COPIED = {w(name) for name in ("rPr", "t", "br", "tab", "noBreakHyphen", "softHyphen", "sym")}
"""What of a run is written again. Footnotes, fields, bookmarks and pictures are not: each is there once."""


def _begin(cell: etree._Element, like: etree._Element) -> None:
    cell.iterfind(f"{w('tcPr')}/{w('vMerge')}").__next__().set(w("val"), "restart")
    for paragraph in cell.findall(w("p")):
        cell.remove(paragraph)
    for paragraph in like.findall(w("p")):
        copy = etree.SubElement(cell, w("p"))
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            copy.append(deepcopy(properties))
        for run in paragraph.iter(w("r")):
            if run.find(w("t")) is not None:
                again = etree.SubElement(copy, w("r"))
                again.extend(deepcopy(child) for child in run if child.tag in _COPIED)
