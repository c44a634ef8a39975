"""Kinds of slips that writers who knew no rule put among real rows: what is told, and what stands right beside it and is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen.checking import load
from perfgen.checks import RULES, run
from tests.checks.cases import quoted
from tests.checks.test_copied_and_empty import goal, purpose, text
from tests.checks.test_indicators import one
from tests.conftest import OF_CENTRAL

CHECKED = "（一）强化管理。资金由教育股复核。\n（二）完善制度。{}。\n（三）强化监控。每季度通报一次执行进度。"
GOALS = "预算项目:\n  - 绩效目标: [更换240间教室的灯具和线路，照度达标, {}]\n"
DATED = "预算项目:\n  - 绩效目标: [改造240间教室, {}]\n    绩效指标: {{产出指标: {{时效指标: [{{三级指标: {}, 指标值: {}}}]}}}}\n"
TWO_DATES = "预算项目:\n  - 绩效目标: [改造240间教室, {}]\n    绩效指标: {{产出指标: {{时效指标: [{{三级指标: 春季校舍检查结束时间, 绩效指标描述: 春检结束的时间, 指标值: 5月底前}}, {{三级指标: 秋季校舍检查结束时间, 绩效指标描述: 秋检结束的时间, 指标值: 10月底前}}]}}}}\n"
PARTS = "灯具1800套，{}；线路60处，每处5000元，计30万元。{}"


@pytest.mark.parametrize(
    ("code", "piece", "words"),
    [
        ("XRF10", DATED.format("灯具在10月底前擦拭一遍", "灯具首次擦拭时间", "8月底前"), "10月底前"),
        ("XRF10", DATED.format("新教师培训7月底前结业", "结业时间", "9月底前"), "7月底前"),
        ("XRF10", DATED.format("9月底前通过验收，随后交付使用", "工程验收时间", "11月底前"), "9月底前"),
        ("XRF10", TWO_DATES.format("春检6月底前、秋检10月底前结束"), "6月底前"),
        ("TXT10", goal("补助于次月32日前打卡发放。"), "次月32日"),
        ("TXT10", text("工作保障措施", CHECKED.format("当月31日前报送，次月33日前汇总")), "次月33日"),
        ("TXT09", text("工作保障措施", CHECKED.format("监督电话0315-4612345,全年受理")), ","),
        ("TXT09", goal("照度达标,240间教室全部改造。"), ","),
        ("TXT02", goal("验收后由学校出据证明。"), "出据"),
        ("TXT02", text("工作保障措施", CHECKED.format("帐物不符的当日查明")), "帐物"),
        ("TXT02", text("总体绩效目标", "更换灯具、线路、开关等电气设备等，8月底前完成。"), "、开关等电气设备等"),
        ("IND04", one("数量", "应急演练场次", "≥12场/人"), "场/人"),
        ("IND05", one("成本", "单套灯具费用", "≤900元/间"), "≤900元/间"),
        ("IND05", one("服务对象满意度", "教师满意度", "≥0.85分"), "≥0.85分"),
        ("IND15", one("时效", "完工时间", "≥10月底"), "≥10月底"),
        ("IND15", one("时效", "补助发放时间", "不早于6月30日"), "不早于6月30日"),
        ("IND20", one("质量", "验收合格率", "100%", basis="领导批示"), "领导批示"),
        ("IND20", one("质量", "验收合格率", "100%", basis="主要领导指示"), "主要领导指示"),
        ("XRF06", purpose("改造校园绿地1000亩，每亩1200，共120万元。"), "每亩1200"),
        (
            "XRF05",
            text("分项绩效目标", "一、义务教育学校教室照明改造资金，预算资金120万元。照度检测合格率不小于88%。"),
            "88%",
        ),
        ("XRF07", text("总体绩效目标", "2023年，我局共有项目3个，全部为财政资金。"), "3个"),
        ("XRF09", goal("预算120万元中财政资金90万元，用于照明改造。"), "财政资金90万元"),
        ("TXT13", goal("资金120万元按季度使用，其中上半年60万元，下半年60万元。"), None),
        ("NUM09", purpose("保安200人，人均每月500元，发放12个月，共126万元。"), "人均每月500元，发放12个月，共126万元"),
        ("NUM09", purpose(PARTS.format("90万元", "合计102万元。")), "102万元"),
        ("NUM09", purpose(PARTS.format("每套500元，计90万元", "两项共计210万元。")), "210万元"),
        ("TXT11", text("工作保障措施", CHECKED.format("农机补贴由农机监理站逐台核对")), "农机监理站"),
        ("TXT11", text("工作保障措施", CHECKED.format("工程款按医保结算清单支付")), "医保结算"),
        ("TXT11", GOALS.format("对联合收割机、拖拉机检查600台次"), "收割机"),
        ("TXT11", "预算项目:\n  - 实施单位: 乐亭县水务局农水股\n", "水务局"),
        ("TXT05", text("工作保障措施", CHECKED.format("2022年2月底前完成自评")), "2022年"),
        ("TXT06", GOALS.format("照明改造截至目前已完成80%"), "截至目前已"),
        ("XRF08", goal("每人培训不少于15天以上。"), "不少于15天以上"),
        ("XRF08", text("总体绩效目标", "考核中每晚1个月加3分。"), "晚1个月加3分"),
        ("XRF08", text("总体绩效目标", "考核中提前完工的扣2分。"), "提前完工的扣2分"),
    ],
)
def test_each_kind_is_told(code: str, piece: str, words: str | None) -> None:
    found = quoted(code, piece)
    assert found if words is None else words in found


@pytest.mark.parametrize(
    ("code", "piece"),
    [
        ("XRF10", DATED.format("3月启动灯具招标", "灯具安装完成时间", "8月底前")),
        ("XRF10", DATED.format("灯具在8月底前擦拭一遍", "灯具首次擦拭时间", "8月底前")),
        ("XRF10", DATED.format("6月底前完成灯具采购", "灯具安装完成时间", "8月底前")),
        ("XRF10", TWO_DATES.format("春检5月底前、秋检10月底前结束")),
        ("TXT10", goal("补助于次月20日前打卡发放。")),
        ("TXT10", goal("每人每月31元，12个月发完。")),
        ("TXT09", goal("照度达标，比例为3:1，共1,200间。")),
        ("TXT02", goal("各项支出据实列支。")),
        ("TXT02", text("总体绩效目标", "加强中等、高等职业学校等的管理。")),
        ("IND04", one("数量", "每人培训次数", "≥2次/人")),
        ("IND04", one("数量", "户均检查次数", "≥2次/户")),
        ("IND05", one("成本", "单套灯具费用", "≤900元/套")),
        ("IND05", one("成本", "每间教室改造费用", "≤5000元")),
        ("IND05", one("服务对象满意度", "教师满意度", "≥85分")),
        ("IND15", one("时效", "完工时间", "10月底前")),
        ("IND15", one("时效", "启动时间", "不早于3月1日")),
        ("IND14", one("社会效益", "校园传染病发生起数", "0起")),
        ("IND11", one("质量", "示范校保护等级", "省级")),
        ("IND17", one("社会效益", "远程开课场次", "≥30场次")),
        ("IND20", one("质量", "验收合格率", "100%", basis="领导小组会议纪要")),
        ("XRF06", purpose("改造校园绿地1000亩，每亩1200元，共120万元。")),
        ("XRF06", goal("每人12次，每所3间。")),
        ("XRF08", goal("灯具报修时间由4小时缩短到2小时以内。")),
        ("XRF05", goal("验收合格率由90%提高到98%。")),
        ("TXT13", goal("资金120万元按季度使用，其中上半年60万元用于更换灯具，240间教室照度达标。")),
        ("NUM09", purpose("保安200人，人均每月500元，发放12个月，共120万元。")),
        ("NUM09", purpose(PARTS.format("90万元", "合计120万元。"))),
        ("TXT11", text("工作保障措施", CHECKED.format("会同农机监理站核对农机进校园情况"))),
        ("TXT11", text("工作保障措施", CHECKED.format("补助打入家长的社保卡"))),
        ("TXT11", "预算项目:\n  - 实施单位: 乐亭县教育局基建股\n"),
        ("TXT05", text("工作保障措施", CHECKED.format("2024年2月底前完成自评"))),
        ("TXT06", text("工作保障措施", CHECKED.format("自评得分低于80分的项目压减下一年度预算"))),
        ("XRF08", goal("每人培训不少于15天，15天以上的发证。")),
        ("XRF08", text("总体绩效目标", "考核中每晚1个月扣3分，提前完工的加2分。")),
        ("TXT01", "预算项目:\n  - 项目编码: 315-0102-YBN-T6XX\n"),
    ],
)
def test_what_stands_beside_it_is_not_told(code: str, piece: str) -> None:
    assert quoted(code, piece) == []


def test_a_project_says_where_its_money_is_from_as_the_others_do(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(OF_CENTRAL.read_text(encoding="utf-8").replace("    财政资金: 3260.00\n", ""), encoding="utf-8")
    subject = load(file).subject
    assert [finding.path for _, finding in run(subject, [RULES["NUM01"]])] == [("预算项目", 0, "预算数")]
