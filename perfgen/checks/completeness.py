"""The kinds of indicators a project has, and those a document that broke off may still have had."""

from __future__ import annotations

from collections.abc import Sequence

from perfgen.checks.subject import PlacedProject, Subject


def excused(subject: Subject, placed: PlacedProject, level1: Sequence[str]) -> bool:
    """Whether indicators of some 一级指标 may stand behind the place where the document broke off."""
    if not placed.unfinished:
        return False
    order = list(subject.form.taxonomy)
    rows = placed.project.indicators
    reached = order.index(rows[-1].level1) if rows and rows[-1].level1 in order else -1
    return any(one in order and order.index(one) >= reached for one in level1)


def above(subject: Subject, level2: str) -> list[str]:
    """The 一级指标 that have a 二级指标, or the one of that name."""
    return [level1 for level1, below in subject.form.taxonomy.items() if level2 in (level1, *below)]
