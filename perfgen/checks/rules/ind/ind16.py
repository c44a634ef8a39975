"""IND16: two indicators of one name in a project."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import cells, rows
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for rows_of_one in (subject.overall_rows, *(project.rows for project in subject.projects)):
        seen: set[tuple[str, str]] = set()
        for one in rows_of_one:
            indicator = one.indicator
            key = (indicator.level1, normalised(indicator.name))
            if key in seen:
                yield Finding(
                    one.at("三级指标"),
                    f"{indicator.level1}里已经有“{indicator.name.strip()}”了",
                    "删去重复的一行，或者把名称写得有区别",
                    indicator.name.strip(),
                )
            seen.add(key)


RULE = Rule(
    "IND16",
    Severity.ERROR,
    "三级指标重名",
    "一个项目里两行同名，填报系统不收，年终自评时也分不清是哪一行。",
    rows(
        "产出指标",
        "数量指标",
        (cells("举办培训班", "≥6期"), cells("举办培训班", "≥8期")),
        (cells("举办业务培训班", "≥6期"), cells("举办安全培训班", "≥8期")),
    ),
    "绩效目标填报系统的校验",
    Tag.OTHER,
    _find,
)
