"""Runs rules over filings. What comes out is findings by path; placing them in files is for who read the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfgen.checks.rule import Finding, Rule
from perfgen.checks.subject import Subject


def run(subject: Subject, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Finding]]:
    """What the rules that apply to its layout find in one filing, rule by rule."""
    for rule in rules:
        if rule.find and rule.code not in subject.standard.not_applicable:
            yield from ((rule, finding) for finding in rule.find(subject))


def run_across(subjects: Sequence[Subject], rules: Iterable[Rule]) -> Iterator[tuple[int, Rule, Finding]]:
    """What the rules find in several filings together; each finding goes with the index of its filing."""
    for rule in rules:
        if rule.across and len(subjects) > 1:
            for index, finding in rule.across(subjects):
                if rule.code not in subjects[index].standard.not_applicable:
                    yield index, rule, finding
