"""What is published, as a page of HTML and as a workbook of the same tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from perfgen.errors import Diagnostic, OutputError
from perfgen.publishing.content import Published, PublishedHeading, PublishedTable, TableCell
from perfgen.reports.pages import page
from perfgen.shown import visible

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,4})?")
_LONGEST_SHEET = 31
"""Characters that the name of a sheet may have."""
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_WIDTH = 16
"""Characters that a column is wide."""
_UPRIGHT = 9
"""So many columns fit on a page that stands upright."""
_LINE, _ROOM, _TALLEST = 15.0, 4.0, 400.0
"""Points: a line of text, what is kept free around it, and the tallest row (Excel takes 409)."""


def page_of(said: Published) -> str:
    """The page: one file, without scripts, that asks for nothing from elsewhere and can be printed."""
    return page(
        "publication.html.j2",
        title=said.title,
        cover=said.cover,
        headings=said.headings,
        parts=list(_parts(said)),
    )


def _parts(said: Published) -> Iterator[dict[str, Any]]:
    """What the page shows, in order. No two tables have one title: who hears the page goes from one to the next by it."""
    times = Counter[str]()
    for part in said.parts:
        shown = _part(part)
        if isinstance(part, PublishedTable):
            times[part.title] += 1
            if times[part.title] > 1:
                shown["title"] = f"{part.title}（第{times[part.title]}张表）"
        yield shown


def _part(part: PublishedHeading | str | PublishedTable) -> dict[str, Any]:
    if isinstance(part, PublishedHeading):
        return {"kind": "heading", "text": part.text, "level": part.level, "anchor": part.anchor}
    if isinstance(part, str):
        return {"kind": "text", "text": part}
    return {"kind": "table", "title": part.title, "rows": [_row(part, number) for number in range(part.rows)]}


def _row(table: PublishedTable, number: int) -> list[dict[str, Any]]:
    cells = table.of_row(number)
    heads_only = all(cell.is_head or not cell.text.strip() for cell in cells)
    return [
        {
            "lines": cell.lines,
            "rows": cell.rows,
            "columns": cell.columns,
            "scope": ("col" if heads_only and number + cell.rows < table.rows else "row") if cell.is_head else "",
            "number": _NUMBER.fullmatch(cell.text.strip()) is not None,
        }
        for cell in cells
    ]


def workbook_of(said: Published) -> bytes:
    """The workbook: 正文, the text, and a sheet for the tables under each heading, as they stand on paper; numbers are numbers.

    Raises OutputError where the extra ``report`` is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 -- an extra
    except ImportError:
        hint = '运行 pip install "perfgen[report]"'
        raise OutputError(Diagnostic("OUT03", "写 .xlsx 要用 XlsxWriter，这台电脑上没有", hint=hint)) from None
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": said.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- no clock in outputs
    _text(book, said)
    for name, tables in _sheets(said):
        sheet = book.add_worksheet(name)
        _set_up(sheet)
        if max(cell.column + cell.columns for table in tables for cell in table.cells) > _UPRIGHT:
            sheet.set_landscape()
        row = 0
        for table in tables:
            _write(book, sheet, table, row)
            row += table.rows + 1
    book.close()
    return stream.getvalue()


def _set_up(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")


def _text(book: Any, said: Published) -> None:
    sheet = book.add_worksheet("正文")
    _set_up(sheet)
    sheet.set_column(0, 0, 100)
    wrap, bold = (book.add_format({"text_wrap": True, "valign": "top", "bold": strong}) for strong in (False, True))
    lines = [*((line, True) for line in said.cover), *_lines(said)]
    for number, (line, strong) in enumerate(lines):
        sheet.write_string(number, 0, visible(line), bold if strong else wrap)


def _lines(said: Published) -> Iterator[tuple[str, bool]]:
    for part in said.parts:
        if isinstance(part, PublishedHeading):
            yield part.text, True
        elif isinstance(part, str):
            yield part, False


def _sheets(said: Published) -> Iterator[tuple[str, list[PublishedTable]]]:
    """The tables under each heading, with a name that no other sheet has."""
    taken = {"正文"}
    for title, tables in groupby(said.tables, key=lambda table: table.title):
        bare = _NO_NAME.sub("", title).strip() or "表"
        name, number = bare[:_LONGEST_SHEET], 1
        while name.casefold() in taken:
            number += 1
            name = f"{bare[: _LONGEST_SHEET - 4]}-{number}"
        taken.add(name.casefold())
        yield name, list(tables)


def _write(book: Any, sheet: Any, table: PublishedTable, top: int) -> None:
    usual = {"text_wrap": True, "valign": "vcenter", "border": 1}
    head = book.add_format({**usual, "bold": True, "align": "center", "bg_color": "#F3F3F3"})
    body = book.add_format(usual)
    sheet.set_column(0, max((cell.column + cell.columns for cell in table.cells), default=1) - 1, _WIDTH)
    for number in range(table.rows):
        sheet.set_row(top + number, _height(table.of_row(number)))
    for cell in table.cells:
        look = head if cell.is_head else body
        place = (top + cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_range(*place, place[0] + cell.rows - 1, place[1] + cell.columns - 1, "", look)
        _put(book, sheet, place, cell, look)


def _height(cells: tuple[TableCell, ...]) -> float:
    """What a row needs, in points: programs reckon it themselves for cells that are not merged, and for those alone."""
    lines = [
        sum(
            ceil(max(_wide(line), 1) / (_WIDTH * cell.columns))
            for cell_line in cell.lines
            for line in cell_line.split("\n")
        )
        for cell in cells
        if cell.rows == 1
    ]
    return min(_TALLEST, _LINE * max(lines, default=1) + _ROOM)


def _wide(text: str) -> int:
    """How many columns of a letter's width a text takes."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _put(book: Any, sheet: Any, place: tuple[int, int], cell: TableCell, look: Any) -> None:
    text = cell.text.strip()
    if not text:
        sheet.write_blank(*place, None, look)
    elif _NUMBER.fullmatch(text) and not (text.startswith("0") and text[1:2].isdigit()) and len(text) <= 15:
        decimals = len(text.partition(".")[2])
        shown = f"0.{'0' * decimals}" if decimals else "0"
        number = book.add_format({"valign": "vcenter", "border": 1, "num_format": shown})
        sheet.write_number(*place, float(text), number)
    else:
        sheet.write_string(*place, "\n".join(map(visible, cell.lines)).strip(), look)
