"""What is compared: filings in files and folders, now and in a git revision, and which of two folders belong together."""

from perfgen.versions.compared import Compared, ComparisonError, Comparisons, compared
from perfgen.versions.version import Version, read

__all__ = ["Compared", "ComparisonError", "Comparisons", "Version", "compared", "read"]
