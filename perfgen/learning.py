"""What the 自评表 of the years before tell a new filing: what was reached, where a target was low, and what always scored full marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from perfgen.comparing import joined
from perfgen.filing import Filing, Indicator, IndicatorResults, Results
from perfgen.filing.results import WHOLE_YEAR
from perfgen.filing.text import shortened
from perfgen.filing.walk import Steps, at
from perfgen.scoring.actual import cleaned
from perfgen.scoring.passed import passed
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.sheets import sheets

RUNNING = 3
"""So many years of full marks running are told: a target that is always reached measures nothing."""

_MONEY = "成本指标"
"""What is spent is held against the budget, which is new each year: less of it is no reason for a lower target."""


@dataclass(frozen=True, slots=True)
class YearResults:
    """The 自评表 of a year, and how its layout scores (None where it does not)."""

    results: Results
    rules: ScoreRules | None


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known of an indicator of last year's filing: its 实际完成值 as written (empty where there is none), and what is to be looked at, in Chinese."""

    reached: str = ""
    remarks: tuple[str, ...] = ()


def learned(filing: Filing, years: Iterable[YearResults]) -> dict[Steps, Learned]:
    """What is known of the indicators of last year's filing, by their paths in it.

    Of `years` count those of its department that are of the whole year (全年); what was reached is that of its own year.
    """
    of_whole = [one for one in years if one.results.period == WHOLE_YEAR]
    full: dict[Steps, set[int]] = {}
    reached: dict[Steps, tuple[str, ScoreRules, IndicatorResults]] = {}
    for one in of_whole:
        top = _full_marks(one)
        for here, there in joined(filing, one.results).rows:
            row = at(one.results, there)
            if there in top:
                full.setdefault(here, set()).add(one.results.year)
            if one.results.year == filing.year and row.actual and cleaned(row.actual.written):
                reached.setdefault(here, (row.actual.written.strip(), one.rules or ScoreRules(), row))
    wanted = {filing.year - back for back in range(RUNNING)}
    told: dict[Steps, Learned] = {}
    for path in dict.fromkeys((*reached, *full)):
        said, remarks = "", list(_always_full(wanted) if full.get(path, set()) >= wanted else ())
        if path in reached:
            said, rules, row = reached[path]
            remarks = [*_low(at(filing, path), row, rules), *remarks]
        if said or remarks:
            told[path] = Learned(said, tuple(remarks))
    return told


def _always_full(years: set[int]) -> Iterator[str]:
    yield f"{min(years)} 到 {max(years)} 年连续 {RUNNING} 年得满分，指标值是不是定低了"


def _low(row: Indicator, came: IndicatorResults, rules: ScoreRules) -> Iterator[str]:
    """That the target, which is carried over, is below what was reached."""
    money = _MONEY in (row.level1, row.level2)
    if not money and came.actual is not None and passed(row, came.actual, rules):
        reached = shortened(" ".join(came.actual.written.split()))
        yield f"上年完成 {reached}，指标值 {shortened(row.target.written)} 定得比完成的低"


def _full_marks(one: YearResults) -> set[Steps]:
    """The paths of the rows that have all of their 分值."""
    if one.rules is None:
        return set()
    results = one.results
    lists: list[tuple[Steps, tuple[IndicatorResults, ...]]] = [(("整体绩效指标",), results.indicators)]
    lists += [(("预算项目", number, "绩效指标"), project.indicators) for number, project in enumerate(results.projects)]
    found: set[Steps] = set()
    filled = [(path, rows) for path, rows in lists if rows]
    for (path, rows), sheet in zip(filled, sheets(results, one.rules), strict=True):
        lines = sheet.lines[len(sheet.lines) - len(rows) :]  # the money stands first
        for number, line in enumerate(lines):
            points = line.scored.points
            if points is not None and points == line.scored.weight:
                found.add((*path, number))
    return found
