"""What the files are called that are read as documents. Imports nothing that reads one: it is asked for every folder.

The name of an entry point of the group ``perfgen.formats`` is a suffix (``.wps``).
"""

from __future__ import annotations

from importlib.metadata import EntryPoint

from perfgen.installed import entries

GROUP = "perfgen.formats"

DOCX = ".docx"
LATER = {
    ".txt": "perfgen.importing.formats.textdump:read_dump",
    ".pdf": "perfgen.importing.formats.pdf:read_pdf",
}
"""Where the formats stand that are imported when a file is one."""
CONVERTED = (".doc", ".wps", ".odt")
"""The kinds of files that are converted by LibreOffice first."""


def read_as_they_are() -> tuple[str, ...]:
    """The suffixes of the files that can be opened, in small letters; those that come with perfgen first."""
    return tuple(dict.fromkeys((DOCX, *LATER, *installed_formats())))


def installed_formats() -> dict[str, EntryPoint]:
    """Those of installed packages, by suffix."""
    return {name.lower(): one for name, one in entries(GROUP).items()}
