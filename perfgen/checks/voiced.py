"""The values that the table of a project and its texts say, each with its measure and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeAlias

from perfgen.checks.figures import MONEY, RATIO, Figure, figures_in, of_target
from perfgen.checks.history import is_former, of_earlier_year
from perfgen.checks.reading import quoted_target
from perfgen.checks.subject import Path, Row, Subject
from perfgen.checks.texts import Spans, remembered_all
from perfgen.filing.numbers import half_width
from perfgen.filing.numerals import parse
from perfgen.filing.regex import regex

TABLE, PURPOSE, GOALS, PASSAGE, OVERVIEW = "指标", "资金用途", "绩效目标", "叙述", "工作活动概况"
DATE = "日期"
OWN_MEASURES = (DATE, "每季日", "每月日")
_SENTENCE_END = regex("[。；;\n]")
_STOPS = regex("[，,。；;：:\n（）()]")
_WINDOW = 40
_NOT_THIS = regex(
    "上年|去年|往年|同比|环比|较|其中|分别|第[一二三四\\d](?!方)|现有|已有|原有|辖区|目前|其余|首批|前期|期间|近年|近[两三]年|平均|最多|连续|"
    "支出进度|执行进度|预算执行|自评"
)
_DATES = regex(
    r"(?:(?P<year>20\d\d)年)?(?<![\d.])(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]|[底末])?"
    r"(?P<by>之?前|以前|之?内|止)?(?![\-—~～至到])"
)
_DAYS = regex(r"(?P<per>季度?末月|每季度?末?|每个?月)(?P<day>[12]\d|3[01]|[1-9])[日号](?:之?前|以前)")
_OFTEN = regex(
    r"每(?P<per>半年|年|季度?|个?月|周|日|天)[\u4e00-\u9fff]{0,8}?(?P<number>\d{1,3}|[一二两三四五六])\s*(?:次|场|期)"
    r"|(?P<other>\d{1,3})(?:次|场|期)[/／](?P<each>半年|年|季度?|月|周|日|天)"
)
_ONE_OF = "平方米|立方米|公里|公顷|人次|场次|批次|台次|家次|户次|件次|亩次|[\u4e00-\u9fff]"
_PRICE = regex(
    rf"(?:每(?P<each>{_ONE_OF})|(?P<mean>[人户村校亩])均)(?:每?(?P<often>[天日次期月年]))?[^\d，,。；;、]{{0,8}}?"
    r"(?P<price>\d{1,9}(?:\.\d{1,4})?)\s*(?P<scale>万?)元"
    r"|(?P<also>\d{1,9}(?:\.\d{1,4})?)\s*(?P<times>万?)元\s*[/／]\s*(?P<of>"
    + _ONE_OF
    + r")(?:[/／·](?P<per>[天日次期月年]))?"
)
_EACH_OF = {"生": "人", "校": "所"}
_GENERAL = regex(
    "完成|组织|开展|举办|不少于|不低于|不小于|不大于|不超过|不高于|少于|低于|超过|以上|以下|以内|全部|全年|年度|达到|达|预算|资金|项目|工作|任务|数量|情况|"
    "绩效|目标|指标|确保|保证|力争|时间|时限|日期|期限|及时|每年|每月|每季|实现|进行|实施|为|底前|月底|之前"
)
_SAME_UNIT = {
    **dict.fromkeys(("人次", "班次"), "人次"),
    **dict.fromkeys(("人", "名", "位"), "人"),
    **dict.fromkeys(("天", "日"), "日"),
    **dict.fromkeys(("场", "场次"), "场"),
    **dict.fromkeys(("批", "批次"), "批"),
    **dict.fromkeys(("台", "套", "辆", "部"), "台"),
    **dict.fromkeys(("份", "册", "本"), "份"),
}
"""Units that count the same; others are themselves."""


class VoicedValue(NamedTuple):
    """A value in a text (from `start`, as `written`): of which measure (a unit, 日期, 次/月), and the words around it."""

    voice: str
    path: Path
    start: int
    written: str
    measure: str
    value: tuple[Decimal | int, ...]
    words: frozenset[str]


def of_table(rows: Sequence[Row]) -> Iterator[VoicedValue]:
    """What some rows say: their targets, and what one of many costs by them."""
    for row in rows:
        path, written, at = quoted_target(row)
        words = _pairs(f"{row.indicator.name}，{row.indicator.description or ''}")
        figure = of_target(row.indicator.target)
        if figure is not None and figure.kind not in (MONEY, RATIO):
            place = _PLACE_IN_NAME.search(row.indicator.name) if figure.unit == "个" else None
            measure = f"个{place[1]}" if place else _measure(figure)
            yield VoicedValue(TABLE, path, at or 0, written, measure, (figure.value,), words)
            if each := _EACH_OF_MANY.search(row.indicator.name):
                measure = f"{_measure(figure)}/每{each[1]}"
                yield VoicedValue(TABLE, path, at or 0, written, measure, (figure.value,), words)
        for measure, value, _ in _others(_priced(row)):
            yield VoicedValue(TABLE, path, at or 0, written, measure, value, words)


def _priced(row: Row) -> str:
    """A target as it is read: of what one of many costs with the word for that, which may stand in the name (每公里造价 ≤45万元)."""
    written = half_width(row.indicator.target.written)
    each = _EACH_IN_NAME.search(row.indicator.name)
    return f"{each[0]}{written}" if each and "元" in written and "/" not in written else written


_EACH_OF_MANY = regex(r"每(?:个|一)?([班站村镇乡校所户人队组场期次点亩辆台项县馆家店])[^每]*$", signs="每")
"""What a number is of each of: 每班12学时."""
_EACH_IN_NAME = regex(f"每(?:{_ONE_OF})|[人户村校亩]均")


def in_text(subject: Subject, voice: str, path: Path, text: str) -> Iterator[VoicedValue]:
    """What a text says in one of the voices, in order; nothing of earlier years, nor of parts."""
    for one in _said(text, subject.filing.year):
        yield VoicedValue(voice, path, *one)


_Said: TypeAlias = tuple[int, str, str, tuple[Decimal | int, ...], frozenset[str]]
"""A value and the words around it, as VoicedValue has them."""


@remembered_all
def _said(text: str, year: int) -> Iterator[_Said]:
    folded = half_width(text)
    if not _NUMERAL.search(folded):
        return
    places = sorted((start, end, measure, value) for measure, value, (start, end) in islice(_others(folded), _MOST))
    taken = Spans((start, end) for start, end, _, _ in places)
    places += [
        (figure.start, figure.end, _measure_in(text, figure), (figure.value,))
        for figure in figures_in(text)[:_MOST]
        if figure.kind not in (MONEY, RATIO)
        and not figure.loose
        and not _ALL_DAY.match(text, figure.start)
        and not taken.hold(figure.start)
    ]
    places.sort()
    ends = [0, *(place[1] for place in places)]
    # What is done by a date goes on behind the number of it: 9月底前完成6辆车的交付.
    starts, following, date = list[int](), len(text), len(text)
    for start, _, measure, _ in reversed(places):
        starts.append(date if measure == DATE else following)
        following, date = start, start if measure == DATE else date
    starts.reverse()
    for (start, end, said, value), before, after in zip(places, ends, starts, strict=False):
        window = max(0, start - _WINDOW, before)
        begin = max((stop.end() for stop in _STOPS.finditer(text, window, start)), default=window)
        stop = _STOPS.search(text, end, min(after, end + _WINDOW))
        measure = said
        ahead, behind = text[begin:start], text[end : stop.start() if stop else min(after, end + _WINDOW)]
        among = text.rfind("其中", max(0, start - _WINDOW), start)
        if among >= 0 and not _SENTENCE_END.search(text, among, start):
            continue  # 15项，其中重点5项、一般10项
        if (
            _NOT_THIS.search(ahead.replace("平均", "") if measure.startswith(PER) else ahead)
            or _NOT_THIS.match(behind)
            or is_former(text, start, end)
        ):
            continue
        if of_earlier_year(text, start, own=year):
            continue
        by_itself = measure in OWN_MEASURES or "/" in measure
        if not by_itself and "每" in ahead:
            each = _EACH_OF_MANY.search(ahead)
            if each is None:
                continue
            measure = f"{said}/每{each[1]}"
        words = _pairs(f"{ahead}，{text[start:end] if by_itself else ''}，{behind}")
        if not words:  # 对档案扫描、著录，全年完成60万页: the clause before tells of what
            again = max((stop.end() for stop in _STOPS.finditer(text, window, max(window, begin - 1))), default=window)
            words = _pairs(text[again:begin])
        yield start, text[start:end], measure, value, words


PER = "元/"
_MOST = 400
"""So many values of a text are read; those of the samples have a few."""
_ALL_DAY = regex("24个?小时(?!之?内|以内|前|完成)")
_NUMERAL = regex(r"\d")


def _others(folded: str) -> Iterator[tuple[str, tuple[Decimal | int, ...], tuple[int, int]]]:
    """Dates, days of each month or quarter, and how often something is done: measure, value and place."""
    taken: list[tuple[int, int]] = []
    for found in _DAYS.finditer(folded):
        per = "季" if "季" in found["per"] else "月"
        taken.append(found.span())
        yield f"每{per}日", (int(found["day"]),), found.span()
    for found in _OFTEN.finditer(folded):
        per = (found["per"] or found["each"]).removeprefix("个").removesuffix("度").replace("天", "日")
        number = found["number"] or found["other"]
        value = int(number) if number.isdigit() else int(parse(number) or 0)
        taken.append(found.span())
        yield f"次/{per}", (value,), found.span()
    for found in _PRICE.finditer(folded):
        each = found["each"] or found["mean"] or found["of"]
        often = found["often"] or found["per"] or ""
        price = Decimal(found["price"] or found["also"]) * (10_000 if found["scale"] or found["times"] else 1)
        taken.append(found.span())
        each = _EACH_OF.get(each) or _SAME_UNIT.get(each, each)
        yield f"元/{each}{often.replace('天', '日').replace('年', '')}", (price,), found.span()
    for found in _DATES.finditer(folded):
        if not any(start <= found.start() < end for start, end in taken):
            yield DATE, (int(found["month"]), int(found["day"] or 0)), found.span()


def _measure_in(text: str, figure: Figure) -> str:
    """The measure of a number in a text; villages and towns counted with 个 are told apart from other things."""
    village = _PLACE.match(text, figure.end) if figure.unit == "个" else None
    return f"个{village[1]}" if village else _measure(figure)


_PLACE = regex("(?:行政|自然|培训|教学)?(村|乡镇|镇|社区|班)(?![级委医干部组主])")


_PLACE_IN_NAME = regex("(?:行政|自然)?(村|乡镇|镇|社区|班)(?:个数|数量|数|总数)?$")


def _measure(figure: Figure) -> str:
    return _SAME_UNIT.get(figure.unit, figure.unit)


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    """The characters of some words that go together two by two, without what is said of anything."""
    pieces = re.split(r"[^\u4e00-\u9fff]+", _GENERAL.sub(" ", words))
    return frozenset(piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1))
