"""What of a clerk's workbook is read and not seen: rows, columns and sheets that are hidden, also by a filter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from perfgen.docx.archive import parts_of
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.xml import parse_xml
from perfgen.excel.cells import WORKBOOK_KIND, column_letters, column_number, sheet_parts
from perfgen.excel.read import sheets_of
from perfgen.filing import Form

_WORKBOOK = "xl/workbook.xml"
_ON = ("1", "true")


def hidden_places(path: Path, content: bytes, form: Form) -> Iterator[str]:
    """What is hidden of the sheets that are read, in words: “指标”表第6、7行.

    Raises DocumentError where the workbook cannot be read.
    """
    where = {name: part for name, part in sheet_parts(path, content).items() if name in sheets_of(form)}
    budget = DocumentBudget(path)
    parts = parts_of(path, content, {_WORKBOOK, *where.values()}.__contains__, budget.unpack, WORKBOOK_KIND)
    listed = parse_xml(parts[_WORKBOOK]).iter("{*}sheet")
    away = {(one.get("name") or "").strip() for one in listed if (one.get("state") or "visible") != "visible"}
    for name, part in where.items():
        if name in away:
            yield f"“{name}”这张表"
            continue
        budget.parse(parts[part])
        root = parse_xml(parts[part])
        rows = [row for row in root.iterfind("{*}sheetData/{*}row") if row.get("hidden") in _ON and _said(row)]
        if rows:
            yield f"“{name}”表第{_few([row.get('r') or '' for row in rows])}行"
        columns = _hidden_columns(root)
        if columns:
            yield f"“{name}”表{_few([column_letters(one) for one in columns])}列"


_MOST = 5


def _few(names: list[str]) -> str:
    more = f" 等 {len(names)} " if len(names) > _MOST else ""
    return "、".join(names[:_MOST]) + more


def _said(row: etree._Element) -> list[int]:
    """The columns of a row in which something stands."""
    cells = (cell for cell in row.iterfind("{*}c") if any(str(text).strip() for text in cell.itertext()))
    return [column_number((cell.get("r") or "").rstrip("0123456789")) for cell in cells]


def _hidden_columns(root: etree._Element) -> list[int]:
    ranges = [
        range(int(one.get("min") or 0), int(one.get("max") or 0) + 1)
        for one in root.iterfind("{*}cols/{*}col")
        if one.get("hidden") in _ON
    ]
    if not ranges:
        return []
    said = {column for row in root.iterfind("{*}sheetData/{*}row") for column in _said(row)}
    return sorted(column for column in said if any(column in one for one in ranges))
