"""What a template of a 绩效文本 sees: a filing as mappings, lists and text, by the labels of the form.

Every layout sees all of it; what a layout does not print, its template does not name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Any

from perfgen.filing import Activity, Duty, Filing, Funds, FundSources, Indicator, Project, Task
from perfgen.filing.base import Scope
from perfgen.filing.fields import Fields
from perfgen.filing.heads import told_apart
from perfgen.filing.numbers import decimal_text
from perfgen.filing.numerals import cardinal, ordinal
from perfgen.filing.reviewer import finance_office
from perfgen.filing.walk import labelled, parts
from perfgen.kinds.printed_values import Money, in_parts, money_of, own_printed
from perfgen.layouts.contents import Contents
from perfgen.layouts.layout import Layout

View = Mapping[str, Any]


def view(filing: Filing, layout: Layout, narrative: Mapping[str, str], pages: Mapping[str, str] | None = None) -> View:
    """The data for one rendering. `narrative` are the finished texts of 部门整体绩效目标 by label.

    `pages` are the page numbers of the contents' entries by bookmark, where they are known.

    Amounts are text with the layout's decimals, in the filing's 金额单位, empty where there is none; percentages are text.
    In text a line break ends a paragraph.
    """
    contents = Contents(pages=pages or {})
    words = {"年度": str(filing.year), "部门": filing.department.name}
    money = money_of(layout)
    sections: dict[str, View] = {}
    listed: dict[str, list[View]] = {}
    projects = {"预算项目": filing.projects, "专项资金": filing.special_funds}
    for name, section in layout.sections.items():
        sections[name] = contents.entry(section, words)
        if section.lists:
            listed[section.lists] = [
                _project(number, project, layout, contents, words)
                for number, project in enumerate(projects[section.lists], 1)
            ]
    for label in projects.keys() - listed.keys():  # of a layout without contents, or that does not list them there
        listed[label] = [_project(n, project, layout, None, words) for n, project in enumerate(projects[label], 1)]
    return {
        "年度": str(filing.year),
        "金额单位": filing.amount_unit,
        "部门": {"编码": filing.department.code, "名称": filing.department.name},
        "封面": {
            "编制": filing.cover.prepared_by or filing.department.name,
            "审核": filing.cover.reviewed_by or layout.reviewed_by or _finance_office(filing),
        },
        "主管部门": {
            "编码": filing.supervisor.code if filing.supervisor else "",
            "名称": filing.supervisor.name if filing.supervisor else "",
        },
        "部门职能": filing.functions or "",
        "年度主要任务": [
            {"序号": str(number), "任务名称": task.name, "主要内容": task.content, **_funds_of(task, money)}
            for number, task in enumerate(filing.tasks, 1)
        ],
        "年度主要任务合计": _funds_of(_task_totals(filing) if filing.tasks else None, money),
        "部门整体绩效目标": {**narrative, **_paragraphs(narrative, layout)},
        "部门职责": [_duty(number, duty) for number, duty in enumerate(filing.duties, 1)],
        "整体绩效指标": list(_groups(filing.indicators, layout)),
        "章节": sections,
        "目录": contents.entries,
        **listed,
        "合计": _totals(filing, money),
        **own_printed(filing.own, layout.own.whole, layout),
    }


def _finance_office(filing: Filing) -> str:
    projects = (*filing.special_funds, *filing.projects)  # in the order of the document, as its reader has them
    return finance_office(filing.department.name, (project.code for project in projects))


def _paragraphs(narrative: Mapping[str, str], layout: Layout) -> View:
    """The narrative once more, by paragraph: each is in 内容, and in 标题 as well where it is a head of its own."""
    found: dict[str, list[View]] = {}
    for label, text in narrative.items():
        paragraphs = text.split("\n")
        heads = told_apart(paragraphs, layout.heads)
        found[f"{label}各段"] = [
            {"标题": said if head else "", "内容": said} for said, head in zip(paragraphs, heads, strict=True)
        ]
    return found


def _totals(filing: Filing, money: Money) -> View:
    return {
        "预算数": money(filing.total(lambda project: project.budget)),
        "财政资金": money(filing.total(lambda project: project.fiscal)),
        "其他资金": money(filing.total(lambda project: project.other)),
        "项目数": str(len(filing.projects)),
    }


def _task_totals(filing: Filing) -> Task:
    """A task that takes what all tasks take together; an amount that none of them says stays empty."""
    return Task.model_construct(
        name="",
        budget=_sum(task.budget for task in filing.tasks),
        fiscal=_sum(task.fiscal for task in filing.tasks),
        other=_sum(task.other for task in filing.tasks),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    said = [amount for amount in amounts if amount is not None]
    return sum(said, Decimal(0)) if said else None


def _percent(layout: Layout) -> Callable[[Decimal], str]:
    decimals = layout.plan_decimals
    return lambda percent: f"{decimal_text(percent)}%" if decimals is None else f"{percent:.{decimals}f}"


def _project(
    number: int, project: Project, layout: Layout, contents: Contents | None, words: Mapping[str, str]
) -> View:
    money, percent = money_of(layout), _percent(layout)
    activity = project.activity or project.name
    named = {"序号": str(number), "中文序号": ordinal(number), "项目名称": project.name, "工作活动": activity}
    return {
        **(contents.entry(layout.project_section, {**words, **named}) if contents and layout.project_section else {}),
        **named,
        "项目编码": project.code or "",
        "实施单位": project.carrier or "",
        "项目属性": project.nature or "",
        "项目类别": project.category or "",
        "项目期": project.period or "",
        "项目负责人": project.leader or "",
        "联系电话": project.phone or "",
        "立项依据": project.grounds or "",
        **_funds_of(project, money),
        "资金来源": _sources(project.sources, money),
        "中期": project.medium_term or "",
        "中期资金": {
            **_funds_of(project.medium_funds, money),
            "资金来源": _sources(project.medium_funds.sources if project.medium_funds else None, money),
        },
        "资金用途": project.purpose,
        "资金支出计划": [
            {"时点": checkpoint, "比例": percent(share)}
            for checkpoint, share in (project.spending_plan.items() if project.spending_plan else ())
        ],
        "中期绩效目标": list(project.medium_goals),
        "绩效目标": list(project.goals),
        "中期绩效指标": list(_groups(project.medium_indicators, layout)),
        "绩效指标": list(_groups(project.indicators, layout)),
        **_beside(project, layout),
        "工作活动概况": project.overview or "",
        "资金安排": [{"名称": name, "金额": decimal_text(amount)} for name, amount in _arranged(project)],
        "资金安排情况": project.funds_said or "",
        "绩效目标说明": project.goals_said or "",
        "绩效指标说明": project.indicators_said or "",
        "目标数": _count(len(project.goals)),
        "目标各条": [{"序号": str(n), "中文序号": ordinal(n), "内容": goal} for n, goal in enumerate(project.goals, 1)],
        "指标数": _count(len(project.indicators)),
        "指标各级": [
            {"一级指标": level1, **_count(count)}
            for level1, count in Counter(row.level1 for row in project.indicators).items()
        ],
        **own_printed(project.own, layout.own.project, layout),
    }


def _funds_of(holder: Project | Funds | Task | None, money: Money) -> View:
    """预算数, 财政资金 and 其他资金 of what has them; all empty where there is nothing."""
    if holder is None:
        return _NO_FUNDS
    return {"预算数": money(holder.budget), "财政资金": money(holder.fiscal), "其他资金": money(holder.other)}


_NO_FUNDS: View = dict.fromkeys(("预算数", "财政资金", "其他资金"), "")
_NO_SOURCES: View = {label: "" for _, label in labelled(FundSources)}


def _sources(sources: FundSources | None, money: Money) -> View:
    if sources is None:
        return _NO_SOURCES
    return {str(label): money(amount) for label, amount in parts(sources)}


def _arranged(project: Project) -> Iterable[tuple[str, Decimal]]:
    """The sums of a project; one, of the whole budget, where nothing else is said."""
    if not project.funds:
        return ((f"{project.name}资金", project.budget),)
    return ((fund.name, fund.amount) for fund in project.funds)


def _count(number: int) -> dict[str, str]:
    return {"数": str(number), "中文数": cardinal(number)}


def _groups(indicators: Iterable[Indicator], layout: Layout) -> Iterator[View]:
    row = _rows(layout)
    for level1, rows in groupby(indicators, key=attrgetter("level1")):
        yield {"一级指标": level1, "指标": list(map(row, rows))}


def _beside(project: Project, layout: Layout) -> View:
    """指标对照: 中期 and 年度 side by side, for a form that has both; where one has fewer, its cells are empty.

    By 一级指标 and, within it, by 二级指标, in the order in which 年度 and then 中期 names them.
    """
    if not layout.form.fields.used(Scope.PROJECT, "中期绩效指标"):
        return {}
    sides = [list(map(_rows(layout), rows)) for rows in (project.indicators, project.medium_indicators)]
    both = [*sides[0], *sides[1]]
    empty = dict.fromkeys(both[0], "") if both else {}
    groups: list[View] = []
    for level1 in dict.fromkeys(row["一级指标"] for row in both):
        lines: list[View] = []
        for level2 in dict.fromkeys(row["二级指标"] for row in both if row["一级指标"] == level1):
            columns = (
                [row for row in rows if (row["一级指标"], row["二级指标"]) == (level1, level2)] for rows in sides
            )
            lines += [{"中期": medium, "年度": year} for year, medium in zip_longest(*columns, fillvalue=empty)]
        groups.append({"一级指标": level1, "行": lines})
    return {"指标对照": groups}


_MORE: Mapping[str, tuple[tuple[str, Callable[[Indicator], str]], ...]] = {
    "指标性质": (("指标性质", lambda row: in_parts(row.target)[0]), ("数值", lambda row: in_parts(row.target)[1])),
    "度量单位": (("度量单位", lambda row: in_parts(row.target)[2]),),
    "分值": (("分值", lambda row: "" if row.weight is None else decimal_text(row.weight)),),
    "指标方向性": (("指标方向性", lambda row: row.direction or ""),),
    "指标解释": (("指标解释", lambda row: row.explanation or ""),),
    "指标来源": (("指标来源", lambda row: row.origin or ""),),
    "上年指标值": (("上年指标值", lambda row: row.last_year or ""),),
    "备注": (("备注", lambda row: row.note or ""),),
}
"""What a row has besides, by the field a layout must use for it: there are many rows, and most forms have none of these."""


@lru_cache(maxsize=64)
def _more(fields: Fields) -> tuple[tuple[str, Callable[[Indicator], str]], ...]:
    return tuple(tag for label, tags in _MORE.items() if fields.used(Scope.INDICATOR, label) for tag in tags)


def _rows(layout: Layout) -> Callable[[Indicator], View]:
    """What makes rows for a layout: as `_row`, with what besides the layout has."""
    more, own = _more(layout.form.fields), layout.own.indicator
    if not more and not own:
        return _row

    def row(indicator: Indicator) -> View:
        besides = {tag: said(indicator) for tag, said in more}
        return {**_row(indicator), **besides, **own_printed(indicator.own, own, layout)}

    return row


def _row(indicator: Indicator) -> View:
    sign, value, unit = indicator.target.columns
    return {
        "一级指标": indicator.level1,
        "二级指标": indicator.level2,
        "三级指标": indicator.name,
        "绩效指标描述": indicator.description,
        "指标值": indicator.target.written,
        "符号": sign,
        "值": value,
        "单位": unit,
        "指标值确定依据": indicator.basis,
        "评分标准": indicator.scoring or "",
    }


def _duty(number: int, duty: Duty) -> View:
    return {
        **_part(ordinal(number), duty),
        "工作活动": [
            {**_part(str(n), activity), "绩效指标": _graded(activity)} for n, activity in enumerate(duty.activities, 1)
        ],
    }


def _part(number: str, part: Duty | Activity) -> View:
    return {
        "序号": number,
        "职责活动": part.name,
        # As it was written: the form does not say with how many decimals.
        "年度预算数": "" if part.budget is None else f"{part.budget:f}",
        "内容描述": part.content,
        "绩效目标": part.goal,
    }


def _graded(activity: Activity) -> list[View]:
    """The rows of an activity; one empty row where it has no indicator, so that it prints at all."""
    rows = [(row.name, row.excellent, row.good, row.fair, row.poor) for row in activity.indicators]
    labels = ("绩效指标", "优", "良", "中", "差")
    return [dict(zip(labels, row, strict=True)) for row in rows or [("", "", "", "", "")]]
