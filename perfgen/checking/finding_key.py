"""What a finding is known by in another version of its filing, in which lines and rows have moved."""

from __future__ import annotations

from typing import NamedTuple

from perfgen.checking.place import in_words
from perfgen.checking.run import Found, Review
from perfgen.checks.subject import INDICATORS


class FindingKey(NamedTuple):
    """A finding without line numbers: the code of its rule, its place by names, and the words at fault."""

    code: str
    place: str
    quoted: str


def key_of(review: Review, found: Found) -> FindingKey:
    """What a finding in a filing is known by."""
    return FindingKey(found.rule.code, found.finding.place or _by_names(review, found), found.finding.quoted)


def _by_names(review: Review, found: Found) -> str:
    """The place with indicators by name, so that a row put in above does not make old findings new."""
    steps, filing = found.finding.path, review.loaded.subject.filing if review.loaded else None
    if filing and len(steps) > 3 and steps[2] == INDICATORS and isinstance(steps[1], int) and isinstance(steps[3], int):
        projects = filing.projects if steps[0] == "预算项目" else filing.special_funds
        project = projects[steps[1]]
        return " ".join((project.name, project.indicators[steps[3]].name, *map(str, steps[4:])))
    return in_words(steps, filing)
