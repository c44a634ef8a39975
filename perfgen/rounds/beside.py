"""What was found between filings, of which some did not come again: those are compared with as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from perfgen.checking import Checkable, Checked, key_of
from perfgen.checking.finding_key import FindingKey, by_names
from perfgen.checks import Rule, run_across

if TYPE_CHECKING:
    from perfgen.rounds.resubmitted import Resubmitted


def with_absent(filings: Sequence[Resubmitted]) -> list[Resubmitted]:
    """The filings; what was not found because the other filing is not there, or cannot be compared, was not put right."""
    across = {found.rule.code: found.rule for one in filings for found in one.findings.mended if found.rule.across}
    came = [(one, loaded) for one in filings if (loaded := _comparable(one.after))]
    years = {loaded.subject.filing.year for _, loaded in came}
    absent = [loaded for one in filings if not _comparable(one.after) and (loaded := _comparable(one.before))]
    absent = [loaded for loaded in absent if loaded.subject.filing.year in years]
    if not across or not absent:
        return list(filings)
    found = _found(across.values(), [loaded for _, loaded in came], absent)
    still = {id(one): keys for (one, _), keys in zip(came, found, strict=True)}
    return [_kept(one, still[id(one)]) if id(one) in still else one for one in filings]


def _comparable(one: Checked | None) -> Checkable | None:
    """A filing that rules compare with others: one without mistakes."""
    loaded = one.review.loaded if one and one.review else None
    return None if loaded is None or loaded.errors else loaded


def _found(rules: Iterable[Rule], came: Sequence[Checkable], absent: Sequence[Checkable]) -> list[set[FindingKey]]:
    """What the rules find in each that came, among all; the absent ones come first, for rules that tell of the later of two."""
    found: list[set[FindingKey]] = [set() for _ in came]
    for rule in rules:
        those = [(number, one) for number, one in enumerate((*absent, *came), -len(absent)) if one.applies(rule.code)]
        for index, (_, said) in run_across([one.subject for _, one in those], (rule,)):
            number, one = those[index]
            if number >= 0:
                place = said.place or by_names(said.path, one.subject.filing)
                found[number].add(FindingKey(rule.code, place, said.quoted))
    return found


def _kept(one: Resubmitted, still: set[FindingKey]) -> Resubmitted:
    review = one.before.review if one.before else None
    if review is None:
        return one
    return replace(
        one, findings=one.findings.without(lambda found: bool(found.rule.across) and key_of(review, found) in still)
    )
