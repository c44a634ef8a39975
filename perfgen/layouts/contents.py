"""The contents: parts, sections and projects in their order, each with its bookmark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfgen.layouts.layout import Section

UNKNOWN_PAGE = "—"
"""What the contents show for a page number until Word updates the field (F9)."""


@dataclass(slots=True)
class Contents:
    """The contents as they grow; entries of one level are numbered through."""

    entries: list[Mapping[str, Any]] = field(default_factory=list)
    pages: Mapping[str, str] = field(default_factory=dict)
    """The page numbers by bookmark, where they are known."""
    _numbers: Counter[int] = field(default_factory=Counter)

    def entry(self, section: Section, words: Mapping[str, str]) -> dict[str, Any]:
        """Add an entry; in its titles each ``{name}`` of `words` is filled in. Returns what the template sees of it."""
        self._numbers[section.level] += 1
        bookmark = f"{section.bookmark}{self._numbers[section.level]:010d}"
        title, subtitle = (_filled(text or "", words) for text in (section.title, section.subtitle))
        line = f"{title} {subtitle}" if subtitle else title
        page = self.pages.get(bookmark, UNKNOWN_PAGE)
        self.entries.append({"标题": line, "书签": bookmark, "级别": section.level, "页码": page})
        return {"标题": title, "副标题": subtitle, "目录标题": line, "书签": bookmark, "级别": section.level}


def _filled(text: str, words: Mapping[str, str]) -> str:
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        filled.append(words[name] + rest if brace and name in words else "{" + part)
    return "".join(filled)
