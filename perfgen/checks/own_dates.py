"""Dates in a project's 资金用途 and 绩效目标 that its own 时效指标 have otherwise.

They are compared where the same thing is to be finished by it, or where most of what a row is called stands beside the date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfgen.checks.called import comparable
from perfgen.checks.evidence import covered
from perfgen.checks.figures import Figure, counts
from perfgen.checks.naming import normalised
from perfgen.checks.own_numbers import LEAST_NAME, NOT_THIS, Otherwise, clause_around, counted, terms, thing_of
from perfgen.checks.reading import QUANTITY, TIME, bare, is_date
from perfgen.checks.subject import Path, Row, Subject
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_DATE = regex(
    r"(?:(?P<year>20\d\d)\s*年)?\s*(?:(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?(?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号]|(?P<part>底|末|初|中旬|上旬|下旬|中))?"
    r"|(?<=年)(?P<year_end>年?[底末])|(?<!\d)(?P<end>年[底末]))(?P<by>之?前|以前|之?内|以内)?"
)
_FINISHED = (
    (
        "完成",
        "完工",
        "竣工",
        "交工",
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
    "(?:完成|完工|竣工|交工|建成|交付|投入使用|投用|结束|发放|拨付|兑付|支付|到位|的|时间|时限|日期|期限|时效|截止|及时性|工期)+$"
)
_BEGINNING = regex("^(?:项目|工程|工作|任务|整体|全部|各项|最后一[个批处次]|本年|年度)+")
_LONGEST_NAME = 20
_ANYTHING = regex("(?:项目|工程|工作|任务|整体|全部|各项|总体|建设|年度|计划|目标|资金)*")
_EVERYTHING = regex("全部|所有|各项|项目|整体|整个|工程")
_STEP = regex(
    "招标|招投标|采购|设计|前期|立项|评审|合同|方案|申报|调查|摸底|审计|结算|准备|备案|签订|开工|启动|主体|一期|二期|首批|初验|验收"
)
_PARTS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_MONTH_END, _SAME = 31, 10
"""Days: where a month ends, whatever its length; dates no further apart mean the same."""


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
    """A 时效指标 with a date: what is done by it, in which words of `_FINISHED`, and what it and its description are called."""

    row: Row
    until: _Until
    thing: str
    ways: tuple[str, ...]
    called: tuple[str, ...]


def dated_otherwise(subject: Subject) -> Iterator[Otherwise]:
    """The dates in 资金用途 and 绩效目标 that the project's 时效指标 have otherwise, in order."""
    for rows, aims in terms(subject):
        dated = _dated(rows)
        for path, text in aims if dated else ():
            if "月" in text or "年" in text:
                yield from _dates(path, text, dated, counted(rows))


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
        if until:
            called = (_TIME_WORDS.sub("", normalised(text)) for text in (name, row.indicator.description))
            short = dict.fromkeys(_BEGINNING.sub("", text) for text in called)
            told = tuple(text for text in short if LEAST_NAME <= len(text) <= _LONGEST_NAME)
            found.append(_Dated(row, until, _TIME_WORDS.sub("", name), ways, told))
    return found


def _dates(
    path: Path, text: str, dated: Sequence[_Dated], figures: Sequence[tuple[Row, Figure]]
) -> Iterator[Otherwise]:
    said = list(_untils(text))
    for number, until in enumerate(said):
        begin, end = clause_around(text, until.start, until.end)
        end = min(end, said[number + 1].start if number + 1 < len(said) else end)
        clause, behind = text[begin:end], text[until.end : end]
        if NOT_THIS.search(clause):
            continue
        alone = len(said) == len(dated) == 1
        meant = [one for one in dated if _is_finished(clause, behind, until, one, alone=alone)]
        if not meant and alone and _speaks_of(text, dated[0].thing):
            meant = [one for one in dated if not _has_step(clause, one) and any(word in behind for word in one.ways)]
        if not meant and until.before and (step := _STEP_DONE.fullmatch(behind)):
            meant = [one for one in dated if _is_of_step(text[begin : until.start], step["what"], one)]
        if not meant and alone and _NOTHING_ELSE.fullmatch(text[begin : until.start] + behind):
            meant = [one for one in dated if any(word in behind for word in one.ways)]
        if not meant and alone and _says_all(behind, figures) and not _has_step(clause, dated[0]):
            meant = list(dated)
        if not meant and until.before and not _BEGUN.search(clause):
            apart = max(begin, said[number - 1].end if number else 0, text.rfind("、", begin, until.start) + 1)
            words = normalised(text[apart : until.start] + behind.partition("、")[0])
            meant = [one for one in _most_said(words, dated) if not _has_step(clause, one)]
            if meant and any(not meant[0].until.differs(other) for other in said):
                continue
        if len(meant) == 1 and meant[0].until.differs(until):
            yield Otherwise(path, until.start, text[until.start : until.end], meant[0].row)


def _is_of_step(ahead: str, step: str, one: _Dated) -> bool:
    """Whether a row is when a step is done, and nothing else than its own thing is said ahead of the date: 秋季班 of 秋季班结业时间."""
    name = one.row.indicator.name
    own, said = name.partition(step)[0], normalised(ahead)
    pairs = [own[at : at + 2] for at in range(len(own) - 1)]
    alike = not own or len(said) < LEAST_NAME or 2 * sum(pair in said for pair in pairs) > len(pairs)
    return step in name and alike


_STEP_DONE = regex(
    "[\\s，,]*(?:完成|通过|做完|结束|组织|进行)?(?P<what>公示|验收|招标|采购|设计|评审|签订|审计|初验|考核|评选|录取|录用|入库|安装|调试|培训|抽检|检测|结业|启用|兑付|发放|拨付|支付|公开|公布|上报|印发|表彰)(?:完毕|完成|工作)?"
)
"""A clause that says nothing but by when a step is done: 10月20日前完成公示."""
_NOTHING_ELSE = regex(
    r"[\s，,]*(?:[一二三四五六七八九十\d]{1,2}[、.．])?(?:确保|保证|力争|计划|预计|全部|项目|工程|整体|全面|建设|\s)*"
    f"(?:{'|'.join(word for words in _FINISHED for word in words)})(?:并?(?:投用|投入使用|交付使用))?"
)
"""A clause that says nothing but by when something is finished: 2026年3月底前交工."""
_BEGUN = regex("起|开始|启动|开工|动工|之间|至|到[^位期]")
_MOSTLY = 0.6


def _most_said(words: str, dated: Sequence[_Dated]) -> list[_Dated]:
    """The one row of which most of what it or its description is called stands in some words, and of no other as much."""
    scored = [max((covered(name, words) for name in one.called), default=0) for one in dated]
    best = max(scored)
    return [dated[scored.index(best)]] if best >= _MOSTLY and scored.count(best) == 1 else []


def _says_all(behind: str, figures: Sequence[tuple[Row, Figure]]) -> bool:
    """Whether what stands behind a date is the whole of what the project does: 8月底前更新公交车12台, of 12台."""
    for figure in counts(behind):
        for row, target in figures:
            same = comparable(figure, target) and figure.value == target.value and not figure.loose
            core = thing_of(row.indicator.name)
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
    if len(one.thing) >= LEAST_NAME and not _ANYTHING.fullmatch(one.thing):
        return _speaks_of(clause, one.thing) and (done or (until.before and one.thing in behind))
    return done and alone and (until.later(one.until) or _EVERYTHING.search(behind) is not None)


def _speaks_of(text: str, thing: str) -> bool:
    """Whether a text names a thing, or says all of a longer name in other places of it: 大喇叭6月底前检修 of 大喇叭检修."""
    return len(thing) >= LEAST_NAME and (
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
