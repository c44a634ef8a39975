"""Who reviews a filing where nobody says: the finance office of the department's own level.

Its place is read from the department's name (乐亭县教育和体育局: 乐亭县财政局), or else from the division that the codes of
its projects begin with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from perfgen.filing.regex import regex

UNKNOWN = "本级财政部门"
"""What the cover says where neither name nor codes tell a place."""

_BEFORE = regex("(?:中国共产党|中共|中国共产主义青年团|共青团|政协|中国民主同盟)+", signs=("中", "共青团", "政协"))
_PROVINCE = regex(
    "[^省市县区]{2,3}省|[^省市县区]{2,6}自治区|(?:北京|天津|上海|重庆)市",
    signs=("省", "自治区", "京市", "津市", "海市", "庆市"),
)
_NO_PLACE = "局委办院所站室厅处队"
"""What stands in no name of a place: what is behind it belongs to an office."""
_CITIZENS = "民(?:服务|中心|热线|之家|广场|公园|文化|活动|大学|学校|卡)"
"""What is for citizens (市民服务中心); 民政局 is an office of the city before it (定州市民政局)."""
_UNIT = regex(
    f"([^{_NO_PLACE}]{{1,14}}?)(?:自治[县旗州]|[县旗盟]|(?<=..)(?:地区|(?<![社小景库校厂灾军])区|市(?!场|容(?!城县)|{_CITIZENS})))"
)
"""A county, city, district or the like; 市场 is none, and 社区 neither."""
_CITIES = ("市", "州", "盟", "地区", "新区")
_CODE = regex(r"(\d{6})\d{2}P")
_DIVISIONS = Path(__file__).parents[1] / "checks" / "data" / "divisions_hebei.txt"


def finance_office(department: str, codes: Iterable[str | None] = ()) -> str:
    """The finance office of a department's own level, by its name or the codes of its projects; `UNKNOWN` where none tells."""
    place = _of_name(department) or _of_codes(codes)
    if not place:
        return UNKNOWN
    return f"{place}财政{'厅' if place.endswith(('省', '自治区')) else '局'}"


def _of_name(department: str) -> str:
    name = re.sub(r"\s", "", department)
    name = name[before.end() :] if (before := _BEFORE.match(name)) else name
    province = _PROVINCE.match(name)
    whole = province[0] if province else ""
    first = whole if whole.endswith("市") else _unit(name[len(whole) :])
    if not first:
        return whole
    second = _unit(name[name.index(first) + len(first) :]) if first.endswith(_CITIES) else ""
    if second.endswith("区") and first.endswith("市"):
        return first + second
    return second or first


def _unit(name: str) -> str:
    found = _UNIT.match(name)
    return found[0] if found else ""


def _of_codes(codes: Iterable[str | None]) -> str:
    found = Counter(code[1] for said in codes if said and (code := _CODE.match(said)))
    division = found.most_common(1)[0][0] if found else ""
    if not division.startswith("13"):
        return ""
    if division.endswith("0000"):
        return "河北省"
    names = _divisions()
    name, city = names.get(division, ""), names.get(f"{division[:4]}00", "")
    if division[4:] in ("00", "01"):  # a city, or all its districts together
        return city
    return city + name if name.endswith("区") else name


@cache
def _divisions() -> dict[str, str]:
    """The divisions of Hebei by code (GB/T 2260)."""
    lines = (line.split("#", 1)[0].split() for line in _DIVISIONS.read_text(encoding="utf-8").splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 2}
