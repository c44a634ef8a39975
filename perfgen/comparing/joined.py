"""执行情况 held against the filing they belong to: what was renamed, is missing, was added, and what was to be reached and is no longer said so.

An approved filing stays as it is; 执行情况 say once more what it says, so that they print without it, and here the two are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from perfgen.comparing.likeness import likeness, profile
from perfgen.comparing.match import matched, named
from perfgen.filing import Filing, Indicator, IndicatorResults, Problem, Project, ProjectResults, Results
from perfgen.filing.numbers import decimal_text
from perfgen.filing.text import shortened
from perfgen.filing.walk import Steps

_PER_YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
_LIKE = 0.3
"""How alike two names must be for one to be named as what the other may be."""


class Apart(Enum):
    """In what 执行情况 and their filing are apart."""

    HEAD = "年度或部门"
    RENAMED = "改名"
    MISSING = "缺少"
    ADDED = "多出"
    CHANGED = "改动"


@dataclass(frozen=True, slots=True)
class Unlike:
    """One thing in which 执行情况 are apart from their filing; `problem` has its place in 执行情况, in Chinese, and what may be done."""

    apart: Apart
    problem: Problem


@dataclass(frozen=True, slots=True)
class Joined:
    """执行情况 and their filing, joined.

    `projects` and `rows` are pairs of paths, in the filing and in 执行情况, of what is the same project and the same indicator; `unlike` is what is apart, in the order of 执行情况.
    """

    projects: tuple[tuple[Steps, Steps], ...]
    rows: tuple[tuple[Steps, Steps], ...]
    unlike: tuple[Unlike, ...]


def joined(filing: Filing, results: Results) -> Joined:
    """Join 执行情况 to their filing: projects by code and name, indicators by place (一级 and 二级指标) and name, what is left by likeness.

    Of 执行情况 without projects (those of a department as a whole) no project is missed, nor an overall indicator of those without any.
    """
    walk = _Join(filing, results)
    unlike = tuple(walk.unlike())
    return Joined(tuple(walk.projects), tuple(walk.rows), unlike)


class _Join:
    def __init__(self, filing: Filing, results: Results) -> None:
        self.filing, self.results = filing, results
        self.projects: list[tuple[Steps, Steps]] = []
        self.rows: list[tuple[Steps, Steps]] = []
        lists: tuple[tuple[str, Sequence[Project]], ...] = (
            ("专项资金", filing.special_funds),
            ("预算项目", filing.projects),
        )
        self._paths: list[Steps] = [(label, at) for label, some in lists for at in range(len(some))]
        self._budgeted = [*filing.special_funds, *filing.projects]

    def unlike(self) -> Iterator[Unlike]:
        yield from self._head()
        if self.results.indicators:
            yield from self._rows(self.filing.indicators, self.results.indicators, ("整体绩效指标",), ("整体绩效指标",))
        if not self.results.projects:
            return
        pairs = matched(self._budgeted, self.results.projects)
        partners = {to: at for at, to in pairs}
        missing = [one for at, one in enumerate(self._budgeted) if at not in partners.values()]
        for to, project in enumerate(self.results.projects):
            here: Steps = ("预算项目", to)
            if to not in partners:
                yield _told(Apart.ADDED, (*here, "项目名称"), f"绩效文本里没有项目“{shortened(project.name)}”",
                            _nearest(project.name, [one.name for one in missing], "年中新增的项目可以留着；写错的改过来"))  # fmt: skip
                continue
            there = self._paths[partners[to]]
            self.projects.append((there, here))
            yield from self._project(self._budgeted[partners[to]], project, there, here)
        for one in missing:
            amount = f"，预算数 {decimal_text(one.budget)}" if one.budget else ""
            yield _told(Apart.MISSING, ("预算项目",), f"缺少绩效文本里的项目“{shortened(one.name)}”{amount}",
                        "补上这个项目；没有实施的也要写，执行数写 0，说明原因")  # fmt: skip

    def _head(self) -> Iterator[Unlike]:
        ours, theirs = self.results, self.filing
        if ours.year != theirs.year:
            yield _told(
                Apart.HEAD, ("年度",), f"年度是 {ours.year}，绩效文本是 {theirs.year} 年度的", "核对 年度 和 绩效文本"
            )
        if ours.department.code != theirs.department.code:
            said = f"部门编码是 {ours.department.code}，绩效文本里是 {theirs.department.code}"
            yield _told(Apart.HEAD, ("部门", "编码"), said, "核对 部门 和 绩效文本")

    def _project(self, budgeted: Project, ours: ProjectResults, there: Steps, here: Steps) -> Iterator[Unlike]:
        if named(budgeted.name) != named(ours.name):
            yield _told(Apart.RENAMED, (*here, "项目名称"), f"这个项目在绩效文本里叫“{shortened(budgeted.name)}”",
                        "照绩效文本写；批准改名的可以留着")  # fmt: skip
        if ours.code and budgeted.code and ours.code != budgeted.code:
            said = f"项目编码在绩效文本里是 {budgeted.code}"
            yield _told(Apart.CHANGED, (*here, "项目编码"), said, "照绩效文本写")
        yield from self._money(budgeted, ours, here)
        yield from self._rows(budgeted.indicators, ours.indicators, (*there, "绩效指标"), (*here, "绩效指标"))

    def _money(self, budgeted: Project, ours: ProjectResults, here: Steps) -> Iterator[Unlike]:
        if ours.money is None:
            return
        per, planned = _PER_YUAN[self.results.amount_unit], ours.money.total.planned
        wanted = budgeted.budget * _PER_YUAN[self.filing.amount_unit]
        if planned * per != wanted:
            said = f"年初预算数是 {decimal_text(planned)}{self.results.amount_unit}，绩效文本里的预算数是 {decimal_text(wanted / per)}{self.results.amount_unit}"
            yield _told(Apart.CHANGED, (*here, "项目资金", "年度资金总额", "年初预算数"), said,
                        "年初预算数照绩效文本写；年中调整的写在 全年预算数")  # fmt: skip

    def _rows(
        self, before: Sequence[Indicator], after: Sequence[IndicatorResults], there: Steps, here: Steps
    ) -> Iterator[Unlike]:
        partners = {to: at for at, to in matched(before, after)}
        missing = [one for at, one in enumerate(before) if at not in partners.values()]
        for to, row in enumerate(after):
            if to in partners:
                self.rows.append(((*there, partners[to]), (*here, to)))
                yield from _of_row(before[partners[to]], row, (*here, to))
            else:
                yield _told(Apart.ADDED, (*here, to, "三级指标"), f"绩效文本里没有指标“{shortened(row.name)}”",
                            _nearest(row.name, [one.name for one in missing], "年中新增的可以留着；写错的改过来"))  # fmt: skip
        for one in missing:
            levels = "—".join(level for level in (one.level1, one.level2) if level)
            said = f"缺少绩效文本里的指标“{shortened(one.name)}”（{f'{levels}，' if levels else ''}指标值 {shortened(one.target.written)}）"
            yield _told(Apart.MISSING, here, said, "补上这一行；没有完成的也要写，说明原因")


def _of_row(budgeted: Indicator, ours: IndicatorResults, here: Steps) -> Iterator[Unlike]:
    if named(budgeted.name) != named(ours.name):
        said = f"这个指标在绩效文本里叫“{shortened(budgeted.name)}”"
        yield _told(Apart.RENAMED, (*here, "三级指标"), said, "照绩效文本写")
    levels = (budgeted.level1, budgeted.level2)
    if levels != (ours.level1, ours.level2):
        said = f"“{shortened(ours.name)}”在绩效文本里属于{'—'.join(level for level in levels if level)}"
        yield _told(Apart.CHANGED, (*here, "二级指标"), said, "移到绩效文本里的地方")
    if named(budgeted.target.written) != named(ours.target.written):
        said = f"“{shortened(ours.name)}”的指标值是 {shortened(ours.target.written)}，绩效文本里是 {shortened(budgeted.target.written)}"
        yield _told(Apart.CHANGED, (*here, "指标值"), said, "指标值照绩效文本写；年中调整过的写在 调整后指标值")
    if budgeted.weight is not None and ours.weight is not None and budgeted.weight != ours.weight:
        said = f"“{shortened(ours.name)}”的分值在绩效文本里是 {decimal_text(budgeted.weight)}"
        yield _told(Apart.CHANGED, (*here, "分值"), said, "照绩效文本写")


def _told(apart: Apart, path: Steps, message: str, hint: str) -> Unlike:
    return Unlike(apart, Problem(path, message, hint))


def _nearest(name: str, others: Sequence[str], otherwise: str) -> str:
    """A hint that names the one of some names that is most like another; what else may be done where none is like it."""
    weighed = [(likeness(profile(name), profile(other)), other) for other in others]
    weight, other = max(weighed, key=lambda pair: pair[0], default=(0.0, ""))
    return f"最接近的是“{shortened(other)}”" if weight >= _LIKE else otherwise
