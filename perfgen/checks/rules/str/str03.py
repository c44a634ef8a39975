"""STR03: contents and headings that do not list the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.structure import REBUILD, project_headings
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _said(title: str) -> str:
    """What a heading says: letters, digits and characters, without blanks, punctuation and width."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title))


def _find(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    if outline is None or not outline.contents:
        return
    in_body = {_said(heading.title) for heading in outline.headings}
    listed = {_said(entry.title) for entry in outline.contents}
    for entry in outline.contents:
        if _said(entry.title) not in in_body:
            message = f"目录里有“{entry.title}”，正文里没有这个标题"
            yield Finding((), message, REBUILD, entry.title, place=f"目录 {entry.place}")
    for heading in project_headings(outline.headings):
        if _said(heading.title) not in listed:
            message = f"正文里有“{heading.title}”，目录里没有这一行"
            yield Finding((), message, REBUILD, heading.title, place=heading.place)


RULE = Rule(
    "STR03",
    Severity.ERROR,
    "目录与正文标题不符",
    "目录的每一行都应当是正文里的一个标题，正文里每个项目也都应当在目录里。只有从 Word 文件读入时才检查。",
    Example(words="目录列了“四.年鉴专项绩效目标”，正文里没有这个项目；重新生成目录即可。"),
    "样本 001 的目录列四个项目，正文有七个，没有一个相同",
    Tag.OTHER,
    _find,
)
