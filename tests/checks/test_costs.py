"""NUM05 and NUM06: costs against the budget."""

from __future__ import annotations

import pytest

from perfgen.errors import Severity
from tests.checks.cases import found, quoted


def costs(*rows: tuple[str, str], budget: str = "120.00") -> str:
    said = "绩效指标描述: 见说明, 指标值确定依据: 预算批复"
    lines = "".join(
        f"      - {{一级指标: 产出指标, 二级指标: 成本指标, 三级指标: {name}, 指标值: '{target}', {said}}}\n"
        for name, target in rows
    )
    return f"预算项目:\n  - 预算数: {budget}\n    财政资金: {budget}\n    绩效指标:\n{lines}"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("改造总成本", "≤150万元")], ["150万元"]),
        ([("改造总成本", "≤120元")], ["120元"]),
        ([("改造总成本", "１１９.９万元")], ["１１９.９万元"]),
        ([("项目成本", "不超过130万元")], ["130万元"]),
        ([("灯具费用", "60万元"), ("线路费用", "50万元")], ["60万元", "50万元"]),
        ([("总成本", "120万元"), ("灯具费用", "150万元")], ["150万元"]),
    ],
)
def test_num05_a_cost_that_is_not_the_budget(rows: list[tuple[str, str]], words: list[str]) -> None:
    assert quoted("NUM05", costs(*rows)) == words


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("≤150万元", Severity.ERROR),
        ("≤150万", Severity.ERROR),
        ("不超过1500000元", Severity.ERROR),
        ("≤110万元", Severity.WARNING),
        ("110万", Severity.WARNING),
    ],
)
def test_num05_more_than_the_budget_is_an_error(target: str, severity: Severity) -> None:
    (one,) = found("NUM05", costs(("改造总成本", target)))
    assert one.diagnostic.severity is severity


@pytest.mark.parametrize("target", ["≤120万", "120万以内", "≤20万/月", "每户5万", "≤0.012亿"])
def test_num05_reads_an_amount_without_its_unit(target: str) -> None:
    assert quoted("NUM05", costs(("改造总成本", target))) == []


@pytest.mark.parametrize(
    "rows",
    [
        [("改造总成本", "≤120万元")],
        [("改造总成本", "1200000元")],
        [("改造总成本", "1,200,000.00元")],
        [("灯具费用", "70万元"), ("线路费用", "50万元")],
        [("总成本", "120万元"), ("灯具费用", "70万元")],
        [("每间教室改造成本", "≤5000元")],
        [("培训成本", "≤300元/人")],
        [("单位成本", "≤0.5万元")],
        [("成本节约率", "≥5%")],
    ],
)
def test_num05_is_silent_about_the_budget_its_parts_and_unit_costs(rows: list[tuple[str, str]]) -> None:
    assert quoted("NUM05", costs(*rows)) == []


def test_num05_takes_the_parts_that_the_purpose_tells() -> None:
    piece = costs(("灯具购置费", "≤60万元"), ("线路改造费", "≤45万元"))
    assert quoted("NUM05", piece) == ["60万元", "45万元"]
    told = piece.replace(
        "    绩效指标:", "    资金用途: 用于灯具购置60万元，线路改造450000元，照度检测15万元。\n    绩效指标:"
    )
    assert quoted("NUM05", told) == []
    assert quoted("NUM05", told.replace("60万元，线路", "61万元，线路")) == ["60万元"]


def test_num05_reads_amounts_in_yuan() -> None:
    piece = "金额单位: 元\n" + costs(("总成本", "≤12万元"), budget="120000.00")
    assert "12万元" not in quoted("NUM05", piece)
    assert "13万元" in quoted("NUM05", piece.replace("12万元", "13万元"))


def test_num05_takes_an_amount_rounded_to_another_unit() -> None:
    piece = "金额单位: 元\n" + costs(("总成本", "≤51.65万元"), budget="516541.09")
    assert "51.65万元" not in quoted("NUM05", piece)
    assert "51.66万元" in quoted("NUM05", piece.replace("51.65万元", "51.66万元"))


@pytest.mark.parametrize(
    ("target", "fix"),
    [
        ("支出不超出预算", "≤120万元"),
        ("不超出预算金额", "≤120万元"),
        ("控制在预算金额内", "≤120万元"),
        ("成本控制在年初预算以内。", "≤120万元"),
        ("厉行节约", None),
        ("合理", None),
        ("不超过市场价", None),
    ],
)
def test_num06_a_cost_without_a_number(target: str, fix: str | None) -> None:
    (one,) = found("NUM06", costs(("成本控制", target)))
    assert (one.finding.quoted, one.finding.fix) == (target, fix)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("总成本", "≤120万元"),
        ("成本节约率", "5%以上"),
        ("总成本", "不超过一百万元"),
        ("总成本", ""),
    ],
)
def test_num06_is_silent_where_there_is_a_number_or_nothing(name: str, target: str) -> None:
    assert found("NUM06", costs((name, target))) == []


def test_num06_mends_nothing_where_the_columns_are_apart() -> None:
    said = "三级指标: 总成本, 绩效指标描述: 无, 指标值确定依据: 预算"
    row = f"{{一级指标: 产出指标, 二级指标: 成本指标, {said}, 指标值: {{符号: '', 值: 不超预算, 单位: ''}}}}"
    (one,) = found("NUM06", f"预算项目:\n  - 绩效指标:\n      - {row}\n")
    assert (one.finding.quoted, one.finding.fix) == ("不超预算", None)
