"""IND12: a number of which is not said whether it is the least, the most or exact."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.reading import Promise, Sense
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        target = reading.parsed(one.indicator.target)
        if not target.value or target.operator or reading.is_date(target.written):
            continue
        if _BOUNDED.search(target.written.strip()) or reading.is_level(target.written):
            continue
        if one.project is None and reading.unit_of(target) == _POINTS:
            continue  # 整体绩效指标 of the older form give what an indicator counts for, not what is to be reached
        if target.value == 100 and reading.is_share(target, Promise.RATIO):
            continue
        path, words, at = reading.quoted_target(one)
        yield Finding(
            path,
            f"指标值 {words} 前面没有运算符，看不出是至少、至多还是正好",
            _SIGNS[reading.sense(subject, one)],
            words,
            at,
        )


_SIGNS = {
    Sense.MORE: "在数字前写上 ≥；正好是这个数的写 =",
    Sense.LESS: "在数字前写上 ≤；正好是这个数的写 =",
    None: "在数字前写上 ≥、≤ 或 =",
}
_POINTS = "分"
_BOUNDED = regex("(?:以[上下内]|之?[内前])$")
"""What says behind a number that it is the least or the most."""


RULE = Rule(
    "IND12",
    Severity.INFO,
    "缺运算符",
    "只写一个数，看不出是至少、至多还是正好，年终自评时容易说不清。日期和 100% 除外。",
    row("产出指标", "数量指标", "开展宣传活动", "6次", "≥6次"),
    "样本 001、002、003、004",
    Tag.NOT_QUANTIFIED,
    _find,
)
