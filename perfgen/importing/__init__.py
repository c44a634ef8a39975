"""Word files to filings: what perfgen import does, and the account of what was read."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfgen.importing.compare import first_difference
    from perfgen.importing.convert import as_docx
    from perfgen.importing.formats.suffixes import CONVERTED, read_as_they_are
    from perfgen.importing.read import Imported, holds_form, import_file, open_document
    from perfgen.importing.recognise import OtherFormError
    from perfgen.importing.report import Remark, Report

_HOMES = {
    "compare": ("first_difference",),
    "convert": ("as_docx",),
    "formats.suffixes": ("CONVERTED", "read_as_they_are"),
    "read": ("Imported", "holds_form", "import_file", "open_document"),
    "recognise": ("OtherFormError",),
    "report": ("Remark", "Report"),
}

__all__ = [
    "CONVERTED",
    "Imported",
    "OtherFormError",
    "Remark",
    "Report",
    "as_docx",
    "first_difference",
    "holds_form",
    "import_file",
    "open_document",
    "read_as_they_are",
]


def __getattr__(name: str) -> Any:
    """What is asked for is imported then: whose folder holds no documents reads none. Raises AttributeError for what is not there."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
