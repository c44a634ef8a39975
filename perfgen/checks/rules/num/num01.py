"""NUM01: 财政资金 and 其他资金 that do not add up to 预算数."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import DUTIES, Path, Subject
from perfgen.checks.whole import Funded
from perfgen.errors import Severity
from perfgen.filing.labels import TASKS
from perfgen.filing.numbers import decimal_text

_ROUNDED = Decimal("0.01")
"""What three amounts in 万元, each rounded to its second decimal, may be apart. One part is the whole; 元 are not rounded."""


def _find(subject: Subject) -> Iterator[Finding]:
    for path, one in _parted(subject):
        yield from _sources(subject, path, one)
    unit = subject.filing.amount_unit
    for number, duty in enumerate(subject.filing.duties):
        amounts = [one.budget for one in duty.activities if one.budget is not None]
        total = sum(amounts, Decimal(0))
        if duty.budget is None or not amounts or len(amounts) < len(duty.activities):
            continue
        if abs(total - duty.budget) > (_ROUNDED * (len(amounts) - 1) if unit != "元" else 0):
            yield Finding(
                (DUTIES, number, "年度预算数"),
                f"“{duty.name}”各项工作活动的年度预算数合起来是 {decimal_text(total)}{unit}，这里是 {decimal_text(duty.budget)}{unit}",
                "核对这项职责和它各项工作活动的年度预算数",
                decimal_text(duty.budget),
            )


def _parted(subject: Subject) -> Iterator[tuple[Path, Funded]]:
    """What has a 预算数 and its two sources, and where: projects, their 中期资金, 年度主要任务."""
    for placed in subject.projects:
        yield placed.path, placed.project
        if placed.project.medium_funds:
            yield placed.at("中期资金"), placed.project.medium_funds
    for number, task in enumerate(subject.filing.tasks):
        yield (TASKS, number), task


def _sources(subject: Subject, path: Path, one: Funded) -> Iterator[Finding]:
    unit, fiscal, other = subject.filing.amount_unit, one.fiscal, one.other
    if one.budget is None or (fiscal is None and other is None):
        return
    total = (fiscal or Decimal(0)) + (other or Decimal(0))
    if abs(total - one.budget) > (_ROUNDED if fiscal and other and unit != "元" else 0):
        said = [
            f"{label} {decimal_text(amount)}{unit}" if amount is not None else f"{label}没有写，按 0 算"
            for label, amount in (("财政资金", fiscal), ("其他资金", other))
        ]
        parts = "，".join(said) + f"，合起来 {decimal_text(total)}{unit}"
        yield Finding(
            (*path, "预算数"),
            f"{parts}，不等于预算数 {decimal_text(one.budget)}{unit}",
            "核对三个数，让财政资金加其他资金等于预算数",
            decimal_text(one.budget),
        )


RULE = Rule(
    "NUM01",
    Severity.ERROR,
    "财政资金与其他资金之和不等于预算数",
    "表上的预算数是财政资金和其他资金两项合起来的数，空着的一项按 0 算；万元四舍五入差 0.01 的不算。"
    "中期资金、年度主要任务也这样核对；职责的年度预算数应当等于它各项工作活动的合计。",
    Example(
        bad="预算项目:\n  - {预算数: 100.00, 财政资金: 80.00, 其他资金: 10.00}\n",
        good="预算项目:\n  - {预算数: 100.00, 财政资金: 80.00, 其他资金: 20.00}\n",
    ),
    "绩效目标表的勾稽关系",
    Tag.OTHER,
    _find,
)
