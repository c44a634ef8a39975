"""Years before and after the filing's own that are right: what was reached, and projects that go on."""

from __future__ import annotations

import pytest
import yaml

from tests.checks.cases import quoted


def _told(text: str, code: str) -> list[str]:
    goal = yaml.safe_dump({"预算项目": [{"绩效目标": [text]}]}, allow_unicode=True)
    return quoted(code, goal)


@pytest.mark.parametrize(
    "text",
    [
        "2022年预算执行率为96.5%。",
        "2022年度部门预算执行率96%，执行情况较好。",
        "2022年已完成改造20公里，2023年继续改造30公里。",
        "2022年完成改造20公里，今年继续实施。",
        "2022年开展培训12期，2023年计划开展15期。",
        "2022年度满意度达到了93.6%，2023年力争提高到95%。",
    ],
)
def test_a_year_before_set_against_this_one_is_history(text: str) -> None:
    assert _told(text, "TXT05") == []


@pytest.mark.parametrize(
    "text",
    [
        "2022年预算执行率达到96%以上。",
        "2022年度预算执行率确保不低于95%。",
        "2022年完成改造20公里。",
        "2022年完成培训12期，12月底前全部完成。",
    ],
)
def test_a_year_before_with_what_is_aimed_at_is_last_years_text(text: str) -> None:
    assert _told(text, "TXT05") == ["2022年"]


@pytest.mark.parametrize(
    "text",
    [
        "2022年已完成20公里，2023年继续改造30公里。",
        "截至目前已完成3个村，本年完成其余5个村。",
        "上年已完成240间，今年改造其余教室。",
    ],
)
def test_what_was_done_in_years_before_is_no_result_of_this_one(text: str) -> None:
    assert _told(text, "TXT06") == []


@pytest.mark.parametrize("text", ["已完成20公里改造。", "2023年已完成20公里。", "上年改造20公里。今年已完成30公里。"])
def test_what_this_year_has_done_is_a_result(text: str) -> None:
    assert _told(text, "TXT06") == ["已完成"]


def _end(purpose: str, value: str = "2024年6月底前", name: str = "完工时间") -> list[str]:
    row = {"三级指标": name, "指标值": value, "指标值确定依据": "施工合同"}
    project = {"资金用途": purpose, "绩效指标": {"产出指标": {"时效指标": [row]}}}
    return quoted("TXT05", yaml.safe_dump({"预算项目": [project]}, allow_unicode=True))


@pytest.mark.parametrize(
    "purpose",
    [
        "项目跨年实施，2023年支付首付款。",
        "工期18个月，年内完成基础工程。",
        "2023—2024年分两年度实施。",
        "续建工程的工程款。",
    ],
)
def test_a_project_that_goes_on_may_be_done_next_year(purpose: str) -> None:
    assert _end(purpose) == []


def test_the_end_of_another_project_and_of_another_time_is_told() -> None:
    assert _end("用于改造教室。") == ["2024年"]
    assert _end("续建工程的工程款。", "2022年6月底前") == ["2022年"]
    assert _end("续建工程的工程款。", "≥2024年的5%", "资金压减比例").count("2024年") <= 1
