"""How filings are checked: reading them from YAML or documents, running the rules, placing what they find."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfgen.checking.checkable import Checkable, documents, load
    from perfgen.checking.doubt import Unsure, never, unsure
    from perfgen.checking.finding_key import key_of
    from perfgen.checking.fix import mended
    from perfgen.checking.gathering import Gathered, gather, is_report
    from perfgen.checking.recalled import recalling
    from perfgen.checking.run import Found, Review, checked, review
    from perfgen.checking.session import FILING, Checked, CheckedFilings, Recall, Session, Wanted, check_filings
    from perfgen.checking.suppress import baseline
    from perfgen.checking.unit import is_read, whose
    from perfgen.source.patch import Mended

_HOMES = {
    "checkable": ("Checkable", "documents", "load"),
    "doubt": ("Unsure", "never", "unsure"),
    "finding_key": ("key_of",),
    "fix": ("Mended", "mended"),
    "gathering": ("Gathered", "gather", "is_report"),
    "recalled": ("recalling",),
    "run": ("Found", "Review", "checked", "review"),
    "session": ("FILING", "Checked", "CheckedFilings", "Recall", "Session", "Wanted", "check_filings"),
    "suppress": ("baseline",),
    "unit": ("is_read", "whose"),
}

__all__ = [
    "FILING",
    "Checkable",
    "Checked",
    "CheckedFilings",
    "Found",
    "Gathered",
    "Mended",
    "Recall",
    "Review",
    "Session",
    "Unsure",
    "Wanted",
    "baseline",
    "check_filings",
    "checked",
    "documents",
    "gather",
    "is_read",
    "is_report",
    "key_of",
    "load",
    "mended",
    "never",
    "recalling",
    "review",
    "unsure",
    "whose",
]


def __getattr__(name: str) -> Any:
    """What is asked for is imported then: who builds a filing needs a part of it. Raises AttributeError for what is not there."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
