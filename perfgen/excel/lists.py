"""The lists to choose from, which stand on the hidden sheet, and what may be typed into a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from perfgen.excel.sheets import META, SHAPE, Holds, SheetColumn
from perfgen.excel.texts import cell_text
from perfgen.filing.labels import LEVEL1, LEVEL2
from perfgen.source.grammar import NAME

_FIRST_COLUMN, _HEAD_ROW = 4, 4


@dataclass(slots=True)
class Lists:
    """The hidden sheet: in its first cells the shape and the layout, from its fourth column on a list in each."""

    sheet: Worksheet
    layout: str
    taxonomy: Mapping[str, tuple[str, ...]]
    usual_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)
    _next: int = _FIRST_COLUMN

    def __post_init__(self) -> None:
        """Write what tells the workbook."""
        for row, pair in enumerate((("表样", str(SHAPE)), ("版式", cell_text(self.layout))), 1):
            for column, text in enumerate(pair, 1):
                put_text(self.sheet, row, column, text)
        self.sheet.sheet_state = "hidden"

    def range(self, choices: Sequence[str]) -> str:
        """Where a list stands, as a formula names it; it is written once."""
        key = tuple(choices)
        if key not in self._known:
            self._known[key] = self._written("、".join(choices)[:30], key)
        return self._known[key]

    def _written(self, name: str, choices: tuple[str, ...]) -> str:
        column = self._next
        self._next += 1
        for row, text in enumerate((name, *choices), _HEAD_ROW):
            put_text(self.sheet, row, column, cell_text(text))
        letter = get_column_letter(column)
        return f"{META}!${letter}${_HEAD_ROW + 1}:${letter}${_HEAD_ROW + max(1, len(choices))}"

    def below(self, level1: str) -> str:
        """The formula of the 二级指标 below the 一级指标 that stands in a cell."""
        return self._beneath(LEVEL2, self.taxonomy, level1)

    def usual(self, level2: str) -> str:
        """The formula of the 三级指标 that are usual below the 二级指标 that stands in a cell."""
        return self._beneath(NAME, self.usual_names, level2)

    def _beneath(self, what: str, lists: Mapping[str, Sequence[str]], cell: str) -> str:
        if ("", what) not in self._known:
            first = self._next
            most = max(map(len, lists.values()))
            for name, choices in lists.items():
                self._written(name, tuple(choices))
            left, right = get_column_letter(first), get_column_letter(self._next - 1)
            heads = f"{META}!${left}${_HEAD_ROW}:${right}${_HEAD_ROW}"
            body = f"{META}!${left}${_HEAD_ROW + 1}:${left}${_HEAD_ROW + max(1, most)}"
            self._known["", what] = f"{heads}|{body}|{META}!${left}${_HEAD_ROW + 1}"
        heads, body, corner = self._known["", what].split("|")
        across = f"MATCH({cell},{heads},0)-1"
        return f"OFFSET({corner},0,{across},COUNTA(OFFSET({body},0,{across})),1)"


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text into a cell, whatever it begins with: it is never a formula."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@", "\t", "'"):
        cell.quotePrefix = True


def choose(sheet: Worksheet, cells: str, column: SheetColumn, lists: Lists, of: str = "") -> None:
    """Say what may be typed into the cells of a column: one of a list, a number, a percentage.

    `of` is the formula of a list that is not the column's own: the projects there are, the levels below another.
    """
    rule = _rule(column, lists, of)
    if rule is not None:
        rule.add(cells)
        sheet.add_data_validation(rule)


def _rule(column: SheetColumn, lists: Lists, of: str) -> DataValidation | None:
    choices = column.choices
    if column.path == (LEVEL1,) and lists.taxonomy:
        choices = tuple(lists.taxonomy)
    if of or choices:
        source = of or lists.range(choices)
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.error, rule.errorTitle = "请从列表里选，或照列表里的写法写", "列表里没有"
        rule.errorStyle = "stop" if column.only_listed and not of else "warning"
    elif column.holds in (Holds.AMOUNT, Holds.NUMBER):
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.error, rule.errorTitle, rule.errorStyle = "只写数字，不写单位，如 184.00", "应当是数字", "stop"
    elif column.holds is Holds.PERCENT:
        rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True)
        rule.error, rule.errorTitle, rule.errorStyle = "写 0% 到 100% 之间的百分数，如 25%", "应当是百分数", "stop"
    elif column.note:
        rule = DataValidation(allow_blank=True)
    else:
        return None
    rule.showErrorMessage = column.path != (NAME,)  # what is usual is only offered
    if column.note:
        rule.prompt, rule.promptTitle, rule.showInputMessage = column.note[:200], column.path[-1][:30], True
    return rule
