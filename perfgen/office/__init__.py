"""LibreOffice as a layout engine: found, kept warm, and what comes of it (PDF, page numbers, pictures)."""

from perfgen.office.find import INSTALL, find
from perfgen.office.warm import Office, Offices

__all__ = ["INSTALL", "Office", "Offices", "find"]
