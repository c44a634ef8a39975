"""YAML text ⇄ filing: reading with places, and writing canonical YAML."""

from perfgen.source.reader import FILING_FILE, Reading, filing_file, filing_of, read

__all__ = ["FILING_FILE", "Reading", "filing_file", "filing_of", "read"]
