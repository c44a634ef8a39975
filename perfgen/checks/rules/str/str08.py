"""STR08: a project without outputs or benefits."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.completeness import excused
from perfgen.checks.examples import ALL_CLASSES, CONTENT, COST, COUNT, QUALITY, TIME, indicators
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.errors import Severity


def _level1s(placed: PlacedProject) -> set[str]:
    return {indicator.level1 for indicator in placed.project.indicators}


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        for group in subject.standard.required_level1:
            known = [level1 for level1 in group if level1 in subject.form.taxonomy] or list(group)
            if not _level1s(placed) & set(group) and not excused(subject, placed, known):
                name = "或".join(known)
                yield Finding(placed.path, f"这个项目没有{name}", f"至少写一个{name}")


RULE = Rule(
    "STR08",
    Severity.ERROR,
    "缺产出指标或效益指标",
    "一个项目至少要有一个产出指标，说明做多少、做成什么样；还要有一个效益指标，说明做了有什么用。",
    Example(bad=indicators(COUNT, QUALITY, TIME, COST, CONTENT), good=ALL_CLASSES),
    "财政部门审核系统的必填要求",
    Tag.ADD_BENEFIT,
    _find,
)
