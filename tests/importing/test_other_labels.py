"""Fields of other forms in a table of Hebei: where one stands, the value before it ends, and it is written or told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path

import pytest

from perfgen import layouts
from perfgen.docx import dump
from perfgen.docx.blocks import read_blocks
from perfgen.importing import Imported, import_file
from perfgen.layouts import Layout
from tests import handmade_pdf
from tests.documents import NS, text_of, w
from tests.importing.built import imported
from tests.importing.edits import Element, cells, edit, rows, spanning, write
from tests.importing.pages import printed
from tests.importing.small import small
from tests.importing.variations import goal_tables, row_of

ADDED = (
    ("主管部门及代码", "301县财政局", "实施单位", "会计科"),
    ("项目属性", "延续项目", "项目期", "3年"),
    ("项目负责人", "张三", "联系电话", "0315-1234567"),
)
"""Rows of the form that most provinces use."""


def with_rows(added: Sequence[Sequence[str]], under: str = "项目编码") -> Callable[[Element], None]:
    """Put rows of four cells below a row of the first project."""

    def change(body: Element) -> None:
        above = row_of(goal_tables(body)[0], under)
        pattern = row_of(goal_tables(body)[0], "项目编码")
        for texts in reversed(added):
            row = deepcopy(pattern)
            for cell, text in zip(cells(row), texts, strict=True):
                write(next(cell.iter(w("p"))), text)
            above.addnext(row)

    return change


def in_the_row(*texts: str) -> Callable[[Element], None]:
    """Put cells behind those of the row of 项目编码 and 项目名称; the other rows become as wide."""

    def change(body: Element) -> None:
        table = goal_tables(body)[0]
        wide = row_of(table, "项目编码")
        for row in rows(table):
            if row is not wide:
                last = cells(row)[-1]
                found = last.find("w:tcPr/w:gridSpan", NS)
                spanning(last, (int(found.get(w("val"))) if found is not None else 1) + len(texts))
        for text in texts:
            wide.append(unspanned(deepcopy(cells(wide)[-1])))
            write(next(cells(wide)[-1].iter(w("p"))), text)

    return change


def unspanned(cell: Element) -> Element:
    spanning(cell, 1)
    return cell


def as_docx(docx: Path) -> Path:
    return docx


def as_dump(docx: Path) -> Path:
    path = docx.with_suffix(".txt")
    path.write_text(dump(docx), encoding="utf-8")
    return path


def as_page_text(docx: Path) -> Path:
    path = docx.with_name("pages.txt")
    path.write_text("\n".join(printed(docx).lines), encoding="utf-8")
    return path


def as_pdf(docx: Path) -> Path:
    path = docx.with_suffix(".pdf")
    path.write_bytes(handmade_pdf.pdf(handmade_pdf.objects(read_blocks(docx).blocks)))
    return path


FORMATS = (as_docx, as_dump, as_page_text, as_pdf)


def left(result: Imported) -> list[str]:
    return [one.text for one in result.report.left]


def first_project(result: Imported) -> dict[str, object]:
    return dict(result.data["预算项目"][0])


@pytest.mark.parametrize("opened", FORMATS, ids=lambda one: one.__name__)
def test_rows_of_another_form_are_told_and_the_filing_is_the_same(opened: Callable[[Path], Path]) -> None:
    plain = imported(opened(edit(small("hebei-2022"), lambda _: None)), year=2022)
    found = imported(opened(edit(small("hebei-2022"), with_rows(ADDED))), year=2022)
    assert found.data == plain.data
    assert set(left(found)) - set(left(plain)) == {text for row in ADDED for text in row}


@pytest.mark.parametrize("opened", FORMATS, ids=lambda one: one.__name__)
@pytest.mark.parametrize(
    "texts",
    [
        ("项目属性", "延续项目"),
        ("项目属性", "延续项目", "项目期", "3年"),
        ("主管部门及代码", "301县财政局"),
        ("资金级次", "县级"),  # which no form we know has
        ("资金级次：", "县级"),
    ],
    ids="".join,
)
def test_a_label_ends_the_value_before_it(opened: Callable[[Path], Path], texts: tuple[str, ...]) -> None:
    found = imported(opened(edit(small("hebei-2022"), in_the_row(*texts))), year=2022)
    assert first_project(found)["项目名称"] == "接待管理经费"
    assert first_project(found)["项目编码"] == "13022522P004T4010007B"
    assert set(texts) <= set(left(found))
    assert [one for one in found.report.doubtful if "项目名称" in one.why] == []


def test_a_name_in_several_cells_is_still_one_name() -> None:
    found = imported(edit(small("hebei-2022"), in_the_row("（含接待用车）")))
    assert first_project(found)["项目名称"] == "接待管理经费（含接待用车）"
    assert "（含接待用车）" not in left(found)


def test_a_label_behind_a_text_ends_it() -> None:
    def change(body: Element) -> None:
        row = row_of(goal_tables(body)[0], "绩效目标")
        for text in ("项目属性", "延续项目"):
            row.append(deepcopy(cells(row)[-1]))
            write(next(cells(row)[-1].iter(w("p"))), text)

    found = imported(edit(small("hebei-2022"), change))
    assert first_project(found)["绩效目标"] == ["搞好接待服务"]
    assert left(found) == ["项目属性", "延续项目"]


def test_what_stands_below_an_unknown_label_is_not_glued_to_the_text_above() -> None:
    def change(body: Element) -> None:
        table = goal_tables(body)[0]
        goals = row_of(table, "绩效目标")
        for texts in (("", "依据之二"), ("立项依据", "依据之一")):
            row = deepcopy(goals)
            for cell, text in zip(cells(row), texts, strict=True):
                write(next(cell.iter(w("p"))), text)
            goals.addnext(row)

    found = imported(edit(small("hebei-2022"), change))
    assert first_project(found)["绩效目标"] == ["搞好接待服务"]
    assert left(found) == ["立项依据", "依据之一", "依据之二"]


def test_labels_within_one_cell_part_it() -> None:
    def change(body: Element) -> None:
        row = row_of(goal_tables(body)[0], "项目编码")
        code, _, label, _ = cells(row)
        write(next(code.iter(w("p"))), "项目编码：13022522P004T4010007B")
        write(next(label.iter(w("p"))), "项目名称：接待管理经费 项目属性：延续项目 项目期：3年")
        for cell in cells(row)[1::2]:
            row.remove(cell)

    found = imported(edit(small("hebei-2022"), change))
    assert first_project(found)["项目名称"] == "接待管理经费"
    assert left(found) == ["项目属性：延续项目", "项目期：3年"]
    assert found.report.read == found.report.taken + found.report.printed + len(found.report.left)


@pytest.fixture
def central(tmp_path: Path) -> Layout:
    """A copy of hebei-2022 that has some of the fields, and one of its own."""
    folder = Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "本县-2024"))
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8").replace("名称: hebei-2022", "名称: 本县-2024")
    text = text.replace(
        "    项目编码: 必填\n", "    项目编码: 必填\n    项目属性: 可空\n    项目期: 可空\n    实施单位: 可空\n"
    )
    own = "自定项:\n  项目:\n    - {名称: 资金级次, 类型: 选项, 选项: [省级, 市级, 县级]}\n"
    text = text.replace("读入:\n", f"{own}读入:\n  别名: {{实施单位: [承办单位], 资金级次: [资金层级]}}\n")
    file.write_text(text, encoding="utf-8")
    return layouts.load(folder)


@pytest.mark.parametrize("opened", FORMATS, ids=lambda one: one.__name__)
def test_fields_that_the_layout_has_are_read_into_them(opened: Callable[[Path], Path], central: Layout) -> None:
    added = (
        ("项目属性", "延续项目", "项目期", "3年"),
        ("承办单位", "会计科", "资金级次", "县级"),
        ("项目负责人", "张三", "联系电话", "0315-1234567"),
    )
    plain = import_file(opened(edit(small("hebei-2022"), lambda _: None)), central, year=2022)
    found = import_file(opened(edit(small("hebei-2022"), with_rows(added))), central, year=2022)
    project = first_project(found)
    assert (project["项目属性"], project["项目期"], project["实施单位"]) == ("延续项目", "3年", "会计科")
    assert project["自定项"] == {"资金级次": "县级"}
    assert "    资金级次: 县级\n" in found.yaml
    assert set(left(found)) - set(left(plain)) == set(added[-1])


def test_a_synonym_of_an_own_field_and_a_value_that_is_none_of_its_kind(central: Layout) -> None:
    added = [("资金层级", "乡级", "项目属性", "")]
    found = import_file(edit(small("hebei-2022"), with_rows(added)), central)
    assert found.filing is None
    assert [(one.text, one.why) for one in found.report.doubtful] == [("乡级", "资金级次：“资金级次”里没有“乡级”")]
    assert "资金级次: 乡级" in found.yaml
    assert left(found) == []


def test_columns_that_the_layout_does_not_have_are_told(tmp_path: Path) -> None:
    def change(body: Element) -> None:
        table = next(table for table in body.iter(w("tbl")) if text_of(next(table.iter(w("tc")))) == "一级指标")
        for number, row in enumerate(rows(table)):
            row.append(deepcopy(cells(row)[-1]))
            write(next(cells(row)[-1].iter(w("p"))), "分值" if number == 0 else f"{number}0")

    found = imported(edit(small("hebei-2022"), change))
    assert found.data == imported(small("hebei-2022")).data
    assert left(found) == ["分值", "10", "20"]
    folder = Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "a"))
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "    指标值确定依据: 必填\n", "    指标值确定依据: 必填\n    分值: 可空\n"
    )
    file.write_text(text, encoding="utf-8")
    found = import_file(edit(small("hebei-2022"), change), layouts.load(folder))
    assert [row["分值"] for row in found.data["预算项目"][0]["绩效指标"]] == ["10", "20"]
    assert left(found) == []
