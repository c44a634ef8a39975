"""Word packages: templates compiled and filled, archives written byte for byte the same, and documents read as text."""

from pathlib import Path

from perfgen.docx.template import WordTemplate

__all__ = ["WordTemplate", "dump"]


def dump(path: Path) -> str:
    """The text of a Word document, as `perfgen.docx.text_dump` writes it down. Raises DocumentError."""
    from perfgen.docx.text_dump import text_dump  # noqa: PLC0415 -- `perfgen build` reads no document

    return text_dump(path)
