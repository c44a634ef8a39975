"""What a bureau says of the filings it received, round by round, and what comes of it."""

from perfgen.opinions.folder import KeptOpinions, kept_in
from perfgen.opinions.opinion import Decision, Opinion, OpinionState, UnitOpinions, merged
from perfgen.opinions.reviewing import Reviewed, ReviewWish, fingerprint, reviewed
from perfgen.opinions.sheets import ABOUT, HEADS, TABLE, TITLE, about_rows, opinions_in, own_heads, table_rows

__all__ = [
    "ABOUT",
    "HEADS",
    "TABLE",
    "TITLE",
    "Decision",
    "KeptOpinions",
    "Opinion",
    "OpinionState",
    "ReviewWish",
    "Reviewed",
    "UnitOpinions",
    "about_rows",
    "fingerprint",
    "kept_in",
    "merged",
    "opinions_in",
    "own_heads",
    "reviewed",
    "table_rows",
]
