"""What comes into a workbook from other sheets: it is read, or told with its cell; nothing is dropped in silence."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from perfgen.api.workbooks import workbook_of
from perfgen.loading import load
from tests.excel.conftest import EXAMPLE, read, said
from tests.excel.test_hostile_workbooks import parts, sheet_of, with_parts

Altered = Callable[..., bytes]


def _column_of(sheet: Any, head: str) -> int:
    """The column under a head."""
    return next(cell.column for cell in sheet[4] if str(cell.value).rstrip(" *") == head)


def test_a_workbook_says_what_the_yaml_it_is_of_says(filled: bytes) -> None:
    loaded = read(filled)
    assert loaded.reading is not None
    assert loaded.reading.filing == load(EXAMPLE).reading.filing


def test_numbers_typed_as_text_and_shown_with_a_comma_are_numbers(altered: Altered) -> None:
    def edit(book: Any) -> None:
        book["项目"]["C5"] = "1,184.00"
        book["项目"]["D5"].value, book["项目"]["D5"].number_format = 1184, "#,##0"

    project = read(altered(edit)).reading.filing.projects[0]
    assert (project.budget, project.fiscal) == (1184, 1184)


def test_a_percentage_is_read_as_it_is_shown(altered: Altered) -> None:
    def edit(book: Any) -> None:
        sheet = book["指标"]
        sheet["F5"], sheet["H5"] = "≥", None
        sheet["G5"].value, sheet["G5"].number_format = 0.98, "0%"

    target = read(altered(edit)).reading.filing.projects[0].indicators[0].target
    assert (target.written, target.value, target.unit, target.parts) == ("≥98%", 98, "%", None)


def test_a_share_without_percent_sign_is_told_at_its_cell(altered: Altered) -> None:
    def edit(book: Any) -> None:
        cell = book["项目"]["G5"]
        cell.value, cell.number_format = 0.25, "General"

    place, message = said(read(altered(edit)))[0]
    assert (place, message) == ("项目!G5", "看不出“0.25”是百分之几")


def test_a_date_is_written_out(altered: Altered) -> None:
    def edit(book: Any) -> None:
        sheet = book["指标"]
        sheet["F5"] = sheet["H5"] = None
        sheet["G5"].value, sheet["G5"].number_format = date(2022, 12, 31), "yyyy/m/d"

    assert read(altered(edit)).reading.filing.projects[0].indicators[0].target.written == "2022年12月31日"


def test_a_formula_is_never_run_its_last_result_is_read(altered: Altered) -> None:
    """openpyxl saves formulas without results, as a program does that cannot reckon."""
    loaded = read(altered(lambda book: book["项目"].__setitem__("C5", "=100+84")))
    assert said(loaded) == [("项目!C5", "这一格是公式，文件里没有它的结果")]


def test_the_result_that_a_program_left_is_read(filled: bytes) -> None:
    part = sheet_of(filled, "项目")
    cell = re.compile(rb'<c r="C6"( s="\d+")[^>]*>.*?</c>')
    changed, count = cell.subn(rb'<c r="C6"\1><f>SUM(Z1:Z9)+"x"</f><v>190.5</v></c>', parts(filled)[part])
    assert count == 1
    assert read(with_parts(filled, {part: changed})).reading.filing.projects[1].budget == Decimal("190.5")


def test_an_error_value_is_told(altered: Altered) -> None:
    loaded = read(altered(lambda book: book["项目"].__setitem__("C5", "#REF!")))
    assert said(loaded) == [("项目!C5", "这一格是错误值 #REF!")]


def test_blank_rows_are_passed_over(altered: Altered, filled: bytes) -> None:
    moved = read(altered(lambda book: book["指标"].insert_rows(5, 3)))
    assert moved.reading.filing == read(filled).reading.filing


def test_columns_are_found_wherever_they_stand(altered: Altered, filled: bytes) -> None:
    """A column of the clerk's own is told once, and its content is not read."""

    def edit(book: Any) -> None:
        book["项目"].insert_cols(2)
        book["项目"]["B4"], book["项目"]["B5"] = "经办人", "张三"
        book["项目"].insert_rows(1, 2)

    loaded = read(altered(edit))
    assert loaded.reading.filing == read(filled).reading.filing
    assert said(loaded) == [("项目!B6", "“经办人”这一列没有读")]


@pytest.mark.parametrize(("sheet", "column"), [("目标", "目标内容"), ("指标", "项目")])
def test_a_column_without_which_rows_say_nothing_is_asked_for_once(altered: Altered, sheet: str, column: str) -> None:
    loaded = read(altered(lambda book: book[sheet].delete_cols(_column_of(book[sheet], column))))
    assert [one.message for one in loaded.errors] == [f"缺少“{column}”这一列"]


def test_the_same_column_twice_is_told(altered: Altered) -> None:
    def edit(book: Any) -> None:
        book["项目"]["Z4"], book["项目"]["Z5"] = "预算金额", 7

    assert ("项目!Z4", "“预算数”有两列，C4 已经是了") in said(read(altered(edit)))


def test_a_level_merged_over_its_rows_speaks_for_each(altered: Altered, filled: bytes) -> None:
    def edit(book: Any) -> None:
        sheet = book["指标"]
        last = next(row for row in range(5, 40) if sheet.cell(row, 2).value != sheet["B5"].value) - 1
        sheet.merge_cells(f"B5:B{last}")
        assert sheet["B6"].value is None

    assert read(altered(edit)).reading.filing == read(filled).reading.filing


def test_amounts_in_merged_cells_are_told_not_guessed(altered: Altered) -> None:
    def edit(book: Any) -> None:
        book["项目"]["A6"], book["项目"]["C5"] = "另一个项目", 300
        book["项目"].merge_cells("C5:C6")

    assert ("项目!C5", "这一格和别的格合并了（到 C6），看不出哪一格是多少") in said(read(altered(edit)))


def test_a_row_of_a_project_that_is_not_there_is_told_with_the_nearest(altered: Altered) -> None:
    loaded = read(altered(lambda book: book["指标"].__setitem__("A5", "接待管理费")))
    assert [(one.place, one.message, one.hint) for one in loaded.errors] == [
        ("指标!A5", "没有“接待管理费”这个项目", "是不是想写“接待管理经费”？")
    ]


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("项目!C5", "184万元", "金额里不要写单位，这里是“184万元”"),
        ("项目!C5", None, "这里还没有填，应当是金额"),
        ("指标!C5", "数量", "“产出指标”下没有“数量”这个二级指标"),
        ("基本情况!B4", "二〇二二", "应当是年度，这里是“二〇二二”"),
        ("目标!B5", None, "这里还没有填"),
    ],
)
def test_mistakes_are_told_at_their_cell(altered: Altered, cell: str, value: str | None, message: str) -> None:
    sheet, _, place = cell.partition("!")
    loaded = read(altered(lambda book: book[sheet].__setitem__(place, value)))
    assert [one.place for one in loaded.errors] == [cell]
    assert [one.message for one in loaded.errors] == [message]


def test_a_lost_sheet_and_a_foreign_one_are_told(altered: Altered) -> None:
    def edit(book: Any) -> None:
        book["目标"].title = "我的草稿"

    messages = [message for _, message in said(read(altered(edit)))]
    assert messages == ["没有“目标”这张表", "“我的草稿”这张表没有读"]


def test_texts_that_begin_like_formulas_are_texts(altered: Altered) -> None:
    texts = ("=1+1", "+86 0315", "-5", "@SUM(A1)", '=HYPERLINK("http://x")')

    def edit(book: Any) -> None:
        for row, text in enumerate(texts, 5):
            book["目标"][f"A{row}"] = "接待管理经费"
            book["目标"][f"B{row}"].value = text
            book["目标"][f"B{row}"].data_type = "s"

    loaded = read(altered(edit))
    assert loaded.reading.filing.projects[1].goals[: len(texts)] == texts
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(loaded)))["目标"]
    found = [sheet[f"B{row}"] for row in range(5, 5 + len(texts))]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in found] == [(text, "s", True) for text in texts]
