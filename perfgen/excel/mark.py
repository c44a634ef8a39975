"""What was found written into the clerk's own workbook: into the column for it, and nowhere else.

Only the cells of that column change, in the XML of their sheets; every other part of the package stays as it was, to the byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from perfgen.docx.archive import pack, parts_of
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.xml import parse_xml
from perfgen.errors import SEVERITY_WORDS, Severity
from perfgen.excel.cells import WORKBOOK_KIND, BookSheet, column_letters, read_book, sheet_parts
from perfgen.excel.heights import VERDICT_WIDTH, height_of
from perfgen.excel.place import rows_of
from perfgen.excel.sheets import BASICS, TEXTS, VERDICT
from perfgen.excel.texts import MOST_CHARACTERS
from perfgen.filing.labels import key

_LOOKED_AT = 30
_MOST_SHOWN = 8
"""So many findings of a row are written out."""
PASSED = "通过"
_RANKS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class _Column:
    """The column for findings: the row of its head, and its number."""

    row: int
    number: int


class Told(NamedTuple):
    """What was found about a cell, to be read in its row: `message` need not say again what the row is."""

    place: str
    severity: Severity
    code: str
    message: str


def marked(path: Path, content: bytes, told: Iterable[Told]) -> bytes:
    """The workbook with what was `told` of its cells in the rows they stand in; other rows that say something passed.

    Raises DocumentError where it cannot be read.
    """
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        found[one.place].append(one)
    budget = DocumentBudget(path)
    parts = parts_of(path, content, lambda _: True, budget.unpack, WORKBOOK_KIND)
    where = sheet_parts(path, content)
    book = read_book(path, content, lambda _: True)
    for sheet in book.sheets:
        column = _column(sheet)
        part = where.get(sheet.name)
        if column is not None and part in parts:
            verdicts = dict(_verdicts(sheet, column, found))
            budget.parse(parts[part])
            parts[part] = _with(parts[part], column, verdicts)
    return pack(parts.items())


def _column(sheet: BookSheet) -> _Column | None:
    places = [
        (row, number)
        for (row, number), cell in sheet.cells.items()
        if row <= _LOOKED_AT and key(cell.text) == key(VERDICT)
    ]
    return _Column(*min(places)) if places else None


def _verdicts(sheet: BookSheet, column: _Column, found: Mapping[str, list[Told]]) -> Iterator[tuple[int, str]]:
    """What is written into each row."""
    by_row: defaultdict[int, list[Told]] = defaultdict(list)
    for row, columns in rows_of(sheet, 0):
        for number in sorted(columns | set(range(1, column.number))):
            if number != column.number:
                by_row[row] += found.get(sheet.place(row, number), ())
        says = columns - {column.number} - ({1} if sheet.name in (BASICS, TEXTS) else set())
        if row > column.row and (says or by_row[row]):
            yield row, _said(by_row[row])


def _said(told: list[Told]) -> str:
    if not told:
        return PASSED
    told = sorted(dict.fromkeys(told), key=lambda one: _RANKS.index(one.severity))
    lines = [f"{one.place.rpartition('!')[2]} {one.message}（{one.code}）" for one in told[:_MOST_SHOWN]]
    more = [f"……还有 {len(told) - _MOST_SHOWN} 处"] if len(told) > _MOST_SHOWN else []
    text = f"{SEVERITY_WORDS[told[0].severity]} {len(told)} 处：" + "\n".join([*lines, *more])
    return text[:MOST_CHARACTERS]


def _with(content: bytes, column: _Column, verdicts: Mapping[int, str]) -> bytes:
    """The XML of a sheet with texts in a column, by row; other cells of the column below its head are emptied."""
    root = parse_xml(content)
    style = _style_of(root, column.number)
    letter = column_letters(column.number)
    for line in root.iterfind("{*}sheetData/{*}row"):
        number = int(line.get("r") or 0)
        if number <= column.row:
            continue
        cells = {str(one.get("r")): one for one in line}
        cell = cells.get(f"{letter}{number}")
        text = verdicts.get(number)
        if cell is None and text is None:
            continue
        if cell is None:
            cell = etree.Element(f"{_namespace(root)}c", r=f"{letter}{number}")
            line.insert(_place_of(line, column.number), cell)
            if "spans" in line.attrib:
                del line.attrib["spans"]
        _grow(line, text)
        if style and not cell.get("s"):
            cell.set("s", style)
        _put(cell, text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _grow(line: etree._Element, text: str | None) -> None:
    """Make a row high enough for its finding, if it is not, and leave it to grow further."""
    wanted = height_of([(text or "", VERDICT_WIDTH)])
    if text and wanted > _height(line):
        line.set("ht", f"{wanted:g}")
        if "customHeight" in line.attrib:
            del line.attrib["customHeight"]


def _height(line: etree._Element) -> float:
    try:
        return float(line.get("ht") or 0)
    except ValueError:
        return 0.0


def _put(cell: etree._Element, text: str | None) -> None:
    for inner in list(cell):
        cell.remove(inner)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if text is not None:
        cell.set("t", "inlineStr")
        said = etree.SubElement(etree.SubElement(cell, f"{_namespace(cell)}is"), f"{_namespace(cell)}t")
        said.text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def _namespace(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag[: tag.index("}") + 1] if "}" in tag else ""


def _place_of(line: etree._Element, number: int) -> int:
    """Where in a row a cell of a column comes."""
    for at, one in enumerate(line):
        letters = str(one.get("r") or "").rstrip("0123456789")
        if (len(letters), letters) > (len(column_letters(number)), column_letters(number)):
            return at
    return len(line)


def _style_of(root: etree._Element, number: int) -> str:
    """The style of the cells of a column that say none."""
    for one in root.iterfind("{*}cols/{*}col"):
        if int(one.get("min") or 0) <= number <= int(one.get("max") or 0):
            return one.get("style") or ""
    return ""
