"""What is compared: filings in files and folders, now and in a git revision, and which of two folders belong together."""

from perfgen.versions.compared import Compared, ComparisonError, Comparisons, compared, side_by_side
from perfgen.versions.version import Version, read, version_of

__all__ = ["Compared", "ComparisonError", "Comparisons", "Version", "compared", "read", "side_by_side", "version_of"]
