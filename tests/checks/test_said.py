"""How narratives say names, totals, counts, budgets, values and dates; what is near and says nothing of the tables."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from tests.checks.cases import found, quoted

REST = (
    "（二）乡村教师培训经费",
    "（三）校园视频监控联网运行维护费",
    "（四）中小学生体质健康监测经费",
    "（五）家庭经济困难学生营养膳食补助",
)


def _piece(*, general: str = "", goals: tuple[str, ...] = (), project: Mapping[str, object] | None = None) -> str:
    texts = {"总体绩效目标": general} if general else {}
    texts |= {"分项绩效目标": "\n".join(goals)} if goals else {}
    piece: dict[str, object] = {"部门整体绩效目标": texts}
    return yaml.safe_dump(piece | ({"预算项目": [project]} if project else {}), allow_unicode=True)


def _codes(piece: str) -> dict[str, list[str]]:
    codes = ("XRF01", "XRF02", "XRF03", "XRF04", "XRF05", "XRF07")
    return {code: words for code in codes if (words := quoted(code, piece))}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("“四好农村路”工作经费", "“四好农村路”工作经费"),
        ("《县志》编纂经费", "《县志》编纂经费"),
        ("2023年临时救助", "临时救助"),
        ("2023年临时救助", "2023年临时救助"),
        ("临时救助（县级）", "临时救助"),
        ("提前下达2023年临时救助资金", "临时救助资金"),
        ("第二批排污口整治资金", "排污口整治资金"),
        ("临时救助", "2023年临时救助（县级）"),
    ],
)
def test_a_name_but_for_marks_year_and_level_is_the_name_and_its_money_is_compared(name: str, said: str) -> None:
    def goals(amount: str) -> str:
        return _piece(goals=(f"（一）{said}，预算资金{amount}万元", *REST), project={"项目名称": name})

    assert _codes(goals("120")) == {}
    assert _codes(goals("85.4")) == {"XRF02": ["85.4万元"]}


@pytest.mark.parametrize(
    ("name", "said"),
    [("2023年临时救助", "2022年临时救助"), ("临时救助资金", "临时救济金"), ("“四好农村路”经费", "四好公路经费")],
)
def test_another_year_and_another_word_are_another_name(name: str, said: str) -> None:
    piece = _piece(goals=(f"（一）{said}，预算资金120万元", *REST), project={"项目名称": name})
    assert {*_codes(piece)} & {"XRF03", "XRF04"}


def test_the_work_of_a_name_in_a_sentence_is_not_the_project() -> None:
    goals = ("（一）2023年临时救助，预算资金120万元", "全年开展临时救助50万元以上大病的家庭。", *REST)
    assert _codes(_piece(goals=goals, project={"项目名称": "2023年临时救助"})) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本部门2023年安排项目5个，金额{}万元，用于教育。", "415.5"),
        ("2023年项目支出5个，共计{}万元。", "415.5"),
        ("2023年申报项目五项，总金额{}万元。", "415.5"),
        ("2023年申请项目资金{}万元，安排5个项目。", "415.5"),
        ("本部门共有5个预算项目，合计约{}万元。", "415"),
        ("本部门2023年支出预算3415.5万元，其中基本支出3000万元，项目支出{}万元。", "415.5"),
    ],
)
def test_ways_to_say_a_total(text: str, words: str) -> None:
    assert quoted("XRF01", _piece(general=text.format(words))) == []
    assert quoted("XRF01", _piece(general=text.format("493.6"))) == ["493.6万元"]


@pytest.mark.parametrize(
    "text",
    [
        "安排5个项目，其中教育类项目2个，资金190万元。",
        "向上级申请3个项目，资金500万元。",
        "2022年安排项目3个，金额190万元，2023年将继续。",
        "全县实施民生项目12个，总投资3200万元。",
        "本部门2023年安排重点项目3个，资金190万元。",
        "建设3个项目，投资5000万元。",
        "2023年项目支出比上年增加20万元。",
    ],
)
def test_other_sums_and_counts_are_no_totals(text: str) -> None:
    assert _codes(_piece(general=text)) == {}


def test_both_the_count_and_the_total_are_told_where_both_are_wrong() -> None:
    piece = _piece(general="2023年，本部门安排预算项目4个，申请预算资金451.5万元。")
    assert _codes(piece) == {"XRF01": ["451.5万元"], "XRF07": ["4个"]}


@pytest.mark.parametrize(
    "text",
    [
        "安排项目{}，金额415.5万元。",
        "2023年本部门项目支出{}。",
        "2023年部门预算绩效项目共计{}。",
        "本部门涉及项目{}。",
        "项目共{}。",
        "{}项目均为延续性项目。",
    ],
)
def test_ways_to_count_projects(text: str) -> None:
    assert quoted("XRF07", _piece(general=text.format("5个"))) == []
    assert quoted("XRF07", _piece(general=text.format("三个"))) == ["三个"]


def test_the_indicators_of_all_projects_are_counted_together() -> None:
    assert quoted("XRF07", _piece(general="本部门5个项目共设置绩效指标32个。")) == []
    assert quoted("XRF07", _piece(general="本部门5个项目共设置绩效指标40个。")) == ["40个"]
    assert quoted("XRF07", _piece(general="每个项目设置绩效指标不少于6个，质量指标各1个。")) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）义务教育学校教室照明改造资金", "预算资金：{}万元"),
        ("（一）义务教育学校教室照明改造资金", "项目预算{}万元，主要用于更换灯具。"),
        ("（一）义务教育学校教室照明改造资金", "绩效目标：改造教室。", "安排资金{}万元。"),
        ("1.义务教育学校教室照明改造资金", "（1）预算金额为{}万元"),
        ("一是落实义务教育学校教室照明改造资金{}万元，改造教室；二是其他工作。",),
    ],
)
def test_a_budget_may_stand_below_the_name(lines: tuple[str, ...]) -> None:
    def goals(amount: str) -> str:
        return _piece(goals=(*(line.format(amount) for line in lines), *REST))

    assert quoted("XRF02", goals("120")) == []
    assert quoted("XRF02", goals("102")) == ["102万元"]


@pytest.mark.parametrize(
    "line",
    [
        "其中：灯具资金80万元，线路资金40万元。",
        "安排资金80万元用于购买灯具，安排资金40万元用于安装。",
        "申请上级资金30万元。",
        "上年预算资金110万元。",
    ],
)
def test_parts_and_other_money_are_no_budget(line: str) -> None:
    goals = ("（一）义务教育学校教室照明改造资金，预算资金120万元", line, *REST)
    assert quoted("XRF02", _piece(goals=goals)) == []


def _value(line: str, name: str, value: str, level2: str = "数量指标") -> list[str]:
    row = {"三级指标": name, "指标值": value, "指标值确定依据": "年度工作计划"}
    own = {"资金用途": "用于教室照明改造", "绩效目标": ["改善教室照明条件"]}
    project = {**own, "绩效指标": {"产出指标": {level2: [row]}}}
    goals = ("（一）义务教育学校教室照明改造资金", line, *REST)
    return quoted("XRF05", _piece(goals=goals, project=project))


@pytest.mark.parametrize(
    ("line", "name", "value", "told"),
    [
        ("完成186公里农村公路养护。", "养护农村公路里程", "≥168公里", "186公里"),
        ("补助对象（低保户）430人。", "补助对象（低保户）", "≥340人", "430人"),
        ("改造教室（不少于240间）。", "改造教室数量（间）", "≥204间", "240间"),
        ("新设公示牌156块。", "设立河长公示牌", "≥165块", "156块"),
        ("为7800名幼儿提供补助。", "补助幼儿人数", "≥8700人", "7800名"),
        ("建档率达到92%以上。", "居民电子健康档案建档率", "≥95%", "92%"),
        ("群众满意度90%以上。", "沿线群众满意度", "≥95%", "90%"),
        ("培训教师约800人次。", "培训教师人次", "≥600人次", "800人次"),
        ("故障24小时内修复。", "故障修复时长", "≤12小时", "24小时"),
        ("养护4.2万平方米路面。", "养护路面面积", "≥2.4万平方米", "4.2万平方米"),
    ],
)
def test_a_value_is_known_by_the_words_around_it(line: str, name: str, value: str, told: str) -> None:
    assert _value(line, name, value) == [told]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("其中县道养护32公里、乡道养护20公里。", "养护农村公路里程", "≥186公里"),
        ("2022年养护农村公路150公里。", "养护农村公路里程", "≥186公里"),
        ("每期培训40人，较上年增加培训20人。", "培训人数", "≥520人"),
        ("对5所学校开展试点，共维修17所学校。", "维修学校数量", "≥17所"),
        ("不合格率控制在5%以内。", "培训考核合格率", "≥95%"),
        ("对22个村的管网更新。", "设立监测点数量", "≥9个"),
        ("培训教师约600余人次。", "培训教师人次", "≥620人次"),
    ],
)
def test_parts_other_years_and_other_things_are_not_the_value(line: str, name: str, value: str) -> None:
    assert _value(line, name, value) == []


@pytest.mark.parametrize(
    ("line", "name", "value", "told"),
    [
        ("8月底前完成教室照明改造。", "改造完成时间", "9月底前", ["8月底前"]),
        ("资金拨付完成时间为11月底前。", "资金拨付完成时间", "10月底前", ["11月底前"]),
        ("10月底前全部完成。", "工程完工时间", "11月底", ["10月底前"]),
        ("5月底前开工，12月底前完工。", "项目完工时间", "11月底前", ["12月底前"]),
        ("8月底前完成教室照明改造。", "改造完成时间", "8月25日前", []),
        ("6月底前完成招标，8月底前完成改造。", "改造完成时间", "8月底前", []),
        ("3月底前启动改造。", "改造完成时间", "8月底前", []),
        ("2022年8月底前完成教室照明改造。", "安装完成时间", "9月底前", []),
        ("上年10月底前完成改造。", "改造完成时间", "9月底前", []),
    ],
)
def test_the_month_a_thing_is_done_by_is_compared(line: str, name: str, value: str, told: list[str]) -> None:
    assert _value(line, name, value, "时效指标") == told


def test_a_date_tells_whose_it_is() -> None:
    goals = ("（一）义务教育学校教室照明改造资金", "9月底前完成改造。", *REST)
    (one,) = found("XRF05", _piece(goals=goals))
    assert "改造完成时间" in one.finding.message
    assert "8月底" in one.finding.message
