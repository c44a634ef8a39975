"""STR01 to STR04: what a finished document shows of its structure: headings, contents, bookmarks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from perfgen.checks import completeness, numbering
from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.outline import Heading

_FIELD_ERROR = re.compile(
    r"错误\s*[!！]\s*(?:未定义书签|未找到引用源)|Error!\s*(?:Bookmark not defined|Reference source not found)"
)
_RUNNING = re.compile(r"_(\d{1,18})$")
"""The running number of a bookmark such as _Toc_4_4_0000000004; Word's own names (_Toc98765432) have none."""
_REBUILD = "用 perfgen import 读成 YAML，再用 perfgen build 生成，目录和书签会一起做好"


def _said(title: str) -> str:
    """What a heading says: letters, digits and characters, without blanks, punctuation and width."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title))


def _str01(subject: Subject) -> Iterator[Finding]:
    for title in subject.outline.missing if subject.outline else ():
        yield Finding((), f"正文里没有“{title}”这个标题", "按版式补上标题和下面的内容", title, place=f"正文 {title}")


def _str02(subject: Subject) -> Iterator[Finding]:
    for entry in subject.outline.contents if subject.outline else ():
        for found in _FIELD_ERROR.finditer(entry.text):
            message = f"目录里“{entry.title}”这一行的页码没有生成，印成了“{found[0]}”"
            yield Finding((), message, _REBUILD, found[0], place=f"目录 {entry.place}")
    for path, text in subject.texts:
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


def _str03(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    if outline is None or not outline.contents:
        return
    in_body = {_said(heading.title) for heading in outline.headings}
    listed = {_said(entry.title) for entry in outline.contents}
    for entry in outline.contents:
        if _said(entry.title) not in in_body:
            message = f"目录里有“{entry.title}”，正文里没有这个标题"
            yield Finding((), message, _REBUILD, entry.title, place=f"目录 {entry.place}")
    for heading in _projects(outline.headings):
        if _said(heading.title) not in listed:
            message = f"正文里有“{heading.title}”，目录里没有这一行"
            yield Finding((), message, _REBUILD, heading.title, place=heading.place)


def _str04(subject: Subject) -> Iterator[Finding]:
    headings = _projects(subject.outline.headings) if subject.outline else []
    if not any(heading.bookmark for heading in headings):
        return
    numbered = [(int(found[1]), heading) for heading in headings if (found := _RUNNING.search(heading.bookmark))]
    kept = _longest_run([number for number, _ in numbered])
    astray = {id(heading) for at, (_, heading) in enumerate(numbered) if at not in kept}
    for heading in headings:
        if not heading.bookmark:
            message = f"“{heading.title}”这个标题没有书签，目录里做不出它的页码"
            yield Finding((), message, _REBUILD, heading.title, place=heading.place)
        elif id(heading) in astray:
            message = f"“{heading.title}”的书签 {heading.bookmark} 没有按先后编号"
            yield Finding((), message, _REBUILD, heading.bookmark, place=heading.place)


def _projects(headings: Sequence[Heading]) -> list[Heading]:
    return [heading for heading in headings if heading.project is not None]


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


FAMILY = Family(
    "STR",
    "章节、目录、编号和必填内容",
    (
        Rule(
            "STR01",
            Severity.ERROR,
            "缺少部分或章节",
            "绩效文本的部分和章节由版式规定，每一个都要有标题。缺了标题，审核的人不知道下面的文字属于哪一章。",
            Example(words="正文从“一、总体绩效目标”开始，前面没有“第一部分”；应当先印“第一部分 部门整体绩效目标”。"),
            "样本 004 没有“第一部分”",
            Tag.INCOMPLETE,
            _str01,
        ),
        Rule(
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
            _str02,
            fixable=True,
        ),
        Rule(
            "STR03",
            Severity.ERROR,
            "目录与正文标题不符",
            "目录的每一行都应当是正文里的一个标题，正文里每个项目也都应当在目录里。只有从 Word 文件读入时才检查。",
            Example(words="目录列了“四.年鉴专项绩效目标”，正文里没有这个项目；重新生成目录即可。"),
            "样本 001 的目录列四个项目，正文有七个，没有一个相同",
            Tag.OTHER,
            _str03,
        ),
        Rule(
            "STR04",
            Severity.WARNING,
            "书签缺失或乱序",
            "目录靠标题上的书签找页码。标题没有书签，或者书签的顺序号不按先后，多半是从别处复制来的，目录会出错。",
            Example(words="第 7 个项目的标题没有书签，第 2 个项目用的是第 7 个的 _Toc_4_4_0000000010。"),
            "样本 004 第 7 个项目没有书签，第 2 个项目的书签是 …10",
            Tag.OTHER,
            _str04,
        ),
        *numbering.RULES,
        *completeness.RULES,
    ),
)
