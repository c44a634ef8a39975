"""How filings are checked: reading them from YAML or documents, running the rules, placing what they find."""

from perfgen.review.fix import Mended, mended
from perfgen.review.load import Loaded, documents, load
from perfgen.review.run import Found, Review, checked, review
from perfgen.review.session import Checked, Session, Wanted
from perfgen.review.suppress import baseline

__all__ = [
    "Checked",
    "Found",
    "Loaded",
    "Mended",
    "Review",
    "Session",
    "Wanted",
    "baseline",
    "checked",
    "documents",
    "load",
    "mended",
    "review",
]
