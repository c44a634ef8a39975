"""STR05 and STR06: numbers without anything behind them, and numbers that jump."""

from __future__ import annotations

import json

import pytest

from tests.checks.cases import found, quoted


def narrative(text: str) -> str:
    return f"部门整体绩效目标:\n  分项绩效目标: {json.dumps(text, ensure_ascii=False)}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（一）\n绩效目标：保证会议有序。\n（二）宣传", ["（一）"]),
        ("1、\n做好接待。\n2、 \n做好招商。", ["1、", "2、"]),
        ("前言。\n一、", ["一、"]),
    ],
)
def test_str05_a_number_with_nothing_behind_it(text: str, words: list[str]) -> None:
    assert quoted("STR05", narrative(text)) == words


@pytest.mark.parametrize("text", ["（一）会议\n绩效目标：有序。", "1、做好接待。", "全年共计\n2022"])
def test_str05_is_silent_where_something_stands_behind_it(text: str) -> None:
    assert quoted("STR05", narrative(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（一）会议\n（三）宣传\n（四）培训", ["（三）"]),
        ("1、甲\n2、乙\n2、丙\n3、丁", ["2、"]),
        ("一、甲\n1.子\n3.丑\n二、乙\n1.寅", ["3."]),
        ("1.甲\n2.乙\n5.丙\n4.丁\n5.戊", ["5."]),
        ("1.甲\n正文。\n1.乙\n正文。\n3.丙", ["1."]),
        ("（二）乙\n（三）丙", ["（二）"]),
        ("十、甲", ["十、"]),
    ],
)
def test_str06_numbers_that_jump_or_repeat(text: str, words: list[str]) -> None:
    assert quoted("STR06", narrative(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "（一）会议\n1、甲\n2、乙\n（二）宣传\n1、丙\n2、丁",
        "接待项目\n1.产出\n2.效益\n招商项目\n1.产出\n2.效益",
        "1、甲\n2.乙\n3、丙",
        "措施如下：（一）健全制度。\n（二）规范管理。",
        "1.甲；2.乙；\n3.丙",
        "1.5万元用于会议。\n3-5年内完成。\n2022年，全面完成。",
        "九、甲\n十、乙\n十一、丙".replace("九", "一").replace("十一", "三").replace("十", "二"),
    ],
)
def test_str06_is_silent_about_numbers_in_order(text: str) -> None:
    assert quoted("STR06", narrative(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.产出。\n（1）数量指标。批次90。\n质量指标。成功率95%。\n2.效益。", ["质量指标"]),
        ("一、产出\n1、数量指标：会议5次。\n时效指标：12月底。\n质量指标：100%。\n二、效益", ["时效指标"]),
        ("（一）产出\n①数量：5次。\n质量：合格。", ["质量"]),
    ],
)
def test_str06_points_of_a_list_of_which_only_the_first_has_a_number(text: str, words: list[str]) -> None:
    assert quoted("STR06", narrative(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "1.产出。\n（1）数量指标。批次90。\n（2）质量指标。成功率95%。\n2.效益。",
        "1.产出。\n（1）数量指标。批次90。\n2.效益。",
        "1.产出。\n（1）完成全年接待批次\n按计划做好接待准备工作并及时总结经验教训，提高水平。\n2.效益。",
    ],
)
def test_str06_is_silent_where_there_is_one_point_or_its_text_goes_on(text: str) -> None:
    assert quoted("STR06", narrative(text)) == []


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("一是做好预算；二做好决算。", "二做好", "二是做好"),
        ("一是健全制度，二是规范管理，三抓落实。", "三抓落", "三是抓落"),
        ("主要有：一是会议。二加强培训。", "二加强", "二是加强"),
    ],
)
def test_str06_a_clause_without_is(text: str, words: str, fix: str) -> None:
    (one,) = found("STR06", narrative(text))
    assert (one.finding.quoted, one.finding.fix, one.finding.at) == (words, fix, text.index(words))


def test_str06_reads_the_sentences_of_projects_too() -> None:
    said = "预算项目:\n  - 绩效目标说明: 主要设置了两项目标：一是培训教师；二提高水平。\n"
    (one,) = found("STR06", said)
    assert one.finding.path == ("预算项目", 0, "绩效目标说明")


@pytest.mark.parametrize(
    "text",
    [
        "一是管好账目；二是做好决算。",
        "一是做好预算，二级单位同步编报；二是做好决算。",
        "一是控制三公经费；四个意识要牢。",
        "二做好决算。",
    ],
)
def test_str06_is_silent_about_numerals_that_count(text: str) -> None:
    assert quoted("STR06", narrative(text)) == []
