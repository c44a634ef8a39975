"""Every rule's own examples: the bad one is found, the good one is not, and the clean filings are clean."""

from __future__ import annotations

import pytest

from perfgen.checks import RULES, Rule
from tests.checks.cases import CLEAN, found

SHOWN = [rule for rule in RULES.values() if rule.example.bad]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_a_bad_example_is_found_and_a_good_one_is_not(rule: Rule) -> None:
    assert found(rule.code, rule.example.bad)
    assert not found(rule.code, rule.example.good)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_without_yaml_examples_tells_them_in_words(rule: Rule) -> None:
    assert bool(rule.example.bad and rule.example.good) != bool(rule.example.words)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_clean_filing_is_clean(rule: Rule) -> None:
    assert not found(rule.code, layout=next(iter(CLEAN)))
