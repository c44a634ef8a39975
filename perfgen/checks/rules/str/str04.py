"""STR04: headings without bookmarks, or with bookmarks out of order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.structure import REBUILD, project_headings
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_RUNNING = regex(r"_(\d{1,18})$")
"""The running number of a bookmark such as _Toc_4_4_0000000004; Word's own names (_Toc98765432) have none."""


def _find(subject: Subject) -> Iterator[Finding]:
    headings = project_headings(subject.outline.headings) if subject.outline else []
    if not any(heading.bookmark for heading in headings):
        return
    numbered = [(int(found[1]), heading) for heading in headings if (found := _RUNNING.search(heading.bookmark))]
    kept = _longest_run([number for number, _ in numbered])
    astray = {id(heading) for at, (_, heading) in enumerate(numbered) if at not in kept}
    for heading in headings:
        if not heading.bookmark:
            message = f"“{heading.title}”这个标题没有书签，目录里做不出它的页码"
            yield Finding((), message, REBUILD, heading.title, place=heading.place)
        elif id(heading) in astray:
            message = f"“{heading.title}”的书签 {heading.bookmark} 没有按先后编号"
            yield Finding((), message, REBUILD, heading.bookmark, place=heading.place)


def _longest_run(numbers: Sequence[int]) -> set[int]:
    """The places of the longest increasing run, the first of several."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else None)
        tails[length:] = [number, *tails[length + 1 :]]
        ends[length:] = [at, *ends[length + 1 :]]
    kept: set[int] = set()
    place = ends[-1] if ends else None
    while place is not None:
        kept.add(place)
        place = before[place]
    return kept


RULE = Rule(
    "STR04",
    Severity.WARNING,
    "书签缺失或乱序",
    "目录靠标题上的书签找页码。标题没有书签，或者书签的顺序号不按先后，多半是从别处复制来的，目录会出错。",
    Example(words="第 7 个项目的标题没有书签，第 2 个项目用的是第 7 个的 _Toc_4_4_0000000010。"),
    "样本 004 第 7 个项目没有书签，第 2 个项目的书签是 …10",
    Tag.OTHER,
    _find,
)
