"""When a thing is to be done, said in what the narrative says of a project, held against the dates of its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from perfgen.checks import reading as indicators
from perfgen.checks.contradictions import TextSpan
from perfgen.checks.history import of_earlier_year
from perfgen.checks.mentions import GENERAL, NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.subject import Path, Row, Subject
from perfgen.checks.texts import remembered
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_MONTH = regex(
    r"(?<![\d.\-—~～至到])(?:(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])|每个?(?=月的?\d))月的?(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号])?"
    r"(?:份|[底末初中]|[上中下]旬)?(?:之?前|以前|之内|内|止)?(?![\-—~～至到])",
    signs="月",
)
_BREAKS = "，,。；;\n"
_STARTED = regex("开工|动工|启动|开始|开建|招标")
_NOT_DONE = regex("起|自|从|每|上年|去年|上半年|第一|前期|首批|部分|已|分别")
_ANY = regex(
    "时间|时限|期限|日期|节点|完成|完毕|完工|竣工|结束|及时|按时|按期|项目|工程|工作|任务|年度|全部|一次性?|全面|所有|各项|开工|动工|启动|底前|之前|以前|前|底|于|在|为|并|确保|保证|力争"
)
_DONE = regex(
    "完成|完毕|完工|竣工|结束|到位|全部|投用|投入使用|交付|建成|发放|拨付|支付|结算|签订|出版|印发|验收|通车|通水|通电|通气|开放|上线|见效|安装|入库|建好|修好|修复|发到|发完"
)
_WINDOW = 50
_ENOUGH = 0.5


class OtherDate(NamedTuple):
    """A date in the narrative (from `start`, as `written`) that is not the one of `row`."""

    path: Path
    start: int
    written: str
    row: Row


class _Dated(NamedTuple):
    row: Row
    month: int | None
    """None for a day of each month."""
    day: int | None
    year: int | None
    about: str


_LINE = regex(r"[^\n]+")


def other_dates(subject: Subject, reading: NarrativeReading) -> Iterator[OtherDate]:
    """The dates said in the passages that the one row they mean has otherwise; not where the paragraph has its date too."""
    texts = dict(subject.narratives())
    dated = [[*_dated(placed.rows)] for placed in subject.projects]
    for passage in reading.passages:
        rows = dated[passage.project]
        text = half_width(texts[passage.path][passage.start : passage.end]) if rows else ""
        for line in _LINE.finditer(text):
            for start, written, row in _in_line(line[0], rows):
                yield OtherDate(passage.path, passage.start + line.start() + start, written, row)
    for path, text in texts.items():
        if path[-1] == GENERAL and any(dated):
            yield from _in_general(subject, reading, path, half_width(text), dated)


def two_dates(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[TextSpan, TextSpan]]:
    """The one date a passage has a project finished by, and the one its 资金用途 and 绩效目标 have, where they differ."""
    texts = dict(subject.narratives())
    for passage in reading.passages:
        narrated = _finished(passage.path, texts[passage.path], passage.start, passage.end)
        own = [
            one for path, text in subject.projects[passage.project].aims for one in _finished(path, text, 0, len(text))
        ]
        if len(narrated) == len(own) == 1 and narrated[0][0] != own[0][0]:
            yield narrated[0][1], own[0][1]


def _finished(path: Path, text: str, start: int, end: int) -> list[tuple[int, TextSpan]]:
    """The months within a text by the end of which something is finished, and whatever other month it speaks of."""
    return [(month, span._replace(path=path)) for month, span in _months(text, start, end)]


@remembered
def _months(text: str, start: int, end: int) -> tuple[tuple[int, TextSpan], ...]:
    folded, found = half_width(text), list[tuple[int, TextSpan]]()
    for one in _MONTH.finditer(folded, start, end):
        clause = _clause(folded, one)
        if not one["month"] or _NOT_DONE.search(clause) or not _BY.search(one[0]):
            continue
        if _STARTED.search(clause) or _STEP.search(clause) or not _DONE.search(clause):
            return ()
        found.append((int(one["month"]), TextSpan((), one.start(), one[0], clause)))
    return tuple(found)


_BY = regex("[底末]|前|内")
_STEP = regex(
    "前期|设计|立项|评审|合同|方案|申报|调查|摸底|审计|准备|备案|签订|主体|一期|二期|首批|初验|采购|支付|拨付"
)


def _in_general(
    subject: Subject, reading: NarrativeReading, path: Path, text: str, dated: Sequence[Sequence[_Dated]]
) -> Iterator[OtherDate]:
    """The dates said of the thing only one project is about, outside its passage: 年鉴11月底前出版 of 年鉴编纂经费."""
    names = [normalised(placed.project.name) for placed in subject.projects]
    for one in islice(_MONTH.finditer(text), _MOST):
        clause = _clause(text, one)
        if (
            not one["month"]
            or _NOT_DONE.search(clause)
            or not _DONE.search(clause)
            or reading.owner(path, one.start()) is not None
        ):
            continue
        if of_earlier_year(text, one.start(), own=subject.filing.year):
            continue
        thing = _DONE.sub("", _ANY.sub("", normalised(clause)))
        whose = [number for number, name in enumerate(names) if len(thing) > 1 and thing in name]
        rows = dated[whose[0]] if len(whose) == 1 else ()
        ends = [row for row in rows if row.month and _STARTED.search(row.row.indicator.name) is None]
        if len(ends) == 1 and not _STARTED.search(clause) and not _agrees(one, ends[0]):
            yield OtherDate(path, one.start(), one[0], ends[0].row)


_MOST = 200
"""So many dates of a narrative are looked at; the samples have a few."""


def _dated(rows: Sequence[Row]) -> Iterator[_Dated]:
    for row in rows:
        target = row.indicator.target
        found = _MONTH.search(half_width(target.written)) if row.indicator.level2 == indicators.TIME else None
        written = target.written.strip().lstrip("≤<=")
        if found and (indicators.is_date(written) if found["month"] else found[0] == half_width(written)):
            month, day, year = (int(found[part]) if found[part] else None for part in ("month", "day", "year"))
            name = normalised(row.indicator.name)
            yield _Dated(row, month, day, year, _ANY.sub("", name))


def _in_line(line: str, rows: Sequence[_Dated]) -> Iterator[tuple[int, str, Row]]:
    said = [one for one in _MONTH.finditer(line) if not _NOT_DONE.search(_clause(line, one))]
    for one in said:
        meant = _meant(line, one, rows)
        if meant is None or _agrees(one, meant) or any(_agrees(other, meant) for other in said):
            continue
        yield one.start(), one[0], meant.row


def _clause(line: str, one: re.Match[str]) -> str:
    window = max(0, one.start() - _WINDOW)
    begin = max(window, *(line.rfind(sign, window, one.start()) + 1 for sign in _BREAKS))
    ends = [place for sign in _BREAKS if (place := line.find(sign, one.end(), one.end() + _WINDOW)) >= 0]
    return line[begin : one.start()] + line[one.end() : min(ends, default=one.end() + _WINDOW)]


def _meant(line: str, one: re.Match[str], rows: Sequence[_Dated]) -> _Dated | None:
    """The row a date means: what it is about stands around it, or it is the only one and nothing else is spoken of."""
    clause = normalised(_clause(line, one))
    started = _STARTED.search(clause) is not None
    rows = [
        row
        for row in rows
        if (_STARTED.search(row.row.indicator.name) is not None) == started
        and (row.month is None) == (one["month"] is None)
    ]
    if not rows:
        return None
    scored = sorted(((_share(row.about, clause), number) for number, row in enumerate(rows)), reverse=True)
    best, number = scored[0]
    if best >= _ENOUGH and (len(scored) == 1 or scored[1][0] < best):
        return rows[number]
    if (
        len(rows) == 1
        and (started or _DONE.search(clause))
        and (len(rows[0].about) < 2 or len(_DONE.sub("", _ANY.sub("", clause))) < 2)
    ):
        return rows[0]
    return None


def _share(about: str, clause: str) -> float:
    if len(about) < 2 or not any(about[at : at + 2] in clause for at in range(len(about) - 1)):
        return 0
    return sum(sign in clause for sign in about) / len(about)


def _agrees(one: re.Match[str], row: _Dated) -> bool:
    same_day = not (one["day"] and row.day) or int(one["day"]) == row.day
    same_year = not (one["year"] and row.year) or int(one["year"]) == row.year
    same_month = (int(one["month"]) if one["month"] else None) == row.month
    return same_month and same_day and same_year
