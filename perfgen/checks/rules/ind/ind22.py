"""IND22: at least, at most and per cent written in several ways in one filing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import cells, rows
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.errors import Severity
from perfgen.filing import comparisons
from perfgen.filing.regex import regex

_CALLED = {"≥": "至少", "≤": "至多", "%": "百分之几"}
_PERCENT = regex("[（(]\\s*[%％]\\s*[)）]|[%％]")


def _ways(one: Row) -> Iterator[tuple[str, str]]:
    """How a target says at least, at most and per cent: what is meant, and how it is written."""
    written = one.indicator.target.written.strip()
    words, means = comparisons.sign_of(written)
    if means in _CALLED and reading.parsed(one.indicator.target).value is not None:
        yield means, words
    percent = _PERCENT.search(written)
    if percent:
        yield "%", re.sub(r"\s", "", percent[0])


def _find(subject: Subject) -> Iterator[Finding]:
    counted: dict[str, Counter[str]] = {means: Counter() for means in _CALLED}
    first: dict[tuple[str, str], Row] = {}
    for one in subject.all_rows:
        if one.indicator.target.written:
            for means, way in _ways(one):
                counted[means][way] += 1
                first.setdefault((means, way), one)
    mixed = {means: ways for means, ways in counted.items() if len(ways) > 1}
    if mixed:
        said = "；".join(
            f"{_CALLED[means]}有 {'、'.join(f'{way}（{count} 处）' for way, count in ways.most_common())}"
            for means, ways in mixed.items()
        )
        means, ways = next(iter(mixed.items()))
        rarest = ways.most_common()[-1][0]
        path, words, at = reading.quoted_target(first[means, rarest])
        yield Finding(path, f"同一个意思有几种写法：{said}", "全文统一，一般写 ≥、≤ 和 %", words, at)


RULE = Rule(
    "IND22",
    Severity.INFO,
    "运算符写法不统一",
    "同一份文本里，≥、>=、不低于说的是一个意思，写法统一了才好核对、好汇总。全文只说一次。",
    rows(
        "产出指标",
        "质量指标",
        (cells("灯具安装合格率", "≥98%"), cells("线路检测合格率", "不低于95%")),
        (cells("灯具安装合格率", "≥98%"), cells("线路检测合格率", "≥95%")),
    ),
    "公开的绩效目标表里常见",
    Tag.OTHER,
    _find,
)
