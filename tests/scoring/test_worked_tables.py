"""The tables worked by hand agree with themselves: what a slip of the pen would break, before any code is asked."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from tests.scoring.worked import WORKED, WorkedTable

PARTS = {
    "10+50+30+10": {"产出指标": 50, "效益指标": 30, "满意度指标": 10},
    "10+90": {"产出指标": 90, "效益指标": 0, "满意度指标": 0},
    "20+40+40": {"产出指标": 40, "效益指标": 40, "满意度指标": 0},
}
TAKEN_TOGETHER = {"10+90": {"效益指标": "产出指标", "满意度指标": "产出指标"}, "20+40+40": {"满意度指标": "效益指标"}}


def test_there_are_enough_of_each_shape() -> None:
    assert len(WORKED) == 14
    assert set(Counter(table.shape for table in WORKED)) == set(PARTS)


@pytest.mark.parametrize("table", WORKED, ids=lambda table: table.name)
def test_the_sum_is_that_of_the_rows(table: WorkedTable) -> None:
    assert 6 <= len(table.rows) <= 12
    assert table.total == Decimal(table.funds["得分"]) + sum(row.points or 0 for row in table.rows)


@pytest.mark.parametrize("table", WORKED, ids=lambda table: table.name)
def test_weights_are_those_of_the_shape(table: WorkedTable) -> None:
    sums: Counter[str] = Counter()
    for row in table.rows:
        sums[TAKEN_TOGETHER.get(table.shape, {}).get(row.level1, row.level1)] += row.weight  # type: ignore[assignment]
    assert {**dict.fromkeys(PARTS[table.shape], 0), **sums} == PARTS[table.shape]
    assert Decimal(table.funds["分值"]) + sum(row.weight for row in table.rows) == 100


@pytest.mark.parametrize("table", WORKED, ids=lambda table: table.name)
def test_no_row_gets_more_than_its_weight(table: WorkedTable) -> None:
    assert all(row.points is None or 0 <= row.points <= row.weight for row in table.rows)
    assert (table.grade is None) == any(row.points is None for row in table.rows)
