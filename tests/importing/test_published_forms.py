"""Application forms in the manner of those that counties and provinces publish: each read whole, and every cell accounted for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgen.importing import Imported
from tests.examples import some
from tests.importing.built import imported
from tests.importing.drawn import Rows, drawn

TITLE, YEAR = "项目支出绩效目标申报表", "（2024年度）"
OUTPUT, EFFECT, CONTENT = "产出指标", "效益指标", "满意度指标"
AMOUNT, QUALITY, TIME, COST = "数量指标", "质量指标", "时效指标", "成本指标"
SOCIAL, SERVED = "社会效益指标", "服务对象满意度指标"

NAMED: Rows = [["项目名称", "<", "农村公路养护", "<", "<", "<"]]
MONEY: Rows = [["项目资金（万元）", "<", "年度资金总额", "<", "120.5", "<"]]
AIM: Rows = [["年度目标", "<", "养护县乡公路300公里。", "<", "<", "<"]]
HEAD: Rows = [["绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值"]]
ROWS: Rows = [["^", OUTPUT, AMOUNT, "养护里程", "<", "≥300公里"], ["^", EFFECT, SOCIAL, "出行条件", "<", "明显改善"]]


def read_from(path: Path, *parts: str | Rows) -> tuple[dict[str, Any], Imported]:
    """The first project of a drawn form, once every cell has been seen to be accounted for."""
    read = imported(drawn(path / "a.docx", *parts))
    report = read.report
    assert report.read == report.taken + report.printed + len(report.left)
    return read.data["预算项目"][0], read


def rows_of(project: dict[str, Any], label: str = "绩效指标") -> list[tuple[str, str, str, str]]:
    return [(row["一级指标"], row["二级指标"], row["三级指标"], row["指标值"]) for row in project[label]]


def left(read: Imported) -> list[str]:
    return [one.text for one in read.report.left]


def test_the_old_form_for_public_money(tmp_path: Path) -> None:
    """财政支出绩效目标申报表 of the years before 2018, with 长期 for 中期 and one list below the other."""
    project, read = read_from(
        tmp_path,
        "佳县财政支出项目绩效目标申报表",
        "（2019年度）",
        "填报单位（盖章）：某县水务局",
        [
            ["项目名称", "<", "农村饮水工程", "<", "项目属性", "新增项目□ 延续项目√"],
            ["主管部门", "<", "某县水务局", "<", "主管部门编码", "412"],
            ["项目实施单位", "<", "县水务站", "<", "项目负责人", "李某"],
            ["项目资金申请（万元）", "<", "资金总额：", "<", "300", "<"],
            ["^", "<", "财政拨款：", "<", "280", "<"],
            ["^", "<", "自有资金：", "<", "20", "<"],
            ["项目绩效目标", "长期目标", "<", "年度目标", "<", "<"],
            ["^", "解决三万人饮水。", "<", "解决一万人饮水。", "<", "<"],
            ["长期绩效指标", "一级指标", "二级指标", "指标内容", "指标值", "备注"],
            ["^", OUTPUT, AMOUNT, "受益人口", "3万人", "三年"],
            ["^", "^", QUALITY, "……", "", ""],
            ["年度绩效指标", "一级指标", "二级指标", "指标内容", "指标值", "备注"],
            ["^", OUTPUT, AMOUNT, "受益人口", "1万人", ""],
            ["^", EFFECT, SOCIAL, "饮水安全", "达标", ""],
            ["填报人：王某", "<", "<", "单位负责人：赵某", "<", "填报日期：2018年12月"],
        ],
    )
    assert (read.data["年度"], read.data["部门"], project["项目属性"]) == (
        "2019", {"编码": "412", "名称": "某县水务局"}, "延续项目",
    )  # fmt: skip
    assert (project["预算数"], project["财政资金"], project["资金来源"]) == ("300", "280", {"单位资金": "20"})
    assert (project["中期绩效目标"], project["绩效目标"]) == (["解决三万人饮水。"], ["解决一万人饮水。"])
    assert rows_of(project, "中期绩效指标") == [(OUTPUT, AMOUNT, "受益人口", "3万人")]
    assert rows_of(project) == [(OUTPUT, AMOUNT, "受益人口", "1万人"), (EFFECT, SOCIAL, "饮水安全", "达标")]
    assert left(read) == ["佳县财政支出项目绩效目标申报表", "填报人：王某", "单位负责人：赵某", "填报日期：2018年12月"]


def test_amounts_in_one_cell(tmp_path: Path) -> None:
    said = (
        "总额10606.7522万元\n一、财政拨款：6923.3552万元（其中：上级财政资金：6923万元）\n二、其他资金：3683.3970万元"
    )
    money = ["资金总额及构成", "<", said, "<", "<", "<"]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, money, *AIM, *HEAD, *ROWS])
    amounts = [project[label] for label in ("预算数", "财政资金", "其他资金")]
    assert amounts == ["10606.7522", "6923.3552", "3683.3970"]
    assert [one for one in left(read) if "上级财政资金" in one] == left(read) != []


@pytest.mark.parametrize(
    "said",
    ["10000万元其中：当年财政拨款10000万元", "10000万元，其中：财政拨款 10,000 万元", "10000\n其中：财政拨款：10000"],
)
def test_an_amount_with_its_part_behind_it(said: str, tmp_path: Path) -> None:
    money = ["年度资金总额（万元）", "<", said, "<", "<", "<"]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, money, *AIM, *HEAD, *ROWS])
    assert project["预算数"] == "10000"
    assert project["财政资金"].replace(",", "") == "10000"
    assert left(read) == []


def test_an_approval_of_a_county_in_chongqing(tmp_path: Path) -> None:
    """Points of levels as ranges, points of rows in a column, rows left empty, the lead cell with its points."""
    project, read = read_from(
        tmp_path,
        "2023年配套设施建设项目支出绩效目标申报表",
        "预算单位：某县某乡人民政府",
        "金额单位：万元",
        [
            ["项目名称", "<", "加工园配套设施", "<", "项目类别", "<", "资产资源类"],
            ["实施单位", "<", "某乡", "<", "项目负责人", "<", "徐某"],
            ["项目资金", "<", "项目总预算", "<", "65", "<", "<"],
            ["^", "<", "当年资金总额", "<", "65", "<", "<"],
            ["^", "<", "其中：财政资金", "<", "65", "<", "<"],
            ["^", "<", "其中：其它资金", "<", "0", "<", "<"],
            ["年度绩效目标（90分）", "一级指标", "二级指标", "三级指标", "指标值", "分值", "指标解释"],
            ["^", "成本指标（0-20）分", "经济成本指标", "项目建设成本", "≤65万元", "10", "合同价"],
            ["^", "^", "社会成本指标", "", "", "", ""],
            ["^", "产出指标\n（40-50）分", AMOUNT, "新建晾晒房", "=1座", "40", ""],
            ["^", EFFECT, SOCIAL, "受益人口", "≥200人", "30", ""],
        ],
    )
    assert read.data["部门"]["名称"] == "某县某乡人民政府"
    assert (project["预算数"], project["财政资金"], project["其他资金"]) == ("65", "65", "0")
    assert [(row["一级指标"], row["分值"]) for row in project["绩效指标"]] == [
        ("成本指标", "10"), (OUTPUT, "40"), (EFFECT, "30"),
    ]  # fmt: skip
    assert project["绩效指标"][0]["指标解释"] == "合同价"
    assert {"成本指标（0-20）分", "产出指标（40-50）分"} <= {one.replace("\n", "") for one in left(read)}


def test_both_values_beside_one_name(tmp_path: Path) -> None:
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "中期指标值", "年度指标值"]
    rows = [
        ["^", OUTPUT, AMOUNT, "养护里程", "≥900公里", "≥300公里"],
        ["^", EFFECT, SOCIAL, "出行条件", "改善", "改善"],
    ]
    project, _ = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, head, *rows])
    assert [value for *_, value in rows_of(project, "中期绩效指标")] == ["≥900公里", "改善"]
    assert [value for *_, value in rows_of(project)] == ["≥300公里", "改善"]


def test_years_as_heads_of_the_columns_of_money(tmp_path: Path) -> None:
    money = [
        ["项目资金（万元）", "<", "", "<", "实施期", "年度"],
        ["^", "<", "资金总额", "<", "300.1234", "100.5678"],
        ["^", "<", "其中：财政拨款", "<", "300.1234", "100.5678"],
        ["^", "<", "其他资金", "<", "—", "/"],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *money, *AIM, *HEAD, *ROWS])
    assert project["中期资金"] == {"预算数": "300.1234", "财政资金": "300.1234"}
    assert (project["预算数"], project["财政资金"], "其他资金" in project) == ("100.5678", "100.5678", False)
    assert read.data["金额单位"] == "万元"


def test_sources_of_money_are_kept_though_the_form_of_the_layout_has_none(tmp_path: Path) -> None:
    money = [
        ["项目资金（万元）", "<", "年度资金总额", "<", "100", "<"],
        ["^", "<", "其中：一般公共预算拨款", "<", "60", "<"],
        ["^", "<", "政府性基金预算拨款", "<", "30", "<"],
        ["^", "<", "上年结转资金", "<", "10", "<"],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *money, *AIM, *HEAD, *ROWS])
    assert project["资金来源"] == {"一般公共预算": "60", "政府性基金": "30", "上年结转": "10"}
    assert left(read) == []


def test_points_of_levels_that_the_rows_add_up_to(tmp_path: Path) -> None:
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "权重"]
    rows = [
        ["^", "产出指标（50分）", "数量指标（30分）", "养护里程", "≥300公里", "20分"],
        ["^", "^", "^", "养护桥梁", "≥3座", "10分"],
        ["^", "^", "质量指标（20分）", "合格率", "≥95%", "15"],
        ["^", "效益指标（30分）", SOCIAL, "出行条件", "改善", ""],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, head, *rows])
    assert [(row["一级指标"], row["二级指标"], row.get("分值")) for row in project["绩效指标"]] == [
        *((OUTPUT, AMOUNT, "20"), (OUTPUT, AMOUNT, "10"), (OUTPUT, QUALITY, "15"), (EFFECT, SOCIAL, "30")),
    ]
    whys = [one.why for one in read.report.doubtful]
    assert "质量指标写着 20 分，下面各行加起来是 15 分" in whys
    assert "产出指标写着 50 分，下面各行加起来是 45 分" in whys
    assert not [why for why in whys if why.startswith("数量指标写着")]


def test_points_of_levels_without_points_of_rows_are_told(tmp_path: Path) -> None:
    rows = [
        ["^", "产出指标（50分）", AMOUNT, "养护里程", "<", "≥300公里"],
        ["^", "^", QUALITY, "合格率", "<", "≥95%"],
        ["^", "效益指标（30分）", SOCIAL, "出行条件", "<", "改善"],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, *HEAD, *rows])
    assert [row["一级指标"] for row in project["绩效指标"]] == [OUTPUT, OUTPUT, EFFECT]
    assert [row.get("分值") for row in project["绩效指标"]] == [None, None, "30"]
    assert left(read) == ["产出指标（50分）"]


def test_points_behind_every_name_are_the_points_of_the_rows(tmp_path: Path) -> None:
    rows = [
        ["^", OUTPUT, AMOUNT, "养护里程（60分）", "<", "≥300公里"],
        ["^", EFFECT, SOCIAL, "出行条件（40分）", "<", "改善"],
    ]
    project, _ = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, *HEAD, *rows])
    assert [(row["三级指标"], row["分值"]) for row in project["绩效指标"]] == [("养护里程", "60"), ("出行条件", "40")]


def test_one_cell_of_points_over_several_rows_is_nobodys(tmp_path: Path) -> None:
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值"]
    rows = [
        ["^", "产出指标（50分）", AMOUNT, "养护里程", "≥300公里", "50"],
        ["^", "^", QUALITY, "合格率", "≥95%", "^"],
        ["^", EFFECT, SOCIAL, "出行条件", "改善", "40"],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, head, *rows])
    assert [row.get("分值") for row in project["绩效指标"]] == [None, None, "40"]
    assert left(read) == ["50"]
    assert not [one for one in read.report.doubtful if "加起来" in one.why]


def test_levels_in_fewer_words(tmp_path: Path) -> None:
    rows = [
        ["^", "产出", "数量", "养护里程", "<", "≥300公里"],
        ["^", "效益", "社会效益", "出行条件", "<", "改善"],
        ["^", "满意度", "服务对象满意度", "群众满意度", "<", "≥90%"],
    ]
    project, _ = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, *HEAD, *rows])
    assert [(row["一级指标"], row["二级指标"]) for row in project["绩效指标"]] == [
        *((OUTPUT, AMOUNT), (EFFECT, SOCIAL), (CONTENT, SERVED)),
    ]


def test_a_form_of_no_merged_cell(tmp_path: Path) -> None:
    """As tables come out of web pages: every cell that was merged says again what it said."""
    rows = [
        ["项目名称", "项目名称", "农村公路养护", "农村公路养护", "实施单位", "公路站"],
        ["项目资金（万元）", "年度资金总额", "年度资金总额", "120.5", "120.5", "120.5"],
        ["项目资金（万元）", "其中：财政拨款", "其中：财政拨款", "120.5", "120.5", "120.5"],
        ["总体目标", "年度目标", "年度目标", "年度目标", "年度目标", "年度目标"],
        ["总体目标", *["养护县乡公路300公里。"] * 5],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "三级指标", "指标值"],
        ["绩效指标", OUTPUT, AMOUNT, "养护里程", "养护里程", "≥300公里"],
        ["绩效指标", OUTPUT, QUALITY, "合格率", "合格率", "≥95%"],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, rows)
    assert [project[label] for label in ("项目名称", "实施单位", "预算数", "财政资金")] == [
        *("农村公路养护", "公路站", "120.5", "120.5"),
    ]
    assert project["绩效目标"] == ["养护县乡公路300公里。"]
    assert rows_of(project) == [(OUTPUT, AMOUNT, "养护里程", "≥300公里"), (OUTPUT, QUALITY, "合格率", "≥95%")]
    assert left(read) == []
    assert "中期绩效指标" not in project


def test_title_year_and_department_in_rows_of_the_table(tmp_path: Path) -> None:
    rows = [
        ["2025年项目支出绩效目标表", "<", "<", "<", "<", "<"],
        ["金额单位：元", "<", "<", "<", "<", "<"],
        ["单位名称", "<", "105-某县财政局", "<", "预算年度", "2025"],
        *NAMED,
        ["项目资金", "<", "年度资金总额", "<", "1,205,000.00", "<"],
        *(*AIM, *HEAD, *ROWS),
    ]
    project, read = read_from(tmp_path, rows)
    assert (read.data["年度"], read.data["金额单位"]) == ("2025", "元")
    assert read.data["部门"] == {"编码": "105", "名称": "某县财政局"}
    assert project["预算数"].replace(",", "") == "1205000.00"
    assert left(read) == []


def test_one_line_for_department_year_and_unit(tmp_path: Path) -> None:
    line = "填报单位（盖章）：某县财政局    2025年度    单位：元"
    signed = "填报人：李某  填报日期：2024年12月5日"
    _, read = read_from(tmp_path, TITLE, line, [*NAMED, *MONEY, *AIM, *HEAD, *ROWS], signed, "填报日期：2024年12月")
    assert (read.data["部门"]["名称"], read.data["年度"]) == ("某县财政局", "2025")
    assert left(read) == [signed, "填报日期：2024年12月"]
    assert not [one for one in read.report.doubtful if "年的表" in one.why]


def test_two_forms_that_begin_with_the_supervisor(tmp_path: Path) -> None:
    def one(name: str, carrier: str) -> Rows:
        return [
            ["主管部门及代码", "<", "[410]某县交通局", "<", "实施单位", carrier],
            ["项目名称", "<", name, "<", "<", "<"],
            *(*MONEY, *AIM, *HEAD, *ROWS),
        ]

    for tables in ([one("甲", "一站"), one("乙", "二站")], [[*one("甲", "一站"), *one("乙", "二站")]]):
        _, read = read_from(tmp_path, TITLE, YEAR, *[part for table in tables for part in (table, "")])
        said = [(each["项目名称"], each["实施单位"]) for each in read.data["预算项目"]]
        assert said == [("甲", "一站"), ("乙", "二站")]
        assert left(read) == []


def test_a_table_of_results_among_forms_is_left_and_named(tmp_path: Path) -> None:
    results = [
        ["项目名称", "农村公路养护", "全年执行数", "98", "执行率", "98%"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
        [OUTPUT, AMOUNT, "养护里程", "300公里", "300公里", "10"],
    ]
    _, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, *HEAD, *ROWS], "附：上年自评", results)
    assert len(read.data["预算项目"]) == 1
    assert {one.why for one in read.report.left if one.text == "得分"} == {
        "这张表是“项目支出绩效自评表”，不是申报表，没有读",
    }


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("☑新增项目 □延续项目", "新增项目"),
        ("□新增项目　■延续项目", "延续项目"),
        ("新增项目□ 延续项目☑", "延续项目"),
        ("新增项目（ ） 延续项目（√）", "新增项目（ ） 延续项目（√）"),
        ("□新增项目 □延续项目", None),
        ("☑新增项目 ☑延续项目", "☑新增项目 ☑延续项目"),
    ],
)
def test_a_box_that_is_ticked(said: str, means: str | None, tmp_path: Path) -> None:
    nature: Rows = [["项目属性", "<", said, "<", "<", "<"]]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *nature, *MONEY, *AIM, *HEAD, *ROWS])
    assert project.get("项目属性") == means
    assert left(read) == []


@pytest.mark.parametrize(
    "said", ["某县交通运输局（401）", "401某县交通运输局", "[401]某县交通运输局", "某县交通运输局-401"]
)
def test_the_code_of_the_supervisor_before_or_behind(said: str, tmp_path: Path) -> None:
    rows: Rows = [["主管部门（代码）", "<", said, "<", "<", "<"]]
    _, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *rows, *MONEY, *AIM, *HEAD, *ROWS])
    assert read.data["主管部门"] == {"编码": "401", "名称": "某县交通运输局"}


def test_goals_numbered_by_line_in_one_paragraph(tmp_path: Path) -> None:
    rows: Rows = [["年度目标", "<", "目标1：养护公路。\v目标2：修复桥梁。", "<", "<", "<"]]
    project, _ = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *rows, *HEAD, *ROWS])
    assert project["绩效目标"] == ["养护公路。", "修复桥梁。"]


def test_unnamed_form_with_its_labels(tmp_path: Path) -> None:
    rows: Rows = [["主管部门", "<", "某县交通局", "<", "实施单位", "公路站"]]
    project, read = read_from(tmp_path, "绩效目标表", YEAR, [*NAMED, *rows, *MONEY, *AIM, *HEAD, *ROWS])
    assert read.layout.name == "central-project"
    assert project["实施单位"] == "公路站"


WORDS = (
    *(
        "项目名称",
        "主管部门及代码",
        "实施单位",
        "项目属性",
        "项目资金（万元）",
        "年度资金总额",
        "其中：财政拨款",
        "其他资金",
        "中期",
        "年度",
    ),
    *(
        "总体目标",
        "中期目标",
        "年度目标",
        "绩效指标",
        "中期绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "分值",
        "度量单位",
    ),
    *(
        OUTPUT,
        EFFECT,
        "产出指标（50分）",
        AMOUNT,
        SOCIAL,
        "",
        "",
        "",
        "",
        "……",
        "指标1：",
        "填报人：李某",
        "☑新增 □延续",
    ),
)
CELL = st.sampled_from(WORDS) | st.integers(1000, 99999).map(lambda number: f"字样{number}") | st.just("120.5")


@given(st.lists(st.lists(CELL, min_size=1, max_size=7), min_size=1, max_size=14))
@settings(max_examples=some(150), deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_any_table_is_lost(rows: list[list[str]]) -> None:
    """Whatever stands where: it is read without a fault, and each text that is no label is in the data or left over."""
    head = [["项目名称", "甲"], ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]]
    table = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in (head[0], *rows, head[1], *rows))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.txt"
        file.write_text(f"{TITLE}\n{YEAR}\n{table}\n\n", encoding="utf-8")
        read = imported(file)
    report = read.report
    assert report.read == report.taken + report.printed + len(report.left)
    kept = f"{read.data}{left(read)}"
    assert [cell for row in rows for cell in row if cell.startswith("字样") and cell not in kept] == []


def test_the_form_that_ministries_publish(tmp_path: Path) -> None:
    """With 分值 in a column of its own, the sum of it in its head, and what was carried over from last year."""
    project, read = read_from(
        tmp_path, "项目支出绩效目标表", YEAR,
        [
            ["项目名称", "<", "博物馆免费开放", "<", "<", "<"],
            ["主管部门及代码", "<", "[125]某省文物局", "实施单位", "某省博物馆", "<"],
            ["项目资金\n（万元）", "<", "年度资金总额：", "10000.00", "执行率\n分值\n（10）", "<"],
            ["^", "<", "其中：财政拨款", "8500.00", "^", "<"],
            ["^", "<", "上年结转", "1500.00", "^", "<"],
            ["年度总体目标", "（一）开放300天。\n（二）办展12个。", "<", "<", "<", "<"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值\n（90）"],
            ["^", OUTPUT, AMOUNT, "开放天数", "≥300天", "50"],
            ["^", "满意度\n指标", "服务对象\n满意度指标", "观众满意度", "≥95%", "40"],
        ],
    )  # fmt: skip
    assert read.layout.name == "central-project-scored"
    assert [row["分值"] for row in project["绩效指标"]] == ["50", "40"]
    assert rows_of(project)[1][:2] == (CONTENT, SERVED)
    assert (project["资金来源"], project["绩效目标"]) == ({"上年结转": "1500.00"}, ["开放300天。", "办展12个。"])
    assert left(read) == ["执行率", "分值", "（10）", "（90）"]


def test_the_points_of_spending_are_no_amount(tmp_path: Path) -> None:
    """Beside a total that is empty stands what 执行率 is worth: nothing of it is money."""
    money = [
        ["项目资金（万元）", "<", "年度资金总额", "", "执行率分值（10）", "<"],
        ["^", "<", "其中：财政拨款", "8", "^", "<"],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *money, *AIM, *HEAD, *ROWS])
    assert (project.get("预算数", ""), project["财政资金"]) == ("", "8")
    assert left(read) == ["执行率分值（10）"]


def test_a_column_of_remarks_makes_no_form_with_points(tmp_path: Path) -> None:
    """A layout that needs a column which the document has not is not the one."""
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "备注"]
    project, read = read_from(
        tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, head, ["^", OUTPUT, AMOUNT, "里程", "9", "长"]]
    )
    assert read.layout.name == "central-project"
    assert project["绩效指标"][0]["备注"] == "长"


def test_heads_that_say_more_than_what_they_are_about(tmp_path: Path) -> None:
    project, read = read_from(
        tmp_path, TITLE, YEAR,
        [
            *NAMED,
            ["资金金额（万元）", "<", "年度资金总额", "<", "120.5", "<"],
            ["项目年度绩效目标情况", "<", "长期绩效目标", "<", "本年度绩效目标", "<"],
            ["^", "<", "路况优良。", "<", "养护300公里。", "<"],
            ["项目年度绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值及单位"],
            *ROWS,
        ],
    )  # fmt: skip
    assert (project["预算数"], project["中期绩效目标"], project["绩效目标"]) == (
        "120.5",
        ["路况优良。"],
        ["养护300公里。"],
    )
    assert len(rows_of(project)) == 2
    assert left(read) == []


@pytest.mark.parametrize(
    ("said", "kept"), [("正向指标", "正向"), ("反向", "反向"), ("逆向指标", "反向"), ("负向指标", "反向")]
)
def test_the_direction_as_forms_say_it(said: str, kept: str, tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "分值", "指标方向性"]
    rows = [
        [OUTPUT, AMOUNT, "里程", "≥", "230", "公里", "50", said],
        [EFFECT, SOCIAL, "路况", "定性", "改善", "无", "50", said],
    ]
    project, read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, head, *rows])
    assert [(row["指标值"], row["指标方向性"]) for row in project["绩效指标"]] == [("≥230公里", kept), ("改善", kept)]
    assert left(read) == []
    assert not any("指标方向性" in one.why for one in read.report.doubtful)


def test_a_direction_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值", "分值", "指标方向性"]
    _, read = read_from(
        tmp_path, TITLE, YEAR, [*NAMED, *MONEY, *AIM, head, [OUTPUT, AMOUNT, "里程", "≥9公里", "50", "向上"]]
    )
    assert "指标方向性：这里只能是正向或反向" in [one.why for one in read.report.doubtful]


def test_what_a_reader_takes_without_writing_it_is_told(tmp_path: Path) -> None:
    """Of 年度 only the four figures are written; what stands before them is told by the cell."""
    _, read = read_from(tmp_path, TITLE, [["年度", "字样2000", "<", "<", "<", "<"], *NAMED, *MONEY, *AIM, *HEAD, *ROWS])
    assert read.data["年度"] == "2000"
    assert [(one.text, one.why) for one in read.report.left] == [("字样2000", "“字样”没有写进来")]
