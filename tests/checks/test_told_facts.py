"""Facts of the narrative, said in the many ways clerks say them: each that is changed is told, and nothing else is."""

from __future__ import annotations

import pytest

from tests.checks.told_facts import Count, measured
from tests.examples import some

Measured = tuple[dict[str, Count], list[str], list[str]]


@pytest.fixture(scope="module")
def all_told() -> Measured:
    return measured()


def test_a_changed_fact_is_told(all_told: Measured) -> None:
    counts, missed, _ = all_told
    assert {kind: round(count.share, 3) for kind, count in counts.items() if count.share < 0.95} == {}, missed
    assert sum(count.made for count in counts.values()) >= some(800)


def test_nothing_is_told_without_cause(all_told: Measured) -> None:
    _, _, false = all_told
    assert false == []
