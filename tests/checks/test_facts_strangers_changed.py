"""Facts that writers who knew no rule changed in running text, and slips they put in beside them: what is told, and what stands beside it."""

from __future__ import annotations

import pytest

from perfgen.checks.figures import figures_in
from tests.checks.cases import quoted
from tests.checks.test_copied_and_empty import goal, purpose, text
from tests.checks.test_indicators import one
from tests.checks.test_kinds_a_third_stranger_seeds import CHECKED

LIGHTS = "一、义务教育学校教室照明改造资金，预算资金120万元。{}"
ROWS = "预算项目:\n  - 绩效目标: {goals}\n    绩效指标: {{产出指标: {{{second}: [{{三级指标: {name}, 指标值: {value}}}]}}}}\n"
TASKS = "年度主要任务:\n  - {{任务名称: 教室照明改造, 主要内容: {}, 预算数: 120.00, 财政资金: 120.00}}\n"


def rows(name: str, value: str, *goals: str, second: str = "数量指标") -> str:
    said = ", ".join(f'"{one}"' for one in goals)
    return ROWS.format(goals=f"[{said}]", second=second, name=name, value=f'"{value}"')


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("满意度达到八成以上", "80", "%"),
        ("合格率达到九成五", "95", "%"),
        ("差错率控制在千分之三以内", "0.3", "%"),
        ("漏报率不超过万分之五", "0.05", "%"),
        ("一周内修复", "7", "天"),
        ("半个月内修复", "15", "天"),
        ("百公里油耗8.5升以内", "8.5", "升"),
    ],
)
def test_shares_and_terms_in_words_are_figures(said: str, value: str, unit: str) -> None:
    assert [(f"{figure.value.normalize():f}", figure.unit) for figure in figures_in(said)] == [(value, unit)]


@pytest.mark.parametrize("said", ["一成不变", "三成立即停工", "两周年庆典", "半月谈", "五成果", "提升一升级"])
def test_what_only_looks_like_one_is_none(said: str) -> None:
    assert figures_in(said) == ()


@pytest.mark.parametrize(
    ("code", "piece", "words"),
    [
        ("XRF05", text("分项绩效目标", LIGHTS.format("学生和教师满意度达到九成。")), "九成"),
        ("XRF05", text("分项绩效目标", LIGHTS.format("220间教室全部改造。")), "220间"),
        ("XRF05", text("总体绩效目标", "全年培训考核合格率不低于59%。"), "59%"),
        ("XRF05", text("工作保障措施", CHECKED.format("204间教室逐间验收")), "204间"),
        ("XRF10", rows("灯具修复时限", "≤7天", "灯具报修后一周内修复。", "损坏的灯具修复不超过30天。"), "30天"),
        (
            "XRF05",
            text("分项绩效目标", LIGHTS.format("4个工作站全年有人值守。"))
            + rows("运行工作站个数", "3个", "照度达标。"),
            "4个",
        ),
        ("XRF10", rows("检查参加人次", "900人次", "改造240间教室。", "6场检查参加不少于9000人次。"), "9000人次"),
        ("XRF10", rows("工程竣工时间", "8月底前", "改造240间教室。", "10月底前竣工。", second="时效指标"), "10月底前"),
        (
            "XRF10",
            rows("工程验收时间", "9月底前", "改造240间教室。", "消除隐患，6月底前验收。", second="时效指标"),
            "6月底前",
        ),
        ("XRF08", rows("每班学时", "≥16学时", "每班不少于16学时。") + "    资金用途: 培训每班12学时。\n", "12学时"),
        ("XRF08", rows("覆盖行政村数", "150个", "为110个村安装灯具。"), "110个"),
        ("XRF08", text("总体绩效目标", "改造130间危房，其中新建58间、修缮78间。"), "130间"),
        ("XRF08", text("总体绩效目标", "支出预算941.72万元，其中基本支出648.72万元，项目支出266万元。"), "941.72万元"),
        ("XRF08", text("总体绩效目标", "全局收入预算698万元，支出预算689万元，收支平衡。"), "698万元"),
        ("XRF08", text("总体绩效目标", "部门收入预算442.10万元，部门支出预算422.10万元。"), "442.10万元"),
        ("XRF01", text("总体绩效目标", "本局申报五个项目，资金总需求541.50万元。"), "541.50万元"),
        ("XRF01", text("工作保障措施", CHECKED.format("五个项目、541.50万元逐笔挂账")), "541.50万元"),
        ("XRF01", text("工作保障措施", CHECKED.format("项目资金541.50万元的进度按月通报")), "541.50万元"),
        ("XRF07", text("工作保障措施", CHECKED.format("上述4个项目进度落后的约谈")), "4个"),
        ("XRF07", text("工作保障措施", CHECKED.format("试剂耗材按三个项目分别建账")), "三个"),
        ("XRF07", text("总体绩效目标", "本中心项目支出415.50万元（财政资金379.50万元），共3项。"), "3项"),
        ("NUM09", purpose("资料240份，每份印刷、装订及配送费0.5元，合计1.2万元；其余118.8万元。"), None),
        ("NUM09", purpose("按照每间5000元标准改造教室240间，共计12万元。"), None),
        ("NUM05", one("成本", "灯具单价", "≤215万元"), "≤215万元"),
        ("IND20", one("质量", "验收合格率", "100%", basis="财政要求"), "财政要求"),
        ("IND10", one("社会效益", "成果使用情况", "广泛应用"), "广泛应用"),
        ("STR07", one("成本", "单份检测费", "800以内"), "800以内"),
        ("TXT01", one("服务对象满意度", "教师满意度", "≥90%", "（略）"), "（略）"),
        ("TXT02", text("工作保障措施", CHECKED.format("每季度未通报一次进度")), "季度未"),
        ("TXT02", text("工作保障措施", CHECKED.format("检测原始记录必需保存六年")), "必需"),
        ("TXT02", goal("疗养档案档案一人一册。"), "档案档案"),
        ("TXT11", text("工作保障措施", CHECKED.format("由宽城满族自治县政府督查室约谈")), "宽城满族自治县"),
        ("IND15", one("质量", "主要害虫成灾率", "≥3‰"), "≥3‰"),
        ("IND15", one("质量", "治理区裸露面积占比", "≥5%"), "≥5%"),
        ("IND04", one("成本", "县级补助标准", "≤32/人年"), "≤32/人年"),
        ("XRF05", rows("灌溉水利用系数", "≥0.58", "灌溉水利用系数提高到0.85。", second="质量指标"), "0.85"),
        ("XRF05", rows("巡查河段断面水质", "Ⅲ类", "断面水质保持Ⅴ类。", second="质量指标"), "Ⅴ类"),
        ("XRF07", text("总体绩效目标", "我局2023年编列专项项目六个，资金合计415.50万元。"), "六个"),
        ("XRF07", text("总体绩效目标", "预算415.50万元。项目6个，财政资金379.50万元。"), "6个"),
        (
            "XRF08",
            text("总体绩效目标", "预算总额2146.30万元，基本支出1584.26万元，项目支出580.04万元。"),
            "2146.30万元",
        ),
        ("XRF08", text("总体绩效目标", "收入合计621.45万元，其中财政拨款562.45万元，事业收入50万元。"), "621.45万元"),
        ("XRF10", rows("集中培训天数", "8天", "每人集中培训7天。"), "7天"),
        ("XRF10", rows("培训结业时间", "8月28日前", "9月28日前结业。", second="时效指标"), "9月28日前"),
        ("XRF10", rows("室内温度", "≥18摄氏度", "室内温度不低于16摄氏度。", second="质量指标"), "16摄氏度"),
        ("NUM09", purpose("整理档案13.6万卷，每卷6元，合计68万元；其余52万元。"), None),
    ],
)
def test_each_kind_is_told(code: str, piece: str, words: str | None) -> None:
    found = quoted(code, piece)
    assert found if words is None else words in found


@pytest.mark.parametrize(
    ("code", "piece"),
    [
        ("XRF05", text("分项绩效目标", LIGHTS.format("学生和教师满意度达到九成五。"))),
        ("XRF05", text("分项绩效目标", LIGHTS.format("教学楼、办公楼和220间教室全部改造。"))),
        ("XRF05", text("分项绩效目标", "（六）校舍维修\n改造教室数量10间。")),
        ("XRF05", text("工作保障措施", CHECKED.format("发放情况公示7天，工程款留10%到次年付清"))),
        ("XRF05", text("总体绩效目标", "重点学校改造教室数量240间。")),
        ("XRF10", rows("灯具修复时限", "≤7天", "灯具报修后一周内修复。")),
        ("XRF10", rows("工程验收时间", "9月底前", "6月底前完成设计。", second="时效指标")),
        ("XRF10", rows("秋季班结业时间", "12月中旬前", "春季班6月底前结业，秋季班12月中旬前结业。", second="时效指标")),
        ("XRF10", rows("购置冷藏车辆数", "1辆", "冷藏车和34台冰箱到货。")),
        ("XRF08", rows("培训批次", "5批次", "培训5批次。", "改造教师宿舍、更换灯具开关验收6批次。")),
        ("XRF08", text("总体绩效目标", "支出预算914.72万元，其中基本支出648.72万元，项目支出266万元。")),
        ("XRF08", text("总体绩效目标", "部门收入预算442.10万元，部门支出预算318.60万元。")),
        ("XRF08", text("总体绩效目标", "全局收入预算689万元，支出预算689万元，收支平衡。")),
        ("XRF01", text("工作保障措施", CHECKED.format("三个项目、541.50万元由县财政统筹"))),
        ("XRF07", text("工作保障措施", CHECKED.format("上述5个项目进度落后的约谈"))),
        ("XRF07", text("工作保障措施", CHECKED.format("重点盯住其中2个项目"))),
        ("NUM05", one("成本", "灯具单价", "≤1200元")),
        ("IND03", one("质量", "每日巡查次数", "≥2次")),
        ("IND11", one("质量", "设计荷载等级", "公路-Ⅱ级")),
        ("IND14", one("质量", "因故取消场次", "0场")),
        ("IND15", one("数量", "调处矛盾纠纷件数", "≥1210件")),
        ("IND17", one("质量", "能力验证结果满意率", "100%")),
        ("STR07", one("生态效益", "林分郁闭度", "≥0.6")),
        ("XRF05", rows("灌溉水利用系数", "≥0.58", "灌溉水利用系数由0.5提高到0.58。", second="质量指标")),
        ("XRF05", rows("巡查河段断面水质", "Ⅲ类", "断面水质保持Ⅲ类，消除Ⅴ类水体。", second="质量指标")),
        ("XRF08", text("总体绩效目标", "预算总额2164.30万元，基本支出1584.26万元，项目支出580.04万元。")),
        ("XRF08", text("总体绩效目标", "收入合计612.45万元，其中财政拨款562.45万元，事业收入50万元。")),
        ("XRF10", rows("集中培训天数", "8天", "每人集中培训8天。")),
        ("XRF10", rows("就近可办事项", "≥31项", "22个服务站就近可办事项31项。")),
        ("TXT02", goal("加强食品安全安全监管。")),
        ("TXT02", goal("每季度未完成的说明原因，药品是抢救必需品。")),
        ("TXT05", text("总体绩效目标", "2022年末全县公路总里程1106公里。")),
        ("TXT11", text("工作保障措施", CHECKED.format("由玉田县至丰润区的公路"))),
    ],
)
def test_what_stands_beside_it_is_not(code: str, piece: str) -> None:
    assert quoted(code, piece) == []


def test_a_level_is_known_by_what_stands_before_it() -> None:
    piece = rows("设计荷载等级", "公路-Ⅱ级", "改造240间教室。", "3座桥全部按公路-{}级荷载重建。", second="质量指标")
    assert quoted("XRF05", piece.replace("{}", "Ⅰ")) == ["Ⅰ级"]
    assert quoted("XRF05", piece.replace("{}", "Ⅱ")) == []


def test_goals_of_several_years_are_held_against_their_own_rows() -> None:
    piece = (
        "预算项目:\n  - 中期绩效目标: [2023年至2025年累计改造教室270间]\n    中期绩效指标:\n      产出指标:\n"
        '        数量指标: [{三级指标: 累计改造教室间数, 指标值: "≥720间"}]\n'
    )
    assert quoted("XRF05", piece) + quoted("XRF10", piece) == ["270间"]
    assert quoted("XRF10", piece.replace("270", "720")) == []


def test_a_line_that_only_says_where_the_money_comes_from_stands_beside_others() -> None:
    said = "预算项目:\n  - 绩效目标: [改造240间教室, {}]\n"
    assert quoted("TXT13", said.format("所需资金由财政安排100万元，企业冠名20万元。")) == []
    assert quoted("TXT13", said.format("灯具费100万元，按季支付，线路20万元。")) != []
