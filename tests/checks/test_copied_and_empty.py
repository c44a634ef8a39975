"""What is left of another filing, and what is said for form's sake: TXT11 to TXT13, IND06, IND19 to IND21, PRJ07, WSP05."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from perfgen.checks import RULES, run
from perfgen.checks.examples import cells
from tests.checks.cases import CLEAN, across, found, loaded, quoted
from tests.checks.test_wording import goal, purpose


def text(label: str, said: str) -> str:
    return f"部门整体绩效目标:\n  {label}: {json.dumps(said, ensure_ascii=False)}\n"


def rows(level1: str, level2: str, *said: str) -> str:
    lines = "".join(f"          - {{{one}}}\n" for one in said)
    return f"预算项目:\n  - 绩效指标:\n      {level1}:\n        {level2}:\n{lines}"


def satisfaction(name: str, target: str) -> str:
    return rows("满意度指标", "服务对象满意度指标", cells(name, target))


def named(name: str) -> str:
    return f"预算项目:\n  - 项目名称: {json.dumps(name, ensure_ascii=False)}\n"


@pytest.mark.parametrize("code", ["TXT11", "TXT12", "TXT13", "IND06", "IND19", "IND20", "IND21", "PRJ07"])
@pytest.mark.parametrize("layout", CLEAN)
def test_clean_filings_are_clean(code: str, layout: str) -> None:
    assert quoted(code, layout=layout) == []


# The clean filing is that of 乐亭县教育和体育局, of 2023.


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (purpose("主要用于玉田县义务教育学校教室照明改造。"), "玉田县"),
        (goal("改善滦南县农村学校办学条件，受益学生9600人"), "滦南县"),
        (text("总体绩效目标", "2023年，围绕遵化市委、市政府中心工作，办好教育。"), "遵化市"),
        (text("工作保障措施", "严格执行《玉田县财政资金管理办法》，接受承德市财政部门的监督。"), "承德市"),
        (named("迁西县中小学生体质健康监测经费"), "迁西县"),
        (text("总体绩效目标", "县水利局2023年以供水安全为重点，安排项目5个。"), "县水利局"),
        (text("总体绩效目标", "一、玉龙县财政局主要职责是编制预算。"), "玉龙县财政局"),
        (text("分项绩效目标", "办好学校。卫生健康局部门预算绩效目标如下。"), "卫生健康局"),
    ],
)
def test_txt11_another_county_or_department(piece: str, words: str) -> None:
    assert quoted("TXT11", piece) == [words]


@pytest.mark.parametrize(
    "piece",
    [
        purpose("用于改善乐亭县义务教育学校教室照明，参加唐山市统一招标。"),
        purpose("组织骨干教师赴玉田县、丰润区学习，与滦南县学校结对。"),
        purpose("按照《玉田县校舍管理办法》的经验，支付唐山遵化市建工有限公司工程款。"),
        purpose("按照河北省的安排，维护迁西县至乐亭县的校车线路。"),
        goal("会同县财政局、县发展和改革局验收校舍"),
        text("总体绩效目标", "教体局2023年安排项目5个。乐亭县教育和体育局主要职责是办好教育。"),
        purpose("推广遵化市乡村教育的做法，维护县城新华区小学的设备。"),
        text("总体绩效目标", "我局2023年安排项目5个。本局绩效目标如下。"),
        named("唐山市下达乐亭县中小学生体质健康监测经费"),
    ],
)
def test_txt11_is_silent_on_ones_own_and_on_what_is_meant(piece: str) -> None:
    assert quoted("TXT11", piece) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("一是加强组织领导。二是完善制度建设。三是强化监督检查。", "加强组织领导"),
        ("（一）完善制度建设\n（二）加强支出管理\n（三）做好绩效自评", "完善制度建设"),
        ("加强领导，完善制度，强化监督。", "加强领导，完善制度，强化监督"),
        ("1.加强预算绩效管理；2.规范财务管理；3.加强资产管理", "加强预算绩效管理"),
    ],
)
def test_txt12_safeguards_that_are_headings(said: str, words: str) -> None:
    assert quoted("TXT12", text("工作保障措施", said)) == [words]


@pytest.mark.parametrize(
    "said",
    [
        "一是完善制度。修订项目资金管理办法，明确各股室在预算编制、执行和验收中的分工。二是强化监督。",
        "一是加强调度，每季度通报一次执行进度。二是专人负责。",
        "成立项目领导小组，局长任组长，财务股负责资金拨付，基建股负责工程质量，按月向县政府报告。",
        "由财务股负责资金监管。",
        "",
    ],
)
def test_txt12_is_silent_where_it_is_said_how(said: str) -> None:
    assert quoted("TXT12", text("工作保障措施", said)) == []


@pytest.mark.parametrize(
    "goals",
    [
        ["教师培训费20万元，教材费12.5万元，差旅费4万元。"],
        ["预算资金36.5万元，其中：财政资金30万元，其他资金6.5万元"],
        ["（1）办公费2万元；", "（2）印刷费３．５万元；", "（3）租车费1万元"],
        ["灯具采购80万元、线路改造40万元"],
    ],
)
def test_txt13_goals_that_divide_the_money(goals: list[str]) -> None:
    assert quoted("TXT13", goal(*goals)) == [goals[0]]


@pytest.mark.parametrize(
    "goals",
    [
        ["投入36.5万元，培训乡村教师600人次，考核合格率不低于95%"],
        ["发放补助120万元，保障困难学生按时入学"],
        ["全年争取上级资金500万元"],
        ["培训费20万元，共办6期", "教材费5万元"],
    ],
)
def test_txt13_is_silent_where_something_is_to_be_reached(goals: list[str]) -> None:
    assert quoted("TXT13", goal(*goals)) == []


@pytest.mark.parametrize("target", ["100%", "=100.00%", "≥100%", "≥75%", "60%"])
def test_ind19_a_satisfaction_out_of_reach_or_too_low(target: str) -> None:
    (one,) = found("IND19", satisfaction("家长满意度", target))
    assert one.finding.message.startswith("“家长满意度”")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("家长满意度", "≥95%"),
        ("家长满意度", "≥80%"),
        ("家长不满意率", "≤5%"),
        ("家长满意度", "≥4.5分"),
        ("投诉次数", "≤3次"),
    ],
)
def test_ind19_is_silent_on_what_can_be_reached(name: str, target: str) -> None:
    assert quoted("IND19", satisfaction(name, target)) == []


def test_ind19_asks_no_more_of_a_rate_that_is_no_satisfaction() -> None:
    assert (
        quoted("IND19", rows("产出指标", "质量指标", cells("验收合格率", "100%"), cells("录播课使用率", "≥60%"))) == []
    )


@pytest.mark.parametrize(
    ("least", "most", "told"), [("85", "100", 1), ("80", "95", 0), ("80", "83", 1), ("83", "99", 0)]
)
def test_ind19_goes_by_what_the_layout_says(least: str, most: str, told: int) -> None:
    subject = loaded(satisfaction("家长满意度", "≥83%")).subject
    limits = {"satisfaction_least": Decimal(least), "satisfaction_most": Decimal(most)}
    standard = subject.standard.model_copy(update=limits)
    assert len(run(replace(subject, standard=standard), [RULES["IND19"]])) == told


@pytest.mark.parametrize("basis", ["无", "工作要求", "按照实际情况确定", "根据相关规定", "上级要求。", "工作实际"])
def test_ind20_a_basis_without_content(basis: str) -> None:
    assert quoted("IND20", rows("产出指标", "数量指标", cells("维修设备数量", "≥20台", basis))) == [basis]


@pytest.mark.parametrize(
    "basis",
    [
        "年初工作计划",
        "无障碍设施改造清单",
        "冀财教〔2022〕15号文件",
        "相关规定第三条",
        "县教育工作要点",
        "上年度实际数",
        "合同",
    ],
)
def test_ind20_is_silent_where_there_is_a_source(basis: str) -> None:
    assert quoted("IND20", rows("产出指标", "数量指标", cells("维修设备数量", "≥20台", basis))) == []


FOUR = ("教材配备率", "教室照度达标率", "设备完好率", "线路检修合格率")


@pytest.mark.parametrize("targets", [["100%"] * 4, ["≥95%", "95%", "≥95.0%", "≥95%"], ["按时完成"] * 4])
def test_ind21_one_target_for_all(targets: list[str]) -> None:
    said = [cells(name, target) for name, target in zip(FOUR, targets, strict=True)]
    assert len(quoted("IND21", rows("产出指标", "质量指标", *said))) == 1


@pytest.mark.parametrize(
    "targets", [["100%"] * 3, ["100%", "100%", "100%", "≥98%"], ["≥20台", "≥20次", "≥20人", "≥20%"], []]
)
def test_ind21_is_silent_on_a_few_and_on_several(targets: list[str]) -> None:
    said = [cells(name, target) for name, target in zip(FOUR, targets, strict=False)] or [cells(FOUR[0], "100%")]
    assert quoted("IND21", rows("产出指标", "质量指标", *said)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2022年乡村教师培训经费", "2022年"),
        ("提前下达2022年度校舍维修资金", "2022年"),
        ("２０２１年营养膳食补助", "２０２１年"),
        ("乡村教师培训经费（2019-2021年）", "2019-2021年"),
        ("2024年校园安防经费", "2024年"),
    ],
)
def test_prj07_a_name_of_another_year(name: str, words: str) -> None:
    assert quoted("PRJ07", named(name)) == [words]


@pytest.mark.parametrize(
    "name",
    [
        "2023年乡村教师培训经费",
        "2021—2025年乡村教师培训经费",
        "2022年结转校舍维修资金",
        "2022年债券付息资金",
        "落实《2022年教育工作要点》经费",
        "提前下达2023年校舍维修资金（冀财教〔2022〕130号）",
        "2022年校舍维修工程质保金",
    ],
)
def test_prj07_is_silent_on_this_year_and_on_what_is_still_paid_for(name: str) -> None:
    assert quoted("PRJ07", named(name)) == []


def test_ind06_is_silent_where_the_description_is_left_out() -> None:
    row = "三级指标: 设备完好率, 指标值: ≥98%, 指标值确定依据: 巡检记录"
    assert quoted("IND06", rows("产出指标", "质量指标", row)) == []
    assert quoted("IND06", rows("产出指标", "质量指标", f"{row}, 绩效指标描述: 设备完好率")) == ["设备完好率"]


# --- this year's filing beside last year's


BEFORE = "年度: 2022\n"


@pytest.mark.parametrize(
    "piece",
    [
        "",
        "预算项目:\n  - {预算数: 130.00, 财政资金: 130.00}\n",
        "部门整体绩效目标: {工作保障措施: 成立领导小组，局长任组长，财务股按季度通报各项目的执行进度。}\n",
        purpose("用于灯具更换。"),
    ],
)
def test_wsp05_last_years_filing_with_another_year(piece: str) -> None:
    assert across("WSP05", BEFORE, piece) == [(1, "")]
    assert across("WSP05", piece, BEFORE) == [(0, "")]


NEW_WORK = "".join(
    f"  - {{资金用途: 用于第{one}所新建学校的设备采购和教师培训，年内投入使用。, 绩效目标: [第{one}所学校秋季开学前投入使用，新增学位{one}60个]}}\n"
    for one in range(1, 6)
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BEFORE, f"预算项目:\n{NEW_WORK}"),
        ("年度: 2021\n", ""),
        ("", ""),
        (f"{BEFORE}部门: {{编码: '324001', 名称: 乐亭县水利局}}\n", ""),
    ],
)
def test_wsp05_is_silent_on_new_work_other_years_and_other_departments(first: str, second: str) -> None:
    assert across("WSP05", first, second) == []
