"""WSP: filings of one workspace that contradict or repeat each other."""

from __future__ import annotations

import json

import pytest

from perfgen.checks import RULES
from tests.checks.cases import across

CODES = ("30A3T610011E", "30A3T610023H", "30A3T610037U", "30A3T610045G", "30A3T610052H")
LONG = "为保留的公务用车建立信息化管理平台，平台网站维护和车辆定位服务全年三百六十五天不间断"


def department(name: str, code: str, division: str = "130225", more: str = "") -> str:
    """A department whose projects have codes and texts of their own."""
    projects = "".join(
        f"  - {{项目编码: {division}23P{code[-3:]}{number}00000{number}, 资金用途: {name}的用途{number}, 绩效目标: [{name}的目标{number}]}}\n"
        for number in range(5)
    )
    overall = f"部门整体绩效目标: {{总体绩效目标: {name}的总体目标, 分项绩效目标: {name}的分项目标}}\n"
    return f"部门: {{编码: '{code}', 名称: {name}}}\n" + (more or overall) + f"预算项目:\n{projects}"


def saying(general: str, itemised: str = "各自的事") -> str:
    return f"部门整体绩效目标: {{总体绩效目标: {json.dumps(general, ensure_ascii=False)}, 分项绩效目标: {json.dumps(itemised, ensure_ascii=False)}}}\n"


FIRST = department("乐亭县教育局", "360001")
SECOND = department("乐亭县机关事务中心", "507002")
THIRD = department("乐亭县水利局", "324001")


@pytest.mark.parametrize("code", [code for code in RULES if code.startswith("WSP")])
def test_departments_that_mind_their_own_business(code: str) -> None:
    assert across(code, FIRST, SECOND, THIRD) == []
    assert across(code, FIRST) == []


def named(piece: str, name: str, code: str) -> str:
    return piece.replace("预算项目:\n  - {", f"预算项目:\n  - {{项目名称: {name}, ").replace("23P0010000000", code, 1)


@pytest.mark.parametrize("name", ["接待活动经费", "会议经费", "义务教育学校照明改造资金"])
def test_wsp01_one_code_with_two_names(name: str) -> None:
    second = named(FIRST, name, "23P0010000000").replace("360001", "507002").replace("乐亭县教育局", "乐亭县文化局")
    assert across("WSP01", FIRST, second) == [(1, name)]


@pytest.mark.parametrize(
    "name", ["义务教育学校教室照明改造资金", "义务教育学校（教室）照明改造资金", " 义务教育学校教室照明改造资金"]
)
def test_wsp01_is_silent_on_one_name_however_it_is_set(name: str) -> None:
    assert across("WSP01", FIRST, named(FIRST, json.dumps(name, ensure_ascii=False), "23P0010000000")) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}。",
        f"（一）{LONG}；做好其他工作。",
        f"做好本职工作。\n二是{LONG}",
    ],
)
def test_wsp02_one_sentence_in_two_departments(text: str) -> None:
    first = department("乐亭县教育局", "360001", more=saying(f"{LONG}。"))
    second = department("乐亭县水利局", "324001", more=saying("水利局的总体目标", text))
    assert across("WSP02", first, second) == [(0, LONG), (1, LONG)]


@pytest.mark.parametrize(
    "text",
    [
        "认真贯彻落实县委、县政府各项决策部署，围绕全县中心工作，迎难而上，奋力拼搏，千方百计完成全年任务",
        "平台网站维护和车辆定位全年不间断",
        "以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神，全面完成各项工作任务",
    ],
)
def test_wsp02_is_silent_on_what_everybody_writes_and_on_short_sentences(text: str) -> None:
    pieces = [
        department(name, code, more=saying(text))
        for name, code in (("乐亭县教育局", "360001"), ("乐亭县水利局", "324001"))
    ]
    assert across("WSP02", *pieces) == []


def test_wsp02_is_silent_on_one_departments_two_years_and_on_what_many_were_given() -> None:
    mine = department("乐亭县教育局", "360001", more=saying(LONG))
    assert across("WSP02", mine, "年度: 2024\n" + mine) == []
    many = [department(f"乐亭县第{number}中学", f"36010{number}", more=saying(LONG)) for number in range(4)]
    assert across("WSP02", *many) == []


def test_wsp02_reads_goals_and_purposes() -> None:
    first = department("乐亭县教育局", "360001").replace("乐亭县教育局的目标2", LONG)
    second = department("乐亭县水利局", "324001").replace("乐亭县水利局的用途1", LONG)
    assert across("WSP02", first, second) == [(0, LONG), (1, LONG)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((FIRST, department("乐亭县文化局", "360001")), [(1, "乐亭县文化局")]),
        ((FIRST, department("乐亭县教育局", "360002")), [(1, "360002")]),
        ((department("乐亭县文化局", "360001"), FIRST, "年度: 2024\n" + FIRST), [(0, "乐亭县文化局")]),
    ],
)
def test_wsp03_a_code_with_two_names_and_a_name_with_two_codes(
    pieces: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    assert across("WSP03", *pieces) == expected


@pytest.mark.parametrize(
    "pieces",
    [
        (FIRST, "年度: 2024\n" + FIRST),
        (FIRST, department("玉田县教育局", "360001", "130229")),
        (FIRST, department("乐亭县教育局 ".strip(), "360001")),
    ],
)
def test_wsp03_is_silent_on_two_years_and_on_two_counties(pieces: tuple[str, ...]) -> None:
    assert across("WSP03", *pieces) == []


# Counties that the table of divisions does not have.
ONE = department("广饶县教育局", "360001", "370523")
TWO = department("广饶县民政局", "507002", "370523")


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((ONE, TWO, department("广饶县水利局", "324001", "370522")), [(2, "370522")]),
        ((department("广饶县水利局", "324001", "370532"), ONE, TWO), [(0, "370532")]),
        ((ONE, TWO, department("利津县水利局", "324001", "370523")), [(2, "370523")]),
    ],
)
def test_wsp04_a_division_that_is_not_the_countys(pieces: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert across("WSP04", *pieces) == expected


@pytest.mark.parametrize(
    "pieces",
    [
        (ONE, TWO, department("利津县水利局", "324001", "370522")),
        (ONE, department("机关事务中心", "507002", "370599")),
        (ONE, department("山东广饶经济开发区管委会", "507002", "370523")),
        (FIRST, SECOND, department("乐亭县水利局", "324001", "130229")),
    ],
)
def test_wsp04_is_silent_on_two_counties_and_where_names_tell_none_or_a_table_does(pieces: tuple[str, ...]) -> None:
    assert across("WSP04", *pieces) == []
