"""What texts of 执行情况 say of numbers, held against the numbers: any number, share, count or word, in whatever unit (EVA13)."""

from __future__ import annotations

import pytest

from perfgen.checks.examples_of_outcomes import judged, money, piece
from tests.checks.cases import found

TIME = {"level2": "时效指标"}
STATIONS = judged("建成养老服务站数量", "≥12个", "11个", "原因说明: 选址变更")
BUILT = judged("建成养老服务站数量", "≥12个", "12个")
MORE = judged("建成养老服务站数量", "≥12个", "13个")
CONTENT = judged("老年人满意度", "≥90%", "88%", "原因说明: 场地小", level1="满意度指标", level2="服务对象满意度指标")
GLAD = judged("老年人满意度", "≥90%", "93%", level1="满意度指标", level2="服务对象满意度指标")
PEOPLE = judged("受益老年人人数", "≥1.2万人次", "11000人次", "原因说明: 停办")
LATE = judged("工程完工时间", "2024年11月底", "2024年12月20日", "原因说明: 选址变更", **TIME)
COST = judged("建设成本", "≤480万元", "470万元", level2="成本指标")
MONEY = money("486.5", "486.5", "470")

WRONG = [
    ("建成养老服务站14个。", "14个", STATIONS),
    ("全年共建成养老服务站10个。", "10个", STATIONS),
    ("养老服务站建设共9个。", "9个", STATIONS),
    ("养老服务站实际建成十二个，投入使用。", "十二个", STATIONS),
    ("完成12个养老服务站的建设。", "12个", STATIONS),
    ("老年人满意度达到92%。", "92%", CONTENT),
    ("老年人满意度为百分之九十五。", "百分之九十五", CONTENT),
    ("老年人满意度为95%。", "95%", GLAD),
    ("经测评，满意度86%。", "86%", CONTENT),
    ("受益老年人1.15万人次。", "1.15万人次", PEOPLE),
    ("受益老年人达到12,000人次。", "12,000人次", PEOPLE),
    ("养老服务站建设任务完成率100%。", "任务完成率100%", STATIONS),
    ("养老服务站数量完成率为95%。", "完成率为95%", STATIONS),
    ("建成养老服务站11个，完成率100%。", "完成率100%", STATIONS),
    ("受益老年人11000人次，完成年度目标的98%。", "完成年度目标的98%", PEOPLE),
    ("养老服务站建设超额完成。", "超额完成", BUILT),
    ("养老服务站建设超过年初目标。", "超过年初目标", BUILT),
    ("养老服务站已全部建成。", "已全部建成", STATIONS),
    ("养老服务站建设任务圆满完成。", "圆满完成", STATIONS),
    ("养老服务站建设按期完成年度任务。", "按期完成年度任务", STATIONS),
    ("老年人满意度已达标。", "已达标", CONTENT),
    ("养老服务站建设尚未完成。", "尚未完成", BUILT),
    ("老年人满意度未达到预期。", "未达到", GLAD),
    ("项目按期完工，群众反响好。", "按期完工", LATE),
    ("3项指标全部完成。", "3项指标全部完成", STATIONS, GLAD, LATE),
    ("设定的三个绩效指标均已实现。", "三个绩效指标均已实现", BUILT, CONTENT, COST),
    ("共设置指标3项，完成3项。", "指标3项，完成3项", STATIONS, GLAD, BUILT),
    ("3项绩效指标中，2项已完成。", "", STATIONS, LATE, GLAD),
    ("未完成指标1个。", "未完成指标1个", STATIONS, LATE, GLAD),
    ("有1个指标未完成。", "1个指标未完成", BUILT, GLAD),
    ("指标完成率95%。", "指标完成率95%", STATIONS, GLAD),
    ("部分指标未完成。", "部分指标未完成", BUILT, GLAD),
    ("各项指标均超额完成。", "各项指标均超额完成", BUILT, judged("培训期数", "≥6期", "6期")),
    ("全年实际支出480万元。", "480万元", BUILT),
    ("项目执行数为4860000元。", "4860000元", BUILT),
    ("", "12个", judged("建成养老服务站数量", "≥12个", "11个", "原因说明: 已建成12个")),
    ("", "均已完成", judged("建成养老服务站数量", "≥12个", "11个", "原因说明: 均已完成")),
]
RIGHT = [
    ("建成养老服务站11个，10个已经投入使用。", STATIONS),
    ("建成养老服务站5个城区站点、6个乡镇站点。", STATIONS),
    ("11个养老服务站全部建成，1个未开工。", STATIONS),
    ("其中城区养老服务站5个。", STATIONS),
    ("计划建成养老服务站14个。", STATIONS),
    ("2023年建成养老服务站20个。", STATIONS),
    ("累计建成养老服务站60个。", STATIONS),
    ("老年人满意度达到88%。", CONTENT),
    ("老年人满意度达到88.0%以上。", CONTENT),
    ("工程验收满意度95%。", CONTENT),
    ("受益老年人1.1万人次。", PEOPLE),
    ("受益老年人约1.2万人次。", PEOPLE),
    ("养老服务站建设完成率91.67%。", STATIONS),
    ("养老服务站建设完成率92%。", STATIONS),
    ("养老服务站建设任务完成率100%。", MORE),
    ("养老服务站建设完成率108.3%。", MORE),
    ("养老服务站建设超额完成。", MORE),
    ("养老服务站建设任务圆满完成。", BUILT),
    ("养老服务站建设尚未完成。", STATIONS),
    ("6月底养老服务站建设尚未完成，11月全部建成。", BUILT),
    ("因选址变更，养老服务站没有全部建成。", STATIONS),
    ("项目按期完工。", judged("工程完工时间", "2024年11月底", "2024年11月20日", **TIME)),
    ("2项指标完成，1项未完成。", STATIONS, BUILT, GLAD),
    ("3项指标中2项已完成。", STATIONS, BUILT, GLAD),
    ("未完成指标1个。", STATIONS, BUILT),
    ("指标完成率66.7%。", STATIONS, BUILT, GLAD),
    ("部分指标未完成，主要是选址变更。", STATIONS, BUILT),
    ("没有未完成的指标。", BUILT, GLAD),
    ("未完成指标的原因：无。", BUILT, GLAD),
    ("各项指标均超额完成。", MORE, GLAD),
    ("全年实际支出470万元。", BUILT),
    ("全年支出4,700,000元，其中培训支出20万元。", BUILT),
    ("项目支出主要用于建设养老服务站，装修支出120万元。", BUILT),
    ("", judged("建成养老服务站数量", "≥12个", "11个", "原因说明: 已建成11个，1个在2025年1月建成12个")),
    ("养老服务站建设工作已完成前期手续。", STATIONS),
    ("11个站点按期完工，1个推迟。", LATE),
    ("全年预算支出486.5万元，实际支出470万元。", BUILT),
    ("养老服务站12个选址已确定，建成11个。", STATIONS),
    ("老年人满意度指标完成率97.78%。", CONTENT),
    ("发放问卷200份，其中满意176份，老年人满意度88%，比上年提高3个百分点。", CONTENT),
    ("设置绩效指标5个，完成4个，1个未完成。", STATIONS, BUILT, GLAD, COST, MORE),
    ("下一步，力争建成养老服务站14个。", STATIONS),
]


def said(text: str, *rows: str) -> list[str]:
    return [
        one.finding.quoted
        for one in found("EVA13", piece(*rows, more=f"{MONEY}" + (f"实际完成情况: {text}" if text else "")))
    ]


@pytest.mark.parametrize("cases", [WRONG[::2], WRONG[1::2]], ids=["even", "odd"])
def test_what_numbers_deny_is_told_at_its_words(cases: list[tuple[str, ...]]) -> None:
    for text, words, *rows in cases:
        told = said(text, *rows)
        assert told, text
        assert words in told or not words, (text, told)


def test_what_numbers_bear_out_is_not() -> None:
    assert [(text, told) for text, *rows in RIGHT if (told := said(text, *rows))] == []
