"""IND06: a description that is the name once more."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import cells, rows
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.base import Scope


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows if subject.uses(Scope.INDICATOR, "绩效指标描述") else ():
        name, said = one.indicator.name.strip(), one.indicator.description.strip()
        if said == name and not subject.left_out(one.at("绩效指标描述")):
            yield Finding(
                one.at("绩效指标描述"),
                f"绩效指标描述与三级指标一样，都是“{name}”",
                "写清楚指标的含义或算法；没有可写的就省去这一项",
                said,
            )


RULE = Rule(
    "IND06",
    Severity.INFO,
    "描述与名称相同",
    "绩效指标描述用来写清楚指标的含义或算法，和名称一样等于没写。没有可写的，把这一项省去，印出来就是名称，不提示。",
    rows(
        "产出指标",
        "质量指标",
        (cells("设备完好率", "≥98%", description="设备完好率"),),
        (cells("设备完好率", "≥98%", description="巡检时正常工作的设备占全部设备的比例"),),
    ),
    "样本 000、002、003、004",
    Tag.INCOMPLETE,
    _find,
)
