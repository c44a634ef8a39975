"""Numbers in a project's 资金用途 and 绩效目标 that its own indicators have otherwise.

What stands behind a number is read here (``组织12期培训`` against 培训期数); what stands before it is read by
`perfgen.checks.said_values`, and dates by `perfgen.checks.own_dates`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfgen.checks.called import comparable
from perfgen.checks.figures import COUNT, MONEY, Figure, figures_in, of_target
from perfgen.checks.history import is_former
from perfgen.checks.naming import normalised
from perfgen.checks.reading import bare
from perfgen.checks.subject import Path, Row, Subject, text_at
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（）()"
_STOP = regex(rf"[{re.escape(_BREAKS)}]")
_MEASURES = regex(
    "(?:数量|总数|个数|次数|人数|人次|批次|场次|期数|家数|件数|户数|台数|套数|辆数|间数|所数|条数|处数|座数|面积|长度|里程|数|量)$"
)
_GENERAL = regex("(?:组织|开展|举办|完成|实施|计划|全年|年度|本年|开办)*")
NOT_THIS = regex(
    "每|人均|上年|去年|往年|同比|环比|较|其中|分别|累计|第|完成值|超出|减少|增加|新增|现有|已有|原有|共有|辖区|所有|全[县市区局校镇乡]|目前|其余|首批|"
    "[一二三四]季度|[上下]半年|前期|期间|近年|近[两三]年|平均|最多|连续"
)
_PASSED_OVER = regex(r"\d|[、和及与]")
_AS_FAR = 4
"""So many characters may stand between a number and the name of what it counts: 500名(乡村)教师."""
_A_NUMBER = regex(r"[\d二两三四五六七八九十百千]")
LEAST_NAME = 2
_WINDOW = 80
"""As far, in characters, as a clause is read on either side."""
_MOST_COMPARED = 100_000
"""So many times at most a number is held against a row; the samples take a few hundred."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A number or date in a project's own text (from `start`, as `written`) that `row` has otherwise."""

    path: Path
    start: int
    written: str
    row: Row


def otherwise(subject: Subject) -> Iterator[Otherwise]:
    """The numbers in 资金用途 and 绩效目标 that the project's indicators have otherwise, in order."""
    left = _MOST_COMPARED
    for rows, aims in terms(subject):
        figures = counted(rows)
        for path, text in aims if figures else ():
            if left > 0 and _A_NUMBER.search(text):
                said = [one for one in figures_in(text) if one.kind != MONEY][: left // len(figures)]
                left -= len(said) * len(figures)
                yield from _numbers(path, text, said, figures)


def terms(subject: Subject) -> Iterator[tuple[Sequence[Row], Sequence[tuple[Path, str]]]]:
    """The rows of each project and its own texts: those of the year, and those of 中期."""
    for one in subject.projects:
        yield one.rows, one.aims
        yield one.medium_rows, one.medium_aims


def counted(rows: Sequence[Row]) -> list[tuple[Row, Figure]]:
    """The rows that count things, each with its figure."""
    return [(row, one) for row in rows if (one := of_target(row.indicator.target)) and one.kind == COUNT and one.value]


def is_of_others(subject: Subject, path: Path, start: int) -> bool:
    """Whether the clause a figure stands in speaks of what there is already, of a part or of all the county: 全县共有1200间教室."""
    text = text_at(subject.filing, path) or ""
    begin, _ = clause_around(text, start, start)
    return _THERE.search(text, begin, start) is not None


_THERE = regex("上年|去年|往年|现有|已有|原有|共有|辖区|所有|目前|其余|首批|近年|平均|最多|第|累计|分别")


def _numbers(
    path: Path, text: str, said: Sequence[Figure], figures: Sequence[tuple[Row, Figure]]
) -> Iterator[Otherwise]:
    together: dict[str, Decimal] = defaultdict(Decimal)
    for figure in said:
        together[figure.unit] += figure.value
    for figure in said:
        if figure.kind != COUNT or figure.loose or is_former(text, figure.start, figure.end):
            continue
        near = [(row, target) for row, target in figures if comparable(figure, target)]
        if not near or any(target.value == figure.value for _, target in near):
            continue
        begin, end = clause_around(text, figure.start, figure.end)
        clause, behind = text[begin:end], text[figure.end : end]
        if NOT_THIS.search(clause):
            continue
        beside = [one for one in said if figure.end <= one.start < end]
        ahead = clause[: figure.start - begin]
        meant = [
            (row, target)
            for row, target in near
            if not _is_said(target, beside)
            and (_is_counted(behind, clause, row) or _is_named(ahead, row, more=figure.value > target.value))
        ]
        if len(meant) == 1 and together[figure.unit] != meant[0][1].value:
            yield Otherwise(path, figure.start, text[figure.start : figure.end], meant[0][0])


def _is_said(target: Figure, said: Sequence[Figure]) -> bool:
    """Whether the value of a row is said right behind another: 22个服务站可办31项 of 可办事项 31项."""
    return any(one.value == target.value and comparable(one, target) for one in said)


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around some characters begins and ends, no further away than a clause is long."""
    window = max(0, start - _WINDOW)
    begin = max(window, *(text.rfind(sign, window, start) + 1 for sign in _BREAKS))
    stop = _STOP.search(text, end, end + _WINDOW)
    return begin, stop.start() if stop else min(len(text), end + _WINDOW)


def _is_counted(behind: str, clause: str, row: Row) -> bool:
    """Whether what a row counts stands right behind a number, and what its name has before that in the same clause."""
    core = _MEASURES.sub("", normalised(bare(row.indicator.name)))
    for length in range(len(core), LEAST_NAME - 1, -1):
        thing, rest = core[-length:], core[:-length]
        at = behind.find(thing, 0, length + _AS_FAR)
        if at >= 0:
            return not _PASSED_OVER.search(behind[:at]) and (_GENERAL.fullmatch(rest) is not None or rest in clause)
    return False


_DOES = regex(
    "^(?:全年|年度|计划|组织|开展|举办|完成|实施|开办|储备|购置|采购|购买|添置|配备|配置|更换|更新|发放|印制|印刷|安装|新建|建设|改造|维修|修缮|栽植|种植|救助|培训|检查|检测)+"
)
_LEAST_ENDS = 4


@lru_cache(maxsize=4096)
def thing_of(name: str) -> str:
    """What an indicator is about, without what is done to it and how it is counted: 救生衣 of 储备救生衣数量."""
    return _DOES.sub("", _MEASURES.sub("", normalised(bare(name))))


def _is_named(ahead: str, row: Row, *, more: bool) -> bool:
    """Whether the thing a row is about stands right before a number: 救生衣3000件 of 储备救生衣数量.

    Of a thing with more said of it (锅炉应急演练6次 of 开展应急演练次数) there cannot be `more` than of all.
    """
    words = normalised(re.split("[、和及与]", ahead)[-1]).removesuffix("共")
    core, said = thing_of(row.indicator.name), _DOES.sub("", words)
    if len(core) < LEAST_NAME:
        return False
    return said == core or (more and len(core) >= _LEAST_ENDS and said.endswith(core))
