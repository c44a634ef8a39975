"""`perfgen summary`: many 自评表 as one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from perfgen.docx import dump
from tests.conftest import OF_RESULTS, Run
from tests.documents import validator_errors

JUDGED, WATCHED, WHOLE = OF_RESULTS
Perfgen = Callable[..., Run]


@pytest.fixture
def county(desk: Path) -> Path:
    """Two departments: one with all of its forms, one in 元 that has not filled in everything."""
    first, second = desk / "各部门" / "民政局", desk / "各部门" / "教育局"
    for folder in (first, second):
        folder.mkdir(parents=True)
    for one in (JUDGED, WATCHED, WHOLE):
        (first / one.name).write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    text = (
        JUDGED.read_text(encoding="utf-8")
        .replace("312001", "206001")
        .replace("名称: 滦南县民政局}", "名称: 滦南县教育局}")
    )
    for amount, yuan in (
        ("3260.00", "32600000"),
        ("3180.50", "31805000"),
        ("486.50", "4865000"),
        ("470.00", "4700000"),
    ):
        text = text.replace(amount, yuan)
    for amount in ("406.50", "396.00", "80.00", "74.00"):
        text = text.replace(amount, str(int(float(amount) * 10000)))
    text = text.replace("金额单位: 万元", "金额单位: 元").replace("实际完成值: 2310人", "实际完成值: 还在统计")
    (second / "自评.yaml").write_text(text, encoding="utf-8")
    return desk / "各部门"


def test_every_project_and_department_has_a_row(county: Path, perfgen: Perfgen) -> None:
    ran = perfgen("summary", county, "-o", "汇总.docx", "-o", "汇总.yaml", "--name", "滦南县财政局")
    assert ran.code == 0, ran.err
    assert "汇总了 3 份自评表：4 个项目，1 个部门整体。" in ran.out
    assert "教育局/自评.yaml，居家和社区养老服务站建设" in ran.err.replace("\\", "/"), "what has no sum yet is told"
    rows = [row.replace("\n\t", "|").strip() for row in dump(Path("汇总.docx")).split("\n\n")]
    assert rows[1].startswith("（2024年度）") or any("汇总单位：滦南县财政局" in row for row in rows)
    assert any("[312001]滦南县民政局|部门整体||4705.30|4608.75|97.95%|98.4|优" in row for row in rows)
    assert any("[206001]滦南县教育局|项目|居家和社区养老服务站建设|486.50|470.00|96.61%|||" in row for row in rows), (
        "元 as 万元"
    )
    assert any("4 个项目|7493.00|7301.00|97.44%|平均93.26" in row and "未评 1 个" in row for row in rows), rows[-3:]
    assert validator_errors(Path("汇总.docx")) == []
    again = perfgen("build", "汇总.yaml", "-o", "又.docx", "--no-page-numbers")
    assert (again.code, dump(Path("又.docx"))) == (0, dump(Path("汇总.docx")))


def test_the_workbook_reckons(county: Path, perfgen: Perfgen) -> None:
    assert perfgen("summary", county, "-o", "汇总.xlsx", "--name", "滦南县财政局").code == 0
    book, values = openpyxl.load_workbook("汇总.xlsx"), openpyxl.load_workbook("汇总.xlsx", data_only=True)
    assert book.sheetnames == ["项目", "部门整体", "等级"]
    assert book["项目"]["E6"].value == "=SUBTOTAL(109,E2:E5)"
    assert [round(values["项目"][cell].value, 4) for cell in ("E6", "F6", "G6", "H6")] == [7493, 7301, 0.9744, 93.26]
    assert [row[1] for row in values["等级"].iter_rows(min_row=2, values_only=True)] == [2, 1, 0, 0]


def test_a_document_with_mistakes_is_left_out_and_told(county: Path, perfgen: Perfgen) -> None:
    bad = county / "民政局" / JUDGED.name
    bad.write_text(bad.read_text(encoding="utf-8").replace("执行数: 3180.50", "执行数: 【填写】"), encoding="utf-8")
    ran = perfgen("summary", county, "-o", "汇总.yaml", "--name", "滦南县财政局")
    assert (ran.code, "MOD03" in ran.err, Path("汇总.yaml").exists()) == (1, True, True)
    assert "汇总了 2 份自评表：2 个项目，1 个部门整体。" in ran.out


def test_a_summary_in_the_same_folder_is_written_anew(county: Path, perfgen: Perfgen) -> None:
    target = county / "汇总.yaml"
    for _ in range(2):
        ran = perfgen("summary", county, "-o", target, "--name", "滦南县财政局")
        assert (ran.code, "汇总了 3 份自评表" in ran.out) == (0, True), ran.err
    assert perfgen("fmt", "--check", target).code == 0


def test_a_draft_left_in_the_folder_is_told(county: Path, perfgen: Perfgen) -> None:
    (county / "民政局" / "草稿.yaml").write_bytes((county / "民政局" / JUDGED.name).read_bytes())
    ran = perfgen("summary", county, "-o", "汇总.yaml", "--name", "滦南县财政局")
    assert (ran.code, ran.err.count("重复了，算了两次")) == (1, 2)


def test_half_a_year_is_not_summed_up(county: Path, perfgen: Perfgen) -> None:
    half = county / "民政局" / JUDGED.name
    half.write_text(half.read_text(encoding="utf-8").replace("时间: 全年", "时间: 1-6月"), encoding="utf-8")
    ran = perfgen("summary", county, "-o", "汇总.yaml", "--name", "滦南县财政局")
    assert ran.code == 0
    assert "只到 1-6月，不是全年的" in ran.err
    assert "汇总了 2 份自评表" in ran.out


def test_wrong_calls(county: Path, perfgen: Perfgen) -> None:
    assert "写明汇总单位" in perfgen("summary", county, "-o", "a.docx").err
    assert "这里没有评了分的自评表" in perfgen("summary", county / "民政局" / WATCHED.name, "-o", "a.docx").err
    assert "结尾" in perfgen("summary", county, "-o", "a.txt").err
    own = county / "民政局" / JUDGED.name
    before = own.read_bytes()
    assert perfgen("summary", own, "-o", own).code != 0
    assert own.read_bytes() == before
    ran = perfgen("summary", county, "-o", "a.yaml", "--name", "甲", "--year", "2023")
    assert (ran.code, Path("a.yaml").exists()) == (2, False)


def test_one_department_sums_itself_up(desk: Path, perfgen: Perfgen) -> None:
    assert perfgen("summary", JUDGED, "-o", desk / "汇总.yaml").code == 0
    assert "名称: 滦南县民政局" in (desk / "汇总.yaml").read_text(encoding="utf-8")
