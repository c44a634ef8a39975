"""Texts as cells hold them: what would not be seen in a cell stands between quotes, and nothing is ever a formula.

An empty text, and one of blanks, look like an empty cell, which says nothing. They are written between ``"``, and so, that the two
can be told apart, is a text of nothing but blanks and ``"``.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 32_767
"""What one cell holds ("Excel specifications and limits")."""

_UNSEEN = re.compile(r'["\s]*')
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """The text as it stands in a cell.

    >>> cell_text(""), cell_text("甲")
    ('""', '甲')
    """
    written = f'"{text}"' if _UNSEEN.fullmatch(text) else text
    return _LOOKS_ESCAPED.sub("_x005F_", written)


def said_by(written: str) -> str:
    """The text that a cell with something in it says: the other way round, escapes undone before."""
    quoted = len(written) > 1 and written[0] == written[-1] == '"' and _UNSEEN.fullmatch(written)
    return written[1:-1] if quoted else written
