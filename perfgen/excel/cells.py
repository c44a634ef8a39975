"""The cells of a workbook (.xlsx), read within bounds: what they show, and nothing of what they would reckon or fetch.

Of a package only the table of sheets, the texts, the number formats and the sheets that are asked for are unpacked. No formula is
run: the result that the last program left is read. A cell costs what is in it, whatever dimensions a sheet claims, and a
merged range costs one entry, however far it reaches. Format: ECMA-376 part 1, 18.2 to 18.9.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from lxml import etree

from perfgen.docx.archive import FileKind, parts_of
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.package import has_macros
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, too_deep
from perfgen.errors import Diagnostic, DocumentError
from perfgen.excel.numbers import BUILT_IN, GENERAL, shown

WORKBOOK_KIND = FileKind("Excel 的 .xlsx 文件", "老的 .xls、.et 文件", "在 Excel 或 WPS 里", ".xlsx")
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 1_048_576, 16_384, 200
"""The rows and columns a sheet has room for, and how many sheets are looked through."""

CellKind: TypeAlias = Literal["text", "number", "percent", "date", "logical", "error", "unknown"]
"""What is in a cell; `unknown` is the result of a formula that no program has left."""


class SheetCell(NamedTuple):
    """A cell with something in it: the text it shows, and of what kind that is."""

    text: str
    kind: CellKind = "text"


class Merged(NamedTuple):
    """A merged range: its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet: its cells by row and column, both from 1, and its merged ranges."""

    name: str
    cells: Mapping[tuple[int, int], SheetCell]
    merged: tuple[Merged, ...] = ()

    def place(self, row: int, column: int) -> str:
        """A cell as formulas name it: 项目!C7."""
        name = self.name if self.name.isidentifier() else "'" + self.name.replace("'", "''") + "'"
        return f"{name}!{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: the sheets that were asked for, in its order, and the names of the others."""

    path: Path
    sheets: tuple[BookSheet, ...]
    others: tuple[str, ...] = ()

    def sheet(self, name: str) -> BookSheet | None:
        """The sheet of a name, None where there is none."""
        return next((one for one in self.sheets if one.name == name), None)


def column_letters(number: int) -> str:
    """A column (from 1) as its head says it.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number (from 1) of a column by its head, which is capital letters.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def read_book(path: Path, content: bytes, wanted: Callable[[str], bool]) -> Book:
    """The sheets of a workbook whose names are `wanted`. `content` is its bytes, `path` what it is called.

    Raises DocumentError for what is no workbook, is encrypted or broken, holds macros, or takes too much.
    """
    return _Package(path, content).book(wanted)


def sheet_parts(path: Path, content: bytes) -> dict[str, str]:
    """The part of the package that holds each sheet, by its name. Raises as `read_book`."""
    return {one.name.strip(): one.part for one in _Package(path, content).listed()}


class _Listed(NamedTuple):
    name: str
    part: str


_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_SHARED, _TYPES = "xl/sharedStrings.xml", "[Content_Types].xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""How a string says a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19); halves of a pair are none."""
_BREAKS = re.compile("\r\n?")


class _BrokenError(ValueError):
    """A part that does not say what a workbook's says."""


class _Package:
    """A workbook's package, of which parts are read as they are needed, on one budget."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path, self._content = path, content
        self._budget = DocumentBudget(path)
        names: set[str] = set()

        def wanted(name: str) -> bool:
            names.add(name)
            return name in (_WORKBOOK, _RELATIONS, _TYPES)

        self._parts = parts_of(path, content, wanted, self._budget.unpack, WORKBOOK_KIND)
        if has_macros(dict.fromkeys(names, b"")) or b"macroEnabled" in self._parts.get(_TYPES, b""):
            raise self._fault("这个文件带有宏", "在 Excel 或 WPS 里另存为不带宏的 .xlsx；宏不会运行，也不会留下")
        if _WORKBOOK not in self._parts:
            raise self._fault(f"这不是 {WORKBOOK_KIND.name}", "在 Excel 或 WPS 里另存为 .xlsx")

    def listed(self) -> list[_Listed]:
        """The sheets there are, in order, with the parts that hold them."""
        with _told(self._fault):
            root = self._root(self._parts[_WORKBOOK])
            targets = {
                one.get("Id", ""): one.get("Target", "")
                for one in self._root(self._parts.get(_RELATIONS, b"<r/>"))
                if one.get("TargetMode") != "External"
            }
            sheets = root.findall("{*}sheets/{*}sheet")
        if len(sheets) > MOST_SHEETS:
            raise self._fault(f"有 {len(sheets)} 张表，最多读 {MOST_SHEETS} 张", "检查是不是拿错了文件")
        return [_Listed(one.get("name", ""), _part(targets.get(_id(one), ""))) for one in sheets]

    def book(self, wanted: Callable[[str], bool]) -> Book:
        """See `read_book`."""
        listed = self.listed()
        asked = [one for one in listed if wanted(one.name.strip())]
        parts = {_SHARED, _STYLES, *(one.part for one in asked)}
        found = parts_of(self._path, self._content, parts.__contains__, self._budget.unpack, WORKBOOK_KIND)
        with _told(self._fault):
            texts = [_said(one) for one in self._root(found.pop(_SHARED, b"<r/>")).iterfind("{*}si")]
            formats = _formats(self._root(found.pop(_STYLES, b"<r/>")))
            setting = self._root(self._parts[_WORKBOOK]).find("{*}workbookPr")
            since_1904 = setting is not None and setting.get("date1904") in ("1", "true")
            reader = _Reader(texts, formats, since_1904, self._budget)
            sheets = tuple(
                reader.sheet(one.name.strip(), self._root(found[one.part])) for one in asked if one.part in found
            )
        return Book(self._path, sheets, tuple(one.name for one in listed if one not in asked))

    def _root(self, content: bytes) -> etree._Element:
        self._budget.parse(content)
        root = parse_xml(content)
        self._budget.go_on()
        if too_deep(root):
            raise ForbiddenXMLError("depth")
        return root

    def _fault(self, message: str, hint: str) -> DocumentError:
        return DocumentError(Diagnostic("DOC01", message, self._path, hint=hint))


class _told:  # noqa: N801 -- reads as a clause
    """Within it, what is wrong with the XML of a workbook is told as a broken file."""

    def __init__(self, fault: Callable[[str, str], DocumentError]) -> None:
        self._fault = fault

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trail: object) -> None:
        if isinstance(error, (ForbiddenXMLError, _BrokenError)):
            raise self._fault(
                "文件已经损坏，或者不是 Excel、WPS 写的", "在 Excel 或 WPS 里打开，另存一份再试"
            ) from None


def _id(sheet: etree._Element) -> str:
    """The relation of a sheet: the one attribute that has a namespace."""
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _part(target: str) -> str:
    """The part a relation of the workbook leads to."""
    return posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join("xl", target))


def _formats(root: etree._Element) -> list[str]:
    """The number format of each style of cells."""
    own = {
        _number(one.get("numFmtId"), 0): one.get("formatCode", GENERAL) for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    known = {**BUILT_IN, **own}
    return [known.get(_number(one.get("numFmtId"), 0), GENERAL) for one in root.iterfind("{*}cellXfs/{*}xf")]


def _said(node: etree._Element) -> str:
    """The text of a shared or an inline string: its runs without their readings (ECMA-376 part 1, 18.4.6)."""
    texts = [one.text or "" for one in node.iterfind("{*}t")] + [one.text or "" for one in node.iterfind("{*}r/{*}t")]
    return _text("".join(texts))


def _text(written: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written) if "_x" in written else written
    return _BREAKS.sub("\n", text) if "\r" in text else text


def _number(written: str | None, otherwise: int) -> int:
    if written is None:
        return otherwise
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise _BrokenError(written)
    return int(written)


_MERGED = 10
"""How many cells a merged range counts for: each is held against the rows of its sheet."""


@dataclass(frozen=True, slots=True)
class _Reader:
    texts: list[str]
    formats: list[str]
    since_1904: bool
    budget: DocumentBudget

    def sheet(self, name: str, root: etree._Element) -> BookSheet:
        cells: dict[tuple[int, int], SheetCell] = {}
        for place, node in _placed(root):
            found = self._cell(node)
            if found is not None and found.text.strip():
                self.budget.cells(1)
                self.budget.paragraphs(1, len(found.text))
                cells[place] = found
        merged = tuple(_ranges(root))
        self.budget.cells(_MERGED * len(merged))
        return BookSheet(name, cells, merged)

    def _cell(self, node: etree._Element) -> SheetCell | None:
        kind, written = node.get("t", "n"), node.findtext("{*}v")
        if kind == "inlineStr":
            inline = node.find("{*}is")
            return SheetCell(_said(inline)) if inline is not None else None
        if not written:
            pending = kind != "str" and node.find("{*}f") is not None
            return SheetCell("公式", "unknown") if pending else None
        return _KINDS.get(kind, _Reader._of_number)(self, node, written)

    def _of_number(self, node: etree._Element, written: str) -> SheetCell:
        try:
            value = float(written)
        except ValueError:
            raise _BrokenError(written) from None
        if not math.isfinite(value):
            raise _BrokenError(written)
        style = _number(node.get("s"), 0)
        code = self.formats[style] if style < len(self.formats) else GENERAL
        return SheetCell(*shown(value, code, since_1904=self.since_1904))

    def _of_shared(self, _: etree._Element, written: str) -> SheetCell:
        number = _number(written.strip(), 0)
        if number >= len(self.texts):
            raise _BrokenError(written)
        return SheetCell(self.texts[number])

    def _of_text(self, _: etree._Element, written: str) -> SheetCell:
        return SheetCell(_text(written))

    def _of_logic(self, _: etree._Element, written: str) -> SheetCell:
        return SheetCell("TRUE" if written.strip() == "1" else "FALSE", "logical")

    def _of_error(self, _: etree._Element, written: str) -> SheetCell:
        return SheetCell(written, "error")

    def _of_date(self, _: etree._Element, written: str) -> SheetCell:
        found = re.match(r"(\d{4})-(\d\d)-(\d\d)", written)
        return SheetCell(f"{found[1]}年{int(found[2])}月{int(found[3])}日", "date") if found else SheetCell(written)


_KINDS: Mapping[str, Callable[[_Reader, etree._Element, str], SheetCell]] = {
    "s": _Reader._of_shared,  # noqa: SLF001 -- the table of its own methods
    "str": _Reader._of_text,  # noqa: SLF001
    "b": _Reader._of_logic,  # noqa: SLF001
    "e": _Reader._of_error,  # noqa: SLF001
    "d": _Reader._of_date,  # noqa: SLF001
}
"""By the type of a cell (ECMA-376 part 1, 18.18.11) how its value is read."""


def _placed(root: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """The cells of a sheet with their rows and columns; those that do not say theirs follow the one before."""
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        row = _within(_number(line.get("r"), row + 1), MOST_ROWS)
        column = 0
        for node in line.iterfind("{*}c"):
            reference = node.get("r")
            if reference is None:
                column += 1
            else:
                row, column = _coordinates(reference)
            yield (row, _within(column, MOST_COLUMNS)), node


def _coordinates(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise _BrokenError(reference)
    return _within(int(found[2]), MOST_ROWS), _within(column_number(found[1]), MOST_COLUMNS)


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise _BrokenError(str(number))
    return number


def _ranges(root: etree._Element) -> Iterator[Merged]:
    for one in root.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = one.get("ref", "").partition(":")
        top, left = _coordinates(first)
        bottom, right = _coordinates(last or first)
        yield Merged(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
