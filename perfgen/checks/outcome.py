"""执行情况 as rules read them: form after form, with the money, the rows and the texts of each, and how they are scored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from perfgen.filing import DepartmentMoney, Document, IndicatorResults, ProjectMoney, ProjectResults, Results, Spent
from perfgen.filing.regex import regex
from perfgen.filing.target import Target
from perfgen.filing.walk import Steps, labelled
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.score import score
from perfgen.scoring.scored import Scored
from perfgen.scoring.table import ScoredTable, score_table

_NOTHING = regex(
    r"[\s/／\-—－。.]*(?:无|没有|暂无|不涉及|不适用|略|同上|空|(?:无|没有|不存在|未发生)(?:偏差|差异|问题)|正常|达标|(?:均|已经?|全部|按时|按期|按计划|如期)*完成)?"
    r"[\s/／\-—－。.]*"
)
_WEIGHT = Decimal(100)
"""What rows are held against their targets with, where points do not matter."""


def is_said(text: str | None) -> bool:
    """Whether a text says something: 无, strokes, and 已完成 where a reason is asked for, do not.

    >>> is_said("选址变更"), is_said("无。"), is_said("——"), is_said(None)
    (True, False, False, False)
    """
    return bool(text) and _NOTHING.fullmatch(text or "") is None


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of money with its label and its path."""

    label: str
    path: Steps
    spent: Spent


@dataclass(frozen=True)
class OutcomeForm:
    """One form of 执行情况: that of a project, or of the department as a whole (`name` empty).

    `rows_path` and `money_path` lead to the list of indicators and to the money, `path` to the project. `rules` say how rows are
    held against their targets; `scored` whether the layout scores, so that there are 分值 and 得分.
    """

    name: str
    path: Steps
    rows_path: Steps
    rows: tuple[IndicatorResults, ...]
    money_path: Steps
    money: ProjectMoney | DepartmentMoney | None
    owner: Results | ProjectResults
    rules: ScoreRules
    scored: bool
    year: int

    def row(self, number: int, label: str) -> Steps:
        """The path of a cell of a row."""
        return (*self.rows_path, number, label)

    @cached_property
    def lines(self) -> tuple[MoneyLine, ...]:
        """The lines of money, the sum first."""
        found = ((label, getattr(self.money, name)) for name, label in labelled(type(self.money))) if self.money else ()
        return tuple(MoneyLine(label, (*self.money_path, label), one) for label, one in found if isinstance(one, Spent))

    @property
    def whole(self) -> MoneyLine | None:
        """The line of the sum."""
        return self.lines[0] if self.lines else None

    @property
    def execution(self) -> Fraction | None:
        """执行率 of the sum in %, exact; None where there was no budget."""
        return execution_of(self.whole.spent) if self.whole else None

    @property
    def why_money(self) -> str:
        """What was said of the money; empty where nothing was."""
        cause = self.money.cause if self.money else None
        return cause if cause and is_said(cause) else ""

    @cached_property
    def table(self) -> ScoredTable | None:
        """All points as they are printed; None where the layout does not score or there are no rows."""
        line = self.whole.spent if self.whole else None
        return score_table(self.rows, line, self.rules, self.year) if self.scored and self.rows else None

    @cached_property
    def actuals(self) -> tuple[Scored, ...]:
        """Each row's 实际完成值 held against its target, whatever 得分 was typed."""
        return tuple(self._held(one, one.actual) for one in self.rows)

    @cached_property
    def forecasts(self) -> tuple[Scored, ...]:
        """Each row's 全年预计完成值 held against its target."""
        return tuple(self._held(one, one.forecast) for one in self.rows)

    def _held(self, one: IndicatorResults, done: Target | None) -> Scored:
        return score(
            one.adjusted or one.target,
            done.written if done else None,
            _WEIGHT,
            self.rules,
            direction=one.direction,
            level2=one.level2,
            year=self.year,
        )

    def is_unmet(self, scored: Scored) -> bool:
        """Whether a target was certainly not reached: by the number, the date, or a band below the first."""
        bands = self.rules.bands
        return scored.met is False or (scored.band is not None and bool(bands) and scored.band != bands[0])

    @cached_property
    def texts(self) -> tuple[tuple[Steps, str], ...]:
        """What is told in sentences of how it went: 实际完成情况, 存在问题, 改进措施, 整改结果."""
        owner, found = self.owner, []
        for label, text in (
            ("实际完成情况", owner.achieved),
            ("存在问题", owner.problems),
            ("改进措施", owner.measures),
        ):
            found.append(((*self.path, label), text))
        if isinstance(owner, ProjectResults) and owner.rectification:
            found.append(((*self.path, "整改", "整改结果"), owner.rectification.result))
        return tuple((path, text) for path, text in found if text)


def execution_of(line: Spent) -> Fraction | None:
    """执行率 of a line of money in %, exact; None where there was no budget."""
    return Fraction(line.spent) / Fraction(line.budget) * 100 if line.budget else None


def reason(one: IndicatorResults) -> bool:
    """Whether a row says why it came out as it did: in words, or by a tick."""
    return is_said(one.cause) or bool(one.shortfalls)


def outcomes(document: Document, scores: ScoreRules | None) -> Iterator[OutcomeForm]:
    """The forms of 执行情况, that of the department as a whole first where it has one; none for a document of another kind.

    `scores` are the layout's 评分; one without them holds rows against targets as most provinces do.
    """
    if not isinstance(document, Results):
        return
    rules, scored, year = scores or ScoreRules(), scores is not None, document.year
    if document.indicators or document.money:
        yield OutcomeForm(
            "",
            (),
            ("整体绩效指标",),
            document.indicators,
            ("年度预算执行",),
            document.money,
            document,
            rules,
            scored,
            year,
        )
    for number, one in enumerate(document.projects):
        path: Steps = ("预算项目", number)
        rows, money = (*path, "绩效指标"), (*path, "项目资金")
        yield OutcomeForm(one.name, path, rows, one.indicators, money, one.money, one, rules, scored, year)
