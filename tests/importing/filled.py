"""Forms about results as departments fill them in, each of another shape, with what a person reads in them.

In a row `<` goes on with the cell at the left, `^` with the cell above; a list of rows within a cell is a table in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from docx.table import Table, _Cell

from perfgen.docx.blocks import Table as BlockTable
from perfgen.importing import open_document

Rows = Sequence[Sequence[Any]]

HEAD: Rows = [
    ["项目名称", "农村公路养护", "<", "项目编码", "", "<", "<", "<"],
    ["主管部门", "[401]某县交通运输局", "<", "实施单位", "某县公路站", "<", "<", "<"],
]
MONEY: Rows = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "年度资金总额", "120.00", "100.00", "95.00", "10", "95.00%", "9.5"],
    ["^", "其中：当年财政拨款", "120.00", "100.00", "95.00", "—", "95.00%", "—"],
    ["^", "上年结转资金", "", "", "", "—", "", "—"],
    ["^", "其他资金", "", "", "", "—", "", "—"],
]
AIMS: Rows = [
    ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
    ["^", "养护农村公路，路况良好。", "<", "<", "完成养护，路况良好。", "<", "<", "<"],
]
COLUMNS = (
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
SHORT: Rows = [
    ["^", "产出指标", "数量指标", "养护里程", "≥80公里", "85公里", "25", "25", ""],
    ["^", "^", "质量指标", "验收合格率", "≥95%", "98%", "25", "25", ""],
    ["^", "效益指标", "社会效益指标", "受益人口", "≥4万人", "3万人", "30", "22.5", "部分村庄外出务工"],
    ["^", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92%", "10", "10", ""],
]
SUM: Rows = [["总分", "<", "<", "<", "<", "<", "100", "92", "评价等级：优"]]
_P = ("预算项目", 0)
_M = (*_P, "项目资金", "年度资金总额")
NAMED = {(*_P, "项目名称"): "农村公路养护", ("主管部门", "名称"): "某县交通运输局", (*_P, "实施单位"): "某县公路站"}
PAID = {
    (*_M, "年初预算数"): "120.00", (*_M, "全年预算数"): "100.00", (*_M, "执行数"): "95.00",
    (*_P, "项目资金", "当年财政拨款", "执行数"): "95.00",
}  # fmt: skip
DONE = {(*_P, "绩效目标", 0): "养护农村公路，路况良好。", (*_P, "实际完成情况"): "完成养护，路况良好。"}
WHEN = {("年度",): "2024", ("时间",): "全年", ("金额单位",): "万元"}


def row(at: int, *, of: int = 0, **said: Any) -> dict[tuple[Any, ...], Any]:
    """What a row of the indicators says."""
    return {("预算项目", of, "绩效指标", at, label): value for label, value in said.items()}


RESULTS = {
    **row(0, 一级指标="产出指标", 二级指标="数量指标", 三级指标="养护里程", 指标值="≥80公里", 实际完成值="85公里"),
    **row(1, 一级指标="产出指标", 二级指标="质量指标", 三级指标="验收合格率", 指标值="≥95%", 实际完成值="98%"),
    **row(
        2, 一级指标="效益指标", 三级指标="受益人口", 指标值="≥4万人", 实际完成值="3万人", 原因说明="部分村庄外出务工"
    ),
    **row(3, 一级指标="满意度指标", 三级指标="群众满意度", 指标值="≥90%", 实际完成值="92%"),
}
ALL = {**WHEN, **NAMED, **PAID, **DONE, **RESULTS}


@dataclass(frozen=True)
class Filled:
    """A form: its title lines, its tables, and what it says by path; `told` are texts that have to be told of."""

    name: str
    tables: Sequence[Rows]
    says: Mapping[tuple[Any, ...], Any]
    lines: Sequence[str] = ("项目支出绩效自评表", "（2024年度）")
    below: Sequence[str] = ()
    told: Sequence[str] = field(default=())


def written(form: Filled, path: Path) -> Path:
    """The form as a Word file."""
    document = docx.Document()
    for line in form.lines:
        document.add_paragraph(line)
    for table in form.tables:
        _table(document, table)
        document.add_paragraph("")
    for line in form.below:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def _table(above: Document | _Cell, rows: Rows) -> None:
    width = max(map(len, rows))
    table = above.add_table(len(rows), width)
    grid = list(table._cells)
    for at, cells in enumerate(rows):
        for column, said in enumerate(cells):
            if isinstance(said, list):
                _table(grid[at * width + column], said)
            elif said not in ("<", "^"):
                first, *others = said.split("\n")
                cell = grid[at * width + column]
                cell.text = first
                for line in others:
                    cell.add_paragraph(line)
    for at, cells in enumerate(rows):
        for column, said in enumerate(cells):
            if said not in ("<", "^"):
                _merge(table, rows, at, column)


def _merge(table: Table, rows: Rows, at: int, column: int) -> None:
    """Merge a cell with those at its right and below it that go on with it."""
    right, down = column, at
    while right + 1 < len(rows[at]) and rows[at][right + 1] == "<":
        right += 1
    while down + 1 < len(rows) and column < len(rows[down + 1]) and rows[down + 1][column] == "^":
        down += 1
    if (right, down) != (column, at):
        table.cell(at, column).merge(table.cell(down, right))


def as_workbook(document: Path, target: Path) -> Path:
    """A Word form as a spreadsheet: numbers and percentages as such, cells merged."""
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    last = 0
    for block in open_document(document).blocks:
        if not isinstance(block, BlockTable):
            last += bool(block.printed.strip())
            if block.printed.strip():
                sheet.cell(last, 1, block.printed)
                sheet.merge_cells(start_row=last, end_row=last, start_column=1, end_column=9)
            continue
        for at, row in enumerate(block.rows):
            for cell in row:
                down = at
                while down + 1 < len(block.rows) and any(
                    one.continued and one.column == cell.column for one in block.rows[down + 1]
                ):
                    down += 1
                if cell.continued:
                    continue
                _put(sheet.cell(last + at + 1, cell.column + 1), cell.text)
                if cell.span > 1 or down > at:
                    sheet.merge_cells(
                        start_row=last + at + 1,
                        end_row=last + down + 1,
                        start_column=cell.column + 1,
                        end_column=cell.column + cell.span,
                    )
        last += len(block.rows)
    assert sheet.parent is not None
    sheet.parent.save(target)
    return target


def _put(cell: Any, text: str) -> None:
    number = text.removesuffix("%")
    if not number.replace(".", "", 1).isdecimal():
        cell.value = text
        return
    decimals = f".{'0' * len(number.partition('.')[2])}" if "." in number else ""
    percent = text.endswith("%")
    cell.value = float(number) / 100 if percent else float(number)
    cell.number_format = f"0{decimals}{'%' if percent else ''}"
