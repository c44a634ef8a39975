"""Figures in running text: amounts of money and counts with their units, exact, with their places.

Digits may be full-width, thousands may be parted, numbers may be Chinese (``二点五万元``, ``壹佰捌拾肆万元``, ``两次``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfgen.checks.texts import remembered, remembered_all
from perfgen.filing import Target
from perfgen.filing.numbers import HALF_WIDTH, decimal_text, half_width, parse_decimal
from perfgen.filing.numerals import LONGEST, SCALES, SIGNS, parse
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import LETTER, either, regex

MONEY, RATIO, COUNT, TIME = "money", "ratio", "count", "time"


class Figure(NamedTuple):
    """A number with its unit: where it stands, what it says.

    `value` is in 元 for money, per cent for ratios (‰ are per mille), else in `unit`. `digits` is the number as
    written. `loose` where the words say it is not exact (约 余 左右, a range) or is one per something (元/人); `near`
    where they only say that it is rounded.
    `places` are the decimals of money in 亿元, which is rounded more often than not; else None.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    digits: str
    loose: bool = False
    places: int | None = None
    near: bool = False

    def is_about(self, value: Decimal) -> bool:
        """Whether a rounded figure (约 415 万元, 300 余人) can mean a value: one in twenty, or its last digit that counts."""
        whole = self.digits.translate(HALF_WIDTH).replace(",", "")
        zeros = len(whole) - len(whole.rstrip("0")) if whole.isdigit() else 0
        number = parse_decimal(whole) if whole[:1].isdigit() else None
        step = self.value / number * 10**zeros if number else Decimal(0)
        return abs(self.value - value) <= max(abs(value) / _ABOUT, step)

    def moved(self, by: int) -> Figure:
        """The same figure, `by` characters further on."""
        return self._replace(start=self.start + by, end=self.end + by)


_ABOUT = 20
"""A rounded figure is off by no more than one part in so many."""
_GAP = r"[ \t\u3000]{0,4}"
_ARABIC = r"(?<![\d.])(?<!\d,)(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d{1,12})?(?![\d,.]\d)(?!\d)"
_NUMBER = rf"(?P<arabic>{_ARABIC})|(?P<chinese>(?<![{SIGNS}])[{SIGNS}]{{1,{LONGEST}}})"
_HERE = rf"(?=[\d{SIGNS}])"
"""What every pattern of a number begins with: characters that begin none are passed over three times as fast."""
_MONEY = regex(
    rf"{_HERE}(?:{_NUMBER}){_GAP}(?P<about>[余多])?{_GAP}(?P<scale>[十百千万亿]{{0,2}}){_GAP}"
    rf"(?:[元圆]|(?<=[万亿])(?!{LETTER}))(?![器件件素旦])"
)
_MONEY_SIGNS = "元圆万亿"
"""What no amount of money is without."""
_RATIOS = {"%": "%", "百分比": "%", "比率": "%", "‰": "‰", "个百分点": "百分点", "百分点": "百分点"}
_TIMES = ("个工作日", "工作日", "个小时", "小时", "分钟", "个月", "个星期", "星期", "周", "天", "日", "年")
_COUNTS = (
    "人次", "人天", "工日", "场次", "批次", "班次", "台次", "车次", "户次", "件次", "项次", "家次", "期次", "台件", "台套", "件套", "页", "平方米", "公里", "公顷",
    "个", "家", "条", "次", "场", "期", "批", "件", "人", "名", "位", "户", "台", "辆", "套", "份", "篇", "字",
    "项", "处", "所", "间", "座", "栋", "册", "本", "部", "例", "起", "宗", "亩", "吨", "米", "㎡", "眼", "盏", "株", "幅",
    "辆次", "亩次", "艘次", "架次", "剂次", "针次", "人份", "立方米", "平方公里", "公斤", "千克", "剂", "瓶", "箱", "袋", "根", "艘",
    "架", "集", "枚", "尾", "款", "片", "段", "顶", "部", "张", "门", "类", "种", "村", "桩", "对", "组", "支", "块", "棵", "头", "只", "羽", "笔", "卷", "课时", "学时", "遍", "趟",
    "升", "毫升", "千瓦", "千瓦时", "度电", "分贝", "摄氏度", "厘米", "毫米", "个次", "站", "路",
)  # fmt: skip
_SCALE = regex("[十百千万亿]{1,2}(?=.)", signs="十百千万亿")
_EITHER = regex(r"([^(（/]+)[(（/]([^()（）/]+)[)）]?", signs="(（/")
"""A unit said in two ways: 台（套）, 羽（头）."""
COUNT_UNITS = frozenset(_COUNTS)
_SAME_AS = {
    "公里": (1000, "米"),
    "㎡": (1, "平方米"),
    "台套": (1, "台"),
    "台件": (1, "台"),
    "件套": (1, "件"),
    **dict.fromkeys(("个星期", "星期", "周"), (7, "天")),
}
_BOUND = regex("(?:及|或)?(?:以[上下内]|左右)$", signs="以左")
_UNITS = either({*_RATIOS, *_TIMES, *_COUNTS})
_PEOPLE = "(?:农村|城乡|城镇|常住|受益|贫困|脱贫|困难)?(?:人口|群众|居民|农民|村民|学生|老人|老年人|职工|患者|百姓)"
"""Whom a number counts that says how many and not of what: 6.84万农村人口."""
_COUNTED = regex(
    rf"(?:(?P<fortnight>半个?月(?![会谈度]))|{_HERE}(?:(?P<whole>[百千万])分之(?P<percent>[{SIGNS}]{{1,{LONGEST}}})|"
    r"(?<![一二三四五六七八九十\d])(?P<tenths>[一二三四五六七八九])成(?P<more>[半一二三四五六七八九])?(?![不立本果员功人长为都套熟品分活因绩交效年语了群批片风形建])|"
    rf"(?:{_NUMBER}){_GAP}(?P<about>[余多])?{_GAP}"
    rf"(?P<unit>[十百千万亿]{{0,2}}(?:{_UNITS})(?<!升(?=[级学温值降至到为高格入]))(?<!周(?=[年边期围岁末长报刊转]))(?<!站(?=[式点台长区务岗]))(?<!路(?=[线段面口灯网政基程径过边由演况]))|[万亿](?={_PEOPLE}))数?))"
)
_DIGIT, _NUMERALS = regex(r"\d"), frozenset(SIGNS)
"""What nothing counted is without, one or the other."""
_BEFORE_ROUNDED = regex(rf"(?:约|近|大约|将近|接近|逾){_GAP}(?:为|有)?{_GAP}$", signs="约近逾")
_BEFORE_RANGE = regex(rf"\d\S{{0,2}}[-~～—至到]{_GAP}(?:为|有)?{_GAP}$", signs="-~～—至到")
_BEHIND_ROUNDED = regex(rf"{_GAP}(?:左右|上下)", signs=("左右", "上下"))
_BEHIND_RANGE = regex(rf"{_GAP}(?:不等|[-~～—至到]{_GAP}\d)", signs="等-~～—至到")
_HINTS = frozenset("约近逾余多左上不数几/／每~～—至到-")
"""One of these is in whatever says that a number is not exact."""
_PER = regex(rf"{_GAP}[/／每]", signs="/／每")
_ORDINAL = regex(rf"第{_GAP}$", signs="第")


def money(text: str) -> Iterator[Figure]:
    """The amounts of money in a text, in 元."""
    return iter(_amounts(text) if any(sign in text for sign in _MONEY_SIGNS) else ())


@remembered_all
def _amounts(text: str) -> Iterator[Figure]:
    folded_text = half_width(text)
    for found in _MONEY.finditer(folded_text):
        number = _value(found)
        if number is None:
            continue
        scale = 1
        for sign in found["scale"]:
            scale *= SCALES[sign]
        places = None
        if found["arabic"] and "亿" in found["scale"]:
            places = len(found["arabic"].partition(".")[2])
        loose, near = _loose(folded_text, found)
        digits = text[slice(*_digits(found))]
        yield Figure(*found.span(), number * scale, "元", MONEY, digits, loose, places, near)


def counts(text: str) -> Iterator[Figure]:
    """The numbers with a unit that is not money: things, ratios, times. Ordinals (``第3次``) do not count."""
    if _DIGIT.search(text) is None and _NUMERALS.isdisjoint(text) and "半" not in text:
        return
    folded_text = half_width(text)
    for found in _COUNTED.finditer(folded_text):
        number = Decimal(_FORTNIGHT) if found["fortnight"] else _value(found)
        unit = found["unit"] or ("天" if found["fortnight"] else "%")
        if number is not None and found["whole"]:
            number *= _OF_A_HUNDRED[found["whole"]]
        if number is not None and found["tenths"]:
            number = number * 10 + (5 if found["more"] == "半" else parse(found["more"] or "零") or 0)
        if number is None or _ORDINAL.search(folded_text, max(0, found.start() - 3), found.start()):
            continue
        if unit == "年" and number >= 1900:
            continue
        if unit == "日" and folded_text[max(0, found.start() - 1) : found.start()] == "月":
            continue
        times, bare, kind = known_unit(f"{unit}人" if unit in SCALES else unit)
        digits = text[slice(*_digits(found))]
        loose, near = _loose(folded_text, found)
        yield Figure(*found.span(), number * times, bare, kind, digits, loose, near=near)


_OF_A_HUNDRED = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


@remembered
def figures_in(text: str) -> tuple[Figure, ...]:
    """Amounts and counts of a text in order."""
    return tuple(sorted((*money(text), *counts(text)), key=lambda one: one.start))


@lru_cache(maxsize=2048)
def known_unit(unit: str) -> tuple[int, str, str]:
    """How many of which unit a unit is (万人次 is 10,000 人次, 公里 is 1,000 米), and the kind of figure it makes."""
    bare = _BOUND.sub("", half_width(unit).strip().strip("（）()"))
    if bare in _RATIOS:
        return 1, _RATIOS[bare], RATIO
    either = _EITHER.fullmatch(bare)
    bare = either[1] if either and either[2] in _COUNTS else bare
    scale = _SCALE.match(bare)
    times, bare = 1, bare[scale.end() :] if scale else bare
    for sign in scale[0] if scale else "":
        times *= SCALES[sign]
    bare = bare.removesuffix("数") or bare
    more, bare = _SAME_AS.get(bare, (1, bare))
    return times * more, bare, TIME if bare in _TIMES else COUNT


def said_like(value: Decimal, one: Figure) -> str:
    """A value (money in 元) with the unit of a figure, as it is told: 29万元, 20场."""
    if one.kind != MONEY:
        return f"{decimal_text(value)}{one.unit}"
    wan = PER_YUAN["万元"]
    return f"{decimal_text(value)}元" if value < wan else f"{decimal_text(value / wan)}万元"


def of_target(target: Target) -> Figure | None:
    """The figure a numeric 指标值 says; None for text, and where it has no unit."""
    if target.value is None or not target.unit:
        return None
    return _of(target.written, target.value, target.unit.strip())


@lru_cache(maxsize=2048)
def _of(written: str, value: Decimal, unit: str) -> Figure:
    if unit in ("元", "千元", "百元", "亿元", *PER_YUAN):
        scale = {"千元": 1000, "百元": 100, "亿元": 10**8}.get(unit) or PER_YUAN[unit]
        return Figure(0, len(written), value * scale, "元", MONEY, decimal_text(value))
    times, bare, kind = known_unit(unit)
    return Figure(0, len(written), value * times, bare, kind, decimal_text(value))


def has_number(text: str) -> bool:
    """Whether a text says any number: a digit, or a Chinese numeral with a unit."""
    folded_text = half_width(text)
    return any(sign.isdigit() for sign in folded_text) or next(counts(text), None) is not None


def _digits(found: re.Match[str]) -> tuple[int, int]:
    known = found.re.groupindex
    return next(found.span(group) for group in _NUMBERS if group in known and found[group])


_NUMBERS = ("arabic", "chinese", "percent", "tenths", "fortnight")
_FORTNIGHT = 15
"""Days of 半个月."""


def _value(found: re.Match[str]) -> Decimal | None:
    start, end = _digits(found)
    written = found.string[start:end]
    if written == "百" and "percent" in found.re.groupindex and found["percent"]:
        return Decimal(100)
    return parse_decimal(written) if found["arabic"] else parse(written)


def _loose(folded_text: str, found: re.Match[str]) -> tuple[bool, bool]:
    """Whether a number is not to be taken to the letter, and whether that is only because it is rounded."""
    if _HINTS.isdisjoint(folded_text[max(0, found.start() - 6) : found.end() + 6]):
        return False, False
    before = folded_text[max(0, found.start() - 6) : found.start()]
    behind = folded_text[found.end() : found.end() + 6]
    vague = not found["arabic"] and before.endswith(("数", "几")) and folded_text[found.start()] in SCALES
    rounded = found["about"] or _BEFORE_ROUNDED.search(before) or _BEHIND_ROUNDED.match(behind)
    other = vague or _BEFORE_RANGE.search(before) or _BEHIND_RANGE.match(behind) or _PER.match(behind)
    return bool(rounded or other), bool(rounded and not other)
