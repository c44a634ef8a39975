"""A filing's Word file and PDF, with page numbers where LibreOffice is there; documents as PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfgen import building
from perfgen.errors import Diagnostic, DocumentError, OfficeError, Severity
from perfgen.inputs import read_input
from perfgen.loading import Prepared

if TYPE_CHECKING:
    from perfgen.pagination import Printed

MOST_BYTES = 256 * 1024 * 1024
"""The largest document whose pages are shown: a PDF with a scanned page for each of a few hundred."""


class Made(NamedTuple):
    """A finished filing: the files by their ending, ``docx`` and ``pdf``, and what is to be said of them.

    `pages` is how many there are, None where it was not laid out; then contents have no page numbers. `numbered` tells
    whether they have. `without_office` where nothing was laid out because LibreOffice is not there. `stand_ins` are the
    fonts laid out with others, in words. `contents` tells whether the layout has any.
    """

    files: dict[str, bytes]
    numbered: bool = False
    pages: int | None = None
    without_office: bool = False
    stand_ins: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    contents: bool = True


def make(prepared: Prepared, *, numbered: bool | None, pdf: bool, archived: bool) -> Made:
    """The files of a filing. See `perfgen.api.outputs.make`.

    Where LibreOffice is only there for the page numbers, and nobody asked for them, the filing does without.
    Raises LayoutError where the template is at fault, OfficeError where LibreOffice is needed, and missing or fails.
    """
    made = _made(prepared, numbered=numbered, pdf=pdf, archived=archived)
    return made._replace(warnings=(*building.told_of_template(prepared), *made.warnings))


def _made(prepared: Prepared, *, numbered: bool | None, pdf: bool, archived: bool) -> Made:
    contents = building.has_contents(prepared)
    if not pdf and (numbered is False or not contents):
        return Made({"docx": building.render(prepared)}, contents=contents)
    from perfgen.office.find import find  # noqa: PLC0415 -- only where something may be laid out

    numbered = numbered if contents else False
    asked = pdf or numbered is True
    if not asked and find() is None:
        return Made({"docx": building.render(prepared)}, without_office=True)
    from perfgen import pagination  # noqa: PLC0415 -- only where something is laid out

    try:
        with pagination.office() as office:
            done = pagination.printed(prepared, office, numbered=numbered is not False, archived=archived, pdf=pdf)
    except OfficeError as error:
        if asked:
            raise
        warnings = tuple(replace(one, severity=Severity.WARNING) for one in error.diagnostics)
        return Made({"docx": building.render(prepared)}, warnings=warnings)
    files = {"docx": done.docx, "pdf": done.pdf}
    return Made(
        files, numbered is not False, done.count, stand_ins=tuple(pagination.stand_ins()), warnings=done.warnings,
        contents=contents,
    )  # fmt: skip


def laid_out(prepared: Prepared) -> Printed:
    """A filing with page numbers, and its PDF. Raises LayoutError and OfficeError as `perfgen.pagination.printed` does."""
    from perfgen import pagination  # noqa: PLC0415 -- as above

    with pagination.office() as office:
        return pagination.printed(prepared, office)


def document_pdf(path: Path) -> bytes:
    """The PDF of a Word file, or a PDF as it is.

    Raises DocumentError for one that cannot be read or is too large, OfficeError where LibreOffice is missing or fails.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _read(path)
    from perfgen import pagination  # noqa: PLC0415 -- as above

    with pagination.office() as office:
        return office.convert(_read(path), suffix[1:], "pdf")


def _read(path: Path) -> bytes:
    return read_input(
        path, MOST_BYTES, lambda message, hint: DocumentError(Diagnostic("DOC01", message, path, hint=hint))
    )
