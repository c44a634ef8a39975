"""Filings: loaded, held valid, rendered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfgen import building
from perfgen.building import Validated
from perfgen.errors import Diagnostic
from perfgen.filing import Document
from perfgen.loading import Loaded, Prepared, Settings, Source, holds_filing
from perfgen.loading import load as _load
from perfgen.source import FILING_FILE, filing_of
from perfgen.source import is_foreign as _is_foreign
from perfgen.source.discover import YAML, is_workbook

if TYPE_CHECKING:
    from perfgen.joining import FilingBeside


def load(source: Source, settings: Settings | None = None) -> Loaded:
    """A filing as far as it can be read, and everything that is wrong with it.

    `source` is a Path (of a YAML file, or of a folder with a filing.yaml), YAML as text or bytes, or a mapping of names to
    texts or bytes: virtual files, the first of which is the filing. `settings` are what a workspace would say.
    Raises LayoutError where the layout given in `settings` is at fault.

    >>> loaded = load("版式: hebei-2022")
    >>> loaded.errors[0].code, loaded.errors[0].line
    ('MOD01', 1)
    """
    return _load(source, settings or Settings())


def validate(source: Source, settings: Settings | None = None) -> tuple[Diagnostic, ...]:
    """Every mistake in a filing, in the order of files and lines, then what should be looked at.

    `source` and `settings` are as for `load`, and so is what is raised.

    >>> [one.message for one in validate("年度: 2022")][:1]
    ['缺少“版式”']
    """
    return load(source, settings).diagnostics


def render(source: Source | Loaded, settings: Settings | None = None) -> bytes:
    """The bytes of the Word file (.docx) of a filing; the same filing gives the same bytes, always.

    `source` is as for `load`, or what `load` gave; then `settings` count no more. Contents have no page numbers: see
    `perfgen.api.outputs`. Raises FilingError with every mistake of a filing that is not valid, LayoutError where its template is at fault.
    """
    loaded = source if isinstance(source, Loaded) else load(source, settings)
    return building.render(loaded.valid)


def prepare(path: Path, layout: Path | None = None) -> Prepared:
    """The filing in a file or folder, valid and ready for `perfgen.api.outputs`; settings are those of its workspace.

    `layout` is a layout folder in the place of the one it names. Raises PerfgenError with everything that is wrong.
    """
    return building.prepare(path, layout)


def validate_file(path: Path, named: list[Path], layout: Path | None = None) -> Validated:
    """A filing that is valid, and what should be looked at; settings are those of its workspace.

    `named` are files that somebody takes for parts of it: one it does not include is told. `layout` is as for `prepare`.
    Raises PerfgenError with everything that is wrong.
    """
    from perfgen.filing import Results  # noqa: PLC0415 -- who builds a filing needs none

    found = building.validated(path, named, layout)
    document: Document = found.prepared.filing
    return found._replace(apart=beside(found.prepared).told) if isinstance(document, Results) else found


def beside(prepared: Prepared, filing: Path | None = None) -> FilingBeside:
    """执行情况 (自评表, 监控表) held against the filing they belong to: what was renamed, is missing, was added, and what targets changed.

    The filing is the one at a path, else the one they name under 绩效文本. Empty for documents of another kind. Nothing is raised
    for a filing that cannot be had: that is told.
    """
    from perfgen import joining  # noqa: PLC0415 -- for who has 执行情况

    return joining.beside(prepared, filing)


def is_foreign(path: Path) -> bool:
    """Whether a YAML file or a workbook is clearly something else than a filing or its projects."""
    return not holds_filing(path) if is_workbook(path) else _is_foreign(path)


__all__ = [
    "FILING_FILE",
    "YAML",
    "Loaded",
    "Prepared",
    "Settings",
    "Source",
    "Validated",
    "beside",
    "filing_of",
    "is_foreign",
    "is_workbook",
    "load",
    "prepare",
    "render",
    "validate",
    "validate_file",
]
