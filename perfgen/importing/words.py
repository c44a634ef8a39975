"""How labels and headings are told, however they were typed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from perfgen.filing.labels import key
from perfgen.filing.numerals import COUNTING

_NUMERAL = f"[0-9{COUNTING}]+"
_NUMBERS = re.compile(
    rf"第{_NUMERAL}(?:部分|章|节|篇)[、.．,，:：]?|[(（]{_NUMERAL}[)）][、.．]?|{_NUMERAL}[、.．,，)）]|[①-⑳⑴-⒇⒈-⒛㈠-㈩][、.．]?"
)
_PART = re.compile(rf"第({_NUMERAL})(?:部分|章|篇)")
_OPENING = re.compile(r"([^:：\s]+)(?:\s*([:：])\s*|\s+)(\S.*)", re.DOTALL)
_LEADERS = "\t …·.．。⋯—- 0123456789ivxIVX"
_BROKEN = re.compile(
    r"(?:错误|Error)\s*[!！]\s*(?:未定义书签|未找到引用源|Bookmark not defined|Reference source not found)?\s*[.。]?\s*$"
)
"""What Word prints for a page number whose bookmark is gone."""

OF_DUTY = re.compile(rf"\s*(?:[{COUNTING}]+[、.．]|[(（][{COUNTING}]+[)）][、.．]?)")
OF_ACTIVITY = re.compile(r"\s*(?:[0-9０-９]+[、.．]|[(（][0-9０-９]+[)）][、.．]?)")
"""The numbers that names in a table have: Chinese ones for what holds others, Arabic ones below."""
_POINTS_BEHIND = re.compile(r"[（(]\s*\d{1,3}(?:\.\d{1,2})?\s*[分%％]?\s*[)）]\s*$")
_TOTALS = ("合计", "总计", "小计", "金额合计")

_LONGEST = 100
"""How far from the end of a line that may begin: blanks without end are tried in many ways."""


def without_page(line: str) -> str:
    """A line of the contents without its leader and page number."""
    return (line[:-_LONGEST] + _BROKEN.sub("", line[-_LONGEST:])).rstrip(_LEADERS)


def head_key(text: str) -> str:
    """What the head of a column says, without the points that stand behind it: 分值（90） is 分值."""
    return key(_POINTS_BEHIND.sub("", text) if len(text) <= _LONGEST else text)


def blank(text: str) -> bool:
    """Whether there is nothing to read."""
    return not text.strip()


def unnumbered(text: str) -> tuple[str, str]:
    """The number a heading begins with (empty where it has none), and the rest."""
    bare = text.strip()
    found = _NUMBERS.match(bare)
    return (found[0], bare[found.end() :].strip()) if found else ("", bare)


def behind_heading(line: str, wanted: Container[str]) -> str:
    """What a line says behind a heading it begins with, as in ``一、总体绩效目标：全年…``; empty where it does not.

    `wanted` are the keys of the heading. A page number behind it is none of its text.
    """
    number, rest = unnumbered(line)
    found = _OPENING.match(rest)
    if found is None or key(found[1]) not in wanted or key(without_page(rest)) in wanted:
        return ""
    return found[3] if number or found[2] else ""


def part_number(text: str) -> str:
    """The numeral of a heading such as 第一部分; empty where it is none."""
    found = _PART.match(re.sub(r"\s+", "", text))
    return found[1] if found else ""


def one_of(text: str, known: Iterable[str]) -> str | None:
    """The known word that `text` is, however it was typed."""
    wanted = key(text)
    return next((word for word in known if key(word) == wanted), None) if wanted else None


def is_total(name: str) -> bool:
    """Whether a row with this name adds up the others."""
    return key(name) in _TOTALS


def is_numbered(name: str) -> bool:
    """Whether a name in a table has a number before it."""
    return bool(OF_DUTY.match(name) or OF_ACTIVITY.match(name))
