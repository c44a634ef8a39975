"""Which filings go into a volume, in which order, and what keeps one from being made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path

from perfgen import kinds
from perfgen.checking import Checked, Wanted, check_filings, gather, recalling
from perfgen.checking.gathering import is_document
from perfgen.errors import Diagnostic
from perfgen.filing import Filing
from perfgen.ledger.made import owed
from perfgen.ledger.rows import FilingState, LedgerRow, Owed, Received
from perfgen.ledger.standing import ledger_of, received
from perfgen.shown import near

USUAL_KIND = "绩效文本"


class VolumeOrder(str, Enum):
    """By what departments follow one another: the code, or as they stand in the list of those who owe a filing."""

    CODE = "编码"
    LISTED = "名册"


@dataclass(frozen=True, slots=True)
class VolumeWish:
    """What a volume is asked to be.

    `year` is by default the newest there is a filing of; `kind` the kind of the documents.
    """

    order: VolumeOrder = VolumeOrder.CODE
    year: int | None = None
    kind: str = USUAL_KIND


@dataclass(frozen=True, slots=True)
class ChosenFiling:
    """A department's filing: its unit's code and name, the file or folder, how many projects it has, and their money in 万元."""

    code: str
    name: str
    path: Path
    projects: int
    money: Decimal


@dataclass(frozen=True, slots=True)
class ChosenFilings:
    """The filings of a volume in their order, without those that cannot go in.

    `faults` are reminders of whose are missing, and why; `left_out` are their names. `year` is None where nothing was found.
    `prints` counts documents that are made of the filings, `others` what is of another kind of document;
    `read` is all that was looked at.
    """

    year: int | None
    filings: tuple[ChosenFiling, ...]
    faults: tuple[Diagnostic, ...] = ()
    left_out: tuple[str, ...] = ()
    prints: int = 0
    others: int = 0
    read: tuple[Path, ...] = ()


def volume_kinds() -> tuple[str, ...]:
    """The kinds of document that a volume is made of: filings. 自评表 and 监控表 have neither a ledger nor contents."""
    return tuple(name for name in kinds.names() if issubclass(kinds.by_name(name).model, Filing))


def choose(paths: Sequence[Path], wish: VolumeWish) -> ChosenFilings:
    """The filings at some paths that go into a volume.

    Raises PerfgenError for settings that are not right.
    """
    owing = owed(paths)
    there = gather(paths)
    checked = check_filings(there, Wanted(), recalling(paths))
    mine = [one for one in checked.filings if _kind(one) in (None, wish.kind)]
    ledger = ledger_of(owing, [received(one) for one in mine], wish.year)
    rows = [*ledger.rows, *ledger.strangers]
    if wish.order is VolumeOrder.CODE:
        rows.sort(key=lambda row: (row.owed.code or _code(row), row.owed.name))
    strange = frozenset(row.owed.name for row in ledger.strangers) if ledger.listed else frozenset()
    faults, left_out = _faults(rows, strange, paths)
    good = [row for row in rows if row.owed.name not in left_out]
    return ChosenFilings(
        ledger.year,
        tuple(_chosen(row) for row in good),
        tuple(faults),
        tuple(left_out),
        checked.prints,
        len(checked.filings) - len(mine),
        there.filings,
    )


def _kind(one: Checked) -> str | None:
    """The kind of a document that was checked, None where it is not known."""
    layout = one.review.loaded.layout if one.review and one.review.loaded else None
    return None if layout is None else layout.kind


def _code(row: LedgerRow) -> str:
    return row.filed[0].code if row.filed else ""


def _chosen(row: LedgerRow) -> ChosenFiling:
    one = row.filed[0]
    return ChosenFiling(
        one.code or row.owed.code, one.name or row.owed.name, one.path, one.projects, one.money or Decimal(0)
    )


def _faults(
    rows: Iterable[LedgerRow], strange: Collection[str], paths: Sequence[Path]
) -> tuple[list[Diagnostic], list[str]]:
    found: list[Diagnostic] = []
    names: list[str] = []
    for row in rows:
        said = list(_wrong(row.owed, row, paths))
        if row.owed.name in strange:
            hint = "该收的，写到名册里；不该收的，移走；先不收它，加 --allow-missing"
            said.insert(0, Diagnostic("VOL01", f"{row.owed.name}不在名册里", row.filed[0].path, hint=hint))
        found += said
        if said:
            names.append(row.owed.name)
    return found, names


def _wrong(owed: Owed, row: LedgerRow, paths: Sequence[Path]) -> Iterator[Diagnostic]:
    if not row.filed:
        yield Diagnostic("VOL01", f"{owed.name}还没有交", paths[0], hint="交来以后再做；先不等它，加 --allow-missing")
    if len(row.filed) > 1:
        several = "、".join(near(one.path) for one in row.filed)
        yield Diagnostic(
            "VOL01", f"{owed.name}有 {len(row.filed)} 份：{several}", row.filed[0].path, hint="留下一份，别的移走"
        )
        return
    for one in row.filed:
        yield from _wrong_of(owed, one)


def _wrong_of(owed: Owed, one: Received) -> Iterator[Diagnostic]:
    check = f"运行 perfgen check {near(one.path)}，把错误改好；先不收它，加 --allow-missing"
    if one.state is FilingState.UNREADABLE:
        yield Diagnostic("VOL01", f"{owed.name}的读不出来：{one.why}", one.path, hint=check)
    elif one.errors:
        yield Diagnostic("VOL01", f"{owed.name}的还有 {one.errors} 处错误", one.path, hint=check)
    elif is_document(one.path):
        hint = f"先导入：perfgen import {near(one.path)}"
        yield Diagnostic(
            "VOL01", f"{owed.name}只交了 {one.path.suffix} 文件，汇编要用 YAML 或填报表来做", one.path, hint=hint
        )
