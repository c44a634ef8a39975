"""What a layout may say of scores, and what comes of it beside the points: weights, sums, grades, points typed over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from perfgen.filing import Target
from perfgen.scoring.execution import execution
from perfgen.scoring.override import override
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.score import score
from perfgen.scoring.scored import Matter, Scored
from perfgen.scoring.spread import spread
from perfgen.scoring.total import grade_of, total

RULES = ScoreRules()


def rules(**said: Any) -> ScoreRules:
    return ScoreRules.model_validate(said)


def scored(target: str, actual: str, weight: str = "10", with_rules: ScoreRules = RULES) -> Scored:
    return score(Target.model_validate(target), actual, Decimal(weight), with_rules, year=2023)


def test_what_a_layout_says_wrong_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        rules(
            各部分=[
                {"名称": "预算执行率", "分值": "10"},
                {"名称": "产出指标", "分值": "50"},
                {"名称": "效益指标", "分值": "20", "一级指标": ["产出指标"]},
            ],
            等级=[{"名称": "中", "下限": "60"}, {"名称": "优", "下限": "90"}],
        )
    (first,) = caught.value.errors()
    context = first["ctx"]
    said = [context["said"], *(one["said"] for one in context["more"])]
    assert said == ["各部分的分值合计是 80，应当是 100", "“产出指标”算在两个部分里", "等级没有从高到低写"]


@pytest.mark.parametrize(
    "said",
    [
        {"定性档次": [{"名称": "达成", "上限": "60%", "下限": "80%"}]},
        {"偏差上限": "很多"},
        {"偏差上限": "-5%"},
        {"得分小数位": 9},
        {"超期": {"每": "年", "扣": "1%"}},
        {"单位换算": [{"名称": "箱", "等于": "0", "单位": "个"}]},
        {"得分小数位": 0, "各部分": [{"名称": "产出指标", "分值": "99.5"}, {"名称": "效益指标", "分值": "0.5"}]},
        {"没有这一项": 1},
    ],
)
def test_what_no_layout_may_say(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ScoreRules.model_validate(said)


def test_a_layout_may_not_ask_for_reasons() -> None:
    assert scored("≥10次", "20次").tells(Matter.DEVIATION)
    assert not scored("≥10次", "20次", with_rules=rules(偏差上限="不要求")).tells(Matter.DEVIATION)
    assert not scored("≥10次", "20次", with_rules=rules(偏差上限="100%")).tells(Matter.DEVIATION)


def test_points_may_be_whole() -> None:
    assert scored("≥3次", "2次", with_rules=rules(得分小数位=0)).points == 7


def test_points_stay_below_a_weight_with_more_decimals_than_they_have() -> None:
    assert scored("≥3次", "3次", "8.337").points == Decimal("8.33")
    assert scored("≥10001次", "10000次", "8.337").points == Decimal("8.33")


def test_the_line_tells_how() -> None:
    lines = [
        scored("≥95%", "96%").how,
        scored("≤30天", "40天", "5").how,
        scored("≥3次", "2次").how,
        scored("≥120公里", "118500米").how,
        scored("2023年12月底", "2023年12月15日").how,
        scored("2023年6月15日", "6月20日", with_rules=rules(超期={"每": "日", "扣": "2%"})).how,
        scored("优秀", "部分达成（70%）").how,
        execution(Decimal(300), Decimal("269.85"), Decimal(10), RULES).how,
        execution(Decimal(300), Decimal(600), Decimal(10), RULES).how,
    ]
    assert lines == [
        "实际 96% ≥ 目标 95%，得满分 10 分",
        "目标 ≤30天，实际 40天：30÷40×5＝3.75分",
        "目标 ≥3次，实际 2次：2÷3×10≈6.67分",
        "目标 ≥120公里，实际 118500米（合 118.5公里）：118.5÷120×10≈9.88分",
        "实际 2023年12月15日，不晚于目标 2023年12月底，得满分 10 分",
        "目标 2023年6月15日，实际 6月20日，晚了 5 天，每晚一天扣 2%：10×（1－5×2%）＝9分",
        "选“部分达成预期指标并具有一定效果”（60%–80%），比例 70%：70%×10＝7分",
        "执行数 269.85 ÷ 预算数 300＝89.95%，×10≈9分",
        "执行数 600 ÷ 预算数 300＝200%，超过 100% 按 100% 算，×10＝10分",
    ]


def test_money_that_is_not_there_is_told() -> None:
    assert execution(None, Decimal(1), Decimal(10), RULES).remarks[0].said == "预算数没有填"
    assert execution(Decimal(0), Decimal(0), Decimal(10), RULES).points is None
    assert execution(Decimal(1), Decimal(1), None, RULES).points is None


def test_weights_given_stay_and_the_rest_is_shared() -> None:
    found = spread(["产出指标", "产出指标", "产出指标"], [Decimal(20), None, None], RULES)
    assert found.of == (20, 15, 15)
    assert found.how == ("“产出指标”50 分，已经写了 20 分，余 30 分，平均分给没有写分值的 2 行，每行 15 分",)
    assert [one.said for one in found.remarks] == [
        "“效益指标”没有指标，这一部分的 30 分没有着落",
        "“满意度指标”没有指标，这一部分的 10 分没有着落",
    ]


def test_the_remainder_goes_where_the_layout_says() -> None:
    levels = ["产出指标"] * 3 + ["效益指标", "满意度指标"]
    assert spread(levels, [None] * 5, RULES).of[:3] == (Decimal("16.66"), Decimal("16.66"), Decimal("16.68"))
    first = spread(levels, [None] * 5, rules(分值余数="最前"))
    assert first.of[:3] == (Decimal("16.67"), Decimal("16.67"), Decimal("16.66"))
    assert "前面的 16.67 分，后面的 16.66 分" in first.how[0]


def test_weights_that_do_not_fit_are_told() -> None:
    levels = ["产出指标", "产出指标", "效益指标", "满意度指标", "其他指标"]
    found = spread(levels, [Decimal(50), None, Decimal(28), Decimal(10), None], RULES)
    assert found.of == (50, None, 28, 10, None)
    assert [one.said for one in found.remarks] == [
        "评分办法里没有“其他指标”这一部分",
        "“产出指标”的 50 分已经分完，还有 1 行没有分值",
        "“效益指标”的分值合计 28，应当是 30",
    ]


def test_a_sum_that_is_not_of_a_hundred_is_told() -> None:
    found = total([scored("≥1次", "1次", "50"), scored("≥1次", "", "30")], RULES)
    assert (found.points, found.weight, found.unscored, found.grade) == (50, 80, 1, None)
    assert [one.said for one in found.remarks] == [
        "还有 1 项没有得分（共 30 分），总分和等级都还不算数",
        "分值合计 80，应当是 100",
    ]


@pytest.mark.parametrize(("points", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("60", "中"), ("0", "差")])
def test_grades(points: str, grade: str) -> None:
    assert grade_of(Decimal(points), RULES) == grade


def test_points_are_typed_over_with_a_reason_only() -> None:
    before = scored("≥10次", "8次")
    told = {reason: override(before, Decimal(9), reason, RULES) for reason in (None, " ", "疫情期间停办两次")}
    assert [(one.points, one.remarks[-1].said) for one in told.values()] == [
        (8, "填报的得分是 9 分，算出的是 8 分，没有写理由，没有采用"),
        (8, "填报的得分是 9 分，算出的是 8 分，没有写理由，没有采用"),
        (9, "得分是填报的 9 分，算出的是 8 分"),
    ]
    assert told["疫情期间停办两次"].how == "目标 ≥10次，实际 8次：8÷10×10＝8分；改为 9 分，理由：疫情期间停办两次"
    assert override(before, Decimal(8), None, RULES) == before
    assert override(before, None, "没有改", RULES) == before


@pytest.mark.parametrize("typed", ["10.01", "-1", "9.999", "NaN", "Infinity"])
def test_points_that_cannot_be_are_not_taken(typed: str) -> None:
    found = override(scored("≥10次", "8次"), Decimal(typed), "有理由", RULES)
    assert (found.points, found.tells(Matter.REFUSED)) == (8, True)


def test_points_within_a_band_are_the_rate_chosen() -> None:
    waiting = scored("优秀", "部分达成预期指标")
    assert waiting.points is None
    found = override(waiting, Decimal("7.5"), None, RULES)
    assert (found.points, found.rate) == (Decimal("7.5"), 75)
    assert override(waiting, Decimal(9), None, RULES).points is None
