"""Dates as targets and clerks say them: a day, a part of a month, a month, a quarter, a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from perfgen.filing.numbers import half_width
from perfgen.filing.numerals import arabic, parse
from perfgen.filing.regex import regex


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date as it was said; `year` is None where it was left out.

    `first` and `last` are month and day, both included; the 31st of a shorter month is its last day.
    `before` where 前 stands behind it; `by_month` where only a month was named with 前, 12月前: it may mean its beginning or its end, and is taken as its end.
    """

    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    by_month: bool = False
    before: bool = False

    def span(self, year: int | None) -> tuple[date, date] | None:
        """The first and the last day it may be, in `year` where it says none; None where nobody says a year."""
        known = self.year or year
        if known is None:
            return None
        return _day(known, *self.first), _day(known, *self.last)


_QUARTERS = {**dict(zip("一二三四", range(1, 5), strict=True)), **{str(number): number for number in range(1, 5)}}
_PARTS = {
    **dict.fromkeys(("初", "上旬"), (1, 10)),
    **dict.fromkeys(("中", "中旬"), (11, 20)),
    **dict.fromkeys(("底", "末", "下旬"), (21, 31)),
    **dict.fromkeys(("份", ""), (1, 31)),
}
_DONE = (
    "(?:全部|全面|均|基本|按期|按时|及时)?(?:完成|完毕|完工|竣工|开工|到位|验收|交付|拨付|支付|发放|兑付|结束|上报|投用|"
    "投入使用|启动|印发|建成|实施|采购|通车|上线|入库)*了?"
)
_LEAD = r"(?:实际|已|经?于|在|截至|截止|到|至|计划|预计|≤|<|=|:)*(?:全部|均)?(?:完成时间|完成|竣工|完工|验收)?(?:于|在|[:是为])?"
_TAIL = rf"(?P<by>之?前|以前)?(?:以内|之内|内|止)?(?:{_DONE})(?:[（(][^（）()\d]*[）)])?[。.,;]?"
_RANGE = regex(
    r"^(?:20\d\d年?[-—–~～至到]+(?=20\d\d年)|(?:(?P<year>20\d\d)年)?(?:1[0-2]|0?[1-9])(?:月(?:\d{1,2}[日号])?|\.\d{1,2})?(?:份|[初中底末])?[-—–~～至到]+(?=.*月))"
)
_FORM = regex(
    rf"{_LEAD}(?:"
    r"(?P<digits>20\d{6})"
    r"|(?P<y1>20\d\d)[-./](?P<m1>1[0-2]|0?[1-9])(?:[-./](?P<d1>[12]\d|3[01]|0?[1-9]))?(?:00:00(?::00)?)?"
    r"|(?:(?P<y2>20\d\d)年度?)?(?:"
    r"(?P<m2>1[0-2]|0?[1-9])月(?:(?P<d2>[12]\d|3[01]|0?[1-9])[日号]?|(?P<part>份|初|中旬|上旬|下旬|中|底|末))?"
    r"|第?(?P<quarter>[1-4一二三四])季度?[底末]?|(?P<half>[上下]半年)[底末]?|(?P<year_part>年?[底末内])|(?P<whole>全年|本年度?|当年)"
    r")"
    r"|(?P<y3>20\d\d)年度?"
    rf"){_TAIL}"
)
_BRACKETED = regex(r"[^\d（(）)]{1,20}[（(]([^（()）]+)[）)]")
"""A day that is called something, with its date behind it: ``秋季开学前（8月31日前）``."""
_COUNTED = regex("[一二三四五六七八九]?十[一二三四五六七八九]?(?=[月日号])")
_LONGEST = 60


def read(text: str) -> SaidDate | None:
    """The date a text says and nothing else beside 前, 完成 and the like; None where it says none, or one there is not.

    Of a span (``1-12月``) its end counts, of a name with a date in brackets behind it the date.

    >>> read("2023年12月底前").last, read("第三季度").first, read("2023年2月30日")
    ((12, 31), (7, 1), None)
    """
    narrow = "".join(_in_digits(half_width(text)).replace("，", ",").replace("：", ":").split()) if _short(text) else ""
    begun = _RANGE.match(narrow)
    found = _FORM.fullmatch(narrow[begun.end() :] if begun else narrow) if narrow else None
    if found is None and (named := _BRACKETED.fullmatch(narrow)):
        return read(named[1])
    if found is None:
        return None
    year = next((int(found[name]) for name in ("y1", "y2", "y3") if found[name]), None)
    if year is None and begun and begun["year"]:
        year = int(begun["year"])
    if found["digits"]:
        year, month, day = int(found["digits"][:4]), int(found["digits"][4:6]), int(found["digits"][6:])
        return _checked(year, (month, day), (month, day))
    before = bool(found["by"])
    month = int(found["m1"] or found["m2"] or 0)
    if not month:
        return SaidDate(year, *_without_month(found["quarter"], found["half"], found["year_part"]), before=before)
    if said := found["d1"] or found["d2"]:
        return _checked(year, (month, int(said)), (month, int(said)), before=before)
    first, last = _PARTS[found["part"] or ""]
    return SaidDate(year, (month, first), (month, last), before and not found["part"], before)


def _in_digits(text: str) -> str:
    return arabic(_COUNTED.sub(lambda found: str(parse(found[0])), text))


def _short(text: str) -> bool:
    return len(text) <= _LONGEST


def _without_month(
    quarter: str | None, half: str | None, year_part: str | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    if quarter:
        ends = 3 * _QUARTERS[quarter]
        return (ends - 2, 1), (ends, 31)
    if half:
        return ((1, 1), (6, 31)) if half[0] == "上" else ((7, 1), (12, 31))
    return ((12, 1) if year_part and year_part[-1] in "底末" else (1, 1)), (12, 31)


def _checked(
    year: int | None, first: tuple[int, int], last: tuple[int, int], *, before: bool = False
) -> SaidDate | None:
    month, day = last
    there_is = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]
    return SaidDate(year, first, last, before=before) if there_is else None


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def days_late(deadline: date, done: date) -> int:
    """How many days after the deadline, 0 for none."""
    return max((done - deadline).days, 0)


def months_late(deadline: date, done: date) -> int:
    """How many months after the deadline have begun, 0 for none. A month goes from a day to the same day, or to the last.

    >>> months_late(date(2023, 6, 30), date(2023, 7, 30)), months_late(date(2023, 12, 31), date(2024, 1, 1))
    (1, 1)
    """
    if done <= deadline:
        return 0
    is_last = (deadline + timedelta(days=1)).day == 1
    day = calendar.monthrange(done.year, done.month)[1] if is_last else deadline.day
    gone = (done.year - deadline.year) * 12 + done.month - deadline.month
    return gone + (done.day > day)
