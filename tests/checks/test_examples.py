"""Every rule's own examples: the bad one is found, the good one is not, and the clean filings are clean."""

from __future__ import annotations

import pytest

from perfgen.checks import RULES, Rule, run
from perfgen.errors import Severity
from tests.checks.cases import CLEAN, found, loaded

SHOWN = [rule for rule in RULES.values() if rule.example.bad]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_a_bad_example_is_found_and_a_good_one_is_not(rule: Rule) -> None:
    before = {one.finding for one in found(rule.code)}  # at most information
    assert {one.finding for one in found(rule.code, rule.example.bad)} - before
    assert not {one.finding for one in found(rule.code, rule.example.good)} - before


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_without_yaml_examples_tells_them_in_words(rule: Rule) -> None:
    assert bool(rule.example.bad and rule.example.good) != bool(rule.example.words)


@pytest.mark.parametrize("layout", [*CLEAN, "EVA", "MON", "whole"])
def test_the_clean_filings_are_clean(layout: str) -> None:
    one = loaded(layout=layout)
    serious = [
        (rule.code, finding.quoted)
        for rule, finding in run(one.subject, filter(lambda rule: one.applies(rule.code), RULES.values()))
        if (finding.severity or rule.severity) is not Severity.INFO
    ]
    assert serious == []
