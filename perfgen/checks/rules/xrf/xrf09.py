"""XRF09: 财政资金 or 其他资金 in a text that is not the tables'."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.amounts import shown
from perfgen.checks.examples import general
from perfgen.checks.mentions import reading
from perfgen.checks.own_sources import own_shares
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.sources import FISCAL, other_sources
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.base import Scope


def _find(subject: Subject) -> Iterator[Finding]:
    if not _has_sources(subject) or (subject.outline and subject.outline.broken_off):
        return
    told = list(other_sources(subject, reading(subject)))
    texts = {one.path for one in told}
    for one in (*told, *(one for one in own_shares(subject) if one.path not in texts)):
        whose = (
            f"表里“{one.project.project.name}”的"
            if one.project
            else f"各{'项目' if subject.projects else '任务'}表里合计的"
        )
        yield Finding(
            one.path,
            f"文字里写“{one.said}”，{whose}{one.source}是 {shown(subject, one.yuan)}",
            f"核对{one.source}，文字和表要写同一个数",
            one.said,
            one.start,
        )


def _has_sources(subject: Subject) -> bool:
    """Whether the filing says of its money where it comes from, or its form asks for it."""
    asked = subject.uses(Scope.PROJECT, FISCAL) or bool(subject.filing.tasks)
    projects = (placed.project for placed in subject.projects)
    return asked or any(one.fiscal is not None or one.other is not None for one in projects)


RULE = Rule(
    "XRF09",
    Severity.ERROR,
    "叙述中的财政资金、其他资金与表不符",
    "文字里写的财政资金、其他资金（自筹、单位资金），整个部门的应当等于各项目合计，一个项目的应当等于它表上的数，相差不超过 0.01 万元。"
    "表里两项都空着的、只说中央或县级一部分的、往年的，不比较。",
    Example(
        bad=general("本部门2023年度申请预算资金415.50万元，其中财政资金397.50万元、其他资金36.00万元。"),
        good=general("本部门2023年度申请预算资金415.50万元，其中财政资金379.50万元、其他资金36.00万元。"),
    ),
    "绩效目标表“其中：财政资金、其他资金”两格与文字的勾稽关系",
    Tag.OTHER,
    _find,
)
