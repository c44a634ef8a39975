"""What a template of a 自评结果汇总表 sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from perfgen.filing.numbers import decimal_text
from perfgen.filing.summary import AS_A_WHOLE, ResultsSummary, SummaryRow
from perfgen.kinds.printed_values import Money, money_of, own_printed, percent
from perfgen.layouts.layout import Layout

View = Mapping[str, Any]


def view(summary: ResultsSummary, layout: Layout, _: Mapping[str, str], pages: Mapping[str, str] | None = None) -> View:  # noqa: ARG001 -- it has no contents
    """The data for one rendering: the rows as they stand, the sums of the projects, and how many have each 等级, best first.

    Amounts are text with the layout's decimals, in the document's 金额单位, empty where there is none; 执行率 is text with its sign.
    """
    money = money_of(layout)
    budget, spent = summary.sums()
    scored = [row for row in summary.rows if row.about != AS_A_WHOLE]
    grades = Counter(row.grade for row in scored if row.grade)
    known = [limit.name for limit in layout.scores.grades] if layout.scores else []
    return {
        "年度": str(summary.year),
        "金额单位": summary.amount_unit,
        "部门": {"编码": summary.department.code, "名称": summary.department.name},
        "自评结果": [_row(number, row, money) for number, row in enumerate(summary.rows, 1)],
        "合计": {
            "项目数": str(len(scored)),
            "部门数": str(len({row.code or row.department for row in summary.rows})),
            "全年预算数": money(budget),
            "执行数": money(spent),
            "执行率": percent(spent / budget * 100 if budget else None),
            "平均分": _average([row.points for row in scored if row.points is not None]),
            "未评数": str(sum(row.points is None for row in scored)),
        },
        "等级统计": [
            {"等级": grade, "项目数": str(grades[grade])}
            for grade in (*known, *(one for one in grades if one not in known))
            if grades[grade]
        ],
        **own_printed(summary.own, layout.own.whole, layout),
    }


def _row(number: int, row: SummaryRow, money: Money) -> View:
    share = row.spent / row.budget * 100 if row.spent is not None and row.budget else None
    return {
        "序号": str(number),
        "部门名称": row.department,
        "部门编码": row.code or "",
        "类别": row.about,
        "项目名称": row.project or "",
        "项目编码": row.project_code or "",
        "全年预算数": money(row.budget),
        "执行数": money(row.spent),
        "执行率": percent(share),
        "得分": "" if row.points is None else decimal_text(row.points),
        "等级": row.grade or "",
        "存在问题": row.problems or "",
        "改进措施": row.measures or "",
    }


def _average(points: list[Decimal]) -> str:
    return str((sum(points, Decimal(0)) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)) if points else ""
