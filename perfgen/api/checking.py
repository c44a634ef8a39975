"""Filings checked by the rules with the settings of their workspaces, mended, and what was found written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from perfgen import checking
from perfgen.checking import Checked, Mended, Session, Wanted
from perfgen.checks import unknown
from perfgen.errors import Diagnostic
from perfgen.loading import Prepared, holds_filing
from perfgen.source.discover import filings
from perfgen.workspace import workspace_of

REPORTS = {
    "json": "json_report",
    "sarif": "sarif",
    "github": "github",
    "html": "html",
    "xlsx": "xlsx",
    "docx": "word",
}
"""The formats that `report` writes, and the module of each."""
DATED = frozenset({"html", "docx"})
"""Those that print a date."""


def found_in(path: Path) -> list[Path]:
    """The filings a path stands for: itself, or those in a folder, Word files and PDFs among them, but for our reports."""
    found = filings(path, checking.documents(), holds_filing)
    return list(found) if path.is_file() else [one for one in found if not is_document(one) or not _is_report(one)]


def _is_report(path: Path) -> bool:
    from perfgen.reports.base import is_report  # noqa: PLC0415 -- only where documents are met

    return is_report(path)


def is_document(path: Path) -> bool:
    """Whether it is a document that is read before it is checked: nothing can be mended in it."""
    return path.suffix.lower() in checking.documents()


def unknown_codes(codes: Iterable[str]) -> list[str]:
    """Those that neither are codes of rules nor what codes begin with.

    >>> unknown_codes(["NUM", "NUM01", "XYZ"])
    ['XYZ']
    """
    return unknown(codes)


def inputs(found: Sequence[Path], target: Path, layout: Path | None = None) -> Iterator[Path]:
    """What is read for filings, as far as a `target` that is to be written may be one of these files.

    `layout` is a layout folder in the place of those that they name.
    """
    return checking.inputs(found, target, layout)


def settings_files(path: Path) -> tuple[Path, ...]:
    """The files that settings for a filing come from. Raises WorkspaceError where there are mistakes in them."""
    return tuple(workspace_of(path).files)


def grave(prepared: Prepared, path: Path) -> tuple[Diagnostic, ...]:
    """The errors that rules find in a filing prepared from `path`: amounts that do not add up, places left empty.

    Settings are those of its workspace: rules it does not want are not run, and what its baseline knows is not told.
    """
    return checking.grave(prepared, path)


def report(form: str, checked: Sequence[Checked], root: Path, date: str = "") -> bytes:
    """What was found, in one of the formats of `REPORTS`, as a file's content (text as UTF-8); files are told from `root`.

    `date` is what the `DATED` formats say they are of; reports look at no clock. Raises KeyError for another format, and
    OutputError for "xlsx" where the extra ``report`` is not installed.
    """
    more = {"date": date} if form in DATED else {}
    said: str | bytes = import_module(f"perfgen.reports.{REPORTS[form]}").report(checked, root, **more)
    return said.encode("utf-8") if isinstance(said, str) else said


def baseline(checked: Iterable[Checked], target: Path) -> bytes:
    """What was found, as the content of a baseline file at `target`: it is not told again where the file is used.

    Raises WorkspaceError where the settings of its folder have mistakes.
    """
    root = workspace_of(target.absolute().parent).root or Path.cwd()
    return checking.baseline((one.review for one in checked if one.review), root)


__all__ = [
    "DATED",
    "REPORTS",
    "Checked",
    "Mended",
    "Session",
    "Wanted",
    "baseline",
    "found_in",
    "grave",
    "inputs",
    "is_document",
    "report",
    "settings_files",
    "unknown_codes",
]
