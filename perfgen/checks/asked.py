"""What an indicator's name asks for besides a ratio or a quantity: a time, a number it has itself, or nothing to measure."""

from __future__ import annotations

import re
from decimal import Decimal

from perfgen.checks import reading
from perfgen.checks.subject import Row, Subject
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, parse_decimal
from perfgen.filing.regex import regex

_SHARE_OF = regex("率|比例|占比|比重|百分比|程度")
_SHORTER = regex("缩短|压缩|压减|节约|节省|减少|降低|提前|占|达标|增")
_MEASURE_END = regex("[度性面数量额值比感]$")
_TIMELY = regex("^(?:按时|按期|准时|如期|及时|足额)")
_COUNTED = regex(rf"(?<![\d.\-—~～至到第])({NUMBER.pattern})\s*([^\d\s，、（）()]{{1,3}})$")
_RUNS = regex("运行$|(?:机房|系统|设备|设施|网络|平台|线路|管网|车辆|电梯|信号).*(?:运转|稳定|工作)$")
"""What runs is up for a share of the time."""
_BOUGHT = regex(
    "^(?:新增|新|更新)?(?:购置|购买|采购|添置|配备|配置|更换|安装|加装).*"
    "(?:设备|装备|装置|设施|仪器|器材|器械|家具|电脑|计算机|打印机|服务器|空调|车辆|车|机|桌椅|书架|图书|物资|服装|灯具|监控|摄像头|探头|系统|软件|材料|耗材|药品|疫苗)$"
)
_GAUGED = regex("(?:温度|温湿度|水温|室温|气温|水位|水压|气压|照度|噪声|噪音|厚度|深度|宽度|车速|分贝)$")
_LEAST_OF_ALL = 50
"""A share of more than half is no change: what is to get better by so much is not said in per cent."""
_CHANGING = regex("^(?:改善|优化|完善|加强|巩固)")
_ALIKE = (
    frozenset({"人", "名", "位", "员"}),
    frozenset({"个", "处", "座", "所", "间", "家", "项", "条", "件", "份", "台", "套", "口", "眼", "栋", "篇", "例", "宗", "起"}),
    frozenset({"次", "场", "场次", "期", "班", "班次", "批", "批次", "轮", "届", "个"}),
    frozenset({"辆", "台", "部", "套", "个"}),
    frozenset({"户", "家"}),
    frozenset({"棵", "株", "个"}),
)  # fmt: skip
"""Measure words that may stand for each other; 个 counts things, and no people."""


_COUNTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (regex("人次数?$"), frozenset({"人次", "人", "次", "名", "剂次", "针次"})),
    (regex("人数$"), frozenset({"人", "名", "位", "人次", "员"})),
    (regex("(?<!用)(?<!客)户数$"), frozenset({"户", "家", "户次"})),
    (regex("(?:车辆|辆)数量?$"), frozenset({"辆", "台", "部", "套"})),
    (regex("(?<!类)(?:场次数?|场数)$"), frozenset({"场", "场次", "次", "期", "批", "批次"})),
    (regex("(?:面积|亩数)$"), frozenset()),
    (regex("(?:里程|长度|公里数)$"), frozenset()),
)
"""What a name ends with, and the measure words of what it then counts; of areas and lengths none."""


def counts_other(subject: Subject, row: Row, unit: str) -> str:
    """What a name counts by its end (观众人次) where the unit counts something else (场); empty where they agree."""
    name = reading.bare(row.indicator.name)
    counted = unit.lstrip("百千万亿")
    if "/" in unit or not reading.is_count(subject, counted):
        return ""
    for end, units in _COUNTS:
        found = end.search(name)
        if found:
            return "" if counted in units or counted in _MEASURES_OF_LAND else found[0]
    return ""


_DIMENSIONS = {
    **dict.fromkeys(("公里", "千米", "米", "延米"), "长度"),
    **dict.fromkeys(("亩", "公顷", "平方米", "平方公里", "㎡"), "面积"),
    **dict.fromkeys(("吨", "公斤", "千克", "斤"), "重量"),
    **dict.fromkeys(("年", "个月", "周", "天", "日", "工作日", "个工作日", "小时", "个小时", "分钟", "秒"), "时间"),
    **dict.fromkeys(("升", "立方米"), "体积"),
}
_ASKED = (
    (regex("(?:里程|长度|公里数|距离)$"), "长度"),
    (regex("(?:面积|亩数)$"), "面积"),
    (regex("(?:时间|时限|时长|周期|工期|天数)$"), "时间"),
    (regex("(?:重量|吨数)$"), "重量"),
)


def measures_other(row: Row, unit: str) -> str:
    """What a name asks for by its end (管网长度) where the unit measures something else (公顷); empty where they agree."""
    name, measured = reading.bare(row.indicator.name), _DIMENSIONS.get(unit.lstrip("百千万亿"))
    asked = next(((found[0], what) for end, what in _ASKED if (found := end.search(name))), ("", measured))
    return asked[0] if measured and asked[1] != measured else ""


def counts_by_name(row: Row) -> str:
    """What a name counts by its end (受益学生人数), so that words alone are no answer to it; empty for other names."""
    name = reading.bare(row.indicator.name)[-_END:]
    found = next((found for end, _ in _COUNTS if (found := end.search(name))), None)
    return found[0] if found else ""


_END = 8
"""So many characters at the end of a name tell what it counts."""
_NO_MONEY = regex(
    "(?:率|比例|占比|人数|人次|户数|次数|场次|件数|个数|起数|天数|面积|里程|长度|高度|深度|厚度|水位|降幅|埋深|浓度|温度|时长|时限|时间|期限|年限|满意度)$"
)
_OF_MONEY = regex(
    "费|资金|金额|成本|价|收入|产值|补助|补贴|标准|工资|投入|投资|支出|利润|税|增收|节约|单位|人均|户均|每"
)


def is_no_money(row: Row) -> bool:
    """Whether a name asks for a share, a count, a length or a time, of which no amount of money is one."""
    name = reading.bare(row.indicator.name)
    return _NO_MONEY.search(name[-_END:]) is not None and not _OF_MONEY.search(f"{name}{row.indicator.description}")


_MEASURES_OF_LAND = frozenset({"亩", "公顷", "平方米", "平方公里", "公里", "米", "千米", "万亩", "㎡", "里"})


def asks_for_time(subject: Subject, row: Row) -> bool:
    """Whether a name asks when or how long: 完工时间, 拨付时限; not by how much less (审批时限压缩)."""
    name = reading.bare(row.indicator.name)
    return (
        reading.ends_with(subject, "time_names", name)
        and not _SHORTER.search(name)
        and not _told_as_share(row.indicator.name, row.indicator.description)
    )


def is_event(subject: Subject, row: Row) -> bool:
    """Whether a name says something to happen (维护社会稳定, 健康发展) of which no share can be measured."""
    indicator = row.indicator
    name = reading.bare(indicator.name)
    if indicator.level1 == subject.standard.satisfaction or _told_as_share(indicator.name, indicator.description):
        return False
    if name.startswith("是否"):
        return True
    aimed = reading.begins_with(subject, "aim_names", name)
    if not aimed and not reading.ends_with(subject, "aim_ends", name):
        return False
    if reading.mentions(subject, "measures", name) or _MEASURE_END.search(name) or _RUNS.search(name):
        return False
    value = reading.parsed(indicator.target).value
    return not (_CHANGING.search(name) and value is not None and value <= _LEAST_OF_ALL)


def says_how_well(row: Row) -> bool:
    """Whether a name says how something is done (按时发放), so that a number of things is no answer to it."""
    indicator = row.indicator
    return indicator.level2 == reading.QUALITY and _TIMELY.search(indicator.name.strip()) is not None


def is_bought(row: Row) -> bool:
    """Whether a name says what is bought or put up (购置除湿设备), so that a number of times is no answer to it."""
    return _BOUGHT.search(reading.bare(row.indicator.name)) is not None


def is_measured(row: Row) -> bool:
    """Whether a name is that of something measured in a unit of its own (库房温湿度, 水位), of which per cent say nothing."""
    indicator = row.indicator
    return _GAUGED.search(reading.bare(indicator.name)) is not None and not _told_as_share(
        indicator.name, indicator.description
    )


def _told_as_share(name: str, description: str) -> bool:
    return description.strip() != name.strip() and _SHARE_OF.search(description) is not None


def own_number(subject: Subject, row: Row) -> str:
    """What a name says at its end (村组干部230人) where the target has another number of it, or counts something else."""
    indicator = row.indicator
    name = reading.bare(indicator.name).translate(HALF_WIDTH)
    found = _COUNTED.search(name) if name[-1:] not in "率度性" else None
    number = parse_decimal(found[1]) if found else None
    if found is None or number is None or not reading.is_count(subject, found[2]) or "每" in name:
        return ""
    target = reading.parsed(indicator.target)
    unit = reading.unit_of(target)
    if target.value is None or not reading.is_count(subject, unit):
        return ""
    alike = unit == found[2] or any({unit, found[2]} <= group for group in _ALIKE)
    return found[0] if alike != (target.value == Decimal(number)) else ""
