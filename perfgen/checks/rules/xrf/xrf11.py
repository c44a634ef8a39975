"""XRF11: a project's 工作活动 that 部门职责 does not have, or has with other money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.mentions import CLOSE
from perfgen.checks.naming import normalised
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import DUTIES, Path, PlacedProject, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.filing.quotable import PER_YUAN

_ACTIVITY, _BUDGET = "工作活动", "年度预算数"
_LEAST = 2
"""So many projects must have found their activity before one that does not is a slip."""


def _find(subject: Subject) -> Iterator[Finding]:
    listed: dict[str, tuple[Path, str, Decimal | None]] = {}
    for number, duty in enumerate(subject.filing.duties):
        for at, activity in enumerate(duty.activities):
            place = (DUTIES, number, _ACTIVITY, at)
            listed.setdefault(normalised(activity.name), (place, activity.name, activity.budget))
    projects: dict[str, list[PlacedProject]] = defaultdict(list)
    for placed in subject.projects:
        if placed.project.activity:
            projects[normalised(placed.project.activity)].append(placed)
    lost = [placed for name, several in projects.items() if name not in listed for placed in several]
    if len(lost) > 1 or sum(map(len, projects.values())) - len(lost) < _LEAST:
        return  # the table of duties names its activities otherwise than the projects do
    for placed in lost:
        left = [name for key, (_, name, _) in listed.items() if key not in projects]
        more = f"，没有对上项目的还有“{'”“'.join(left)}”" if left else ""
        yield Finding(
            placed.at(_ACTIVITY),
            f"工作活动“{placed.project.activity or ''}”在部门职责里没有{more}",
            "照部门职责里的工作活动写",
            placed.project.activity or "",
        )
    yield from _other_money(subject, listed, projects)


def _other_money(
    subject: Subject,
    listed: dict[str, tuple[Path, str, Decimal | None]],
    projects: dict[str, list[PlacedProject]],
) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for key, (path, name, budget) in listed.items():
        whole = sum((placed.project.budget for placed in projects.get(key, ())), Decimal(0))
        if key in projects and budget is not None and abs(whole - budget) * PER_YUAN[unit] > CLOSE:
            yield Finding(
                (*path, _BUDGET),
                f"“{name}”的年度预算数是 {decimal_text(budget)}{unit}，这项活动的项目加起来是 {decimal_text(whole)}{unit}",
                "核对这项工作活动的年度预算数和它的项目的预算数",
                decimal_text(budget),
            )


def _duties(budget: str) -> str:
    rows = f"{{职责活动: 改善办学条件, 年度预算数: {budget}}}, {{职责活动: 教师培训, 年度预算数: 36.5}}"
    projects = "".join(f"  - {{工作活动: {name}}}\n" for name in ("改善办学条件", "教师培训"))
    return f"部门职责:\n  - {{职责活动: 基础教育, 工作活动: [{rows}]}}\n预算项目:\n{projects}"


RULE = Rule(
    "XRF11",
    Severity.ERROR,
    "项目的工作活动与部门职责表对不上",
    "项目写的工作活动，部门职责表里要有；一项活动的年度预算数，是它的各个项目的预算数加起来的。"
    "职责表和项目各有各的叫法（两个以上的项目都对不上）的，不比较。",
    Example(bad=_duties("130"), good=_duties("120")),
    "部门职责-工作活动绩效目标表与项目表的勾稽关系",
    Tag.OTHER,
    _find,
)
