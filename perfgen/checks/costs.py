"""NUM05 and NUM06: costs against the money there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfgen.checks import figures
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import TARGET, PlacedProject, Row, Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, parse_decimal, plain
from perfgen.filing.target import Target

_YUAN = {"元": 1, "百元": 100, "千元": 1000, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}
_MONEY = re.compile(rf"({NUMBER.pattern})\s*([百千]?万?亿?元)(?!\s*[/／每])")
_PER = re.compile("[/／每]")
_EACH = re.compile("每|单价|单位成本|人均|户均|亩均|其中")
"""What says in a description that a cost is one of many."""
_NUMERAL = re.compile("[0-9０-９]|[零一二三四五六七八九十百千万亿两](?:元|%|成|折)|百分之")
_WITHIN_BUDGET = re.compile(
    "(?:(?:项目|实际|资金|总)?(?:支出|成本|费用|花费|开支|金额|投入|资金))?(?:应|要|须)?"
    "(?:不(?:得|能|可)?(?:超过|超出|超|突破|高于|大于)|(?:严格)?控制在|小于等于|低于等于)"
    "(?:年初|年度|本年|当年|项目|财政|批复|批准|下达|安排|总|的)*预算(?:批复|安排)?(?:总?金额|总?额|总?数|资金|成本|指标)?"
    "(?:的|之)?(?:以内|内|范围内|范围之内)?"
)
_NOT_COSTS = ("及时", "按时", "准时", "时限", "时效", "时间", "满意", "合格率", "完成率")
"""What says that a row is no cost at all, which IND17 tells."""


def cost_rows(subject: Subject, rows: Sequence[Row]) -> list[Row]:
    """The 成本指标 among some rows; a layout says whether that is a 一级指标 or a 二级指标."""
    cost = subject.standard.cost
    return [row for row in rows if cost in (row.indicator.level1, row.indicator.level2)]


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
    if number is None or found[0][2] not in _YUAN:
        return None
    start, end = found[0].span()
    return _Money(number, found[0][2], target.written[start:end])


def _num05(subject: Subject) -> Iterator[Finding]:
    silent = re.compile("|".join(map(re.escape, listed(subject, "unit_costs"))))
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
        yield Finding(
            row.at(TARGET),
            f"“{row.indicator.name}”是 {money.words}，项目的预算数是 {plain(placed.project.budget)}{unit}",
            "核对两个数；只是其中一部分或单位成本的，在名称里写明",
            money.words,
            target.written.index(money.words) if inside else None,
        )


def _parts(placed: PlacedProject, unit: str) -> set[Decimal]:
    """The amounts (in 元) that 资金用途 and 资金安排 part the budget into."""
    said = {figure.value for figure in figures.money(placed.project.purpose) if not figure.loose}
    return said | {item.amount * _YUAN[unit] for item in placed.project.funds}


def _num06(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for row in cost_rows(subject, subject.all_rows):
        indicator = row.indicator
        written = indicator.target.written
        words = written.strip()
        if not words or indicator.target.value is not None or _NUMERAL.search(written):
            continue
        if any(word in indicator.name for word in _NOT_COSTS):
            continue
        whole = indicator.target.parts is not None
        project = row.project.project if row.project else None
        certain = project and project.budget and not whole and _WITHIN_BUDGET.fullmatch(words.rstrip("。；;"))
        yield Finding(
            row.at(TARGET),
            f"成本指标“{indicator.name}”的指标值“{words}”没有数字",
            f"写成金额，如 ≤{plain(project.budget)}{unit}" if project else "写成金额，如 ≤100万元",
            words,
            None if whole else written.index(words),
            f"≤{plain(project.budget)}{unit}" if project and certain else None,
        )


def _cost(target: str, name: str = "改造总成本") -> str:
    said = f"三级指标: {name}, 绩效指标描述: 灯具和线路费用合计, 指标值: {target}, 指标值确定依据: 年初预算批复"
    row = f"      - {{一级指标: 产出指标, 二级指标: 成本指标, {said}}}\n"
    return f"预算项目:\n  - 预算数: 120.00\n    财政资金: 120.00\n    绩效指标:\n{row}"


RULES = (
    Rule(
        "NUM05",
        Severity.WARNING,
        "成本指标值不等于预算数",
        "成本指标控制的是这个项目的钱，总成本应当就是预算数。单位成本、资金用途里写明的一部分，几项加起来等于预算数的，不提示。",
        Example(bad=_cost("≤150万元"), good=_cost("≤120万元")),
        "绩效目标表的勾稽关系；样本里 20 行有数字的成本指标都等于预算数",
        Tag.OTHER,
        _num05,
    ),
    Rule(
        "NUM06",
        Severity.WARNING,
        "成本指标非数值",
        "“支出不超出预算”没有说是多少钱，写成金额才能考核。",
        Example(bad=_cost("支出不超出预算"), good=_cost("≤120万元")),
        "样本 003 七个项目都写“支出不超出预算”这类话",
        Tag.NOT_QUANTIFIED,
        _num06,
        fixable=True,
    ),
)
