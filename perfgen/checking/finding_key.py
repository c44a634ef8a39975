"""What a finding is known by in another version of its filing, in which lines and rows have moved."""

from __future__ import annotations

from typing import Any, NamedTuple

from perfgen.checking.run import Found, Review
from perfgen.checks.subject import Path
from perfgen.filing import Document
from perfgen.filing.walk import part


class FindingKey(NamedTuple):
    """A finding without line numbers: the code of its rule, its place by names, and the words at fault."""

    code: str
    place: str
    quoted: str


def key_of(review: Review, found: Found) -> FindingKey:
    """What a finding in a filing is known by."""
    filing = review.loaded.subject.filing if review.loaded else None
    place = found.finding.place or by_names(found.finding.path, filing)
    return FindingKey(found.rule.code, place, found.finding.quoted)


def by_names(path: Path, document: Document | None) -> str:
    """A place by the names of what leads to it: 预算项目 接待管理经费 绩效指标 接待批次 指标值.

    Projects, rows and activities are there by name, since one that is put in before them moves them. An item of a list that
    has no name, such as a goal, is not told from its neighbours.
    """
    words: list[str] = []
    value: Any = document
    for step in path:
        value = part(value, step)
        name = step if isinstance(step, str) else getattr(value, "name", "")
        words += [name] if name else []
    return " ".join(words)
