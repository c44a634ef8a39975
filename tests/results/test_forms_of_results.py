"""自评表 and 监控表 as they print, and as workbooks."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from perfgen import building
from perfgen.docx import dump
from tests.conftest import OF_CENTRAL, OF_RESULTS, ROOT, Run
from tests.documents import validator_errors

JUDGED, WATCHED, WHOLE = OF_RESULTS
Perfgen = Callable[..., Run]
LISTED = "\n              - 制度保障\n              - 其他"


def printed(source: Path, perfgen: Perfgen, *changes: tuple[str, str]) -> list[str]:
    """The rows of the document, each as its cells joined by bars."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    Path("x.yaml").write_text(text, encoding="utf-8")
    ran = perfgen("build", "x.yaml", "-o", "x.docx", "--no-page-numbers")
    assert ran.code == 0, ran.err
    return [row.replace("\n\t", "|").strip() for row in dump(Path("x.docx")).split("\n\n")]


def test_scores_rates_and_the_grade_are_worked_out(desk: Path, perfgen: Perfgen) -> None:
    rows = printed(JUDGED, perfgen)
    assert any("年度资金总额|486.50|486.50|470.00|10|96.61%|9.66" in row for row in rows)
    assert any("建成养老服务站数量|≥12个|11个|16.66|15.27|1个站点选址变更，开工推迟" in row for row in rows), desk
    assert any(row.startswith("总分") and "100|80.25|评价等级：良" in row for row in rows)


def test_what_was_lost_of_the_points_has_a_tag_and_what_a_place_adds_is_its_own(desk: Path) -> None:
    layout, text = desk / "版式", JUDGED.read_text(encoding="utf-8")
    shutil.copytree(ROOT / "templates/central/self-evaluation", layout)
    said = (layout / "layout.yaml").read_text(encoding="utf-8")
    own = "自定项:\n  项目: [{名称: 评价结论}]\n  指标: [{名称: 是否核心指标, 类型: 是否}]\n"
    (layout / "layout.yaml").write_text(said + own, encoding="utf-8")
    core = text.replace("指标值: ≥12个\n", "指标值: ≥12个\n            是否核心指标: 是\n")
    Path("y.yaml").write_text(
        core.replace("    实施单位: 滦南县民政局养", "    评价结论: 良\n    实施单位: 滦南县民政局养"), "utf-8"
    )
    project = building.view(building.prepare(Path("y.yaml"), layout))["预算项目"][1]
    (row, *_) = project["绩效指标"][0]["指标"]
    assert [row[name] for name in ("分值", "得分", "扣分", "得分系数", "是否核心指标")] == [
        "16.66",
        "15.27",
        "1.39",
        "91.66%",
        "是",
    ]
    assert (project["项目资金"]["扣分"], project["评价结论"]) == ("0.34", "良")


def test_ten_and_ninety_share_out_otherwise(desk: Path, perfgen: Perfgen) -> None:
    rows = printed(JUDGED, perfgen, ("版式: central-self-evaluation", "版式: central-self-evaluation-scored"))
    assert any("保障低保对象人数|≥|7200|人|7356人|12.85|12.85" in row for row in rows), desk


def test_a_sum_is_not_printed_while_a_row_has_no_points(desk: Path, perfgen: Perfgen) -> None:
    rows = printed(JUDGED, perfgen, ("实际完成值: 98.6%", "实际完成值: 很高"))
    assert next(row for row in rows if row.startswith("总分")).split("|")[1:] == ["100", "", ""], desk


def test_an_adjusted_target_prints_beside_the_first_and_scores(desk: Path, perfgen: Perfgen) -> None:
    rows = printed(JUDGED, perfgen, ("实际完成值: 11个\n", "实际完成值: 11个\n            调整后指标值: ≥11个\n"))
    assert any("≥12个\n（调整为≥11个）|11个|16.66|16.66" in row for row in rows), desk


def test_a_score_of_ones_own_needs_its_reason(desk: Path, perfgen: Perfgen) -> None:
    row = "三级指标: 保障低保对象人数, 指标值: ≥7200人, 实际完成值: 7356人"
    without = printed(JUDGED, perfgen, (row, f"{row}, 得分: 9"))
    assert any("保障低保对象人数|≥7200人|7356人|10|10" in one for one in without), desk
    given = printed(JUDGED, perfgen, (row, f"{row}, 得分: 9, 得分理由: 有 3 户重复"))
    assert any("保障低保对象人数|≥7200人|7356人|10|9|有 3 户重复" in one for one in given)


def test_ticks_stand_in_their_columns(desk: Path, perfgen: Perfgen) -> None:
    rows = printed(WATCHED, perfgen)
    late = next(row for row in rows if "工程完工时间" in row)
    assert late.split("|")[-10:] == ["", "√", "", "", "√", "选址变更，重新走审批程序", "", "√", "", ""], desk
    assert any("1—8月执行数" in row for row in rows)
    same = printed(WATCHED, perfgen, (f"偏差原因:{LISTED}", "偏差原因: 制度保障、其他"))
    assert same == rows, "a list, or one text"


def test_an_unknown_tick_is_told(desk: Path, perfgen: Perfgen) -> None:
    text = WATCHED.read_text(encoding="utf-8").replace(LISTED, " [天气]")
    (desk / "x.yaml").write_text(text, encoding="utf-8")
    ran = perfgen("validate", "x.yaml")
    assert (ran.code, "经费保障" in ran.err) == (1, True), ran.err


@pytest.mark.parametrize("example", [JUDGED, WATCHED, WHOLE], ids=lambda path: path.stem)
def test_word_takes_them(example: Path, desk: Path, perfgen: Perfgen) -> None:
    assert perfgen("build", example, "-o", "x.docx", "--no-page-numbers").code == 0
    assert validator_errors(desk / "x.docx") == []


@pytest.mark.parametrize("example", [JUDGED, WATCHED, WHOLE], ids=lambda path: path.stem)
def test_a_workbook_says_the_same(example: Path, desk: Path, perfgen: Perfgen) -> None:
    assert perfgen("export", example, "-o", "x.xlsx").code == 0
    assert perfgen("export", "x.xlsx", "-o", "x.yaml").code == 0
    said = [line for line in (desk / "x.yaml").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert said == [line for line in example.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    first = (desk / "x.xlsx").read_bytes()
    assert perfgen("export", example, "-o", "y.xlsx").code == 0
    assert (desk / "y.xlsx").read_bytes() == first


def test_a_workbook_is_begun_with_empty_cells_for_what_happened(desk: Path, perfgen: Perfgen) -> None:
    shutil.copy(OF_CENTRAL, desk)
    ran = perfgen("new", "自评.xlsx", "--kind", "自评表", "--from", OF_CENTRAL.name)
    assert (ran.code, "表里空着" in ran.out) == (0, True), ran.err
    sheet = openpyxl.load_workbook("自评.xlsx")["指标"]
    said = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    (at,) = {number for row in said for number, cell in enumerate(row) if cell.startswith("实际完成值")}
    named = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[1]]
    assert len(named) == 12
    assert all(row[at] is None for row in named)
    assert perfgen("validate", "自评.xlsx").err.count("实际完成值”还没有填") == 12


def test_what_looks_like_a_formula_stays_text(desk: Path, perfgen: Perfgen) -> None:
    text = JUDGED.read_text(encoding="utf-8").replace("原因说明: 受选址变更影响", "原因说明: \"=cmd|'/c calc'!A1\"")
    (desk / "x.yaml").write_text(text, encoding="utf-8")
    assert perfgen("export", "x.yaml", "-o", "x.xlsx").code == 0
    with zipfile.ZipFile("x.xlsx") as archive:
        assert not any(
            b"calc" in one.partition(b"</f>")[0]
            for name in archive.namelist()
            for one in archive.read(name).split(b"<f>")[1:]
        )
    assert perfgen("summary", "x.yaml", "-o", "s.xlsx").code == 0
    cells = [cell for row in openpyxl.load_workbook("s.xlsx")["项目"].iter_rows() for cell in row]
    assert any(str(cell.value).find("=cmd") >= 0 and cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("产出指标, 分值: 50", "产出指标, 分值: 60", "各部分的分值合计是 110，应当是 100"),
        ("{名称: 良, 下限: 80}", "{名称: 良, 下限: 95}", "没有从高到低写"),
        ("执行率下限: 90%", "执行率下限: 九成", "百分数"),
        ("偏差上限: 30%", "偏离上限: 30%", "没有“偏离上限”这一项"),
    ],
)
def test_a_wrong_way_of_scoring_is_told_in_the_layout(
    old: str, new: str, words: str, tmp_path: Path, perfgen: Perfgen
) -> None:
    folder = tmp_path / "本县"
    shutil.copytree(ROOT / "templates/central/self-evaluation", folder)
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8").replace("central-self-evaluation", "本县自评")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    ran = perfgen("build", JUDGED, "--layout", folder, "-o", "x.docx")
    assert (ran.code, words in ran.err, "layout.yaml" in ran.err) == (1, True, True), ran.err


@pytest.mark.parametrize("source", OF_RESULTS, ids=lambda path: path.stem)
def test_a_form_is_a_workbook_of_the_same_cells(desk: Path, perfgen: Perfgen, source: Path) -> None:
    shutil.copy(source, desk / "x.yaml")
    ran = perfgen("build", "x.yaml", "-o", "x.xlsx", "-o", "x.docx", "--no-page-numbers")
    assert (ran.code, ran.out.count("已生成")) == (0, 2), ran.err
    book = openpyxl.load_workbook(desk / "x.xlsx")
    there = {
        f"{cell.value:.{len(cell.number_format.partition('.')[2])}f}"
        if isinstance(cell.value, float | int)
        else cell.value
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    cells = {one.strip() for row in dump(desk / "x.docx").split("\n\n") if "\t" in row for one in row.split("\n\t")}
    assert len(there) > 40
    assert {one for one in there if one not in cells and "\n" not in one} == set()


def test_a_workbook_to_print_is_no_filing_and_goes_over_none(desk: Path, perfgen: Perfgen) -> None:
    shutil.copy(JUDGED, desk / "x.yaml")
    assert perfgen("build", "x.yaml", "-o", "表.xlsx").code == 0
    assert "表.xlsx" not in perfgen("check", ".").out
    assert perfgen("export", "x.yaml", "-o", "y.xlsx").code == 0
    before = (desk / "y.xlsx").read_bytes()
    assert perfgen("build", "y.xlsx", "-o", "y.xlsx").code != 0
    assert (desk / "y.xlsx").read_bytes() == before
