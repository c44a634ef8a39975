"""Tables as a workbook (.xlsx): the first row stays in sight and filters, no text in it is ever taken for a formula or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias
from unicodedata import east_asian_width

from perfgen.errors import Diagnostic, OutputError
from perfgen.shown import visible


class Formula(NamedTuple):
    """A formula of ours, and what it comes to: who does not reckon reads that."""

    text: str
    value: str | float


Cell: TypeAlias = str | int | float | Formula


class Column(NamedTuple):
    """A column of a table: what stands at its head, how many characters it is wide, what can be chosen for its cells.

    `shown` is the format of its numbers, empty for the usual one. A `hidden` one is there and not seen.
    """

    head: str
    width: int
    choices: tuple[str, ...] = ()
    shown: str = ""
    hidden: bool = False


class Sheet(NamedTuple):
    """A sheet: its name, its columns, and the rows with a cell for each.

    `total` is a row below them that is not filtered. `chart` is the title of columns drawn of the numbers in the second column,
    named by the first; empty for none. The rows of a `finished` one, which nobody will write into, are made as high as their texts
    need: LibreOffice does not do it, and a row made so does not grow any more.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    chart: str = ""
    finished: bool = False


_MOST_IN_A_CELL = 32_767
"""Characters that Excel takes."""
_LINE, _HIGHEST = 15.0, 405.0
"""Points: a line of the usual type, and the highest row that Excel shows (409)."""

_RULED = {"border": 4, "border_color": "#999999"}
"""Lines between the cells, which print though those of the screen do not."""


def workbook(title: str, sheets: Sequence[Sheet], instead: str = ".html") -> bytes:
    """The workbook with these sheets. Raises OutputError where the extra ``report`` is not installed; `instead` may then be written."""
    try:
        import xlsxwriter  # noqa: PLC0415 -- an extra
    except ImportError:
        hint = '运行 pip install "perfgen[report]"' + (f"，或写成 {instead}" if instead else "")
        raise OutputError(Diagnostic("OUT03", "写 .xlsx 要用 XlsxWriter，这台电脑上没有", hint=hint)) from None
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- no clock in outputs
    bold = book.add_format(
        {"bold": True, **_RULED, "bottom": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#F3F3F3"}
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top", **_RULED})
    for one in sheets:
        sheet = book.add_worksheet(one.name)
        sheet.write_row(0, 0, [column.head for column in one.columns], bold)
        sheet.set_row(0, _height(one, [column.head for column in one.columns]))
        looks = [_look(book, column.shown, wrap) for column in one.columns]
        for number, row in enumerate(one.rows, 1):
            _write(sheet, number, row, looks)
            if one.finished and (height := _height(one, row)) > _LINE:
                sheet.set_row(number, height)
        if one.total:
            sums = {"bold": True, "top": 1}
            _write(
                sheet, len(one.rows) + 1, one.total, [_look(book, column.shown, None, sums) for column in one.columns]
            )
        if one.chart:
            _draw(book, sheet, one)
        last = max(len(one.rows), 1)
        for number, column in enumerate(one.columns):
            sheet.set_column(number, number, column.width, None, {"hidden": column.hidden})
            if column.choices:
                sheet.data_validation(1, number, last, number, {"validate": "list", "source": list(column.choices)})
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(one.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C— &P —")
    book.close()
    return stream.getvalue()


def _look(book: Any, shown: str, usual: Any, more: dict[str, Any] | None = None) -> Any:
    """The format of cells whose numbers are `shown` so."""
    if not shown and usual is not None:
        return usual
    return book.add_format(
        {"text_wrap": True, "valign": "top", "num_format": shown or "General", **_RULED, **(more or {})}
    )


def _height(sheet: Sheet, row: Sequence[Cell]) -> float:
    """How high a row is, in points, so that every text in it is seen whole."""
    texts = ((cell, column.width) for cell, column in zip(row, sheet.columns, strict=True) if isinstance(cell, str))
    lines = (sum(-(-_width(line) // max(width - 1, 1)) or 1 for line in text.split("\n")) for text, width in texts)
    return min(_LINE * max(lines, default=1), _HIGHEST)


def _width(text: str) -> int:
    """How many columns of a digit's width a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _write(sheet: Any, number: int, row: Sequence[Cell], looks: Sequence[Any]) -> None:
    for place, (cell, look) in enumerate(zip(row, looks, strict=True)):
        if isinstance(cell, Formula):
            sheet.write_formula(number, place, cell.text, look, cell.value)
        else:
            sheet.write(number, place, _cell(cell), look)


def _draw(book: Any, sheet: Any, one: Sheet) -> None:
    """The chart of a sheet, beside its table."""
    chart = book.add_chart({"type": "column"})
    last = max(len(one.rows), 1)
    chart.add_series(
        {
            "name": one.columns[1].head,
            "categories": [one.name, 1, 0, last, 0],
            "values": [one.name, 1, 1, last, 1],
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    chart.set_title({"name": one.chart})
    chart.set_legend({"none": True})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "min": 0})
    sheet.insert_chart(0, len(one.columns) + 1, chart)


def _cell(said: str | float) -> str | float:
    if not isinstance(said, str):
        return said
    text = "\n".join(map(visible, said.split("\n")))
    return text if len(text) <= _MOST_IN_A_CELL else f"{text[: _MOST_IN_A_CELL - 1]}…"
