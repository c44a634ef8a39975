"""STR10: a project without a cost, where the layout asks for one."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.completeness import above, excused
from perfgen.checks.examples import ALL_CLASSES, BENEFIT, CONTENT, COUNT, QUALITY, TIME, indicators
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text


def _find(subject: Subject) -> Iterator[Finding]:
    cost = subject.standard.cost
    if subject.standard.cost_required != "要求":
        return
    for placed in subject.projects:
        classes = {name for indicator in placed.project.indicators for name in (indicator.level1, indicator.level2)}
        if cost not in classes and not excused(subject, placed, above(subject, cost)):
            yield Finding(placed.path, f"这个项目没有{cost}", _hint(subject, placed))


def _hint(subject: Subject, placed: PlacedProject) -> str:
    amount = f"≤{decimal_text(placed.project.budget)}{subject.filing.amount_unit}"
    return f"补上{subject.standard.cost}，如项目总成本 {amount}"


RULE = Rule(
    "STR10",
    Severity.WARNING,
    "缺成本指标",
    "钱花多少是预算项目最要紧的约束，版式要求每个项目有成本指标。",
    Example(bad=indicators(COUNT, QUALITY, TIME, BENEFIT, CONTENT), good=ALL_CLASSES),
    "样本 002 的三个项目都没有成本指标",
    Tag.ADD_OUTPUT,
    _find,
)
