"""STR07 to STR11: what must be said, and the indicators there must be."""

from __future__ import annotations

import pytest

from perfgen.filing.outline import Outline
from tests.checks.cases import found, quoted

COUNT, QUALITY, TIME, COST = "产出指标 数量指标", "产出指标 质量指标", "产出指标 时效指标", "产出指标 成本指标"
BENEFIT, CONTENT = "效益指标 社会效益指标", "满意度指标 服务对象满意度指标"
ALL = (COUNT, QUALITY, TIME, COST, BENEFIT, CONTENT)


def rows(*levels: str, first: str = "", name: str = "培训人次", target: str = "≥20人次") -> str:
    """The first project with rows of these classes; `first` is put into the first of them."""
    lines = []
    for level in levels:
        level1, level2 = level.split()
        said = {"三级指标": name, "绩效指标描述": "全年累计", "指标值": target, "指标值确定依据": "年初计划"}
        if not lines and first:
            said |= dict([first.split("=", 1)])
        cells = ", ".join(f"{label}: '{text}'" for label, text in said.items())
        lines.append(f"      - {{一级指标: {level1}, 二级指标: {level2}, {cells}}}\n")
    return f"预算项目:\n  - 绩效指标:\n{''.join(lines)}"


@pytest.mark.parametrize(
    ("piece", "path"),
    [
        ("预算项目:\n  - 资金用途: ' '\n", ("预算项目", 0, "资金用途")),
        ("预算项目:\n  - 绩效目标: []\n", ("预算项目", 0, "绩效目标")),
        ("预算项目:\n  - 绩效目标: [做好培训, '']\n", ("预算项目", 0, "绩效目标", 1)),
        ("部门整体绩效目标:\n  工作保障措施: ''\n", ("部门整体绩效目标", "工作保障措施")),
        (rows(*ALL, first="绩效指标描述="), ("预算项目", 0, "绩效指标", 0, "绩效指标描述")),
        (rows(*ALL, first="指标值= "), ("预算项目", 0, "绩效指标", 0, "指标值")),
        (rows(*ALL, first="指标值确定依据="), ("预算项目", 0, "绩效指标", 0, "指标值确定依据")),
    ],
)
def test_str07_what_is_empty(piece: str, path: tuple[str | int, ...]) -> None:
    (one,) = found("STR07", piece)
    assert (one.finding.path, one.finding.quoted) == (path, "")


@pytest.mark.parametrize("target", ["0.00", "≥20", "＝100", "1,200"])
def test_str07_a_number_without_a_unit(target: str) -> None:
    assert quoted("STR07", rows(*ALL, first=f"指标值={target}")) == [target]


@pytest.mark.parametrize(
    "piece",
    [
        rows(*ALL),
        rows(*ALL, first="指标值=12月底"),
        rows(*ALL, first="指标值=按时完成"),
        rows(COUNT, name="完成率（%）", target="100"),
        rows(COUNT, name="出水pH值", target="≥6.5"),
        rows(TIME, name="完成时间", target="2023"),
    ],
)
def test_str07_is_silent_about_what_needs_no_unit(piece: str) -> None:
    assert quoted("STR07", piece) == []


@pytest.mark.parametrize(
    ("levels", "name"),
    [((COUNT, QUALITY, TIME, COST, CONTENT), "效益指标"), ((BENEFIT, CONTENT), "产出指标"), ((CONTENT,), "产出指标")],
)
def test_str08_a_group_that_lacks(levels: tuple[str, ...], name: str) -> None:
    first, *_ = found("STR08", rows(*levels))
    assert first.finding.path == ("预算项目", 0)
    assert name in first.finding.message


@pytest.mark.parametrize("levels", [ALL, (COUNT, BENEFIT), (QUALITY, "效益指标 生态效益指标")])
def test_str08_is_silent_where_each_group_has_one(levels: tuple[str, ...]) -> None:
    assert found("STR08", rows(*levels)) == []


def test_str08_takes_either_name_of_a_group() -> None:
    assert found("STR08", layout="hebei-2021") == []


@pytest.mark.parametrize(
    ("levels", "names"),
    [
        ((COUNT, QUALITY, BENEFIT), "时效指标"),
        ((COST, BENEFIT), "数量指标、质量指标、时效指标"),
        ((TIME, BENEFIT), "数量指标、质量指标"),
    ],
)
def test_str09_all_that_lack_are_told_at_once(levels: tuple[str, ...], names: str) -> None:
    (one,) = found("STR09", rows(*levels))
    assert one.finding.message == f"这个项目没有{names}"


@pytest.mark.parametrize("levels", [ALL, (COUNT, QUALITY, TIME), (COUNT, COUNT, QUALITY, TIME)])
def test_str09_is_silent_where_all_are_there(levels: tuple[str, ...]) -> None:
    assert found("STR09", rows(*levels)) == []


@pytest.mark.parametrize("levels", [(COUNT,), (COUNT, QUALITY, TIME, BENEFIT), (BENEFIT, CONTENT)])
def test_str10_no_cost(levels: tuple[str, ...]) -> None:
    assert len(found("STR10", rows(*levels))) == 1


@pytest.mark.parametrize("levels", [ALL, (COST,), (COUNT, COST)])
def test_str10_is_silent_where_there_is_a_cost(levels: tuple[str, ...]) -> None:
    assert found("STR10", rows(*levels)) == []


def test_str09_and_str10_ask_nothing_of_a_layout_that_does_not() -> None:
    assert found("STR09", layout="hebei-2021") == found("STR10", layout="hebei-2021") == []


@pytest.mark.parametrize("levels", [(COUNT,), (COUNT, QUALITY, TIME, COST, BENEFIT), (BENEFIT,)])
def test_str11_no_satisfaction(levels: tuple[str, ...]) -> None:
    assert len(found("STR11", rows(*levels))) == 1


TEXTS = "部门整体绩效目标: {总体绩效目标: 办好学校。, 分项绩效目标: 办好学校。, 工作保障措施: 健全制度。}\n"


@pytest.mark.parametrize("name", ["政府债券还本付息", "预备费", "债务利息"])
def test_str11_is_silent_where_nobody_is_served(name: str) -> None:
    assert found("STR11", rows(*ALL)) == []
    assert found("STR11", TEXTS + rows(COUNT).replace("绩效指标:", f"项目名称: {name}\n    绩效指标:", 1)) == []


CUT = Outline(broken_off=True)


@pytest.mark.parametrize("code", ["STR08", "STR09", "STR10", "STR11"])
def test_what_may_stand_behind_the_end_of_a_dump_is_not_missing(code: str) -> None:
    piece = last_of_five(rows(COUNT, QUALITY))
    assert len(found(code, piece)) == 1
    assert found(code, piece, outline=CUT) == []


def test_what_stands_before_the_end_of_a_dump_is_missing() -> None:
    piece = last_of_five(rows(COUNT, BENEFIT))
    assert [len(found(code, piece, outline=CUT)) for code in ("STR08", "STR09", "STR10", "STR11")] == [0, 1, 1, 0]


def test_the_last_row_before_the_end_of_a_dump_may_be_empty() -> None:
    piece = last_of_five(rows(COUNT, first="指标值="))
    assert len(found("STR07", piece)) == 1
    assert found("STR07", piece, outline=CUT) == []
    assert len(found("STR07", piece, outline=CUT._replace(broken_off=False))) == 1


def last_of_five(piece: str) -> str:
    """A piece for the first project laid over the last of the clean filing's five."""
    return piece.replace("预算项目:\n", "预算项目:\n" + "  - {}\n" * 4)
