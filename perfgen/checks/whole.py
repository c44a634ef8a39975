"""A filing as a whole: what a department calls itself, and what its money is parted into, projects or 年度主要任务."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from perfgen.checks.subject import Subject
from perfgen.filing.quotable import PER_YUAN

OURS = "[我本](?:部门|单位|系统|[县市区镇乡]?[分支总]?(?:局|委|办|院|校|中心|会|站|所|馆|队|社|厅)(?:机关|本级|系统)?|街道|[县市区镇乡])"
"""A pattern of what a department calls itself: 我局, 我分局, 本单位, 我县局."""


class Funded(Protocol):
    """What has money of its own: a project, or one of 年度主要任务."""

    @property
    def budget(self) -> Decimal | None:
        """预算数, in the filing's 金额单位."""

    @property
    def fiscal(self) -> Decimal | None:
        """财政资金."""

    @property
    def other(self) -> Decimal | None:
        """其他资金."""


def funded(subject: Subject) -> Sequence[Sequence[Funded]]:
    """What the money of the whole is parted into: the projects, with 专项资金 and without; where there are none, the tasks."""
    filing = subject.filing
    if not filing.projects and not filing.special_funds:
        return [filing.tasks]
    return [filing.projects, (*filing.projects, *filing.special_funds)]


def total_yuan(subject: Subject, group: Sequence[Funded]) -> Decimal:
    """What the budgets of some come to, in 元."""
    return sum((one.budget or Decimal(0) for one in group), Decimal(0)) * PER_YUAN[subject.filing.amount_unit]
