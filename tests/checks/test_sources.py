"""XRF09: 财政资金 and 其他资金 in the texts, against the tables.

The clean filing has 379.50万元 of 财政资金 and 36.00万元 of 其他资金, all of these in its fifth project (150.00 and 36.00).
"""

from __future__ import annotations

import json

import pytest

from tests.checks.cases import quoted


def general(text: str) -> str:
    return f"部门整体绩效目标:\n  总体绩效目标: {json.dumps(text, ensure_ascii=False)}\n"


def itemised(text: str) -> str:
    return f"部门整体绩效目标:\n  分项绩效目标: {json.dumps(text, ensure_ascii=False)}\n"


def fifth(text: str) -> str:
    return "预算项目:\n" + "  - {}\n" * 4 + f"  - 资金用途: {json.dumps(text, ensure_ascii=False)}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023年，本部门申请预算资金415.50万元，其中财政资金397.50万元，其他资金36万元。", ["397.50万元"]),
        ("2023年，本部门申请预算资金415.50万元，其中财政资金379.50万元，其他资金63万元。", ["63万元"]),
        ("本部门预算项目5个，共415.5万元（财政拨款389.5万元，自筹资金26万元）。", ["389.5万元", "26万元"]),
        ("申请财政资金415.5万元，其他资金36万元。", ["415.5万元"]),
        ("申请预算资金415.50万元，其中379.5万元为财政资金，30万元为单位资金。", ["30万元"]),
        ("资金来源：财政资金3795000元，其他资金306000元。", ["306000元"]),
        ("申请预算资金415.50万元，全部为财政资金。", ["全部为财政资金"]),
        ("申请预算资金合计415.50万元，其中：财政性资金安排叁佰柒拾万元、其他资金36万元。", ["叁佰柒拾万元"]),
    ],
)
def test_xrf09_the_whole_filing_has_another_split(text: str, words: list[str]) -> None:
    assert quoted("XRF09", general(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "2023年，本部门申请预算资金415.50万元，其中财政资金379.50万元，其他资金36万元。",
        "申请预算资金415.50万元，其中379.5万元为财政资金，36万元为其他资金。",
        "申请预算资金415.50万元，其中财政资金379.50万元，自筹资金16万元、单位资金20万元。",
        "资金来源：财政资金3795000元，其他资金360000元。",
        "2022年，本部门财政资金300万元，其他资金20万元。",
        "上年决算财政资金300万元。",
        "申请预算资金415.50万元，其中县级财政资金300万元，中央财政资金79.5万元。",
        "基本支出预算900万元。其中财政资金880万元。",
        "人员经费财政拨款880万元。",
        "争取财政资金500万元用于学校建设。",
        "其中3个项目财政资金200万元。",
        "财政资金约380万元。",
        "提高财政资金使用效益，盘活其他资金。",
    ],
)
def test_xrf09_is_silent_where_it_agrees_or_means_another_sum(text: str) -> None:
    assert quoted("XRF09", general(text)) == []


NAME = "家庭经济困难学生营养膳食补助"


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (itemised(f"（一）{NAME}，预算资金186万元，其中财政资金160万元，其他资金36万元"), ["160万元"]),
        (itemised(f"（一）{NAME}，预算资金186万元\n资金来源：财政资金150万元，其他资金26万元。"), ["26万元"]),
        (
            itemised("（一）乡村教师培训经费，预算资金36.5万元，其中财政资金30万元，其他资金6.5万元"),
            ["30万元", "6.5万元"],
        ),
        (itemised(f"（一）{NAME}，预算资金186万元，均为财政拨款。"), ["均为财政拨款"]),
        (fifth("财政资金105万元，其他资金36万元，用于发放补助。"), ["105万元"]),
        (fifth("发放就餐补助，其中：财政资金150万元、自筹35万元。"), ["35万元"]),
        (general(f"{NAME}安排财政资金186万元。"), ["186万元"]),
    ],
)
def test_xrf09_a_project_has_another_split(piece: str, words: list[str]) -> None:
    assert quoted("XRF09", piece) == words


@pytest.mark.parametrize(
    "piece",
    [
        itemised(f"（一）{NAME}，预算资金186万元，其中财政资金150万元，其他资金36万元"),
        itemised("（一）乡村教师培训经费，预算资金36.5万元，全部为财政资金。"),
        fifth("财政资金150万元，其他资金36万元，用于发放补助。"),
        fifth("上年财政资金100万元。"),
        fifth("中央财政资金80万元，县级财政资金70万元，其他资金36万元。"),
        fifth("走读生补助财政资金50万元。"),
    ],
)
def test_xrf09_is_silent_where_a_project_agrees(piece: str) -> None:
    assert quoted("XRF09", piece) == []


def test_xrf09_is_silent_where_the_table_tells_no_source() -> None:
    text = "本部门申请预算资金212.50万元，其中财政资金200万元。"
    assert quoted("XRF09", general(text), "hebei-2021") == []
