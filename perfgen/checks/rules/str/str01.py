"""STR01: a part or chapter the layout has and the document has not."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for title in subject.outline.missing if subject.outline else ():
        yield Finding((), f"正文里没有“{title}”这个标题", "按版式补上标题和下面的内容", title, place=f"正文 {title}")


RULE = Rule(
    "STR01",
    Severity.ERROR,
    "缺少部分或章节",
    "绩效文本的部分和章节由版式规定，每一个都要有标题。缺了标题，审核的人不知道下面的文字属于哪一章。",
    Example(words="正文从“一、总体绩效目标”开始，前面没有“第一部分”；应当先印“第一部分 部门整体绩效目标”。"),
    "样本 004 没有“第一部分”",
    Tag.INCOMPLETE,
    _find,
)
