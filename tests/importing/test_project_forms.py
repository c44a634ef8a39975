"""项目支出绩效目标申报表 read back: 中期 beside 年度, columns of sign, value and unit, and forms as others fill them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.errors import DocumentError
from perfgen.filing import Filing
from perfgen.importing import import_file
from tests.importing.built import imported
from tests.own_layouts import make
from tests.test_central_forms import filing_on

FORMS = ("central-project", "central-project-scored")


def without_department(filing: Filing) -> Any:
    """What a form says of a filing: not the department itself, and nothing that only other forms print."""
    said = filing.model_dump()
    for label in ("layout", "department", "functions", "tasks", "overall", "indicators", "cover"):
        del said[label]
    return said


def form(
    path: Path,
    rows: list[list[str]],
    *,
    title: str = "项目支出绩效目标申报表",
    year: str = "（2024年度）",
    merged: list[int] | None = None,
) -> Path:
    """A Word file as a county makes it: a title, its year, and one table; rows in `merged` go on from above at the left."""
    document = docx.Document()
    document.add_paragraph(title)
    document.add_paragraph(year)
    table = document.add_table(len(rows), max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, said in enumerate(row):
            first, *others = said.split("\n")
            table.cell(at, column).text = first
            for line in others:
                table.cell(at, column).add_paragraph(line)
        if at in (merged or []):
            table.cell(at - 1, 0).merge(table.cell(at, 0))
    document.save(str(path))
    return path


HEAD = [
    ["项目名称", "困难群众救助", "项目编码", "13022424P00312010001T"],
    ["主管部门及代码", "[312]某县民政局", "实施单位", "救助股"],
]


@pytest.mark.parametrize("layout", FORMS)
@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_a_form_comes_back(layout: str, suffix: str, tmp_path: Path) -> None:
    prepared = building.prepare(filing_on(layout, tmp_path))
    file = building.write(prepared, tmp_path, tmp_path / "form.docx")
    if suffix == ".txt":
        file = tmp_path / "form.txt"
        file.write_text(dump(tmp_path / "form.docx"), encoding="utf-8")
    read = imported(file)
    assert read.layout.name == layout
    assert read.filing is not None, read.report.doubtful
    assert without_department(read.filing) == without_department(prepared.filing)
    assert read.report.left == ()
    assert [one.about for one in read.report.doubtful] == [("部门",)]
    assert (read.filing.department.code, read.filing.department.name) == ("312", "滦南县民政局")


def test_sign_value_and_unit_make_one_target(tmp_path: Path) -> None:
    rows = [
        *HEAD,
        ["项目资金（万元）", "年度资金总额", "10000", ""],
        ["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "分值"],
        ["", "产出指标", "数量指标", "救助人次", "≥", "230", "人次", "50"],
        ["", "效益指标", "社会效益指标", "生活水平", "定性", "有所提高", "", "40"],
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[4, 5]))
    first, second = read.data["预算项目"][0]["绩效指标"]
    assert (first["指标值"], first["分值"]) == ("≥230人次", "50")
    assert second["指标值"] == "有所提高"
    assert read.data["预算项目"][0]["预算数"] == "10000"


def test_every_side_keeps_its_own_amounts_and_goals(tmp_path: Path) -> None:
    rows = [
        *HEAD,
        ["项目资金（万元）", "中期资金总额", "300.1234", "年度资金总额", "100.5"],
        ["", "其中：财政拨款", "200", "其中：财政拨款", "90"],
        ["", "其他资金", "100.1234", "其他资金", "10.5"],
        ["总体目标", "中期目标（2024年—2026年）", "年度目标"],
        ["", "1.应保尽保", "1.按月发放\n2.认定准确"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "三年人次", "≥9人次", "数量指标", "人次", "≥3人次"],
        ["", "产出指标", "", "", "", "质量指标", "准确率", "≥98%"],
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[3, 4, 6, 8, 9]))
    (project,) = read.data["预算项目"]
    assert project["中期资金"] == {"预算数": "300.1234", "财政资金": "200", "其他资金": "100.1234"}
    assert [project[label] for label in ("预算数", "财政资金", "其他资金")] == ["100.5", "90", "10.5"]
    assert project["中期"] == "2024年—2026年"
    assert project["中期绩效目标"] == ["应保尽保"]
    assert project["绩效目标"] == ["按月发放", "认定准确"]
    assert [row["三级指标"] for row in project["中期绩效指标"]] == ["三年人次"]
    assert [(row["二级指标"], row["三级指标"]) for row in project["绩效指标"]] == [
        *(("数量指标", "人次"), ("质量指标", "准确率")),
    ]


def test_what_the_form_has_besides_is_listed(tmp_path: Path) -> None:
    rows = [
        *HEAD,
        ["资金来源", "县级财政", "财政资金", "项目负责人甲某"],
        ["项目资金（万元）", "年度资金总额", "80"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "人次", "≥3人次"],
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[5]))
    assert read.data["预算项目"][0]["预算数"] == "80"
    left = " ".join(one.text for one in read.report.left)
    assert "县级财政" in left
    report = read.report
    assert report.read == report.taken + report.printed + len(report.left)


def test_an_amount_that_another_label_stands_before_is_none_of_the_label_before(tmp_path: Path) -> None:
    rows = [
        *HEAD,
        ["项目资金（万元）", "年度资金总额：", "230.1234", "", ""],
        ["", "其中：财政拨款", "", "项目负责人", "甲某"],
        ["", "其他资金", "联系电话", "0315-123", ""],
        *ROWS,
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[3, 4, 6]))
    (project,) = read.data["预算项目"]
    assert (project["预算数"], project["项目负责人"], project["联系电话"]) == ("230.1234", "甲某", "0315-123")
    assert not {"财政资金", "其他资金"} & set(project)
    assert read.report.left == ()


def test_figures_that_are_joined_are_no_amount(tmp_path: Path) -> None:
    rows = [*HEAD, ["项目资金（万元）", "年度资金总额", "80"], ["", "其他资金", "0315-123"], *ROWS]
    read = imported(form(tmp_path / "a.docx", rows, merged=[3, 5]))
    assert read.data["预算项目"][0]["其他资金"] == "0315-123"
    assert ("预算项目", 0, "其他资金") in [one.about for one in read.report.doubtful]


@pytest.mark.parametrize("beside", [True, False])
def test_sides_whose_labels_hold_their_amounts(*, beside: bool, tmp_path: Path) -> None:
    def amount(label: str, said: str) -> list[str]:
        return [label, said] if beside else [f"{label}：{said}", ""]

    rows = [
        *HEAD,
        ["项目资金（万元）", "中期资金总额：300.5", *amount("年度资金总额", "100.1255")],
        ["", "其中：财政拨款：200.5", *amount("其中：财政拨款", "90.1255")],
        ["", "其他资金：100", *amount("其他资金", "10")],
        *ROWS,
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[3, 4, 6]))
    (project,) = read.data["预算项目"]
    assert project["中期资金"] == {"预算数": "300.5", "财政资金": "200.5", "其他资金": "100"}
    assert [project[label] for label in ("预算数", "财政资金", "其他资金")] == ["100.1255", "90.1255", "10"]


def test_one_cell_of_money_says_the_whole_and_its_parts(tmp_path: Path) -> None:
    rows = [
        ["项目名称", "慰问金", "单位：万元"],
        HEAD[1],
        ["项目资金", "10000万元其中：当年财政拨款9000万元其他资金1000万元"],
        *ROWS,
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[4]))
    (project,) = read.data["预算项目"]
    assert project["项目名称"] == "慰问金"
    assert [project[label] for label in ("预算数", "财政资金", "其他资金")] == ["10000", "9000", "1000"]
    assert read.data["金额单位"] == "万元"
    assert read.report.left == ()


@pytest.mark.parametrize("said", ["产出指标（40分）", "产出指标40分", "产出指标【40分】", "产出指标 40 分"])
def test_points_behind_a_level_however_they_are_written(said: str, tmp_path: Path) -> None:
    rows = [
        *HEAD,
        ["项目资金（万元）", "年度资金总额", "80"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值"],
        ["", said, "数量指标", "人次", "≥3人次", "30"],
    ]
    read = imported(form(tmp_path / "a.docx", rows, merged=[4]))
    (row,) = read.data["预算项目"][0]["绩效指标"]
    assert (row["一级指标"], row["分值"]) == ("产出指标", "30")
    assert [one.why for one in read.report.doubtful if "40" in one.why] == [
        "产出指标写着 40 分，下面各行加起来是 30 分"
    ]


def test_own_fields_of_the_whole_stand_in_a_line_below_the_form(tmp_path: Path) -> None:
    own = make(tmp_path / "四川", "四川-2025", of="central-project")
    said = (own / "layout.yaml").read_text(encoding="utf-8")
    (own / "layout.yaml").write_text(
        f"{said}\n自定项:\n  整体: [{{名称: 填报人}}, {{名称: 审核人}}]\n", encoding="utf-8"
    )
    rows = [*HEAD, ["项目资金（万元）", "年度资金总额", "80"], *ROWS]
    file = form(tmp_path / "a.docx", rows, merged=[4])
    document = docx.Document(str(file))
    document.add_paragraph("填报人：张三      联系电话：0817-1234567     审核人：李四")
    document.save(str(file))
    read = import_file(file, layout=layouts.load(own))
    assert read.data["自定项"] == {"填报人": "张三", "审核人": "李四"}
    assert [one.text for one in read.report.left] == ["联系电话：0817-1234567"]


def test_a_form_that_nobody_reads_is_refused_by_its_name(tmp_path: Path) -> None:
    rows = [["项目名称", "甲", "主管部门", "乙"], ["一级指标", "三级指标", "指标值", "评价得分"]]
    with pytest.raises(DocumentError, match="绩效评价报告"):
        imported(form(tmp_path / "a.docx", rows, title="绩效评价报告"))


ROWS = [["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"], ["", "产出指标", "数量指标", "人次", "≥3人次"]]
AIMS = ["总体目标", "中期目标", "年度目标"]


@pytest.mark.parametrize(
    "goals", [("修三条路。", "修一条路。"), ("中期一。", "年度一。"), ("中期目标是修路。", "年度目标是修桥。")]
)
def test_goals_beside_a_label_that_is_said_again(goals: tuple[str, str], tmp_path: Path) -> None:
    read = imported(form(tmp_path / "a.docx", [*HEAD, AIMS, ["总体目标", *goals], *ROWS]))
    (project,) = read.data["预算项目"]
    assert (project["中期绩效目标"], project["绩效目标"]) == ([goals[0]], [goals[1]])


def test_goals_beside_their_own_label(tmp_path: Path) -> None:
    read = imported(form(tmp_path / "a.docx", [*HEAD, ["年度目标", "修一条路。"], ["中期目标", "修三条路。"], *ROWS]))
    (project,) = read.data["预算项目"]
    assert (project["绩效目标"], project["中期绩效目标"]) == (["修一条路。"], ["修三条路。"])


@pytest.mark.parametrize(
    ("line", "label"),
    [("单位：元", "年度资金总额"), ("（2024年度） 单位：元", "年度资金总额"), ("（2024年度）", "年度资金总额（元）")],
)
def test_the_unit_of_money_is_found_where_it_is_said(line: str, label: str, tmp_path: Path) -> None:
    rows = [*HEAD, ["项目资金", label, "32600000"], *ROWS]
    read = imported(form(tmp_path / "a.docx", rows, year=line), year=2024)
    assert (read.data["金额单位"], read.data["预算项目"][0]["预算数"]) == ("元", "32600000")


def test_tables_of_other_units_and_years_are_to_be_looked_at(tmp_path: Path) -> None:
    document = docx.Document()
    for year, unit in (("2024", "万元"), ("2025", "元")):
        document.add_paragraph(f"（{year}年度）")
        rows = [*HEAD, [f"项目资金（{unit}）", "年度资金总额", "50000"], *ROWS]
        table = document.add_table(len(rows), 5)
        for at, row in enumerate(rows):
            for column, said in enumerate(row):
                table.cell(at, column).text = said
        document.add_paragraph("项目支出绩效目标申报表")
    document.save(str(tmp_path / "a.docx"))
    read = imported(tmp_path / "a.docx")
    assert (read.data["年度"], read.data["金额单位"]) == ("2024", "万元")
    whys = [one.why for one in read.report.doubtful]
    assert "还有 2025 年的表，都写成了 2024 年" in whys
    assert "这张表的单位是元，别的表是万元，金额没有换算" in whys


@pytest.mark.parametrize(
    "title",
    [
        "2024年项目支出绩效目标申报表",
        "2024年度项目支出绩效目标申报表",
        "项目支出绩效目标申报表（2024年度）",
        "滦河县水务局2024年度项目支出绩效目标申报表",
    ],
)
def test_the_year_may_stand_in_the_title(title: str, tmp_path: Path) -> None:
    read = imported(form(tmp_path / "a.docx", [*HEAD, ["项目资金", "年度资金总额", "8"], *ROWS], title=title, year=""))
    assert read.data["年度"] == "2024"
