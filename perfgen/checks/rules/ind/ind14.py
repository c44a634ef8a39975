"""IND14: a target of nothing, of two values at once, or with a sentence for a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.nothing import may_be_nothing
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH
from perfgen.filing.target import TEXT_SIGN


def _find(subject: Subject) -> Iterator[Finding]:
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
        elif target.value is not None and _is_sentence(target.unit or ""):
            unit = target.unit or ""
            path, at = reading.in_target(one, target.written.translate(HALF_WIDTH).rindex(unit), unit)
            yield Finding(
                path,
                f"单位一格里写了“{unit}”，这是说明，不是计量单位",
                "单位一格只写 %、个、次这样的单位，要说明的话写到绩效指标描述里",
                unit,
                at,
                supersedes=(),
            )
        elif target.value == Decimal(0) and not may_be_nothing(subject, one):
            yield Finding(
                path,
                f"“{indicator.name}”的指标值是 {words}，等于没有目标",
                "写上要达到的数；没有数可写的指标，换一个能量化的",
                words,
                at,
                supersedes=(),
            )


def _is_sentence(unit: str) -> bool:
    return re.search(r"\d", unit) is not None or (len(unit) > 8 and "/" not in unit)


RULE = Rule(
    "IND14",
    Severity.WARNING,
    "目标值为0，或文字与数值并填",
    "目标值是 0 等于没有目标（事故、投诉这类越少越好的除外）；文字和数值一起填，不知道按哪个考核。",
    row("产出指标", "时效指标", "维修完成率", "=0.00%", "≥95%"),
    "样本 001",
    Tag.NOT_QUANTIFIED,
    _find,
    supersedes=("IND05",),
)
