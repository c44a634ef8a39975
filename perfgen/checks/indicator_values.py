"""IND01 to IND04 and IND12 to IND15: operators, numbers and units of indicator values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks import reading
from perfgen.checks.indicator_examples import row, two_ways
from perfgen.checks.reading import Promise, Sense
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, plain
from perfgen.filing.target import OPERATORS, TEXT_SIGN

_ABOVE_ALL = re.compile(
    rf"(?P<sign>{'|'.join(re.escape(sign) for sign, means in OPERATORS.items() if means in '≥>')})\s*(?P<value>100(?:\.0+)?)"
)
_PART_OF_ALL = re.compile("(?:合格|准确|正确|及时|覆盖|知晓|完好|达标|到位|通过|优良|成活|办结|满意)(?:率|度|比例|性)$")
_MONTH = re.compile(
    r"(?P<sign>[<≤≦⩽=]=?)?\s*(?:(?P<year>\d{4}年)\s*)?0?(?P<month>1[0-2]|[1-9])月\s*(?P<tail>底前|底|末前|末|份|内)?"
)


def _ind01(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator, target = one.indicator, reading.parsed(one.indicator.target)
        if target.value is None or target.value < 100 or target.operator in ("≤", "<"):
            continue
        if target.value > 100:
            yield from _impossible(subject, one)
            continue
        if target.operator not in ("≥", ">"):
            continue
        promised = {reading.promise(subject, indicator.name), reading.promise(subject, indicator.description)}
        bounded = Promise.RATIO in promised or indicator.level1 == subject.standard.satisfaction
        if (
            not bounded
            or not reading.is_share(target, Promise.RATIO)
            or reading.mentions(subject, "growing", indicator.name + indicator.description)
        ):
            continue
        path, words, at = reading.quoted_target(one)
        found = _ABOVE_ALL.match(words.translate(HALF_WIDTH))
        if not found:
            continue
        fix = words[found.start("value") :]
        if at is None:  # the sign has a column of its own
            start = target.written.index(words)
            words, fix = words[slice(*found.span("sign"))], ""
            path, at = reading.in_target(one, start, words)
        yield Finding(
            path,
            f"“{indicator.name}”最多是 100%，写成了 {target.written.strip()}",
            "去掉运算符，写成 100%",
            words,
            at,
            fix,
        )


def _impossible(subject: Subject, one: Row) -> Iterator[Finding]:
    """A share of more than all, of what certainly is a share of something."""
    indicator, target = one.indicator, reading.parsed(one.indicator.target)
    whole = _PART_OF_ALL.search(reading.bare(indicator.name)) or indicator.level1 == subject.standard.satisfaction
    if whole and reading.is_share(target, Promise.RATIO) and reading.is_ratio(reading.unit_of(target)):
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path, f"“{indicator.name}”最多是 100%，写成了 {words}", "核对这个数，比率不会超过 100%", words, at
        )


def _ind02(subject: Subject) -> Iterator[Finding]:
    for one in reading.of_class(subject.all_rows, reading.QUANTITY):
        indicator = one.indicator
        if reading.is_share(reading.parsed(indicator.target), reading.promise(subject, indicator.name)):
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"数量指标“{indicator.name}”的指标值 {words} 是比率，没有说做多少",
                "数量指标写做多少，如 ≥5次；比率放到质量指标或时效指标",
                words,
                at,
            )


def _ind03(subject: Subject) -> Iterator[Finding]:
    for one in reading.of_class(subject.all_rows, reading.QUALITY):
        indicator = one.indicator
        target = reading.parsed(indicator.target)
        counted = target.value is not None and reading.is_count(subject, reading.unit_of(target))
        if counted and not reading.is_adverse(subject, indicator.name):
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"质量指标“{indicator.name}”的指标值 {words} 是数量，没有说做得怎样",
                "把这一行改成数量指标；质量指标写合格率、准确率一类的值",
                words,
                at,
            )


def _ind04(subject: Subject) -> Iterator[Finding]:
    right = dict(entry.split(maxsplit=1) for entry in listed(subject, "loose_units") if len(entry.split()) == 2)
    for one in subject.all_rows:
        target = reading.parsed(one.indicator.target)
        unit = reading.unit_of(target)
        if unit not in right or target.value is None:
            continue
        start = target.written.rindex(unit)
        path, at = reading.in_target(one, start, unit)
        share_told = right[unit] != "%" or target.value > 1 or not target.value
        yield Finding(
            path,
            f"指标值 {target.written.strip()} 的单位“{unit}”不是单位",
            f"写成“{right[unit]}”" if share_told else f"看清是百分之几，单位写成“{right[unit]}”",
            unit,
            at,
            right[unit] if share_told else None,
        )


def _ind12(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        target = reading.parsed(one.indicator.target)
        if not target.value or target.operator or reading.is_date(target.written):
            continue
        if _BOUNDED.search(target.written.strip()):
            continue
        if target.value == 100 and reading.is_share(target, Promise.RATIO):
            continue
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path,
            f"指标值 {words} 前面没有运算符，看不出是至少、至多还是正好",
            "在数字前写上 ≥、≤ 或 =",
            words,
            at,
        )


_BOUNDED = re.compile("(?:以[上下内]|之?[内前])$")
"""What says behind a number that it is the least or the most."""


def _ind13(subject: Subject) -> Iterator[Finding]:
    ways: dict[str, list[tuple[Row, re.Match[str], str]]] = defaultdict(list)
    for one in reading.of_class(subject.all_rows, reading.TIME):
        written = one.indicator.target.written
        found = _MONTH.fullmatch(written.translate(HALF_WIDTH).strip())
        if found:
            form = f"{found['sign'] or ''}{found['month']}月{found['tail'] or ''}"
            ways[found["month"]].append((one, found, form))
    for month, rows in ways.items():
        forms = tuple(dict.fromkeys(form for _, _, form in rows))
        wanted = f"{month}月底"
        if len(forms) == 1:
            continue
        for one, found, form in rows:
            if form != wanted:
                path, words, at = reading.quoted_target(one)
                fix = f"{found['year'] or ''}{wanted}"
                yield Finding(
                    path,
                    f"同是{month}月，这里写“{words}”，全文写法有{'、'.join(f'“{way}”' for way in forms)}",
                    f"统一写成“{wanted}”",
                    words,
                    at,
                    None if at is None else fix,
                )


def _ind14(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator, target = one.indicator, reading.parsed(one.indicator.target)
        path, words, at = reading.quoted_target(one)
        if reading.is_filled_twice(target):
            number = (target.parts or ("", "", ""))[1]
            start = target.written.index(number)
            path, at = reading.in_target(one, start, number)
            yield Finding(
                path,
                f"符号是“{TEXT_SIGN}”，值里又填了 {number.strip()}，文字和数值并填",
                "有数就写符号、值和单位；只能用文字说的，值一格留空",
                number,
                at,
            )
        elif target.value is not None and _is_sentence(target.unit or "") and not reading.repeated(one):
            unit = target.unit or ""
            path, at = reading.in_target(one, target.written.translate(HALF_WIDTH).rindex(unit), unit)
            yield Finding(
                path,
                f"单位一格写成了“{unit}”，不是单位",
                "单位一格只写 %、个、次这样的单位，要说明的话写到绩效指标描述里",
                unit,
                at,
            )
        elif target.value == Decimal(0) and not _may_be_nothing(subject, one):
            yield Finding(
                path,
                f"“{indicator.name}”的指标值是 {words}，等于没有目标",
                "写上要达到的数；没有数可写的指标，换一个能量化的",
                words,
                at,
            )


def _is_sentence(unit: str) -> bool:
    return re.search(r"\d", unit) is not None or (len(unit) > 8 and "/" not in unit)


_NO_MORE = re.compile("增长|增幅|增速|增加|新增")
_HAPPENS = re.compile("发生(?:次|起|例|件)?数?量?$")
_BAD_EVENTS = ("起", "例")
"""Units that count what had better not happen."""


def _may_be_nothing(subject: Subject, one: Row) -> bool:
    """Whether nothing at all can be what is aimed at: no accidents, no rise; but not no time and no length."""
    name = one.indicator.name
    if reading.promise(subject, name) is Promise.QUANTITY and not reading.is_adverse(subject, name):
        return False
    return (
        (reading.sense(subject, one) is Sense.LESS and one.indicator.level2 != reading.TIME)
        or reading.is_adverse(subject, name)
        or _NO_MORE.search(name) is not None
        or _HAPPENS.search(name) is not None
        or (reading.unit_of(one.indicator.target) in _BAD_EVENTS and not reading.mentions(subject, "remedies", name))
        or reading.mentions(subject, "controlled", name) != ""
        or reading.ends_with(subject, "neutral", reading.bare(name))
    )


_AGAINST = {("≤", Sense.MORE), ("<", Sense.MORE), ("≥", Sense.LESS), (">", Sense.LESS)}


def _ind15(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator, target = one.indicator, reading.parsed(one.indicator.target)
        if not target.operator or target.value is None or reading.is_date(target.written):
            continue
        better = reading.sense(subject, one)
        if better and (target.operator, better) in _AGAINST:
            path, words, at = reading.quoted_target(one)
            bound = "至多" if better is Sense.MORE else "至少"
            yield Finding(
                path,
                f"“{indicator.name}”{better.value}，指标值 {words} 却是{bound} {plain(target.value)}，方向反了",
                f"核对方向，应当用 {'≥' if better is Sense.MORE else '≤'}",
                words,
                at,
            )


RULES = (
    Rule(
        "IND01",
        Severity.WARNING,
        "有界比率写成≥100%",
        "完成率、合格率一类的比率最多是 100%，“至少 100%”和“100%”是一回事，多写一个运算符反而让人以为还能超过；超过 100% 的多半是写错了数。",
        row("产出指标", "质量指标", "灯具安装合格率", "≥100%", "100%"),
        "样本 000、003",
        Tag.MISMATCH,
        _ind01,
        fixable=True,
    ),
    Rule(
        "IND02",
        Severity.WARNING,
        "数量指标为比率",
        "数量指标要说清做多少件事，比率说的是做得怎样；审核人看到百分数，还是不知道要做多少。",
        row("产出指标", "数量指标", "完成安全巡查", "95%", "≥24次"),
        "样本 000、001、003、004",
        Tag.WRONG_LEVEL2,
        _ind02,
    ),
    Rule(
        "IND03",
        Severity.INFO,
        "质量指标为数量",
        "质量指标要说做得怎样，个数、条数是数量指标的内容。",
        row("产出指标", "质量指标", "收集整理地方资料", "≥60条", "≥95%"),
        "样本 001、004",
        Tag.WRONG_LEVEL2,
        _ind03,
    ),
    Rule(
        "IND04",
        Severity.WARNING,
        "单位写成比率、人数、次数、天数、百分比",
        "“比率”“人数”是指标的名字，不是单位；印出来“90比率”读不通。",
        row("产出指标", "数量指标", "救助困难群众", "≥10人数", "≥10人"),
        "样本 001、003",
        Tag.MISMATCH,
        _ind04,
        fixable=True,
    ),
    Rule(
        "IND12",
        Severity.INFO,
        "缺运算符",
        "只写一个数，看不出是至少、至多还是正好，年终自评时容易说不清。日期和 100% 除外。",
        row("产出指标", "数量指标", "开展宣传活动", "6次", "≥6次"),
        "样本 001、002、003、004",
        Tag.NOT_QUANTIFIED,
        _ind12,
    ),
    Rule(
        "IND13",
        Severity.INFO,
        "时限表述不统一",
        "同一份文本里“12月”“<12月”“12月底”说的是一个时间，写法统一了才好核对。",
        two_ways("12月", "12月底"),
        "样本 004",
        Tag.OTHER,
        _ind13,
        fixable=True,
    ),
    Rule(
        "IND14",
        Severity.WARNING,
        "目标值为0，或文字与数值并填",
        "目标值是 0 等于没有目标（事故、投诉这类越少越好的除外）；文字和数值一起填，不知道按哪个考核。",
        row("产出指标", "时效指标", "维修完成率", "=0.00%", "≥95%"),
        "样本 001",
        Tag.NOT_QUANTIFIED,
        _ind14,
    ),
    Rule(
        "IND15",
        Severity.WARNING,
        "运算符方向错误",
        "出勤率、合格率这类越高越好的指标要写 ≥，投诉率、事故数这类越低越好的要写 ≤；写反了，做得越差越算完成。",
        row("产出指标", "质量指标", "灯具安装合格率", "≤95%", "≥95%"),
        "样本 001",
        Tag.MISMATCH,
        _ind15,
    ),
)
