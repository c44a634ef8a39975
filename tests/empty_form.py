"""An empty form as a province hands it out in Word: one table, a project a page, rows of indicators to fill in by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_TITLE = "（    ）年项目支出绩效目标申报表"
_WIDTHS = (22, 26, 30, 44, 28, 18)
_ROWS = (
    # the cells of a row: from which column to which, and what is printed there
    ((0, 0, "项目名称"), (1, 2, ""), (3, 3, "项目编码"), (4, 5, "")),
    ((0, 0, "主管部门"), (1, 2, ""), (3, 3, "实施单位"), (4, 5, "")),
    ((0, 0, "项目类别"), (1, 2, ""), (3, 3, "资金性质"), (4, 5, "")),
    ((0, 0, "项目负责人"), (1, 2, ""), (3, 3, "联系电话"), (4, 5, "")),
    ((0, 0, "项目资金（万元）"), (1, 2, "年度资金总额"), (3, 5, "")),
    ((0, 0, ""), (1, 2, "其中：财政拨款"), (3, 5, "")),
    ((0, 0, ""), (1, 2, "其他资金"), (3, 5, "")),
    ((0, 0, "立项依据"), (1, 5, "")),
    ((0, 0, "年度绩效目标"), (1, 5, "")),
    ((0, 0, "绩效指标"), (1, 1, "一级指标"), (2, 2, "二级指标"), (3, 3, "三级指标"), (4, 4, "指标值"), (5, 5, "分值")),
    *(
        ((0, 0, ""), (1, 1, level1), (2, 2, level2), (3, 3, f"指标{number}："), (4, 4, ""), (5, 5, ""))
        for level1, level2 in (
            ("产出指标", "数量指标"), ("", "质量指标"), ("", "时效指标"), ("", "成本指标"),
            ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"),
        )
        for number in (1, 2)
    ),
)  # fmt: skip
_DOWN = ((4, 6), (9, len(_ROWS) - 1))
"""The rows over which cells of the first column are merged."""


def draw(path: Path) -> Path:
    """Draw the form at a path."""
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(21)
    _font(document.styles["Normal"], "宋体", 10.5)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(title.add_run(_TITLE), "黑体", 16)
    table = document.add_table(rows=len(_ROWS), cols=len(_WIDTHS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in enumerate(_WIDTHS):
        for cell in table.columns[column].cells:
            cell.width = Mm(width)
    for row, cells in enumerate(_ROWS):
        for first, last, text in cells:
            cell = table.cell(row, first).merge(table.cell(row, last))
            cell.paragraphs[0].text = text
    for first, last in _DOWN:
        table.cell(first, 0).merge(table.cell(last, 0)).text = _ROWS[first][0][2]
    document.add_paragraph("填报人：            填报日期：")
    document.save(str(path))
    return path


def _font(holder: Any, name: str, size: float) -> None:
    holder.font.name, holder.font.size = name, Pt(size)
    holder._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
