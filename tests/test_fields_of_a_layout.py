"""A layout chooses its fields and has fields of its own: asked for, complete in the editor, printed, kept, or told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import jsonschema
import pytest
import yaml

import perfgen
from perfgen import layouts
from perfgen.docx import dump
from tests.conftest import SMALL, Run
from tests.test_layout_of_ones_own import edit_template, edit_yaml

OWN = """\
自定项:
  整体:
    - {名称: 填表人, 必填: 是, 说明: 谁填的}
  项目:
    - {名称: 政策依据, 类型: 多段}
    - {名称: 项目级别, 类型: 选项, 选项: [省级, 市级, 县级], 必填: 是}
    - {名称: 上年结余, 类型: 金额}
    - {名称: 完成日期, 类型: 日期}
    - {名称: 是否重点, 类型: 是否}
    - {名称: 自筹比例, 类型: 百分比}
  指标:
    - {名称: 数据来源}
"""
WRITTEN = """\
    政策依据: |
      冀财预〔2021〕1号
      乐政办〔2021〕2号
    项目级别: 县级
    上年结余: 3.50
    完成日期: 2022年11月30日
    是否重点: 是
    自筹比例: 12.5%
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """hebei-2022 with own fields, which its template prints but for 是否重点."""
    folder = Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "我的 版式"))
    edit_yaml(folder, "# 封面“审核”一行的单位", f"{OWN}\n# 封面“审核”一行的单位")
    printed = "".join(
        f"{{{{ 项目.{name} }}}}；" for name in ("政策依据", "项目级别", "上年结余", "完成日期", "自筹比例")
    )
    edit_template(folder, "{{ 项目.资金用途 }}", f"{{{{ 项目.资金用途 }}}}{printed}{{{{ 填表人 }}}}")
    edit_template(folder, "{{ 指标.绩效指标描述 }}", "{{ 指标.绩效指标描述 }}{{ 指标.数据来源 }}")
    return folder


def written() -> str:
    text = SMALL.replace("金额单位: 万元\n", "金额单位: 万元\n填表人: 张三\n")
    text = text.replace("    指标值确定依据:", f"{WRITTEN}    指标值确定依据:")
    return text.replace("指标值: ≥90批", "指标值: ≥90批, 数据来源: 台账").replace(
        "工作保障措施: |\n", '工作保障措施: |\n    由{{ 填表人 }}负责，自筹{{ 项目["接待管理经费"].自筹比例 }}%。\n'
    )


def test_own_fields_are_printed_and_quoted(filing: Path, own: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(written(), encoding="utf-8")
    ran = perfgen("build", filing, "--layout", own, "-o", "x.docx")
    assert ran.code == 0, ran.err
    built = dump(Path("x.docx"))
    for wanted in (
        "冀财预〔2021〕1号",
        "乐政办〔2021〕2号；县级；3.50；2022年11月30日；12.5%；张三",
        "批次台账",
        "由张三负责，自筹12.5%。",
    ):
        assert wanted in built
    assert [line for line in ran.err.splitlines() if "提醒" in line and "MOD04" in line] == [
        f"{filing.name}:29:11: 提醒 MOD04 这个版式不印“是否重点”"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("填表人: 张三\n", "", 1, "缺少“填表人”"),
        ("    项目级别: 县级\n", "", 15, "缺少“项目级别”"),
        ("项目级别: 县级", "项目级别: 乡级", 26, "“项目级别”里没有“乡级”"),
        ("上年结余: 3.50", "上年结余: 3.50万元", 27, "金额里不要写单位"),
        ("完成日期: 2022年11月30日", "完成日期: 2022年11月31日", 28, "应当是日期"),
        ("是否重点: 是", "是否重点: 对", 29, "要写 是 或 否"),
        ("自筹比例: 12.5%", "自筹比例: 125%", 30, "百分数应当在 0% 到 100% 之间"),
        ("政策依据: |", "政策依局: |", 23, "没有“政策依局”这一项"),
        ("由{{ 填表人 }}", "由{{ 填表 }}", 12, "没有“填表”这个数据"),
        (".自筹比例 }}", ".自筹 }}", 12, "没有“自筹”"),
        ("数据来源: 台账", "数据来原: 台账", 35, "没有“数据来原”这一项"),
    ],
)
def test_what_is_wrong_with_an_own_field_is_told_in_its_place(
    old: str, new: str, line: int, words: str, own: Path
) -> None:
    text = written()
    assert old in text
    found = perfgen.validate(text.replace(old, new), perfgen.Settings(layout=own))
    errors = [one for one in found if one.severity is perfgen.Diagnostic("", "").severity]
    assert [(one.line, words in one.message) for one in errors] == [(line, True)], errors


def test_a_layout_without_them_does_not_know_them() -> None:
    found = perfgen.validate(written())
    assert {one.message for one in found if one.code == "MOD01"} >= {"没有“填表人”这一项", "没有“政策依据”这一项"}


def test_the_starter_asks_for_them_and_the_schema_knows_them(
    desk: Path, own: Path, perfgen: Callable[..., Run]
) -> None:
    ran = perfgen("new", "a.yaml", "--department", "某局", "--code", "1", "--year", "2022", "--layout", own)
    assert ran.code == 0, ran.err
    text = (desk / "a.yaml").read_text(encoding="utf-8")
    for wanted in (
        "填表人: 【填写：谁填的】",
        "    项目级别: 【填写：省级、市级、县级】",
        "    # 政策依据: 【填写】",
        "    # 是否重点: 【填写】",
    ):
        assert wanted in text
    schema = json.loads((desk / ".perfgen" / "filing.schema.json").read_text(encoding="utf-8"))
    said = yaml.load(written(), yaml.BaseLoader)
    jsonschema.validate(said, schema)
    said["预算项目"][0]["项目级别"] = "乡级"
    with pytest.raises(jsonschema.ValidationError, match="乡级"):
        jsonschema.validate(said, schema)


def test_next_year_carries_them(filing: Path, own: Path, perfgen: Callable[..., Run]) -> None:
    filing.write_text(written(), encoding="utf-8")
    ran = perfgen("new", "2023.yaml", "--from", filing, "--year", "2023", "--layout", own)
    assert ran.code == 0, ran.err
    text = Path("2023.yaml").read_text(encoding="utf-8")
    for wanted in (
        "填表人: 张三",
        "冀财预〔2021〕1号",
        "项目级别: 县级",
        "上年结余: 【填写】",
        "自筹比例: 12.5%",
        "数据来源: 台账",
    ):
        assert wanted in text
    assert "# 请核对：这里提到 2022 年\n    完成日期: 2022年11月30日" in text


FAULTS = {
    "a name that is taken": ("{名称: 填表人, ", "{名称: 部门, ", "“部门”已经有了"),
    "a name twice": ("{名称: 数据来源}", "{名称: 数据来源}\n    - {名称: 数据来源}", "“数据来源”已经有了"),
    "a name that is no name in a tag": ("{名称: 数据来源}", "{名称: 数据（来源）}", "不能作自定项的名称"),
    "a kind there is not": ("类型: 金额", "类型: 钱", "只能写 文字"),
    "a choice of nothing": (", 选项: [省级, 市级, 县级]", "", "还要写 选项"),
    "a field there is not": ("    资金用途: 必填", "    资金用处: 必填", "项目里没有“资金用处”这一项"),
    "a need there is not": ("    资金用途: 必填", "    资金用途: 要填", "只能写 必填 或 可空"),
    "what layouts said before": ("# 封面“审核”", "不印: [部门职责]\n# 封面“审核”", "“不印”不用写了"),
    "a kind of document there is not": (
        "名称: hebei-2022",
        "名称: hebei-2022\n类型: 绩效报告",
        "没有“绩效报告”这种文件",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_wrong_in_a_layout_is_told(case: str, own: Path) -> None:
    old, new, words = FAULTS[case]
    edit_yaml(own, old, new)
    with pytest.raises(perfgen.PerfgenError) as caught:
        layouts.load(own)
    assert any(words in one.message and one.line for one in caught.value.diagnostics), caught.value.diagnostics


CENTRAL = """\
名称: 某省-申报表
金额小数位: 4
字段:
  整体: {主管部门: 必填, 预算项目: 必填}
  项目:
    {项目名称: 必填, 项目编码: 可空, 实施单位: 必填, 项目属性: 必填, 项目期: 必填, 项目负责人: 可空, 联系电话: 可空, 预算数: 必填,
    财政资金: 可空, 其他资金: 可空, 资金来源: 可空, 中期: 可空, 中期资金: 可空, 中期绩效目标: 可空, 绩效目标: 必填, 中期绩效指标: 可空, 绩效指标: 必填}
  指标: {一级指标: 必填, 二级指标: 必填, 三级指标: 必填, 指标性质: 可空, 指标值: 必填, 度量单位: 可空, 分值: 必填, 备注: 可空}
指标分类:
  成本指标: [经济成本指标, 社会成本指标]
  产出指标: [数量指标]
审核: 某省财政厅
"""
TAGS = (
    "{%p for 项目 in 预算项目 %}",
    "{{ 年度 }} {{ 项目.项目名称 }} {{ 项目.项目编码 }} {{ 主管部门.名称 }}{{ 主管部门.编码 }} {{ 项目.实施单位 }} {{ 项目.项目属性 }} {{ 项目.项目期 }}",
    "{{ 项目.中期 }}：{{ 项目.中期资金.预算数 }}；{{ 项目.预算数 }}，{{ 项目.财政资金 }}，{{ 项目.资金来源.一般公共预算 }}",
    "{{ 项目.绩效目标[0] }}",
    "{%p for 组 in 项目.绩效指标 %}",
    "{%p for 指标 in 组.指标 %}",
    "{{ 组.一级指标 }}|{{ 指标.二级指标 }}|{{ 指标.三级指标 }}|{{ 指标.指标性质 }}|{{ 指标.数值 }}|{{ 指标.度量单位 }}|{{ 指标.分值 }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "{%p endfor %}",
)
CENTRAL_FILING = """\
版式: 某省-申报表
年度: 2024
部门: {编码: "226001", 名称: 某县民政局}
金额单位: 万元
主管部门: {编码: "226", 名称: 某县民政局}
预算项目:
  - 项目名称: 高龄补贴
    实施单位: 某县民政局
    项目属性: 延续项目
    项目期: 2024-2026年
    预算数: 512.6001
    财政资金: 512.6001
    资金来源: {一般公共预算: 512.6001}
    中期: 2024-2026年
    中期资金: {预算数: 1600}
    绩效目标: [按时足额发放]
    绩效指标:
      成本指标:
        经济成本指标:
          - {三级指标: 每人每月补贴, 指标性质: ＝, 指标值: 100, 度量单位: 元, 分值: 20}
      产出指标:
        数量指标:
          - {三级指标: 发放人数, 指标值: ≥8600人, 分值: 30}
          - {三级指标: 发放对象, 指标性质: 定性, 指标值: 应发尽发, 分值: 10}
"""


def test_a_form_of_another_province_is_a_folder(tmp_path: Path) -> None:
    """Without 资金用途, 资金支出计划, narrative, sections and a code; with amounts of four decimals, 分值 and 中期."""
    folder = tmp_path / "某省"
    folder.mkdir()
    (folder / "layout.yaml").write_text(CENTRAL, encoding="utf-8")
    template = docx.Document()
    for line in TAGS:
        template.add_paragraph(line)
    template.save(str(folder / "template.docx"))
    settings = perfgen.Settings(layout=folder)

    assert perfgen.validate(CENTRAL_FILING, settings) == ()
    (tmp_path / "x.docx").write_bytes(perfgen.render(CENTRAL_FILING, settings))
    assert [line for line in dump(tmp_path / "x.docx").splitlines() if line] == [
        "2024 高龄补贴  某县民政局226 某县民政局 延续项目 2024-2026年",
        "2024-2026年：1600.0000；512.6001，512.6001，512.6001",
        "按时足额发放",
        "成本指标|经济成本指标|每人每月补贴|＝|100|元|20",
        "产出指标|数量指标|发放人数|≥|8600|人|30",
        "产出指标|数量指标|发放对象|定性|应发尽发||10",
    ]
    assert [one.message for one in perfgen.validate(CENTRAL_FILING.replace(", 分值: 30", ""), settings)] == [
        "缺少“分值”"
    ]
    more = CENTRAL_FILING.replace("    项目期:", "    联系电话: 0315-123\n    资金用途: 发放补贴\n    项目期:")
    assert [one.message for one in perfgen.validate(more, settings)] == [
        "这个版式不印“联系电话”",
        "这个版式不印“资金用途”",
    ]
