"""Documents compared as values: two of one kind, or 执行情况 and the filing they belong to; knows no YAML, no Word and no screen."""

from perfgen.comparing.compare import compare
from perfgen.comparing.comparison import Comparison, Difference, DifferenceKind, Place
from perfgen.comparing.joined import Apart, Joined, Unlike, joined
from perfgen.comparing.printed import as_printed

__all__ = [
    "Apart",
    "Comparison",
    "Difference",
    "DifferenceKind",
    "Joined",
    "Place",
    "Unlike",
    "as_printed",
    "compare",
    "joined",
]
