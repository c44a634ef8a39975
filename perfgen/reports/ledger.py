"""The ledger as JSON, as a page of HTML, and as a workbook with filters, sums and a chart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from perfgen.ledger.rows import DepartmentLedger, FilingState, LedgerRow, Received
from perfgen.ledger.wording import HEADS, cells, near, remark, summed_up, total_cells
from perfgen.reports.pages import page
from perfgen.reports.workbooks import Cell, Column, Formula, Sheet, workbook
from perfgen.shown import as_json

VERSION = 1
"""Of the JSON: it goes up when a key means something else; a new key does not count."""
TITLE = "绩效文本收齐情况"

_KEYS = {
    FilingState.MISSING: "missing",
    FilingState.UNREADABLE: "unreadable",
    FilingState.SENT_BACK: "sent_back",
    FilingState.CHANGED: "changed",
    FilingState.ERRORS: "errors",
    FilingState.REMARKS: "warnings",
    FilingState.CLEAN: "clean",
}


def json_report(ledger: DepartmentLedger, root: Path) -> str:
    """One object; amounts are texts, in 万元. The keys are told in docs/收齐各部门的文本.md."""
    several, before, after = ledger.compared
    data = {
        "version": VERSION,
        "year": ledger.year,
        "date": ledger.day.isoformat() if ledger.day else None,
        "listed": ledger.listed,
        "counts": {_KEYS[state]: count for state, count in ledger.counts.items()},
        "total": {"departments": len(ledger.rows), "projects": ledger.projects, "money": _said(ledger.money)},
        "compared": {"departments": several, "before": _said(before), "after": _said(after)},
        "departments": [_department(row, root) for row in ledger.rows],
        "strangers": [_department(row, root) for row in ledger.strangers],
    }
    return f"{as_json(data, indent=2)}\n"


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _department(row: LedgerRow, root: Path) -> dict[str, Any]:
    return {
        "code": row.owed.code,
        "name": row.owed.name,
        "contact": row.owed.contact,
        "deadline": row.owed.deadline.isoformat() if row.owed.deadline else None,
        "overdue": row.overdue,
        "state": _KEYS[row.state],
        "errors": row.errors,
        "warnings": row.remarks,
        "copies": row.copies,
        "projects": row.projects,
        "money": _said(row.money),
        "projects_before": row.projects_before,
        "money_before": _said(row.money_before),
        "filings": [_filing(one, root) for one in row.filed],
    }


def _filing(one: Received, root: Path) -> dict[str, Any]:
    return {
        "file": near(one.path, root),
        "state": _KEYS[one.state],
        "errors": one.errors,
        "warnings": one.remarks,
        "why": one.why,
    }


def html_report(ledger: DepartmentLedger, root: Path) -> str:
    """The page: how many are in each state, then a row for each department; paths are told from `root`."""
    return page(
        "status.html.j2",
        title=TITLE,
        summary=summed_up(ledger),
        day=f"{ledger.day.year}年{ledger.day.month}月{ledger.day.day}日" if ledger.day else "",
        counts={state.value: count for state, count in ledger.counts.items()},
        heads=HEADS,
        rows=[(_KEYS[row.state], cells(row, root)) for row in ledger.rows],
        total=total_cells(ledger),
        strangers=[(_KEYS[row.state], cells(row, root)) for row in ledger.strangers],
    )


_MONEY, _PERCENT = "#,##0.00", "+0.0%;-0.0%;0.0%"
_COLUMNS = (
    *(Column("编码", 9), Column("部门", 26), Column("联系人", 8), Column("期限", 11), Column("状态", 7)),
    *(Column("错误（处）", 11), Column("提醒（处）", 11), Column("份数", 6), Column("项目数", 7)),
    *(
        Column("预算数（万元）", 15, shown=_MONEY),
        Column("上年项目数", 11),
        Column("上年预算数（万元）", 19, shown=_MONEY),
    ),
    *(Column("增减", 8, shown=_PERCENT), Column("说明", 34), Column("文件", 37)),
)
_SUMMED = "FGHIJKL"
"""The columns with sums, by their letters."""


def xlsx_report(ledger: DepartmentLedger, root: Path) -> bytes:
    """The workbook: 各部门, a row each with the sums below; 状态, how many are in each, drawn; 不在名册里, where there are some.

    Raises OutputError where the extra ``report`` is not installed.
    """
    last = max(len(ledger.rows), 1) + 1
    states = [
        (state.value, Formula(f"=COUNTIF(各部门!$E$2:$E${last},A{number})", count))
        for number, (state, count) in enumerate(ledger.counts.items(), 2)
    ]
    sheets = [
        Sheet("各部门", _COLUMNS, _rows(ledger.rows, root), _sums(ledger.rows), finished=True),
        Sheet(
            "状态",
            (Column("状态", 12), Column("部门数", 10)),
            states,
            ("合计", Formula(f"=SUM(B2:B{len(states) + 1})", len(ledger.rows))),
            "各部门交得怎样",
        ),
    ]
    if ledger.strangers:
        sheets.append(
            Sheet("不在名册里", _COLUMNS, _rows(ledger.strangers, root), _sums(ledger.strangers), finished=True)
        )
    return workbook(TITLE, sheets)


def _rows(rows: tuple[LedgerRow, ...], root: Path) -> list[list[Cell]]:
    return [_row(number, row, root) for number, row in enumerate(rows, 2)]


def _row(number: int, row: LedgerRow, root: Path) -> list[Cell]:
    owed = row.owed
    grown: Cell = ""
    if row.money is not None and row.money_before:
        part = (row.money - row.money_before) / row.money_before
        grown = Formula(f"=(J{number}-L{number})/L{number}", float(part))
    return [
        *(owed.code, owed.name, owed.contact, owed.deadline.isoformat() if owed.deadline else "", row.state.value),
        *(row.errors, row.remarks, len(row.filed), row.projects if row.is_read else ""),
        *(_number(row.money), row.projects_before if row.money_before is not None else "", _number(row.money_before)),
        *(grown, remark(row, root), "、".join(near(one.path, root) for one in row.filed)),
    ]


def _number(amount: Decimal | None) -> Cell:
    return "" if amount is None else float(amount)


def _sums(rows: tuple[LedgerRow, ...]) -> list[Cell]:
    last = max(len(rows), 1) + 1
    zero = Decimal(0)
    values = (
        *(sum(row.errors for row in rows), sum(row.remarks for row in rows), sum(len(row.filed) for row in rows)),
        *(sum(row.projects for row in rows), float(sum((row.money or zero for row in rows), zero))),
        *(sum(row.projects_before for row in rows), float(sum((row.money_before or zero for row in rows), zero))),
    )
    sums = [
        Formula(f"=SUBTOTAL(109,{letter}2:{letter}{last})", value)
        for letter, value in zip(_SUMMED, values, strict=True)
    ]
    return ["合计", "", "", "", "", *sums, "", "", ""]
