"""Tables as a workbook (.xlsx): the first row stays in sight and filters, nothing in it is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from perfgen.errors import Diagnostic, OutputError
from perfgen.shown import visible


class Column(NamedTuple):
    """A column of a table: what stands at its head, how many characters it is wide, what can be chosen for its cells."""

    head: str
    width: int
    choices: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A sheet: its name, its columns, and the rows with a cell for each."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str | int]]


_MOST_IN_A_CELL = 32_000
"""Characters: Excel takes 32,767."""


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The workbook with these sheets. Raises OutputError where the extra ``report`` is not installed."""
    try:
        import xlsxwriter  # noqa: PLC0415 -- an extra
    except ImportError:
        hint = '运行 pip install "perfgen[report]"，或把报告写成 .html'
        raise OutputError(Diagnostic("OUT03", "写 .xlsx 报告要用 XlsxWriter，这台电脑上没有", hint=hint)) from None
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- no clock in outputs
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#F3F3F3"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for one in sheets:
        sheet = book.add_worksheet(one.name)
        sheet.write_row(0, 0, [column.head for column in one.columns], bold)
        for number, row in enumerate(one.rows, 1):
            sheet.write_row(number, 0, [_cell(cell) for cell in row], wrap)
        last = max(len(one.rows), 1)
        for number, column in enumerate(one.columns):
            sheet.set_column(number, number, column.width)
            if column.choices:
                sheet.data_validation(1, number, last, number, {"validate": "list", "source": list(column.choices)})
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(one.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C— &P —")
    book.close()
    return stream.getvalue()


def _cell(said: str | int) -> str | int:
    if isinstance(said, int):
        return said
    text = "\n".join(map(visible, said.split("\n")))
    return text if len(text) <= _MOST_IN_A_CELL else f"{text[:_MOST_IN_A_CELL]}…"
