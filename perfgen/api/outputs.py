"""What is made of a filing: its Word file, its PDF, pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen import building, word_and_pdf
from perfgen.loading import Prepared
from perfgen.word_and_pdf import Made

if TYPE_CHECKING:
    from perfgen.pagination import Printed

DOCUMENTS = (".docx", ".doc", ".wps", ".odt", ".pdf")
"""How the files end whose pages `document_pdf` gives."""


def target_of(prepared: Prepared, path: Path, output: Path | None = None) -> Path:
    """The file that a filing prepared from `path` is written to: `output`, or in it, or beside the filing.

    Raises OutputError where that is one of its inputs.
    """
    return building.target_of(prepared, path, output)


def make(prepared: Prepared, *, numbered: bool | None = None, pdf: bool = False, archived: bool = False) -> Made:
    """The Word file of a filing and, where asked for, its PDF (PDF/A where `archived`).

    `numbered` tells whether contents get page numbers, None: where LibreOffice is there. Raises LayoutError where the
    template is at fault, OfficeError where LibreOffice is needed, and missing or fails.
    """
    return word_and_pdf.make(prepared, numbered=numbered, pdf=pdf, archived=archived)


def printed_workbook(prepared: Prepared, word: bytes) -> bytes:
    """The tables of a filing's Word file, the bytes `word`, as the bytes of an .xlsx: a form to be printed, not one to fill in.

    Raises OutputError where the extra ``report`` is not installed.
    """
    from perfgen.publishing.printed_workbook import printed_workbook as made  # noqa: PLC0415 -- with all that reads documents

    return made(prepared, word)


def laid_out(prepared: Prepared) -> Printed:
    """A filing laid out by LibreOffice, with page numbers in its contents. Raises LayoutError and OfficeError as `make`."""
    return word_and_pdf.laid_out(prepared)


def document_pdf(path: Path) -> bytes:
    """The PDF of a document that is there: see `DOCUMENTS`.

    Raises DocumentError for one that cannot be read or is too large, OfficeError where LibreOffice is missing or fails.
    """
    return word_and_pdf.document_pdf(path)


def pictures(pdf: bytes, dpi: float = 100) -> Iterator[bytes]:
    """Each page of a PDF as the bytes of a PNG, `dpi` pixels to the inch. Raises OfficeError where the extra ``preview`` is not installed, or the PDF is none."""
    from perfgen.office import pictures as drawing  # noqa: PLC0415 -- an extra

    return drawing.pictures(pdf, dpi)


__all__ = [
    "DOCUMENTS",
    "Made",
    "Prepared",
    "document_pdf",
    "laid_out",
    "make",
    "pictures",
    "printed_workbook",
    "target_of",
]
