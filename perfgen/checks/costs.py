"""成本指标 among the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from perfgen.checks.subject import Row, Subject


def cost_rows(subject: Subject, rows: Sequence[Row]) -> list[Row]:
    """The 成本指标 among some rows; a layout says whether that is a 一级指标 or a 二级指标."""
    cost = subject.standard.cost
    return [row for row in rows if cost in (row.indicator.level1, row.indicator.level2)]
