"""Numbers and dates in a project's 资金用途 and 绩效目标 that its own indicators have otherwise.

What stands behind a number is read here (``组织12期培训`` against 培训期数); what stands before it is read by
`perfgen.checks.said_values`. A date is compared where the same thing is to be finished by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfgen.checks.called import comparable
from perfgen.checks.figures import COUNT, MONEY, Figure, counts, figures_in, of_target
from perfgen.checks.naming import normalised
from perfgen.checks.reading import QUANTITY, TIME, bare, is_date
from perfgen.checks.subject import Path, Row, Subject, text_at
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（）()"
_STOP = regex(rf"[{re.escape(_BREAKS)}]")
_MEASURES = regex(
    "(?:数量|总数|个数|次数|人数|人次|批次|场次|期数|家数|件数|户数|台数|套数|辆数|间数|所数|条数|处数|座数|面积|长度|里程|数|量)$"
)
_GENERAL = regex("(?:组织|开展|举办|完成|实施|计划|全年|年度|本年|开办)*")
_NOT_THIS = regex(
    "每|人均|上年|去年|往年|同比|环比|较|其中|分别|累计|第|完成值|超出|减少|增加|新增|现有|已有|原有|共有|辖区|所有|全[县市区局校镇乡]|目前|其余|首批|"
    "[一二三四]季度|[上下]半年|前期|期间|近年|近[两三]年|平均|最多|连续"
)
_PASSED_OVER = regex(r"\d|[、和及与]")
_AS_FAR = 4
"""So many characters may stand between a number and the name of what it counts: 500名(乡村)教师."""
_A_NUMBER = regex(r"[\d二两三四五六七八九十百千]")
_LEAST_NAME = 2
_WINDOW = 80
"""As far, in characters, as a clause is read on either side."""
_MOST_COMPARED = 100_000
"""So many times at most a number is held against a row; the samples take a few hundred."""

_DATE = regex(
    r"(?:(?P<year>20\d\d)\s*年)?\s*(?:(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?(?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号]|(?P<part>底|末|初|中旬|上旬|下旬|中))?"
    r"|(?<=年)(?P<year_end>年?[底末])|(?<!\d)(?P<end>年[底末]))(?P<by>之?前|以前|之?内|以内)?"
)
_FINISHED = (
    (
        "完成",
        "完工",
        "竣工",
        "建成",
        "交付",
        "投入使用",
        "投用",
        "结束",
        "出版",
        "通车",
        "通水",
        "开放",
        "上线",
        "完毕",
    ),
    ("发放", "拨付", "兑付", "支付", "到位"),
)
_TIME_WORDS = regex(
    "(?:完成|完工|竣工|建成|交付|投入使用|投用|结束|发放|拨付|兑付|支付|到位|的|时间|时限|日期|期限|时效|截止|及时性|工期)+$"
)
_ANYTHING = regex("(?:项目|工程|工作|任务|整体|全部|各项|总体|建设|年度|计划|目标|资金)*")
_EVERYTHING = regex("全部|所有|各项|项目|整体|整个|工程")
_STEP = regex(
    "招标|招投标|采购|设计|前期|立项|评审|合同|方案|申报|调查|摸底|审计|结算|准备|备案|签订|开工|启动|主体|一期|二期|首批|初验|验收"
)
_PARTS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_MONTH_END, _SAME = 31, 10
"""Days: where a month ends, whatever its length; dates no further apart mean the same."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A number or date in a project's own text (from `start`, as `written`) that `row` has otherwise."""

    path: Path
    start: int
    written: str
    row: Row


@dataclass(frozen=True, slots=True)
class _Until:
    """A date: its place in a text, year where one is said, month and day; `before` where it says 前 or 内."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    before: bool = False

    def later(self, other: _Until) -> bool:
        """Whether it comes after another, as far as both say."""
        year = self.year or other.year or 0
        return (year, self.month, self.day) > (other.year or year, other.month, other.day)

    def differs(self, other: _Until) -> bool:
        """Whether two dates cannot mean the same."""
        if self.year and other.year and self.year != other.year:
            return True
        return self.month != other.month or abs(self.day - other.day) > _SAME


@dataclass(frozen=True, slots=True)
class _Dated:
    """A 时效指标 with a date: what is finished by it, and in which words of `_FINISHED`."""

    row: Row
    until: _Until
    thing: str
    ways: tuple[str, ...]


def otherwise(subject: Subject) -> Iterator[Otherwise]:
    """The numbers and dates in 资金用途 and 绩效目标 that the project's indicators have otherwise, in order."""
    left = _MOST_COMPARED
    terms = (
        (rows, aims)
        for one in subject.projects
        for rows, aims in ((one.rows, one.aims), (one.medium_rows, one.medium_aims))
    )
    for rows, aims in terms:
        figures = [
            (row, one) for row in rows if (one := of_target(row.indicator.target)) and one.kind == COUNT and one.value
        ]
        dated = _dated(rows)
        for path, text in aims:
            if figures and left > 0 and _A_NUMBER.search(text):
                said = [one for one in figures_in(text) if one.kind != MONEY][: left // len(figures)]
                left -= len(said) * len(figures)
                yield from _numbers(path, text, said, figures)
            if dated and ("月" in text or "年" in text):
                yield from _dates(path, text, dated, figures)


def is_of_others(subject: Subject, path: Path, start: int) -> bool:
    """Whether the clause a figure stands in speaks of what there is already, of a part or of all the county: 全县共有1200间教室."""
    text = text_at(subject.filing, path) or ""
    begin, _ = _clause(text, start, start)
    return _THERE.search(text, begin, start) is not None


_THERE = regex("上年|去年|往年|现有|已有|原有|共有|辖区|所有|目前|其余|首批|近年|平均|最多|第|累计|分别")


def _numbers(
    path: Path, text: str, said: Sequence[Figure], figures: Sequence[tuple[Row, Figure]]
) -> Iterator[Otherwise]:
    together: dict[str, Decimal] = defaultdict(Decimal)
    for figure in said:
        together[figure.unit] += figure.value
    for figure in said:
        if figure.kind != COUNT or figure.loose:
            continue
        near = [(row, target) for row, target in figures if comparable(figure, target)]
        if not near or any(target.value == figure.value for _, target in near):
            continue
        begin, end = _clause(text, figure.start, figure.end)
        clause, behind = text[begin:end], text[figure.end : end]
        if _NOT_THIS.search(clause):
            continue
        ahead = clause[: figure.start - begin]
        meant = [
            (row, target)
            for row, target in near
            if _is_counted(behind, clause, row) or _is_named(ahead, row, more=figure.value > target.value)
        ]
        if len(meant) == 1 and together[figure.unit] != meant[0][1].value:
            yield Otherwise(path, figure.start, text[figure.start : figure.end], meant[0][0])


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around some characters begins and ends, no further away than a clause is long."""
    window = max(0, start - _WINDOW)
    begin = max(window, *(text.rfind(sign, window, start) + 1 for sign in _BREAKS))
    stop = _STOP.search(text, end, end + _WINDOW)
    return begin, stop.start() if stop else min(len(text), end + _WINDOW)


def _is_counted(behind: str, clause: str, row: Row) -> bool:
    """Whether what a row counts stands right behind a number, and what its name has before that in the same clause."""
    core = _MEASURES.sub("", normalised(bare(row.indicator.name)))
    for length in range(len(core), _LEAST_NAME - 1, -1):
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
def _thing(name: str) -> str:
    """What an indicator is about, without what is done to it and how it is counted: 救生衣 of 储备救生衣数量."""
    return _DOES.sub("", _MEASURES.sub("", normalised(bare(name))))


def _is_named(ahead: str, row: Row, *, more: bool) -> bool:
    """Whether the thing a row is about stands right before a number: 救生衣3000件 of 储备救生衣数量.

    Of a thing with more said of it (锅炉应急演练6次 of 开展应急演练次数) there cannot be `more` than of all.
    """
    words = normalised(re.split("[、和及与]", ahead)[-1]).removesuffix("共")
    core, said = _thing(row.indicator.name), _DOES.sub("", words)
    if len(core) < _LEAST_NAME:
        return False
    return said == core or (more and len(core) >= _LEAST_ENDS and said.endswith(core))


def _dated(rows: Sequence[Row]) -> list[_Dated]:
    """The 时效指标 that say a date something is finished by."""
    found = []
    for row in rows:
        written = row.indicator.target.written
        if row.indicator.level2 != TIME or not is_date(written):
            continue
        until = next(_untils(written), None)
        name = normalised(bare(row.indicator.name))
        ways = tuple(word for words in _FINISHED if any(word in name for word in words) for word in words)
        if until and ways:
            found.append(_Dated(row, until, _TIME_WORDS.sub("", name), ways))
    return found


def _dates(
    path: Path, text: str, dated: Sequence[_Dated], figures: Sequence[tuple[Row, Figure]]
) -> Iterator[Otherwise]:
    said = list(_untils(text))
    for number, until in enumerate(said):
        begin, end = _clause(text, until.start, until.end)
        end = min(end, said[number + 1].start if number + 1 < len(said) else end)
        clause, behind = text[begin:end], text[until.end : end]
        if _NOT_THIS.search(clause):
            continue
        alone = len(said) == len(dated) == 1
        meant = [one for one in dated if _is_finished(clause, behind, until, one, alone=alone)]
        if not meant and alone and _speaks_of(text, dated[0].thing):
            meant = [one for one in dated if not _has_step(clause, one) and any(word in behind for word in one.ways)]
        if not meant and alone and _says_all(behind, figures) and not _has_step(clause, dated[0]):
            meant = list(dated)
        if len(meant) == 1 and meant[0].until.differs(until):
            yield Otherwise(path, until.start, text[until.start : until.end], meant[0].row)


def _says_all(behind: str, figures: Sequence[tuple[Row, Figure]]) -> bool:
    """Whether what stands behind a date is the whole of what the project does: 8月底前更新公交车12台, of 12台."""
    for figure in counts(behind):
        for row, target in figures:
            same = comparable(figure, target) and figure.value == target.value and not figure.loose
            core = _thing(row.indicator.name)
            if same and row.indicator.level2 == QUANTITY and (core[-2:] in behind or core[:2] in behind):
                return True
    return False


def _has_step(clause: str, one: _Dated) -> bool:
    return any(step not in one.thing for step in _STEP.findall(clause))


def _is_finished(clause: str, behind: str, until: _Until, one: _Dated, *, alone: bool) -> bool:
    """Whether a clause with a date says that what a row is about is finished by it.

    Where a row only says that the project is finished, a part of the work may be finished earlier.
    """
    if _has_step(clause, one):
        return False
    done = any(word in behind for word in one.ways)
    if len(one.thing) >= _LEAST_NAME and not _ANYTHING.fullmatch(one.thing):
        return _speaks_of(clause, one.thing) and (done or (until.before and one.thing in behind))
    return done and alone and (until.later(one.until) or _EVERYTHING.search(behind) is not None)


def _speaks_of(text: str, thing: str) -> bool:
    """Whether a text names a thing, or says all of a longer name in other places of it: 大喇叭6月底前检修 of 大喇叭检修."""
    return len(thing) >= _LEAST_NAME and (
        thing in text or (len(thing) >= _LONG_NAME and all(one in text for one in thing))
    )


_LONG_NAME = 4


def _untils(text: str) -> Iterator[_Until]:
    """The dates of a text; a month is taken to its end."""
    for found in _DATE.finditer(half_width(text)):
        year = int(found["year"]) if found["year"] else None
        if found["month"] is None:
            yield _Until(*found.span(), year, 12, _MONTH_END, found["by"] is not None)
            continue
        before = found["by"] is not None
        day = int(found["day"]) if found["day"] else _PARTS.get(found["part"] or "", _MONTH_END)
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        yield _Until(start, found.end(), year, int(found["month"]), day, before)
