"""What the cells of a form about results say: which label a head means, up to when, and what is ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from perfgen.filing import result_labels as printed
from perfgen.filing.labels import key, spelled
from perfgen.filing.numbers import HALF_WIDTH, parse_decimal
from perfgen.importing.words import blank

_LONGEST = 40
"""A cell that says more is no head."""
_BEHIND = re.compile(r"[（(【\[][^（）()【】\[\]]*[)）】\]]\s*[:：]?\s*$")
_PERIOD = re.compile(r"(20\d\d\s*年度?\s*)?0?1\s*月?\s*(?:[-—–－~～至到]{1,2})\s*(1[0-2]|0?[2-9])\s*月(?:份|底)?")
_UNIT = re.compile(r"(?:单位)?万?元$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.．]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．)）])\s*"
)
_OF_IT = "其中"

TICKED, EMPTY = "√✓✔☑☒■●◉✅🗹", "□☐○◯◻"
_YES, _NO = frozenset({"是", "有", "v", "V", "Y", "y"}), frozenset({"否", "无", "—", "-", "－", "/", "——"})
_SIGNS = re.compile(f"([{TICKED}{EMPTY}])\ufe0f?")
_NO_WORD = re.compile(r"[\s、，,；;。:：/（）()\[\]【】\u3000]+")
_NOTHING = frozenset({"", "—", "-", "－", "——", "--", "/", "\\", "…", "……"})
_PERCENT = re.compile(r"[%％]\s*$")


def is_nothing(written: str) -> bool:
    """Whether a cell says that nothing is to be said in it, as — does."""
    return "".join(written.split()) in _NOTHING


def period_in(written: str) -> str:
    """The 时间 that a text says, as 1-8月; empty where it says none.

    >>> period_in("2024年1—8月执行数")
    '1-8月'
    """
    found = _PERIOD.search(written) if len(written) <= 2 * _LONGEST else None
    return f"1-{int(found[2])}月" if found else ""


def without_period(written: str, *, keeping_year: bool = False) -> str:
    """A text without the period that it says, and without the year before it."""
    return _PERIOD.sub(r"\1" if keeping_year else "", written)


def named(written: str, among: Mapping[str, str]) -> str:
    """The label that a head means, empty where it is none: 1-8月执行数（B） is 执行数, 其中：当年财政拨款 is 当年财政拨款."""
    return next((among[said] for said in _readings(written) if said in among), "")


def _readings(written: str) -> list[str]:
    if len(written) > _LONGEST or blank(written):
        return []
    narrow = _NUMBERED.sub("", written.strip())
    found = []
    for text in (narrow, _BEHIND.sub("", narrow), without_period(narrow), _BEHIND.sub("", without_period(narrow))):
        said = key(text)
        found += [said, _UNIT.sub("", said), said.removeprefix(_OF_IT), _UNIT.sub("", said.removeprefix(_OF_IT))]
    return [said for said in dict.fromkeys(found) if said]


@cache
def money_columns() -> dict[str, str]:
    """The columns of the money, by key."""
    return spelled(printed.MONEY_COLUMNS)


@cache
def result_columns() -> dict[str, str]:
    """The columns of the indicators that only forms about results have, by key."""
    return spelled(printed.RESULT_COLUMNS)


@cache
def words(said: tuple[str, ...]) -> dict[str, str]:
    """Words that all mean the same, by key, with the first of them."""
    return {key(word): said[0] for word in said}


@cache
def foot_items() -> dict[str, str]:
    """What stands below the indicators, by key."""
    return spelled(printed.FOOT_ITEMS)


def number(written: str) -> Decimal | None:
    """The number of a cell for points: 9.5, 9.5分."""
    return parse_decimal(written.translate(HALF_WIDTH).strip().removesuffix("分").strip())


def percentage(written: str) -> tuple[Decimal, int] | None:
    """The number of a 执行率 as it stands, without its sign, and how many decimals it has."""
    bare = written.translate(HALF_WIDTH).strip()
    found = parse_decimal(_PERCENT.sub("", bare).strip())
    if found is None:
        return None
    exponent = found.as_tuple().exponent
    return found, -exponent if isinstance(exponent, int) and exponent < 0 else 0


def tick(written: str) -> bool | None:
    """Whether a cell under a choice is ticked; None where it says something else."""
    said = "".join(written.split()).replace("\ufe0f", "")
    if said in _NO or all(one in EMPTY for one in said):
        return False
    if said in _YES or all(one in TICKED for one in said):
        return True
    return None


def choices(written: str, among: Sequence[str]) -> tuple[list[str], str] | None:
    """What is ticked of some words in one cell, and what else it says; None where that cannot be told.

    ``□经费保障 ☑制度保障 审批程序变了`` says 制度保障, and the rest. Words without any sign are chosen where the cell says nothing else.
    """
    if not _SIGNS.search(written):
        rest = written
        chosen = [word for word in among if word in written]
        for word in chosen:
            rest = rest.replace(word, "", 1)
        return (chosen, "") if chosen and not _NO_WORD.sub("", rest) else None
    found = {one.start(): word for word in among for one in re.finditer(re.escape(word), written)}
    signs = {one.start(): one[1] in TICKED for one in _SIGNS.finditer(written)}
    places = sorted([*found, *signs])
    if len(found) != len(set(found.values())):
        return None
    before = bool(signs) and bool(found) and min(signs) < min(found)
    chosen, used = [], set()
    for at, place in enumerate(places):
        if place not in found:
            continue
        beside = at - 1 if before else at + 1
        sign = places[beside] if 0 <= beside < len(places) and places[beside] in signs else None
        if sign is None:
            continue
        used.add(sign)
        chosen += [found[place]] if signs[sign] else []
    if any(signs[one] for one in signs if one not in used):
        return None  # a tick that belongs to no word
    rest = _SIGNS.sub("", written)
    for word in found.values():
        rest = rest.replace(word, "", 1)
    return chosen, rest.strip(" \t\n\u3000、，,；;。:：/（）()")


def last_bracket(written: str, before: Iterable[str]) -> tuple[str, str] | None:
    """``≥12个（调整为≥11个）``: what stands before a bracket that begins with one of some words, and what behind them in it."""
    for word in before:
        found = re.fullmatch(rf"(.*?)\s*[（(]\s*{word}\s*(.+?)\s*[)）]\s*", written, re.DOTALL)
        if found:
            return found[1], found[2]
    return None
