"""XRF10: a number or date in 资金用途 or 绩效目标 that is not the indicator's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from perfgen.checks.own_dates import dated_otherwise
from perfgen.checks.own_numbers import Otherwise, is_of_others, otherwise
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.said_none import said_none_by_own
from perfgen.checks.said_values import Contradiction, contradicted_by_own
from perfgen.checks.subject import Path, Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    told: set[tuple[Path, int]] = set()
    found: Iterator[Otherwise | Contradiction] = chain(
        otherwise(subject), dated_otherwise(subject), contradicted_by_own(subject), said_none_by_own(subject)
    )
    for one in found:
        if (one.path, one.start) in told or is_of_others(subject, one.path, one.start):
            continue
        told.add((one.path, one.start))
        indicator = one.row.indicator
        label = one.path[2] if len(one.path) > 2 else ""
        owner = one.row.project.project.name if one.row.project else ""
        yield Finding(
            one.path,
            f"“{owner}”的{label}里是 {one.written}，指标“{indicator.name}”的指标值是 {indicator.target.written}",
            "核对这个数，同一件事在目标和指标里要写得一样",
            one.written,
            one.start,
        )


RULE = Rule(
    "XRF10",
    Severity.WARNING,
    "目标、用途里的数量和时间与指标不符",
    "绩效目标和资金用途里写了做多少、什么时候做完的，应当和这个项目的指标值一样。"
    "看得出说的是同一件事才比较；每次多少、往年的、现有的数，招标、验收等中间环节的时间不算。",
    Example(
        bad="预算项目:\n  - 绩效目标: ['10月底前完成18所学校230间教室的照明改造。']\n",
        good="预算项目:\n  - 绩效目标: ['8月底前完成18所学校240间教室的照明改造。']\n",
    ),
    "示范文本的绩效目标与指标一一对应；样本 000 的文字与指标值不一致",
    Tag.MISMATCH,
    _find,
    supersedes=("XRF08",),
)
