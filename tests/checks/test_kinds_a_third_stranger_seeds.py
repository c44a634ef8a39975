"""Kinds of slips that a third writer who knew no rule put in: what is told, and what stands right beside it and is not."""

from __future__ import annotations

import pytest

from tests.checks.cases import quoted
from tests.checks.test_copied_and_empty import goal, text
from tests.checks.test_indicators import one

TWICE = "部门整体绩效目标:\n  分项绩效目标: '一、义务教育学校教室照明改造资金，预算资金120万元。每日机械化作业{}遍，{}。'\n预算项目:\n  - 绩效目标: [168万平方米道路每日机械化作业2遍, {}]\n"
BASED = "预算项目:\n  - 绩效指标:\n      产出指标:\n        数量指标:\n          - {{三级指标: 改造教室数量, 指标值: ≥240间, 指标值确定依据: {}}}\n"
GOALS = "预算项目:\n  - 绩效目标: [更换240间教室的灯具和线路，照度达标, {}]\n"
CHECKED = "（一）强化管理。资金由教育股复核。\n（二）完善制度。{}。\n（三）强化监控。每季度通报一次执行进度。"


@pytest.mark.parametrize(
    ("code", "piece", "words"),
    [
        ("NUM09", goal("用于灯具8万元、线路12万元、检测9万元，共26万元。"), "26万元"),
        ("NUM09", goal("选派教师30人，每人补助1.5万元，共54万元。"), "每人补助1.5万元，共54万元"),
        ("NUM09", goal("对省级学校3家每家奖励30万元、市级学校6家每家奖励10万元，合计160万元。"), "160万元"),
        ("NUM09", text("总体绩效目标", "举办春季培训8场、秋季培训12场，共29场。"), "29场"),
        ("XRF08", goal("奖励示范学校9家，其中省级3家、市级7家。"), "9家"),
        ("IND05", one("社会效益", "学生近视率", "≤40%", "参加检查的学生人数"), "≤40%"),
        ("IND05", one("社会效益", "受益学生", "≥400人", "受益学生占全部学生的比例"), "≥400人"),
        ("IND17", one("经济效益", "资金拨付及时率", "100%"), "资金拨付及时率"),
        ("IND17", one("社会效益", "设备验收合格率", "100%"), "设备验收合格率"),
        ("NUM10", one("经济效益", "带动企业研发投入", "≥1200元"), "≥1200元"),
        ("XRF07", text("工作保障措施", CHECKED.format("对4个项目的绩效目标按月跟踪")), "4个"),
        ("TXT04", GOALS.format("照度达标，240间教室的灯具和线路全部更换"), "照度达标，240间教室的灯具和线路全部更换"),
        ("TXT11", BASED.format("《成安县教室照明改造方案》"), "成安县"),
        ("TXT11", BASED.format("清河县教室照明改造方案"), "清河县"),
        ("TXT11", text("工作保障措施", CHECKED.format("考核表每月报县妇幼保健院绩效办")), "妇幼保健院"),
        ("TXT11", text("工作保障措施", CHECKED.format("按《河道保洁考核办法》处理")), "河道保洁"),
        ("TXT11", text("总体绩效目标", "加强农资产品质量抽检，全年抽检60批次。"), "农资产品质量"),
        (
            "TXT12",
            text("工作保障措施", CHECKED.format("专户存储，认真做好相关工作，不断提升服务质量")),
            "认真做好相关工作，不断提升服务质量",
        ),
        ("TXT14", GOALS.format("为家庭经济困难学生提供营养膳食补助"), "为家庭经济困难学生提供营养膳食补助"),
        ("XRF08", TWICE.format(3, "路面见本色", "路面见本色"), "3遍"),
        ("XRF08", TWICE.format(2, "11月底前完工", "10月底前完成线路改造"), "11月底前"),
    ],
)
def test_what_is_told(code: str, piece: str, words: str) -> None:
    assert quoted(code, piece) == [words]


@pytest.mark.parametrize(
    ("code", "piece"),
    [
        ("NUM09", goal("用于灯具8万元、线路12万元、检测6万元，共26万元。")),
        ("NUM09", goal("灯具8万元、线路12万元等，共26万元。")),
        ("NUM09", goal("灯具每套8万元、线路每处12万元，共26万元。")),
        ("NUM09", goal("新建8个、改建12个，共覆盖30个村。")),
        ("NUM09", goal("投资120万元，用于灯具60万元、线路60万元，共120万元。")),
        ("XRF08", goal("奖励示范学校12家，其中省级3家、市级7家。")),
        ("XRF08", goal("培训教师9人，其中村小教师6人、班主任7人。")),
        ("IND05", one("社会效益", "学生近视率", "≤40%", "近视学生占受检人数的比例")),
        ("IND17", one("生态效益", "工程环保验收通过率", "100%")),
        ("IND17", one("社会效益", "农产品抽检合格率", "≥98%")),
        ("NUM10", one("经济效益", "户均带动投入", "≥1200元")),
        ("XRF07", text("工作保障措施", CHECKED.format("对5个项目的绩效目标按月跟踪"))),
        ("XRF07", text("工作保障措施", CHECKED.format("对其中4个重点项目的绩效目标按月跟踪"))),
        ("TXT04", GOALS.format("照度达标，180间教室的灯具和线路全部更换")),
        ("TXT11", BASED.format("《唐山市教室照明改造方案》")),
        ("TXT11", BASED.format("参照清河县经验")),
        ("TXT11", text("工作保障措施", CHECKED.format("工程落实水土保持方案，体检送县医院"))),
        ("TXT12", text("工作保障措施", CHECKED.format("按《学校财务制度》执行"))),
        ("TXT12", text("工作保障措施", CHECKED.format("专户存储，每月对账，不断提升服务质量"))),
        ("TXT14", GOALS.format("教室照明故障当天报修")),
        ("TXT14", "预算项目:\n  - 绩效目标: [为家庭经济困难学生提供营养膳食补助]\n"),
        ("XRF08", TWICE.format(2, "路面见本色", "路面见本色")),
        ("XRF08", TWICE.format(2, "11月底前完成采购", "10月底前完成设计")),
    ],
)
def test_what_stands_beside_it_is_not_told(code: str, piece: str) -> None:
    assert quoted(code, piece) == []


def test_activities_are_those_of_the_duties_with_their_money() -> None:
    whole = "{工作活动: [{年度预算数: 62}]}"
    assert quoted("XRF11", "", "hebei-2021") == []
    assert quoted("XRF11", f"部门职责:\n  - {whole.replace('62', '26')}\n", "hebei-2021") == ["26"]
    assert quoted("XRF11", "预算项目:\n  - {工作活动: 农村饮水管护}\n", "hebei-2021") == ["农村饮水管护"]
    renamed = "预算项目:\n  - {工作活动: 甲}\n  - {工作活动: 乙}\n"
    assert quoted("XRF11", renamed, "hebei-2021") == []  # the table names them otherwise than the projects do
