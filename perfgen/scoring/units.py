"""Units of measure: which can be turned into each other, and how many of one are one of the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfgen.filing.numbers import half_width
from perfgen.filing.numerals import SCALES
from perfgen.filing.regex import regex

RATIO = "%"
MONEY = "元"
TIMES = ("小时", "月", "工作日")
"""What spans of time are counted in; none of them is a fixed number of another."""

_OF: Mapping[str, Mapping[str, Fraction]] = {
    RATIO: {
        "%": Fraction(1),
        "百分比": Fraction(1),
        "比率": Fraction(1),
        "百分率": Fraction(1),
        "‰": Fraction(1, 10),
        "成": Fraction(10),
    },
    MONEY: {"元": Fraction(1), "圆": Fraction(1), "元人民币": Fraction(1)},
    "米": {
        **{name: Fraction(1000) for name in ("公里", "千米", "km", "KM")},
        "米": Fraction(1),
        "m": Fraction(1),
        "延米": Fraction(1),
        "里": Fraction(500),
        "厘米": Fraction(1, 100),
        "cm": Fraction(1, 100),
        "毫米": Fraction(1, 1000),
        "mm": Fraction(1, 1000),
    },
    "平方米": {
        **{name: Fraction(1) for name in ("平方米", "平米", "㎡", "m²", "m2", "平方")},
        **{name: Fraction(10**6) for name in ("平方公里", "平方千米", "km²")},
        "公顷": Fraction(10_000),
        "亩": Fraction(10_000, 15),
    },
    "立方米": {
        **{name: Fraction(1) for name in ("立方米", "立方", "方", "m³", "m3")},
        "升": Fraction(1, 1000),
        "L": Fraction(1, 1000),
        "毫升": Fraction(1, 10**6),
    },
    "千克": {
        **{name: Fraction(1) for name in ("千克", "公斤", "kg", "KG")},
        "吨": Fraction(1000),
        "t": Fraction(1000),
        "斤": Fraction(1, 2),
        "克": Fraction(1, 1000),
    },
    "小时": {
        "小时": Fraction(1),
        "时": Fraction(1),
        "分钟": Fraction(1, 60),
        "秒": Fraction(1, 3600),
        **{name: Fraction(24) for name in ("天", "日", "日历天", "自然日", "自然天")},
        "周": Fraction(168),
        "星期": Fraction(168),
    },
    "月": {"月": Fraction(1), "年": Fraction(12), "季度": Fraction(3)},
    "工作日": {"工作日": Fraction(1), "工作天": Fraction(1)},
    "千瓦时": {"千瓦时": Fraction(1), "度": Fraction(1), "kWh": Fraction(1), "兆瓦时": Fraction(1000)},
    "千瓦": {
        "千瓦": Fraction(1),
        "kW": Fraction(1),
        "兆瓦": Fraction(1000),
        "MW": Fraction(1000),
        "瓦": Fraction(1, 1000),
    },
    "人": {"人": Fraction(1), "名": Fraction(1), "位": Fraction(1)},
    "百分点": {"百分点": Fraction(1)},
    **{name: {name: Fraction(1), f"{name}次": Fraction(1)} for name in ("场", "批", "期", "项", "班")},
    "课时": {"课时": Fraction(1), "学时": Fraction(1)},
}
_KNOWN = {name: (times, base) for base, names in _OF.items() for name, times in names.items()}
_BRACKETED = regex(r"[（(]([^（）()]*)[）)]")
_REMARKED = regex(r"(?<=.)[（(][^（）()]*[）)]$")
_OVER = regex("[/／]")
_A_YEAR = {"年", "年度", "全年"}


@dataclass(frozen=True, slots=True)
class MeasuredUnit:
    """A unit as so many of a base: 万元 is 10,000 元, 公里 is 1,000 米, 万元/公里 is 10 元/米.

    `base` empty is a bare scale: 万 is 10,000 of whatever is spoken of.
    """

    times: Fraction
    base: str


def measure(unit: str, own: Mapping[str, tuple[Fraction, str]] | None = None) -> MeasuredUnit:
    """What a unit is. One that nobody knows is the base of its own: 批, 户次.

    `own` are a layout's units: so many of another.

    >>> measure("万元") == MeasuredUnit(Fraction(10_000), "元")
    True
    """
    narrow = half_width(unit).strip()
    bracketed = _BRACKETED.fullmatch(narrow)
    above, *below = _OVER.split((bracketed[1] if bracketed else _REMARKED.sub("", narrow)).strip(), maxsplit=1)
    top = _simple(above.strip(), own or {})
    if not below or below[0].strip() in _A_YEAR:
        return top
    bottom = _simple(below[0].strip(), own or {})
    return MeasuredUnit(top.times / bottom.times, f"{top.base}/{bottom.base}")


def stem(unit: str, own: Mapping[str, tuple[Fraction, str]] | None = None) -> MeasuredUnit:
    """The unit that a bare scale counts: 万人次 and 2.1万 both count 人次."""
    narrow = half_width(unit).strip()
    bare = narrow
    while bare and bare[0] in SCALES and bare not in _KNOWN:
        bare = bare[1:]
    return measure(bare or narrow, own)


def _simple(unit: str, own: Mapping[str, tuple[Fraction, str]]) -> MeasuredUnit:
    if unit in own:
        times, of = own[unit]
        found = _simple(of, {})
        return MeasuredUnit(times * found.times, found.base)
    for name in (unit, unit.removeprefix("个"), unit.removesuffix("数")):
        if name in _KNOWN:
            return MeasuredUnit(*_KNOWN[name])
    scale, bare = Fraction(1), unit
    while bare and bare[0] in SCALES and bare not in _KNOWN and len(unit) - len(bare) < 2:
        scale, bare = scale * SCALES[bare[0]], bare[1:]
    if len(bare) < len(unit):
        found = _simple(bare, own) if bare else MeasuredUnit(Fraction(1), "")
        return MeasuredUnit(scale * found.times, found.base)
    return MeasuredUnit(Fraction(1), unit.removesuffix("数") or unit)
