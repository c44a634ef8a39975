"""What a bureau says of the filings it received, round by round, and what comes of it."""

from perfgen.opinions.elsewhere import ROW_MARK, WORD, printed, row_mark
from perfgen.opinions.folder import OVERALL, KeptOpinions, kept_in
from perfgen.opinions.opinion import Decision, Opinion, OpinionState, UnitOpinions, merged
from perfgen.opinions.reviewing import Reviewed, ReviewWish, fingerprint, reviewed
from perfgen.opinions.sheets import ABOUT, HEADS, TABLE, TITLE, about_rows, opinions_in, own_heads, table_rows

__all__ = [
    "ABOUT",
    "HEADS",
    "OVERALL",
    "ROW_MARK",
    "TABLE",
    "TITLE",
    "WORD",
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
    "printed",
    "reviewed",
    "row_mark",
    "table_rows",
]
