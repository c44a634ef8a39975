"""Values that say something though they are nothing, a level, a date or points: read as what they are."""

from __future__ import annotations

import pytest
import yaml

from perfgen.filing import Target
from tests.checks.cases import found, quoted


def _row(level2: str, name: str, value: object, **more: object) -> str:
    level1 = "产出指标" if level2 in ("数量指标", "质量指标", "时效指标", "成本指标") else "效益指标"
    row = {"三级指标": name, "指标值": value, "指标值确定依据": "年度工作计划", **more}
    return yaml.safe_dump({"预算项目": [{"绩效指标": {level1: {level2: [row]}}}]}, allow_unicode=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("合同争议率", "=0%"),
        ("建成区黑臭水体", "0个"),
        ("黑臭水体数量", "0"),
        ("入河直排口", "=0个"),
        ("零就业家庭", "0户"),
        ("零就业家庭数量", "0"),
        ("补助发放差错", "0"),
        ("食品变质比例", "0%"),
        ("变质比例", "0"),
        ("断头路", "0条"),
        ("工资错发率", "0"),
    ],
)
def test_nothing_is_best_of_some_things_and_needs_no_unit(name: str, value: str) -> None:
    piece = _row("质量指标", name, value)
    assert quoted("IND14", piece) == []
    assert quoted("STR07", piece) == []


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        ("设备验收合格率", "0%", ["IND14"]),
        ("维修道路长度", "0公里", ["IND14"]),
        ("零散工培训人数", "0人", ["IND14"]),
        ("培训完成率", "0", ["IND14", "STR07"]),
        ("合同争议率", "5", ["STR07"]),
    ],
)
def test_nothing_of_what_is_to_be_done_is_no_goal(name: str, value: str, codes: list[str]) -> None:
    piece = _row("质量指标", name, value)
    assert [code for code in ("IND14", "STR07") if quoted(code, piece)] == codes


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("12月底到位", (None, None)),
        ("12月底前完成", (None, None)),
        ("11月中旬", (None, None)),
        ("6月份", (None, None)),
        ("12个月", (12, "个月")),
        ("3月/次", (3, "月/次")),
        ("15日内", (15, "日内")),
        ("12人", (12, "人")),
    ],
)
def test_a_month_with_its_part_is_a_date_and_no_number_with_a_unit(
    value: str, says: tuple[int | None, str | None]
) -> None:
    target = Target.model_validate(value)
    assert (target.value, target.unit) == says
    assert target.written == value


def test_a_date_stands_in_one_of_three_columns_and_one_in_two_prints_as_it_was() -> None:
    assert Target.model_validate("12月底到位").columns == ("文字描述", "", "12月底到位")
    apart = Target.model_validate({"符号": "", "值": "12", "单位": "月底到位"})
    assert (apart.value, apart.columns) == (None, ("", "12", "月底到位"))


@pytest.mark.parametrize("value", ["12月底到位", "12月底前完成", "11月中旬", "2023年12月底前全部完成", "6月完成"])
def test_a_date_with_what_is_done_then_is_a_date_to_the_rules(value: str) -> None:
    piece = _row("时效指标", "资金到位时间", value)
    assert [code for code in ("IND05", "IND10", "IND11", "IND12", "IND14") if quoted(code, piece)] == []


@pytest.mark.parametrize("value", ["Ⅲ类", "优于Ⅲ类", "A级", "4A级", "二级", "1级", "一星级", "Ⅳ类及以上", "劣Ⅴ类"])
def test_a_level_is_a_value(value: str) -> None:
    piece = _row("质量指标", "断面水质类别", value)
    assert [code for code in ("IND10", "IND11", "IND12") if quoted(code, piece)] == []


@pytest.mark.parametrize("value", ["高级", "分类", "较好", "各级", "提升等级"])
def test_a_word_that_ends_like_a_level_is_none(value: str) -> None:
    assert quoted("IND11", _row("质量指标", "断面水质类别", value)) == [value]


def test_points_of_the_overall_indicators_are_weights() -> None:
    def overall(value: object) -> str:
        return yaml.safe_dump({"整体绩效指标": [{"三级指标": "资金管理", "指标值": value}]}, allow_unicode=True)

    assert quoted("IND12", overall({"符号": "", "值": "10", "单位": "分"}), "hebei-2021") == []
    assert quoted("IND12", overall("10次"), "hebei-2021") == ["10次"]
    assert quoted("IND12", _row("质量指标", "考核得分", "90分")) == ["90分"]


def test_a_share_of_cost_is_not_made_an_amount() -> None:
    (share,) = found("NUM06", _row("成本指标", "成本控制率", "不超预算"))
    (amount,) = found("NUM06", _row("成本指标", "改造总成本", "不超预算"))
    assert (share.finding.fix, amount.finding.fix) == (None, "≤120万元")
    assert "万元" not in share.finding.hint


@pytest.mark.parametrize(
    ("unit", "fiscal", "other", "told"),
    [
        ("万元", "6923.36", "3683.40", []),
        ("万元", "6923.36", "3683.38", []),
        ("万元", "6923.36", "3683.41", ["10606.75"]),
        ("元", "6923.36", "3683.40", ["10606.75"]),
        ("万元", "10606.76", "0", ["10606.75"]),
    ],
)
def test_a_hundredth_between_rounded_amounts_is_no_difference(
    unit: str, fiscal: str, other: str, told: list[str]
) -> None:
    project = {"预算数": "10606.75", "财政资金": fiscal, "其他资金": other}
    piece = yaml.safe_dump({"金额单位": unit, "预算项目": [project]}, allow_unicode=True)
    assert quoted("NUM01", piece) == told
