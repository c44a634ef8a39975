"""What one of many costs, times how many there are: ``每平方米维护成本 ≤46.2元`` of ``供热面积 ≥620万平方米``; and what nobody gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfgen.checks.called import in_one_word
from perfgen.checks.figures import COUNT, MONEY, Figure, known_unit, money, of_target
from perfgen.checks.reading import QUANTITY
from perfgen.checks.subject import PlacedProject, Row
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_EACH = regex("每(平方米|公里|立方米|[人户亩村校场次件座个台辆册项间所站套车吨])", signs="每")
_PER = regex(r"[/每]\s*(平方米|公里|立方米|[人生名户亩村校场次件座个台辆册项间所站套吨])", signs="/每")
_OF_A_PERSON = regex(
    r"[/每]\s*(?:[人生名])\s*[·•./每]?\s*(?P<often>[月天日次])?|每人每?(?P<said>[月天日次])", signs="/每"
)
_PEOPLE = ("人", "名", "位")
_COUNTED_AS = {"人": _PEOPLE, "生": _PEOPLE, "名": _PEOPLE, "校": ("所", "个"), "村": ("个", "村")}
_MOST_OFTEN, _MOST = 10**5, 10**7
"""In 元: so much nobody gets in a month or a day, and so much nobody in a year."""


class UnitCost(NamedTuple):
    """What one of many costs, and the row that says how many there are; `yuan` is what they come to."""

    row: Row
    number: Row
    yuan: Decimal


def unit_costs(placed: PlacedProject, costs: Sequence[Row]) -> Iterator[UnitCost]:
    """The costs of one of many whose number a single 数量指标 says."""
    numbers: list[tuple[Row, Figure]] | None = None
    for row in costs:
        unit, cost = _of_what(row), _cost(row)
        if not unit or cost is None:
            continue
        if numbers is None:
            rows = [one for one in placed.rows if one.indicator.level2 == QUANTITY]
            numbers = [(one, figure) for one in rows if (figure := of_target(one.indicator.target))]
        times, bare, _ = known_unit(unit)
        units = _COUNTED_AS.get(unit, (bare,))
        those = [(one, figure) for one, figure in numbers if figure.kind == COUNT and figure.unit in units]
        if units == _PEOPLE:
            those = [(one, figure) for one, figure in those if _shared(row.indicator.name, one.indicator.name)]
        if len(those) == 1:
            yield UnitCost(row, those[0][0], cost.value * those[0][1].value / times)


def _shared(cost: str, number: str) -> bool:
    """Whether two names share a word: people of one kind may be counted, and others be paid."""
    return any(cost[at : at + 2] in number for at in range(len(cost) - 1) if cost[at : at + 2] not in _GENERAL)


_GENERAL = ("人均", "人数", "标准", "费用", "成本")


def beyond_anybody(row: Row) -> bool:
    """Whether a row says that a person gets what nobody gets: 2200万元/人·月."""
    written = half_width(row.indicator.target.written)
    found = _OF_A_PERSON.search(written) or _OF_A_PERSON.search(in_one_word(row.indicator.name))
    amount = _cost(row) if found else None
    if found is None or amount is None:
        return False
    return amount.value >= (_MOST_OFTEN * 10 if found["often"] or found["said"] else _MOST)


def _of_what(row: Row) -> str:
    """What a cost is that of one of: 亩 of 元/亩, 平方米 of 每平方米维护成本; nothing where it says none, or several."""
    written = half_width(row.indicator.target.written)
    found = _PER.search(written) or _EACH.search(in_one_word(row.indicator.name))
    return found[1] if found else ""


def _cost(row: Row) -> Figure | None:
    figure = of_target(row.indicator.target)
    if figure is None or figure.kind != MONEY:
        figure = next(money(row.indicator.target.written), None)
    return figure
