"""TXT15: characters that were likely mistyped."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.mistyped import mistyped
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity

_CERTAIN = 12.5
"""A slip that weighs as much is taken for one; what weighs less is shown to be looked at."""
_NAMES = frozenset(("名称", "主管部门", "实施单位", "项目负责人", "负责人", "联系人", "填报人", "审核人", "项目编码"))
"""What holds names of people and offices, which no dictionary has."""


def _find(subject: Subject) -> Iterator[Finding]:
    texts = [(path, text) for path, text in subject.texts if path[-1] not in _NAMES]
    for one in mistyped(texts, listed(subject, "terms")):
        yield Finding(
            one.path,
            f"“{one.written}”像是“{one.meant}”打错了" if one.meant else f"“{one.written}”是少见的字，像是打错了",
            f"{f'是打错的就改为“{one.meant}”' if one.meant else '核对这个字'}；没有错的，把它加进 terms 词单，以后不再提示",
            one.written,
            one.at,
            severity=None if one.weight >= _CERTAIN else Severity.INFO,
        )


RULE = Rule(
    "TXT15",
    Severity.WARNING,
    "像是打错的字",
    "两个从不连在一起的字，换成一个音近或形近的字就是常用的词，多半是打字时选错了：“覆盖绿”是“覆盖率”。把握小一些的作为提示。"
    "《》里的名称、人名、单位名称、全文出现两次以上的词不查。",
    Example(
        bad="预算项目:\n  - {资金用途: 用于更换教室灯具，照度检测覆盖绿达到百分之百。}\n",
        good="预算项目:\n  - {资金用途: 用于更换教室灯具，照度检测覆盖率达到百分之百。}\n",
    ),
    "词的常见程度由 jieba 的词典和绩效文本算出，读音由 pypinyin 给出",
    Tag.OTHER,
    _find,
)
