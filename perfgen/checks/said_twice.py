"""Numbers of one thing that a project's texts say in two ways: 固定治超站4个 in the narrative, 3个固定治超站 in 资金用途.

The indicators have rows of their own; this is for what no row counts, and is found by what is counted, before the
number or behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfgen.checks.figures import COUNT, figures_in, of_target
from perfgen.checks.history import of_earlier_year
from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.subject import Path, Row, Subject
from perfgen.checks.texts import remembered_all
from perfgen.filing.labels import TASKS
from perfgen.filing.regex import regex

_STOPS = "，,。；;、：:\n（）()和及与或"
_NOT_THIS = regex(
    "每|均|其中|另|上年|去年|往年|累计|已|第|新增|增加|减少|其余|部分|分别|各|首批|现有|原有|剩余|达标|至少|多于"
)
_GENERAL = "全年|年度|计划|共|完成|组织|开展|实施|对|为|向|用于|全县|现|将"
_WAYS = (
    "新建|建成|建设|修建|安装|新装|加装|布设|设立|设置|新设|新增|建立",
    "维修|改造|修缮|修复|更新|更换|提升|整修",
    "购置|采购|购买|配备|配置|添置|储备",
    "监测|检查|巡查|抽查|抽检|检测|管护|养护|维护|运行|运维|管理",
    "招聘|招募|选聘|聘用|聘请|招录|选派",
    "补助|资助|发放|奖补|补贴|奖励|慰问|救助|扶持|惠及|受益|覆盖|保障|服务",
    "培训|轮训|培育|培养",
    "拆除|关停|清理|报废|淘汰",
)
"""What is done: each line in other words the same, another line something else."""
_DOES = regex("|".join(f"(?P<w{number}>{words})" for number, words in enumerate(_WAYS)))
_BEGINS = regex(f"(?:{_GENERAL})+")
_PURPOSE = "资金用途"
_LEAST, _WINDOW = 4, 16
_MOST = 400
"""So many numbers of a filing are held against each other; filings of the samples say a hundred."""


class Counted(NamedTuple):
    """A number of things in a text: where it stands, how it is written, of what, and how many."""

    path: Path
    start: int
    written: str
    thing: str
    way: str | None
    unit: str
    value: Decimal


def said_twice(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[Counted, Counted]]:
    """Pairs of numbers of one thing that differ, of one project (or one task and the whole), each said once on its side."""
    narrated: dict[int | None, list[Counted]] = defaultdict(list)
    for path, text in subject.narratives():
        for one in _counted(subject, path, text):
            narrated[reading.owner(path, one.start)].append(one)
    for number, placed in enumerate(subject.projects):
        own = [one for path, text in placed.aims for one in _counted(subject, path, text)]
        yield from _apart(narrated[number], own, placed.rows)
        purpose = [one for one in own if one.path[-1] == _PURPOSE]
        yield from _apart(purpose, [one for one in own if one.path[-1] != _PURPOSE], placed.rows)
    if narrated[None]:
        whole = narrated[None]
        tasks = (((TASKS, at, "主要内容"), task.content) for at, task in enumerate(subject.filing.tasks))
        yield from _apart(
            whole, [one for path, text in tasks for one in _counted(subject, path, text)], subject.overall_rows
        )


def _apart(
    narrated: Sequence[Counted], own: Sequence[Counted], rows: Sequence[Row]
) -> Iterator[tuple[Counted, Counted]]:
    figures = (of_target(row.indicator.target) for row in rows)
    counted = {one.value for one in figures if one and one.kind == COUNT}
    for one in narrated[:_MOST]:
        same = [other for other in own[:_MOST] if _is_same(one, other)]
        again = [other for other in narrated[:_MOST] if _is_same(one, other)]
        if len(same) == len(again) == 1 and same[0].value != one.value and not {one.value, same[0].value} & counted:
            yield one, same[0]


def _is_same(one: Counted, other: Counted) -> bool:
    """Whether two things are one: the shorter begins or ends the longer, and nothing else is done to it."""
    if one.unit != other.unit or (one.way and other.way and one.way != other.way):
        return False
    shorter, longer = sorted((one.thing, other.thing), key=len)
    return longer.endswith(shorter) or longer.startswith(shorter)


def _counted(subject: Subject, path: Path, text: str) -> Iterator[Counted]:
    """The numbers in a text whose thing is told to some length, right before them or behind."""
    return (one._replace(path=path) for one in _in_text(text, subject.filing.year))


@remembered_all
def _in_text(text: str, year: int) -> Iterator[Counted]:
    for figure in figures_in(text):
        if figure.kind != COUNT or figure.loose or figure.digits == "一":
            continue
        window = max(0, figure.start - _WINDOW)
        begin = max(window, *(text.rfind(sign, window, figure.start) + 1 for sign in _STOPS))
        ends = [at for sign in _STOPS if (at := text.find(sign, figure.end, figure.end + _WINDOW)) >= 0]
        ahead, behind = text[begin : figure.start], text[figure.end : min(ends, default=figure.end + _WINDOW)]
        if _NOT_THIS.search(ahead) or of_earlier_year(text, figure.start, own=year):
            continue
        ahead, way = _without_verb(normalised(ahead))
        for thing in (ahead, normalised(behind)):
            if len(thing) >= _LEAST and not any(sign.isdigit() for sign in thing):
                written = text[figure.start : figure.end]
                yield Counted((), figure.start, written, thing, way, figure.unit, figure.value)


def _without_verb(words: str) -> tuple[str, str | None]:
    """Some words without what is done, and which of the ways of doing it that is; None where none is said."""
    found, way = _BEGINS.match(words), None
    words = words[found.end() :] if found else words
    while verb := _DOES.match(words):
        words, way = words[verb.end() :], verb.lastgroup
    return words, way
