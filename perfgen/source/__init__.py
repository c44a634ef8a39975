"""YAML text ⇄ filing: reading with places, and writing canonical YAML."""

from perfgen.source.reader import FILING_FILE, Reading, filing_file, filing_of, is_foreign, read
from perfgen.source.writer import ForeignFileError, canonical, write

__all__ = [
    "FILING_FILE",
    "ForeignFileError",
    "Reading",
    "canonical",
    "filing_file",
    "filing_of",
    "is_foreign",
    "read",
    "write",
]
