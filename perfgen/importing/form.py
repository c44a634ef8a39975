"""A form of one table cut up: what stands beside labels, the money, the goals, the tasks and the indicators."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace

from perfgen.docx.blocks import MOST_COLUMNS, Cell, Paragraph, Row
from perfgen.filing.labels import (
    FORM_AIMS,
    FORM_FUNDS,
    INDICATOR,
    INDICATORS,
    LEVEL1,
    LEVEL2,
    MEDIUM,
    TARGET,
    YEAR,
    key,
)
from perfgen.importing.form_labels import is_signature, part_of, side_of_goals, sided, unit_of, years_of
from perfgen.importing.form_money import Money
from perfgen.importing.labels import Labels
from perfgen.importing.report import Ledger
from perfgen.importing.words import blank, head_key

_RANKED = (LEVEL1, LEVEL2, INDICATOR)


@dataclass(slots=True)
class Group:
    """Rows of indicators of one side, under their head row. The columns in `others` are those of the other side."""

    side: str
    head: Row
    others: frozenset[int] = frozenset()
    below: list[tuple[int, Row]] = field(default_factory=list)


@dataclass(slots=True)
class FormRows:
    """The rows of one form, each in the part it is about. What stands in none stays with the ledger."""

    labels: Labels
    ledger: Ledger
    money: Money
    items: list[tuple[int, Row]] = field(default_factory=list)
    goals: dict[str, list[Cell]] = field(default_factory=dict)
    """The cells of goals by side; who writes them down, takes them."""
    years: str = ""
    """The years of 中期, where its head says them."""
    tasks: list[tuple[int, Row]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    _open: list[Group] = field(default_factory=list)
    """Those whose rows are being read: two where they stand beside each other."""
    _part: str = ""
    _side: str = ""
    _bare: bool = False
    """Whether the rows of the part at hand have no cell at their left that says what they are about."""
    _again: frozenset[int] = frozenset()
    """The columns below a head that is said in more than one cell."""
    _beside: list[tuple[int, str]] = field(default_factory=list)
    """The columns in which goals begin, and whose they are."""

    def names_again(self, row: Row) -> bool:
        """Whether the form has said before what a row says at its beginning."""
        said = {key(cells[0].text) for _, cells in self.items if cells}
        return key(row[0].text) in said

    def row(self, number: int, row: Row) -> None:
        """Take the next row of the form."""
        if all(blank(cell.text) for cell in row):
            return
        rest = self._placed(row)
        if self._part == FORM_FUNDS:
            left = self.money.row(rest)
            if left and self.labels.names(left[0].text, self.labels.items.named):
                self.items.append((number, left))
        elif self._part == FORM_AIMS:
            self._aims(rest)
        elif self._part == INDICATORS:
            self._indicators(number, rest)
        elif self._part:
            self.tasks.append((number, rest))
        elif not is_signature(cell.text for cell in row):
            row = self._once(row, range(MOST_COLUMNS))
            rest = self.money.row(row) if self.money.speaks_of(row) else row
            if rest:
                self.items.append((number, rest))

    def _once(self, row: Row, where: Container[int]) -> Row:
        """A row in which a cell that only says again what the one before says is part of that: they were not merged."""
        found: list[Cell] = []
        for cell in row:
            before = found[-1] if found else None
            if before and cell.column in where and key(cell.text) == key(before.text) != "":
                found[-1] = replace(before, span=cell.column + cell.span - before.column)
                self.ledger.pass_over(*cell.paragraphs)
            else:
                found.append(cell)
        return tuple(found)

    # --- which part

    def _placed(self, row: Row) -> Row:
        """A row without the cell at its left that says what several rows are about; opens and ends parts."""
        first = row[0]
        head = part_of(first.text) if len(row) > 1 else None
        if head and head[0] != INDICATORS and self.labels.indicators.is_head(row[1:]):
            head = (INDICATORS, head[1])
        if head and not (head[0] == FORM_AIMS and side_of_goals(first.text) and self._heads_goals(row)):
            self._begin(*head, first)
            return row[1:]
        if self.labels.indicators.is_head(row):
            named = self.labels.indicators.columns.get(key(first.text)) or key(sided(first.text)[1]) == key(TARGET)
            self._open_part(INDICATORS, sided(first.text)[0] if not named else self._side, bare=bool(named))
            return row if named else row[1:]
        if self._heads_goals(row):
            lead = self._part == FORM_AIMS and not self._bare and blank(first.text)
            if not lead:
                self._open_part(FORM_AIMS, "", bare=True)
            return row[1:] if lead else row
        if self._goes_on(row):
            return row if self._bare else row[1:]
        self._part = ""
        return row

    def _heads_goals(self, row: Row) -> bool:
        """Whether a row only says whose goals stand below."""
        said = [cell for cell in row if not blank(cell.text)]
        return len(said) > 1 and all(side_of_goals(cell.text) for cell in said)

    def _goes_on(self, row: Row) -> bool:
        """Whether a row without a head belongs to the part at hand."""
        first = row[0]
        if not self._part:
            return False
        if not self._bare:
            return len(row) > 1 and (first.continued or blank(first.text))
        if self._part == FORM_AIMS:
            return not self.goals
        return len(row) > 1 and not (
            is_signature(cell.text for cell in row) or self.labels.names(first.text, self.labels.beside)
        )

    def _begin(self, part: str, side: str, head: Cell) -> None:
        if (part, side) != (self._part, self._side) or self._bare:
            self._open_part(part, side, bare=False)
        self._note_years(side, head)
        if part == FORM_FUNDS:
            self.money.unit = unit_of(head.text) or self.money.unit
        self.ledger.pass_over(*head.paragraphs)

    def _open_part(self, part: str, side: str, *, bare: bool) -> None:
        self._part, self._side, self._bare, self._beside = part, side, bare, []

    # --- goals

    def _aims(self, row: Row) -> None:
        """A row that says whose goals stand below, or the goals, with or without whose they are beside them."""
        said = [cell for cell in row if not blank(cell.text)]
        heads = [cell for cell in said if side_of_goals(cell.text)] if not self._beside else []
        if said and len(heads) == len(said):
            self._beside = [(cell.column, side_of_goals(cell.text)) for cell in heads]
        side, before = self._side or YEAR, ""
        for cell in said:
            if cell in heads:
                side, before = side_of_goals(cell.text), ""
                self._note_years(side, cell)
                self.ledger.pass_over(*cell.paragraphs)
                continue
            if self._beside:
                column = next((one for one, _ in reversed(self._beside) if one <= cell.column), -1)
                side, before = dict(self._beside).get(column, side), before if side == self._at(column) else ""
            if before == cell.text:  # one cell that was not merged, said again
                self.ledger.pass_over(*cell.paragraphs)
                continue
            before = cell.text
            self.goals.setdefault(side, []).append(cell)

    def _at(self, column: int) -> str:
        return dict(self._beside).get(column, "")

    def _note_years(self, side: str, head: Cell) -> None:
        years = years_of(head.text)
        if years and side == MEDIUM:
            self.years = years
            self.ledger.take(*head.paragraphs)

    # --- indicators

    def _indicators(self, number: int, row: Row) -> None:
        if self.labels.indicators.is_head(row):
            head = self._once(row, range(MOST_COLUMNS))
            self._again = frozenset(at for cell in head for at in range(cell.column + 1, cell.column + cell.span))
            self._open = list(_parted(head, self._side or YEAR, self.labels, self.ledger))
            self.groups += self._open
        else:
            row = self._once(row, self._again)
            for group in self._open:
                group.below.append((number, tuple(cell for cell in row if cell.column not in group.others)))


def _parted(head: Row, whose: str, labels: Labels, ledger: Ledger) -> Iterator[Group]:
    """The indicators under a head row; under one that names them twice, or has two values for each, those of both sides."""
    columns = labels.indicators.columns
    meant = [columns.get(head_key(cell.text), "") for cell in head]
    ranked = [label if label in _RANKED else "" for label in meant]
    names = [at for at, label in enumerate(meant) if label == INDICATOR]
    again = next((at for at, label in enumerate(ranked) if label and label in ranked[:at]), None)
    if len(names) > 1 and again is not None:
        first = ranked.index(ranked[again])
        yield Group(MEDIUM, head[:again], _columns(head[again:]))
        yield Group(YEAR, (*head[:first], *head[again:]), _columns(head[first:again]))
        return
    values = {sided(cell.text)[0]: cell for cell in head if sided(cell.text)[1] in columns and sided(cell.text)[0]}
    values = {side: cell for side, cell in values.items() if columns[sided(cell.text)[1]] == TARGET}
    if not values:
        yield Group(whose, head)
        return
    for side, own in values.items():
        others = [cell for cell in values.values() if cell is not own]
        for cell in values.values():
            ledger.pass_over(*cell.paragraphs)
        yield Group(
            side,
            tuple(_bare(cell) if cell is own else cell for cell in head if cell not in others),
            _columns(others),
        )


def _bare(cell: Cell) -> Cell:
    """The head of a column of values, without whose they are."""
    return Cell((Paragraph(TARGET),), cell.column, cell.span)


def _columns(cells: Row | list[Cell]) -> frozenset[int]:
    return frozenset(at for cell in cells for at in range(cell.column, cell.column + cell.span))
