"""What is found between filings, of which some did not come again: those are compared with as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfgen.checking import Checkable, Checked
from perfgen.checking.finding_key import FindingKey, by_names
from perfgen.checks import Rule, run_across

Pair = tuple[Checked | None, Checked | None]
"""A department's filing in the earlier and in the later submission."""


def found_beside(pairs: Sequence[Pair], rules: Iterable[Rule]) -> list[frozenset[FindingKey]]:
    """What the rules find in each of the later filings, when those that are not there, or cannot be compared, are as they were."""
    nothing: frozenset[FindingKey] = frozenset()
    came = [(number, loaded) for number, (_, after) in enumerate(pairs) if (loaded := _comparable(after))]
    years = {loaded.subject.filing.year for _, loaded in came}
    absent = [loaded for before, after in pairs if not _comparable(after) and (loaded := _comparable(before))]
    absent = [loaded for loaded in absent if loaded.subject.filing.year in years]
    found = _found(rules, [loaded for _, loaded in came], absent) if absent else []
    by_number = {number: keys for (number, _), keys in zip(came, found, strict=False)}
    return [frozenset(by_number.get(number, nothing)) for number in range(len(pairs))]


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
