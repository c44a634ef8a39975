"""How targets and actuals are read, and what is told where they cannot be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfgen.filing import Target
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.score import score
from perfgen.scoring.scored import Matter, Scored

RULES = ScoreRules()


def scored(target: str, actual: str | None, **more) -> Scored:
    rules = more.pop("rules", RULES)
    return score(Target.model_validate(target), actual, Decimal(10), rules, **{"year": 2023, **more})


SCORED = {
    "a number without unit is in that of the target": ("≥90批", "90", "10"),
    "a verb before it": ("≥1000人次", "培训1,100人次", "10"),
    "a full stop behind it": ("≥90批", "完成 81 批。", "9"),
    "words behind a comma": ("≥90批", "90批，全部完成", "10"),
    "the sign of equality": ("≥3次", "=3次", "10"),
    "full-width digits": ("≥９０批", "８１批", "9"),
    "Chinese numerals": ("≥4次", "三次", "7.5"),
    "a number on a cheque": ("≤184万元", "壹佰捌拾肆万元", "10"),
    "per cent in words": ("≥96%", "百分之九十六", "10"),
    "a scale without unit": ("≥2万人次", "1.8万", "9"),
    "a bracketed unit": ("≥10批次（次）", "9批次", "9"),
    "units of one meaning": ("≥10场次", "9场", "9"),
    "about so many tenths": ("≥90%", "八成左右", "8.89"),
    "money with its sign": ("≥50万元", "￥450,000.00", "9"),
    "money to the yuan": ("≥50万元", "人民币肆拾伍万元整", "9"),
    "a month in Chinese": ("十月底", "2023年十月二十日", "10"),
    "money for each of something": ("≤60元/㎡", "0.008万元/平方米", "7.5"),
    "per year is said or not": ("≥4次/年", "3次", "7.5"),
    "kilowatt-hours have 千 in their name": ("≥500万千瓦时", "450万度", "9"),
    "a share of one against per cent": ("≥0.9", "81%", "9"),
    "no sign and 成本: the less the better": ("40元", "50元", "8", {"level2": "成本指标"}),
    "no sign and a rate under 成本: the more the better": ("5%", "4%", "8", {"level2": "成本指标"}),
    "no sign and a span under 时效: the shorter the better": ("20天", "25天", "8", {"level2": "时效指标"}),
    "no sign and a rate under 时效: the more the better": ("100%", "80%", "8", {"level2": "时效指标"}),
    "no sign and a span under 数量: the more the better": ("300天", "240天", "8", {"level2": "数量指标"}),
    "the column 指标方向性 before all that": ("40元", "32元", "8", {"level2": "成本指标", "direction": "正向"}),
    "none at all in words": ("零事故", "未发生", "10"),
    "some where none was wanted": ("零投诉", "2起", "0"),
    "all done of 100 %": ("100%", "全部完成", "10"),
    "a negative target kept": ("≥-5%", "-4%", "10"),
    "a negative target missed": ("≥-5%", "-6%", "0"),
    "already in front of the same words": ("建立台账", "已建立台账", "10"),
    "in time, in other words": ("及时", "按时完成", "10"),
    "a band with its rate behind it": ("优秀", "达成预期指标（95%）", "9.5"),
    "met with a rate is of the first band": ("优秀", "已达成", "8.5", {"rate": Decimal(85)}),
    "not met with a rate is of the last band": ("优秀", "未达成", "2", {"rate": Decimal(20)}),
    "a rate alone is of the band it lies in": ("优秀", "良好", "7", {"rate": Decimal(70)}),
    "the last day": ("2023年12月底", "2023-12-31", "10"),
    "as a spreadsheet says it": ("2023年12月底", "2023-12-31 00:00:00", "10"),
    "a quarter": ("三季度", "9月", "10"),
    "the end of a span": ("2023年1-10月", "2023年11月", "0"),
    "years": ("2022-2023年", "2023年", "10"),
    "the last of February": ("2023年2月底", "2023年2月28日", "10"),
    "next year": ("12月底", "2024年1月", "0"),
    "not done by its date": ("12月底", "未完成", "0"),
}


@pytest.mark.parametrize("case", SCORED.values(), ids=SCORED)
def test_is_scored(case) -> None:
    target, actual, points, *more = case
    found = scored(target, actual, **(more[0] if more else {}))
    assert found.points == Decimal(points), (found.how, found.remarks)


UNCLEAR = {
    "other things": ("≥90批", "92次", "单位是“批”，实际的单位是“次”"),
    "workdays are no days": ("10个工作日内", "8天", "换算不了"),
    "people are not visits": ("≥100人次", "100人", "换算不了"),
    "points of per cent are no per cent": ("≥5个百分点", "5.2%", "换算不了"),
    "the target copied": ("≥95%", "≥95%", "没有说究竟是多少"),
    "at least": ("≥95%", "95%以上", "没有说究竟是多少"),
    "more than": ("≥95%", "超过95%", "没有说究竟是多少"),
    "a range reached": ("≥3次", "3-5次", "看不出完成了多少"),
    "two numbers": ("≥3次", "线上2次，线下2次", "看不出完成了多少"),
    "done, but how many": ("≥52次", "已完成", "看不出完成了多少"),
    "none, or nothing to say": ("≤5起", "无", "看不出完成了多少"),
    "less than before": ("≥3%", "下降3%", "看不出完成了多少"),
    "1 of per cent": ("≥95%", "1", "1% 还是 100%"),
    "a share beside a small rate": ("≤0.5%", "0.3", "0.3% 还是 30%"),
    "a share of per mille": ("≤3‰", "0.003", "0.003‰ 还是 3‰"),
    "ones or ten thousands": ("≥2万人次", "21000", "是不是以“万人次”计"),
    "no unit in the target": ("≥20000", "2.1万人", "把目标的单位补上"),
    "too long a number": ("≥3次", "9" * 21, "看不出完成了多少"),
    "a formula": ("≥3次", "=cmd|'/C calc'!A0", "看不出完成了多少"),
    "a page of text": ("≥3次", "已" * 5000, "太长"),
    "done, but when": ("2023年12月底", "已完成", "没有写哪一天"),
    "a day there is not": ("2023年12月底", "2023年2月30日", "没有写哪一天"),
    "the month of the deadline": ("2023年6月15日", "6月", "请写到日"),
    "another grade": ("优秀", "良好", "算不算达到"),
    "done, where numbers are asked in words": ("每月1次", "已完成", "算不算达到"),
}


@pytest.mark.parametrize("case", UNCLEAR.values(), ids=UNCLEAR)
def test_is_told_and_not_scored(case) -> None:
    target, actual, why = case
    found = scored(target, actual)
    assert found.points is None
    (remark,) = (one for one in found.remarks if one.matter is Matter.INCOMPARABLE)
    assert why in remark.said
    assert len(found.how) < 150


@pytest.mark.parametrize("empty", [None, "", "  ", "/", "——", "【填写】", "【填写：实际完成值】", "未填"])
def test_an_empty_cell_is_no_0(empty: str | None) -> None:
    for target in ("≥90批", "12月底", "优秀", "3-5次"):
        found = scored(target, empty)
        assert (found.points, found.tells(Matter.UNFILLED)) == (None, True)


def test_a_row_without_weight_is_told() -> None:
    found = score(Target.model_validate("≥90批"), "92批", None, RULES)
    assert (found.points, [one.matter for one in found.remarks]) == (None, [Matter.WEIGHT])


@pytest.mark.parametrize(
    ("target", "actual", "more", "said"),
    [
        ("90批", "92批", {}, "没有写符号，按越多越好算"),
        ("≥90批", "约92批", {}, "不是准数"),
        ("≥90批", "92", {}, "按“批”算"),
        ("≥95%", "0.96", {}, "按 96% 算"),
        (">95%", "95%", {}, "正好等于目标"),
        ("≥90批", "92批", {"direction": "反向"}, "不一致，按符号算"),
        ("≥90批", "92批", {"rate": Decimal(80)}, "没有用所选的比例"),
        ("12月前", "12月3日", {}, "按当月月底以前算"),
        ("入冬前（12月前）", "12月3日", {}, "按当月月底以前算"),
        ("2023年12月底前", "2023年12月底前", {}, "没有写哪一天"),
    ],
)
def test_what_is_taken_for_granted_is_told(target: str, actual: str, more, said: str) -> None:
    found = scored(target, actual, **more)
    assert found.points == 10
    told = [one.said for one in found.remarks if one.matter is Matter.ASSUMED]
    assert any(said in one for one in (found.how, *told)), (found.how, told)


def test_a_year_that_nobody_says_is_asked_for() -> None:
    assert score(Target.model_validate("12月底"), "2024年1月", Decimal(10), RULES).tells(Matter.INCOMPARABLE)
    assert score(Target.model_validate("12月底"), "11月", Decimal(10), RULES).points == 10
    assert score(Target.model_validate("2023年12月底"), "11月", Decimal(10), RULES).points == 10


def test_a_layout_has_units_of_its_own() -> None:
    rules = ScoreRules.model_validate({"单位换算": [{"名称": "标箱", "等于": "6.1", "单位": "米"}]})
    assert scored("≥122米", "18标箱", rules=rules).points == 9
    assert scored("≥122米", "18标箱").points is None
