"""The ledger of a bureau: who owes a filing, what has come of each, and reports of it.

Imports next to nothing: what makes a ledger is imported where one has to be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen.ledger.remembered import remembered, remembering
from perfgen.ledger.rows import DepartmentLedger, FilingState, LedgerRow, Owed, Received, renamed
from perfgen.ledger.wording import HEADS, cells, summed_up, total_cells

if TYPE_CHECKING:
    from perfgen.checking import Gathered


def owed(paths: Iterable[Path]) -> list[Owed]:
    """Who owes a filing by the settings of the folders at some paths. Raises WorkspaceError for mistakes in them."""
    from perfgen.ledger import made  # noqa: PLC0415 -- see the module

    return made.owed(paths)


def lists(paths: Iterable[Path]) -> list[Path]:
    """The files those settings name as lists of departments. Raises WorkspaceError for mistakes in them."""
    from perfgen.ledger import made  # noqa: PLC0415 -- see the module

    return made.lists(paths)


def stand(
    paths: Sequence[Path], year: int | None = None, day: date | None = None, gathered: Gathered | None = None
) -> DepartmentLedger:
    """How the departments at some paths stand in a year, by default the newest there; nothing is written.

    What counts as a filing, and what is found in it, is as `perfgen check` has it. `day` is that by which deadlines have
    passed. `gathered` is what lies there, where that is known. Raises PerfgenError for settings that are not right.
    """
    from perfgen.ledger import made  # noqa: PLC0415 -- see the module

    return made.stand(paths, year, day, gathered)[0]


def stand_again(paths: Sequence[Path], year: int | None = None, day: date | None = None) -> DepartmentLedger:
    """As `stand`, at once where nothing changed since it was last asked: what was found then is kept in the user's own folder.

    Raises PerfgenError as `stand` does.
    """
    known = remembered(paths, year, day)
    if known:
        return known
    from perfgen.ledger import made  # noqa: PLC0415 -- see the module

    return remembering(paths, year, day, made.settled_by(paths), lambda: made.stand_again(paths, year, day))


def report(form: str, one: DepartmentLedger, root: Path) -> bytes:
    """The ledger as ``json``, ``html`` or ``xlsx``, as a file's content; files are told from `root`.

    Raises KeyError for another form, and OutputError for ``xlsx`` where the extra ``report`` is not installed.
    """
    from perfgen.reports.ledger import html_report, json_report, xlsx_report  # noqa: PLC0415 -- for who wants a report

    forms: dict[str, Callable[[], bytes]] = {
        "json": lambda: json_report(one, root).encode("utf-8"),
        "html": lambda: html_report(one, root).encode("utf-8"),
        "xlsx": lambda: xlsx_report(one, root),
    }
    return forms[form]()


__all__ = [
    "HEADS",
    "DepartmentLedger",
    "FilingState",
    "LedgerRow",
    "Owed",
    "Received",
    "cells",
    "lists",
    "owed",
    "renamed",
    "report",
    "stand",
    "stand_again",
    "summed_up",
    "total_cells",
]
