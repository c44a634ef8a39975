"""What could not be looked at in a filing with mistakes: where nothing is found any more, nothing need be put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from perfgen.checking.finding_key import FindingKey, by_names
from perfgen.checking.session import Checked
from perfgen.checks import chosen, run_alone

Unsure: TypeAlias = Callable[[FindingKey], bool]


def never(_: FindingKey) -> bool:
    """All was looked at."""
    return False


def unsure(filings: Iterable[Checked]) -> Unsure:
    """Tells by its key of a finding of before whether it may still be there, though the rules do not find it.

    A filing with mistakes is not compared with others, and of what hangs on the places that cannot be read nothing is told.
    """
    several = [one.review.loaded for one in filings if one.review and one.review.loaded and one.review.loaded.errors]
    if not several:
        return never
    rules = chosen((), ())
    across = {rule.code for rule in rules if rule.across is not None}
    found: set[tuple[str, str]] = set()
    filled: set[str] = set()
    for one in several:
        applying = [rule for rule in rules if one.applies(rule.code)]
        for subject in filter(None, (one.subject, one.other)):
            said = run_alone(subject, applying)
            found |= {(rule.code, finding.place or by_names(finding.path, subject.filing)) for rule, finding in said}
        filled |= {by_names(steps, one.subject.filing) for steps in (one.saved.filled if one.saved else ())}

    def is_unsure(key: FindingKey) -> bool:
        return (
            key.code in across
            or key[:2] in found
            or any(f"{key.place} ".startswith(f"{place} ") for place in filled if place)
        )

    return is_unsure
