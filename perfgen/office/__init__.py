"""LibreOffice as a layout engine: found, kept warm, and what comes of it (PDF, page numbers, pictures)."""

from perfgen.office.find import find, how_to_install
from perfgen.office.warm import Office, Offices, missing

__all__ = ["Office", "Offices", "find", "how_to_install", "missing"]
