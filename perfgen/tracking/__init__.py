"""A Word file with tracked changes: the later of two documents, in which everything that was changed can be taken back."""

from perfgen.tracking.document import tracked
from perfgen.tracking.runs import Reviser

__all__ = ["Reviser", "tracked"]
