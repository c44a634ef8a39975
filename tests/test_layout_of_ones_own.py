"""A layout is a folder: copied and edited without Python, it builds; with a fault in it, it says where."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building, layouts
from perfgen.docx import dump
from perfgen.docx.archive import pack, read_archive
from perfgen.errors import Diagnostic, PerfgenError
from tests.conftest import SMALL, Run
from tests.documents import validator_errors


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of hebei-2022 to edit."""
    return Path(shutil.copytree(layouts.by_name("hebei-2022").folder, tmp_path / "我的 版式"))


def edit_yaml(folder: Path, old: str, new: str) -> None:
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def edit_template(folder: Path, old: str, new: str, part: str = "word/document.xml") -> None:
    """What a person does in Word, done to the XML."""
    file = folder / "template.docx"
    with zipfile.ZipFile(file) as archive:
        entries = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(file, "w") as archive:
        for info, content in entries.items():
            text = content
            if info.filename == part:
                assert old.encode() in content
                text = content.replace(old.encode(), new.encode())
            archive.writestr(info.filename, text)


def test_a_third_layout_made_by_editing_two_files(own: Path, filing: Path, perfgen: Callable[..., Run]) -> None:
    edit_yaml(own, "名称: hebei-2022", "名称: 本县-2024")
    edit_yaml(own, "支出计划时点: [3月底, 6月底, 10月底, 12月底]", "支出计划时点: [一季度, 二季度, 三季度, 四季度]")
    edit_yaml(own, "金额小数位: 2", "金额小数位: 1")
    edit_yaml(own, "产出指标: [数量指标, 质量指标,", "产出指标: [数量指标, 安全指标, 质量指标,")
    edit_yaml(own, "标题: 一、总体绩效目标", "标题: （一）总的目标")
    edit_yaml(own, "{序号}.{项目名称}绩效目标表", "表{序号} {项目名称}")
    edit_yaml(own, "# 正文里", "审核: 唐山市财政局\n# 正文里")
    edit_template(own, ">其他资金<", ">非财政资金<")
    text = SMALL.replace(
        "{3月底: 30%, 6月底: 60%, 10月底: 80%, 12月底: 100%}", "{一季度: 30%, 二季度: 60%, 三季度: 80%, 四季度: 100%}"
    )
    filing.write_text(text.replace("数量指标:", "安全指标:").replace("hebei-2022", "本县-2024"), encoding="utf-8")

    ran = perfgen("build", filing, "-o", "own.docx", "--layout", own)

    assert ran.code == 0, ran.err
    built = dump(Path("own.docx"))
    for wanted in (
        "（一）总的目标",
        "表1 接待管理经费",
        "唐山市财政局审核",
        "\t非财政资金",
        "\t184.0\n",
        "\t四季度",
        "\t安全指标",
    ):
        assert wanted in built
    assert validator_errors(Path("own.docx").absolute()) == []


def test_a_layout_without_contents_says_nothing_of_them(own: Path, filing: Path, perfgen: Callable[..., Run]) -> None:
    assert "目录" in perfgen("build", filing, "--layout", own).out
    edit_yaml(own, "名称: hebei-2022", "名称: 无目录-2024")
    parts = read_archive(own / "template.docx")
    main = parts["word/document.xml"].decode()
    begin, end = main.index('<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>'), main.index("<w:bookmarkStart")
    parts["word/document.xml"] = (main[:begin] + main[end:]).encode()
    (own / "template.docx").write_bytes(pack(parts.items()))
    ran = perfgen("build", filing, "--layout", own)
    assert ran.code == 0, ran.err
    assert "已生成" in ran.out
    assert "目录" not in ran.out + ran.err
    assert "没有目录" in perfgen("build", filing, "--layout", own, "--page-numbers").out


def test_a_layout_can_be_named_or_be_a_folder(filing: Path, perfgen: Callable[..., Run]) -> None:
    assert perfgen("build", filing, "--layout", "hebei-2022").code == 0
    ran = perfgen("build", filing, "--layout", "没有")
    assert ran.code == 2
    assert "hebei-2022" in ran.err


def fault(filing: Path, folder: Path) -> Diagnostic:
    with pytest.raises(PerfgenError) as caught:
        building.build(filing, filing.parent / "x.docx", folder)
    assert not (filing.parent / "x.docx").exists()
    return caught.value.diagnostics[0]


# what stands in the template, what is put there; what is said, the paragraph shown, names offered
FAULTS = {
    "a misspelt name": (
        "{{ 项目.项目名称 }}",
        "{{ 项目.项目名字 }}",
        "“项目名字”没有对应的数据",
        "项目名字",
        "项目名称",
    ),
    "a misspelt root": ("{{ 封面.编制 }}", "{{ 封皮.编制 }}", "“封皮”没有对应的数据", "封皮.编制", "封面"),
    "a name a level too deep": (
        "{{ 封面.编制 }}",
        "{{ 部门.名称.全称 }}",
        "“全称”没有对应的数据",
        "部门.名称.全称",
        "",
    ),
    "a misspelt loop": (
        "{%p for 项目 in 预算项目 %}",
        "{%p for 项目 in 预算项 %}",
        "“预算项”没有对应的数据",
        "预算项",
        "预算项目",
    ),
    "a misspelt statement": (
        "{%p for 项目 in 预算项目 %}",
        "{%p fro 项目 in 预算项目 %}",
        "不认识的标签 {% fro %}",
        "fro 项目",
        "for",
    ),
    "a loop that does not end": (
        "{%p endfor %}",
        "",
        "没有收尾：{%p for 目标 in 项目.绩效目标 %}",
        "for 目标",
        "endfor",
    ),
    "a condition that does not end": (
        "{{ 项目.资金用途 }}",
        "{% if 项目.资金用途 %}x",
        "没有收尾：{% if 项目.资金用途 %}",
        "{% if 项目.资金用途 %}x",
        "endif",
    ),
    "an end without a loop": ("{{ 封面.编制 }}", "{% endfor %}", "多了一个 {% endfor %}", "endfor", "for"),
    "a paragraph's tag in a row's place": (
        "{%tr for 指标 in 组.指标 %}",
        "{%p for 指标 in 组.指标 %}",
        "不在同一层",
        "for 指标",
        "{%tr … %}",
    ),
    "a tag without its p": (
        "{%p for 项目 in 预算项目 %}",
        "{% for 项目 in 预算项目 %}",
        "不在同一层",
        "for 项目",
        "{%p … %}",
    ),
    "text beside a tag that takes its paragraph": (
        "{%p for 项目 in 预算项目 %}",
        "甲 {%p for 项目 in 预算项目 %} 乙",
        "别的文字会丢失",
        "甲 {%p for",
        "独占一段",
    ),
    "a mapping printed": (
        "{{ 封面.编制 }}",
        "{{ 章节.总体绩效目标 }}",
        "不是文字：{{ 章节.总体绩效目标 }}",
        "章节",
        "标题",
    ),
    "a list printed": ("{{ 封面.编制 }}", "{{ 预算项目 }}", "不是文字", "预算项目", "逐条印"),
    "nothing printed": ("{{ 封面.编制 }}", "{{ none }}", "不是文字", "none", ""),
    "an empty tag": ("{{ 封面.编制 }}", "{{ }}", "标签写得不对", "", "{{ 名称 }}"),
    "a misspelt name in a condition": (
        "{%p if 条目.级别 == 1 %}",
        "{%p if 条木.级别 == 1 %}",
        "“条木”没有对应的数据",
        "条木",
        "目录",
    ),
    "markup switched off": ("{{ 封面.编制 }}", "{{ 部门.名称|safe }}", "没有“safe”这个筛选器", "safe", ""),
    "a text without end by a filter": (
        "{{ 封面.编制 }}",
        "{{ 'a'|center(300000000) }}",
        "没有“center”这个筛选器",
        "center",
        "",
    ),
    "loops within loops": (
        "{{ 封面.编制 }}",
        "{% for 甲 in range(999) %}{% for 乙 in range(999) %}{% endfor %}{% endfor %}",
        "做得太多",
        "range",
        "",
    ),
    "a misspelt end": ("{%tr endfor %}", "{%tr endfr %}", "不认识的标签 {% endfr %}", "endfr", "endfor"),
    "an item beyond the last": ("资金支出计划[3].比例", "资金支出计划[4].比例", "“4”没有对应的数据", "[4]", "到头"),
    "full-width braces": ("{{ 封面.编制 }}", "｛｛ 封面.编制 ｝｝", "花括号是全角的", "", "改成英文"),
    "an open brace": ("{{ 封面.编制 }}", "{{ 封面.编制 }", "没有配对", "封面.编制", "{{ 封面.编制 }}"),
    "an unknown filter": ("{{ 封面.编制 }}", "{{ 封面.编制|大写 }}", "大写", "封面.编制", ""),
    "an unsafe attribute": ("{{ 封面.编制 }}", "{{ 封面.__class__ }}", "__class__", "封面.__class__", ""),
    "an unsafe call": ("{{ 封面.编制 }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "", "__mro__", ""),
    "a number without end": ("{{ 封面.编制 }}", "{{ 9 ** 9 ** 9 }}", "不允许", "9 ** 9", ""),
    "a text without end": ("{{ 封面.编制 }}", "{{ 'x' * 999999999 }}", "不允许", "'x' *", ""),
    "a loop without end": ("{{ 封面.编制 }}", "{% for 甲 in range(999999999) %}x{% endfor %}", "做得太多", "range", ""),
    "a division by nothing": ("{{ 封面.编制 }}", "{{ 1 / 0 }}", "算不出来", "1 / 0", ""),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_a_template_is_told_with_its_paragraph(case: str, own: Path, filing: Path) -> None:
    old, new, message, shown, offered = FAULTS[case]
    edit_template(own, old, new)
    found = fault(filing, own)
    assert found.code == "TPL01"
    assert found.file == own / "template.docx"
    assert message in found.message
    assert shown in found.excerpt
    assert offered in found.hint
    assert found.hint


def test_a_fault_in_a_header_or_footer_is_told_too(own: Path, filing: Path) -> None:
    with zipfile.ZipFile(own / "template.docx") as archive:
        name = next(name for name in archive.namelist() if re.fullmatch(r"word/footer\d*\.xml", name))
    edit_template(own, "</w:p>", "<w:r><w:t>{{ 页脚 }}</w:t></w:r></w:p>", name)
    assert "“页脚”没有对应的数据" in fault(filing, own).message


def test_a_cell_left_without_a_paragraph_is_told(own: Path, filing: Path) -> None:
    edit_template(own, "{{ 项目.资金用途 }}", "{%p set 甲 = 1 %}")
    assert "不再是正常的 Word 内容" in fault(filing, own).message


YAML_FAULTS = {
    "a missing item": ("金额小数位: 2\n", "", "缺少“金额小数位”"),
    "an unknown item": ("金额小数位: 2", "金额小数位: 2\n审合: 河北省财政厅", "没有“审合”这一项"),
    "a level that is none": (
        "副标题: 部门整体绩效目标, 级别: 1",
        "副标题: 部门整体绩效目标, 级别: 一",
        "只能写 1 或 2",
    ),
    "a bookmark Word does not take": ("书签: _Toc_4_4_", "书签: 第四章", "“第四章”不能做书签名称"),
    "a quotation mark in a title": ("标题: 一、总体绩效目标", "标题: '一、\"总体\"绩效目标'", "不能有英文双引号"),
    "decimals that are none": ("金额小数位: 2", "金额小数位: 两位", "应当是整数"),
    "a bookmark for two levels": ("书签: _Toc_4_4_", "书签: _Toc_1_1_", "书签会重名"),
    "no section that lists the projects": (", 列出: 预算项目", "", "没有哪个章节列出预算项目"),
    "a checkpoint twice": ("[3月底, 6月底,", "[3月底, 3月底,", "时点里有重复的"),
    "a key twice": ("金额小数位: 2", "金额小数位: 2\n审核: 甲\n审核: 乙", "写了两次"),
}


@pytest.mark.parametrize("case", YAML_FAULTS)
def test_a_fault_in_layout_yaml_is_told_with_its_line(case: str, own: Path, filing: Path) -> None:
    old, new, message = YAML_FAULTS[case]
    edit_yaml(own, old, new)
    with pytest.raises(PerfgenError) as caught:
        building.build(filing, filing.parent / "x.docx", own)
    found = next(d for d in caught.value.diagnostics if message in d.message)
    assert found.file == own / "layout.yaml"
    assert found.line > 0
    assert found.hint


@pytest.mark.parametrize("missing", ["layout.yaml", "template.docx"])
def test_a_folder_that_is_no_layout_is_told(missing: str, own: Path, filing: Path) -> None:
    (own / missing).unlink()
    assert f"没有 {missing}" in fault(filing, own).message


def test_a_literal_brace_in_a_template_is_written_as_docxtpl_has_it(own: Path, filing: Path) -> None:
    edit_template(own, "{{ 封面.编制 }}", "{_{ 封面.编制 }_} {_% 甲 %_} {{ 封面.编制 }}")
    built = dump(building.build(filing, filing.parent / "x.docx", own))
    assert "{{ 封面.编制 }} {% 甲 %} 乐亭县机关事务中心编制" in built
