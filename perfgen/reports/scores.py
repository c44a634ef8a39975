"""The scores of 自评表 as JSON, and as a workbook that adds them up again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.ledger.wording import near
from perfgen.reports.workbooks import Cell, Column, Formula, Sheet, workbook
from perfgen.scoring.scored import ScoreRemark
from perfgen.scoring.sheets import ScoredLine, ScoreSheet
from perfgen.shown import as_json

VERSION = 1
"""Of the JSON: it goes up when a key means something else; a new key does not count."""
TITLE = "绩效自评得分"


class ScoredReport(NamedTuple):
    """One 自评: its file, whose it is, and its sheets."""

    path: Path
    department: str
    year: int
    kind: str
    sheets: tuple[ScoreSheet, ...]


def json_report(files: Sequence[ScoredReport], root: Path) -> str:
    """One object; 分值 and 得分 are texts, null where there are none. The keys are told in docs/评分.md."""
    data = {
        "version": VERSION,
        "files": [
            {
                "file": near(one.path, root),
                "department": one.department,
                "year": one.year,
                "kind": one.kind,
                "sheets": [_sheet(sheet) for sheet in one.sheets],
            }
            for one in files
        ],
    }
    return f"{as_json(data, indent=2)}\n"


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    whole = sheet.table.total
    return {
        "name": sheet.name,
        "counts": sheet.counts,
        "points": _said(whole.points),
        "weight": _said(whole.weight),
        "unscored": whole.unscored,
        "grade": whole.grade,
        "how": whole.how,
        "weights": list(sheet.table.weights.how),
        "remarks": _remarks(sheet.remarks),
        "lines": [_line(one) for one in sheet.lines],
    }


def _line(one: ScoredLine) -> dict[str, Any]:
    return {
        "level1": one.level1,
        "level2": one.level2,
        "name": one.name,
        "target": one.target,
        "actual": one.actual,
        "weight": _said(one.scored.weight),
        "points": _said(one.scored.points),
        "rate": _said(one.scored.rate),
        "how": one.scored.how,
        "remarks": _remarks(one.scored.remarks),
    }


def _remarks(remarks: Iterable[ScoreRemark]) -> list[dict[str, str]]:
    return [{"about": one.matter.value, "said": one.said} for one in remarks]


def _said(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


_POINTS = "0.00"
_COLUMNS = (
    *(Column("序号", 6), Column("部门", 22), Column("表", 24), Column("一级指标", 12), Column("二级指标", 16)),
    *(Column("三级指标", 24), Column("指标值", 14), Column("实际完成值", 14)),
    *(
        Column("分值", 8, shown=_POINTS),
        Column("得分", 8, shown=_POINTS),
        Column("怎么算的", 50),
        Column("要看一看", 36),
    ),
)
_SUMS = (
    *(Column("序号", 6), Column("部门", 22), Column("年度", 8), Column("表", 28)),
    *(
        Column("分值", 8, shown=_POINTS),
        Column("总分", 8, shown=_POINTS),
        Column("等级", 8),
        Column("没有得分的行", 12),
    ),
    *(Column("要看一看", 44), Column("文件", 34)),
)


def xlsx_report(files: Sequence[ScoredReport], root: Path) -> bytes:
    """The workbook: 总分, a row for each form, and 得分, a row for each line. Sums are formulas over 得分, by the form's 序号.

    Raises OutputError where the extra ``report`` is not installed.
    """
    forms = [(one, sheet) for one in files for sheet in one.sheets]
    rows = [row for number, (one, sheet) in enumerate(forms, 1) for row in _rows(number, one.department, sheet)]
    sums = [_sum(number, one, sheet, len(rows) + 1, root) for number, (one, sheet) in enumerate(forms, 1)]
    return workbook(TITLE, [Sheet("总分", _SUMS, sums), Sheet("得分", _COLUMNS, rows)], instead=".txt、.json")


def _rows(number: int, department: str, sheet: ScoreSheet) -> Iterator[list[Cell]]:
    for one in sheet.lines:
        told = "\n".join(remark.said for remark in one.scored.remarks)
        numbers = (_number(one.scored.weight), _number(one.scored.points))
        names = (one.level1, one.level2, one.name, one.target, one.actual)
        yield [number, department, sheet.name, *names, *numbers, one.scored.how, told]


def _sum(number: int, one: ScoredReport, sheet: ScoreSheet, last: int, root: Path) -> list[Cell]:
    whole = sheet.table.total
    weight, points = (
        Formula(
            f"=SUMPRODUCT((得分!$A$2:$A${last}=A{number + 1})*1,得分!${column}$2:${column}${last})", float(comes_to)
        )
        for column, comes_to in (("I", whole.weight), ("J", whole.points))
    )
    told = "\n".join([*sheet.table.weights.how, *(remark.said for remark in sheet.remarks)])
    said = (whole.grade or "", whole.unscored or "", told, near(one.path, root))
    return [number, one.department, one.year, sheet.name, weight, points, *said]


def _number(number: Decimal | None) -> Cell:
    return "" if number is None else float(number)
