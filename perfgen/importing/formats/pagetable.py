"""Tables that a reader of pages gave row by row: heads said again on each page, rows cut in two by a page end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfgen.docx.blocks import Cell, Paragraph, Row, Table
from perfgen.filing.labels import key
from perfgen.importing.columns import is_second_head
from perfgen.importing.formats.pagewords import LONGEST, Repairs, line_place
from perfgen.importing.labels import Labels, TableHead
from perfgen.importing.split import unit_cell
from perfgen.importing.words import blank, is_numbered, is_total

_REACH = 200
"""How many rows up the beginning of a cut cell is looked for."""


@dataclass(slots=True)
class TableLine:
    """A row as its line says it: cells as lists of paragraphs, and the line of the file."""

    number: int
    cells: list[list[str]]

    def said(self, column: int) -> str:
        """What a cell says; nothing where the row is too short."""
        return "\n".join(self.cells[column]) if column < len(self.cells) else ""

    def where(self) -> set[int]:
        """The columns in which something is said."""
        return {column for column in range(len(self.cells)) if not blank(self.said(column))}


@dataclass(slots=True)
class PageTable:
    """One table, put together from its pieces."""

    repairs: Repairs
    known: Labels
    rows: list[TableLine] = field(default_factory=list)
    repeated: list[TableLine] = field(default_factory=list)
    """Head rows that were said before."""
    _kind: TableHead | None = None
    _labels: list[str] = field(default_factory=list)
    _top: int = 0
    _body: int = 0
    """What its head says it is, the columns under that, where it stands, and where the rows below it begin."""
    _in_head: bool = False
    _repeating: bool = False
    """Whether the row above is the first of a head, and whether the head at hand was said before."""

    def refuses(self, row: TableLine) -> bool:
        """Whether a row begins another table: another project, or a head of another kind."""
        first = key(row.said(0))
        if first in self.known.top:
            return bool(self._labels) or any(key(line.said(0)) == first for line in self.rows)
        kind = self._head_kind(row)
        return kind is not None and self._kind is not None and kind is not self._kind

    def _head_kind(self, row: TableLine) -> TableHead | None:
        cells = as_row(row)
        return next((head for head in (self.known.duties, self.known.indicators) if head.is_head(cells)), None)

    def add(self, row: TableLine, *, after_break: bool) -> None:
        """Take the next row; `after_break` where a page may have ended above it."""
        kind = self._head_kind(row)
        if kind:
            self._head(row, kind)
        elif self._in_head and self._kind and is_second_head(as_row(row), self._kind.parts):
            self._second_head(row)
        else:
            self._data(row, after_break=after_break or self._repeating)

    def _head(self, row: TableLine, kind: TableHead) -> None:
        self._repeating, self._in_head = bool(self._labels), True
        if self._repeating:
            self.repeated.append(row)
            return
        self._kind, self._labels = kind, _labels(row, kind)
        self.rows.append(row)
        self._top, self._body = len(self.rows) - 1, len(self.rows)

    def _second_head(self, row: TableLine) -> None:
        self._in_head = False
        if self._repeating:
            self.repeated.append(row)
            return
        self.rows.append(row)
        under = self._kind.parts if self._kind else {}
        parts = [under.get(key(row.said(column)), "") for column in range(len(self._labels))]
        self._labels = [part or label for part, label in zip(parts, self._labels, strict=True)]
        self._body = len(self.rows)

    def _data(self, row: TableLine, *, after_break: bool) -> None:
        self._in_head = self._repeating = False
        if after_break:
            above = self.rows[max(self._body, len(self.rows) - _REACH) :]
            for column in sorted(self._cut(above, row) if above else ()):
                self._join(self._owner(above, column), row, column)
        if row.where():
            self.rows.append(row)

    def _join(self, above: TableLine, row: TableLine, column: int) -> None:
        begun, rest = above.said(column), row.cells[column]
        if len(begun) > LONGEST:
            return
        row.cells[column] = [""]
        above.cells += [[""]] * (column + 1 - len(above.cells))
        *before, last = above.cells[column]
        above.cells[column] = [*before, last + rest[0], *rest[1:]]
        self.repairs.joined((above.number, row.number), (begun, rest[0]), f"表格第{column + 1}栏的文字跨页断开")

    # --- which cells go on

    def _cut(self, above: Sequence[TableLine], row: TableLine) -> set[int]:
        if self._kind is None:
            return _cut_goals(above[-1], row, self.known)
        if len(row.cells) > len(self._labels):
            return set()
        columns: dict[str, int] = {}
        for column, label in enumerate(self._labels):
            columns.setdefault(label, column)
        under, last = _Under(columns, row), _Under(columns, above[-1])
        if self._kind.own:
            if self._kind.name not in columns:
                return set()  # a head with another word in its place
            return _cut_named(self._kind, under, last, self._named(above, self._kind))
        return _cut_leveled(self._kind, under, last, above)

    def _named(self, above: Sequence[TableLine], kind: TableHead) -> TableLine:
        """The last row that has a name: the rows below it are about the same."""
        column = self._labels.index(kind.name)
        return next((line for line in reversed(above) if not blank(line.said(column))), above[-1])

    def _owner(self, above: Sequence[TableLine], column: int) -> TableLine:
        kind = self._kind
        if kind and column < len(self._labels) and self._labels[column] in kind.own:
            return self._named(above, kind)
        return above[-1]

    # --- as blocks

    def line_above(self) -> Paragraph | None:
        """The department and the 金额单位 above a table with names, where they were read as a row of it."""
        top = self.rows[0]
        if self._kind is None or not self._kind.own or self._top == 0 or not unit_cell(as_row(top)):
            return None
        self.rows.pop(0)
        self._top, self._body = self._top - 1, self._body - 1
        return Paragraph("\t".join(top.said(column) for column in sorted(top.where())), place=line_place(top.number))

    def block(self, place: str) -> Table:
        """The table with its grid: blank cells of heads, and those that end a row above them, are merged ones."""
        return Table(tuple(self._merged(at, row) for at, row in enumerate(self.rows)), place)

    def _merged(self, at: int, row: TableLine) -> Row:
        cells = as_row(row)
        headed = bool(self._labels) and at == self._top
        if self._labels and at > self._top:
            return cells
        found: list[Cell] = []
        last = max(row.where(), default=0)
        for cell in cells:
            if found and blank(cell.text) and (headed or cell.column > last):
                before = found.pop()
                found.append(Cell(before.paragraphs, before.column, before.span + 1))
            else:
                found.append(cell)
        return tuple(found)


def as_row(line: TableLine) -> Row:
    """The cells of a line, none of them merged."""
    place = line_place(line.number)
    return tuple(
        Cell(tuple(Paragraph(text, place=place) for text in said), column) for column, said in enumerate(line.cells)
    )


@dataclass(frozen=True, slots=True)
class _Under:
    """A row by the labels of its columns."""

    columns: Mapping[str, int]
    row: TableLine

    def says(self, *labels: str) -> bool:
        """Whether something stands under one of the labels."""
        return any(not blank(self.text(label)) for label in labels)

    def text(self, label: str) -> str:
        return self.row.said(self.columns[label]) if label in self.columns else ""


def _cut_goals(above: TableLine, row: TableLine, known: Labels) -> set[int]:
    """Cells of the rows about one project: they go on where the head of the row is blank, and something is above each."""
    where = row.where()
    begins = 0 in where or any(known.is_label(row.said(column)) for column in where)
    stepped = known.row_heads.get(key(above.said(0))) in known.below
    return where if not begins and not stepped and where <= above.where() else set()


def _cut_named(kind: TableHead, row: _Under, last: _Under, named: TableLine) -> set[int]:
    """Cells of a table with names. What stands beside a name belongs to it; a row below is new where its values are there."""
    name, above = row.text(kind.name), named.said(row.columns[kind.name])
    where = row.row.where()
    if name:
        again = row.says(kind.once) and not blank(named.said(row.columns.get(kind.once, -1)))
        new = is_numbered(name) or is_total(name) or not is_numbered(above) or again
        return set() if new else where
    own = {row.columns[label] for label in kind.own if label in row.columns} & where
    whole = row.says(kind.item) and row.says(*kind.values) and last.says(*kind.values)
    return own if whole else where


def _cut_leveled(kind: TableHead, row: _Under, last: _Under, above: Sequence[TableLine]) -> set[int]:
    """Cells of a table with levels. A row is new that has a level of its own, or a name and a value."""
    levels = [label for label in kind.levels if row.says(label)]
    for label in levels:
        column = row.columns[label]
        said = next((line.said(column) for line in reversed(above) if not blank(line.said(column))), "")
        if key(said).endswith(kind.level_ends):
            return set()
    valued = row.says(*kind.values) and last.says(*kind.values)
    return set() if not levels and row.says(kind.name) and valued else row.row.where()


def says_head(written: str, known: Labels) -> bool:
    """Whether a cell says what one of a head says."""
    said = key(written)
    return any(said in head.columns or said in head.parts for head in (known.indicators, known.duties))


def _labels(line: TableLine, head: TableHead) -> list[str]:
    """The label of each column: a blank head is merged with the one before it."""
    found: list[str] = []
    for column in range(len(line.cells)):
        said = key(line.said(column))
        found.append(head.columns.get(said, "") if said or not found else found[-1])
    return found
