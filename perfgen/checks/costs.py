"""成本指标 among the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from perfgen.checks.subject import Row, Subject
from perfgen.filing.regex import regex

_ON_OTHERS = regex("社会|环境|生态")
"""Costs that others bear, where 成本指标 is a 一级指标 (社会成本指标, 生态环境成本指标 beside 经济成本指标): they need be no money."""


def cost_rows(subject: Subject, rows: Sequence[Row]) -> list[Row]:
    """The 成本指标 among some rows that are about the project's money; a layout says whether that is a 一级 or a 二级指标."""
    return [row for row in rows if is_cost(subject, row)]


def is_cost(subject: Subject, row: Row) -> bool:
    """Whether a row is a 成本指标 about the project's money."""
    cost, indicator = subject.standard.cost, row.indicator
    return indicator.level2 == cost or (indicator.level1 == cost and not _ON_OTHERS.search(indicator.level2))
