"""NUM10: a budget a hundred or ten thousand times too large for its unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.amounts import shown
from perfgen.checks.mentions import reading
from perfgen.checks.oversized import beyond_budget, is_whole_filing, oversized, too_little
from perfgen.checks.reading import quoted_target
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject, text_at
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text

_LIKE = {10_000: "像是把元当成了万元", 100: "像是多了两位，或者漏了小数点"}


def _find(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    if is_whole_filing(subject):
        total = sum((placed.project.budget for placed in subject.projects), Decimal(0))
        yield Finding(
            ("金额单位",),
            f"金额单位写的是{unit}，各项目的预算数加起来有 {decimal_text(total)}{unit}，大得不像一个部门的预算",
            "核对金额单位：表里的数是按元填的，就把金额单位改成元",
            unit,
        )
        return
    for one in oversized(subject, reading(subject)):
        written = decimal_text(one.placed.project.budget)
        like = f"{_LIKE[one.times]}，应当是 {shown(subject, one.yuan)}" if one.times > 1 else "大得不像一个项目的预算"
        yield Finding(
            one.placed.at("预算数"),
            f"“{one.placed.project.name}”的预算数是 {written}{unit}，{like}",
            f"核对这个数，表里按{unit}填写",
            written,
        )
    for path, amount in beyond_budget(subject):
        words = (text_at(subject.filing, path) or "")[amount.start : amount.end]
        label = path[2]
        yield Finding(
            path,
            f"{label}里的 {words} 比整个部门的预算还多",
            "核对金额和单位；不是预算里的钱，写明是什么钱",
            words,
            amount.start,
        )
    for row in too_little(subject):
        path, words, at = quoted_target(row)
        yield Finding(
            path,
            f"“{row.indicator.name}”一共只有 {words}，像是少了“万”字",
            "核对金额单位；说的是每人、每户的，名称里写明",
            words,
            at,
        )


RULE = Rule(
    "NUM10",
    Severity.WARNING,
    "金额大了一百倍、一万倍",
    "把元填进了万元的格子，或者漏了小数点，预算数就大了一万倍、一百倍。"
    "名称、用途、成本、文字里的数合得上它的一万分之一、百分之一，或者和别的项目差得太远时提示；只是项目大的不提示。带动的投入、产值一共不到一万元的，多半少写了“万”字，也提示。",
    Example(
        bad="预算项目:\n  - {预算数: 1200000, 财政资金: 1200000}\n",
        good="预算项目:\n  - {预算数: 120.00, 财政资金: 120.00}\n",
    ),
    "绩效目标表的单位：万元",
    Tag.OTHER,
    _find,
)
