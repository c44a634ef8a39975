"""The comments of a Word file: who wrote what, and when; and how many tracked changes there are.

A comment is an element of ``word/comments.xml`` (ECMA-376 part 1, 17.13.4); where it stands is told by its id in the text
(`perfgen.docx.blocks.Paragraph.remarked`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from perfgen.docx.archive import read_parts
from perfgen.docx.blocks import word_part
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.inline import Inline
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.revisions import count
from perfgen.docx.xml import w

_COMMENTS = "word/comments.xml"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment: its id, author (empty where nobody signed), day (as ``2023年3月2日``, empty where there is none), and paragraphs."""

    id: str
    author: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class GoneOver:
    """What people left in a document besides its text: comments in their order, and how many tracked changes."""

    comments: tuple[WordComment, ...]
    changes: int


def gone_over(path: Path, budget: DocumentBudget | None = None) -> GoneOver:
    """What people who went over a .docx left in it. Raises DocumentError as `read_blocks` does."""
    budget = budget or DocumentBudget(path)
    entries = read_parts(path, lambda name: name in (_COMMENTS, MAIN_PART), budget.unpack)
    _, changes = count(word_part(budget, entries, MAIN_PART))
    found = []
    for element in word_part(budget, entries, _COMMENTS).iter(w("comment")) if _COMMENTS in entries else ():
        lines = [Inline.of(paragraph).text.strip() for paragraph in element.iter(w("p"))]
        text = "\n".join(line for line in lines if line)
        budget.paragraphs(len(lines), len(text))
        author = (element.get(w("author")) or "").strip()
        found.append(WordComment(element.get(w("id")) or "", author, _day(element.get(w("date")) or ""), text))
    return GoneOver(tuple(found), changes)


def _day(written: str) -> str:
    day = _DAY.match(written)
    return f"{day[1]}年{int(day[2])}月{int(day[3])}日" if day else ""
