"""Two submissions as JSON, as a page of HTML, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perfgen.comparing.wording import sentence
from perfgen.reports.pages import page
from perfgen.reports.workbooks import Cell, Column, Formula, Sheet, workbook
from perfgen.rounds import FindingFate, Resubmitted, Rounds, RoundState
from perfgen.rounds.wording import HEADS, cells, files, findings, growth, summed_up, why_unread
from perfgen.shown import as_json

VERSION = 1
"""Of the JSON: it goes up when a key means something else; a new key does not count."""
TITLE = "两次报送比较"
_STATES = {
    RoundState.MISSING: "missing",
    RoundState.UNREADABLE: "unreadable",
    RoundState.OPEN: "open",
    RoundState.DONE: "done",
    RoundState.NEW: "new",
}
_FATES = {FindingFate.MENDED: "mended", FindingFate.LEFT: "left", FindingFate.NEW: "new"}


def json_report(found: Rounds) -> str:
    """One object; amounts are texts, in 万元. The keys are told in docs/比较.md."""
    data = {
        "version": VERSION,
        "counts": {_STATES[state]: count for state, count in found.counts.items()},
        "filings": [_filing(one) for one in found.filings],
    }
    return f"{as_json(data, indent=2)}\n"


def _filing(one: Resubmitted) -> dict[str, Any]:
    before, after = files(one)
    return {
        "name": one.name,
        "state": _STATES[one.state],
        "before": before or None,
        "after": after or None,
        "why": why_unread(one),
        "money": [None if amount is None else f"{amount:f}" for amount in one.money],
        "projects": list(one.projects),
        "findings": [{**said._asdict(), "fate": _FATES[said.fate]} for said in findings(one)],
        "changes": [sentence(saying) for saying in one.substance],
        "wording": one.wording,
    }


def html_report(found: Rounds, date: str = "") -> str:
    """The page: a table of the filings, then each with what is left, what is new, what was put right and what was changed."""
    return page(
        "rounds.html.j2",
        title=TITLE,
        date=date,
        summary=summed_up(found),
        heads=HEADS,
        rows=[(f"f{number}", _STATES[one.state], cells(one)) for number, one in enumerate(found.filings, 1)],
        filings=[_shown(number, one) for number, one in enumerate(found.filings, 1)],
    )


def _shown(number: int, one: Resubmitted) -> dict[str, Any]:
    return {
        "id": f"f{number}",
        "name": one.name,
        "files": [file for file in files(one) if file],
        "why": why_unread(one),
        "findings": [(_FATES[said.fate], said) for said in findings(one)],
        "changes": [sentence(saying) for saying in one.substance],
        "wording": one.wording,
    }


_MONEY = "#,##0.00"
_FILINGS = (
    *(Column("部门", 30), Column("状态", 14), Column("已改", 7), Column("未改", 7), Column("新增", 7)),
    *(Column("第一次（万元）", 15, shown=_MONEY), Column("第二次（万元）", 15, shown=_MONEY)),
    *(Column("增减（万元）", 13, shown=_MONEY), Column("第一次项目数", 9), Column("第二次项目数", 9)),
    *(
        Column("内容改动", 9),
        Column("文字改动", 9),
        Column("说明", 30),
        Column("第一次的文件", 34),
        Column("第二次的文件", 34),
    ),
)
_SUMMED = "CDEFGHIJKL"
"""The columns with sums, by their letters."""
_FOUND = (
    *(Column("部门", 28), Column("结果", 7), Column("级别", 7), Column("编号", 9), Column("位置", 26)),
    *(Column("问题", 60), Column("怎么改", 44)),
)
_CHANGED = (Column("部门", 28), Column("项目", 28), Column("改动", 90))


def xlsx_report(found: Rounds) -> bytes:
    """The workbook: 各部门, a row each with the sums below; 问题, with what became of each; 改动, of amounts, projects and targets.

    Raises OutputError where the extra ``report`` is not installed.
    """
    rows = [_row(number, one) for number, one in enumerate(found.filings, 2)]
    said = [(one.name, said.fate.value, *said[1:]) for one in found.filings for said in findings(one)]
    changed = [
        (one.name, saying.project or "整体", sentence(saying)) for one in found.filings for saying in one.substance
    ]
    sheets = [
        Sheet("各部门", _FILINGS, rows, _sums(rows)),
        Sheet("问题", _FOUND, said),
        Sheet("改动", _CHANGED, changed),
    ]
    return workbook(TITLE, sheets)


def _row(number: int, one: Resubmitted) -> list[Cell]:
    unknown = one.state in (RoundState.MISSING, RoundState.UNREADABLE)
    counts = [len(one.findings.of(fate)) for fate in (FindingFate.MENDED, FindingFate.LEFT, FindingFate.NEW)]
    by = growth(one)
    return [
        *(one.name, one.state.value, *(["", "", ""] if unknown else counts)),
        *(map(_number, one.money)),
        "" if by is None else Formula(f"=G{number}-F{number}", float(by)),
        *("" if count is None else count for count in one.projects),
        *(len(one.substance), one.wording, why_unread(one), *files(one)),
    ]


def _number(amount: Decimal | None) -> Cell:
    return "" if amount is None else float(amount)


def _sums(rows: list[list[Cell]]) -> list[Cell]:
    last = max(len(rows), 1) + 1
    sums = [
        Formula(f"=SUBTOTAL(109,{letter}2:{letter}{last})", sum(_values(rows, at)))
        for at, letter in enumerate(_SUMMED, 2)
    ]
    return ["合计", "", *sums, "", "", ""]


def _values(rows: list[list[Cell]], column: int) -> Iterator[float]:
    for row in rows:
        cell = row[column]
        value = cell.value if isinstance(cell, Formula) else cell
        if isinstance(value, (int, float)):
            yield value
