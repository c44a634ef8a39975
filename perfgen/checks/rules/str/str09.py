"""STR09: a project without the kinds of outputs the layout asks for."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.completeness import above, excused
from perfgen.checks.examples import ALL_CLASSES, BENEFIT, CONTENT, COST, COUNT, QUALITY, indicators
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        level2s = {indicator.level2 for indicator in placed.project.indicators}
        lacking = [
            level2
            for level2 in subject.standard.required_level2
            if level2 not in level2s and not excused(subject, placed, above(subject, level2))
        ]
        if lacking:
            names = "、".join(lacking)
            yield Finding(placed.path, f"这个项目没有{names}", f"补上{names}")


RULE = Rule(
    "STR09",
    Severity.WARNING,
    "缺数量、质量或时效指标",
    "产出要从数量、质量、时效几方面说，版式要求哪几个，每个项目就要有哪几个。",
    Example(bad=indicators(COUNT, QUALITY, COST, BENEFIT, CONTENT), good=ALL_CLASSES),
    "版式的指标分类",
    Tag.ADD_OUTPUT,
    _find,
)
