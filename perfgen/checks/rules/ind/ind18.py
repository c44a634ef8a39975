"""IND18: one indicator used by many projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import cells, several
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity

_MANY_PROJECTS = 3


def _find(subject: Subject) -> Iterator[Finding]:
    own = (subject.standard.satisfaction, subject.standard.cost, reading.TIME)
    used: dict[str, list[Row]] = defaultdict(list)
    for one in subject.rows:
        if not {one.indicator.level1, one.indicator.level2} & set(own):
            used[normalised(one.indicator.name)].append(one)
    for same in used.values():
        projects = len({one.path[:2] for one in same})
        if projects >= _MANY_PROJECTS:
            name = same[0].indicator.name.strip()
            yield Finding(
                same[0].at("三级指标"),
                f"{projects} 个项目都用了指标“{name}”",
                "换成只有本项目才有的指标，说清楚这笔钱办成了什么",
                name,
            )


RULE = Rule(
    "IND18",
    Severity.INFO,
    "多个项目套用同一指标",
    "哪个项目都能用的指标，说明不了这笔钱办成了什么。满意度、时效、成本指标除外。",
    several(
        "效益指标",
        "社会效益指标",
        ((cells("全县教育发展水平", "≥90%"),),) * 3,
        tuple((cells(name, "≥90%"),) for name in ("教室照度达标率", "汇报课优良率", "监控图像完整率")),
    ),
    "样本 004",
    Tag.IRRELEVANT,
    _find,
)
