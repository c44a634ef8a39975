"""TXT10: dates that cannot be. The clean filing is of 2023, which is no leap year."""

from __future__ import annotations

import json

import pytest

from tests.checks.cases import found, quoted


def purpose(text: str) -> str:
    return f"预算项目:\n  - 资金用途: {json.dumps(text, ensure_ascii=False)}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6月31日前完成改造。", ["6月31日"]),
        ("13月底前完成。", ["13月"]),
        ("2023年2月29日前完成。", ["2023年2月29日"]),
        ("2月30日、4月31号、0月5日", ["2月30日", "4月31号", "0月5日"]),
        ("2023年13月完成。", ["13月"]),
        ("9月25日至31日集中宣传。", ["9月25日至31日"]),
        ("６月３１日前完成。", ["６月３１日"]),
        ("六月三十一日前完成，十三月底前验收。", ["六月三十一日", "十三月"]),
        ("开工日期2023-06-31，竣工日期2023/11/31", ["2023-06-31", "2023/11/31"]),
        ("第五季度完成。", ["第五季度"]),
        ("12月32日前完成。", ["12月32日"]),
        ("15月上旬、18月份", ["15月", "18月"]),
    ],
)
def test_txt10_days_and_months_that_are_none(text: str, words: list[str]) -> None:
    assert sorted(quoted("TXT10", purpose(text))) == sorted(words)


@pytest.mark.parametrize(
    "text",
    [
        "6月30日前完成改造，12月底前验收。",
        "2024年2月29日前完成，12月31日结束。",
        "运行13个月，满13月龄，第13月底续签。",
        "发放13月工资，工期18月。",
        "6月25日至30日、1-12月、10月、九十月份。",
        "十二月三十一日前、十一月底、第四季度",
        "2023-06-30、2023.12.31、冀财〔2023〕06-31号、2023-2024",
        "每月31日前上报，近5个季度",
        "五月三十一日前、二十四节气",
        "版本2023.13.5.1，比例0.6月",
    ],
)
def test_txt10_is_silent_where_a_date_can_be_or_is_none(text: str) -> None:
    assert quoted("TXT10", purpose(text)) == []


def test_txt10_reads_targets_and_the_narrative() -> None:
    row = "{一级指标: 产出指标, 二级指标: 时效指标, 三级指标: 完成时间, 指标值: 11月31日前, 指标值确定依据: 计划}"
    assert quoted("TXT10", f"预算项目:\n  - 绩效指标:\n      - {row}\n") == ["11月31日"]
    assert quoted("TXT10", "部门整体绩效目标:\n  工作保障措施: 13月底前自评。\n") == ["13月"]


def test_txt10_says_what_is_wrong() -> None:
    messages = [one.finding.message for one in found("TXT10", purpose("2023年2月29日、6月31日、13月底"))]
    assert [message.rpartition("：")[2] for message in messages] == [
        "2023年2月只有28天",
        "6月只有30天",
        "一年只有12个月",
    ]
