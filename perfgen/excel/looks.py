"""How the sheets of a workbook look and print: fonts, widths, number formats, colours that follow what is written."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfgen.excel.cells import MOST_COLUMNS
from perfgen.excel.heights import VERDICT_WIDTH, height_of
from perfgen.excel.sheets import Holds, SheetColumn
from perfgen.filing.labels import GRADES

FONT = "宋体"
_GREY, _HEAD, _EMPTY = "FF808080", "FFDDEBF7", "FFFFF2CC"
_LINE = Side(style="thin", color="FFBFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
BODY = Font(name=FONT, size=10)
LOCKED, OPEN = Protection(locked=True), Protection(locked=False)
WIDTHS = {
    Holds.LINE: 18, Holds.TEXT: 34, Holds.AMOUNT: 14, Holds.PERCENT: 10, Holds.NUMBER: 9, Holds.YEAR: 12, Holds.CODE: 24,
}  # fmt: skip
_NARROW = {
    "符号": 9,
    "指标性质": 10,
    "单位": 10,
    "度量单位": 10,
    "指标值": 16,
    "三级指标": 24,
    "项目": 22,
    "项目名称": 24,
    "职责": 20,
    **dict.fromkeys(GRADES, 14),
}
_COLOURS = (("错误", "FFF8CBAD"), ("提醒", "FFFFE699"), ("提示", "FFDDEBF7"), ("通过", "FFC6E0B4"))
"""The traffic light: what findings begin with, and the colour of their cell."""


def _when(formula: str, colour: str = "", border: Border | None = None, *, last: bool = False) -> Rule:
    """A cell for which a formula is true is of a colour, and has a border; no rule after the `last` counts."""
    fill = PatternFill("solid", bgColor=colour) if colour else None
    style = DifferentialStyle(fill=fill, border=border)
    return Rule(type="expression", dxf=style, formula=[formula], stopIfTrue=last)


def width_of(column: SheetColumn) -> int:
    """How wide a column is, in characters of the standard font."""
    return _NARROW.get(column.said, 16 if column.choices and column.holds is Holds.LINE else WIDTHS[column.holds])


def format_of(column: SheetColumn, decimals: int) -> str:
    """The number format of a column's empty cells: what is typed there later is kept and shown by it."""
    if column.holds is Holds.AMOUNT:
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return {Holds.PERCENT: "0%", Holds.CODE: "@", Holds.YEAR: "0"}.get(column.holds, "General")


def aligned(column: SheetColumn) -> Alignment:
    """Numbers stand at the right, what belongs to few words in the middle, texts at the left."""
    across = "right" if column.holds in (Holds.AMOUNT, Holds.PERCENT, Holds.NUMBER) else "left"
    return Alignment(horizontal=across, vertical="center", wrap_text=True)


def title(sheet: Worksheet, text: str, hint: str) -> None:
    """The first two rows of a sheet: what it is, and how it is filled in."""
    for row, said, font in (
        (1, text, Font(name=FONT, size=14, bold=True)),
        (2, hint, Font(name=FONT, size=9, color=_GREY)),
    ):
        cell = sheet.cell(row, 1, said)
        cell.font, cell.protection = font, LOCKED
        cell.alignment = Alignment(vertical="center", wrap_text=False)
    sheet.row_dimensions[1].height = 24


def head(sheet: Worksheet, row: int, column: int, text: str, *, needed: bool = False) -> None:
    """A head of a column, or a label beside a value; what must be filled in has a red star."""
    cell = sheet.cell(row, column, f"{text} *" if needed else text)
    cell.font = Font(name=FONT, size=10, bold=True, color="FFC00000" if needed else "FF000000")
    cell.fill = PatternFill("solid", fgColor=_HEAD)
    cell.border, cell.protection = BOX, LOCKED
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def note(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A word of explanation beside a value."""
    cell = sheet.cell(row, column, text)
    cell.font, cell.protection = Font(name=FONT, size=9, color=_GREY), LOCKED
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def column_style(sheet: Worksheet, number: int, column: SheetColumn, decimals: int) -> None:
    """A column that is open to be filled in, in all its rows."""
    letter = get_column_letter(number)
    dimension = sheet.column_dimensions[letter]
    dimension.width = width_of(column)
    dimension.font, dimension.protection = BODY, OPEN
    dimension.alignment = aligned(column)
    dimension.number_format = format_of(column, decimals)


def verdict_style(sheet: Worksheet, number: int, rows: tuple[int, int], head_row: int, text: str) -> None:
    """The column for findings, with the traffic light on it; what lies beyond is open to the clerk."""
    head(sheet, head_row, number, text)
    letter = get_column_letter(number)
    dimension = sheet.column_dimensions[letter]
    dimension.width, dimension.font, dimension.protection = VERDICT_WIDTH, BODY, OPEN
    dimension.alignment = Alignment(vertical="center", wrap_text=True)
    first, last = rows
    for word, colour in _COLOURS:
        rule = _when(f'LEFT(${letter}{first},2)="{word}"', colour, BOX, last=True)
        sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
    beyond = ColumnDimension(sheet, index=get_column_letter(number + 1), min=number + 1, max=MOST_COLUMNS, width=9)
    beyond.protection = OPEN
    sheet.column_dimensions[get_column_letter(number + 1)] = beyond


def rows_style(sheet: Worksheet, columns: tuple[tuple[int, SheetColumn], ...], rows: tuple[int, int]) -> None:
    """Rows that say something have lines around them; what must be filled in and is not is yellow."""
    first, last = rows
    left, right = (get_column_letter(number) for number in (columns[0][0], columns[-1][0]))
    said = f"COUNTA(${left}{first}:${right}{first})>0"
    for number, column in columns:
        if column.needed:
            letter = get_column_letter(number)
            rule = _when(f"AND({said},LEN({letter}{first})=0)", _EMPTY, BOX)
            sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
    rule = _when(said, border=BOX)
    sheet.conditional_formatting.add(f"{left}{first}:{right}{last}", rule)


def yellow(sheet: Worksheet, place: str) -> None:
    """A cell that must be filled in is yellow as long as it is not."""
    sheet.conditional_formatting.add(place, _when(f"LEN({place})=0", _EMPTY))


def locked(sheet: Worksheet) -> None:
    """Labels and heads cannot be typed over; rows, widths and colours stay the clerk's. There is no password."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatCells = guard.formatColumns = guard.formatRows = False
    guard.insertRows = guard.deleteRows = guard.sort = guard.autoFilter = False
    guard.insertHyperlinks = guard.insertColumns = guard.deleteColumns = False


def grow(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its texts need."""
    texts = [
        (cell.value, float(sheet.column_dimensions[cell.column_letter].width or _USUAL_WIDTH))
        for cell in sheet[row]
        if isinstance(cell.value, str) and not cell.value.startswith("=SUM")
    ]
    sheet.row_dimensions[row].height = height_of(texts)


_USUAL_WIDTH = 9


def printed(sheet: Worksheet, *, heads: int, landscape: bool = True) -> None:
    """A4, as wide as the page, the heads on every page, pages numbered."""
    setup = sheet.page_setup
    setup.paperSize = 9
    setup.orientation = "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(right=_HeaderFooterPart("&A"))
    sheet.print_options.horizontalCentered = landscape
    if heads:
        sheet.print_title_rows = f"{heads}:{heads}"
