"""TXT09: half-width punctuation between Chinese characters."""

from __future__ import annotations

import json

import pytest

from tests.checks.cases import found, quoted


def purpose(text: str) -> str:
    return f"预算项目:\n  - 资金用途: {json.dumps(text, ensure_ascii=False)}\n"


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("更换灯具,改造线路。", [(",", "，")]),
        ("主要内容:更换灯具;改造线路!", [(":", "："), (";", "；")]),
        ("更换灯具, 改造线路。", [(", ", "，")]),
        ("按《办法》,“四好”要求?落实到位。", [(",", "，"), ("?", "？")]),
        ("用于补助(本级)资金。", [("(本级)", "（本级）")]),
        ("更换灯具（含支架）,改造线路。", [(",", "，")]),
    ],
)
def test_txt09_marks_and_brackets_with_their_fixes(text: str, fixes: list[tuple[str, str]]) -> None:
    findings = [one.finding for one in found("TXT09", purpose(text))]
    assert [(one.quoted, one.fix) for one in findings] == fixes
    assert all(text[one.at or 0 :].startswith(one.quoted) for one in findings)


@pytest.mark.parametrize(
    "text",
    [
        "更换灯具，改造线路；照度检测：合格。",
        "师生比3:1，8:30前到岗。",
        "共1,200人，执行GB/T 9704-2012,共12页。",
        "采用VPN,专线接入(LAN)。",
        "执行《管理办法(试行)》和《标准,第二版》。",
        "(一)更换灯具",
        "错误!未定义书签",
        "满足需要(2022年),另行安排",
        "网址http://www.example.gov.cn",
    ],
)
def test_txt09_is_silent_beside_numbers_and_letters_and_in_titles(text: str) -> None:
    assert quoted("TXT09", purpose(text)) == []


def test_txt09_leaves_names_as_they_were_approved() -> None:
    assert quoted("TXT09", "预算项目:\n  - 项目名称: 校园安全(本级),设备更新\n") == []
    row = "{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: '培训(含网络)人数', 指标值: ≥20人, 指标值确定依据: '计划,方案'}"
    assert quoted("TXT09", f"预算项目:\n  - 绩效指标:\n      - {row}\n") == [","]


def test_txt09_messages_tell_which_mark_is_meant() -> None:
    one, other = (each.finding.message for each in found("TXT09", purpose("更换灯具,改造线路,检测照度。")))
    assert one != other
