"""TXT14: a goal that speaks of another project."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.borrowed import borrowed
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for one in borrowed(subject):
        name = one.other.project.name
        yield Finding(
            one.path,
            f"这条目标说的“{one.words}”是“{name}”的事，这个项目别处没有说到",
            "是抄错了地方的就换成这个项目自己的目标；确实是这个项目办的，在用途或指标里写清楚",
            one.goal.strip(),
        )


RULE = Rule(
    "TXT14",
    Severity.WARNING,
    "绩效目标说的是别的项目",
    "一条目标和本项目的名称、用途、指标、别的目标没有一个相同的词，却和另一个项目的有好几处相同，多半是抄错了地方。只有一条目标的不看。",
    Example(
        bad="预算项目:\n  - 绩效目标: [更换240间教室的灯具和线路，照度达标, 为家庭经济困难学生提供营养膳食补助]\n",
        good="预算项目:\n  - 绩效目标: [更换240间教室的灯具和线路，照度达标, 教室照明故障当天报修]\n",
    ),
    "评审时常见的意见",
    Tag.IRRELEVANT,
    _find,
)
