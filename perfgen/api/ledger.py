"""The ledger of a bureau: who owes a filing, what has come of each, and reports of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from perfgen import ledger
from perfgen.api.checking import gather
from perfgen.checking import Gathered, Wanted, check_filings
from perfgen.ledger import DepartmentLedger, FilingState, LedgerRow, Owed, Received
from perfgen.ledger.wording import HEADS, cells, summed_up, total_cells
from perfgen.opinions import kept_in
from perfgen.workspace import Workspace, workspace_of


def owed(paths: Iterable[Path]) -> list[Owed]:
    """Who owes a filing by the settings of the folders at some paths. Raises WorkspaceError for mistakes in them."""
    return [one for workspace in _workspaces(paths) for one in ledger.owed_in(workspace)]


def lists(paths: Iterable[Path]) -> list[Path]:
    """The files those settings name as lists of departments. Raises WorkspaceError for mistakes in them."""
    return [file for workspace in _workspaces(paths) for file in ledger.lists_of(workspace)]


def _workspaces(paths: Iterable[Path]) -> list[Workspace]:
    """Those the paths lie in, each once."""
    found = [workspace_of(path if path.is_dir() else path.parent) for path in paths]
    return list({one.root: one for one in found}.values())


def stand(
    paths: Sequence[Path], year: int | None = None, day: date | None = None, gathered: Gathered | None = None
) -> DepartmentLedger:
    """How the departments at some paths stand in a year, by default the newest there; nothing is written.

    What counts as a filing, and what is found in it, is as `perfgen check` has it. `day` is that by which deadlines have
    passed. `gathered` is what lies there, where that is known. Raises PerfgenError for settings that are not right.
    """
    owing = owed(paths)
    there = gathered or gather(paths)
    checked = check_filings(there, Wanted())
    kept = [kept_in(folder) for workspace in _workspaces(paths) for folder in ledger.opinions_of(workspace)]
    said = [one for folder in kept for _, one in folder.opinions]
    found = [ledger.received(one, said) for one in checked.filings]
    ill = tuple(one for folder in kept for one in folder.ill)
    return replace(ledger.ledger_of(owing, found, year, day), prints=checked.prints, ill=ill)


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
    "report",
    "stand",
    "summed_up",
    "total_cells",
]
