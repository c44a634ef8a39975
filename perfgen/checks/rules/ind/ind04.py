"""IND04: units that are the names of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.regex import regex


def _find(subject: Subject) -> Iterator[Finding]:
    right = dict(entry.split(maxsplit=1) for entry in listed(subject, "loose_units") if len(entry.split()) == 2)
    for one in subject.all_rows:
        target = reading.parsed(one.indicator.target)
        unit = reading.unit_of(target)
        proper = right.get(unit) or _proper(subject, unit) if unit and target.value is not None else ""
        if not proper or target.value is None:
            continue
        start = target.written.rindex(unit)
        path, at = reading.in_target(one, start, unit)
        share_told = proper != "%" or target.value > 1 or not target.value
        yield Finding(
            path,
            f"指标值 {target.written.strip()} 里，“{unit}”不是计量单位",
            f"写成“{proper}”" if share_told else f"看清是百分之几，单位写成“{proper}”",
            unit,
            at,
            proper if share_told else None,
        )
    yield from _without_what(subject)
    yield from _of_two(subject)
    yield from _bounded_twice(subject)


_NUMBER_OF = regex("个?(?P<unit>[^率]{1,3})数")


def _proper(subject: Subject, unit: str) -> str:
    """What a unit should be that is a unit and 数 (元数, 个人次数), or the name of a share (知晓率); empty for others."""
    if reading.ends_with(subject, "ratio_names", unit) and not reading.ends_with(subject, "unbounded_rates", unit):
        return "%"
    found = _NUMBER_OF.fullmatch(unit)
    return found["unit"] if found and reading.is_measure(subject, found["unit"]) else ""


_BOUNDED_TWICE = regex(
    r"\s*(?P<sign>[≥≤><≧≦]=?|不[低少]于|不[高超]过)\s*(?P<value>[^，。；]{1,12}?)(?P<bound>(?:及|或)?以[上下内]|之内)\s*"
)
_SHARE_AND_MORE = regex("[^%％]{1,3}(?P<unit>[%％])")


def _bounded_twice(subject: Subject) -> Iterator[Finding]:
    """Bounds said by a sign and by words besides: ≥3期以上."""
    for one in subject.all_rows:
        written = one.indicator.target.written
        found = _BOUNDED_TWICE.fullmatch(written) if one.indicator.target.parts is None else None
        if found:
            path, at = reading.in_target(one, found.start("bound"), found["bound"])
            yield Finding(
                path,
                f"指标值 {written.strip()} 里，“{found['sign']}”和“{found['bound']}”说了两遍",
                f"只写一个：{found['sign']}{found['value']}",
                found["bound"],
                at,
            )


_EACH_OF = regex("[人户每均]")


def _a_head(one: Row, unit: str) -> re.Match[str] | None:
    """Things for each of those who have them, where neither the name nor the description speaks of each: 应急演练场次 ≥12场/人."""
    said = one.indicator.name + one.indicator.description
    return None if _EACH_OF.search(said) else _DONE_A_HEAD.fullmatch(unit)


_DONE_EACH = regex("(?P<unit>期|场|批|班|轮|届|回)[/／](?:次|回|场)")
_THINGS_A_YEAR = regex("(?P<unit>人次?|名|位|户|家)[/／每]年度?")
_DONE_A_HEAD = regex("(?P<unit>期|场次?|批次?|班|届|项|个|处|所|座|台|套|辆|件|次)[/／每](?:人次?|名|位|户|家)")


def _of_two(subject: Subject) -> Iterator[Finding]:
    """Units of two of which one is too many: 12期/次, 40人/年; 4次/年 is how often, 3人/户 how many each."""
    for one in subject.all_rows:
        target = reading.parsed(one.indicator.target)
        unit = reading.unit_of(target) if target.value is not None else ""
        found = (
            (_DONE_EACH.fullmatch(unit) or _THINGS_A_YEAR.fullmatch(unit) or _a_head(one, unit))
            if "/" in unit or "／" in unit or "每" in unit
            else _SHARE_AND_MORE.fullmatch(unit)
        )
        if found is None or _YEARLY.search(one.indicator.name):
            continue
        path, at = reading.in_target(one, target.written.rindex(unit), unit)
        yield Finding(
            path,
            f"指标值 {target.written.strip()} 里，单位“{unit}”看不出怎么算",
            f"写成“{found['unit']}”，一个数只写一个单位；说的是每年、每次多少的，写到名称里",
            unit,
            at,
        )


_YEARLY = regex("每年|年均|年平均|每次|每期|每场|能力|规模|平均")


_SCALE = regex("(?P<scale>[十百千万亿]+)(?P<per>[/／每].*)?")
_EACH_ONLY = regex("[/／每](?:月|年|天|日|人|户|次)[·./／每]?(?:年|月|天|次)?")
_EACH = regex(r"(?:每[一-鿿]{1,3}){1,2}\s*(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿])?")
_MONEY_NAME = regex(
    "(?:金额|收入|产值|总值|税收|利税|利润|资金|投资|投入|成本|费|费用|经费|支出|销售额|营业额|交易额|补助|补贴|增收|节支|贷款|债务|损失)$"
)


def _without_what(subject: Subject) -> Iterator[Finding]:
    """Numbers that say how many thousands and not of what: 250万, ≤620万/月, 每亩300."""
    for one in subject.all_rows:
        indicator = one.indicator
        target = reading.parsed(indicator.target)
        found = _SCALE.fullmatch(reading.unit_of(target)) if target.unit else None
        each = (
            None if found or target.value is not None else _EACH.fullmatch(target.written.translate(HALF_WIDTH).strip())
        )
        bare = target.value is not None and _EACH_ONLY.fullmatch(target.unit or "")
        if not found and not each and not bare:
            continue
        cost = subject.standard.cost in (indicator.level1, indicator.level2)
        money = cost or _MONEY_NAME.search(reading.bare(indicator.name)) is not None
        if found:
            scale = found["scale"]
            start = target.written.translate(HALF_WIDTH).rindex(found[0])
            path, at = reading.in_target(one, start, scale)
            what = "元" if money else "人、元还是别的"
            fix = f"{scale}元" if money else None
            yield Finding(
                path,
                f"“{indicator.name}”的指标值 {target.written.strip()} 只写到“{scale}”，没有写{what}",
                f"写成“{scale}元”" if money else f"在“{scale}”后面写上单位，如“{scale}人”",
                scale,
                at,
                fix,
            )
        elif each or money:
            path, words, at = reading.quoted_target(one)
            hint = f"写成“{words}元”" if money and each else "在数字后面写上单位"
            yield Finding(path, f"“{indicator.name}”的指标值 {words} 没有写单位", hint, words, at)


RULE = Rule(
    "IND04",
    Severity.WARNING,
    "单位写成比率、人数、次数、天数、百分比，或者没有写全",
    "“比率”“人数”是指标的名字，不是单位；印出来“90比率”读不通。“12期/次”“40人/年”写了两个单位，看不出按哪个算。只写“250万”“每亩300”的，看不出是元、人还是别的。",
    row("产出指标", "数量指标", "救助困难群众", "≥10人数", "≥10人"),
    "样本 001、003",
    Tag.MISMATCH,
    _find,
    fixable=True,
)
