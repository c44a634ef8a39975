"""NUM: money and plans that do not add up."""

from __future__ import annotations

import pytest

from tests.checks.cases import found, quoted


def money(text: str) -> str:
    return f"预算项目:\n  - {{{text}}}\n"


def plan(first: str, second: str, third: str, last: str) -> str:
    return money(f"资金支出计划: {{3月底: {first}, 6月底: {second}, 10月底: {third}, 12月底: {last}}}")


@pytest.mark.parametrize(
    "piece",
    [
        money("预算数: 100.00, 财政资金: 80.00, 其他资金: 10.00"),
        money("预算数: 100.00, 财政资金: 99.99"),
        money("预算数: 100.00, 财政资金: null, 其他资金: 100.01"),
    ],
)
def test_num01_two_sources_that_do_not_make_the_budget(piece: str) -> None:
    assert quoted("NUM01", piece) == ["100"]


@pytest.mark.parametrize(
    "piece",
    [
        money("预算数: 100.00, 财政资金: 80.00, 其他资金: 20.00"),
        money("预算数: 0.3, 财政资金: 0.1, 其他资金: 0.2"),
        money("预算数: 100.00, 财政资金: null, 其他资金: null"),
    ],
)
def test_num01_is_silent_where_they_do_to_the_cent_or_none_is_told(piece: str) -> None:
    assert quoted("NUM01", piece) == []


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (plan("50%", "30%", "75%", "100%"), ["30%"]),
        (plan("25%", "50%", "75%", "90%"), ["90%"]),
        (plan("80%", "60%", "40%", "20%"), ["60%", "40%", "20%", "20%"]),
    ],
)
def test_num02_a_plan_that_falls_or_stops_short(piece: str, words: list[str]) -> None:
    assert quoted("NUM02", piece) == words


@pytest.mark.parametrize(
    "piece",
    [plan("25%", "50%", "75%", "100%"), plan("0%", "0%", "0%", "100%"), plan("100%", "100%", "100%", "100%")],
)
def test_num02_is_silent_where_a_plan_rises_or_stands(piece: str) -> None:
    assert quoted("NUM02", piece) == []


def test_a_finding_stands_at_the_value() -> None:
    (one,) = found("NUM01", money("预算数: 100.00, 财政资金: 80.00"))
    assert one.diagnostic.excerpt[one.diagnostic.column - 1 :] == '"100.00"'


@pytest.mark.parametrize(
    "piece",
    [plan("0%", "0%", "0%", "100%"), plan("0", "0", "0", "100"), plan("0.00%", "0%", "0%", "100%")],
)
def test_num03_everything_is_spent_at_the_end(piece: str) -> None:
    (one,) = found("NUM03", piece)
    assert (one.finding.path, one.finding.quoted) == (("预算项目", 0, "资金支出计划"), "")


@pytest.mark.parametrize(
    "piece",
    [plan("0%", "0%", "1%", "100%"), plan("100%", "100%", "100%", "100%"), plan("0%", "0%", "0%", "0%")],
)
def test_num03_is_silent_where_something_is_spent_before(piece: str) -> None:
    assert quoted("NUM03", piece) == []


def plans(*lasts: str) -> str:
    return "预算项目:\n" + "".join(
        f"  - 资金支出计划: {{3月底: 25%, 6月底: 50%, 10月底: {last}, 12月底: 100%}}\n" for last in lasts
    )


@pytest.mark.parametrize("lasts", [("75%",) * 5, ("75", "75%", "75.0%", "75%", "75%"), ("100%",) * 5])
def test_num04_all_plans_are_one(lasts: tuple[str, ...]) -> None:
    assert len(found("NUM04", plans(*lasts))) == 1


@pytest.mark.parametrize("lasts", [("75%",) * 4 + ("80%",), ("60%", "70%", "75%", "80%", "90%"), ("75%", "75%")])
def test_num04_is_silent_where_they_differ(lasts: tuple[str, ...]) -> None:
    assert found("NUM04", plans(*lasts)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("20万工作经费", "20万"),
        ("人才奖励20万元", "20万元"),
        ("2022年50万元村级建设补助", "50万元"),
        ("五十万元帮扶资金", "五十万元"),
        ("1.2亿专项债项目", "1.2亿"),
        ("校舍维修（15万）", "15万"),
        ("20万老旧小区改造", "20万"),
    ],
)
def test_num11_a_project_called_after_another_amount(name: str, words: str) -> None:
    assert quoted("NUM11", money(f"项目名称: {name}, 预算数: 120.00, 财政资金: 120.00")) == [words]


@pytest.mark.parametrize(
    "name",
    [
        "120万元校舍维修",
        "校舍维修120万",
        "20万亩高标准农田建设",
        "20万头生猪养殖",
        "20万群众饮水安全",
        "20万千瓦光伏发电",
        "20万伏变电站",
        "每人2万元奖励",
        "20万元以下工程审计",
        "千万工程",
        "高龄老人100元津贴",
        "10万-20万小额贷款贴息",
        "2019年20万元奖补尾款",
        "1万名职工培训",
    ],
)
def test_num11_is_silent_for_the_budget_and_what_is_no_amount_of_it(name: str) -> None:
    assert quoted("NUM11", money(f"项目名称: {name}, 预算数: 120.00, 财政资金: 120.00")) == []


def test_num11_takes_the_part_of_one_source_and_what_is_rounded() -> None:
    assert quoted("NUM11", money("项目名称: 县级80万元补助, 预算数: 120.00, 财政资金: 80.00, 其他资金: 40.00")) == []
    assert quoted("NUM11", money("项目名称: 县级120万元补助, 预算数: 119.98, 财政资金: 119.98")) == []
