"""IND09: one basis for nearly all indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfgen.checks.examples import cells, several
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity

_MANY_ROWS, _MOST = 10, 0.9


def _find(subject: Subject) -> Iterator[Finding]:
    told = [(one, normalised(one.indicator.basis)) for one in subject.all_rows]
    if len(told) < _MANY_ROWS:
        return
    (basis, count), *_ = Counter(basis for _, basis in told).most_common(1)
    if basis and count >= _MOST * len(told):
        first = next(one for one, same in told if same == basis)
        words = first.indicator.basis.strip()
        yield Finding(
            first.at("指标值确定依据"),
            f"{len(told)} 行里有 {count} 行的指标值确定依据都是“{words}”",
            "按每一行写指标值的来处，如文件、标准、合同、上年实际数",
            words,
        )


def _bases(*bases: str) -> tuple[tuple[str, ...], ...]:
    """Two rows in each of five projects, with these bases in turn."""
    told = [cells(f"第{number + 1}项工作完成率", "≥95%", bases[number % len(bases)]) for number in range(10)]
    return tuple(zip(told[::2], told[1::2], strict=True))


RULE = Rule(
    "IND09",
    Severity.INFO,
    "依据全文雷同",
    "每个指标值的来处不会都一样；全文一个依据，等于没有依据。",
    several("产出指标", "质量指标", _bases("年初工作计划"), _bases("年初工作计划", "政府采购合同", "上年度实际数")),
    "样本 000、004",
    Tag.INCOMPLETE,
    _find,
)
