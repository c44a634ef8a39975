"""NUM03: all of a year's money spent at its end."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import plan
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in (one for one in subject.projects if one.plan):
        *before, (last, whole) = placed.plan.items()
        if before and whole and not any(percent for _, percent in before):
            names = "、".join(name for name, _ in before)
            yield Finding(
                placed.at("资金支出计划"),
                f"{names}都是 0%，钱全部留到{last}才支出",
                "按工作进度安排各时点的支出",
            )


RULE = Rule(
    "NUM03",
    Severity.WARNING,
    "前三期支出计划为0",
    "前面各时点都是 0%，等于全年的钱都压到年底才花，与项目全年开展不符，也不利于预算执行。",
    Example(
        bad=f"预算项目:\n  - {plan(0, 0, 0, 100)}\n",
        good=f"预算项目:\n  - {plan(0, 0, 60, 100)}\n",
    ),
    "样本 001 七个项目里有六个",
    Tag.OTHER,
    _find,
)
