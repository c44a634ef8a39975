"""TXT: what the words of a filing give away."""

from __future__ import annotations

import json
import time

import pytest

from perfgen.checks import RULES
from tests.checks.cases import found, loaded, quoted


def goal(*texts: str) -> str:
    return f"预算项目:\n  - 绩效目标: [{', '.join(json.dumps(text, ensure_ascii=False) for text in texts)}]\n"


def purpose(text: str) -> str:
    return f"预算项目:\n  - 资金用途: {json.dumps(text, ensure_ascii=False)}\n"


def row(name: str, target: str, basis: str = "改造清单", description: str = "说明") -> str:
    cells = f"三级指标: {json.dumps(name, ensure_ascii=False)}, 绩效指标描述: {json.dumps(description, ensure_ascii=False)}, 指标值: {json.dumps(target, ensure_ascii=False)}, 指标值确定依据: {json.dumps(basis, ensure_ascii=False)}"
    return f"预算项目:\n  - 绩效指标:\n      - {{一级指标: 产出指标, 二级指标: 数量指标, {cells}}}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("目标内容1", ["目标内容1"]),
        ("目标内容 2", ["目标内容 2"]),
        ("1.目标内容", ["目标内容"]),
        ("指标内容1", ["指标内容1"]),
        ("XX小学和××中学改造完成", ["XX", "××"]),
        ("由○○公司在xxx前完成", ["○○", "xxx"]),
        ("完成***间教室", ["***"]),
        ("【请填写年度目标】", ["【请填写年度目标】"]),
        ("改造【】间教室", ["【】"]),
        ("改造数量待定", ["待定"]),
        ("请填写本项目的目标", ["请填写"]),
        ("此处填写产出", ["此处填"]),
        ("完成★次培训，覆盖★个村", ["★", "★"]),
        ("★★中学改造", ["★★"]),
        ("改造**学校教室", ["**"]),
        ("完成□个行政村治理", ["□"]),
        ("是否新增：□", ["□"]),
        ("完成X次宣传", ["X"]),
        ("建设*个站点", ["*"]),
        ("完成__次检查", ["__"]),
        ("整修▲▲公里道路", ["▲▲"]),
    ],
)
def test_txt01_words_of_the_template_left_standing(text: str, words: list[str]) -> None:
    assert quoted("TXT01", goal(text)) == words


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("★农村低保发放人数", "≥300人", ["★"]),
        ("立面改造（≥**平方米）", "≥10157.6平方米", ["**"]),
        ("改造教室数量", "≥XX间", ["XX"]),
        ("改造教室数量", "≥★间", ["★"]),
        ("改造教室数量", "□", ["□"]),
        ("四星级(★★★★级)酒店数量", "≥2家", []),
    ],
)
def test_txt01_marks_of_the_form_left_in_a_row(name: str, target: str, words: list[str]) -> None:
    assert quoted("TXT01", row(name, target)) == words


@pytest.mark.parametrize(
    "text",
    [
        "明确绩效目标内容和考核要求",
        "按冀财教【2022】15号文件执行",
        "【重点】完成教室改造",
        "执行二〇〇九年和二○○八年的标准",
        "购置XXL号校服和2×2米展板",
        "有待定点医院确认的费用不列",
        "等待填报完成后汇总",
        "网址www.xxx不公开",
        "★重点项目：道路改造",
        "创建五★级景区，新增★★★★级酒店两家",
        "联系电话138****5678",
        "运维按7*24小时值守",
        "☑新增 □延续",
        "■重点任务：完成改造",
        "购置X光机1台，开展X射线检测",
        "购置XL号服装，规格2*3米",
    ],
)
def test_txt01_knows_titles_old_years_and_sizes(text: str) -> None:
    assert quoted("TXT01", goal(text)) == []


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("建全机制，完善校园安全管理。", "建全", "健全"),
        ("做好机关综合事物管理。", "事物管理", "事务管理"),
        ("邀请劵商辅导企业。", "劵商", "券商"),
        ("反应群众关心的问题。", "反应", "反映"),
        ("安全渡汛，不出事故。", "渡汛", "度汛"),
        ("提高资金使用效益的意见意见", "意见意见", "意见"),
        ("把改造做为重点工作。", "做为", "作为"),
        ("做为全县唯一的养老机构，保障运转。", "做为", "作为"),
        ("截止2024年底，完成12项。", "截止20", "截至20"),
        ("截止12月底发放到位。", "截止1", "截至1"),
        ("既使遇到困难也要完成。", "既使", "即使"),
        ("工程竣功后移交使用。", "竣功", "竣工"),
        ("清理防碍交通的摊点。", "防碍", "妨碍"),
        ("落实部门连动机制。", "部门连动", "部门联动"),
        ("用于办工用品采购。", "办工", "办公"),
        ("当前防汛形式复杂。", "防汛形式", "防汛形势"),
        ("不按操做规程作业的。", "操做", "操作"),
        ("因该及时上报。", "因该", "应该"),
    ],
)
def test_txt02_mends_the_listed_confusions(text: str, words: str, fix: str) -> None:
    (one,) = (each.finding for each in found("TXT02", purpose(text)))
    assert (one.quoted, one.fix) == (words, fix)
    assert text[one.at :].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "组建全县校园安全巡查队，新建全民健身中心。",
        "提高应急反应能力，突发情况快速反应并上报处置情况。",
        "发布署名文章，按装机容量计费，按排名奖励。",
        "做为民服务的表率，叫做为农。",
        "既使学生受益，又使家长放心。",
        "渡过难关，经过渡口。",
        "执行《会计帐簿登记办法》。",
        "申报消防项目，通报消费情况，收支现金日清月结。",
        "选拔付出多的教师，海拔高度不变。",
        "测量坐位体前屈。",
        "报名截止2024年6月，投标截止12月31日，截止日期为月底。",
        "截止阀20个，截止20个工作日内的申请。",
        "国防碍于经费，消防碍口较多，审批露天烧烤。",
        "原因该笔资金未到，组建一支负责巡查的队伍，收支负数不列。",
        "进一步聚焦民生，逐步聚集人气，同步聚合资源。",
        "水平横幅，清彻底，因该项目跨年，立即定方案。",
        "送抵档案室，贯输送管线，兼顾多种经济形式并存。",
        "完整性及及时性达标，以及及时反馈，县政府政府采购。",
        "一件一件落实，点对点对接，每天燃气用量不变。",
    ],
)
def test_txt02_is_silent_where_right_words_meet(text: str) -> None:
    assert quoted("TXT02", purpose(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("进一步提高提高教学质量", "提高提高"),
        ("用于教师培训培训。", "培训培训"),
        ("加强校园周边校园周边治理", "校园周边校园周边"),
    ],
)
def test_txt02_reports_words_written_twice_and_leaves_them(text: str, words: str) -> None:
    (one,) = (each.finding for each in found("TXT02", purpose(text)))
    assert (one.quoted, one.fix) == (words, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("加强监管，，专款专用。", ["，，"]),
        ("专款专用。。", ["。。"]),
        ("购置灯具、、线路，。", ["、、", "，。"]),
        ("分三步……逐步推进——不留死角。", []),
        ("“三公”经费（含会议费），从严控制；“节俭”。", []),
        ("3：2；1.5、2.5。", []),
    ],
)
def test_txt02_reports_stops_written_twice(text: str, words: list[str]) -> None:
    assert quoted("TXT02", purpose(text)) == words


def test_txt02_takes_time_that_grows_with_the_text_and_not_with_its_square() -> None:
    def taken(times: int) -> float:
        subject = loaded(purpose("意见意见建全" * times)).subject
        start = time.process_time()
        assert sum(1 for _ in RULES["TXT02"].find(subject)) >= times // 2
        return time.process_time() - start

    few, more = taken(1500), taken(12000)
    assert more < 8 * few * 3


def test_txt02_leaves_a_projects_name_to_a_person_wherever_it_stands() -> None:
    piece = "预算项目:\n  - {项目名称: 校园事物管理经费, 资金用途: 校园事物管理经费用于事物管理。}\n"
    overall = "部门整体绩效目标:\n  分项绩效目标: 校园事物管理经费。\n"
    fixes = {each.finding.path[-1]: each.finding.fix for each in found("TXT02", piece + overall)}
    assert fixes == {"分项绩效目标": None, "项目名称": None, "资金用途": "事务管理"}


NAMED = "预算项目:\n  - {{工作活动概况: {}}}\n  - 工作活动: 网络设备运维\n  - 工作活动: 办公经费\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("网络设备运维工作活动主要设置了2项绩效目标", "网络设备运维工作活动"),
        ("中小学生体质健康监测经费主要用于租用仪器", "中小学生体质健康监测经费"),
        ("2023年校园视频监控联网运行维护费项目资金48万元", "校园视频监控联网运行维护费项目"),
    ],
)
def test_txt03_a_project_that_calls_itself_by_anothers_name(text: str, words: str) -> None:
    assert quoted("TXT03", NAMED.format(json.dumps(text, ensure_ascii=False))) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "义务教育学校教室照明改造资金主要用于更换灯具",
        "与网络设备运维工作活动配合，先布线再装灯",
        "设备接入校园视频监控联网运行维护费项目已有的专线",
        "中小学生体质健康监测不在本项目内",
        "办公经费主要用于印刷和差旅",
    ],
)
def test_txt03_is_silent_on_its_own_name_and_on_mentions(text: str) -> None:
    assert quoted("TXT03", NAMED.format(json.dumps(text, ensure_ascii=False))) == []


@pytest.mark.parametrize(
    ("use", "goals"),
    [
        ("更换灯具，改造线路。", ["更换灯具，改造线路"]),
        ("更换灯具，改造线路。", ["更换灯具", "改造线路。"]),
        ("更换 100 间教室的灯具", ["更换１００间教室的灯具"]),
    ],
)
def test_txt04_goals_that_repeat_the_purpose(use: str, goals: list[str]) -> None:
    piece = f"预算项目:\n  - {{资金用途: {json.dumps(use, ensure_ascii=False)}, 绩效目标: {goals}}}\n"
    (one,) = found("TXT04", piece)
    assert one.finding.path == ("预算项目", 0, "绩效目标")


@pytest.mark.parametrize(
    ("use", "goals"),
    [
        ("更换灯具，改造线路。", ["更换灯具，改造线路，照度全部达标"]),
        ("用于更换灯具。", ["更换灯具"]),
        ("", [""]),
    ],
)
def test_txt04_is_silent_where_a_goal_says_more(use: str, goals: list[str]) -> None:
    assert (
        quoted("TXT04", f"预算项目:\n  - {{资金用途: {json.dumps(use, ensure_ascii=False)}, 绩效目标: {goals}}}\n")
        == []
    )


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (row("改造完成时间", "2022年8月底"), "2022年"),
        (row("改造完成时间", "≤2024年底"), "2024年"),
        (goal("2022年度组织12期培训"), "2022年"),
        (goal("2022年，我们改造240间教室"), "2022年"),
        (purpose("2021年部门预算安排培训费"), "2021年"),
        (purpose("2022年底前完成改造"), "2022年"),
        (goal("2022年完成240间教室改造。"), "2022年"),
        (goal("（1）2022年，组织12期培训。"), "2022年"),
    ],
)
def test_txt05_years_of_another_filing(piece: str, words: str) -> None:
    assert quoted("TXT05", piece) == [words]


@pytest.mark.parametrize(
    "piece",
    [
        row("改造完成时间", "2023年8月底"),
        row("培训人次", "≥2022人次"),
        row("入学率", "比2022年提高1%"),
        goal("按《2022年度培训计划》组织培训"),
        goal("对2019年建成投用的机房开展巡检"),
        goal("支付2022年度工程尾款"),
        goal("做好2022年度绩效自评和决算"),
        goal("到2025年底全部学校达标"),
        goal("2022年完成了改造的教室全部投用"),
        goal("维护2022年建设的监控平台"),
        purpose("2022年建设的平台升级改造"),
        goal("落实2021-2025年规划"),
        goal("2023年度组织12期培训"),
    ],
)
def test_txt05_is_silent_on_history_titles_and_plans(piece: str) -> None:
    assert quoted("TXT05", piece) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("满意度不低于95%，完成值96%", ["完成值"]),
        ("产出指标完成情况分析：已完成240间", ["完成情况分析", "已完成"]),
        ("实际完成值240间，自评得分98分", ["实际完成值", "自评得分"]),
    ],
)
def test_txt06_results_in_goals(text: str, words: list[str]) -> None:
    assert quoted("TXT06", goal(text)) == words


@pytest.mark.parametrize(
    "text", ["完成值班室改造", "按实际完成的工作量支付", "对已完成3年以上的改造回访", "完成情况纳入考核"]
)
def test_txt06_is_silent_on_what_is_still_to_come(text: str) -> None:
    assert quoted("TXT06", goal(text)) == []


@pytest.mark.parametrize(
    ("piece", "words", "fix"),
    [
        (row("改造教室数量", "≥240间 "), "≥240间 ", "≥240间"),
        (row("　改造教室数量", "≥240间"), "　改造教室数量", "改造教室数量"),
        (row("改造教室数量", "≥240间", basis=" 清单 "), " 清单 ", "清单"),
        (row("改造教室数量", "-"), "-", None),
        (row("改造教室数量", "≥240间", basis="——"), "——", None),
        (row("改造教室数量", "≥240间", description="*"), "*", None),
    ],
)
def test_txt07_blank_ends_and_marks_for_values(piece: str, words: str, fix: str | None) -> None:
    (one,) = (each.finding for each in found("TXT07", piece))
    assert (one.quoted, one.fix) == (words, fix)


@pytest.mark.parametrize(
    "piece",
    [
        row("使用年限", "3-5年"),
        row("改造教室数量", "≥ 240 间"),
        row("改造教室数量", "≥240间", basis="校车/校舍台账"),
    ],
)
def test_txt07_is_silent_on_ranges_and_blanks_within(piece: str) -> None:
    assert quoted("TXT07", piece) == []


def test_all_of_txt_stands_in_the_registry_in_order() -> None:
    assert [code for code in RULES if code.startswith("TXT")] == [f"TXT{number:02}" for number in range(1, 16)]


def test_a_bureau_adds_confusions_of_its_own() -> None:
    from dataclasses import replace

    from perfgen.checks import run

    subject = loaded(purpose("拨付乐停县小学改造款，组建全县台账。")).subject
    extended = replace(subject, words={"confusions": ("乐停县 → 乐亭县",)})
    assert [finding.fix for _, finding in run(extended, [RULES["TXT02"]])] == ["乐亭县"]
