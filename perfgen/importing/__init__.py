"""Word files to filings: what perfgen import does, and the account of what was read."""

from perfgen.importing.compare import first_difference
from perfgen.importing.convert import CONVERTED, as_docx, read_as_they_are
from perfgen.importing.read import Imported, holds_form, import_file, open_document
from perfgen.importing.recognise import OtherFormError
from perfgen.importing.report import Remark, Report

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
