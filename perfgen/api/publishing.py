"""What a department publishes of its filing: the same in PDF/A, Word, HTML and Excel."""

from __future__ import annotations

from pathlib import Path

from perfgen import publishing
from perfgen.output import make_folder, replace_together
from perfgen.publishing import Pack, PublishingError


def pack(path: Path) -> Pack:
    """The files to be published of the filing in a file or folder, read back and compared; nothing is written.

    Raises PerfgenError: where the filing is not valid, where something in it or in the files is not to be published
    (PublishingError), where LibreOffice or an extra is missing.
    """
    return publishing.pack(path)


def write_pack(made: Pack, folder: Path) -> None:
    """Write a pack into a folder, which is made where it is missing: all of its files, or none. Raises OutputError."""
    make_folder(folder)
    replace_together({folder / name: content for name, content in made.files.items()})


__all__ = ["Pack", "PublishingError", "pack", "write_pack"]
