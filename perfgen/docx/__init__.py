"""Word packages: templates compiled and filled, archives written byte for byte the same, and documents read as text."""

from perfgen.docx.dump import dump
from perfgen.docx.template import WordTemplate

__all__ = ["WordTemplate", "dump"]
