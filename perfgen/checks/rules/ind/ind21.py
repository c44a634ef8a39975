"""IND21: one target for all indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfgen.checks import reading
from perfgen.checks.examples import cells, rows
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity

_MANY_ROWS = 4
"""So many indicators of a project with one target are no accident."""
_ALL_ROWS, _MOST = 10, 0.9
"""Of so many indicators of a filing, such a share with one target."""


def _find(subject: Subject) -> Iterator[Finding]:
    first, count, told = _most(subject.all_rows)
    if first and told >= _ALL_ROWS and count >= _MOST * told:
        yield _finding(first, f"{told} 个指标里有 {count} 个的指标值都是")
        return
    for group in (subject.overall_rows, *(project.rows for project in subject.projects)):
        first, count, told = _most(group)
        if first and count == told >= _MANY_ROWS:
            yield _finding(first, f"这里的 {count} 个指标，指标值都是")


def _most(rows: Sequence[Row]) -> tuple[Row | None, int, int]:
    """The first row with the most frequent target, how many have it, and how many have one at all."""
    said = [(row, key) for row in rows if (key := _key(row))]
    if not said:
        return None, 0, 0
    (most, count), *_ = Counter(key for _, key in said).most_common(1)
    return next(row for row, key in said if key == most), count, len(said)


def _key(row: Row) -> str:
    """What a target says, with its sign: 95% and ≥95% are alike for whoever looks for a target of one's own."""
    target = reading.parsed(row.indicator.target)
    return f"{target.value.normalize()}{target.unit}" if target.value is not None else normalised(target.written)


def _finding(row: Row, said: str) -> Finding:
    path, words, at = reading.quoted_target(row)
    return Finding(path, f"{said} {words}", "按每个指标自己的标准写指标值：做多少、多好、多快、花多少", words, at)


RULE = Rule(
    "IND21",
    Severity.INFO,
    "指标值全都一样",
    "数量、质量、效益不会都是一个数；指标值全是 100% 的，多半没有逐个想过要达到多少。",
    rows(
        "产出指标",
        "质量指标",
        tuple(cells(name, "100%") for name in ("教材配备率", "教室照度达标率", "设备完好率", "线路检修合格率")),
        (cells("教材配备率", "100%"), cells("教室照度达标率", "≥98%"), cells("设备完好率", "≥95%")),
    ),
    "评审时常见的意见",
    Tag.NOT_QUANTIFIED,
    _find,
)
