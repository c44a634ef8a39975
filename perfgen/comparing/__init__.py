"""Two documents of one kind compared: what was changed between them, as values; knows no YAML, no Word and no screen."""

from perfgen.comparing.compare import compare
from perfgen.comparing.comparison import Comparison, Difference, DifferenceKind, Place
from perfgen.comparing.printed import as_printed

__all__ = ["Comparison", "Difference", "DifferenceKind", "Place", "as_printed", "compare"]
