"""Kinds of faults that were first met in filings nobody had tuned the rules for: each with near misses beside it."""

from __future__ import annotations

import json

import pytest
import yaml

from perfgen.checks import RULES, run
from perfgen.checks.breakdowns import wrong_sums
from perfgen.errors import Severity
from tests.checks.cases import found, loaded, quoted
from tests.checks.test_copied_and_empty import goal
from tests.checks.test_costs import costs
from tests.checks.test_indicators import fixes, one
from tests.checks.test_own_numbers import project
from tests.checks.test_parts import purpose

SERIOUS = (Severity.ERROR, Severity.WARNING)


def general(text: str) -> str:
    return yaml.safe_dump({"部门整体绩效目标": {"总体绩效目标": text}}, allow_unicode=True)


def on_the_row(piece: str) -> set[str]:
    """The codes of errors and warnings about the indicators of the first project."""
    said = run(loaded(piece).subject, RULES.values())
    return {
        rule.code
        for rule, finding in said
        if finding.path[:3] == ("预算项目", 0, "绩效指标") and (finding.severity or rule.severity) in SERIOUS
    }


ROWS = """
IND01|质量|暑期送课活动完成率|≥150%
IND01|质量|僵尸车处置率|110%
IND03|质量|河道巡护次数|≥48次
IND03|质量|植树造林面积|≥300亩
IND03|质量|校车安全专项检查|2次/季度
IND04|数量|选派支教教师|≥25名/年
IND04|数量|举办集市|≥6场/次
IND04|社会效益|垃圾分类知晓率|≥90知晓率
IND04|成本|单场球赛补贴|≤5000元数
IND04|数量|接待研学学生|≥900个人次数
IND05|数量|采购防火器材|≥3次
IND05|质量|疫苗冷库温度|≥98%
IND05|社会效益|传统戏曲传承|≥90%
IND10|社会效益|对电信诈骗的威慑|持续威慑
IND15|时效|危房险情排查处置时间|≥10日
IND15|时效|信访件办理时限|不少于15日
IND17|成本|放映公益电影场次|≥200场
IND17|社会效益|村干部补贴标准|1500元/人
IND17|服务对象满意度|路灯亮灯率|≥98%
IND17|服务对象满意度|招生政策公示率|100%
"""
SILENT = """
质量|获得省级奖项数量|≥2项
质量|河道巡护合格次数|≥46次
质量|安全事故次数|0次
数量|每月送医下乡频次|≥2次/月
数量|户均种植面积|≥3亩/户
数量|接待能力|≥900人/年
数量|监控系统检查|≥3次
质量|疫苗冷库温度达标率|≥98%
质量|税收任务完成率|≥105%
成本|人均伙食补助标准|≤30元/天
成本|公务用车控制数量|≤6辆
社会效益|农村低保标准|≥560元/月
社会效益|重度残疾人护理补贴标准|≥90元/月
服务对象满意度|读者推荐率|≥85%
服务对象满意度|家长投诉率|≤2%
时效|隐患整改时限|≤10日
时效|补贴发放时间|每月15日前
时效|早市垃圾清运|日产日清
时效|故障报修|随报随修
质量|因操作不当引发的停机|0次
质量|行政行为被撤销件数|0件
社会效益|学龄儿童失学人数|0人
生态效益|河道积存垃圾点位|0处
"""


@pytest.mark.parametrize("line", ROWS.split(), ids=str)
def test_a_row_of_the_kind_is_told(line: str) -> None:
    code, level2, name, target = line.split("|")
    assert code in on_the_row(one(level2, name, target))


@pytest.mark.parametrize("line", SILENT.split(), ids=str)
def test_a_row_that_is_near_is_not(line: str) -> None:
    assert on_the_row(one(*line.split("|"))) == set()


def test_ind03_how_much_is_a_warning_and_how_many_good_ones_a_remark() -> None:
    def grades(name: str, target: str) -> list[Severity]:
        return [said.diagnostic.severity for said in found("IND03", one("质量", name, target))]

    assert grades("河道巡护次数", "≥48次") == [Severity.WARNING]
    assert grades("收集优秀稿件", "≥48件") == [Severity.INFO]


def test_ind04_mends_units_with_a_word_too_much() -> None:
    assert fixes("IND04", one("成本", "单场球赛补贴", "≤5000元数")) == [("元数", 5, "元")]
    assert fixes("IND04", one("社会效益", "垃圾分类知晓率", "≥90知晓率")) == [("知晓率", 3, "%")]
    assert fixes("IND04", one("数量", "举办集市", "≥6场/次")) == [("场/次", 2, None)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("每户奖励标准", "≤90000万元")], ["≤90000万元"]),
        ([("单台设备采购价", "不超过5000万元")], ["不超过5000万元"]),
        ([("每公里养护成本", "≤30000万元/公里")], ["≤30000万元/公里"]),
        ([("每公里养护成本", "≤200万元")], []),
        ([("单册印刷成本", "≤90元")], []),
        ([("照度检测费用", "≤15万元")], []),
        ([("照度检测总费用", "≤15万元")], ["15万元"]),
    ],
)
def test_num05_a_cost_of_one_is_told_only_where_it_cannot_be(rows: list[tuple[str, str]], words: list[str]) -> None:
    assert quoted("NUM05", costs(*rows)) == words


@pytest.mark.parametrize(
    ("text", "budget", "words"),
    [
        ("用于绿化和管护，其中树苗及支架80万元，管护工资30万元。", "120", 1),
        ("用于绿化和管护，其中树苗及支架80万元，管护工资40万元。", "120", 0),
        ("树苗、支架和栽植80万元，另有管护。", "120", 0),
        ("放映电影60场，每场补贴1000元，维修设备5万元。", "12", 1),
        ("放映电影70场，每场补贴1000元，维修设备5万元。", "12", 0),
        ("放映电影60场，每场补贴1000元，维修设备5万元等。", "12", 0),
    ],
)
def test_num09_named_parts_and_a_price_for_each(text: str, budget: str, words: int) -> None:
    assert len(quoted("NUM09", purpose(text, budget))) == words


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        # a department cut short
        ("XRF01", "2023年，县教体局预算资金合计451.50万元。", ["451.50万元"]),
        ("XRF01", "2023年，县教体局预算资金合计415.50万元。", []),
        # a total said twice
        ("XRF01", "本部门申请预算资金415.50万元（合4551000元）。", ["4551000元"]),
        ("XRF01", "本部门申请预算资金415.50万元（合4155000元）。", []),
        ("XRF01", "本部门申请预算资金415.50万元（300万元用于教学）。", []),
        # 财政 by other names
        ("XRF09", "本部门申请预算资金415.50万元，其中一般公共预算拨款397.50万元。", ["397.50万元"]),
        ("XRF09", "本部门申请预算资金415.50万元，其中一般公共预算200万元，政府性基金179.50万元。", []),
        ("XRF09", "本部门申请预算资金415.50万元，其中县财政安排397.50万元，其余自筹。", ["397.50万元"]),
        ("XRF09", "本部门申请预算资金415.50万元，其中中央财政资金200万元，县财政安排179.50万元。", []),
        ("XRF09", "本部门申请预算资金415.50万元，学校自筹（其他资金）63万元。", ["63万元"]),
        ("XRF09", "本部门申请预算资金415.50万元。按资金来源分：财政资金397.50万元，其他资金36万元。", ["397.50万元"]),
        # a year that was left as it was
        ("XRF07", "2022年，本部门申请预算资金415.50万元，安排项目六个。", ["六个"]),
        ("XRF07", "2022年，本部门申请预算资金390万元，安排项目六个。", []),
        # lists of projects
        (
            "XRF07",
            "本部门经费用于四个项目：义务教育学校教室照明改造资金、乡村教师培训经费、校园视频监控联网运行维护费、中小学生体质健康监测经费、家庭经济困难学生营养膳食补助。",
            ["四个"],
        ),
        ("XRF07", "包括乡村教师培训经费、中小学生体质健康监测经费，共计七项。", ["七项"]),
        ("XRF07", "重点支持乡村教师培训、中小学生体质健康监测等2个项目。", []),
        ("XRF07", "开展语文、数学、英语等12项培训，参加教师、校长共计600个。", []),
        # 其中 of money does not part what is counted behind it
        (
            "XRF05",
            "乡村教师培训经费安排36.5万元，其中财政20万元、自筹16.5万元，培训教师人次达到800人次。",
            ["800人次"],
        ),
        ("XRF05", "培训教师人次900人次，其中培训教师人次中的骨干300人次。", ["900人次"]),
        # other words for the same
        ("XRF05", "乡村教师培训经费：参训教师满意程度达到82%。", ["82%"]),
        ("XRF05", "乡村教师培训经费：参训教师满意程度达到92%。", []),
        # plan periods, other years, other places
        ("XRF05", "“十四五”时期，培训教师人次达到3000人次。", []),
        ("XRF05", "三年累计培训教师人次3000人次。", []),
        ("TXT05", "2022年全县资助学生1490人。本年度申请预算资金415.50万元。", []),
        ("TXT05", "2022年全县资助学生不低于1490人。本年度申请预算资金415.50万元。", ["2022年"]),
        ("TXT05", "2022年全县资助学生1490人。", ["2022年"]),
        ("TXT11", "玉田县同期培训教师700人次。", []),
        ("TXT11", "玉田县2022年培训教师700人次，我县要迎头赶上。", []),
        ("TXT11", "去年我县少于玉田县。", []),
        ("TXT11", "玉田县培训教师700人次。", ["玉田县"]),
    ],
)
def test_what_a_narrative_says(code: str, text: str, words: list[str]) -> None:
    assert quoted(code, general(text)) == words


@pytest.mark.parametrize(
    ("text", "rows", "code", "words"),
    [
        (
            "6月底前疏浚河道26公里。",
            ("数量指标 疏浚河道长度 ≥26公里", "时效指标 工程完成时间 4月底"),
            "XRF10",
            ["6月底前"],
        ),
        ("4月底前疏浚河道26公里。", ("数量指标 疏浚河道长度 ≥26公里", "时效指标 工程完成时间 4月底"), "XRF10", []),
        ("2月底前疏浚河道6公里。", ("数量指标 疏浚河道长度 ≥26公里", "时效指标 工程完成时间 4月底"), "XRF10", []),
        (
            "2月底前完成26公里河道的设计。",
            ("数量指标 疏浚河道长度 ≥26公里", "时效指标 工程完成时间 4月底"),
            "XRF10",
            [],
        ),
        ("采购雨衣、铁锹900把。", ("数量指标 采购铁锹数量 ≥600把",), "XRF10", []),
        ("采购雨衣、帐篷900顶。", ("数量指标 储备帐篷数量 ≥600顶",), "XRF10", ["900顶"]),
        ("开展水上救援演练7次。", ("数量指标 组织救援演练次数 ≥4次",), "XRF10", ["7次"]),
        ("开展水上救援演练2次。", ("数量指标 组织救援演练次数 ≥4次",), "XRF10", []),
        ("全年接听热线不少于9000件。", ("数量指标 接听民生热线 ≥900件",), "XRF05", ["9000件"]),
        ("全年接听热线不少于900件。", ("数量指标 接听民生热线 ≥900件",), "XRF05", []),
        ("聘用护林员40名。", ("数量指标 聘用护林员人数 60",), "XRF05", ["40名"]),
        ("聘用护林员60名。", ("数量指标 聘用护林员人数 60",), "XRF05", []),
    ],
)
def test_what_a_goal_says_of_the_rows(text: str, rows: tuple[str, ...], code: str, words: list[str]) -> None:
    assert quoted(code, project(text, *rows)) == words


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("教室照明改造11月底前交付。", ["11月底前"]),
        ("教室照明改造8月底前交付。", []),
        ("教室照明改造5月底前开工。", []),
        ("2022年教室照明改造11月底前交付。", []),
        ("护眼灯11月底前交付。", []),
    ],
)
def test_a_date_outside_the_passage_of_the_only_project_it_can_mean(line: str, told: list[str]) -> None:
    assert quoted("XRF05", general(line)) == told


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("培训580人次，其中校长120人次，骨干260人次，其他教师230人次。", ["580人次"]),
        ("管护公路86公里，其中县道20公里、乡道30公里、其余村道38公里。", ["86公里"]),
        ("培训610人次，其中校长120人次，骨干260人次，其他教师230人次。", []),
        ("培训580人次，其中女教师400人次，党员300人次。", []),
        ("培训580人次，其中校长120人次，其他教师每期30人次。", []),
        ("培训580人次，其中校长120人次，其他学校20所。", []),
    ],
)
def test_xrf08_parts_that_leave_nothing_out_make_the_whole(text: str, written: list[str]) -> None:
    assert [said.written for said in wrong_sums(text)] == written
    assert quoted("XRF08", goal(text)) == written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("决算经柏树镇财政所审核。", ["柏树镇"]),
        ("由石门乡人民政府组织验收。", ["石门乡"]),
        ("决算经马城镇财政所审核，由我镇政府公示。", []),
        ("各乡镇政府、该镇财政所配合。", []),
        ("货物运到柏树镇。", []),
    ],
)
def test_txt11_another_town(text: str, words: list[str]) -> None:
    said = json.dumps(text, ensure_ascii=False)
    piece = f"部门: {{名称: 滦南县马城镇人民政府}}\n预算项目:\n  - 资金用途: {said}\n"
    assert quoted("TXT11", piece) == words
    assert quoted("TXT11", f"预算项目:\n  - 资金用途: {said}\n") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("灾情凋查、档案归挡", ["凋查", "归挡"]),
        ("修定管理办法，以经完工的及时捡验。", ["修定", "以经", "捡验"]),
        ("维修定期开展，以经批准的预算为准，按排水计划施工。", []),
        ("由检察院通报检察建议，防犯罪于未然。", []),
    ],
)
def test_txt02_words_that_look_or_sound_alike(text: str, words: list[str]) -> None:
    assert quoted("TXT02", goal(text)) == words


@pytest.mark.parametrize(("text", "told"), [("工期2023年4月至2024年6月。", 0), ("工期为2023年4月至2023年11月。", 0)])
def test_a_period_over_two_years_lets_its_end_be_in_the_next(text: str, told: int) -> None:
    piece = project(text, "时效指标 工程完工时间 2024年6月底")
    assert len(quoted("TXT05", piece)) == told


def test_a_period_within_the_year_does_not() -> None:
    piece = project("服务2023年4月至2023年11月。", "时效指标 服务完成时间 2024年6月底")
    assert quoted("TXT05", piece) == ["2024年"]
    piece = project("服务2023年4月至2024年6月。", "时效指标 服务完成时间 2024年6月底")
    assert quoted("TXT05", piece) == []


def test_a_heading_means_the_project_that_was_given_anothers_name() -> None:
    projects = "预算项目:\n  - {}\n  - {项目名称: 义务教育学校教室照明改造资金}\n"
    lines = "（一）义务教育学校教室照明改造资金，预算资金120万元\n（二）乡村教师培训经费，预算资金36.5万元\n"
    rest = "（三）校园视频监控联网运行维护费\n（四）中小学生体质健康监测经费\n（五）家庭经济困难学生营养膳食补助"
    text = json.dumps(lines + rest, ensure_ascii=False)
    assert quoted("XRF03", f"部门整体绩效目标: {{分项绩效目标: {text}}}\n{projects}") == ["乡村教师培训经费"]
    other = json.dumps(lines.replace("36.5", "38") + rest, ensure_ascii=False)
    assert quoted("XRF03", f"部门整体绩效目标: {{分项绩效目标: {other}}}\n{projects}") == []
