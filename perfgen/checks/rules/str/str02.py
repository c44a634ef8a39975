"""STR02: what Word prints where a field lost its bookmark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.structure import REBUILD
from perfgen.checks.subject import Subject, where
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_FIELD_ERROR = regex(
    r"错误\s*[!！]\s*(?:未定义书签|未找到引用源)|Error!\s*(?:Bookmark not defined|Reference source not found)"
)


def _find(subject: Subject) -> Iterator[Finding]:
    for entry in subject.outline.contents if subject.outline else ():
        for found in _FIELD_ERROR.finditer(entry.text):
            message = f"目录里“{entry.title}”这一行的页码没有生成，印成了“{found[0]}”"
            yield Finding((), message, REBUILD, found[0], place=f"目录 {entry.place}")
    for path, text in where(subject.texts, _FIELD_ERROR.search):
        for found in _FIELD_ERROR.finditer(text):
            quoted = _with_stop(text, found)
            whole = not re.search(r"\w", text[: found.start()] + text[found.start() + len(quoted) :])
            yield Finding(
                path,
                f"“{found[0]}”是 Word 的域没有更新时印出的提示，不是正文",
                "删掉这几个字；原来要写页码或编号的，直接写出来",
                quoted,
                found.start(),
                None if whole else "",
            )


def _with_stop(text: str, found: re.Match[str]) -> str:
    """The words Word prints; with the full stop behind them where it ends nothing else."""
    alone = text[: found.start()].rstrip()[-1:] in ("", *"。；！？\n")
    return found[0] + ("。" if alone and text[found.end() : found.end() + 1] == "。" else "")


RULE = Rule(
    "STR02",
    Severity.ERROR,
    "目录域错误",
    "书签丢了以后，Word 会在页码或引用的地方印出“错误!未定义书签”。这样的文件不能报出去。",
    Example(
        bad="部门整体绩效目标:\n  总体绩效目标: 各项目的安排见第错误!未定义书签页，全年组织实施。\n",
        good="部门整体绩效目标:\n  总体绩效目标: 各项目的安排见第二部分，全年组织实施。\n",
    ),
    "样本 001 的目录里有三处“错误! 未定义书签”",
    Tag.OTHER,
    _find,
    fixable=True,
)
