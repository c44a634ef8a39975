"""Numbers said by another name, in other units, one slip apart or by parts: what is told, and what is near and is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from perfgen.checks.slips import one_digit, slip
from tests.checks.cases import found, quoted

ROWS = {
    "产出指标": {
        "数量指标": [("管护小型水库座数", "=41座"), ("更换供水管道长度", "≥18.5公里"), ("受益农村人口", "≥6.84万人")],
        "质量指标": [("水雨情设施完好率", "≥96%")],
        "时效指标": [("管道漏损修复时间", "≤24小时")],
        "成本指标": [("单座管护补助", "=4万元")],
    }
}


def _piece(
    *, goal: str = "", purpose: str = "用于水库管护", general: str = "", said: str = "", cost: str = "=4万元"
) -> str:
    rows = {
        first: {
            second: [
                {"三级指标": name, "指标值": cost if second == "成本指标" else value, "指标值确定依据": "年度工作计划"}
                for name, value in those
            ]
            for second, those in levels.items()
        }
        for first, levels in ROWS.items()
    }
    project = {"项目名称": "水库管护经费", "预算数": 164, "财政资金": 124, "其他资金": 40, "资金用途": purpose}
    project |= {"绩效目标": [goal or "水库安全运行"], "绩效指标": rows}
    texts = {"总体绩效目标": general or "保障供水。", "分项绩效目标": f"（一）水库管护经费\n{said or '做好管护。'}"}
    filing = {"部门": {"编码": "402001", "名称": "丰宁县水务局"}, "部门整体绩效目标": texts, "预算项目": [project]}
    return yaml.safe_dump(filing, allow_unicode=True)


def _told(piece: str, *codes: str) -> list[str]:
    return [words for code in codes for words in quoted(code, piece)]


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("更换管道15.8公里。", "15.8公里"),
        ("设施完好率达到69%。", "69%"),
        ("惠及6.48万农村群众。", "6.48万"),
        ("管道漏损24天内修复。", "24天"),
        ("管护14座水库。", "14座"),
        ("对41座水库每座补助5万元。", "5万元"),
    ],
)
def test_a_goal_that_only_speaks_of_a_row_is_compared(goal: str, words: str) -> None:
    assert _told(_piece(goal=goal), "XRF10") == [words]


@pytest.mark.parametrize(
    "goal",
    [
        "2020年更换管道15.8公里。",
        "重点工程水雨情设施完好率100%。",
        "管道漏损1天内修复。",
        "覆盖14个乡镇，管护41座水库。",
        "验收一座、销号一座。",
        "抓好防汛、供水、治理三件大事。",
        "分三年实施，总投资4800万元。",
    ],
)
def test_what_is_of_another_year_kind_or_unit_is_not(goal: str) -> None:
    assert _told(_piece(goal=goal), "XRF05", "XRF10") == []


def _general(text: str) -> str:
    """A piece with a 总体绩效目标; the projects of the clean filing have 415.5万元, 379.5 of 财政 and 36 of others."""
    return yaml.safe_dump({"部门整体绩效目标": {"总体绩效目标": text}}, allow_unicode=True)


@pytest.mark.parametrize(
    ("general", "code", "words"),
    [
        ("我局坚持教育优先，全年预算安排451.5万元，其中财政拨款379.5万元。", "XRF01", "451.5万元"),
        ("本局统筹安排项目经费451.5万元，财政资金379.5万元、其他资金36万元。", "XRF01", "451.5万元"),
        ("我分局申请预算451.5万元，全部为财政资金。", "XRF01", "451.5万元"),
        ("我局预算安排415.5万元，其中财政资金379.5万元，学费收入及企业捐资等其他资金63万元。", "XRF09", "63万元"),
        ("我局预算安排415.5万元，其中财政资金379.5万元、受益村集资63万元。", "XRF09", "63万元"),
        ("我局预算安排415.5万元，其中财政资金397.5万元、其他资金36万元。", "XRF09", "397.5万元"),
        ("我局申请项目预算415.5万元，全部投向教育，用于6个项目。", "XRF07", "6个"),
    ],
)
def test_the_whole_is_known_by_what_the_department_calls_itself(general: str, code: str, words: str) -> None:
    assert _told(_general(general), code) == [words]


@pytest.mark.parametrize(
    "general",
    [
        "我局坚持教育优先，全年预算安排415.5万元，其中财政拨款379.5万元、受益企业集资36万元，用于5个项目。",
        "我局预算安排515.5万元，其中基本支出100万元，项目支出415.5万元。",
        "我局争取上级资金146万元，其中财政资金100万元。",
        "2020年我局预算安排146万元，其中财政拨款124万元。",
    ],
)
def test_a_whole_that_is_right_or_another_is_not_told(general: str) -> None:
    assert _told(_general(general), "XRF01", "XRF07", "XRF09") == []


@pytest.mark.parametrize(
    ("goal", "code", "words"),
    [
        ("年度资金146万元，其中财政资金124万元、社会捐赠40万元。", "XRF02", "146万元"),
        ("本年安排资金146万元。", "XRF02", "146万元"),
        ("项目总投资1640000万元。", "XRF02", "1640000万元"),
        ("安排财政资金124万元、供水公司出资60万元。", "XRF09", "60万元"),
    ],
)
def test_a_projects_own_text_says_its_money(goal: str, code: str, words: str) -> None:
    assert _told(_piece(goal=goal), code) == [words]


@pytest.mark.parametrize(
    "goal",
    [
        "年度资金164万元，其中财政资金124万元、社会捐赠40万元。",
        "项目总投资980万元。",
        "安排资金20万元用于设备检测。",
        "其中安排资金60万元。",
    ],
)
def test_a_part_and_what_is_invested_over_years_is_not_its_money(goal: str) -> None:
    assert _told(_piece(goal=goal), "XRF02", "XRF09") == []


@pytest.mark.parametrize(
    ("purpose", "told"),
    [
        ("对41座小型水库管护给予补助，座均4万元", 0),
        ("对41户低收入农户给予补助，户均5万元", 1),
        ("每人每天50元，全年200天，惠及6.84万人", 1),
        ("每人每天2元，全年12天，惠及6.833万人", 0),
        ("用于巡查84.5万元、监测35.4万元，设施维护等33.1万元", 0),
        ("用于巡查84.5万元、监测25.4万元，设施维护等45.1万元", 1),
        ("用于巡查104万元、监测设备配套60万元", 0),
        ("用于41处水库，每处3万元，另安排清淤4.1万元", 1),
        ("用于41处水库，每处3万元，另安排清淤41万元", 0),
    ],
)
def test_prices_for_each_and_parts_that_lack_one_slip(purpose: str, told: int) -> None:
    assert len(found("NUM09", _piece(purpose=purpose))) == told


@pytest.mark.parametrize(
    ("cost", "told"), [("=40万元", 1), ("=4000元/座", 0), ("=4万元", 0), ("≤6万元", 0), ("=400万元/座", 1)]
)
def test_a_cost_of_one_times_their_number_is_held_against_the_budget(cost: str, told: int) -> None:
    assert len(found("NUM05", _piece(cost=cost))) == told


@pytest.mark.parametrize(
    ("said", "goal", "told"),
    [
        ("安装雨量监测站27处。", "建成雨量监测站29处。", ["27处"]),
        ("固定观测站点4个。", "用于3个固定观测站点运行。", ["4个"]),
        ("招募“三支一扶”人员28名。", "选聘“三支一扶”人员38名。", ["28名"]),
        ("安装雨量监测站27处。", "维修雨量监测站29处。", []),
        ("安装雨量监测站27处。", "现有雨量监测站29处。", []),
        ("上年安装雨量监测站27处。", "建成雨量监测站29处。", []),
        ("招募“三支一扶”人员28名。", "选聘“三支一扶”人员28名。", []),
    ],
)
def test_what_no_row_counts_is_said_in_one_way(said: str, goal: str, told: list[str]) -> None:
    assert _told(_piece(said=said, goal=goal), "XRF08") == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("安排980万元，其中小学568.8万元、初中421.2万元。", 1),
        ("培训3600人次，其中企业职工1800人次、农民工2800人次。", 1),
        ("种树1230株，其中杨树820株、柳树401株。", 1),
        ("种树1230株，其中杨树820株、柳树390株。", 0),
        ("培训360人次，其中妇女180人次、脱贫户280人次。", 0),
        ("安排980万元，其中小学568.8万元、初中331.2万元。", 0),
        ("安排980万元，其中小学568.8万元、初中411.2万元。", 0),
    ],
)
def test_parts_that_one_slip_keeps_from_the_sum(said: str, told: int) -> None:
    assert len(_told(_piece(said=said), "XRF08")) == told


@pytest.mark.parametrize(
    ("period", "told"), [("2023年10月至4月", 1), ("2024-2022年", 1), ("2023-06-01至2023-05-31", 1)]
)
def test_a_project_does_not_end_before_it_begins(period: str, told: int) -> None:
    assert len(_told(f"预算项目:\n  - {{项目期: {period}}}\n", "PRJ08")) == told


@pytest.mark.parametrize(
    "period", ["2023年1月至12月", "2022-2024年", "2023年12月至2024年1月", "长期", "2023.1.1-2023.12.31"]
)
def test_a_period_that_runs_on_is_none(period: str) -> None:
    assert _told(f"预算项目:\n  - {{项目期: {period}}}\n", "PRJ08") == []


def test_numbers_one_slip_apart() -> None:
    apart = [("1416", "1461", 4), ("28.4", "284", 3), ("1300", "1030", 3), ("92.5", "95.2", 3), ("416", "461", 3)]
    assert [slip(Decimal(one), Decimal(other)) for one, other, _ in apart] == [digits for *_, digits in apart]
    further = [("416", "416"), ("416", "641"), ("416", "426"), ("1", "100000"), ("0", "5")]
    assert [slip(Decimal(one), Decimal(other)) for one, other in further] == [0] * len(further)
    assert (one_digit(Decimal(4272), Decimal(4172)), one_digit(Decimal(4272), Decimal(4181))) == (4, 0)


SENT = {"三级指标": "补助发放时间", "指标值": "每月10日前", "指标值确定依据": "年度工作计划"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("每月25日前发放到位。", ["每月25日前"]),
        ("每个月的20号前把补助发放完毕。", ["每个月的20号前"]),
        ("做好管护，补助每月15日前发放。", ["每月15日前"]),
        ("每月10日前发放到位。", []),
        ("每月5日前报送水情，10日前核对。", []),
        ("11月底前发放完毕。", []),
    ],
)
def test_a_day_of_each_month_is_that_of_the_row(said: str, words: list[str]) -> None:
    filing = yaml.safe_load(_piece(said=said))
    filing["预算项目"][0]["绩效指标"]["产出指标"]["时效指标"] = [SENT]
    assert _told(yaml.safe_dump(filing, allow_unicode=True), "XRF05") == words


@pytest.mark.parametrize(
    ("target", "goal", "said", "words"),
    [
        ("≤41座", "管护小型水库不少于41座。", "", ["≤41座"]),
        ("≥41座", "", "管护小型水库不超过41座。", ["≥41座"]),
        ("≤41座", "小型水库管护41座以上。", "管护小型水库至少41座。", ["≤41座"]),
        ("≥41座", "管护小型水库不少于41座。", "", []),
        ("≤41座", "培训人员不少于41座次，管护小型水库不超过41座。", "", []),
        ("≤41座", "检修水闸不少于41座。", "", []),
    ],
)
def test_a_bound_is_the_one_that_the_texts_say(target: str, goal: str, said: str, words: list[str]) -> None:
    filing = yaml.safe_load(_piece(goal=goal, said=said))
    filing["预算项目"][0]["绩效指标"]["产出指标"]["数量指标"][0]["指标值"] = target
    assert _told(yaml.safe_dump(filing, allow_unicode=True), "IND15") == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("升级系统8个模块，每个模块8万元，实现数据共享", ["8万元"]),
        ("升级系统6个模块，每个模块8万元，实现数据共享", []),
        ("线路30万元，检测28万元", ["30万元，检测28万元"]),
        ("线路30万元，检测18万元", []),
    ],
)
def test_what_a_task_costs_is_reckoned_too(said: str, words: list[str]) -> None:
    task = {"任务名称": "系统升级", "主要内容": said, "预算数": 48, "财政资金": 48}
    assert quoted("NUM09", yaml.safe_dump({"年度主要任务": [task]}, allow_unicode=True)) == words
