"""NUM05: a cost that is not the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfgen.checks import figures
from perfgen.checks.costs import cost_rows
from perfgen.checks.examples import cost
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import TARGET, PlacedProject, Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, decimal_text, parse_decimal
from perfgen.filing.regex import regex
from perfgen.filing.target import Target

_YUAN = {"元": 1, "百元": 100, "千元": 1000, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
_MONEY = regex(rf"({NUMBER.pattern})\s*([百千]?万?亿?元|[百千]?[万亿](?![一-鿿]))(?!\s*[/／每])")
"""An amount; many leave 元 out behind 万, in a cost it can be nothing else."""
_PER = regex("[/／每]")
_EACH = regex("每|单价|单位成本|人均|户均|亩均|其中")
"""What says in a description that a cost is one of many."""


@dataclass(frozen=True, slots=True)
class _Money:
    """Money a target says: the number and its unit, and the words that say it."""

    number: Decimal
    unit: str
    words: str

    @property
    def yuan(self) -> Decimal:
        """The amount in 元."""
        return self.number * _YUAN[self.unit]

    def agrees(self, budget: Decimal, unit: str) -> bool:
        """Whether it is the budget (in 元), or that rounded where the filing counts in another `unit`."""
        decimals = -int(self.number.as_tuple().exponent)
        rounded = self.unit != unit and decimals >= _ROUNDED
        return self.yuan == budget or (rounded and round(budget / _YUAN[self.unit], decimals) == self.number)


_ROUNDED = 2
"""An amount with so many decimals may be rounded."""


def _money(target: Target) -> _Money | None:
    """The money a target says; None where it says none, several, or money for each of something."""
    text = target.written.translate(HALF_WIDTH)
    found = [*_MONEY.finditer(text)]
    number = parse_decimal(found[0][1]) if len(found) == 1 and not _PER.search(text) else None
    unit = f"{found[0][2].removesuffix('元')}元" if found else ""
    if number is None or unit not in _YUAN:
        return None
    start, end = found[0].span()
    return _Money(number, unit, target.written[start:end])


def _find(subject: Subject) -> Iterator[Finding]:
    silent = regex("|".join(map(re.escape, listed(subject, "unit_costs"))))
    for placed in subject.projects:
        yield from _costs(subject, placed, silent)


def _costs(subject: Subject, placed: PlacedProject, silent: re.Pattern[str]) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    budget = placed.project.budget * _YUAN[unit]
    parts = _parts(placed, unit)
    said = [
        (row, money)
        for row in cost_rows(subject, placed.rows)
        if (money := _money(row.indicator.target))
        and not silent.search(row.indicator.name)
        and not _EACH.search(row.indicator.description)
    ]
    whole = any(money.agrees(budget, unit) for _, money in said)
    if sum(money.yuan for _, money in said) == budget:
        return
    for row, money in said:
        if money.agrees(budget, unit) or (money.yuan < budget and (whole or money.yuan in parts)):
            continue
        target = row.indicator.target
        inside = target.parts is None
        above = money.yuan > budget
        yield Finding(
            row.at(TARGET),
            f"“{row.indicator.name}”是 {money.words}，{'超过了' if above else ''}项目的预算数"
            f"{'' if above else '是'} {decimal_text(placed.project.budget)}{unit}",
            "核对两个数，控制的钱不能比预算多" if above else "核对两个数；只是其中一部分或单位成本的，在名称里写明",
            money.words,
            target.written.index(money.words) if inside else None,
            severity=Severity.ERROR if above else None,
        )


def _parts(placed: PlacedProject, unit: str) -> set[Decimal]:
    """The amounts (in 元) that 资金用途 and 资金安排 part the budget into."""
    said = {figure.value for figure in figures.money(placed.project.purpose) if not figure.loose}
    return said | {item.amount * _YUAN[unit] for item in placed.project.funds}


RULE = Rule(
    "NUM05",
    Severity.WARNING,
    "成本指标值不等于预算数",
    "成本指标控制的是这个项目的钱，总成本应当就是预算数。单位成本、资金用途里写明的一部分，几项加起来等于预算数的，不提示。比预算数还多的是错误。",
    Example(bad=cost("≤150万元"), good=cost("≤120万元")),
    "绩效目标表的勾稽关系；样本里 20 行有数字的成本指标都等于预算数",
    Tag.OTHER,
    _find,
)
