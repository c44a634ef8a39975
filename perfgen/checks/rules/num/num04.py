"""NUM04: one spending plan for all projects."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import plan
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PROJECTS, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text


def _find(subject: Subject) -> Iterator[Finding]:
    plans = [tuple(placed.plan.items()) for placed in subject.projects if placed.plan]
    if len(plans) >= _MANY and len(set(plans)) == 1:
        steps = "、".join(f"{decimal_text(percent)}%" for _, percent in plans[0])
        yield Finding((PROJECTS,), f"{len(plans)} 个项目的支出计划都是 {steps}", "按每个项目自己的进度安排支出")


_MANY = 5
"""So many projects with one plan are no accident."""


RULE = Rule(
    "NUM04",
    Severity.INFO,
    "所有项目支出计划雷同",
    "项目的进度各不相同，五个以上项目的支出计划完全一样，多半是照抄的。",
    Example(
        bad="预算项目:\n" + f"  - {plan(25, 50, 75, 100)}\n" * _MANY,
        good="预算项目:\n" + f"  - {plan(25, 50, 75, 100)}\n" * (_MANY - 1) + f"  - {plan(10, 40, 80, 100)}\n",
    ),
    "样本里 31 个项目有 28 个是 25%、50%、75%、100%",
    Tag.OTHER,
    _find,
)
