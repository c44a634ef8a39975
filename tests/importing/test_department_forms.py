"""部门整体支出绩效目标申报表 read back: tasks with their money, the goal of the year, the indicators of the whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfgen import building
from perfgen.docx import dump
from perfgen.importing import Imported
from perfgen.layouts import Shelf
from tests.conftest import Run
from tests.examples import some
from tests.importing.built import imported
from tests.importing.drawn import Rows, drawn
from tests.test_central_forms import filing_on

TITLE, YEAR = "部门整体支出绩效目标申报表", "（2024年度）"
NAMED: Rows = [["部门（单位）名称", "<", "某县水务局", "<", "<", "<"]]
TASKS: Rows = [
    ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", "<", "<"],
    ["^", "^", "^", "总额", "财政拨款", "其他资金"],
    ["^", "防汛抗旱", "储备防汛物资", "120.5", "100", "20.5"],
    ["^", "河道管理", "清理河道30公里", "80", "80", ""],
]
TOTAL: Rows = [["^", "金额合计", "<", "200.5", "180", "20.5"]]
AIM: Rows = [["年度总体目标", "保障防汛安全。\n河道通畅。", "<", "<", "<", "<"]]
HEAD: Rows = [["年度绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值"]]
ROWS: Rows = [
    ["^", "产出指标", "数量指标", "清理河道长度", "<", "≥30公里"],
    ["^", "效益指标", "社会效益指标", "防汛能力", "<", "逐步提高"],
]


def read_from(path: Path, *parts: str | Rows) -> Imported:
    """A drawn form, once every cell has been seen to be accounted for."""
    read = imported(drawn(path / "a.docx", *parts))
    report = read.report
    assert report.read == report.taken + report.printed + len(report.left)
    assert read.layout.name == "central-department"
    return read


def left(read: Imported) -> list[str]:
    return [one.text for one in read.report.left]


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_a_form_comes_back(suffix: str, tmp_path: Path) -> None:
    prepared = building.prepare(filing_on("central-department", tmp_path))
    file = building.write(prepared, tmp_path, tmp_path / "form.docx")
    if suffix == ".txt":
        file = tmp_path / "form.txt"
        file.write_text(dump(tmp_path / "form.docx"), encoding="utf-8")
    read = imported(file)
    assert read.layout.name == "central-department"
    assert read.filing is not None, read.report.doubtful
    assert read.report.left == ()
    assert [one.about for one in read.report.doubtful] == [("部门",)]
    said: dict[str, Any] = prepared.filing.model_dump()
    back: dict[str, Any] = read.filing.model_dump()
    for label in ("functions", "tasks", "indicators", "supervisor", "year", "amount_unit"):
        assert back[label] == said[label]
    assert read.filing.overall.general_goal == "2024年，困难群众基本生活得到保障，养老服务设施覆盖城乡社区。\n".rstrip()


def test_what_was_read_builds_and_says_the_same(tmp_path: Path, perfgen: Any) -> None:
    prepared = building.prepare(filing_on("central-department", tmp_path))
    building.write(prepared, tmp_path, tmp_path / "form.docx")
    ran: Run = perfgen("import", tmp_path / "form.docx", "-o", tmp_path / "back.yaml", "--check", "--strict")
    assert ran.code == 0, ran.err
    assert perfgen("check", tmp_path / "form.docx").code < 2


def test_tasks_with_their_money(tmp_path: Path) -> None:
    read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *TASKS, *TOTAL, *AIM, *HEAD, *ROWS])
    assert read.data["年度主要任务"] == [
        {"任务名称": "防汛抗旱", "主要内容": "储备防汛物资", "预算数": "120.5", "财政资金": "100", "其他资金": "20.5"},
        {"任务名称": "河道管理", "主要内容": "清理河道30公里", "预算数": "80", "财政资金": "80"},
    ]
    assert read.data["部门整体绩效目标"] == {"总体绩效目标": "保障防汛安全。\n河道通畅。"}
    assert [row["三级指标"] for row in read.data["整体绩效指标"]] == ["清理河道长度", "防汛能力"]
    assert read.data["部门"]["名称"] == "某县水务局"
    assert left(read) == []


def test_a_sum_that_is_none_is_told(tmp_path: Path) -> None:
    total = ["^", "合计", "<", "201", "180", "20.5"]
    read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *TASKS, total, *AIM, *HEAD, *ROWS])
    assert [(one.text, one.why) for one in read.report.left] == [("201", "各项任务加起来是 200.5，和这里不一样")]


def test_the_money_of_tasks_in_one_row_of_heads(tmp_path: Path) -> None:
    tasks = [
        ["年度主要任务", "任务名称", "主要内容", "总额（元）", "财政拨款（元）", "其他资金（元）"],
        ["^", "防汛抗旱", "储备防汛物资", "1205000", "1205000", "无"],
        ["^", "……", "", "", "", ""],
    ]
    read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *tasks, *AIM, *HEAD, *ROWS])
    assert read.data["金额单位"] == "元"
    assert read.data["年度主要任务"] == [
        {"任务名称": "防汛抗旱", "主要内容": "储备防汛物资", "预算数": "1205000", "财政资金": "1205000"},
    ]
    assert left(read) == []


def test_columns_that_other_places_add(tmp_path: Path) -> None:
    head = [
        "年度绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值类型",
        "指标值",
        "计量单位",
        "指标解释",
        "评（扣）分标准",
        "备注",
    ]
    rows = [["^", "产出指标", "数量指标", "清理河道长度", "≥", "30", "公里", "完工里程", "少一公里扣1分", "含支流"]]
    read = read_from(tmp_path, f"某县水务局2024年度{TITLE}", [*NAMED, *TASKS, *TOTAL, *AIM, head, *rows])
    (row,) = read.data["整体绩效指标"]
    assert (row["指标解释"], row["评（扣）分标准"], row["备注"]) == ("完工里程", "少一公里扣1分", "含支流")
    assert row["指标值"] == "≥30公里"
    assert read.data["年度"] == "2024"
    assert left(read) == []


def test_what_a_form_says_of_income_is_left(tmp_path: Path) -> None:
    money = [
        ["部门预算（万元）", "收入合计", "900", "其中：财政拨款", "800", "<"],
        ["部门职能", "管水。", "<", "<", "<", "<"],
    ]
    read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *money, *TASKS, *TOTAL, *AIM, *HEAD, *ROWS])
    assert read.data["部门职能"] == "管水。"
    assert {"收入合计", "900", "800"} <= set(left(read))
    assert "预算数" not in read.data


def test_lines_above_the_table_and_a_table_without_heads_at_the_left(tmp_path: Path) -> None:
    bare = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清理河道长度", "≥30公里"]]
    read = read_from(
        tmp_path,
        "2025年部门整体支出绩效目标表",
        "填报单位：[412]某县水务局",
        "单位：万元",
        [*TASKS, *TOTAL, *AIM],
        "",
        bare,
        "填报人：李某  联系电话：0315-1234567",
    )
    assert (read.data["年度"], read.data["部门"]) == ("2025", {"编码": "412", "名称": "某县水务局"})
    assert [row["一级指标"] for row in read.data["整体绩效指标"]] == ["产出指标"]
    assert left(read) == ["填报人：李某  联系电话：0315-1234567"]


def test_points_and_placeholders(tmp_path: Path) -> None:
    head = ["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值"]
    rows = [
        ["^", "产出指标（60分）", "数量指标", "指标1：清理河道长度", "≥30公里", "60"],
        ["^", "^", "^", "指标2：", "", ""],
        ["^", "效益指标（30分）", "社会效益指标", "防汛能力", "逐步提高", "30"],
    ]
    read = read_from(tmp_path, TITLE, YEAR, [*NAMED, *TASKS, *TOTAL, *AIM, head, *rows])
    assert [(row["三级指标"], row["分值"]) for row in read.data["整体绩效指标"]] == [
        *(("清理河道长度", "60"), ("防汛能力", "30")),
    ]
    assert left(read) == []


def test_names_with_their_numbers_and_heads_with_more_words(tmp_path: Path) -> None:
    tasks = [
        ["年度主要任务", "任务名称", "主要内容", "总额", "其中：财政拨款", "其他资金"],
        ["^", "任务1：防汛抗旱", "储备防汛物资", "120.5", "100", "20.5"],
        ["^", "任务2：", "", "", "", ""],
    ]
    read = read_from(
        tmp_path,
        "部门（单位）整体绩效目标表",
        YEAR,
        [
            ["预算部门（单位）", "<", "[601]某县水务局", "<", "<", "<"],
            ["部门职能概述", "<", "管水。", "<", "<", "<"],
            *tasks,
            ["年度履职目标", "保障防汛安全。", "<", "<", "<", "<"],
            *HEAD,
            *ROWS,
        ],
    )
    assert read.data["年度主要任务"] == [
        {"任务名称": "防汛抗旱", "主要内容": "储备防汛物资", "预算数": "120.5", "财政资金": "100", "其他资金": "20.5"}
    ]
    assert (read.data["部门"], read.data["部门职能"]) == ({"编码": "601", "名称": "某县水务局"}, "管水。")
    assert read.data["部门整体绩效目标"] == {"总体绩效目标": "保障防汛安全。"}
    assert left(read) == []


def test_the_layout_is_one_of_those_that_are_told() -> None:
    reading = Shelf().by_name("central-department").reading
    assert reading is not None
    assert reading.reader == "整体一张表"


WORDS = (
    *(
        "部门（单位）名称",
        "主管部门及代码",
        "部门职能",
        "年度主要任务",
        "任务名称",
        "主要内容",
        "预算金额（万元）",
        "总额",
        "财政拨款",
    ),
    *(
        "其他资金",
        "金额合计",
        "年度总体目标",
        "中期目标",
        "年度绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "分值",
    ),
    *("产出指标", "数量指标", "", "", "", "……", "年度", "填报人：李某"),
)
CELL = st.sampled_from(WORDS) | st.integers(1000, 99999).map(lambda number: f"字样{number}") | st.just("120.5")


@given(st.lists(st.lists(CELL, min_size=1, max_size=7), min_size=1, max_size=14))
@settings(max_examples=some(100), deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_any_table_is_lost(rows: list[list[str]]) -> None:
    """Whatever stands where: it is read without a fault, and each text that is no label is in the data or left over."""
    head = [
        ["年度主要任务", "任务名称", "主要内容", "总额"],
        ["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ]
    table = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in (head[0], *rows, head[1], *rows))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.txt"
        file.write_text(f"{TITLE}\n{YEAR}\n{table}\n\n", encoding="utf-8")
        read = imported(file)
    report = read.report
    assert report.read == report.taken + report.printed + len(report.left)
    kept = f"{read.data}{left(read)}"
    assert [cell for row in rows for cell in row if cell.startswith("字样") and cell not in kept] == []
