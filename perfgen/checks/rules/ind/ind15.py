"""IND15: an operator that asks for the worse side."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.reading import Promise, Sense
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.filing.target import Target

_AGAINST = {("≤", Sense.MORE), ("<", Sense.MORE), ("≥", Sense.LESS), (">", Sense.LESS)}


def _find(subject: Subject) -> Iterator[Finding]:
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
                f"“{indicator.name}”{better.value}，指标值 {words} 却是{bound} {decimal_text(target.value)}，方向反了",
                _hint(better, target),
                words,
                at,
            )


def _hint(better: Sense, target: Target) -> str:
    """How it is written right; all of something is not written “至少 100%”."""
    if better is Sense.MORE and target.value == 100 and reading.is_share(target, Promise.RATIO):
        return "核对方向，最多是 100% 的写成 100%，不写运算符"
    return f"核对方向，应当用 {'≥' if better is Sense.MORE else '≤'}"


RULE = Rule(
    "IND15",
    Severity.ERROR,
    "运算符方向错误",
    "出勤率、合格率这类越高越好的指标要写 ≥，投诉率、事故数、能耗、污染物浓度、修复时间这类越低越好的要写 ≤；写反了，做得越差越算完成。",
    row("产出指标", "质量指标", "灯具安装合格率", "≤95%", "≥95%"),
    "样本 001",
    Tag.MISMATCH,
    _find,
)
