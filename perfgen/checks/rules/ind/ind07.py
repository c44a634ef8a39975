"""IND07: a target that is the name or the description once more."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity

_WORDY = ("IND05", "IND10", "IND11")
"""What else may be wrong with a target in words, and is no longer when it is written anew."""


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        label = reading.repeated(one)
        if label:
            path, words, at = reading.quoted_target(one)
            numeric = reading.parsed(one.indicator.target).value is not None
            yield Finding(
                path,
                f"指标值“{words}”照抄了{label}，没有说要达到什么程度",
                "写一个能考核的值：数、比率或时间；实在不能量化的，写清楚看什么、达到什么标准",
                words,
                at,
                supersedes=None if numeric else _WORDY,
            )


RULE = Rule(
    "IND07",
    Severity.WARNING,
    "指标值与名称或描述相同",
    "指标值要说达到什么程度，把名称或描述再抄一遍等于没有目标。",
    row("效益指标", "社会效益指标", "提高群众办事便利程度", "提高群众办事便利程度", "办事时间缩短到2天"),
    "样本 000、003",
    Tag.NOT_QUANTIFIED,
    _find,
    supersedes=(*_WORDY, "IND14"),
)
