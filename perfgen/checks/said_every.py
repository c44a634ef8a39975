"""How often and by which day of each month something is done, which a project's texts and table say in two ways.

``每月20日前发放`` in the narrative beside ``每月10日前`` in the goals, ``按季发放`` beside 按月发放及时率.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.subject import Path, PlacedProject, Subject
from perfgen.checks.texts import remembered_all
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_EVERY = regex(
    r"(?:每个?|按|逐|当)(?P<every>半年|季度|季|月|周|日(?!常)|天|年度|年)度?(?:的?(?P<day>[12]\d|3[01]|0?[1-9])[日号])?"
)
_WAYS = (
    "发放|拨付|支付|兑付|发到|打卡|打入|发给|缴纳|补发",
    "上报|报送|报告",
    "通报|公示|公开",
    "巡查|巡检|检查|督查|抽查|走访|回访",
    "清运|清扫|保洁|消杀",
    "检测|监测|化验",
    "配送|运送|送货",
    "试播|演练|通风|消毒|保养",
)
_DOES = regex("|".join(f"(?P<w{number}>{words})" for number, words in enumerate(_WAYS)))
_SAME = {"季度": "季", "天": "日", "年度": "年"}
_BREAKS = "，,。；;\n"
_REACH = 24
_NOT_THIS = regex("不少于|至少|平均|标准|元|(?:[两二三四五六七八九十2-9]|\\d{2,})\\s*[次遍人]|\\d\\s*人")
"""What makes a frequency one of how much: 每月每人200元, 每周巡查2次."""


class Often(NamedTuple):
    """How often something is done by a text: from `start`, in which words, which of the ways, and by which day."""

    path: Path
    start: int
    written: str
    way: str
    every: str
    day: int | None


def said_every(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[Often, Often]]:
    """Pairs of places that say of one thing done in one project how often, or by which day, and differ.

    Only where each side says it in one way: who pays one allowance each month and another each quarter says both.
    """
    narrated: dict[int | None, list[Often]] = defaultdict(list)
    for path, text in subject.narratives():
        for one in _said(path, text):
            narrated[reading.owner(path, one.start)].append(one)
    for number, placed in enumerate(subject.projects):
        goals = [one for path, text in placed.aims for one in _said(path, text)]
        table = list(_in_table(placed)) if goals or narrated[number] else []
        for later, earlier in ((narrated[number], [*goals, *table]), (goals, table)):
            found = _apart(later, earlier)
            if found:
                yield found
                break


def _apart(later: Sequence[Often], earlier: Sequence[Often]) -> tuple[Often, Often] | None:
    for way in dict.fromkeys(one.way for one in later):
        one = [each for each in later if each.way == way]
        other = [each for each in earlier if each.way == way]
        if len({each.every for each in one}) != 1 or len({each.every for each in other}) != 1:
            continue
        if one[0].every != other[0].every:
            return one[0], other[0]
        days = [{each.day for each in side if each.day} for side in (one, other)]
        if len(days[0]) == len(days[1]) == 1 and days[0] != days[1]:
            return next(each for each in one if each.day), next(each for each in other if each.day)
    return None


def _in_table(placed: PlacedProject) -> Iterator[Often]:
    for row in placed.rows:
        indicator = row.indicator
        name, target = indicator.name, indicator.target.written
        for label, text in (("三级指标", name), ("绩效指标描述", indicator.description), ("指标值", f"{name}{target}")):
            found = list(_said(row.at(label), text))
            yield from found[:1]


def _said(path: Path, text: str) -> Iterator[Often]:
    """The places of a text that say how often something is done, with what is done behind it in the clause or before it."""
    if "每" in text or "按" in text or "逐" in text or "当" in text:
        for one in _in_text(text):
            yield one._replace(path=path)


@remembered_all
def _in_text(text: str) -> Iterator[Often]:
    folded = half_width(text)
    for found in _EVERY.finditer(folded):
        window, far = max(0, found.start() - _REACH), found.end() + _REACH
        begin = max(window, *(folded.rfind(sign, window, found.start()) + 1 for sign in _BREAKS))
        stop = min((at for sign in _BREAKS if (at := folded.find(sign, found.end(), far)) >= 0), default=far)
        clause = folded[begin:stop]
        does = _DOES.search(folded, found.end(), stop) or _DOES.search(folded, begin, found.start())
        if does is None or _NOT_THIS.search(clause.replace(found[0], "")):
            continue
        every = _SAME.get(found["every"], found["every"])
        day = int(found["day"]) if found["day"] else None
        yield Often((), found.start(), text[slice(*found.span())], does.lastgroup or "", every, day)
