"""Kinds of slips and near misses that filings of others showed: what is told, and what stands right beside it and is not."""

from __future__ import annotations

import pytest

from tests.checks.cases import quoted
from tests.checks.test_copied_and_empty import goal, purpose, text
from tests.checks.test_indicators import one

SAFEGUARDS = "（一）{}。\n（二）规范采购流程。设备采购由纪检组全程监督，结果在县政府网站公示。\n（三）{}。每季度通报一次执行进度。"


@pytest.mark.parametrize(
    ("code", "piece", "words"),
    [
        ("IND15", one("经济效益", "小麦亩均增产", "≤45公斤"), "≤45公斤"),
        ("IND15", one("生态效益", "年节电量", "≤3万千瓦时"), "≤3万千瓦时"),
        ("IND15", one("质量", "档案录入准确率", "≤0.3%"), "≤0.3%"),
        ("IND15", one("成本", "护林员服装补助", "≥300元/人"), "≥300元/人"),
        ("IND17", one("成本", "执法案卷规范率", "≥95%"), "执法案卷规范率"),
        ("IND17", one("成本", "设备安装调试", "2023年9月底"), "设备安装调试"),
        ("IND17", one("时效", "公益广告点击量", "≥20万次"), "公益广告点击量"),
        ("IND17", one("时效", "数据填报正确率", "≥98%"), "数据填报正确率"),
        ("IND05", one("数量", "受训教师人次", "≥300场"), "≥300场"),
        ("IND05", one("数量", "补助困难群众户数", "≥86个"), "≥86个"),
        ("IND10", one("社会效益", "城乡教育差距", "逐步缩小"), "逐步缩小"),
        ("IND10", one("可持续影响", "长效管护机制", "初步建立"), "初步建立"),
        ("IND10", one("社会效益", "传统技艺", "发扬光大"), "发扬光大"),
        ("TXT02", purpose("用于维修校舍，保证按期开学使用，保证按期开学使用。"), "保证按期开学使用，保证按期开学使用"),
        ("TXT02", goal("教室照明达标率达到95%95%"), "95%95%"),
        ("TXT02", text("工作保障措施", "既使天气不好，也要按期完工，每季度通报一次。"), "既使"),
        ("TXT11", goal("提高围场县学校的取暖水平"), "围场县"),
        ("TXT11", text("工作保障措施", "每季度将结果报送永年县财政局备案。"), "永年县"),
        ("TXT12", text("工作保障措施", SAFEGUARDS.format("加强组织保障", "加强预算执行")), "加强组织保障"),
        ("TXT05", goal("2022年完成教室照明改造36间"), "2022年"),
    ],
)
def test_what_is_told(code: str, piece: str, words: str) -> None:
    assert quoted(code, piece) == [words]


@pytest.mark.parametrize(
    ("code", "piece"),
    [
        ("IND15", one("经济效益", "小麦亩均增产", "≥45公斤")),
        ("IND15", one("质量", "剖宫产率", "≤35%")),
        ("IND15", one("成本", "农村低保标准", "≥6480元/人·年")),
        ("IND17", one("成本", "公用经费节约率", "≥3%")),
        ("IND17", one("成本", "采购资金控制率", "≤100%")),
        ("IND17", one("时效", "巡查频次", "≥4次")),
        ("IND17", one("时效", "工程验收合格时间", "2023年9月底")),
        ("IND17", one("可持续影响", "非遗传承点数量", "≥4个")),
        ("IND17", one("社会效益", "广场月均开展活动次数", "≥8次")),
        ("IND05", one("数量", "受训教师人次", "≥0.03万人次")),
        ("IND05", one("数量", "造林面积", "≥300亩")),
        ("IND14", one("社会效益", "应助未助学生数", "=0人")),
        ("IND14", one("质量", "D级危房存量", "0平方米")),
        ("IND14", one("社会效益", "村级组织停摆、瘫痪个数", "=0个")),
        ("IND03", one("质量", "漏慰问户数", "=0户")),
        ("IND02", one("数量", "适龄儿童疫苗接种率", "≥90%")),
        ("IND10", one("可持续影响", "村规民约", "建立")),
        ("TXT02", purpose("按小学寄宿生每生每年1250元发放，百岁老人每人每月500元。")),
        ("TXT02", purpose("用于维修校舍，配齐设备，维修操场，配齐器材。")),
        ("TXT02", text("工作保障措施", "既使资金用得实，又使项目管得住，每季度通报一次。")),
        ("TXT11", goal("与围场县学校结对，提高取暖水平")),
        ("TXT12", text("工作保障措施", SAFEGUARDS.format("加强组织保障。局长任组长，每月调度一次", "加强预算执行"))),
        ("TXT12", text("工作保障措施", "一、加强保障\n（一）定人。财务股负责拨付。\n（二）定时。每月报一次进度。")),
        ("TXT05", goal("2022年全县发生校园事故3起，今年不超过2起")),
        (
            "TXT05",
            text("总体绩效目标", "2022年我县改造校舍21栋，群众满意度达到94%；2023年在总结经验的基础上扩面提质。"),
        ),
    ],
)
def test_what_is_silent_beside_it(code: str, piece: str) -> None:
    assert quoted(code, piece) == []


def test_a_row_that_ends_next_year_may_say_so_itself() -> None:
    assert quoted("TXT05", one("时效", "工程完工时间", "2024年5月底", "项目跨年度实施，全部完工的时间")) == []
    assert quoted("TXT05", one("时效", "工程完工时间", "2024年5月底")) == ["2024年"]
