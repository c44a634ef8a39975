"""The ledger as values: how each department stands, and what all of them come to. Imports next to nothing: see `perfgen.ledger.kept`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from pathlib import Path, PurePath
from typing import cast

from perfgen.errors import Diagnostic


class FilingState(Enum):
    """How a department stands, the worst first."""

    MISSING = "未交"
    UNREADABLE = "读不出"
    SENT_BACK = "已退回"
    CHANGED = "已改"
    ERRORS = "有错"
    REMARKS = "有提醒"
    CLEAN = "合格"


DUE = (FilingState.MISSING, FilingState.UNREADABLE, FilingState.SENT_BACK, FilingState.ERRORS)
"""The states in which the department still has something to do."""


@dataclass(frozen=True, slots=True)
class Received:
    """A filing that has come. Of one that cannot be read, `money` (预算数合计, in 万元) is None, and the rest what its head says.

    It is None too where an amount cannot be read, and the sum is `unsure`. `errors` and `remarks` count findings; `why` says why it cannot be read. `sent_back` is the state it is in because the
    bureau sent it back: 已退回, or 已改 where it is another by now; None where it did not.
    """

    path: Path
    code: str
    name: str
    year: int | None
    layout: str
    errors: int = 0
    remarks: int = 0
    projects: int = 0
    money: Decimal | None = None
    why: str = ""
    sent_back: FilingState | None = None
    unsure: bool = False

    @property
    def is_read(self) -> bool:
        """Whether it could be read, with mistakes or without."""
        return self.money is not None or self.unsure

    @property
    def state(self) -> FilingState:
        """How it stands by itself."""
        if not self.is_read:
            return FilingState.UNREADABLE
        if self.sent_back and (self.errors or self.remarks or self.sent_back is FilingState.SENT_BACK):
            return self.sent_back
        if self.errors:
            return FilingState.ERRORS
        return FilingState.REMARKS if self.remarks else FilingState.CLEAN


@dataclass(frozen=True, slots=True)
class Owed:
    """A department that owes a filing. `code` and `contact` are empty where they are not said."""

    code: str
    name: str
    contact: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One department: what has come of it for the year, and for the year before.

    Of several filings the first that can be read counts for `projects` and `money` (万元), and the worst for the state.
    `overdue` is by how many days the deadline of what is due has passed; 0 where it has not, or no day was given.
    """

    owed: Owed
    filed: tuple[Received, ...] = ()
    before: tuple[Received, ...] = ()
    overdue: int = 0

    @property
    def state(self) -> FilingState:
        """How the department stands."""
        states = {one.state for one in self.filed}
        return next((state for state in FilingState if state in states), FilingState.MISSING)

    @property
    def errors(self) -> int:
        """The errors in all its filings."""
        return sum(one.errors for one in self.filed)

    @property
    def remarks(self) -> int:
        """The reminders (提醒) in all its filings."""
        return sum(one.remarks for one in self.filed)

    @property
    def is_read(self) -> bool:
        """Whether any of its filings could be read."""
        return any(one.is_read for one in self.filed)

    @property
    def copies(self) -> int:
        """How many of its filings are of one form: one is as it should be."""
        return max(Counter(one.layout for one in self.filed).values(), default=0)

    @property
    def projects(self) -> int:
        """How many projects it has this year."""
        return _counted(self.filed)[0]

    @property
    def money(self) -> Decimal | None:
        """预算数合计 in 万元; None where nothing can be read, or not every amount."""
        return _counted(self.filed)[1]

    @property
    def projects_before(self) -> int:
        """How many projects it had the year before."""
        return _counted(self.before)[0]

    @property
    def money_before(self) -> Decimal | None:
        """预算数合计 of the year before in 万元; None where that filing is not there."""
        return _counted(self.before)[1]

    @property
    def growth(self) -> Decimal | None:
        """By how many % the money grew; None where one of the years is not known, or was 0."""
        return growth(self.money_before, self.money)


def growth(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """By how many % an amount grew, to one decimal; None where one of both is not known, or there was nothing before."""
    if not before or after is None:
        return None
    return ((after - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _counted(several: Sequence[Received]) -> tuple[int, Decimal | None]:
    first = next((one for one in several if one.is_read), None)
    return (first.projects, first.money) if first else (0, None)


@dataclass(frozen=True, slots=True)
class DepartmentLedger:
    """How everybody stands in a year. `rows` are those who owe a filing, `strangers` filings of nobody among them.

    Where nobody says who owes one, it is not `listed`, and the rows are of those that have come. `prints` is how many documents
    were passed over because they are made of the others. Counts and sums are of the
    rows, without the strangers.
    """

    year: int | None
    rows: tuple[LedgerRow, ...]
    strangers: tuple[LedgerRow, ...] = ()
    listed: bool = True
    day: date | None = None
    prints: int = 0
    ill: tuple[Diagnostic, ...] = ()
    """What cannot be read of the bureau's opinions."""

    @property
    def counts(self) -> dict[FilingState, int]:
        """How many departments are in each state."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in FilingState}

    @property
    def due(self) -> bool:
        """Whether something is still to come, or to be put right."""
        return any(row.state in DUE or row.errors for row in (*self.rows, *self.strangers))

    @property
    def projects(self) -> int:
        """The projects of all."""
        return sum(row.projects for row in self.rows)

    @property
    def money(self) -> Decimal:
        """预算数合计 of all in 万元."""
        return sum((row.money or Decimal(0) for row in self.rows), Decimal(0))

    @property
    def compared(self) -> tuple[int, Decimal, Decimal]:
        """Of the departments both years are there of: how many, and their money the year before and this year in 万元."""
        both = [(row.money_before, row.money) for row in self.rows]
        known = [(before, after) for before, after in both if before is not None and after is not None]
        return (
            len(known),
            sum((before for before, _ in known), Decimal(0)),
            sum((after for _, after in known), Decimal(0)),
        )

    @property
    def growth(self) -> Decimal | None:
        """By how many % the money of those grew; see `compared`."""
        _, before, after = self.compared
        return growth(before, after)


def renamed(ledger: DepartmentLedger, name: Callable[[PurePath], PurePath]) -> DepartmentLedger:
    """The ledger with its files called by `name`: what was read was a copy."""

    def called(several: Sequence[Received]) -> tuple[Received, ...]:
        return tuple(replace(one, path=cast("Path", name(one.path))) for one in several)  # it is only shown

    def each(rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
        return tuple(replace(row, filed=called(row.filed), before=called(row.before)) for row in rows)

    ill = tuple(replace(one, file=name(one.file)) if one.file else one for one in ledger.ill)
    return replace(ledger, rows=each(ledger.rows), strangers=each(ledger.strangers), ill=ill)
