"""Reading an indicator: what its name promises, what its unit counts, what its target says, which way is better.

Shared by the rules about indicators. The words stand in data/*.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache

from perfgen.checks.subject import TARGET, Path, Row, Subject
from perfgen.checks.texts import normalised
from perfgen.checks.words import listed
from perfgen.filing import comparisons
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.regex import either, regex
from perfgen.filing.target import OPERATORS, TEXT_SIGN, Target

QUANTITY, QUALITY, TIME, COST = "数量指标", "质量指标", "时效指标", "成本指标"
BENEFITS = ("效益指标", "效果指标")
"""What the 一级指标 of benefits is called, by form."""

_RATIO_UNIT = regex("[%‰]|比率|百分比|百分数|百分率|个?百分点")
_AROUND = regex("(?:左右|上下)$")
_IN_BRACKETS = regex(r"[（(]\s*([^（）()]*)[）)]")
_BRACKETS = regex(r"[（(]([^（）()]*)[）)]\s*$")
_OPERATOR = either(OPERATORS)
_DATE = regex(
    rf"(?:{_OPERATOR})?\s*(?:\d{{4}}\s*年\s*(?:(?:年?[底末初内])前?)?)?\s*(?:\d{{1,2}}\s*月\s*)?(?:份|[底末初中内前]|[上中下]旬)*"
    r"(?:\d{1,2}\s*[日号])?(?:之?[前内底末]|以前|以内)*"
    "(?:(?:全部|全面|基本|按期|按时|足额|及时)?"
    "(?:完成|完毕|完工|竣工|开工|到位|验收|交付|拨付|支付|发放|兑付|兑现|结束|上报|投用|投入使用|启动|印发|建成))?"
)
_LEVEL = regex(
    r"(?:[≥≤><=≧≦]|达到|达|为|不低于|不高于|优于|不劣于|好于|国家|地表水|环境空气质量)*\s*"
    r"(?:(?:劣|准)?(?:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V|[一二三四五])类|(?:\d?[A-D]{1,5}[+-]?|\d{1,2}|[ⅠⅡⅢⅣⅤ一二三四五六七八九十甲乙丙丁特]|[一二三四五]星)级)"
    "(?:水体?|水质|景区|标准|公路|资质|医院|企业|及?以上|或以上|及?以下)*"
)
_LONGEST_LEVEL = 30
_PERIOD = regex(
    "即时|当场|年底|年末|年内|年中|月底|月末|季末|季度末|半年|全年|当年|当月|当日|当天|次日|次月|[每按逐]个?[年月季周日天]"
    "|日产日清|日清日结|日结日清|日日清|[日周月]清[日周月]结|即[一-鿿]即[一-鿿]|随[一-鿿]随[一-鿿]|立等可取|全天候"
    "|元旦|春节|清明|五一|端午|中秋|国庆|汛期|采暖期|供暖期|开学|学期|暑假|寒假"
)
_CHINESE_NUMBER = regex(
    "[零一二两三四五六七八九十百千万亿半]"
    "(?:成|倍|个|家|条|次|场|期|批|件|人|名|户|台|套|份|篇|字|项|处|所|起|元|年|月|日|天|周|季度|小时|分钟|分之|级|等|轮|遍)"
)
_NONE = regex("^(?:实现|保持|达到|做到|确保|为)?零(?:[^散星售碎活食]|$)|清零|归零")
_SHARE = regex(r"\d\s*(?:%|‰|比率|个?百分|成|[:∶：/]\s*\d)|分之|[一二三四五六七八九]成")


_LONGEST_UNIT = 6
_LONGEST_DATE = 60
_TELLING = 100
"""The end of a name, in characters, that tells what it asks for. No name in the samples has more than 28."""


class Promise(Enum):
    """What sort of value an indicator's name asks for."""

    RATIO = "比率"
    QUANTITY = "数量"


class Sense(Enum):
    """Which values of an indicator are better."""

    MORE = "越高越好"
    LESS = "越低越好"


@cache
def _within(words: tuple[str, ...]) -> re.Pattern[str]:
    return regex(either(words))


@cache
def _at_end(words: tuple[str, ...]) -> re.Pattern[str]:
    return regex(f"(?:{_within(words).pattern})$")


def mentions(subject: Subject, name: str, text: str) -> str:
    """The first word of a list that a text has, empty where it has none."""
    found = _within(listed(subject, name)).search(text)
    return found[0] if found else ""


def begins_with(subject: Subject, name: str, text: str) -> str:
    """The word of a list that a text begins with, empty where it begins with none."""
    found = _within(listed(subject, name)).match(text)
    return found[0] if found else ""


def ends_with(subject: Subject, name: str, text: str) -> bool:
    """Whether a text ends with a word of a list."""
    return _at_end(listed(subject, name)).search(text) is not None


def bare(name: str) -> str:
    """A name without what it says in brackets at its end; of a very long one, the end."""
    return _BRACKETS.sub("", name).strip()[-_TELLING:]


def promise(subject: Subject, name: str) -> Promise | None:
    """What a name promises by the word it ends with, or by the unit in brackets behind it; None where neither tells."""
    head = bare(name)
    bracketed = _BRACKETS.search(name)
    if bracketed and is_ratio(bracketed[1]):
        return Promise.RATIO
    if ends_with(subject, "ratio_names", head):
        return None if ends_with(subject, "unbounded_rates", head) else Promise.RATIO
    return Promise.QUANTITY if ends_with(subject, "quantity_names", head) else None


@lru_cache(maxsize=65536)
def _read(written: str) -> Target:
    return Target.model_validate(written)


def parsed(target: Target) -> Target:
    """The target as its words read together; it is written as it was.

    Forms of three columns also hold ``≤`` beside ``10.00分`` in one of them; and many write the comparison in words.
    """
    if target.value is not None:
        told = target.operator or not target.unit or not comparisons.is_bounded(target.unit)
        return target if told else comparisons.read(target.written) or target
    if is_filled_twice(target):
        return target
    if target.parts is not None and target.parts[0] != TEXT_SIGN:
        whole = _read(target.written)
        if whole.value is not None:
            return whole
    return comparisons.read(target.written) or target


def unit_of(target: Target) -> str:
    """The unit of a target without 以上, 左右 and the like, and without brackets around it; empty where it has none."""
    return _bare_unit(target.unit or "")


@lru_cache(maxsize=4096)
def _bare_unit(written: str) -> str:
    unit = _AROUND.sub("", comparisons.without_bound(written.strip()))
    bracketed = _IN_BRACKETS.fullmatch(unit)
    return bracketed[1].strip() if bracketed else unit


def is_ratio(unit: str) -> bool:
    """Whether a unit says how much of a hundred."""
    return _RATIO_UNIT.fullmatch(unit.strip().replace("％", "%")) is not None


@cache
def _counting(units: tuple[str, ...]) -> re.Pattern[str]:
    return regex(f"[十百千万亿]?(?:{_within(units).pattern})")


def is_count(subject: Subject, unit: str) -> bool:
    """Whether a unit counts things: 个, 家, 万字."""
    return _counting(listed(subject, "count_units")).fullmatch(unit) is not None


_MEASURE = regex("[百千万亿]*(?:元|人民币|平方米|立方米|平方公里|公里|千米|米|亩|公顷|吨|公斤|千克|斤|升|千瓦时|度)")


def is_measure(subject: Subject, unit: str) -> bool:
    """Whether a unit counts or measures something, so that it is no ratio: 个, 天, 万元, 亩."""
    return is_count(subject, unit) or _TIME_UNIT.fullmatch(unit) is not None or _MEASURE.fullmatch(unit) is not None


def is_money(unit: str) -> bool:
    """Whether a unit is money as such, not money for each of something."""
    return re.fullmatch("[百千万亿]*元", unit) is not None


def is_share(target: Target, promised: Promise | None) -> bool:
    """Whether a target is a number out of a hundred: by its unit, or by the indicator's name where it has none."""
    unit = unit_of(target)
    return target.value is not None and (is_ratio(unit) if unit else promised is Promise.RATIO)


_CALENDAR = regex(r"\d{4}\s*年|\d\s*月|\d\s*[日号]", signs="年月日号")


def is_date(text: str) -> bool:
    """Whether a target says a date or a month and nothing else: 12月, <12月底, 2022年12月31日前."""
    if len(text) > _LONGEST_DATE:
        return False
    narrow = text.strip().translate(HALF_WIDTH)
    if comparisons.is_days(narrow):
        return False
    return _CALENDAR.search(narrow) is not None and _DATE.fullmatch(narrow) is not None


def is_level(text: str) -> bool:
    """Whether a target says a level of a scale and nothing else: Ⅲ类, 二级, 4A级, 优于Ⅲ类."""
    return len(text) <= _LONGEST_LEVEL and _LEVEL.fullmatch(text.strip()) is not None


def is_filled_twice(target: Target) -> bool:
    """Whether a form of three columns says 文字描述 and has a number beside the text."""
    return bool(target.parts and target.parts[0] == TEXT_SIGN and target.parts[1].strip())


def wording(target: Target) -> str:
    """The words of a target that is text; empty for a number and a date."""
    if parsed(target).value is not None or is_date(target.written):
        return ""
    return (target.parts[2] if target.parts and target.parts[0] == TEXT_SIGN else target.written).strip()


def has_number(text: str) -> bool:
    """Whether a text says how many or when: a digit, a Chinese number with its measure word, a date such as 年底."""
    return bool(
        re.search(r"\d", text)
        or _CHINESE_NUMBER.search(text)
        or _PERIOD.search(text)
        or _NONE.search(text.strip())
        or is_level(text)
    )


def has_share(text: str) -> bool:
    """Whether a text says a number out of a hundred."""
    return _SHARE.search(text.translate(HALF_WIDTH)) is not None


_TIME_UNIT = regex("个?(?:工作|自然)?(?:年|月|周|日|天|小时|分钟|秒|时)|个工作日")
_ADVERSE_TAIL = (
    "(?:发生|事件|案件|现象|情况|问题|总|件|人|次|起|个|点|处)*"
    "(?:面积|人口)?(?:率|数|数量|次数|人数|人次|起数|件数|个数|比例|比重|占比|量|额|金额|面积|浓度|程度|风险|时间|时长|天数|强度|水平|总量)?"
)
_SPARED = "(?<![无零未不非防免反])"
_RATE_END = regex("(?:率|比例|比重|占比|程度|风险)$")
_LESSENING = regex("减少|降低|下降|避免|压减")
_HALF = 50
_HANDLED = regex(
    "(?:修复|维修|检修|抢修|响应|处理|处置|办理|办结|受理|审批|审核|等待|等候|排队|反馈|回复|答复|到达|到场|出警|接警|恢复|救援|调处"
    "|配送|交付|拨付|支付|兑付|到户|到账|到卡|解决|排除|整改)(?:时间|时长|时限|用时|天数|期限|周期|耗时)$"
)
"""How long something takes until it is done, whatever class the row is in."""
_SHARE_OF_COST = regex("(?:费|支出|成本|经费|债|开支|用款).*(?:比例|占比|比重)$")


@cache
def _pollution(words: tuple[str, ...]) -> re.Pattern[str]:
    """The name of something that pollutes, with what is measured of it behind."""
    measured = "指标|指数|含量|浓度|排放|排放量|排放强度|排放浓度|排放总量|平均|年均|日均|年|均|值|量|水平|总量"
    return regex(f"(?:{_within(words).pattern})(?:{measured})*$", re.IGNORECASE)


@cache
def _adverse_end(words: tuple[str, ...]) -> re.Pattern[str]:
    return regex(f"{_SPARED}(?:{_within(words).pattern}){_ADVERSE_TAIL}$")


_DECREASE = regex(
    "(?:下降|降低|减少|压减|压降|削减|节约|节省|减排|缩短|压缩(?!率))(?:率|比例|幅度|量|额|资金|金额|成本|费用|天数|时间|时长)*$"
)


_DONE_FOR = regex(
    "(?:培训|受训|参训|受益|服务|检查|巡查|宣传|抽检|监测|救助|资助|演出|讲座|体检|接种|走访|慰问|诊疗|调解)[\u4e00-\u9fff]{0,6}"
    "(?:人数|人次|次数|场次|户数|家数|批次|期数|件数)$"
)
"""What is done for so many: more of it is more."""
_HANDLES = regex("(?:全年|年度)?(?:调处|化解|受理|办理|处理|查处|处置|办结|整治|清理|治理|排查|修复)")
"""What is done about things that had better not be: more of it may be diligence or need."""
_GAIN = regex("(?:增产|增收|增效|增绿|增殖|节[水电能煤地油气])(?:量|额|值|面积|资金)?$")
"""What a name ends with that says how much more there is, or how much less is used."""
_PRICED = regex("[百千万亿]*元[/／每]")


def sense(subject: Subject, row: Row) -> Sense | None:
    """Which values of an indicator are better by its name; None where the name does not tell.

    The end of a name decides: a 投诉处理率 is good where it is high, a 投诉率 where it is low.
    """
    indicator = row.indicator
    name, unit = bare(indicator.name), unit_of(parsed(indicator.target))
    if _DECREASE.search(name) or _GAIN.search(name):
        return Sense.MORE
    if mentions(subject, "controlled", name):
        return None
    if indicator.level2 == TIME and _TIME_UNIT.fullmatch(unit) and not _HANDLED.search(name):
        return None if mentions(subject, "lasting", name) else Sense.LESS
    if (COST in (indicator.level1, indicator.level2) and _is_cost_of(name, unit)) or _is_waited_or_polluting(
        subject, name, unit
    ):
        return Sense.LESS
    handles = indicator.level2 == QUANTITY and _HANDLES.match(name) and is_count(subject, unit)
    told = None if handles else _sense_of_name(subject, name)
    if told is None and indicator.level2 == QUANTITY and _DONE_FOR.search(name) and is_count(subject, unit):
        return Sense.MORE
    return None if told is Sense.MORE and _is_small_share(subject, row, name) else told


def _is_waited_or_polluting(subject: Subject, name: str, unit: str) -> bool:
    """Whether a name is that of a time until something is done, or of what pollutes, measured in a unit of its own."""
    if _TIME_UNIT.fullmatch(unit):
        return _HANDLED.search(name) is not None
    measured = unit and not is_ratio(unit) and not is_count(subject, unit)
    return bool(measured and _pollution(listed(subject, "pollutants")).search(name))


def _is_small_share(subject: Subject, row: Row, name: str) -> bool:
    """Whether a share of half or less is aimed at: then 率 or 比例 alone does not say that more is better (剖宫产率)."""
    if _SURELY_MORE.search(name):
        return False
    target = parsed(row.indicator.target)
    return target.value is not None and target.value <= _HALF and is_share(target, promise(subject, name))


def _is_cost_of(name: str, unit: str) -> bool:
    """Whether money, or so much for each, is what something costs; what people are given to live on may be a least."""
    return is_money(unit) or (_PRICED.match(unit) is not None and not _GIVEN.search(name))


_GIVEN = regex("低保|保障|救助|供养|抚恤|优抚|养老|孤儿|特困|最低|工资|薪酬|待遇|收入|产值|补偿|赔偿")
_SURELY_MORE = regex("(?<![不未误])(?:准确|正确|合格|达标|及时|完好|满意|优良)(?:率|度)$")


_OF_A_FUND = regex("(?:基金.{0,6}|当期)结余(?:率|额)?$")
"""What a fund has left is what it is kept for; what a project has left was not spent."""


def _sense_of_name(subject: Subject, name: str) -> Sense | None:
    if _OF_A_FUND.search(name):
        return None
    if _adverse_end(listed(subject, "adverse")).search(name):
        handled = mentions(subject, "remedies", name) and not _RATE_END.search(name)
        return None if handled or _LESSENING.search(name) else Sense.LESS
    if ends_with(subject, "neutral", name) or _SHARE_OF_COST.search(name):
        return None
    good = ends_with(subject, "favourable", name) or promise(subject, name) is Promise.RATIO or _BENEFITED.search(name)
    return Sense.MORE if good else None


_BENEFITED = regex("(?:受益|惠及|覆盖)[\u4e00-\u9fff]{0,6}(?:人数|人次|户数|人口|村数|家数|数量)$")
"""Whom something does good, the more the better."""


def is_adverse(subject: Subject, name: str) -> bool:
    """Whether a name speaks of something of which less is better, or of keeping it away."""
    return mentions(subject, "adverse", name) != ""


def in_target(row: Row, start: int, words: str) -> tuple[Path, int | None]:
    """The place of some words of the printed 指标值 beginning at `start`; the whole value where columns part them."""
    target = row.indicator.target
    if target.parts is None:
        return row.at(TARGET), start
    path, at = row.within_target(start)
    end, _ = row.within_target(start + max(len(words) - 1, 0))
    return (path, at) if path == end else (row.at(TARGET), None)


def quoted_target(row: Row) -> tuple[Path, str, int | None]:
    """The whole target as it is quoted: path, words without blanks at the ends, and where they begin."""
    written = row.indicator.target.written
    words = written.strip()
    path, at = in_target(row, len(written) - len(written.lstrip()), words)
    return path, words, at


def of_class(rows: tuple[Row, ...], *level2: str) -> Iterator[Row]:
    """The rows of some 二级指标."""
    return (row for row in rows if row.indicator.level2 in level2)


def repeated(row: Row) -> str:
    """Which label's words the target of a row repeats, empty where none; a number with its unit repeats nothing."""
    indicator = row.indicator
    wordy = len(indicator.target.unit or "") > _LONGEST_UNIT
    said = normalised(indicator.target.written if wordy else wording(indicator.target))
    labels = (("三级指标", indicator.name), ("绩效指标描述", indicator.description))
    return next((label for label, text in labels if said and said == normalised(text)), "")
