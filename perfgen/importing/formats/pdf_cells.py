"""The ruled cells of a PDF to tables: merged cells, paragraphs in cells, and tables that go on over pages."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from perfgen.docx.blocks import Cell, Paragraph, Row, Table
from perfgen.filing.labels import key
from perfgen.importing.formats.pdf_lines import (
    JOINED_AT_A_SENTENCE,
    PARTED_AT_A_NUMBER,
    PARTED_NARROWLY,
    PdfLine,
    doubt_of,
    ends_a_sentence,
    fits,
    joined_lines,
    lines_of,
)
from perfgen.importing.formats.pdf_page import Box, Glyph
from perfgen.importing.report import Remark

_SNAP = 3.0
_SAME_EDGE = 4.0
"""Points by which edges may differ: of one rule within a table, and of one column on two pages."""

_INDENT = 1.5
_CLEARLY = 0.5
_CENTRED = 2.0
_MOST_HEADS = 4
_WIDEST_MARGIN = 8.0
_ALIGNED = 100
"""How much more lines below each other tell of the margin than one alone, which may be centred."""

_OF_A_SENTENCE = 6
"""How many characters a full line has that may be of a sentence; what is narrower is often full."""
_BROKEN_ROW = "这一行在原文里跨了页，前后两页的字已经连起来"


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell of one row: its left and right edge, its lines, the room a line has; `continued` as in a `Cell`."""

    x0: float
    x1: float
    lines: tuple[PdfLine, ...] = ()
    room: float = 0.0
    continued: bool = False
    doubt: str = ""

    @property
    def text(self) -> str:
        """What the cell says, as it is compared."""
        return key("".join(line.text for line in self.lines))

    def at(self, other: RuledCell) -> bool:
        """Whether it stands in the same columns as another."""
        return abs(self.x0 - other.x0) < _SAME_EDGE and abs(self.x1 - other.x1) < _SAME_EDGE


RuledRow = list[RuledCell]
IsLabel: TypeAlias = "Callable[[str], bool]"


@dataclass(slots=True)
class RuledTable:
    """A table as it is ruled: where it stands, its rows, and the head rows that later pages said again."""

    box: Box
    page: int
    rows: list[RuledRow]
    repeated: list[tuple[int, RuledRow]] = field(default_factory=list)


def ruled(cells: Sequence[Box], glyphs: Sequence[Glyph], page: int) -> tuple[RuledTable, list[Glyph]]:
    """The table that some cells are, with the characters in them, and the characters that are in none."""
    lefts = _edges(x for cell in cells for x in (cell[0], cell[2]))
    tops = _edges(y for cell in cells for y in (cell[1], cell[3]))
    slots: dict[tuple[int, int], Box] = {}
    for cell in sorted(cells):
        columns = range(_nearest(lefts, cell[0]), _nearest(lefts, cell[2]))
        slots |= {(row, at): cell for row in range(_nearest(tops, cell[1]), _nearest(tops, cell[3])) for at in columns}
    inside: dict[Box, list[Glyph]] = {cell: [] for cell in cells}
    outside: list[Glyph] = []
    for glyph in glyphs:
        slot = bisect(tops, glyph.base - glyph.size / 3) - 1, bisect(lefts, (glyph.x0 + glyph.x1) / 2) - 1
        home = slots.get(slot)
        (outside if home is None else inside[home]).append(glyph)
    lines = {cell: tuple(lines_of(found, page)) for cell, found in inside.items()}
    box = (lefts[0], tops[0], lefts[-1], tops[-1])
    return RuledTable(box, page, _rows(slots, lines, lefts)), outside


def _rows(
    slots: dict[tuple[int, int], Box], lines: dict[Box, tuple[PdfLine, ...]], lefts: Sequence[float]
) -> list[RuledRow]:
    """The rows of a grid; a cell over several rows speaks in the first of them."""
    margin = _margin(lines)
    by_row: dict[int, dict[Box, None]] = {}
    for row, at in sorted(slots):
        by_row.setdefault(row, {})[slots[row, at]] = None
    said: set[Box] = set()
    rows: list[RuledRow] = []
    for found in by_row.values():
        cells: RuledRow = []
        for cell in found:
            x0, x1 = lefts[_nearest(lefts, cell[0])], lefts[_nearest(lefts, cell[2])]
            again = cell in said
            cells.append(RuledCell(x0, x1, () if again else lines[cell], x1 - x0 - 2 * margin, continued=again))
        if not said.issuperset(found):
            rows.append(cells)
        said.update(found)
    return rows


def _edges(found: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _SNAP:
            edges.append(edge)
    return edges


def _nearest(edges: Sequence[float], edge: float) -> int:
    at = bisect(edges, edge)
    return min(range(max(0, at - 1), min(len(edges), at + 1)), key=lambda one: abs(edges[one] - edge))


def _margin(lines: dict[Box, tuple[PdfLine, ...]]) -> float:
    """What the cells of a table keep free on the left and on the right: where lines begin that are not centred."""
    counted: Counter[float] = Counter()
    for cell, found in lines.items():
        begins = {round(line.x0 - cell[0], 1) for line in found}
        aligned = len(begins) == 1 and max(map(_length, found)) - min(map(_length, found)) > found[0].size
        counted.update(dict.fromkeys(begins, _ALIGNED * len(found) if aligned else 1))
    small = {width: count for width, count in counted.items() if 0 <= width < _WIDEST_MARGIN}
    often = max(small.values(), default=0) / 4  # rules are found to a point or so: the widest of several is safe
    return max((width for width, count in small.items() if count >= often), default=0.0)


# --- over pages


def join(table: RuledTable, later: RuledTable, is_label: IsLabel) -> bool:
    """Put the rows of a table at the head of the next page to those of the table it goes on with, if it does.

    `is_label` tells what forms print beside values: with such a thing a row begins.
    """
    aside = later.box[0] - table.box[0]  # margins of left and right pages may be mirrored
    if abs(later.box[2] - aside - table.box[2]) > _SAME_EDGE:
        return False
    rows = [[replace(cell, x0=cell.x0 - aside, x1=cell.x1 - aside) for cell in row] for row in later.rows]
    heads = _heads(table.rows, rows)
    if not heads and not _same_columns(table.rows[-1], rows[0]):
        return False
    table.repeated += [(later.page, row) for row in rows[:heads]]
    table.rows += _whole(table, rows[heads:], is_label)
    return True


def _heads(rows: Sequence[RuledRow], later: Sequence[RuledRow]) -> int:
    """How many rows at the head of a table say again what the table began with."""
    for at, (row, again) in enumerate(zip(rows[:_MOST_HEADS], later, strict=False)):
        if [cell.text for cell in row] != [cell.text for cell in again] or (at == 0 and not any(c.text for c in row)):
            return at
    return min(len(rows), len(later), _MOST_HEADS)


def _same_columns(row: RuledRow, below: RuledRow) -> bool:
    return len(row) == len(below) and all(one.at(other) for one, other in zip(row, below, strict=True))


def _whole(table: RuledTable, below: list[RuledRow], is_label: IsLabel) -> list[RuledRow]:
    """The rows below a page break; where the first is the rest of the row above the break, it is put to it."""
    if not below or not _same_columns(table.rows[-1], below[0]):
        return below
    speakers = [_speaker(table.rows, at) for at in range(len(below[0]))]
    above = [table.rows[row][at] for row, at in speakers]
    if not _goes_on(above, below[0], is_label):
        return below
    for (row, at), cell, rest in zip(speakers, above, below[0], strict=True):
        if rest.lines:
            table.rows[row][at] = replace(cell, lines=cell.lines + rest.lines, doubt=_BROKEN_ROW)
    return below[1:]


def _speaker(rows: Sequence[RuledRow], at: int) -> tuple[int, int]:
    """Where the cell speaks that covers a place of the last row: further up, where it is merged down."""
    number = len(rows) - 1
    while rows[number][at].continued and number:
        cell = rows[number][at]
        above = next((where for where, one in enumerate(rows[number - 1]) if one.at(cell)), None)
        if above is None:
            break
        number, at = number - 1, above
    return number, at


def _goes_on(above: RuledRow, first: RuledRow, is_label: IsLabel) -> bool:
    """Whether a row is the rest of one: every cell that speaks goes on where the one above broke off in a full line.

    Others are silent where that has ended; where none has, as in a row of which the first page has but a line, several
    cells break off at once, sentences among them, and none begins with a label.
    """
    pairs = list(zip(above, first, strict=True))
    speaking = [(cell, rest) for cell, rest in pairs if rest.lines]
    silent = any(cell.lines and not rest.lines for cell, rest in pairs)
    return (
        bool(speaking)
        and (silent or _break_off_at_once(speaking, is_label))
        and all(
            cell.lines and not ends_a_sentence(cell.lines[-1]) and not rest.lines[0].number
            and not fits(cell.lines[-1], rest.lines[0], cell.room - _length(cell.lines[-1]))
            for cell, rest in speaking
        )
    )  # fmt: skip


def _break_off_at_once(speaking: Sequence[tuple[RuledCell, RuledCell]], is_label: IsLabel) -> bool:
    wide = [cell for cell, _ in speaking if cell.lines and len(cell.lines[-1].glyphs) >= _OF_A_SENTENCE]
    return (
        len(speaking) > 1
        and bool(wide)
        and not any(is_label(line.text) for _, rest in speaking for line in rest.lines[:1])
    )


# --- to blocks


def table_of(ruled_table: RuledTable, number: int, remarks: list[Remark]) -> tuple[Table, list[Paragraph]]:
    """The table, and the paragraphs of its head rows that later pages said again. `remarks` are added to."""
    every = [*ruled_table.rows, *(row for _, row in ruled_table.repeated)]
    edges = _edges(x for row in every for cell in row for x in (cell.x0, cell.x1))
    place = f"第{ruled_table.page}页 第{number}个表格"
    rows = tuple(_row(row, edges, place, remarks) for row in ruled_table.rows)
    again = [
        replace(one, place=f"第{page}页 重复的表头")
        for page, row in ruled_table.repeated
        for cell in _row(row, edges, place, [])
        for one in cell.paragraphs
    ]
    return Table(rows, place), again


def _row(row: RuledRow, edges: Sequence[float], place: str, remarks: list[Remark]) -> Row:
    cells: list[Cell] = []
    for cell in sorted(row, key=lambda one: one.x0):
        column = _nearest(edges, cell.x0)
        span = max(1, _nearest(edges, cell.x1) - column)
        cells.append(Cell(tuple(_paragraphs(cell, place, remarks)), column, span, cell.continued))
    return tuple(cells)


def _length(line: PdfLine) -> float:
    return line.x1 - line.x0


def _paragraphs(cell: RuledCell, place: str, remarks: list[Remark]) -> list[Paragraph]:
    """The lines of a cell to paragraphs."""
    if not cell.lines:
        return [] if cell.continued else [Paragraph("", place=place)]
    left = min(line.x0 for line in cell.lines)
    flush = _flush(cell, left)

    def room(line: PdfLine) -> float:
        return cell.room - (line.x1 - left if flush else _length(line))

    groups: list[list[PdfLine]] = [[cell.lines[0]]]
    doubts: list[str] = [""]
    begun = {cell.lines[0].number}
    for line, below, after in zip(cell.lines, cell.lines[1:], (*cell.lines[2:], None), strict=False):
        indented = flush and below.x0 - left > _INDENT * below.size
        numbered = below.number == 1 or _follows(below.number, begun, len(groups))
        parted = indented or fits(line, below, room(line), after)
        clearly = indented or fits(line, below, room(line) - _CLEARLY * line.size, after)
        if parted or numbered:
            groups.append([below])
            begun.add(below.number)
            doubts.append(
                "" if clearly or (parted and numbered) else PARTED_AT_A_NUMBER if numbered else PARTED_NARROWLY
            )
        else:
            groups[-1].append(below)
            doubts[-1] = doubts[-1] or (JOINED_AT_A_SENTENCE if ends_a_sentence(line) else "")
    found = [Paragraph(joined_lines(group, room), place=place) for group in groups]
    for paragraph, group, guessed in zip(found, groups, doubts, strict=True):
        doubt = doubt_of(group) or guessed or cell.doubt
        if doubt:
            remarks.append(Remark(f"第{group[0].page}页的表格", paragraph.text, doubt, paragraph=paragraph))
    return found


def _follows(number: int, begun: set[int], so_far: int) -> bool:
    """Whether a number is the next in a cell: after the one before it, or by the count of items that begin with 1."""
    return number > 1 and (number - 1 in begun or (1 in begun and number == so_far + 1))


def _flush(cell: RuledCell, left: float) -> bool:
    """Whether the lines of a cell begin at its left, and are not centred in it."""
    middle = (cell.x0 + cell.x1) / 2
    centred = all(abs((one.x0 + one.x1) / 2 - middle) < _CENTRED for one in cell.lines)
    return not centred and left - cell.x0 < cell.lines[0].size
