"""What a document is: one value for each kind, found by its name. Adding a kind is a module with a `Kind` and a line here."""

from perfgen.kinds.kind import Kind, UnknownKindError
from perfgen.kinds.registry import by_name, meant, names

__all__ = ["Kind", "UnknownKindError", "by_name", "meant", "names"]
