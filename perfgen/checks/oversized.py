"""Budgets that are a hundred or ten thousand times too large: 元 typed under 万元, a decimal point lost.

One budget alone says little, for a county's large funds and its small ones stand side by side. It is doubted where other
places of the filing have the hundredth or ten-thousandth of it, or where no county has so much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from itertools import islice
from statistics import median

from perfgen.checks.costs import cost_rows
from perfgen.checks.figures import MONEY, Figure, money, of_target
from perfgen.checks.mentions import CLOSE, NarrativeReading
from perfgen.checks.subject import Path, PlacedProject, Row, Subject
from perfgen.checks.totals import stated_totals
from perfgen.filing.numbers import half_width
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

TIMES = (10_000, 100)
"""元 taken for 万元; two decimals run into the whole."""

_BILLION = 10**9
_NO_COUNTY = 10 * _BILLION
"""In 元. The expenditure of a large county is some ten billion in a year, all departments together."""
_LEAST = 1_000_000
"""In 元. Below it, a hundredth is too little for a project."""
_MOST_TOTALS = 10
"""So many totals of a narrative are read; a narrative says it once or twice."""
_LEAST_MEANT = 1_000
"""In 元. No project has less."""
_FAR, _FARTHEST = 50, 1_000
"""So many times the largest of the others is an outlier, where something else speaks against it, and where nothing does."""
_LIKE = 20
"""An amount is like the others where it is within so many times the least and the largest of them."""
_IN_NAME = regex(r"(\d+(?:\.\d+)?)万(?=[元的]|[^人户亩头只吨千棵株平立册字次套件米条份粒羽尾只支斤公度伏\d])")


@dataclass(frozen=True, slots=True)
class Oversized:
    """A project whose budget seems too large: so many times, and what it would be, in 元; 1 where only that is known."""

    placed: PlacedProject
    times: int
    yuan: Decimal


def is_whole_filing(subject: Subject) -> bool:
    """Whether all budgets of a filing seem to be in a smaller unit than it says."""
    budgets = [one for one in _budgets(subject) if one]
    return len(budgets) > 1 and all(one % 1 == 0 for one in budgets) and median(budgets) >= _BILLION


def oversized(subject: Subject, reading: NarrativeReading) -> Iterator[Oversized]:
    """The projects whose 预算数 seems a hundred or ten thousand times too large, in order."""
    budgets = _budgets(subject)
    if max(budgets, default=Decimal(0)) < _LEAST:
        return
    named: dict[int, list[Decimal]] = defaultdict(list)
    for one in reading.mentions:
        if one.budget:
            named[one.project].append(one.budget.value)
    ordered, elsewhere = sorted(one for one in budgets if one), _Elsewhere(subject, reading, budgets)
    for index, (placed, budget) in enumerate(zip(subject.projects, budgets, strict=True)):
        if budget < _LEAST:
            continue
        others = _without(ordered, budget)
        said = {**_in_table(subject, placed), "文字": named[index]}
        fits = [one for one in TIMES if _is_doubted(budget, budget / one, others, said, elsewhere.of(placed, budget))]
        if fits or budget >= _NO_COUNTY:
            times = fits[0] if fits else 1
            yield Oversized(placed, times, budget / times)


def beyond_budget(subject: Subject) -> Iterator[tuple[Path, Figure]]:
    """The amounts in 资金用途 and 绩效目标 that no budget of the filing could pay, where no other money is spoken of."""
    total = sum(_budgets(subject), Decimal(0))
    for placed, budget in zip(subject.projects, _budgets(subject), strict=True):
        for path, text in placed.aims:
            for one in money(text) if budget else ():
                if one.loose or one.value <= max(total, _BEYOND * budget):
                    continue
                window = max(0, one.start - _WINDOW)
                begin = max(window, *(text.rfind(sign, window, one.start) + 1 for sign in "。；;\n"))
                if not _OTHER_MONEY.search(text, begin, one.end + _BEHIND):
                    yield path, one


def too_little(subject: Subject) -> Iterator[Row]:
    """The rows of what all get together, in 元, that have less than a single one of them would: 带动研发投入 ≥1200元."""
    for row in subject.all_rows:
        indicator = row.indicator
        target = of_target(indicator.target)
        if target is None or target.kind != MONEY or not 0 < target.value < _LEAST_TOGETHER:
            continue
        if _TOGETHER.search(indicator.name) and not _FOR_EACH.search(f"{indicator.name}{indicator.description}"):
            yield row


_LEAST_TOGETHER = 10_000
_TOGETHER = regex(
    "(?:投入|产值|消费额?|贸易额|出口额|销售额|营业收入|营业额|投资额?|税收|交易额|成交额|销售收入|集体收入|经济收入)(?:额|总额|金额)?$"
)
_FOR_EACH = regex("[每均]|单[位个价]")
_BEYOND, _WINDOW, _BEHIND = 10, 60, 12
_OTHER_MONEY = regex(
    "产值|带动|收入|增收|贷款|投资|规模|资产|税|交易|销售|节约|节省|融资|减免|累计|招商|债|基金|理赔|保费|保额|保险|结算|生产总值|总量|利用外资|到位|"
    "补偿|损失|撬动|拉动|引导|社会|合同|项目库|储备|争取|上级|中央|省级|资金额|存款|授信|采购额|营业|出口|进口|审计|追回|挽回|收缴|盘活|经济"
)
"""What speaks of money that is not the budget's."""


def _budgets(subject: Subject) -> list[Decimal]:
    scale = PER_YUAN[subject.filing.amount_unit]
    return [placed.project.budget * scale for placed in subject.projects]


def _without(ordered: Sequence[Decimal], budget: Decimal) -> tuple[Decimal, Decimal, int]:
    """The least and the largest of the other budgets, and how many there are."""
    if not ordered[1:]:
        return Decimal(0), Decimal(0), 0
    least = ordered[1] if ordered[0] == budget else ordered[0]
    most = ordered[-2] if ordered[-1] == budget else ordered[-1]
    return least, most, len(ordered) - 1


def _in_table(subject: Subject, placed: PlacedProject) -> Mapping[str, Sequence[Decimal]]:
    """What a project's name and tables say of its money besides 预算数, in 元, by where they say so."""
    project, scale = placed.project, PER_YUAN[subject.filing.amount_unit]
    in_name = [Decimal(found[1]) * 10_000 for found in _IN_NAME.finditer(half_width(project.name))]
    targets = (of_target(row.indicator.target) for row in cost_rows(subject, placed.rows))
    return {
        "名称": [*in_name, *(one.value for one in money(project.name))],
        "成本": [one.value for one in targets if one and one.kind == MONEY],
        "来源": [((project.fiscal or Decimal(0)) + (project.other or Decimal(0))) * scale],
        "安排": [sum((one.amount for one in project.funds), Decimal(0)) * scale],
    }


class _Elsewhere:
    """What the running texts say, read only where a budget is doubted already."""

    def __init__(self, subject: Subject, reading: NarrativeReading, budgets: Sequence[Decimal]) -> None:
        self._subject, self._reading, self._total = subject, reading, sum(budgets, Decimal(0))

    @cached_property
    def _stated(self) -> list[Decimal]:
        return [amount.value for _, amount in islice(stated_totals(self._subject, self._reading), _MOST_TOTALS)]

    def of(self, placed: PlacedProject, budget: Decimal) -> Callable[[], Mapping[str, Sequence[Decimal]]]:
        """How to find what 资金用途, 绩效目标 and the totals of the narrative say of a project's money, in 元."""
        return partial(self._read, placed, budget)

    def _read(self, placed: PlacedProject, budget: Decimal) -> Mapping[str, Sequence[Decimal]]:
        project = placed.project
        purpose = [one.value for one in money(project.purpose) if not one.loose]
        return {
            "用途": [*purpose, sum(purpose, Decimal(0))],
            "目标": [one.value for goal in project.goals for one in money(goal) if not one.loose],
            "总额": [one - self._total + budget for one in self._stated],
        }


def _is_doubted(
    budget: Decimal,
    meant: Decimal,
    others: tuple[Decimal, Decimal, int],
    said: Mapping[str, Sequence[Decimal]],
    elsewhere: Callable[[], Mapping[str, Sequence[Decimal]]],
) -> bool:
    """Whether a budget seems too large and `meant` what was meant: two places say so, or one and the other budgets."""
    if meant < _LEAST_MEANT:
        return False
    least, most, number = others
    far = number > 0 and budget >= _FAR * most and least / _LIKE <= meant <= most * _LIKE
    witnesses = _saying(meant, said)
    if "名称" in witnesses or (far and witnesses):
        return True
    if not far and not witnesses:
        return False
    more = _saying(meant, elsewhere())
    if (far and more) or len(witnesses | more) > 1:
        return True
    return far and number > 1 and budget >= _BILLION and budget >= _FARTHEST * most and budget / meant == TIMES[0]


def _saying(meant: Decimal, said: Mapping[str, Sequence[Decimal]]) -> set[str]:
    return {where for where, amounts in said.items() if any(abs(one - meant) <= CLOSE for one in amounts)}
