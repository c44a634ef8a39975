"""STR05: a number with nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.numbering import bare_numbers
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in subject.narratives():
        for at, written in bare_numbers(text):
            yield Finding(path, f"“{written}”后面是空的", "写上这一项的标题，或者删掉这个序号", written, at)


RULE = Rule(
    "STR05",
    Severity.ERROR,
    "分项标题为空",
    "只有序号、没有标题的一行，看不出下面说的是哪个项目。",
    Example(
        bad='部门整体绩效目标:\n  分项绩效目标: "（一）\\n绩效目标：保证会议服务有序开展。"\n',
        good='部门整体绩效目标:\n  分项绩效目标: "（一）会议服务\\n绩效目标：保证会议服务有序开展。"\n',
    ),
    "样本 003 的（一）至（五）后面都是空的",
    Tag.INCOMPLETE,
    _find,
)
