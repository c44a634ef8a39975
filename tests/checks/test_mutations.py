"""What is broken in a clean filing is found, nothing else is said, and harmless edits stay clean."""

from __future__ import annotations

import os

import pytest

from perfgen.checks import RULES
from perfgen.kinds.kind import rules_of_filings
from tests.checks.all_defects import DEFECTS, HARMLESS, measured, report
from tests.checks.mutations import Defect, Score

EXACT = ("STR", "NUM", "PRJ", "XRF01", "XRF02", "XRF05", "XRF07")
"""What can be told for certain must always be found."""
BY_HAND = {"NUM04"}
"""Rules whose defect is a whole filing and is tried in their own tests: every plan of a filing alike."""


ALL = os.environ.get("PERFGEN_MUTATIONS") == "all"
LEAST_RECALL, LEAST_PRECISION = (0.9, 0.95) if ALL else (0.85, 0.8)
"""Of a few of each defect those that are hard to see are a larger part, and one false finding weighs more."""
LEAST_PRECISION_OF_ALL = 0.98


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """All of them with `make mutations`, four of each defect and filing in `make test`."""
    return measured(DEFECTS, None if ALL else 4)


def test_every_rule_is_tried(scores: dict[str, Score]) -> None:
    assert {*filter(rules_of_filings, RULES)} - set(scores) == BY_HAND, (
        "those for 自评表 and 监控表 have a test of their own"
    )
    assert all(score.injected >= 3 for score in scores.values())


def test_what_is_broken_is_found(scores: dict[str, Score]) -> None:
    low = {
        code: score.missed
        for code, score in scores.items()
        if score.recall < (1 if code.startswith(EXACT) else LEAST_RECALL)
    }
    assert low == {}, report(scores)


def test_what_is_said_is_about_what_is_broken(scores: dict[str, Score]) -> None:
    low = {code: score.false for code, score in scores.items() if score.precision < LEAST_PRECISION}
    assert low == {}, report(scores)
    right, wrong = (
        sum(counts) for counts in zip(*((one.right, one.wrong.total()) for one in scores.values()), strict=True)
    )
    assert right / (right + wrong) >= LEAST_PRECISION_OF_ALL, report(scores)


@pytest.mark.parametrize("one", HARMLESS, ids=lambda one: one.name)
def test_harmless_edits_are_harmless(one: Defect) -> None:
    score = measured([one], None if ALL else 4)[""]
    assert score.false == []
    assert score.injected >= 2


@pytest.mark.parametrize("one", DEFECTS, ids=lambda one: f"{one.rule} {one.name}")
def test_what_a_defect_implies_is_a_rule_and_has_a_reason(one: Defect) -> None:
    assert one.implies.keys() <= RULES.keys()
    assert all(one.implies.values())
