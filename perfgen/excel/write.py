"""A filing, or a new one, written as a workbook: the same bytes for the same filing, texts never as formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfgen.docx.archive import pack
from perfgen.excel import looks
from perfgen.excel.charts import add_charts
from perfgen.excel.guide import guide_lines
from perfgen.excel.lists import Lists, choose, put_text
from perfgen.excel.projects import ProjectNames
from perfgen.excel.sheets import (
    ACTIVITY,
    BASICS,
    CONTENT,
    DUTY_NAME,
    GOAL,
    GRADED,
    GUIDE,
    KIND,
    META,
    OWNER,
    TEXTS,
    VERDICT,
    Holds,
    Labels,
    SheetColumn,
    SheetPlan,
    TableSheet,
    Wanted,
    plan_of,
)
from perfgen.excel.texts import MOST_CHARACTERS, cell_text
from perfgen.excel.values import Value, cells_of, paths_of, value_of
from perfgen.filing import Form
from perfgen.filing.labels import DUTY, LEVEL1, LEVEL2, PLAN
from perfgen.source.grammar import NAME, PROJECTS

_HEAD_ROW, _FIRST = 4, 5
"""The row of the heads of a table, and the first below it."""
_SPARE = 200
"""How many rows below the last have lists and colours, so that a filing can grow."""
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook says no zone
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class TooLongError(ValueError):
    """A text that no cell holds; it says which, in Chinese."""


@dataclass(frozen=True, slots=True)
class WorkbookContents:
    """What goes into a workbook: the form and the name of its layout, and what the filing says, as plain data by its labels.

    `wanted` are labels that have their place though nothing is said under them; `usual` are 三级指标 to be offered, by 二级指标.
    """

    form: Form
    layout: str
    said: Mapping[str, Any]
    wanted: Wanted = lambda _: False
    usual: Mapping[str, Sequence[str]] = field(default_factory=dict)


def workbook(contents: WorkbookContents) -> bytes:
    """The bytes of a workbook (.xlsx). Raises TooLongError for a text that is too long for a cell."""
    return _same_bytes(_Writer(contents).book())


def _same_bytes(book: Workbook) -> bytes:
    """The package without the clock of the machine that wrote it."""
    stream = io.BytesIO()
    book.save(stream)
    day = _EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(stream) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    return pack(
        (name, _MADE.sub(rb"\g<1>" + day, content) if name == "docProps/core.xml" else _growing(name, content))
        for name, content in entries
    )


def _growing(name: str, content: bytes) -> bytes:
    """A sheet whose rows grow with what is typed: openpyxl says of every height that it is to stay."""
    return content.replace(b' customHeight="1"', b"") if name.startswith("xl/worksheets/") else content


class _Writer:
    def __init__(self, contents: WorkbookContents) -> None:
        self.said = contents.said
        there = set(paths_of(contents.said))
        reached = {path[: end + 1] for path in there for end in range(len(path))}
        self.form = _with_steps(contents.form, there)
        self.plan: SheetPlan = plan_of(self.form, lambda path: path in reached or contents.wanted(path))
        self.workbook = Workbook()
        self.workbook.properties.creator = "perfgen"
        self.workbook.calculation.fullCalcOnLoad = True
        self.lists = Lists(self.workbook.create_sheet(META), contents.layout, contents.form.taxonomy, contents.usual)
        self.layout = contents.layout

    def book(self) -> Workbook:
        """The finished workbook."""
        guide = self.workbook.worksheets[0]
        self._guide(guide)
        self._basics()
        if self.plan.texts:
            self._texts()
        filled: dict[str, int] = {}
        for table in self.plan.tables:
            rows = list(self._rows(table))
            filled[table.name] = len(rows)
            self._table(table, rows)
        projects = next((one for one in self.plan.tables if one.label == PROJECTS[0] and not one.of), None)
        if projects:
            count = filled[projects.name]
            add_charts(self.workbook, projects.name, projects.columns, (_FIRST, _FIRST + count + _SPARE - 1), count)
        meta = self.workbook[META]
        self.workbook.move_sheet(meta, len(self.workbook.worksheets))
        self.workbook.active = 0
        return self.workbook

    # --- sheets

    def _guide(self, sheet: Worksheet) -> None:
        sheet.title = GUIDE
        sheet.sheet_view.showGridLines = False
        sheet.column_dimensions["A"].width = 78
        for row, (text, bold) in enumerate(guide_lines(self.layout, self.plan), 1):
            cell = sheet.cell(row, 1, text)
            cell.font = Font(name=looks.FONT, size=16 if row == 1 else 11, bold=bold)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            looks.grow(sheet, row)
        sheet.row_dimensions[1].height = 30
        looks.printed(sheet, heads=0, landscape=False)
        looks.locked(sheet)

    def _basics(self) -> None:
        sheet = self.workbook.create_sheet(BASICS)
        looks.title(sheet, BASICS, "在“内容”一列填写；带 * 的一定要填")
        for number, (text, width) in enumerate((("项目", 20), (CONTENT, 44), ("说明", 48)), 1):
            looks.head(sheet, 3, number, text)
            sheet.column_dimensions[get_column_letter(number)].width = width
        first, last = 4, 3 + len(self.plan.basics)
        for row, column in enumerate(self.plan.basics, first):
            looks.head(sheet, row, 1, column.said.replace("\n", ""), needed=column.needed)
            value = self._value(column, self.said)
            self._put(sheet, row, 2, column, value)
            looks.note(sheet, row, 3, column.note)
            looks.grow(sheet, row)
            choose(sheet, f"B{row}", replace(column, note=""), self.lists)
        self._blank_needed(sheet, first, self.plan.basics, 2)
        looks.verdict_style(sheet, 4, (first, last), 3, VERDICT)
        sheet.freeze_panes = "A4"
        looks.printed(sheet, heads=3)
        looks.locked(sheet)

    def _texts(self) -> None:
        sheet = self.workbook.create_sheet(TEXTS)
        looks.title(sheet, TEXTS, "一段写一行，不够就插入一行；从 Word 里复制几段，粘贴后自动一段一行")
        for number, (text, width) in enumerate((("项目", 20), (CONTENT, 104)), 1):
            looks.head(sheet, 3, number, text)
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.column_dimensions["B"].protection, sheet.column_dimensions["B"].font = looks.OPEN, looks.BODY
        sheet.column_dimensions["A"].protection = looks.OPEN
        sheet.column_dimensions["B"].alignment = Alignment(vertical="center", wrap_text=True)
        row = 4
        for column in self.plan.texts:
            looks.head(sheet, row, 1, column.said, needed=column.needed)
            self._blank_needed(sheet, row, (column,), 2)
            value = self._value(column, self.said)
            parts = _paragraphs(str(value.content)) if value else []
            for text in parts:
                self._put(sheet, row, 2, column, Value(text))
                looks.grow(sheet, row)
                row += 1
            for _ in range(1 if parts else 4):
                sheet.cell(row, 2).border, sheet.cell(row, 2).protection = looks.BOX, looks.OPEN
                sheet.cell(row, 2).font = looks.BODY
                sheet.cell(row, 2).alignment = looks.aligned(column)
                row += 1
        looks.verdict_style(sheet, 3, (4, row + _SPARE), 3, VERDICT)
        sheet.freeze_panes = "B4"
        looks.printed(sheet, heads=3)
        looks.locked(sheet)

    def _table(self, table: TableSheet, rows: Sequence[Mapping[SheetColumn, Value]]) -> None:
        sheet = self.workbook.create_sheet(table.name)
        looks.title(sheet, table.name, _hint(table))
        columns = tuple(enumerate(table.heads, 1))
        last = _FIRST + len(rows) + _SPARE - 1
        span = (_FIRST, last)
        decimals = self.form.amount_decimals
        amounts = [number for number, one in columns if one.holds is Holds.AMOUNT or one.holds is Holds.NUMBER]
        for number, column in columns:
            looks.column_style(sheet, number, column, min(decimals, 2))
            looks.head(sheet, _HEAD_ROW, number, column.said, needed=column.needed)
            letter = get_column_letter(number)
            choose(sheet, f"{letter}{_FIRST}:{letter}{last}", column, self.lists, self._choices(table, column))
        for number in amounts if table.scope != "duties" else ():
            letter = get_column_letter(number)
            cell = sheet.cell(3, number, f"=SUM({letter}{_FIRST}:{letter}{last})")
            cell.number_format = looks.format_of(table.heads[number - 1], min(decimals, 2))
            cell.font, cell.protection = Font(name=looks.FONT, size=10, bold=True), looks.LOCKED
        for number in range(1, len(columns) + 2):
            sheet.cell(3, number).protection = looks.LOCKED
        if amounts and table.scope != "duties" and amounts[0] > 1:
            sheet.cell(3, 1, "合计").font = Font(name=looks.FONT, size=10, bold=True)
        for row, values in enumerate(rows, _FIRST):
            for number, column in columns:
                if column in values:
                    self._put(sheet, row, number, column, values[column])
            looks.grow(sheet, row)
        looks.rows_style(sheet, columns, span)
        looks.verdict_style(sheet, len(columns) + 1, span, _HEAD_ROW, VERDICT)
        sheet.row_dimensions[_HEAD_ROW].height = 34
        sheet.freeze_panes = sheet.cell(_FIRST, 2)
        looks.printed(sheet, heads=_HEAD_ROW)
        looks.locked(sheet)

    def _choices(self, table: TableSheet, column: SheetColumn) -> str:
        """The formula of the list of a column that is not its own."""
        if column == OWNER:
            projects = f"{table.of}!$A${_FIRST}:$A${_FIRST + _SPARE * 5}"
            return f"OFFSET({table.of}!$A${_FIRST},0,0,MAX(1,COUNTA({projects})),1)"
        if column == KIND:
            return self.lists.range(table.parts)
        if column.path == (LEVEL2,) and self.form.taxonomy:
            level1 = next((number for number, one in enumerate(table.heads, 1) if one.path == (LEVEL1,)), 0)
            return self.lists.below(f"${get_column_letter(level1)}{_FIRST}") if level1 else ""
        if column.path == (NAME,) and self.lists.usual_names:
            level2 = next((number for number, one in enumerate(table.heads, 1) if one.path == (LEVEL2,)), 0)
            return self.lists.usual(f"${get_column_letter(level2)}{_FIRST}") if level2 else ""
        return ""

    # --- rows

    def _rows(self, table: TableSheet) -> Iterator[dict[SheetColumn, Value]]:
        items = self.said.get(table.label) or ()
        if table.scope == "rows":
            yield from (dict(cells_of(table.columns, one)) for one in items)
        elif table.scope == "duties":
            for duty in items:
                yield from _duty(table, duty)
        else:
            names = ProjectNames([str(one.get("项目名称") or "") for one in items])
            for number, project in enumerate(items):
                for part in table.parts:
                    for one in project.get(part) or ():
                        whose = {OWNER: Value(names.say(number)), KIND: Value(part)}
                        if table.scope == "texts":
                            yield {**whose, GOAL: Value(one if one is not None else "")}
                        else:
                            yield {**whose, **dict(cells_of(table.columns, one))}

    def _value(self, column: SheetColumn, said: Any) -> Value | None:
        inside = said
        for step in column.path:
            inside = inside.get(step) if isinstance(inside, Mapping) else None
        return value_of(column, inside) if isinstance(inside, str) else None

    # --- cells

    def _put(self, sheet: Worksheet, row: int, number: int, column: SheetColumn, value: Value | None) -> None:
        cell = sheet.cell(row, number)
        cell.font, cell.protection, cell.alignment = looks.BODY, looks.OPEN, looks.aligned(column)
        cell.border = looks.BOX
        cell.number_format = looks.format_of(column, min(self.form.amount_decimals, 2))
        if value is None:
            return
        if isinstance(value.content, float):
            cell.value, cell.number_format = _whole(value.content), value.format
            return
        text = cell_text(value.content)
        if len(text) > MOST_CHARACTERS:
            raise TooLongError(f"“{column.said}”有 {len(text)} 个字，表格的一格最多写 {MOST_CHARACTERS} 个字")
        put_text(sheet, row, number, text)

    @staticmethod
    def _blank_needed(sheet: Worksheet, first: int, columns: Sequence[SheetColumn], number: int) -> None:
        for row, column in enumerate(columns, first):
            if column.needed:
                looks.yellow(sheet, f"{get_column_letter(number)}{row}")


def _whole(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _paragraphs(text: str) -> list[str]:
    """A text as the cells below one another that read as it: a paragraph each, where each would be seen."""
    parts = text.split("\n")
    return parts if all(cell_text(one) == one and one.strip() for one in parts) else [text]


def _with_steps(form: Form, there: set[Labels]) -> Form:
    """The form, with the steps of the plans that a filing has, where the form names none."""
    if form.checkpoints:
        return form
    steps = sorted({path[-1] for path in there if len(path) > 1 and path[-2] == PLAN})
    return replace(form, checkpoints=tuple(steps))


def _hint(table: TableSheet) -> str:
    if table.scope == "duties":
        return "职责一行，它的每项工作活动各一行，活动的第一个指标写在同一行，其余指标往下各写一行"
    if table.of:
        return f"一条一行；“项目”从列表里选，列表就是“{table.of}”表里的项目名称"
    return "一项一行；带 * 的一定要填，金额按“基本情况”里的金额单位填写"


def _duty(table: TableSheet, duty: Mapping[str, Any]) -> Iterator[dict[SheetColumn, Value]]:
    """The rows of a duty: its own, and those of its activities and their indicators."""
    about = tuple(one for one in table.columns if one not in (DUTY_NAME, ACTIVITY, GRADED))
    yield {DUTY_NAME: Value(str(duty.get(DUTY) or "")), **dict(cells_of(about, duty))}
    for activity in duty.get("工作活动") or ():
        row = {ACTIVITY: Value(str(activity.get(DUTY) or "")), **dict(cells_of(about, activity))}
        first, *others = activity.get("绩效指标") or [{}]
        yield {**row, **dict(cells_of((GRADED, *about), first))}
        yield from (dict(cells_of((GRADED, *about), one)) for one in others)
