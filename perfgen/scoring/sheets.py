"""All that is scored in a 自评: a sheet for the department as a whole, where it has rows, and one for each project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfgen.filing import DepartmentMoney, IndicatorResults, ProjectMoney, Results, Spent
from perfgen.scoring.rules import EXECUTION, ScoreRules
from perfgen.scoring.scored import Matter, Scored, ScoreRemark
from perfgen.scoring.table import ScoredTable, score_table

WHOLE = "部门整体"
"""What the sheet of a department as a whole is called."""

_ANSWERED = {Matter.DEVIATION, Matter.LOW_EXECUTION, Matter.OVERSPENT}
"""What asks for a reason, and is answered by one."""
_STANDING = {Matter.UNFILLED, Matter.INCOMPARABLE, Matter.RATE, Matter.WEIGHT, Matter.REFUSED}
"""What keeps a sum from counting."""


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """One line of a sheet: the 一级, 二级 and 三级指标 (of the money the name of its part), 指标值 and 实际完成值 as written, and its score."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    scored: Scored


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The lines of one form, its money first where that is scored, and what they come to."""

    name: str
    lines: tuple[ScoredLine, ...]
    table: ScoredTable

    @property
    def remarks(self) -> tuple[ScoreRemark, ...]:
        """What is to be said of the sheet as a whole."""
        return (*self.table.weights.remarks, *self.table.total.remarks)

    @property
    def counts(self) -> bool:
        """Whether its sum stands: every line has points, weights come to a hundred, and what was typed could be taken."""
        told = {one.matter for one in self.remarks} | {one.matter for line in self.lines for one in line.scored.remarks}
        return not told & _STANDING


def sheets(results: Results, rules: ScoreRules) -> tuple[ScoreSheet, ...]:
    """The sheets of a 自评, in its order. A reason that was written answers the remark that asks for one."""
    parts: list[tuple[str, tuple[IndicatorResults, ...], ProjectMoney | DepartmentMoney | None]] = [
        (WHOLE, results.indicators, results.money)
    ]
    parts += [(project.name, project.indicators, project.money) for project in results.projects]
    found = []
    for name, rows, money in parts:
        if rows:
            line, cause = (money.total, money.cause) if money else (None, None)
            table = score_table(rows, line, rules, results.year)
            found.append(ScoreSheet(name, tuple(_lines(table, rows, line, cause)), table))
    return tuple(found)


def _lines(
    table: ScoredTable, rows: Sequence[IndicatorResults], line: Spent | None, cause: str | None
) -> Iterator[ScoredLine]:
    if table.money:
        budget, spent = (line.budget, line.spent) if line else (None, None)
        planned, used = ("" if amount is None else f"{amount:f}" for amount in (budget, spent))
        yield ScoredLine(EXECUTION, "", EXECUTION, planned, used, _answered(table.money, cause))
    for one, scored in zip(rows, table.rows, strict=True):
        actual = one.actual.written if one.actual else ""
        target = (one.adjusted or one.target).written
        yield ScoredLine(one.level1, one.level2, one.name, target, actual, _answered(scored, one.cause))


def _answered(scored: Scored, cause: str | None) -> Scored:
    if not (cause or "").strip():
        return scored
    return replace(scored, remarks=tuple(one for one in scored.remarks if one.matter not in _ANSWERED))
