"""自评结果汇总表 as a workbook: a sheet of projects and one of departments, with filters and sums that reckon, and the grades drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perfgen.filing.numbers import parse_decimal
from perfgen.filing.summary import AS_A_WHOLE
from perfgen.reports.workbooks import Cell, Column, Formula, Sheet, workbook

_MONEY, _SHARE = "#,##0.00", "0.00%"
_HEAD = (Column("部门编码", 12), Column("部门（单位）", 28))
_PROJECT = (Column("项目编码", 24), Column("项目名称", 32))


def xlsx_summary(seen: Mapping[str, Any], grades: Sequence[str]) -> bytes:
    """The workbook of what a template of the summary sees; `grades` are the 等级 there are, best first.

    Raises OutputError where the extra ``report`` is not installed.
    """
    unit, rows = seen["金额单位"], seen["自评结果"]
    projects = [row for row in rows if row["类别"] != AS_A_WHOLE]
    departments = [row for row in rows if row["类别"] == AS_A_WHOLE]
    sheets = [_sheet("项目", projects, unit, _PROJECT)]
    if departments:
        sheets.append(_sheet("部门整体", departments, unit, ()))
    if projects:
        sheets.append(_of_grades(projects, grades))
    return workbook(f"{seen['年度']}年度自评结果汇总表", sheets, instead=".docx、.pdf")


def _sheet(name: str, rows: Sequence[Mapping[str, str]], unit: str, more: tuple[Column, ...]) -> Sheet:
    columns = (
        *_HEAD,
        *more,
        *(Column(f"{label}（{unit}）", 16, shown=_MONEY) for label in ("全年预算数", "全年执行数")),
        *(Column("执行率", 10, shown=_SHARE), Column("自评得分", 10), Column("等级", 8)),
        *(Column("存在问题", 40), Column("改进措施", 40)),
    )
    at = len(_HEAD) + len(more)
    budget, spent, points = (chr(ord("A") + at + step) for step in (0, 1, 3))
    last = max(len(rows), 1) + 1
    cells = [
        [
            *(row["部门编码"], row["部门名称"], *((row["项目编码"], row["项目名称"]) if more else ())),
            *(_number(row["全年预算数"]), _number(row["执行数"]), _share(row, f"{spent}{number}", f"{budget}{number}")),
            *(_number(row["得分"]), row["等级"], row["存在问题"], row["改进措施"]),
        ]
        for number, row in enumerate(rows, 2)
    ]
    sums = {label: sum(_float(row[label]) for row in rows) for label in ("全年预算数", "执行数")}
    said = [_float(row["得分"]) for row in rows if row["得分"]]
    total: list[Cell] = [
        *("合计", *[""] * (at - 1)),
        Formula(f"=SUBTOTAL(109,{budget}2:{budget}{last})", sums["全年预算数"]),
        Formula(f"=SUBTOTAL(109,{spent}2:{spent}{last})", sums["执行数"]),
        Formula(
            f'=IF({budget}{last + 1}=0,"",{spent}{last + 1}/{budget}{last + 1})',
            sums["执行数"] / sums["全年预算数"] if sums["全年预算数"] else "",
        ),
        Formula(
            f'=IFERROR(SUBTOTAL(101,{points}2:{points}{last}),"")', round(sum(said) / len(said), 2) if said else ""
        ),
        *("", "", ""),
    ]
    return Sheet(name, columns, cells, total)


def _share(row: Mapping[str, str], spent: str, budget: str) -> Cell:
    if not row["执行率"]:
        return ""
    return Formula(f"={spent}/{budget}", _float(row["执行数"]) / _float(row["全年预算数"]))


def _of_grades(rows: Sequence[Mapping[str, str]], grades: Sequence[str]) -> Sheet:
    last, column = max(len(rows), 1) + 1, chr(ord("A") + len(_HEAD) + len(_PROJECT) + 4)
    said = [row["等级"] for row in rows if row["等级"]]
    counted = [
        (
            grade,
            Formula(
                f"=COUNTIF(项目!${column}$2:${column}${last},A{number})", sum(row["等级"] == grade for row in rows)
            ),
        )
        for number, grade in enumerate(dict.fromkeys((*grades, *said)), 2)
    ]
    return Sheet("等级", (Column("等级", 12), Column("项目数", 10)), counted, chart="各等级的项目数")


def _number(text: str) -> Cell:
    number = parse_decimal(text) if text else None
    return "" if number is None else float(number)


def _float(text: str) -> float:
    return float(parse_decimal(text) or 0)
