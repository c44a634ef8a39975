"""`perfgen score` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import EXAMPLES, Run

FORM = EXAMPLES / "滦南县民政局-2024-自评.yaml"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "自评.yaml").write_bytes(FORM.read_bytes())
    return tmp_path


def changed(desk: Path, *pairs: tuple[str, str]) -> None:
    file = desk / "自评.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def test_a_line_for_each_indicator_and_the_sum(desk: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("score", "自评.yaml")
    assert (ran.code, ran.err.count("提醒"), "ACT02" in ran.err) == (0, 2, True), "the filing is not beside it"
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["15.27", "16.66", "建成养老服务站数量", "目标", "≥12个，实际", "11个：11÷12×16.66≈15.27分"] in lines
    assert "  总分 9.66＋15.27＋16.66＋0＋28.88＋9.78＝80.25分，良" in ran.out.splitlines()
    assert "  “产出指标”50 分，平均分给没有写分值的 5 行，每行 10 分" in ran.out.splitlines()
    assert ran.out.endswith("共 2 张表，都算出来了。\n")
    assert (desk / "自评.yaml").read_bytes() == FORM.read_bytes()


def test_what_cannot_be_scored_is_told_below_its_line(desk: Path, perfgen: Callable[..., Run]) -> None:
    changed(desk, ("实际完成值: 7356人", "实际完成值: 已完成"))
    ran = perfgen("score", "自评.yaml")
    assert ran.code == 1
    lines = ran.out.splitlines()
    at = next(number for number, line in enumerate(lines) if "保障低保对象人数" in line)
    assert lines[at].startswith("  —  ")
    assert "“已完成”里看不出完成了多少" in lines[at + 1]
    assert "还有 1 项没有得分（共 10 分），总分和等级都还不算数" in ran.out
    assert lines[-1] == "共 2 张表，1 张的总分还不算数。"


def test_points_typed_over_are_told(desk: Path, perfgen: Callable[..., Run]) -> None:
    changed(desk, ("实际完成值: 1452人", "实际完成值: 1330人, 得分: 10, 得分理由: 三名对象去世"))
    ran = perfgen("score", "自评.yaml")
    assert "1330÷1400×10＝9.5分；改为 10 分，理由：三名对象去世" in ran.out
    assert "得分是填报的 10 分，算出的是 9.5 分" in ran.out
    assert ran.code == 0
    changed(desk, (", 得分理由: 三名对象去世", ""))
    ran = perfgen("score", "自评.yaml")
    assert "填报的得分是 10 分，算出的是 9.5 分，没有写理由，没有采用" in ran.out
    assert ran.code == 1


def test_a_reason_answers_what_asks_for_one(desk: Path, perfgen: Callable[..., Run]) -> None:
    changed(desk, ("实际完成值: 11个", "实际完成值: 6个"), ("执行数: 470.00}", "执行数: 300.00}"))
    ran = perfgen("score", "自评.yaml")
    assert "执行率 61.66%，低于 90%，要说明原因" in ran.out
    assert "少 50%" not in ran.out  # 原因说明 stands in its row
    changed(desk, ("            原因说明: 1个站点选址变更，开工推迟\n", ""))
    assert "实际比目标少 50%，超过 30%，要说明原因" in perfgen("score", "自评.yaml").out


def test_what_is_not_filled_in_yet_is_no_0_and_the_rest_is_scored(desk: Path, perfgen: Callable[..., Run]) -> None:
    changed(
        desk,
        (", 实际完成值: 7356人", ""),
        ("实际完成值: 98.6%", "实际完成值: 【填写】"),
        ("执行数: 470.00}", "执行数: 【填写】}"),
    )
    ran = perfgen("score", "自评.yaml")
    assert ran.code == 1
    assert [ran.err.count(said) for said in ("缺少“实际完成值”", "这里还没有填", "共 3 处错误")] == [1, 2, 1]
    assert ran.out.count("实际完成值没有填，不计分") == 2
    assert "执行数没有填，不计分" in ran.out
    assert "预算数、执行数没有填" not in ran.out
    assert "总分 9.76＋10＋10＋10＋30＋10＝79.76分" in ran.out
    assert "还有 2 项没有得分（共 20 分）" in ran.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("指标值: ≥7200人", "指标值: 【填写】"),
        ("实际完成值: 7356人", "实际完成值: 7356人, 分值: 很多"),
        ("实际完成值: 7356人", "实际完成值: 7356人, 得分: -1"),
        ("        数量指标:\n", "        没有的指标:\n"),
        ("年度: 2024", "年度: 【填写】"),
    ],
)
def test_nothing_is_scored_by_what_nobody_wrote(desk: Path, perfgen: Callable[..., Run], old: str, new: str) -> None:
    changed(desk, (old, new))
    ran = perfgen("score", "自评.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "处错误" in ran.err


def test_what_has_no_part_in_scores_stops_none(desk: Path, perfgen: Callable[..., Run]) -> None:
    file = desk / "自评.yaml"
    lines = [
        "    实际完成情况: 【填写】" if line.startswith("    实际完成情况") else line
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    ran = perfgen("score", "自评.yaml")
    assert (ran.code, ran.err.count("这里还没有填")) == (1, 2)
    assert "99.76分，优" in ran.out
    assert "80.25分，良" in ran.out


def test_a_folder_is_scored_without_what_has_no_scores(desk: Path, perfgen: Callable[..., Run]) -> None:
    for name in ("滦南县民政局-2024.yaml", "滦南县民政局-2024-监控.yaml", "滦南县民政局-2024-部门自评.yaml"):
        (desk / name).write_bytes((EXAMPLES / name).read_bytes())
    ran = perfgen("score", ".")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("共 3 张表，都算出来了。\n")
    assert [line for line in ran.out.splitlines() if line.startswith("  总分")] == [
        "  总分 9.79＋16.66＋15.27＋16.68＋30＋10＝98.4分，优",
        "  总分 9.76＋10＋10＋10＋10＋10＋30＋10＝99.76分，优",
        "  总分 9.66＋15.27＋16.66＋0＋28.88＋9.78＝80.25分，良",
    ]
    ran = perfgen("score", "滦南县民政局-2024-监控.yaml", "自评.yaml")
    assert ran.code == 1
    assert "这份文件不评分，版式 central-monitoring 没有写“评分”" in ran.err
    assert "共 2 张表" in ran.out


def test_one_that_cannot_be_read_stops_no_other(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "坏.yaml").write_text("版式: central-self-evaluation\n年度: [", encoding="utf-8")
    ran = perfgen("score", ".")
    assert ran.code == 1
    assert "坏.yaml" in ran.err
    assert "80.25分，良" in ran.out


def test_as_json(desk: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("score", "自评.yaml", "-o", "得分.json").code == 0
    said = json.loads((desk / "得分.json").read_text(encoding="utf-8"))
    (file,) = said["files"]
    assert (file["file"], file["department"], file["year"]) == ("自评.yaml", "滦南县民政局", 2024)
    sheet = file["sheets"][1]
    assert (sheet["points"], sheet["weight"], sheet["grade"], sheet["counts"]) == ("80.25", "100.00", "良", True)
    assert sum(Decimal(line["points"]) for line in sheet["lines"]) == Decimal(sheet["points"])
    line = sheet["lines"][1]
    assert (line["points"], line["rate"], line["target"], line["actual"]) == ("15.27", "91.67", "≥12个", "11个")


def test_as_a_workbook_without_formulas_of_others(desk: Path, perfgen: Callable[..., Run]) -> None:
    changed(desk, ("实际完成值: 7356人", "实际完成值: \"=cmd|'/C calc'!A0\""))
    assert perfgen("score", "自评.yaml", "-o", "得分.xlsx").code == 1
    first = (desk / "得分.xlsx").read_bytes()
    book = openpyxl.load_workbook(desk / "得分.xlsx")
    cell = book["得分"]["H3"]
    assert (cell.value, cell.data_type) == ("=cmd|'/C calc'!A0", "s")
    assert book["总分"]["F2"].value == "=SUMPRODUCT((得分!$A$2:$A$15=A2)*1,得分!$J$2:$J$15)"
    known = openpyxl.load_workbook(desk / "得分.xlsx", data_only=True)
    rows = list(known["得分"].values)[1:]
    for number, *_, points, grade, unscored, _, _ in list(known["总分"].values)[1:]:
        assert round(sum(row[9] or 0 for row in rows if row[0] == number), 2) == points
        assert (grade is None) == bool(unscored)
    perfgen("score", "自评.yaml", "-o", "得分.xlsx")
    assert (desk / "得分.xlsx").read_bytes() == first


def test_as_text_it_is_what_the_screen_shows(desk: Path, perfgen: Callable[..., Run]) -> None:
    shown = perfgen("score", "自评.yaml").out
    assert perfgen("score", "自评.yaml", "-o", "得分.txt").code == 0
    assert (desk / "得分.txt").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("自评.yaml", "-o", "得分.pdf"), "-o 的文件名要以 .txt、.xlsx 或 .json 结尾"),
        (("空",), "这里没有要评分的自评表"),
        (("没有.yaml",), "没有“没有.yaml”这个文件或文件夹"),
        ((), "缺少"),
    ],
)
def test_wrong_calls(desk: Path, perfgen: Callable[..., Run], words: tuple[str, ...], said: str) -> None:
    (desk / "空").mkdir()
    ran = perfgen("score", *words)
    assert ran.code == 2
    assert said in ran.err


def test_a_form_is_never_written_over(desk: Path, perfgen: Callable[..., Run]) -> None:
    (desk / "得分.txt").symlink_to("自评.yaml")
    ran = perfgen("score", "自评.yaml", "-o", "得分.txt")
    assert (ran.code, "输出文件就是输入文件" in ran.err) == (1, True)
    assert (desk / "自评.yaml").read_bytes() == FORM.read_bytes()
