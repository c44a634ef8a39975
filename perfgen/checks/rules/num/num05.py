"""NUM05: a cost that is not the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfgen.checks import figures
from perfgen.checks.costs import cost_rows
from perfgen.checks.examples import cost
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import TARGET, PlacedProject, Row, Subject
from perfgen.checks.unit_costs import beyond_anybody, unit_costs
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, decimal_text, parse_decimal
from perfgen.filing.regex import LETTER, regex
from perfgen.filing.target import Target

_YUAN = {"元": 1, "百元": 100, "千元": 1000, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
_MONEY = regex(rf"({NUMBER.pattern})\s*([百千]?万?亿?元|[百千]?[万亿](?!{LETTER}))(?!\s*[/／每])")
"""An amount; many leave 元 out behind 万, in a cost it can be nothing else."""
_PER = regex("[/／每]", signs="/／每")
_OF_ONE = regex(
    "[日天月周场次班件台套座处间所村校站]均|[单各](?:[个位台套件座所间户人次场期批辆册本份篇部盏棵株亩只头口眼栋幅条项米吨公家处校村班例床枚支袋瓶]|平方|立方)",
    signs="均单各",
)
"""A cost of one of many by its name: 单册印制成本."""
_EACH = regex("每|单价|单位成本|人均|户均|亩均|其中")
"""What says in a description that a cost is one of many."""


class _Money(NamedTuple):
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
    for row in cost_rows(subject, subject.all_rows):
        if beyond_anybody(row):
            words = row.indicator.target.written.strip()
            yield Finding(
                row.at(TARGET),
                f"“{row.indicator.name}”是 {words}，没有人领这么多",
                "看看单位是不是写错了，如把元写成了万元",
                words,
                row.indicator.target.written.index(words) if row.indicator.target.parts is None else None,
            )


def _costs(subject: Subject, placed: PlacedProject, silent: re.Pattern[str]) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    budget = placed.project.budget * _YUAN[unit]
    parts = _parts(placed, unit)
    said = [
        (row, money)
        for row in cost_rows(subject, placed.rows)
        if (money := _money(row.indicator.target))
        and not silent.search(row.indicator.name)
        and not _OF_ONE.search(row.indicator.name)
        and not _EACH.search(row.indicator.description)
    ]
    far = [*_far_above(placed, budget, unit, subject)]
    yield from far or _many_times(placed, budget, unit, subject)
    whole = any(money.agrees(budget, unit) for _, money in said)
    if sum(money.yuan for _, money in said) == budget:
        return
    for row, money in said:
        if money.agrees(budget, unit) or (
            money.yuan < budget and (whole or money.yuan in parts or (len(said) == 1 and _is_part(row, placed)))
        ):
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


_FAR = 10
"""What one of many costs may be more than the budget where others pay too, but not so many times."""


def _far_above(placed: PlacedProject, budget: Decimal, unit: str, subject: Subject) -> Iterator[Finding]:
    """Costs of one of many that are many times what the project has: 每户补助 ≤80000万元 of 160万元."""
    silent = listed(subject, "unit_costs")
    for row in cost_rows(subject, placed.rows):
        name, target = row.indicator.name, row.indicator.target
        each = _PER.search(target.written) or _OF_ONE.search(name) or any(word in name for word in silent)
        money = figures.of_target(target) if each and target.value is not None else None
        if each and (money is None or money.kind != figures.MONEY):
            money = next(figures.money(target.written), None)
        if not money or money.kind != figures.MONEY or not budget:
            continue
        if money.value >= _FAR * budget or (money.value > budget and _ONE_PRICE.search(name)):
            words = target.written.strip()
            yield Finding(
                row.at(TARGET),
                f"“{name}”是 {words}，比整个项目的预算数 {decimal_text(placed.project.budget)}{unit} 还大得多",
                "看看单位是不是写错了，如把元写成了万元",
                words,
                target.written.index(words) if target.parts is None else None,
            )


_ONE_PRICE = regex("单价$|^单[盏台套个件处座辆户人次场间栋][\\u4e00-\\u9fff]{0,6}(?:费|价|造价|成本)$", signs="单")


def _many_times(placed: PlacedProject, budget: Decimal, unit: str, subject: Subject) -> Iterator[Finding]:
    """Costs of one of many that, times how many there are, are many times what the project has."""
    for one in unit_costs(placed, cost_rows(subject, placed.rows)):
        if budget and one.yuan >= _TIMES * budget:
            target, number = one.row.indicator.target, one.number.indicator
            words = target.written.strip()
            yield Finding(
                one.row.at(TARGET),
                f"“{one.row.indicator.name}”是 {words}，“{number.name}”是 {number.target.written.strip()}，乘起来是 "
                f"{decimal_text(one.yuan / _YUAN[unit])}{unit}，预算数是 {decimal_text(placed.project.budget)}{unit}",
                "看看小数点和单位是不是写错了，如把元写成了万元",
                words,
                target.written.index(words) if target.parts is None else None,
            )


_TIMES = 5
"""Others may pay a part, so what all cost may be more than the budget, but not so many times."""


_COST = regex("(?:总|平均)?(?:费用|成本|经费|费|支出|金额|价格|控制数?|资金)+(?:控制)?$")
_ITEMS = regex("[、，,。；;：:和及与并]")


def _is_part(row: Row, placed: PlacedProject) -> bool:
    """Whether a cost is that of one of several things 资金用途 names: 第三方检查费用 beside 举报奖励."""
    name = row.indicator.name
    core = _COST.sub("", name.strip())
    if len(core) < 3 or "总" in name or core in placed.project.name or len(placed.project.purpose) > _LONGEST:
        return False
    items = [item for item in _ITEMS.split(placed.project.purpose) if item.strip()]
    named = [item for item in items if all(sign in item for sign in core)]
    return len(items) > 1 and len(named) == 1


_LONGEST = 1_000
"""A longer purpose is no list of things."""


def _parts(placed: PlacedProject, unit: str) -> set[Decimal]:
    """The amounts (in 元) that 资金用途 and 资金安排 part the budget into; without 资金用途 the goals say it."""
    texts = [placed.project.purpose] if placed.project.purpose.strip() else placed.project.goals
    said = {figure.value for text in texts for figure in figures.money(text) if not figure.loose}
    return said | {item.amount * _YUAN[unit] for item in placed.project.funds}


RULE = Rule(
    "NUM05",
    Severity.WARNING,
    "成本指标值不等于预算数",
    "成本指标控制的是这个项目的钱，总成本应当就是预算数。单位成本、资金用途里写明的一部分，几项加起来等于预算数的，不提示。比预算数还多的是错误。"
    "单位成本乘上数量是预算数好几倍的，多半点错了小数点、写错了单位，也提示。",
    Example(bad=cost("≤150万元"), good=cost("≤120万元")),
    "绩效目标表的勾稽关系；样本里 20 行有数字的成本指标都等于预算数",
    Tag.OTHER,
    _find,
)
