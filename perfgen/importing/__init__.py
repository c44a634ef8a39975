"""Word files to filings: what perfgen import does, and the account of what was read."""

from perfgen.importing.compare import first_difference
from perfgen.importing.convert import CONVERTED, READ, as_docx
from perfgen.importing.read import Imported, import_file, open_document
from perfgen.importing.recognise import KNOWN
from perfgen.importing.report import Remark, Report

__all__ = [
    "CONVERTED",
    "KNOWN",
    "READ",
    "Imported",
    "Remark",
    "Report",
    "as_docx",
    "first_difference",
    "import_file",
    "open_document",
]
