"""What a template sees: a filing as mappings, lists and text, by the labels of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from perfgen.filing import Filing, Indicator, Project
from perfgen.filing.numbers import plain
from perfgen.layouts.layout import Layout, Section

View = Mapping[str, Any]

UNKNOWN_PAGE = "—"
"""What the contents show for a page number until Word updates the field (F9)."""


def view(filing: Filing, layout: Layout, narrative: Mapping[str, str]) -> View:
    """The data for one rendering. `narrative` are the finished texts of 部门整体绩效目标 by label.

    Amounts are text with the layout's decimals, in the filing's 金额单位, empty where there is none; percentages are text
    with their sign. In text a line break ends a paragraph.
    """
    contents = _Contents()
    sections = {name: contents.entry(section, section.title) for name, section in layout.sections.items()}
    projects = [_project(number, project, layout, contents) for number, project in enumerate(filing.projects, 1)]
    money = _money(layout)
    return {
        "年度": str(filing.year),
        "金额单位": filing.amount_unit,
        "部门": {"编码": filing.department.code, "名称": filing.department.name},
        "封面": {
            "编制": filing.cover.prepared_by or filing.department.name,
            "审核": filing.cover.reviewed_by or layout.reviewed_by,
        },
        "部门整体绩效目标": dict(narrative),
        "章节": sections,
        "目录": contents.entries,
        "预算项目": projects,
        "合计": {
            "预算数": money(filing.total(lambda project: project.budget)),
            "财政资金": money(filing.total(lambda project: project.fiscal)),
            "其他资金": money(filing.total(lambda project: project.other)),
            "项目数": str(len(filing.projects)),
        },
    }


@dataclass(slots=True)
class _Contents:
    """The contents as they grow; entries of one level are numbered through."""

    entries: list[View] = field(default_factory=list)
    _numbers: Counter[int] = field(default_factory=Counter)

    def entry(self, section: Section, title: str) -> dict[str, Any]:
        self._numbers[section.level] += 1
        bookmark = f"{section.bookmark}{self._numbers[section.level]:010d}"
        line = f"{title} {section.subtitle}" if section.subtitle else title
        self.entries.append({"标题": line, "书签": bookmark, "级别": section.level, "页码": UNKNOWN_PAGE})
        return {
            "标题": title,
            "副标题": section.subtitle or "",
            "目录标题": line,
            "书签": bookmark,
            "级别": section.level,
        }


def _money(layout: Layout) -> Callable[[Decimal | None], str]:
    def printed(amount: Decimal | None) -> str:
        return "" if amount is None else f"{amount:.{layout.amount_decimals}f}"

    return printed


def _project(number: int, project: Project, layout: Layout, contents: _Contents) -> View:
    money = _money(layout)
    title = layout.project_section.title.replace("{序号}", str(number)).replace("{项目名称}", project.name)
    return {
        **contents.entry(layout.project_section, title),
        "序号": str(number),
        "项目编码": project.code,
        "项目名称": project.name,
        "预算数": money(project.budget),
        "财政资金": money(project.fiscal),
        "其他资金": money(project.other),
        "资金用途": project.purpose,
        "资金支出计划": [
            {"时点": checkpoint, "比例": f"{plain(percent)}%"} for checkpoint, percent in project.spending_plan.items()
        ],
        "绩效目标": list(project.goals),
        "绩效指标": list(_groups(project.indicators)),
    }


def _groups(indicators: tuple[Indicator, ...]) -> Iterator[View]:
    for level1, rows in groupby(indicators, key=lambda indicator: indicator.level1):
        yield {"一级指标": level1, "指标": [_row(indicator) for indicator in rows]}


def _row(indicator: Indicator) -> View:
    return {
        "一级指标": indicator.level1,
        "二级指标": indicator.level2,
        "三级指标": indicator.name,
        "绩效指标描述": indicator.description,
        "指标值": indicator.target.written,
        "指标值确定依据": indicator.basis,
    }
