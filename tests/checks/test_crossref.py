"""XRF: the narrative against the tables."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from perfgen.checking import load
from perfgen.checks import RULES, Subject, run
from perfgen.filing.outline import Outline
from tests.checks.cases import CLEAN, found, loaded, quoted
from tests.conftest import ROOT
from tests.effort import effort

LIGHTS, TEACHERS, CAMERAS, HEALTH, MEALS = (
    "义务教育学校教室照明改造资金",
    "乡村教师培训经费",
    "校园视频监控联网运行维护费",
    "中小学生体质健康监测经费",
    "家庭经济困难学生营养膳食补助",
)


def general(text: str) -> str:
    return yaml.safe_dump({"部门整体绩效目标": {"总体绩效目标": text}}, allow_unicode=True)


def goals(*lines: str) -> str:
    return yaml.safe_dump({"部门整体绩效目标": {"分项绩效目标": "\n".join(lines)}}, allow_unicode=True)


def projects(*pieces: dict[str, object]) -> str:
    return yaml.safe_dump({"预算项目": list(pieces)}, allow_unicode=True)


def xrf(file: str) -> dict[str, list[str]]:
    """What the family finds in one of the examples, by code."""
    said: dict[str, list[str]] = {}
    rules = [rule for code, rule in RULES.items() if code.startswith("XRF")]
    for rule, finding in run(load(ROOT / "examples" / file).subject, rules):
        said.setdefault(rule.code, []).append(finding.quoted)
    return said


# XRF01 — the clean filing's five projects cost 415.5 万元.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本部门2023年度申请预算资金451.50万元，无专项项目。", "451.50万元"),
        ("2023年，本部门安排预算项目5个，申请预算资金４１５．６万元。", "４１５．６万元"),
        ("项目预算总额为4,255,000元。", "4,255,000元"),
        ("我局申报预算资金合计四百五十一点五万元。", "四百五十一点五万元"),
        ("全年项目预算总额0.045亿元。", "0.045亿元"),
        ("乐亭县教育和体育局2023年度预算项目支出共计41.55万元。", "41.55万元"),
        ("本部门申请预算资金415.52万元。", "415.52万元"),
    ],
)
def test_xrf01_a_total_that_is_not_the_sum(text: str, words: str) -> None:
    assert quoted("XRF01", general(text)) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "本部门2023年度申请预算资金415.5万元。",
        "本部门2023年度申请预算资金4155000元。",
        "本部门2023年度申请预算资金四百一十五点五万元。",
        "本部门2023年度申请预算资金0.0416亿元。",
        "本部门2023年度申请预算资金415.51万元。",
        "本部门申请预算资金约400万元。",
        "其中财政资金379.5万元，其他资金36万元。",
        "本部门2022年度预算资金390万元。",
        "上年预算总额390万元。",
        "本部门2023年预算总额2000万元，其中基本支出1584.5万元。",
        "三个运行维护类项目预算合计109.5万元。",
        "上述两个项目预算合计156.5万元。",
        "2个项目申请预算资金共计156.5万元。",
        "对排名前2名的县直单位各奖励1万元。",
        "每所学校安排预算资金5万元。",
        "本部门负责学校建设，安排资金300万元用于校舍维修。",
        "全县教育总投资9000万元，比上年增加500万元。",
        "公务接待费预算总额不超过3万元。",
        "争取上级专项资金1200万元。",
        "我局2023年预算总额3000万元。其中人员经费2000万元。",
        "2023年度部门预算总支出3000万元。",
        "本部门申请项目预算总额3000万元。其中人员经费2000万元。",
        "本部门共实施3个重点项目，申请预算资金共计204.5万元。",
        "落实教育经费三个增长，全县教育预算共安排2.3亿元。",
    ],
)
def test_xrf01_is_silent_on_other_amounts(text: str) -> None:
    assert quoted("XRF01", general(text)) == []


def test_xrf01_follows_the_table_too() -> None:
    (one,) = found("XRF01", projects({"预算数": "121.00", "财政资金": "121.00"}) + general("申请预算资金415.5万元。"))
    assert one.finding.quoted == "415.5万元"
    assert "416.5万元" in one.finding.message
    assert one.diagnostic.excerpt[one.diagnostic.column - 1 :].startswith("415.5万元")


# XRF02


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((f"（一）{LIGHTS}，预算资金210万元",), ["210万元"]),
        ((f"1.{TEACHERS}（35.6万元）", "绩效目标：培训教师。"), ["35.6万元"]),
        ((f"一、{CAMERAS}项目,预算资金肆拾捌万元",), []),
        ((f"{CAMERAS}项目,预算资金四十八点五万元",), ["四十八点五万元"]),
        ((f"预算资金中：{HEALTH}250000元、{MEALS}168万元。",), ["168万元"]),
        (("（一）乡村教师业务培训经费，预算资金63.5万元",), ["63.5万元"]),
        ((f"（一）{MEALS}，2023年预算资金0.0187亿元",), ["0.0187亿元"]),
    ],
)
def test_xrf02_an_amount_that_is_not_the_tables(lines: tuple[str, ...], words: list[str]) -> None:
    assert quoted("XRF02", goals(*lines)) == words


@pytest.mark.parametrize(
    "line",
    [
        f"（一）{LIGHTS}，预算资金120万元",
        f"（一）{LIGHTS}，预算资金１，２００，０００元",
        f"（一）{LIGHTS}，每间教室0.5万元",
        f"（一）{MEALS}，预算资金186万元，其中财政资金150万元，其他资金36万元",
        f"（一）{MEALS}，其中财政资金150万元",
        f"（一）{MEALS}，2022年预算资金170万元",
        f"（一）{MEALS}，约190万元",
        f"（一）{MEALS}中用于走读生的资金60万元",
        "（一）校舍维修经费，预算资金60万元",
        f"把{HEALTH}用好，争取上级资金100万元。",
    ],
)
def test_xrf02_is_silent_on_what_agrees_or_is_something_else(line: str) -> None:
    assert quoted("XRF02", goals(line)) == []


def arranged(**fields: object) -> str:
    return projects({}, {}, {}, {"项目名称": "业务委托费", **fields})


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (arranged(资金安排=[{"名称": "评审费", "金额": "100"}, {"名称": "检查费", "金额": "37"}]), ["137"]),
        (arranged(资金安排=[{"名称": "业务委托费资金", "金额": "137"}]), ["137"]),
        (arranged(资金安排情况="2021年此项工作活动中主要包含业务委托费资金137万元。"), ["137万元"]),
        (arranged(资金安排=[{"名称": "评审费", "金额": "100"}, {"名称": "检查费", "金额": "73"}]), []),
        (arranged(资金安排情况="主要包含评审费100万元、检查费73万元。"), []),
        (arranged(资金安排情况="安排173万元，其中评审费100万元、检查费73万元。"), []),
        (arranged(资金安排情况="资金由财政统筹安排。"), []),
    ],
)
def test_xrf02_money_arranged_must_add_up(piece: str, words: list[str]) -> None:
    assert quoted("XRF02", piece, "001") == words


# XRF03 and XRF04


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("（一）乡村教师业务培训经费，预算资金36.5万元", ["乡村教师业务培训经费"]),
        ("（二）校园视频监控运行维护费", ["校园视频监控运行维护费"]),
        ("3.中小学体质健康监测经费", ["中小学体质健康监测经费"]),
        ("困难学生营养膳食补助项目，预算资金186万元", ["困难学生营养膳食补助"]),
        ("（一）教室照明改造资金（120万元）", ["教室照明改造资金"]),
    ],
)
def test_xrf03_a_project_under_another_name(line: str, words: list[str]) -> None:
    assert quoted("XRF03", goals(line)) == words


@pytest.mark.parametrize(
    "line",
    [
        f"（一）{TEACHERS}",
        f"（一）{TEACHERS}项目，预算资金36.5万元",
        "（一）校舍维修经费，预算资金60万元",
        "（一）加强乡村教师培训",
        "（一）提高教师教学水平，组织乡村教师培训。",
        "（一）学生经费",
        "（一）教师培训和教研经费",
        "教师培训预算资金36.5万元，合计156.5万元。",
        "做好校园视频监控运行维护，确保校园安全。",
        "绩效目标：做好中小学生体质健康监测。",
    ],
)
def test_xrf03_is_silent_on_the_tables_name_and_on_prose(line: str) -> None:
    assert quoted("XRF03", goals(line)) == []


def test_xrf03_two_names_one_letter_apart_are_not_confused() -> None:
    piece = projects({"项目名称": "财政综合事物管理经费"}, {"项目名称": "财政综合业务管理经费"})
    both = goals("（一）财政综合事务管理经费", "（二）财政综合业务管理经费")
    assert quoted("XRF03", piece + both) == ["财政综合事务管理经费"]
    assert quoted("XRF03", piece + goals("（一）财政综合事务管理经费")) == []


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        ("业务委托费", ["业务委托费"]),
        ("预决算编审", ["预决算编审"]),
        ("综合治税信息系统建设", ["综合治税信息系统建设"]),
        ("会计人员培训", []),
        ("会计业务培训活动", []),
        ("网络设备运维", []),
    ],
)
def test_xrf03_an_activity_that_is_another_project(activity: str, words: list[str]) -> None:
    assert quoted("XRF03", projects({}, {}, {}, {}, {"工作活动": activity}), "001") == words


@pytest.mark.parametrize(
    ("named", "missing"),
    [
        ((LIGHTS, TEACHERS, CAMERAS, HEALTH), [MEALS]),
        ((LIGHTS, TEACHERS, "校园视频监控运行维护费"), [HEALTH, MEALS]),
        ((TEACHERS, CAMERAS, HEALTH, MEALS), [LIGHTS]),
        ((LIGHTS, TEACHERS), []),
        ((), []),
        ((LIGHTS, TEACHERS, CAMERAS, HEALTH, MEALS), []),
        (("教室照明改造资金", TEACHERS, CAMERAS, HEALTH, MEALS), []),
    ],
)
def test_xrf04_a_project_left_out_where_the_others_are_named(named: tuple[str, ...], missing: list[str]) -> None:
    lines = [f"（{number}）{name}" for number, name in zip("一二三四五", named, strict=False)] or ["做好各项工作。"]
    assert quoted("XRF04", goals(*lines)) == missing


# XRF05


def said(text: str) -> list[str]:
    return quoted("XRF05", goals(f"（二）{TEACHERS}，预算资金36.5万元", text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("绩效指标：培训教师人次不少于500人次，参训教师满意度不低于92%。", ["500人次"]),
        ("1、数量指标：培训教师等600人次、培训期数10期", ["10期"]),
        ("培训考核合格率：年度指标值百分之九十", ["百分之九十"]),
        ("（1）数量指标。培训期数：年度指标值十期", ["十期"]),
        ("参训教师满意度达到９５％", ["９５％"]),
        ("培训总成本控制在35.6万元以内", ["35.6万元"]),
        ("汇报课优良率，年度指标值85%", ["85%"]),
    ],
)
def test_xrf05_a_value_that_is_not_the_tables(text: str, words: list[str]) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "培训教师人次不少于600人次，培训期数12期，参训教师满意度不低于92%。",
        "培训考核合格率：年度指标值95%，完成值93%",
        "上年培训教师550人次",
        "每期培训教师50人次",
        "培训教师约500人次",
        "培训教师500-600人次",
        "培训教师3个学科",
        "制定培训四项制度",
        "公开率100%",
        "培训考核不合格率不高于5%",
        "汇报课优秀率50%",
        "学员满意率90%",
        "第3期培训考核合格率提高2个百分点",
        "培训总成本0.00365亿元，即365000元",
        "其中培训教师骨干100人次",
        "培训期数6期（上半年）、培训期数6期（下半年）",
    ],
)
def test_xrf05_is_silent_on_what_agrees_or_is_something_else(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("组织培训教师人次500人次。", ["500人次"]),
        ("举办培训，培训期数10期，培训考核合格率达到九成。", ["10期", "九成"]),
        ("参训教师满意度不低于90%", ["90%"]),
        ("培训教师人次0.06万人次，培训期数12期。", []),
        ("每期培训教师人次50人次", []),
        ("上年培训期数10期，培训考核合格率93%左右。", []),
    ],
)
def test_xrf05_the_projects_own_texts_are_held_against_its_table(text: str, words: list[str]) -> None:
    assert quoted("XRF05", f"预算项目:\n  - {{}}\n  - 绩效目标: [{text}]\n") == words
    assert quoted("XRF05", f"预算项目:\n  - {{}}\n  - 资金用途: {text}\n") == words


def test_xrf05_a_value_belongs_to_the_project_of_its_passage() -> None:
    lines = (
        f"（一）{TEACHERS}",
        "参训教师满意度92%。",
        f"（二）{MEALS}",
        "受助学生家长满意度92%。",
        "（三）校舍维修",
        "补助学生人数10人。",
    )
    assert quoted("XRF05", goals(*lines)) == ["92%"]
    assert quoted("XRF05", goals("补助学生人数10人。", "培训期数3期。")) == []


# XRF06


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("绩效指标：会议服务保障率。", ["会议服务保障率"]),
        ("2、质量指标：全年完成率、一体化平台覆盖率", ["全年完成率、一体化平台覆盖率"]),
        ("（3）服务对象满意度指标: 群众满意度；", ["群众满意度"]),
        ("绩效指标：", []),
        ("绩效指标", []),
        ("绩效指标：会议服务保障率95%。", []),
        ("数量指标：检查两次。", []),
        ("质量指标：合格率达到百分之百。", []),
        ("绩效指标：详见附表。", []),
        ("完善绩效指标体系：突出重点。", []),
        ("绩效指标：" + "建立工作机制，形成工作合力，" * 8, []),
    ],
)
def test_xrf06_indicators_without_a_value(line: str, words: list[str]) -> None:
    assert quoted("XRF06", goals("（一）机关运转", line)) == words


# XRF07


def fixed(piece: str, layout: str = "hebei-2022") -> list[tuple[str, str | None]]:
    return [(one.finding.quoted, one.finding.fix) for one in found("XRF07", piece, layout)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023年，本部门安排预算项目6个。", [("6个", "5个")]),
        ("预算项目共四个。", [("四个", "五个")]),
        ("本部门共安排肆个项目。", [("肆个", "伍个")]),
        ("本部门设立１０个预算项目。", [("１０个", "5个")]),
        ("本部门安排预算项目五个。", []),
        ("其中2个项目为跨年项目。", []),
        ("新增预算项目2个。", []),
        ("支持12个重点项目建设。", []),
        ("签约项目3个。", []),
        ("上年预算项目8个。", []),
    ],
)
def test_xrf07_a_number_of_projects(text: str, words: list[tuple[str, str]]) -> None:
    assert fixed(general(text)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"绩效指标说明": "此项工作活动共设置五项绩效指标。其中：产出指标两项，效果指标壹项，满意度指标壹项"},
            [("五项", "四项")],
        ),
        ({"绩效指标说明": "共设置肆项绩效指标。其中：产出指标叁项，效果指标壹项，满意度指标壹项"}, [("叁项", "贰项")]),
        ({"绩效指标说明": "共设置4项绩效指标。其中：产出指标3项，效果指标1项，满意度指标1项"}, [("3项", "2项")]),
        ({"绩效指标说明": "共设置四项绩效指标。其中：产出指标两项，效果指标两项"}, [("两项", "一项")]),
        ({"绩效目标说明": "主要设置了3项绩效目标：一是做好升级；二是做好维护。"}, [("3项", "2项")]),
        ({"绩效目标说明": "主要设置了一项绩效目标：做好升级。"}, [("一项", "两项")]),
        (
            {"绩效指标说明": "共设置四项绩效指标。其中：产出指标两项，效益指标壹项，满意度指标壹项，成本指标壹项"},
            [("壹项", None)],
        ),
        ({"绩效指标说明": "三级指标4个，绩效指标共四项。"}, []),
        ({"绩效目标说明": "建立四项制度，落实两个责任，围绕绩效目标值3项任务。"}, []),
        ({"绩效指标说明": "绩效指标每年考核2次，分3个阶段。"}, []),
    ],
)
def test_xrf07_numbers_of_goals_and_indicators(fields: dict[str, str], words: list[tuple[str, str | None]]) -> None:
    ours = [one.finding for one in found("XRF07", projects(dict(fields)), "001")]
    assert [(one.quoted, one.fix) for one in ours if one.path[:2] == ("预算项目", 0)] == words


def test_xrf07_what_is_broken_off_is_not_counted() -> None:
    last = Outline(broken_off=True)
    assert quoted("XRF07", "", "001", last) == ["四项", "两项", "四项", "壹项"]


def test_xrf07_counts_in_the_narrative_of_a_project() -> None:
    lines = (f"（一）{LIGHTS}", "共设置八项绩效指标，其中产出指标4项。", "设置绩效目标3项。")
    assert fixed(goals(*lines)) == [("八项", "七项"), ("3项", "2项")]


# XRF08


def twice(first: str, second: str) -> str:
    return projects({"资金用途": first, "绩效目标": [second]})


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("负责副部级以上领导来我县的公务接待工作", "做好准备。负责正部级以上领导来我县的公务接待工作", ["正部级"]),
        ("为全县低收入家庭学生免费发放教科书", "为全县低收入家庭学生收费发放教科书", ["收费"]),
        ("对全县乡镇空气站设备定期开展检修工作", "对全县乡镇空气站设备不定期开展检修工作", ["不定期"]),
        ("完成全县义务教育学校教室改造240间", "完成全县义务教育学校教室改造260间", ["260间"]),
        ("组织全县乡村教师集中培训不少于12期", "组织全县乡村教师集中培训不少于10期", ["10期"]),
        ("完成全县义务教育学校教室改造240间", "完成全县义务教育学校教室改造二百四十间", []),
        ("完成全县义务教育学校教室改造240间", "完成全县高中学校教室改造26间", []),
        ("副部级领导接待", "正部级领导接待", []),
        ("3月底前完成全县道路工程投资25%", "6月底前完成全县道路工程投资50%", []),
        ("服务35岁以上城镇失业人员就业培训", "服务35岁以下农村失业人员就业培训", []),
        ("承担60岁以上老年人的健康体检工作，承担60岁以下老年人的健康体检工作", "做好体检", []),
        ("开展2022年财政总决算的编报审核工作", "开展2023年财政总决算的编报审核工作", []),
    ],
)
def test_xrf08_the_same_said_in_two_ways(first: str, second: str, words: list[str]) -> None:
    assert quoted("XRF08", twice(first, second)) == words


def test_xrf08_other_projects_may_have_other_numbers() -> None:
    piece = projects(
        {"资金用途": "组织全县乡村教师集中培训不少于12批"}, {"资金用途": "组织全县乡村教师集中培训不少于10批"}
    )
    assert quoted("XRF08", piece) == []
    overall = general("组织全县乡村教师集中培训不少于12批。")
    assert quoted("XRF08", overall + projects({"资金用途": "组织全县乡村教师集中培训不少于10批"})) == ["10批"]


# The samples, and the family as a whole.


def test_the_samples_say_what_a_reader_finds_in_them() -> None:
    assert xrf("乐亭县机关事务中心-2022.yaml") == {
        "XRF03": ["接待活动管理经费", "招商综合服务", "公务用车平台建设经费"],
        "XRF08": ["正部级"],
    }
    finance = xrf("乐亭县财政局-2022.yaml")
    assert len(finance.pop("XRF06")) == 14
    assert finance == {
        "XRF03": ["财政投资评审业务费", "国有资产监管维护运营"],
        "XRF04": ["税务局办税服务厅智慧化改造资金"],
        "XRF05": ["35人次", "270件"],
    }
    assert xrf("玉田县人民政府办公室本级-2025.yaml") == {
        "XRF06": [
            "会议服务保障率",
            "办公任务完成率",
            "宣传活动开展及时率",
            "保证法制工作有序开展",
            "反馈群众反映问题的时效",
        ]
    }
    assert xrf("乐亭县人民政府办公室-2022") == {}
    assert xrf("承德高新技术产业开发区财政局-2021.yaml")["XRF03"] == ["业务委托费"]


def test_the_clean_filing_is_clean() -> None:
    assert xrf(CLEAN["hebei-2022"].name) == {}


@pytest.mark.parametrize("code", [code for code in RULES if code.startswith("XRF")])
def test_examples_of_the_rules_hold(code: str) -> None:
    assert found(code, RULES[code].example.bad)
    assert not found(code, RULES[code].example.good)


@cache
def clean() -> Subject:
    return loaded().subject


PIECES = (
    "（一）", "1.", "（2）", "一、", TEACHERS, "乡村教师业务培训经费", MEALS, "项目", "，预算资金", "申请预算资金", "总额", "共有", "36.5万元", "４８万元",
    "二点五万元", "培训期数", "10期", "百分之九十", "绩效指标：", "满意度", "四项", "预算项目", "共", "6个", "副部级以上领导公务接待工作", "正部级以上领导公务接待工作",
    "\n", "。", "，", "、", "其中", "{", "㎡", "\u3000", "😀", "A",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_narrative_is_read_and_what_is_quoted_stands_where_it_is_said_to(pieces: list[str]) -> None:
    text = "".join(pieces)
    base = clean()
    subject = replace(base, narrative={**base.narrative, "分项绩效目标": text})
    for _, finding in run(subject, [RULES[f"XRF0{number}"] for number in range(1, 9)]):
        if finding.path == ("部门整体绩效目标", "分项绩效目标"):
            assert finding.at is not None
            assert text[finding.at : finding.at + len(finding.quoted)] == finding.quoted != ""


@pytest.mark.parametrize(
    "piece",
    [
        "总额",
        "共有",
        "预算项目共有",
        "共计",
        "申请预算资金",
        "预算资金为",
        "1.",
        "年度指标值",
        "36.5万元",
        "10期",
        TEACHERS,
        "（",
        "绩效指标：",
        "副部级",
    ],
)
def test_long_hostile_narratives_take_no_longer_than_their_length(piece: str) -> None:
    base = clean()
    text = f"（一）{TEACHERS}\n" + piece * (10_000 // len(piece)) + "x36.5万元"
    subject = replace(base, narrative={**base.narrative, "分项绩效目标": text})
    assert effort(lambda: list(run(subject, [RULES[f"XRF0{n}"] for n in range(1, 9)]))) < 120


def many(count: int, folder: Path) -> float:
    """Seconds that the family takes for a filing of `count` projects, each named in the narrative, some otherwise."""
    data = yaml.load(CLEAN["hebei-2022"].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    model = data["预算项目"][1]
    names = [f"{chr(0x4E00 + n)}{chr(0x6000 + n)}镇乡村教师培训经费" for n in range(count)]
    data["预算项目"] = [{**model, "项目名称": name} for name in names]
    data["部门整体绩效目标"]["分项绩效目标"] = "\n".join(
        f"（一）{name.replace('培训', '业务培训')}，预算资金36.5万元\n绩效指标：培训教师人次不少于600人次。"
        for name in names
    )
    file = folder / f"{count}.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, default_style='"', width=10**9), encoding="utf-8")
    subject = load(file).subject
    start = time.process_time()
    assert sum(rule.code == "XRF03" for rule, _ in run(subject, [RULES[f"XRF0{n}"] for n in range(1, 9)])) == count
    return time.process_time() - start


def test_time_grows_with_the_projects_and_not_with_their_square(tmp_path: Path) -> None:
    few, more = many(40, tmp_path), many(320, tmp_path)
    assert more < 8 * few * 3
