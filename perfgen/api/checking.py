"""Filings checked by the rules with the settings of their workspaces, mended, and what was found written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from perfgen import checking
from perfgen.checking import Checked, Gathered, Mended, Session, Wanted, recalling
from perfgen.checking.inputs import inputs as _inputs
from perfgen.checks import unknown
from perfgen.errors import Diagnostic
from perfgen.loading import holds_filing
from perfgen.reports.base import clean, how_many, worst_first
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
    """The filings a path stands for: itself, or those in a folder that are no documents."""
    return filings(path, holds=holds_filing)


def gather(paths: Iterable[Path], *, every: bool = False) -> Gathered:
    """The filings that paths stand for, Word files and PDFs among them.

    In a folder, documents are not counted again that are made of a filing there, unless `every` one is asked for; reports
    of ours never are.
    """
    return checking.gather(paths, every=every)


def is_document(path: Path) -> bool:
    """Whether it is a document that is read before it is checked: nothing can be mended in it."""
    return path.suffix.lower() in checking.documents()


def named(checked: Iterable[Checked], name: Callable[[PurePath], PurePath]) -> list[Checked]:
    """The filings with their files called by `name`: what was checked was a copy, see `perfgen.api.stores.at_hand`."""

    def called(one: Diagnostic) -> Diagnostic:
        return replace(one, file=name(one.file)) if one.file else one

    return [
        replace(
            one,
            path=cast("Path", name(one.path)),  # it is only shown
            known_kind=one.kind,
            said=[called(said) for said in one.said],
            found=[replace(found, diagnostic=called(found.diagnostic)) for found in one.found],
        )
        for one in checked
    ]


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
    return _inputs(found, target, layout)


def settings_files(path: Path) -> tuple[Path, ...]:
    """The files that settings for a filing come from. Raises WorkspaceError where there are mistakes in them."""
    workspace = workspace_of(path)
    library = (workspace.beside(workspace.library.file),) if workspace.library.file else ()
    return (*workspace.files, *library)


def report(form: str, checked: Sequence[Checked], root: Path, date: str = "") -> bytes:
    """What was found, in one of the formats of `REPORTS`, as a file's content (text as UTF-8); files are told from `root`.

    The filings that cannot be read come first, then those with errors, with reminders, and the rest.

    `date` is what the `DATED` formats say they are of; reports look at no clock. Raises KeyError for another format, and
    OutputError for "xlsx" where the extra ``report`` is not installed.
    """
    more = {"date": date} if form in DATED else {}
    said: str | bytes = import_module(f"perfgen.reports.{REPORTS[form]}").report(worst_first(checked), root, **more)
    return said.encode("utf-8") if isinstance(said, str) else said


def baseline(checked: Iterable[Checked]) -> bytes:
    """What was found, as the content of a baseline file: where that is used, it is not told again of the same units."""
    return checking.baseline(one.review for one in checked if one.review)


__all__ = [
    "DATED",
    "REPORTS",
    "Checked",
    "Gathered",
    "Mended",
    "Session",
    "Wanted",
    "baseline",
    "clean",
    "found_in",
    "gather",
    "how_many",
    "inputs",
    "is_document",
    "named",
    "recalling",
    "report",
    "settings_files",
    "unknown_codes",
    "worst_first",
]
