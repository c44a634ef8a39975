"""New filings: from a starter, or from last year's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from perfgen import layouts, starting
from perfgen.building import said_of
from perfgen.errors import Diagnostic, Severity, what_befell
from perfgen.filing import Filing, Results
from perfgen.filing.filing import AmountUnit
from perfgen.filing.results import WHOLE_YEAR
from perfgen.filing.walk import Steps
from perfgen.foreign import is_link
from perfgen.learning import Learned, YearResults, learned
from perfgen.loading import Prepared, head_of, holds_filing, is_of_filings, load
from perfgen.source.carry import Carried
from perfgen.source.discover import WORKBOOKS, YAML, filings
from perfgen.source.reader import FILING_FILE, filing_file
from perfgen.starting import Begun, StarterHead, WrongValueError
from perfgen.units import bare, same, unit_of
from perfgen.workspace import workspace_of

AMOUNT_UNITS: tuple[str, ...] = get_args(AmountUnit)
"""The units of money a filing may be in."""


def read_value(kind: str, value: Any) -> Any:
    """The ``year``, the ``code`` or the ``name`` of a department, or the ``period`` of 执行情况, as somebody typed it: a whole number, or text.

    Raises WrongValueError, with the reason in Chinese, for what cannot stand at the head of a filing.

    >>> read_value("year", "2022")
    2022
    """
    return starting.READERS[kind](value)


def new_filing(layout: Path, target: Path, head: StarterHead, *, in_folder: bool = False) -> dict[Path, str]:
    """The files of a new filing at `target`, itself first: their text by path. Nothing is written: see `write_new`.

    `layout` is the folder of its layout. Raises LayoutError where that has mistakes.
    """
    return starting.new_filing(layout, target, head, in_folder=in_folder)


def usual_reviewer(layout: Path, department: str) -> str | None:
    """Who reviews the filing of a department where it does not say: as its layout says, or the finance office of its level.

    Empty where nothing tells; None for a layout, by its folder, that prints no reviewer. Raises LayoutError where it has
    mistakes.
    """
    return starting.usual_reviewer(layout, department)


@dataclass(frozen=True, slots=True)
class YearsBefore:
    """What 自评表 of the years before tell: by the paths of indicators in last year's filing, which `files` told it, and what is wrong with others."""

    learned: Mapping[Steps, Learned]
    files: tuple[Path, ...] = ()
    ill: tuple[Diagnostic, ...] = ()


def years_before(prepared: Prepared, named: Sequence[Path] = ()) -> YearsBefore:
    """What the 自评表 of a filing's department tell of its year and those before: the `named` files and folders, else those beside the filing.

    Of those beside it, what is no 自评表, of another department or cannot be read is passed over; of those named, it is told.
    """
    filing = prepared.filing
    if not isinstance(filing, Filing):
        return YearsBefore({})
    paths = [one for path in named for one in filings(path, holds=holds_filing)] if named else _beside(prepared, filing)
    found: list[tuple[Path, YearResults]] = []
    ill: list[Diagnostic] = []
    for path in paths:
        try:
            one = load(filing_file(path), said_of(workspace_of(path), None))
            results = one.valid.filing
        except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
            ill += what_befell(error, path)
            continue
        if one.layout and isinstance(results, Results) and _counts(results, filing):
            found.append((path, YearResults(results, one.layout.scores)))
        elif named and not isinstance(results, Filing):
            said = f"没有用上：不是{filing.department.name} {filing.year} 年或以前全年的自评表"
            ill.append(Diagnostic("ACT03", said, path, severity=Severity.WARNING))
    told = learned(filing, [one for _, one in found])
    return YearsBefore(told, tuple(path for path, _ in found), tuple(ill) if named else ())


def _beside(prepared: Prepared, filing: Filing) -> list[Path]:
    """What is beside a filing, a file or a folder, and says that it is of the same department and no filing."""
    main = prepared.reading.files[0].absolute()
    folder = main.parent.parent if main.name == FILING_FILE else main.parent
    there = sorted(one for one in folder.iterdir() if _may_tell(one))[:_MOST]
    heads = [(one, head_of(one)) for one in there if not is_link(one)]
    code, name = filing.department.code, bare(filing.department.name)
    return [
        one
        for one, head in heads
        if head.layout and (head.code == code or bare(head.name) == name) and not is_of_filings(head.layout)
    ]


def _may_tell(path: Path) -> bool:
    """Whether a path may be that of a document: a file, or a folder of files."""
    return (path.suffix.lower() in (*YAML, *WORKBOOKS) and path.is_file()) or (path / FILING_FILE).is_file()


def _counts(results: Results, filing: Filing) -> bool:
    """Whether they are of the whole of the filing's year, or one before, and of its department."""
    ours = unit_of(filing)
    of_us = same(ours, replace(unit_of(results), year=ours.year))
    return of_us and results.year <= filing.year and results.period == WHOLE_YEAR


_MOST = 500
"""Files of a folder that are looked at."""


def carried(prepared: Prepared, year: int, learned: Mapping[Steps, Learned] = MappingProxyType({})) -> Carried:
    """Last year's filing for `year`: its text, and how many places are to be filled in and looked at again.

    `learned` is what `years_before` tells.
    """
    return starting.carried(prepared, year, learned)


def carried_filing(found: Carried, target: Path, layout: Path | None = None) -> dict[Path, str]:
    """The files of a filing that was carried over, as `new_filing` gives them. Raises LayoutError as it does."""
    return starting.carried_filing(found, target, layout)


def begun(
    prepared: Prepared, layout: Path, target: Path, period: str = WHOLE_YEAR, *, in_folder: bool = False
) -> Begun:
    """执行情况 (自评表, 监控表) of a filing, of the layout in a folder: all that the filing says is written in. Nothing is written: see `write_new`.

    `period` is ``全年``, or from January to a month, ``1-6月``. With `in_folder` the target is a folder, in which every project has a
    file of its own. Raises LayoutError where the layout has mistakes, WrongValueError, with
    the reason in Chinese, where it is none of 执行情况, or what was prepared is no filing.
    """
    return starting.begun(prepared, layout, target, period, in_folder=in_folder)


def holds_results(layout: Path) -> bool:
    """Whether the layout in a folder prints 执行情况. Raises LayoutError where it has mistakes."""
    return starting.holds_results(layouts.load(layout))


def name_of_begun(prepared: Prepared, layout: Path) -> str:
    """What 执行情况 of a filing are called, without ending. Raises LayoutError where the layout has mistakes."""
    return starting.name_of_begun(prepared, layout)


def usual_period(layout: Path) -> str:
    """Up to when 执行情况 of the layout in a folder are, where nothing is said: half the year for a 监控表, else all of it."""
    return "1-6月" if "监控" in layouts.load(layout).kind else WHOLE_YEAR


def write_new(files: Mapping[Path, str]) -> None:
    """Write new files, the filing, which is the first of them, last.

    Raises OutputError where one cannot be written, and, before anything is, where one is there already.
    """
    starting.write_new(files)


__all__ = [
    "AMOUNT_UNITS",
    "Begun",
    "Carried",
    "StarterHead",
    "WrongValueError",
    "YearsBefore",
    "begun",
    "carried",
    "carried_filing",
    "holds_results",
    "name_of_begun",
    "new_filing",
    "read_value",
    "usual_period",
    "usual_reviewer",
    "write_new",
    "years_before",
]
