"""TXT10: dates that cannot be."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject, where
from perfgen.errors import Severity
from perfgen.filing.numerals import parse
from perfgen.filing.regex import regex

_DAYS = "[日号]"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_IN_MONTH = regex(
    rf"(?<![\d.第])(?:(?P<year>20\d\d)\s*年度?\s*)?(?P<month>\d{{1,2}})\s*月\s*(?:份\s*)?(?P<day>\d{{1,2}})"
    rf"(?:\s*[日号]?\s*[-~～—至到]\s*(?P<last>\d{{1,2}}))?\s*{_DAYS}"
    rf"|(?<![一二三四五六七八九十第])(?P<c_month>{_CHINESE})月(?P<c_day>{_CHINESE}){_DAYS}"
)
_MONTH = regex(
    r"(?<![\d.第])(?:(?P<year>20\d\d)\s*年度?\s*)?(?P<month>\d{1,2})\s*月(?=\s*(?:份?[底末初]|[上中下]旬|份|(?:之?前|以前)))"
    r"|(?<!\d)1\s*[至到\-—~～]\s*(?P<until>\d{1,2})\s*月"
    r"|(?<=\d年)\s*(?P<of_year>\d{1,2})\s*月(?![\d龄])"
    r"|(?<![一二三四五六七八九十第])(?P<c_month>十[三四五六七八九]|二十[一二三四五六七八九]?)月(?=[底末初份]|[上中下]旬|之?前)"
)
_PARTED = regex(
    r"(?<![A-Za-z\d.\-/〕])(?P<year>20\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![A-Za-z\d.\-/号])"
)
_EACH_MONTH = regex(rf"(?:每个?|次|[当本上下]个?)月的?\s*(?P<day>\d{{1,2}})\s*{_DAYS}")
_QUARTER = regex(r"(?:第[五六七八九5-9]个?|(?<![\d\u4e00-\u9fff.])[5-9])季度")
_CLOCK = regex(
    r"(?<![\d:：.])(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?=\s*(?:前|之前|以前|至|到|—|-|~|～|开|结束|播|起|准时|后))"
)
_PLAIN = regex("[^\\d月季]*(?:20\\d\\d年)?(?:1[0-2]|[1-9])月[底末前]*[^\\d月季]*")
"""A text with one month that there is: most targets that are dates."""
_MONTHS, _LONGEST = 12, 31


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in where(subject.texts, lambda text: _looked_for(text) and _PLAIN.fullmatch(text) is None):
        yield from _in_text(path, text, subject.filing.year, _looked_for(text))


def _looked_for(text: str) -> list[_Look]:
    return [look for sign, looks in _LOOKS.items() if sign in text for look in looks]


def _in_text(path: Path, text: str, year: int, looked_for: Sequence[_Look]) -> Iterator[Finding]:
    told: set[int] = set()
    for pattern, reason in looked_for:
        for found in pattern.finditer(text):
            wrong = reason(found, year)
            if wrong and not told & {*range(*found.span())}:
                told.update(range(*found.span()))
                words = found[0].strip()
                at = found.start() + len(found[0]) - len(found[0].lstrip())
                yield Finding(path, f"没有“{words}”这样的日期：{wrong}", "核对日期", words, at)


def _number(text: str | None) -> int:
    """A number in digits or Chinese, 0 where it is none."""
    if not text:
        return 0
    return int(text) if text.isdecimal() else int(parse(text) or 0)


def _day(found: re.Match[str], year: int) -> str:
    """What is wrong with a month and a day, empty where nothing is. A year not said is the filing's."""
    groups = found.groupdict()
    month = _number(groups["month"] or groups.get("c_month"))
    days = [_number(groups[name]) for name in ("day", "c_day", "last") if groups.get(name)]
    if not 1 <= month <= _MONTHS:
        return "一年只有12个月"
    said = _number(groups["year"])
    longest = monthrange(said or year, month)[1]
    if all(1 <= day <= longest for day in days):
        return ""
    if said and month == 2 and not isleap(said):
        return f"{said}年2月只有{longest}天"
    return f"{month}月只有{longest}天"


def _month(found: re.Match[str], _: int) -> str:
    groups = found.groupdict()
    month = _number(groups["month"] or groups["until"] or groups["of_year"] or groups["c_month"])
    return "" if 1 <= month <= _MONTHS else "一年只有12个月"


def _each_month(found: re.Match[str], _: int) -> str:
    return "" if 1 <= int(found["day"]) <= _LONGEST else f"一个月最多{_LONGEST}天"


def _quarter(_: re.Match[str], __: int) -> str:
    return "一年只有四个季度"


def _clock(found: re.Match[str], _: int) -> str:
    return "" if int(found["hour"]) <= _HOURS and int(found["minute"]) < _MINUTES else "一天只有24小时，一小时60分"


_HOURS, _MINUTES = 24, 60
_Look: TypeAlias = "tuple[re.Pattern[str], Callable[[re.Match[str], int], str]]"
_LOOKS: Mapping[str, tuple[_Look, ...]] = {
    "月": ((_IN_MONTH, _day), (_MONTH, _month), (_EACH_MONTH, _each_month)),
    "20": ((_PARTED, _day),),
    "季度": ((_QUARTER, _quarter),),
    ":": ((_CLOCK, _clock),),
    "：": ((_CLOCK, _clock),),
}
"""What is looked for in texts that have a sign of it, and what says what is wrong with it."""

RULE = Rule(
    "TXT10",
    Severity.ERROR,
    "日期不存在",
    "6月31日、13月底、第五季度这样的日期不存在，多半是打错了。13个月、13月龄、第13月是月数，不算。",
    Example(
        bad="预算项目:\n  - {资金用途: 6月31日前完成改造，13月底前验收。}\n",
        good="预算项目:\n  - {资金用途: 6月30日前完成改造，12月底前验收，运行13个月。}\n",
    ),
    "公历的月份和天数",
    Tag.OTHER,
    _find,
)
