"""How filings are checked: reading them from YAML or documents, running the rules, placing what they find."""

from perfgen.review.load import DOCUMENTS, Loaded, load
from perfgen.review.run import Found, Review, review

__all__ = ["DOCUMENTS", "Found", "Loaded", "Review", "load", "review"]
