"""NUM10: budgets a hundred or ten thousand times too large.

The clean filing has budgets of 120, 36.5, 48, 25 and 186 万元; the cost rows of the first four say the same.
"""

from __future__ import annotations

import pytest

from tests.checks.cases import found


def budgets(*amounts: str) -> str:
    return "预算项目:\n" + "".join(f"  - {{预算数: {one}, 财政资金: {one}}}\n" for one in amounts)


def first(**labels: str) -> str:
    return "预算项目:\n  - {" + ", ".join(f"{label}: {value}" for label, value in labels.items()) + "}\n"


@pytest.mark.parametrize(
    ("piece", "quoted", "meant"),
    [
        (first(预算数="1200000", 财政资金="1200000"), "1200000", "120万元"),
        (first(预算数="5126000", 财政资金="5126000", 资金用途="采购设备512.6万元。"), "5126000", "512.6万元"),
        (first(预算数="1200000", 财政资金="120"), "1200000", "120万元"),
        (first(预算数="12000", 财政资金="12000"), "12000", "120万元"),
        (first(预算数="200000", 财政资金="200000", 项目名称="20万元奖补资金"), "200000", "20万元"),
        (first(预算数="30000000", 财政资金="30000000"), "30000000", "3000万元"),
        (first(预算数="90000000", 财政资金="90000000", 绩效指标="[]"), "90000000", "大得不像"),
        (first(预算数="800000", 财政资金="800000", 资金用途="用于校园安全。"), "800000", "80万元"),
    ],
)
def test_num10_a_budget_that_other_places_have_smaller(piece: str, quoted: str, meant: str) -> None:
    (one,) = found("NUM10", piece)
    assert (one.finding.path, one.finding.quoted) == (("预算项目", 0, "预算数"), quoted)
    assert meant in one.finding.message


def test_num10_a_filing_all_in_yuan_is_told_once() -> None:
    (one,) = found("NUM10", budgets("1200000", "365000", "480000", "250000", "1860000"))
    assert (one.finding.path, one.finding.quoted) == (("金额单位",), "万元")


@pytest.mark.parametrize(
    "piece",
    [
        budgets("120", "36.5", "48", "25", "186"),
        budgets("12000", "36.5", "48", "25", "186").replace("12000}", "12000, 绩效指标: []}"),
        first(预算数="52000", 财政资金="52000", 资金用途="用于基本养老保险补助。", 绩效指标="[]"),
        first(预算数="3000", 财政资金="3000", 资金用途="用于新建小学，征地30亩。", 绩效指标="[]"),
        budgets("1200000", "365000", "480000", "250000", "1860000") + "金额单位: 元\n",
        first(预算数="8500", 财政资金="8500", 资金用途="每人补助85元。", 绩效指标="[]"),
        first(项目名称="20万亩高标准农田建设", 预算数="200000", 财政资金="200000", 绩效指标="[]").replace(
            "200000", "20000"
        ),
    ],
)
def test_num10_is_silent_where_a_project_is_only_large(piece: str) -> None:
    narrative = "部门整体绩效目标:\n  总体绩效目标: 办好教育。\n  分项绩效目标: （一）加强管理。\n"
    assert found("NUM10", piece + narrative) == []


def test_num10_a_cost_in_another_unit_is_not_the_budgets_fault() -> None:
    row = "{一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 改造总成本, 指标值: ≤120元, 指标值确定依据: 批复}"
    assert found("NUM10", first(绩效指标=f"[{row}]")) == []
