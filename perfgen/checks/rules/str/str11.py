"""STR11: a project that serves people and does not ask whether they are satisfied."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.completeness import above, excused
from perfgen.checks.examples import ALL_CLASSES, BENEFIT, COST, COUNT, QUALITY, TIME, indicators
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    wanted = subject.standard.satisfaction
    silent = listed(subject, "nobody_served")
    for placed in subject.projects:
        classes = {name for indicator in placed.project.indicators for name in (indicator.level1, indicator.level2)}
        if wanted in classes or excused(subject, placed, above(subject, wanted)):
            continue
        if not any(word in placed.project.name for word in silent):
            yield Finding(placed.path, f"这个项目没有{wanted}", f"补上{wanted}，写明向谁调查、要达到多少")


RULE = Rule(
    "STR11",
    Severity.WARNING,
    "缺满意度指标",
    "有服务对象的项目要写满意度。还本付息、预备费这类没有服务对象的项目不提示。",
    Example(bad=indicators(COUNT, QUALITY, TIME, COST, BENEFIT), good=ALL_CLASSES),
    "财政部门审核系统的必填要求",
    Tag.ADD_SATISFACTION,
    _find,
)
