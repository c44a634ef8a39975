"""From what was checked to the ledger: whose each filing is, and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from perfgen.checking import Checked
from perfgen.checking.gathering import is_document
from perfgen.errors import Severity
from perfgen.ledger.rows import DUE, DepartmentLedger, FilingState, LedgerRow, Owed, Received
from perfgen.loading import head_of
from perfgen.source.discover import filing_stem
from perfgen.units import bare, same

if TYPE_CHECKING:
    from perfgen.opinions import UnitOpinions


def received(one: Checked, said: Sequence[UnitOpinions] = ()) -> Received:
    """What the ledger says of a filing that was checked; `said` are the bureau's opinions of all filings."""
    counts = Counter(said.severity for said in one.diagnostics)
    errors, remarks = counts[Severity.ERROR], counts[Severity.WARNING]
    loaded = one.review.loaded if one.review else None
    if loaded is None:
        why = one.said[0].message if one.said else ""
        if is_document(one.path):
            return Received(one.path, "", "", None, "", errors, remarks, why=why)
        head = head_of(one.path)
        year = int(head.year) if head.year.isascii() and head.year.isdigit() and len(head.year) == 4 else None
        return Received(one.path, head.code, head.name, year, head.layout, errors, remarks, why=why)
    filing = loaded.subject.filing
    money = loaded.money
    whose = loaded.unit()
    return Received(
        one.path, whose.code, whose.name, whose.year, filing.layout, errors, remarks, len(filing.projects), money,
        sent_back=_sent_back(one, next((mine for mine in said if same(mine.unit, whose)), None)), unsure=money is None,
    )  # fmt: skip


def _sent_back(one: Checked, said: UnitOpinions | None) -> FilingState | None:
    if said is None or not said.sent_back:
        return None
    from perfgen.opinions import fingerprint  # noqa: PLC0415 -- with all that reads documents: for who keeps opinions

    return FilingState.SENT_BACK if said.content == fingerprint([one]) else FilingState.CHANGED


def ledger_of(
    owed: Sequence[Owed], found: Iterable[Received], year: int | None = None, day: date | None = None
) -> DepartmentLedger:
    """The ledger of a year: by default the newest there is a filing of. `day` is that by which deadlines have passed."""
    several = list(found)
    wanted = year or max((one.year for one in several if one.year), default=None)
    known = _Known(owed)
    mine: dict[int, list[Received]] = {}
    others: dict[tuple[str, ...], list[Received]] = {}
    for one in several:
        number = known.of(one)
        if number is None:
            others.setdefault(_key(one), []).append(one)
        else:
            mine.setdefault(number, []).append(one)
    rows = tuple(_row(one, mine.get(number, ()), wanted, day) for number, one in enumerate(owed))
    strange = [_row(_stranger(those), those, wanted, day) for those in others.values()]
    strangers = tuple(row for row in strange if row.filed)
    return (
        DepartmentLedger(wanted, rows, strangers, day=day)
        if owed
        else DepartmentLedger(wanted, strangers, listed=False, day=day)
    )


def _row(owed: Owed, those: Sequence[Received], year: int | None, day: date | None) -> LedgerRow:
    now = tuple(one for one in those if one.year in (year, None))
    before = tuple(one for one in those if year is not None and one.year == year - 1)
    row = LedgerRow(owed, now, before)
    late = (day - owed.deadline).days if day and owed.deadline and row.state in DUE else 0
    return LedgerRow(owed, now, before, max(late, 0))


def _key(one: Received) -> tuple[str, ...]:
    return (one.code, bare(one.name)) if one.code or one.name else ("", "", str(one.path))


def _stranger(those: Sequence[Received]) -> Owed:
    one = those[0]
    return Owed(one.code, one.name or filing_stem(one.path))


class _Known:
    """Those who owe a filing, found by code, then by name."""

    def __init__(self, owed: Sequence[Owed]) -> None:
        self._codes = {one.code: number for number, one in enumerate(owed) if one.code}
        self._names = {bare(one.name): number for number, one in enumerate(owed)}

    def of(self, one: Received) -> int | None:
        """Whose a filing is; None for nobody's. One that does not say, for it cannot be read, goes by the name of its file."""
        found = self._codes.get(one.code, self._names.get(bare(one.name)))
        if found is not None or one.code or one.name:
            return found
        called = bare(filing_stem(one.path))
        begins = [name for name in self._names if called.startswith(name)]
        return self._names[max(begins, key=len)] if begins else None
