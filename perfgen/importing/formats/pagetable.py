"""Tables that a reader of pages gave row by row: heads said again on each page, rows cut in two by a page end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfgen.docx.blocks import Cell, Paragraph, Row, Table
from perfgen.importing import duties
from perfgen.importing.columns import is_second_head
from perfgen.importing.formats.pagewords import LONGEST, Repairs, line_place
from perfgen.importing.goal_table import is_label
from perfgen.importing.indicator_table import LEVEL1, LEVEL2, PARTS, TARGET
from perfgen.importing.indicator_table import NAME as INDICATOR
from perfgen.importing.split import CODE, COLUMNS, HEADS, NAME, PLAN, is_header, unit_cell
from perfgen.importing.words import blank, key

_TARGETS = {TARGET, *PARTS.values()}
_LEVELS = (LEVEL1, LEVEL2)
_LEVEL_ENDS = "指标"
_REACH = 200
"""How many rows up the beginning of a cut cell is looked for."""


@dataclass(slots=True)
class Line:
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
    rows: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)
    """Head rows that were said before."""
    _labels: list[str] = field(default_factory=list)
    _top: int = 0
    _body: int = 0
    """The columns under the head, where it stands, and where the rows below it begin."""
    _in_head: bool = False
    _repeating: bool = False
    """Whether the row above is the first of a head, and whether the head at hand was said before."""

    def refuses(self, row: Line) -> bool:
        """Whether a row begins another table: another project, or a head of another kind."""
        first = key(row.said(0))
        if first in _TOP:
            return bool(self._labels) or any(key(line.said(0)) == first for line in self.rows)
        kind = _head_kind(row)
        return bool(kind and self._labels and kind != self._kind)

    @property
    def _kind(self) -> str:
        return (_DUTIES if duties.NAME in self._labels else _INDICATORS) if self._labels else ""

    def add(self, row: Line, *, after_break: bool) -> None:
        """Take the next row; `after_break` where a page may have ended above it."""
        if _head_kind(row):
            self._head(row)
        elif self._in_head and is_second_head(as_row(row), _PARTS):
            self._second_head(row)
        else:
            self._data(row, after_break=after_break or self._repeating)

    def _head(self, row: Line) -> None:
        self._repeating, self._in_head = bool(self._labels), True
        if self._repeating:
            self.repeated.append(row)
            return
        self._labels = _labels(row)
        self.rows.append(row)
        self._top, self._body = len(self.rows) - 1, len(self.rows)

    def _second_head(self, row: Line) -> None:
        self._in_head = False
        if self._repeating:
            self.repeated.append(row)
            return
        self.rows.append(row)
        parts = [_PARTS.get(key(row.said(column)), "") for column in range(len(self._labels))]
        self._labels = [part or label for part, label in zip(parts, self._labels, strict=True)]
        self._body = len(self.rows)

    def _data(self, row: Line, *, after_break: bool) -> None:
        self._in_head = self._repeating = False
        if after_break:
            above = self.rows[max(self._body, len(self.rows) - _REACH) :]
            for column in sorted(self._cut(above, row) if above else ()):
                self._join(self._owner(above, column), row, column)
        if row.where():
            self.rows.append(row)

    def _join(self, above: Line, row: Line, column: int) -> None:
        begun, rest = above.said(column), row.cells[column]
        if len(begun) > LONGEST:
            return
        row.cells[column] = [""]
        above.cells += [[""]] * (column + 1 - len(above.cells))
        *before, last = above.cells[column]
        above.cells[column] = [*before, last + rest[0], *rest[1:]]
        self.repairs.joined((above.number, row.number), (begun, rest[0]), f"表格第{column + 1}栏的文字跨页断开")

    # --- which cells go on

    def _cut(self, above: Sequence[Line], row: Line) -> set[int]:
        if not self._labels:
            return _cut_goals(above[-1], row)
        if len(row.cells) > len(self._labels):
            return set()
        columns: dict[str, int] = {}
        for column, label in enumerate(self._labels):
            columns.setdefault(label, column)
        if self._kind == _DUTIES:
            return _cut_duties(_Under(columns, row), _Under(columns, above[-1]), self._named(above))
        return _cut_indicators(_Under(columns, row), _Under(columns, above[-1]), above)

    def _named(self, above: Sequence[Line]) -> Line:
        """The last row of 部门职责 that has a name: the rows below it are its indicators."""
        column = self._labels.index(duties.NAME)
        return next((line for line in reversed(above) if not blank(line.said(column))), above[-1])

    def _owner(self, above: Sequence[Line], column: int) -> Line:
        merged = self._kind == _DUTIES and column < len(self._labels) and self._labels[column] in duties.OWN
        return self._named(above) if merged else above[-1]

    # --- as blocks

    def line_above(self) -> Paragraph | None:
        """The department and the 金额单位 above 部门职责, where they were read as a row of it."""
        top = self.rows[0]
        if self._kind != _DUTIES or self._top == 0 or not unit_cell(as_row(top)):
            return None
        self.rows.pop(0)
        self._top, self._body = self._top - 1, self._body - 1
        return Paragraph("\t".join(top.said(column) for column in sorted(top.where())), place=line_place(top.number))

    def block(self, place: str) -> Table:
        """The table with its grid: blank cells of heads, and those that end a row above them, are merged ones."""
        return Table(tuple(self._merged(at, row) for at, row in enumerate(self.rows)), place)

    def _merged(self, at: int, row: Line) -> Row:
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


def as_row(line: Line) -> Row:
    """The cells of a line, none of them merged."""
    place = line_place(line.number)
    return tuple(
        Cell(tuple(Paragraph(text, place=place) for text in said), column) for column, said in enumerate(line.cells)
    )


@dataclass(frozen=True, slots=True)
class _Under:
    """A row by the labels of its columns."""

    columns: Mapping[str, int]
    row: Line

    def says(self, *labels: str) -> bool:
        """Whether something stands under one of the labels."""
        return any(not blank(self.text(label)) for label in labels)

    def text(self, label: str) -> str:
        return self.row.said(self.columns[label]) if label in self.columns else ""


def _cut_goals(above: Line, row: Line) -> set[int]:
    """Cells of the rows about one project: they go on where the head of the row is blank, and something is above each."""
    where = row.where()
    begins = 0 in where or any(is_label(row.said(column)) for column in where)
    plan = HEADS.get(key(above.said(0))) == PLAN
    return where if not begins and not plan and where <= above.where() else set()


def _cut_duties(row: _Under, last: _Under, named: Line) -> set[int]:
    """Cells of 部门职责. What stands beside a name belongs to it; an indicator is new where its grades are there."""
    name, above = row.text(duties.NAME), named.said(row.columns[duties.NAME])
    where = row.row.where()
    if name:
        again = row.says(duties.BUDGET) and not blank(named.said(row.columns.get(duties.BUDGET, -1)))
        new = duties.is_numbered(name) or duties.is_total(name) or not duties.is_numbered(above) or again
        return set() if new else where
    own = {row.columns[label] for label in duties.OWN if label in row.columns} & where
    whole = row.says(duties.INDICATORS) and row.says(*duties.GRADES) and last.says(*duties.GRADES)
    return own if whole else where


def _cut_indicators(row: _Under, last: _Under, above: Sequence[Line]) -> set[int]:
    """Cells of an indicator table. A row is new that has a level of its own, or a name and a 指标值."""
    levels = [label for label in _LEVELS if row.says(label)]
    for label in levels:
        column = row.columns[label]
        said = next((line.said(column) for line in reversed(above) if not blank(line.said(column))), "")
        if key(said).endswith(_LEVEL_ENDS):
            return set()
    valued = row.says(*_TARGETS) and last.says(*_TARGETS)
    return set() if not levels and row.says(INDICATOR) and valued else row.row.where()


# --- heads


_DUTIES, _INDICATORS = "duties", "indicators"
_TOP = (CODE, NAME)
_LABELS = {**COLUMNS, **duties.LABELS}
_PARTS = {**PARTS, **dict(zip(duties.GRADES, duties.GRADES, strict=True))}


def _head_kind(line: Line) -> str:
    row = as_row(line)
    return _DUTIES if duties.is_head(row) else _INDICATORS if is_header(row) else ""


def says_head(written: str) -> bool:
    """Whether a cell says what one of a head says."""
    return key(written) in _LABELS or key(written) in _PARTS


def _labels(head: Line) -> list[str]:
    """The label of each column: a blank head is merged with the one before it."""
    found: list[str] = []
    for column in range(len(head.cells)):
        said = key(head.said(column))
        found.append(_LABELS.get(said, "") if said or not found else found[-1])
    return found
