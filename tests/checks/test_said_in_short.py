"""Totals, sources and counts said in short: 其中 goes on with the sentence before, a department leaves out its county."""

from __future__ import annotations

import pytest

from tests.checks.cases import found, quoted

NAME = "部门: {编码: '302', 名称: 乐亭县教育和体育局}\n"
_MONEY = "预算项目:\n  - {预算数: 120.00, 财政资金: 100.00, 其他资金: 20.00}\n"


def general(text: str) -> str:
    return f"{NAME}部门整体绩效目标:\n  总体绩效目标: {text}\n"


def test_a_sentence_that_begins_with_of_which_goes_on_with_the_one_before() -> None:
    total = "2023年县教育和体育局安排预算项目5个，预算资金{{ 合计.预算数 }}万元。"
    right = "其中：财政资金{{ 合计.财政资金 }}万元；其他资金{{ 合计.其他资金 }}万元。"
    assert quoted("XRF09", _MONEY + general(total + right)) == []
    for wrong in ("其中：财政资金1.5万元；其他资金20万元。", "其中，财政资金1.5万元，其他资金20万元。"):
        assert "1.5万元" in quoted("XRF09", _MONEY + general(total + wrong))


@pytest.mark.parametrize("name", ["乐亭县教育和体育局", "县教育和体育局", "教育和体育局", "本部门"])
def test_a_department_may_leave_out_its_county(name: str) -> None:
    said = f"2023年，{name}申请项目资金{{}}万元，安排项目5个。"
    assert quoted("XRF01", general(said.format("{{ 合计.预算数 }}"))) == []
    assert quoted("XRF01", general(said.format("1.5"))) == ["1.5万元"]


def test_a_count_may_follow_the_total() -> None:
    said = "2023年本部门安排项目支出{{ 合计.预算数 }}万元，项目%s个，按时完成。"
    assert found("XRF07", general(said % "5")) == []
    assert quoted("XRF07", general(said % "6")) == ["6个"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("抽检结果公开，自评得分与下一年度预算挂钩。", []),
        ("绩效自评得分作为安排预算的依据。", []),
        ("本部门自评得分98分。", ["自评得分"]),
    ],
)
def test_what_results_are_used_for_is_no_result(text: str, words: list[str]) -> None:
    assert quoted("TXT06", f"部门整体绩效目标:\n  工作保障措施: {text}\n") == words
