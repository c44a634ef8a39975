"""IND05: a name that promises one sort of value, and a target of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.errors import Severity

_CHANGE = re.compile("增长|增幅|增速|下降|降低|减少|提高|同比|占|比例|[率比]$")


def _mismatch(subject: Subject, one: Row) -> str:
    """What the name of a row promises and its target does not keep, in words; empty where they agree."""
    indicator, target = one.indicator, reading.parsed(one.indicator.target)
    promised = reading.promise(subject, indicator.name)
    written = target.written.strip()
    if not written:
        return ""
    if promised is Promise.RATIO:
        if target.value is None and not reading.has_share(written):
            return "名称说的是比率，指标值却是时间" if reading.is_date(written) else "名称说的是比率，指标值却是文字"
        if target.value is not None and reading.is_measure(subject, reading.unit_of(target)):
            return "名称说的是比率，指标值却是数量"
    if promised is Promise.QUANTITY and reading.is_ratio(reading.unit_of(target)):
        return "" if _CHANGE.search(reading.bare(indicator.description)) else "名称说的是数量，指标值却是比率"
    return ""


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        wrong = _mismatch(subject, one)
        if wrong:
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"“{one.indicator.name}”{wrong}“{words}”",
                "比率写百分数，数量写数和计量单位；或者改指标名称",
                words,
                at,
                # Of a number and words at once it is not clear which is the value: the words may be vague besides.
                supersedes=() if reading.is_filled_twice(one.indicator.target) else None,
            )


RULE = Rule(
    "IND05",
    Severity.WARNING,
    "指标名与单位或值不匹配",
    "名称以率、比例、满意度结尾，指标值应当是百分数；名称说的是面积、人数、次数，指标值应当是数。两者对不上，年终没法算。",
    row("产出指标", "质量指标", "水质监测达标率", "有所提高", "≥95%"),
    "样本 004",
    Tag.MISMATCH,
    _find,
    supersedes=("IND10", "IND11"),
)
