"""Documents: old Word files read into YAML, and their text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfgen.docx import dump

if TYPE_CHECKING:
    from perfgen.importing import Imported
    from perfgen.loading import Settings


def import_document(path: Path, settings: Settings | None = None, *, year: int | None = None) -> Imported:
    """A .docx, .pdf, .txt (and, with LibreOffice, .doc .wps .odt) read into YAML, with an account of every text in it.

    `year` is the budget year of a document that does not tell it. Raises DocumentError for a file that cannot be read,
    or is of no layout there is; LayoutError where a layout has mistakes, or does not say how it is read.
    """
    from perfgen import layouts  # noqa: PLC0415 -- the text of a document needs none of it
    from perfgen.importing import as_docx, import_file  # noqa: PLC0415
    from perfgen.loading import Settings  # noqa: PLC0415

    settings = settings or Settings()
    layout = layouts.load(settings.layout) if settings.layout else None
    with as_docx(path) as readable:
        return import_file(readable, layout, year=year, shown=path, shelf=settings.shelf)


def document_text(path: Path) -> str:
    r"""The text of a Word file, to be compared line by line: see `perfgen text`.

    A paragraph is a line; a cell of a table is a line that begins with a tab, an empty line ends a row, and
    ``[bookmark: NAME]`` stands where a bookmark starts. Raises DocumentError for what is no Word file.
    """
    return dump(path)


__all__ = ["Imported", "document_text", "import_document"]


def __getattr__(name: str) -> Any:
    """What an import gives is imported when it is asked for. Raises AttributeError for what is not there."""
    if name != "Imported":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from perfgen.importing import Imported  # noqa: PLC0415 -- see above

    return Imported
