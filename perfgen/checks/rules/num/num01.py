"""NUM01: 财政资金 and 其他资金 that do not add up to 预算数."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text

_ROUNDED = Decimal("0.01")
"""What three amounts in 万元, each rounded to its second decimal, may be apart. One part is the whole; 元 are not rounded."""


def _find(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for placed in subject.projects:
        project = placed.project
        if project.fiscal is None and project.other is None:
            continue
        total = (project.fiscal or Decimal(0)) + (project.other or Decimal(0))
        if abs(total - project.budget) > (_ROUNDED if project.fiscal and project.other and unit != "元" else 0):
            fiscal, other = project.fiscal, project.other
            said = [
                f"{label} {decimal_text(amount)}{unit}" if amount is not None else f"{label}没有写，按 0 算"
                for label, amount in (("财政资金", fiscal), ("其他资金", other))
            ]
            parts = "，".join(said) + f"，合起来 {decimal_text(total)}{unit}"
            yield Finding(
                placed.at("预算数"),
                f"{parts}，不等于预算数 {decimal_text(project.budget)}{unit}",
                "核对三个数，让财政资金加其他资金等于预算数",
                decimal_text(project.budget),
            )


RULE = Rule(
    "NUM01",
    Severity.ERROR,
    "财政资金与其他资金之和不等于预算数",
    "表上的预算数是财政资金和其他资金两项合起来的数，空着的一项按 0 算；万元四舍五入差 0.01 的不算。",
    Example(
        bad="预算项目:\n  - {预算数: 100.00, 财政资金: 80.00, 其他资金: 10.00}\n",
        good="预算项目:\n  - {预算数: 100.00, 财政资金: 80.00, 其他资金: 20.00}\n",
    ),
    "绩效目标表的勾稽关系",
    Tag.OTHER,
    _find,
)
