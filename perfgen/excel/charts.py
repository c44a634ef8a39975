"""The sheet a reviewer looks at: funds by project, and by source."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfgen.excel import looks
from perfgen.excel.sheets import CHARTS, Holds, SheetColumn
from perfgen.filing.labels import BUDGET

_MOST_BARS, _LEAST_BARS = 40, 8
_TALL = 0.75
"""Centimetres of height a bar takes."""


def add_charts(book: Workbook, name: str, columns: tuple[SheetColumn, ...], rows: tuple[int, int], filled: int) -> None:
    """Draw the money of the projects on the sheet `name`, whose `rows` may be filled in and of which so many are.

    Nothing where the form has no amounts.
    """
    places = {column.path: number for number, column in enumerate(columns, 1)}
    budget = places.get((BUDGET,))
    if budget is None:
        return
    sheet = book.create_sheet(CHARTS)
    looks.title(sheet, CHARTS, "照项目表里的数字画成，填了、改了就跟着变")
    projects = book[name]
    shown = min(max(filled, _LEAST_BARS), _MOST_BARS)
    first = rows[0]
    bars = BarChart()
    bars.type, bars.title, bars.style = "bar", "各项目预算数", 10
    bars.add_data(Reference(projects, min_col=budget, min_row=first, max_row=first + shown - 1), titles_from_data=False)
    bars.set_categories(Reference(projects, min_col=places[("项目名称",)], min_row=first, max_row=first + shown - 1))
    bars.legend, bars.gapWidth = None, 60
    bars.dataLabels = _values()
    bars.y_axis.majorGridlines = None
    bars.y_axis.number_format = "#,##0.00"
    bars.x_axis.scaling.orientation = "maxMin"  # the first project on top
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.width, bars.height = 24, max(7.0, 2.5 + _TALL * shown)
    sheet.add_chart(bars, "A4")
    sources = [
        (column, number)
        for number, column in enumerate(columns, 1)
        if column.holds is Holds.AMOUNT
        and column.path != (BUDGET,)
        and column.path[0] in ("财政资金", "其他资金", "资金来源")
    ]
    if sources:
        _by_source(sheet, name, sources, rows)
    looks.printed(sheet, heads=0)
    looks.locked(sheet)


def _by_source(sheet: Worksheet, name: str, sources: Sequence[tuple[SheetColumn, int]], rows: tuple[int, int]) -> None:
    """The sums of the columns of some sources, as a table and as a pie."""
    top = 4
    looks.head(sheet, top, 16, "资金来源")
    looks.head(sheet, top, 17, "合计")
    sheet.column_dimensions["P"].width, sheet.column_dimensions["Q"].width = 18, 14
    for row, (column, number) in enumerate(sources, top + 1):
        letter = get_column_letter(number)
        sheet.cell(row, 16, column.path[-1])
        cell = sheet.cell(row, 17, f"=SUM({name}!{letter}{rows[0]}:{letter}{rows[1]})")
        cell.number_format = "#,##0.00"
        for one in (sheet.cell(row, 16), cell):
            one.font, one.border = looks.BODY, looks.BOX
    pie = PieChart()
    pie.title, pie.style = "资金来源", 10
    last = top + len(sources)
    pie.add_data(Reference(sheet, min_col=17, min_row=top + 1, max_row=last), titles_from_data=False)
    pie.set_categories(Reference(sheet, min_col=16, min_row=top + 1, max_row=last))
    pie.dataLabels = _values(percent=True)
    pie.width, pie.height = 12, 8
    sheet.add_chart(pie, f"P{last + 2}")


def _values(*, percent: bool = False) -> DataLabelList:
    shown = DataLabelList()
    shown.showVal = not percent
    shown.showPercent = percent
    shown.showSerName = shown.showCatName = shown.showLegendKey = False
    return shown
