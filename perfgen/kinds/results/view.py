"""What a template of a 自评表 or 运行监控表 sees: 执行情况 as mappings, lists and text, by the labels of the form.

Every layout sees all of it; what a layout does not print, its template does not name. What can be worked out is: 执行率, 分值, 得分, 总分 and its 等级.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, get_args

from perfgen.filing import (
    DepartmentMoney,
    IndicatorResults,
    ProjectMoney,
    ProjectResults,
    Rectification,
    Results,
    Spent,
    Target,
)
from perfgen.filing.base import Model
from perfgen.filing.numbers import decimal_text
from perfgen.filing.numerals import ordinal
from perfgen.filing.results import Likelihood, Shortfall
from perfgen.filing.walk import labelled
from perfgen.kinds.printed_values import Money, in_parts, money_of, own_printed, percent
from perfgen.layouts.contents import Contents
from perfgen.layouts.layout import Layout
from perfgen.scoring.scored import Scored
from perfgen.scoring.table import ScoredTable, score_table

View = Mapping[str, Any]

TICK = "√"
_SHORTFALLS, _LIKELIHOODS = get_args(Shortfall), get_args(Likelihood)


def view(results: Results, layout: Layout, _: Mapping[str, str], pages: Mapping[str, str] | None = None) -> View:
    """The data for one rendering. `pages` are the page numbers of the contents' entries by bookmark, where they are known.

    Amounts are text with the layout's decimals, in the document's 金额单位, empty where there is none; 执行率 is text with its sign.
    In text a line break ends a paragraph.
    """
    contents = Contents(pages=pages or {})
    words = {"年度": str(results.year), "部门": results.department.name, "时间": _period(results.period)}
    money = money_of(layout)
    scored = _scored(results.indicators, results.money.total if results.money else None, layout, results.year)
    sections = {name: contents.entry(section, words) for name, section in layout.sections.items()}
    return {
        "年度": str(results.year),
        "时间": words["时间"],
        "金额单位": results.amount_unit,
        "部门": {"编码": results.department.code, "名称": results.department.name},
        "主管部门": {
            "编码": results.supervisor.code if results.supervisor else "",
            "名称": results.supervisor.name if results.supervisor else "",
        },
        "部门职能": results.functions or "",
        "年度预算执行": {
            **_money_of_all(results.money, DepartmentMoney, money),
            **_points(scored.money if scored else None),
        },
        "年度总体目标": results.goal or "",
        "实际完成情况": results.achieved or "",
        "整体绩效指标": list(_groups(results.indicators, layout, scored)),
        "总分": _total(scored),
        "存在问题": results.problems or "",
        "改进措施": results.measures or "",
        "章节": sections,
        "目录": contents.entries,
        "预算项目": [
            _project(number, one, layout, contents, words, results.year)
            for number, one in enumerate(results.projects, 1)
        ],
        **own_printed(results.own, layout.own.whole, layout),
    }


def _period(period: str) -> str:
    """时间 as it is printed: with the dash of a range.

    >>> _period("1-6月")
    '1—6月'
    """
    return re.sub(r"^1月?\s*[-—–－~～至到]{1,2}\s*", "1—", period)


def _project(  # noqa: PLR0913, PLR0917 -- what a row of the contents is made of
    number: int, project: ProjectResults, layout: Layout, contents: Contents, words: Mapping[str, str], year: int
) -> View:
    named = {"序号": str(number), "中文序号": ordinal(number), "项目名称": project.name}
    scored = _scored(project.indicators, project.money.total if project.money else None, layout, year)
    return {
        **(contents.entry(layout.project_section, {**words, **named}) if layout.project_section else {}),
        **named,
        "项目编码": project.code or "",
        "实施单位": project.carrier or "",
        "项目负责人": project.leader or "",
        "联系电话": project.phone or "",
        "项目资金": {
            **_money_of_all(project.money, ProjectMoney, money_of(layout)),
            **_points(scored.money if scored else None),
        },
        "总分": _total(scored),
        "绩效目标": list(project.goals),
        "目标各条": [{"序号": str(n), "内容": goal} for n, goal in enumerate(project.goals, 1)],
        "实际完成情况": project.achieved or "",
        "绩效指标": list(_groups(project.indicators, layout, scored)),
        "存在问题": project.problems or "",
        "改进措施": project.measures or "",
        "整改": {label: getattr(project.rectification, name, None) or "" for name, label in labelled(Rectification)},
        **own_printed(project.own, layout.own.project, layout),
    }


# --- money


def _money_of_all(held: Model | None, kind: type[Model], money: Money) -> View:
    """Each line of money under its label; all of it empty where nothing is said."""
    lines = {label: getattr(held, name, None) for name, label in labelled(kind)}
    return {
        label: _line(line if isinstance(line, Spent) else None, money) if label != "原因说明" else line or ""
        for label, line in lines.items()
    }


def _line(line: Spent | None, money: Money) -> View:
    if line is None:
        return {**{label: "" for _, label in labelled(Spent)}, "执行率": ""}
    said = {label: money(getattr(line, name)) for name, label in labelled(Spent)}
    return {**said, "全年预算数": money(line.budget), "执行率": percent(rate(line))}


def rate(line: Spent) -> Decimal | None:
    """执行率, in percent: 执行数 by 全年预算数. None where there was no budget."""
    return line.spent / line.budget * 100 if line.budget else None


# --- rows


def _groups(rows: Iterable[IndicatorResults], layout: Layout, scored: ScoredTable | None) -> Iterator[View]:
    """The rows by 一级指标, each with its 分值 and 得分 as they were worked out, or as they were written where nothing scores them."""
    printed = _printer(layout)
    points = map(_points, scored.rows) if scored else map(_written_points, rows)
    numbered = zip(rows, points, strict=True)
    for level1, inside in groupby(numbered, key=lambda pair: pair[0].level1):
        yield {"一级指标": level1, "指标": [{**said, **printed(one)} for one, said in inside]}


def _printer(layout: Layout) -> Callable[[IndicatorResults], View]:
    def row(one: IndicatorResults) -> View:
        sign, value, unit = one.target.columns
        nature, number, measure = in_parts(one.target)
        return {
            "一级指标": one.level1, "二级指标": one.level2, "三级指标": one.name, "绩效指标描述": one.description,
            "指标值": one.target.written, "符号": sign, "值": value, "单位": unit,
            "指标性质": nature, "数值": number, "度量单位": measure,
            "指标值确定依据": one.basis, "评分标准": one.scoring or "", "指标方向性": one.direction or "",
            "指标解释": one.explanation or "", "指标来源": one.origin or "", "上年指标值": one.last_year or "",
            "调整后指标值": _written(one.adjusted), "实际完成值": _written(one.actual),
            "全年预计完成值": _written(one.forecast),
            "得分理由": one.points_reason or "",
            "偏差原因": "、".join(one.shortfalls), "偏差勾选": _ticks(_SHORTFALLS, one.shortfalls),
            "原因说明": one.cause or "", "改进措施": one.measures or "", "原因和措施": _reasons(one),
            "完成可能性": one.likelihood or "", "可能性勾选": _ticks(_LIKELIHOODS, (one.likelihood,)),
            "备注": one.note or "", **own_printed(one.own, layout.own.indicator, layout),
        }  # fmt: skip

    return row


# --- points


def _scored(rows: Sequence[IndicatorResults], line: Spent | None, layout: Layout, year: int) -> ScoredTable | None:
    return score_table(rows, line, layout.scores, year) if layout.scores else None


def _points(scored: Scored | None) -> View:
    """分值 and 得分, empty where there are none; 得分算法 leads from target and actual to the points."""
    return _both(None, None) if scored is None else _both(scored.weight, scored.points, scored.how)


def _written_points(one: IndicatorResults) -> View:
    return _both(one.weight, one.points)


def _both(weight: Decimal | None, points: Decimal | None, how: str = "") -> View:
    """分值 and 得分, and what some forms have beside them: 扣分 is what is missing, 得分系数 is the share."""
    lost = None if weight is None or points is None else weight - points
    share = points / weight * 100 if weight and points is not None else None
    return {
        "分值": _number(weight),
        "得分": _number(points),
        "扣分": _number(lost),
        "得分系数": percent(share),
        "得分算法": how,
    }


def _total(scored: ScoredTable | None) -> View:
    """总分: empty points while a row has none, since the sum would not be one."""
    if scored is None:
        return {"分值": "", "得分": "", "等级": ""}
    whole = scored.total
    points = "" if whole.unscored else decimal_text(whole.points)
    return {"分值": decimal_text(whole.weight), "得分": points, "等级": whole.grade or ""}


def _number(number: Decimal | None) -> str:
    return "" if number is None else decimal_text(number)


def _written(target: Target | None) -> str:
    return target.written if target else ""


def _ticks(words: Iterable[str], ticked: Iterable[str | None]) -> View:
    there = set(ticked)
    return {word: TICK if word in there else "" for word in words}


def _reasons(one: IndicatorResults) -> str:
    """偏差原因分析及改进措施 in one cell: a paragraph for each that is said."""
    ticked = "、".join(one.shortfalls)
    cause = f"（{ticked}）{one.cause}" if ticked and one.cause else one.cause or ticked
    return "\n".join(said for said in (cause, one.measures, one.points_reason) if said)
