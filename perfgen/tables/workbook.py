"""The tables as one workbook: a sheet each with filters, heads that stay, and sums, and 合计, a sheet of the sums, before them.

Rows go to the disk as they come. A table of more rows than a sheet takes goes on in another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfgen.errors import Diagnostic, OutputError
from perfgen.shown import visible
from perfgen.tables.schema import TABLES, Row, Rows, TableColumn, TableForm, Value

MOST_ROWS = 1_048_576 - 2
"""Of a sheet (Microsoft, "Excel specifications and limits"), without the head and the sums."""
_MOST_LINKS = 60_000
"""Of a sheet: Excel takes 65,530."""
_MOST_IN_A_CELL = 32_000
_SUMS = "合计"
_ESCAPED = {ord(one): f"%{ord(one):02X}" for one in '%#"<>[]`^{}| :?*&'}
_WIDTHS = {"integer": 8, "amount": 16, "number": 10, "file": 36, "text": 16}
_WIDE = {"部门名称": 26, "项目名称": 30, "资金用途": 50, "绩效目标": 50, "三级指标": 26, "绩效指标描述": 30, "问题": 50, "怎么改": 40,
         "指标值确定依据": 26, "值": 30, "原文": 26, "部门编码": 11, "项目键": 25, "项目编码": 25, "位置": 20, "项目或部分": 26}  # fmt: skip
_NUMBERS = {"amount": "#,##0.00####", "number": "0.######", "integer": "0"}


@dataclass(slots=True)
class _Open:
    """A table that is being written: its sheets with their numbers of rows, and the sums so far by the place of their column."""

    table: TableForm
    sheets: list[tuple[Any, str, int]] = field(default_factory=list)
    sums: dict[int, Decimal] = field(default_factory=dict)
    links: int = 0


class WorkbookTables:
    """A workbook that rows are added to. The same rows give the same bytes."""

    def __init__(self, path: Path, scratch: Path, most: int = MOST_ROWS) -> None:
        """Begin it at `path`; what is not in memory lies in `scratch`.

        `most` rows go on one sheet. Raises OutputError where the extra ``report`` is not installed.
        """
        try:
            import xlsxwriter  # noqa: PLC0415 -- an extra
        except ImportError:
            hint = '运行 pip install "perfgen[report]"，或写成 .sqlite、.csv'
            raise OutputError(Diagnostic("OUT03", "写 .xlsx 要用 XlsxWriter，这台电脑上没有", hint=hint)) from None
        said = {"constant_memory": True, "tmpdir": str(scratch), "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), said)
        self._book.use_zip64()
        self._book.set_properties({"title": "绩效文本汇总", "created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- no clock in outputs
        self._most = most
        self._head = self._book.add_format(
            {"bold": True, "bg_color": "#E7EEF5", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self._plain = self._book.add_format({"valign": "top"})
        self._link = self._book.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1})
        self._looks = {
            kind: self._book.add_format({"valign": "top", "num_format": as_}) for kind, as_ in _NUMBERS.items()
        }
        self._bold = {
            kind: self._book.add_format({"bold": True, "top": 1, "num_format": as_}) for kind, as_ in _NUMBERS.items()
        }
        self._last = self._book.add_format({"bold": True, "top": 1})
        self._first = self._book.add_worksheet(_SUMS)
        self._open = {one.name: _Open(one) for one in TABLES}
        for one in self._open.values():
            self._begin(one)

    def add(self, rows: Rows) -> None:
        """Add what one file gives."""
        for name, found in rows.items():
            one = self._open[name]
            for row in found:
                if one.sheets[-1][2] >= self._most:
                    self._begin(one)
                self._row(one, row)

    @property
    def split(self) -> tuple[str, ...]:
        """The tables that one sheet could not take."""
        return tuple(name for name, one in self._open.items() if len(one.sheets) > 1)

    def finish(self) -> None:
        """Write the sums and what is left. Raises OSError where the disk is full."""
        for one in self._open.values():
            self._end(one)
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 -- an extra

        self._overview()
        try:
            self._book.close()
        except FileCreateError as error:  # it hides what the system said
            raise next((one for one in error.args if isinstance(one, OSError)), OSError(str(error))) from None

    def close(self) -> None:
        """Let go of its files: what is half written is thrown away with its folder."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh:  # of rows that were not put together; the library lets go of them only there
                sheet.row_data_fh.close()

    def _begin(self, one: _Open) -> None:
        name = one.table.name + (f"（{len(one.sheets) + 1}）" if one.sheets else "")
        sheet = self._book.add_worksheet(name)
        one.sheets.append((sheet, name, 0))
        for place, column in enumerate(one.table.columns):
            sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.type]))
        sheet.freeze_panes(1, _frozen(one.table))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C— &P —")
        sheet.set_row(0, 32)
        sheet.write_row(0, 0, [_headed(column) for column in one.table.columns], self._head)

    def _row(self, one: _Open, row: Row) -> None:
        sheet, name, count = one.sheets[-1]
        number = count + 1
        one.sheets[-1] = sheet, name, number
        for place, (said, column) in enumerate(zip(row, one.table.columns, strict=True)):
            if said is None or said == "":
                continue
            if isinstance(said, str):
                self._text(one, number, place, said, linked=column.type == "file")
                continue
            sheet.write_number(number, place, float(said), self._looks[column.type])
            if column.summed:
                one.sums[place] = one.sums.get(place, Decimal(0)) + said

    def _text(self, one: _Open, number: int, place: int, said: str, *, linked: bool) -> None:
        sheet = one.sheets[-1][0]
        text = cell(said)
        target = link(said) if linked and "://" not in said and one.links < _MOST_LINKS * len(one.sheets) else ""
        if target and sheet.write_url(number, place, f"external:{target}", self._link, text) == 0:
            one.links += 1
        else:
            sheet.write_string(number, place, text, self._plain)

    def _end(self, one: _Open) -> None:
        """The filters of the sheets, and below the rows the sums of the whole table on the last."""
        for sheet, _, count in one.sheets:
            sheet.autofilter(0, 0, max(count, 1), len(one.table.columns) - 1)
        sheet, _, count = one.sheets[-1]
        row = max(count, 1) + 1
        sheet.write_string(row, 0, _SUMS, self._last)
        for place, column in enumerate(one.table.columns):
            if column.summed:
                self._sum(sheet, (row, place), one, column)

    def _overview(self) -> None:
        """The first sheet: how many rows each table has, and its sums; they follow what is filtered."""
        sheet = self._first
        for place, width in enumerate((14, 18, 20, 10, 44)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.write_row(0, 0, ("表", "项", "合计", "单位", "说明"), self._head)
        number = 1
        for one in self._open.values():
            table = one.table
            sheet.write_url(number, 0, f"internal:'{table.name}'!A1", self._link, table.name)
            sheet.write_string(number, 1, "行数", self._plain)
            rows = sum(count for _, _, count in one.sheets)
            sheet.write_number(number, 2, rows, self._looks["integer"])
            sheet.write_string(number, 3, "行", self._plain)
            sheet.write_string(number, 4, table.meaning, self._plain)
            number += 1
            for column in table.columns:
                if column.summed:
                    sheet.write_string(number, 1, column.name, self._plain)
                    self._sum(sheet, (number, 2), one, column)
                    sheet.write_string(number, 3, column.unit, self._plain)
                    sheet.write_string(number, 4, column.meaning, self._plain)
                    number += 1
        sheet.write_string(number + 1, 0, "筛选以后，合计只算看得见的行。金额一律是万元。", self._plain)

    def _sum(self, sheet: Any, at: tuple[int, int], one: _Open, column: TableColumn) -> None:
        """A sum as a formula over what is not filtered away, and what it comes to."""
        place = one.table.columns.index(column)
        letter = _letter(place)
        ranges = ",".join(f"'{name}'!{letter}2:{letter}{max(count, 1) + 1}" for _, name, count in one.sheets)
        look = (self._looks if sheet is self._first else self._bold)[column.type]
        sheet.write_formula(*at, f"=SUBTOTAL(109,{ranges})", look, float(one.sums.get(place, Decimal(0))))


def _frozen(table: TableForm) -> int:
    """How many columns stay in sight: up to the name of the department."""
    return [one.name for one in table.columns].index("部门名称") + 1


def _headed(column: TableColumn) -> str:
    return f"{column.name}（{column.unit}）" if column.unit in ("万元", "%") else column.name


def _letter(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def cell(said: Value) -> str:
    """A text as a cell takes it: nothing in it that is not seen, and no longer than Excel takes."""
    text = "\n".join(map(visible, str(said).split("\n")))
    return text if len(text) <= _MOST_IN_A_CELL else f"{text[:_MOST_IN_A_CELL]}…"


def link(file: str) -> str:
    """The address of a file by its path from the workbook, with slashes; empty where it has none (another drive, an odd name).

    Signs that an address obeys are escaped: a name can be no scheme (``javascript:``) and no place within a file (``#``).

    >>> link("../各部门/x#1 y%.yaml")
    '../各部门/x%231%20y%25.yaml'
    """
    if file.startswith("/") or file[1:3] == ":/" or "\\" in file:
        return ""
    return "/".join(part.translate(_ESCAPED) for part in file.split("/"))
