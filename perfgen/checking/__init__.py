"""How filings are checked: reading them from YAML or documents, running the rules, placing what they find."""

from perfgen.checking.fix import mended
from perfgen.checking.gathering import Gathered, gather
from perfgen.checking.inputs import inputs
from perfgen.checking.load import Checkable, documents, load
from perfgen.checking.run import Found, Review, checked, review
from perfgen.checking.session import Checked, Session, Wanted, grave
from perfgen.checking.suppress import baseline
from perfgen.source.patch import Mended

__all__ = [
    "Checkable",
    "Checked",
    "Found",
    "Gathered",
    "Mended",
    "Review",
    "Session",
    "Wanted",
    "baseline",
    "checked",
    "documents",
    "gather",
    "grave",
    "inputs",
    "load",
    "mended",
    "review",
]
