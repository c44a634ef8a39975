"""New filings: from a starter, or from last year's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from perfgen import layouts, starting
from perfgen.filing.filing import AmountUnit
from perfgen.filing.results import WHOLE_YEAR
from perfgen.loading import Prepared
from perfgen.source.carry import Carried
from perfgen.starting import Begun, StarterHead, WrongValueError

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


def carried(prepared: Prepared, year: int) -> Carried:
    """Last year's filing for `year`: its text, and how many places are to be filled in and looked at again."""
    return starting.carried(prepared, year)


def carried_filing(found: Carried, target: Path, layout: Path | None = None) -> dict[Path, str]:
    """The files of a filing that was carried over, as `new_filing` gives them. Raises LayoutError as it does."""
    return starting.carried_filing(found, target, layout)


def begun(prepared: Prepared, layout: Path, target: Path, period: str = WHOLE_YEAR) -> Begun:
    """执行情况 (自评表, 监控表) of a filing, of the layout in a folder: all that the filing says is written in. Nothing is written: see `write_new`.

    `period` is ``全年``, or from January to a month, ``1-6月``. Raises LayoutError where the layout has mistakes, WrongValueError, with
    the reason in Chinese, where it is none of 执行情况, or what was prepared is no filing.
    """
    return starting.begun(prepared, layout, target, period)


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
]
