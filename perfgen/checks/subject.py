"""What a rule reads: a filing with its places, and ways to go through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from perfgen.filing import Filing, Form, Indicator, Project, Target
from perfgen.filing.base import Scope
from perfgen.filing.outline import Outline
from perfgen.filing.standard import Standard
from perfgen.filing.target import TARGET_COLUMNS, TEXT_SIGN
from perfgen.filing.walk import at as part_at
from perfgen.filing.walk import is_name_again, part, parts

if TYPE_CHECKING:
    from perfgen.checks.outcome import OutcomeForm
    from perfgen.scoring.rules import ScoreRules

Path: TypeAlias = tuple[str | int, ...]
"""Labels and indices (from 0) that lead from a filing to one of its values."""

PROJECTS, INDICATORS, NARRATIVE, TARGET = "预算项目", "绩效指标", "部门整体绩效目标", "指标值"
MEDIUM_INDICATORS = "中期绩效指标"
SPECIAL, OVERALL, DUTIES = "专项资金", "整体绩效指标", "部门职责"


class Row(NamedTuple):
    """An indicator and its place; `project` is None for 整体绩效指标."""

    path: Path
    indicator: Indicator
    project: PlacedProject | None = None

    def at(self, label: str) -> Path:
        """The path of one of its cells."""
        return (*self.path, label)

    def within_target(self, start: int) -> tuple[Path, int]:
        """The place of a character of the printed 指标值: path and offset, in the right column of three."""
        target = self.indicator.target
        if target.parts is None:
            return self.at(TARGET), start
        for label, text in zip(TARGET_COLUMNS, target.parts, strict=True):
            if text == TEXT_SIGN and label == TARGET_COLUMNS[0]:
                continue  # the sign of a text is not printed with it
            if start < len(text):
                return (*self.at(TARGET), label), start
            start -= len(text)
        return (*self.at(TARGET), TARGET_COLUMNS[-1]), max(start, 0)


@dataclass(frozen=True)
class PlacedProject:
    """A project and its place. `unfinished` where the document it was read from broke off within it."""

    path: Path
    project: Project
    unfinished: bool = False

    def at(self, *steps: str | int) -> Path:
        """The path of something in it."""
        return (*self.path, *steps)

    @property
    def code(self) -> str:
        """Its 项目编码, empty where it has none yet."""
        return self.project.code or ""

    @property
    def plan(self) -> Mapping[str, Decimal]:
        """Its 资金支出计划: cumulative percentages by checkpoint, none where it has no plan."""
        return self.project.spending_plan.root if self.project.spending_plan else {}

    @cached_property
    def aims(self) -> tuple[tuple[Path, str], ...]:
        """Its 资金用途 and 绩效目标, each with its place."""
        goals = ((self.at("绩效目标", number), goal) for number, goal in enumerate(self.project.goals))
        return ((self.at("资金用途"), self.project.purpose), *goals)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its indicators of the year."""
        return tuple(
            Row(self.at(INDICATORS, number), indicator, self)
            for number, indicator in enumerate(self.project.indicators)
        )

    @cached_property
    def medium_aims(self) -> tuple[tuple[Path, str], ...]:
        """Its 中期绩效目标, each with its place."""
        return tuple((self.at("中期绩效目标", number), goal) for number, goal in enumerate(self.project.medium_goals))

    @cached_property
    def medium_rows(self) -> tuple[Row, ...]:
        """Its 中期绩效指标."""
        return tuple(
            Row(self.at(MEDIUM_INDICATORS, number), indicator, self)
            for number, indicator in enumerate(self.project.medium_indicators)
        )


def _never(_: Path) -> bool:
    return False


@dataclass(frozen=True)
class Subject:
    """A filing to be checked, of which everything printed is known.

    `narrative` are the texts of 部门整体绩效目标 by label, quotations filled in; `outline` is what a document showed,
    None for a filing in YAML. `words` are lists of words a bureau may extend, by name (see `perfgen.checks.words`).
    `left_out` tells whether a 绩效指标描述 stands nowhere, and is the name because the form prints it there.
    `scores` are the layout's 评分, None for one that does not score.

    What is checked may be 执行情况 in the place of a filing: then `outcomes` are what the rules for them read.
    """

    filing: Filing
    form: Form
    standard: Standard
    narrative: Mapping[str, str]
    outline: Outline | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: Callable[[Path], bool] = _never
    scores: ScoreRules | None = None

    @cached_property
    def outcomes(self) -> tuple[OutcomeForm, ...]:
        """The forms of 执行情况; none for a filing."""
        from perfgen.checks.outcome import outcomes  # noqa: PLC0415 -- with all that scores: filings have none

        return tuple(outcomes(self.filing, self.scores))

    @cached_property
    def total(self) -> Decimal:
        """The sum of all budgets, in the filing's unit; where there are no projects, of 年度主要任务."""
        if not self.projects:
            return sum((one.budget or Decimal(0) for one in self.filing.tasks), Decimal(0))
        return sum((placed.project.budget for placed in self.projects), Decimal(0))

    def uses(self, scope: Scope, label: str) -> bool:
        """Whether the layout has a field; of what it has not, no rule says that it is missing or empty."""
        return self.form.fields.used(scope, label)

    @cached_property
    def projects(self) -> tuple[PlacedProject, ...]:
        """The 预算项目, then the 专项资金."""
        return (*self.budget_projects, *_placed(SPECIAL, self.filing.special_funds, unfinished=False))

    @cached_property
    def budget_projects(self) -> tuple[PlacedProject, ...]:
        """The 预算项目 in order."""
        return _placed(PROJECTS, self.filing.projects, unfinished=bool(self.outline and self.outline.broken_off))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The indicators of the year of all projects."""
        return tuple(row for project in self.projects for row in project.rows)

    @cached_property
    def overall_rows(self) -> tuple[Row, ...]:
        """整体绩效指标."""
        return tuple(Row((OVERALL, number), one) for number, one in enumerate(self.filing.indicators))

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """整体绩效指标, then the indicators of all projects, those of the 中期 behind them."""
        medium = (row for project in self.projects for row in project.medium_rows)
        return (*self.overall_rows, *self.rows, *medium)

    def narratives(self) -> Iterator[tuple[Path, str]]:
        """The texts of 部门整体绩效目标 as printed."""
        for label, text in self.narrative.items():
            yield (NARRATIVE, label), text

    def duty_texts(self) -> Iterator[tuple[Path, str]]:
        """What the duties and their activities are and what they are to reach (内容描述, 绩效目标)."""
        for number, duty in enumerate(self.filing.duties):
            path: Path = (DUTIES, number)
            yield from (((*path, "内容描述"), duty.content), ((*path, "绩效目标"), duty.goal))
            for at, activity in enumerate(duty.activities):
                inner: Path = (*path, "工作活动", at)
                yield from (((*inner, "内容描述"), activity.content), ((*inner, "绩效目标"), activity.goal))

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Every text of the filing as printed, with its path, in the order of the model."""
        found: list[tuple[Path, str]] = []
        for step, inner in parts(self.filing):
            if step == NARRATIVE:
                found += self.narratives()
            else:
                _gather(inner, (step,), found)
        return tuple(found)


def _placed(label: str, projects: tuple[Project, ...], *, unfinished: bool) -> tuple[PlacedProject, ...]:
    last = len(projects) - 1
    return tuple(
        PlacedProject((label, number), project, unfinished and number == last)
        for number, project in enumerate(projects)
    )


def where(texts: Iterable[tuple[Path, str]], may: Callable[[str], object]) -> Iterator[tuple[Path, str]]:
    """The texts in which something may be found; `may` is asked of each once, however many places it stands in."""
    placed = tuple(texts)
    those = {text for text in dict.fromkeys(map(itemgetter(1), placed)) if may(text)}
    return (one for one in placed if one[1] in those) if those else iter(())


def _gather(value: Any, path: Path, found: list[tuple[Path, str]]) -> None:
    """Add every text within a value, with its path; 绩效指标描述 only where it is not 三级指标 once more."""
    kind = value.__class__
    if kind is str:
        found.append((path, value))
    elif kind is Target and value.parts is None:
        found.append((path, value.written))
    elif kind is not Decimal:
        for step, inner in parts(value):
            if inner is not None and not is_name_again(value, step):
                _gather(inner, (*path, step), found)


def text_at(filing: Filing, path: Path) -> str | None:
    """The text as written at a path, None where there is none (a mapping, a number, nothing)."""
    value: object = part_at(filing, path)
    if isinstance(value, Target):
        return None if value.parts else value.written
    return value if isinstance(value, str) else None


def leads_somewhere(filing: Filing, path: object) -> bool:
    """Whether something is a path that can be a place of the filing: each number in it is that of an item there is."""
    if not isinstance(path, tuple):
        return False
    value: object = filing
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, tuple) or not 0 <= step < len(value):
                return False
        elif not isinstance(step, str):
            return False
        value = part(value, step)
    return True
