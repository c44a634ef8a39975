"""TXT04: goals copied from 资金用途, or written twice."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        goals, purpose = placed.project.goals, placed.project.purpose
        if normalised(purpose) and normalised("".join(goals)) == normalised(purpose):
            yield Finding(
                placed.at("绩效目标"),
                "绩效目标照抄了资金用途",
                "资金用途写钱花在哪里，绩效目标写花钱要达到什么、达到多少",
                "".join(goals),
            )
        first: dict[str, int] = {}
        for number, goal in enumerate(goals):
            said = normalised(goal)
            if said and first.setdefault(said, number) != number:
                yield Finding(
                    placed.at("绩效目标", number),
                    f"和第{first[said] + 1}条一字不差",
                    "删去一条，或者换成要写的那件事",
                    goal.strip(),
                )


RULE = Rule(
    "TXT04",
    Severity.WARNING,
    "绩效目标照抄资金用途，或者写了两遍",
    "资金用途说钱用来做什么，绩效目标说做到什么程度；两处一字不差，等于没有写目标。同一个项目的两条目标一字不差，也报。",
    Example(
        bad="预算项目:\n  - {资金用途: 更换教室灯具和线路。, 绩效目标: [更换教室灯具和线路]}\n",
        good="预算项目:\n  - {资金用途: 更换教室灯具和线路。, 绩效目标: [更换240间教室的灯具和线路，照度达标]}\n",
    ),
    "样本 玉田县人民政府办公室2025：七个项目中四个",
    Tag.NOT_QUANTIFIED,
    _find,
)
