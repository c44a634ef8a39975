"""XRF01: a total in the narrative that is not the sum of the projects."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.amounts import shown
from perfgen.checks.examples import general
from perfgen.checks.mentions import reading
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.totals import agrees, stated_totals
from perfgen.checks.whole import funded, total_yuan
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    filing = subject.filing
    if subject.outline and subject.outline.broken_off:
        return
    groups = funded(subject)
    sums = [total_yuan(subject, group) for group in groups]
    parts = f"{len(groups[0])}个项目" if filing.projects else f"{len(groups[0])}项任务"
    if not any(sums):
        return
    for path, amount in stated_totals(subject, reading(subject)):
        if not agrees(amount, sums):
            written = subject.narrative[str(path[-1])][amount.start : amount.end]
            yield Finding(
                path,
                f"文字里的总额是 {written}，{parts}的预算数加起来是 {shown(subject, sums[0])}",
                "核对总额和各项目的预算数；在文字里写 {{ 合计.预算数 }} 就不会对不上",
                written,
                amount.start,
            )


RULE = Rule(
    "XRF01",
    Severity.ERROR,
    "叙述中的总额与项目合计不符",
    "文字里写的申请预算总额，应当等于各项目预算数之和，没有项目的等于各项任务之和，相差不超过 0.01 万元。"
    "其中的一部分、上年的数、含基本支出的数不算总额。",
    Example(
        bad=general("本部门2023年度申请预算资金514.50万元。"),
        good=general("本部门2023年度申请预算资金415.50万元。"),
    ),
    "样本 002 的总体绩效目标写总额 492.87 万元，与三个项目相加相等",
    Tag.OTHER,
    _find,
)
