"""`perfgen layout`: a folder to edit, and everything that is wrong with one, in one pass."""

from __future__ import annotations

import copy
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from perfgen import layouts
from perfgen.api.layout_folders import check_layout
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.property_order import misplaced
from perfgen.errors import Diagnostic, Severity
from perfgen.layout_check.made_up import SIZES, MadeUp
from perfgen.loading import Settings, load
from tests.conftest import Run
from tests.documents import W
from tests.examples import some_of
from tests.hostile_templates import TOLD
from tests.own_layouts import SMALLER, edit, make
from tests.test_hostile_templates import bounded

Perfgen = Callable[..., Run]
ALL = ("central-department", "central-project", "central-project-scored", "hebei-2021", "hebei-2022")


# --- list


def test_layouts_are_listed_with_what_they_print_and_where_they_are(perfgen: Perfgen, desk: Path) -> None:
    make(desk / "版式" / "甲", "本县-2025")
    (desk / "perfgen.toml").write_text('[layouts]\nfolders = ["版式"]\n', encoding="utf-8")
    ran = perfgen("layout")
    rows = [line.split() for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [row[0] for row in rows if row[0] in ALL] == list(ALL)
    assert ["本县-2025", "绩效文本", str(Path("版式/甲"))] in rows
    assert perfgen("layout", "list").out == ran.out


def test_a_layout_with_mistakes_is_listed_and_told(perfgen: Perfgen, desk: Path) -> None:
    edit(make(desk / "版式" / "甲", "本县-2025"), "金额小数位: 2", "金额小数位: 两位")
    (desk / "perfgen.toml").write_text('[layouts]\nfolders = ["版式"]\n', encoding="utf-8")
    ran = perfgen("layout")
    assert (ran.code, "应当是整数" in ran.err, "hebei-2022" in ran.out) == (1, True, True)


# --- new


@pytest.mark.parametrize("source", some_of(ALL, 2))
def test_a_new_layout_is_whole_and_prints_at_once(perfgen: Perfgen, desk: Path, source: str) -> None:
    made = perfgen("layout", "new", "版式/本省-2025", "--from", source)
    assert made.code == 0, made.err
    ran = perfgen("layout", "check", "版式/本省-2025")
    assert (ran.code, ran.err, "没有错误；试印了" in ran.out) == (0, "", True)
    text = (desk / "版式" / "本省-2025" / "layout.yaml").read_text(encoding="utf-8")
    assert "名称: 本省-2025\n" in text
    assert [line for line in text.splitlines() if line.startswith("# 自定项")] == ["# 自定项:"]


def test_without_a_source_it_is_the_form_that_most_provinces_use(perfgen: Perfgen, desk: Path) -> None:
    ran = perfgen("layout", "new", "本省-2025")
    assert "照 central-project 复制的" in ran.out
    assert layouts.load(desk / "本省-2025").kind == "项目支出绩效目标申报表"


@pytest.mark.parametrize(
    ("folder", "line"), [("版式/本省-2025", 'folders = ["版式"]'), ("本省-2025", 'folders = ["本省-2025"]')]
)
def test_what_it_says_of_the_settings_is_so(perfgen: Perfgen, desk: Path, folder: str, line: str) -> None:
    said = perfgen("layout", "new", folder).out
    assert line in said
    (desk / "perfgen.toml").write_text(f"[layouts]\n{line}\n", encoding="utf-8")
    head = ("--department", "某局", "--code", "318001", "--year", "2025")
    assert perfgen("new", "试填.yaml", "--layout", "本省-2025", *head).code == 0
    assert (
        "已经写了这个文件夹" in perfgen("layout", "new", f"{Path(folder).parent}/又一个").out or folder == "本省-2025"
    )


def test_the_example_of_an_own_field_is_right_once_it_is_no_comment(perfgen: Perfgen, desk: Path) -> None:
    perfgen("layout", "new", "本省-2025")
    file = desk / "本省-2025" / "layout.yaml"
    before, own = file.read_text(encoding="utf-8").split("# 自定项:")
    file.write_text(f"{before}自定项:{re.sub('(?m)^# ', '', own)}", encoding="utf-8")
    assert [own.name for own in layouts.load(desk / "本省-2025").own.project] == ["资金性质"]


def test_nothing_is_written_over(perfgen: Perfgen, desk: Path) -> None:
    perfgen("layout", "new", "本省-2025")
    (desk / "本省-2025" / "template.docx").write_bytes(b"mine")
    ran = perfgen("layout", "new", "本省-2025")
    assert (ran.code, "OUT02 已经有这个文件" in ran.err) == (1, True)
    assert (desk / "本省-2025" / "template.docx").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["hebei-2022", "a:b", "..", "版式/con", ""])
def test_a_name_that_cannot_be_is_a_wrong_call(perfgen: Perfgen, desk: Path, name: str) -> None:
    ran = perfgen("layout", "new", name)
    assert (ran.code, ran.err.startswith("用法不对")) == (2, True)
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize("name", ["2025", "null", "1e3", "本省 2025", "本省#2025", "-本省"])
def test_any_name_of_a_folder_is_written_as_yaml_takes_it_for_text(perfgen: Perfgen, desk: Path, name: str) -> None:
    assert perfgen("layout", "new", "--", name).code == 0
    assert layouts.load(desk / name).name == name


def test_a_source_with_mistakes_is_told(perfgen: Perfgen, desk: Path) -> None:
    edit(make(desk / "甲", "甲"), "金额小数位: 2", "金额小数位: 两位")
    ran = perfgen("layout", "new", "乙", "--from", "甲")
    assert (ran.code, "应当是整数" in ran.err, (desk / "乙").exists()) == (1, True, False)


# --- check


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_said_of_the_layouts_that_come_with_perfgen(name: str) -> None:
    found = check_layout(layouts.by_name(name).folder)
    assert (found.findings, len(found.sizes)) == ((), 3)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_what_is_made_up_is_valid_for_its_layout(name: str, size: object) -> None:
    layout = layouts.by_name(name)
    made = MadeUp(layout, next(one for one in SIZES if one is size))
    loaded = load(made.yaml, Settings(layout=layout.folder))
    assert loaded.errors == ()
    assert len(made.values) > 5


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the form that most provinces use."""
    monkeypatch.setattr("perfgen.layout_check.folder.SIZES", SMALLER)
    return make(tmp_path / "本省", "本省-2025", of="central-project")


def put(folder: Path, old: str, new: str, part: str = "word/document.xml", count: int = 1) -> None:
    """Another piece of XML in the template."""
    entries = read_archive(folder / "template.docx")
    text = entries[part].decode()
    assert old in text, old
    entries[part] = text.replace(old, new, count).encode()
    (folder / "template.docx").write_bytes(pack(entries.items()))


def said(folder: Path, severity: Severity | None = None) -> list[str]:
    found = check_layout(folder).findings
    return [shown(one) for one in found if severity in (None, one.severity)]


def shown(one: Diagnostic) -> str:
    return f"{one.severity.value} {one.code} {one.place}|{one.line}| {one.message} | {one.excerpt.strip()} | {one.hint}"


def only(folder: Path) -> str:
    found = said(folder)
    assert len(found) == 1, found
    return found[0]


TAGS = {
    # what stands in the template; what is put there; what is said: place, message, hint
    "an unknown name": (">{{ 项目.项目名称 }}<", ">{{ 项目.项目名字 }}<", "第1个表格 第1行 第2格", "“项目名字”没有对应的数据：{{ 项目.项目名字 }}", "是不是想写“项目名称”"),
    "an unknown name in a branch": ("{% if 主管部门.编码 %}", "{% if 主管部门.编号 %}", "第2行 第2格", "“编号”没有对应的数据", "编码"),
    "an unknown root": ("{{ 项目.联系电话 }}", "{{ 相目.联系电话 }}", "第4行 第4格", "“相目”没有对应的数据", "项目"),
    "an unknown list": ("in 项目.中期绩效目标 %}", "in 项目.中期目标 %}", "第9行 第2格", "“中期目标”没有对应的数据", "中期"),
    "a name beyond text": ("{{ 项目.项目期 }}", "{{ 项目.项目期.年 }}", "第3行 第4格", "“年”没有对应的数据", "到头"),
    "a list printed": ("{{ 项目.项目期 }}", "{{ 项目.绩效目标 }}", "第3行 第4格", "不是文字：{{ 项目.绩效目标 }}", "逐条印"),
    "a mapping printed": ("{{ 项目.项目期 }}", "{{ 项目.中期资金 }}", "第3行 第4格", "不是文字", "再往下写一层"),
    "a misspelt statement": ("{%p for 目标 in 项目.绩效目标 %}", "{%p fro 目标 in 项目.绩效目标 %}", "第9行 第3格", "不认识的标签 {% fro %}", "for 目标"),
    "half a brace": ("{{ 项目.项目期 }}", "{{ 项目.项目期 }", "第3行 第4格", "花括号没有配对", "{{ 项目.项目期 }}"),
    "a tag without its end": ("{{ 项目.项目期 }}", "{{ 项目.项目期", "第3行 第4格", "花括号没有配对：{{ 项目.项目期", "是不是想写 {{ 项目.项目期 }}"),
    "a tag without its beginning": ("{{ 项目.项目期 }}", "项目.项目期 }}", "第3行 第4格", "花括号没有配对", "是不是想写 {{ 项目.项目期 }}"),
    "a statement without its end": ("{%p for 目标 in 项目.绩效目标 %}", "{%p for 目标 in 项目.绩效目标", "第9行 第3格", "花括号没有配对", "是不是想写 {%p for 目标 in 项目.绩效目标 %}"),
    "a statement without its beginning": ("{%p for 目标 in 项目.绩效目标 %}", "p for 目标 in 项目.绩效目标 %}", "第9行 第3格", "花括号没有配对", "是不是想写 {%p for 目标 in 项目.绩效目标 %}"),
    "a full-width statement": ("{%p for 目标 in 项目.绩效目标 %}", "｛%p for 目标 in 项目。绩效目标 %｝", "第9行 第3格", "全角", "改成英文的：{%p for 目标 in 项目.绩效目标 %}"),
    "full-width braces": ("{{ 项目.项目期 }}", "｛｛ 项目.项目期 ｝｝", "第3行 第4格", "全角", "改成英文的"),
    "a full-width dot": ("{{ 项目.项目期 }}", "{{ 项目。项目期 }}", "第3行 第4格", "标签写得不对", "{{ 项目.项目期 }}"),
    "an unknown filter": ("{{ 项目.项目期 }}", "{{ 项目.项目期|大写 }}", "第3行 第4格", "没有“大写”这个筛选器", "去掉竖线"),
    "what may not be": ("{{ 项目.项目期 }}", "{{ 9 ** 9 }}", "第3行 第4格", "不允许", ""),
    "an empty tag": ("{{ 项目.项目期 }}", "{{ }}", "第3行 第4格", "标签写得不对", "{{ 名称 }}"),
    "text beside a statement": ("{%tr for 行 in 组.行 %}", "甲{%tr for 行 in 组.行 %}", "第2个表格 第3行", "带走整行", "独占一行"),
    "words behind an end": ("{% endif %}", "{% endif 项目 %}", "第2行 第2格", "标签写得不对：{% endif 项目 %}", "写成 {% endif %}"),
    "an end too many": ("{{ 项目.项目期 }}", "{% endif %}", "第3行 第4格", "多了一个 {% endif %}", "for"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAGS)
def test_a_wrong_tag_is_told_with_its_place_and_the_right_one(case: str, own: Path) -> None:
    old, new, place, message, hint = TAGS[case]
    put(own, old, new)
    found = [one for one in said(own, Severity.ERROR) if message in one and place in one and hint in one]
    assert found, said(own)
    assert found[0].startswith("error TPL01 正文 第")


ALONE = (
    "an empty tag",
    "an end too many",
    "words behind an end",
    "full-width braces",
    "half a brace",
    "a tag without its end",
    "a tag without its beginning",
    "a statement without its end",
    "a statement without its beginning",
    "a full-width statement",
    "what may not be",
    "an unknown filter",
)
"""Cases that stand in the place of others."""


def test_everything_is_told_in_one_pass(own: Path) -> None:
    """Mistakes of all sorts, and none hides another."""
    places = {
        "{{ 项目.项目期 }}": iter(
            ["{{ 项目.项目期 }}", "{{ 项目.项目属性 }}", "{{ 项目.实施单位 }}", "{{ 项目.项目编码 }}"]
        )
    }
    put_in = []
    for name, (old, new, _, message, _) in TAGS.items():
        place = next(places[old], None) if old in places else old
        if place is not None and name not in ALONE:
            put(own, place, new)
            put_in.append(message)
    edit(own, "    项目负责人: 可空\n", "")
    put(own, '<w:pStyle w:val="表格数字"/>', '<w:pStyle w:val="没有的"/>')
    found = said(own)
    assert len(put_in) >= 9
    assert [message for message in (*put_in, "没有“没有的”这个样式") if not any(message in one for one in found)] == []


def test_a_layout_yaml_with_mistakes_lets_the_template_be_looked_at(own: Path) -> None:
    edit(own, "金额小数位: 2", "金额小数位: 两位")
    put(own, "{{ 项目.项目期 }}", "{{ 项目。项目期 }}")
    assert [one.split()[1] for one in said(own)] == ["MOD03", "TPL01"]


def test_a_loop_that_does_not_end_is_told_where_it_begins(own: Path) -> None:
    put(own, "{%tr endfor %}", "")
    found = said(own, Severity.ERROR)
    assert any(
        "没有收尾" in one and "{%tr for 组 in 项目.指标对照 %}" in one and "第2个表格 第2行" in one for one in found
    ), found


def test_a_loop_that_ends_on_another_level_is_told_with_its_beginning(own: Path) -> None:
    put(own, "{%p for 目标 in 项目.绩效目标 %}", "{%tr for 目标 in 项目.绩效目标 %}")
    found = said(own, Severity.ERROR)
    assert any("不在同一层" in one and "第9行 第3格" in one for one in found), found


def test_a_part_that_is_no_xml_is_told(own: Path) -> None:
    put(own, "<w:body>", "<w:body><w:p>")
    assert "不是正常的 Word 内容" in only(own)


def test_a_fault_in_a_footer_is_placed_there(own: Path) -> None:
    put(own, "</w:p>", "<w:r><w:t>{{ 页脚 }}</w:t></w:r></w:p>", "word/footer1.xml")
    assert "页脚 第1段" in only(own)


def test_a_template_without_tags_is_told_how_to_begin(own: Path) -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标申报表")
    document.save(str(own / "template.docx"))
    assert "一个标签也没有" in said(own, Severity.ERROR)[0]


HOSTILE = (
    "loops over data within loops",
    "a range without end",
    "texts beside one another",
    "a power",
    "300 macros in macros",
    "2,000 branches",
)


@pytest.mark.skipif(os.name == "nt", reason="a child that is killed is made by fork")
@pytest.mark.parametrize("case", HOSTILE)
def test_a_template_that_means_harm_is_told_within_bounds(
    own: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfgen.layout_check.folder.SIZES", SIZES)
    put(own, "{{ 项目.项目期 }}", escape(TOLD[case][0]))
    found = bounded(lambda: said(own, Severity.ERROR))
    assert any(word in one for one in found for word in (TOLD[case][1], "不允许")), found


def test_a_template_that_is_very_large_is_told_and_nothing_more_is_looked_at(own: Path) -> None:
    entries = read_archive(own / "template.docx")
    entries["word/styles.xml"] = entries["word/styles.xml"].replace(b"</w:styles>", b" " * 3_000_000 + b"</w:styles>")
    (own / "template.docx").write_bytes(pack(entries.items()))
    assert "模板大得不正常" in only(own)


def test_tags_that_are_text_are_left_alone(own: Path) -> None:
    put(own, "{{ 项目.项目期 }}", "{{ 项目.项目期 }}{% raw %}{% if 甲 %}{% endraw %}")
    assert [one for one in said(own) if "TPL01" in one] == []


# what the layout has that is not printed, and the other way round


def test_a_field_that_is_never_printed_is_told_at_its_line(own: Path) -> None:
    put(own, "{{ 项目.联系电话 }}", "")
    found = only(own)
    assert found.startswith("warning LAY05")
    assert (
        "“联系电话”列在这里，模板里没有标签印它 | 联系电话: 可空 | 在该印的地方写上标签，如 {{ 项目.联系电话 }}"
        in found
    )


def test_a_part_of_a_field_that_is_never_printed_is_mentioned(own: Path) -> None:
    """主管部门 has a code and a name, and no layout can choose to have but one of them."""
    put(own, "{% if 主管部门.编码 %}[{{ 主管部门.编码 }}]{% endif %}", "")
    found = only(own)
    assert (
        "“主管部门”里的“编码”，模板里没有标签印它 | 主管部门: 可空 | 在该印的地方写上标签，如 {{ 主管部门.编码 }}"
        in found
    )
    assert found.startswith("info LAY05")


def test_an_own_field_that_is_never_printed_is_told(own: Path) -> None:
    edit(own, "字段:", "自定项:\n  项目:\n    - {名称: 资金性质, 类型: 选项, 选项: [经常性, 一次性], 必填: 是}\n字段:")
    assert "“资金性质”列在这里" in only(own)
    put(own, "{{ 项目.项目期 }}", "{{ 项目.项目期 }}（{{ 项目.资金性质 }}）")
    assert said(own) == []


def test_a_field_that_is_printed_and_not_listed_is_told(own: Path) -> None:
    edit(own, "    联系电话: 可空\n", "")
    found = only(own)
    assert "模板印“联系电话”，layout.yaml 的 字段 里没有列它" in found
    assert "第4行 第4格" in found


OWN_FIELDS = """
自定项:
  整体: [{名称: 填表人}]
  项目:
    - {名称: 文字项, 必填: 是}
    - {名称: 多段项, 类型: 多段}
    - {名称: 金额项, 类型: 金额}
    - {名称: 百分比项, 类型: 百分比}
    - {名称: 日期项, 类型: 日期}
    - {名称: 选项项, 类型: 选项, 选项: [经常性, 一次性]}
    - {名称: 是否项, 类型: 是否}
  指标: [{名称: 数据来源}]
"""


def test_own_fields_of_every_type_are_made_up_and_looked_for(own: Path) -> None:
    (own / "layout.yaml").write_text((own / "layout.yaml").read_text(encoding="utf-8") + OWN_FIELDS, encoding="utf-8")
    names = [f"{kind}项" for kind in ("文字", "多段", "金额", "百分比", "日期", "选项", "是否")]
    tags = "".join(f"{{{{ 项目.{name} }}}}；" for name in names)
    put(own, "{{ 项目.项目期 }}", f"{{{{ 项目.项目期 }}}}{tags}{{{{ 填表人 }}}}")
    put(own, "{{ 行.年度.指标值 }}", "{{ 行.年度.指标值 }}{{ 行.年度.数据来源 }}")
    assert said(own) == []
    put(own, "{{ 项目.多段项 }}", "{{ 项目.多段项[:3] }}")
    assert "多段项 写了" in only(own)


# trial


def test_what_only_the_first_project_prints_is_found_by_trying(own: Path) -> None:
    put(own, "{{ 目标 }}", "{% if loop.first %}{{ 目标 }}{% endif %}", count=2)
    assert any("预算项目.绩效目标 写了" in one and "没有印出来" in one for one in said(own)), said(own)


def test_checkpoints_beyond_those_a_template_prints_are_found(tmp_path: Path) -> None:
    folder = make(tmp_path / "本县", "本县-2025")
    edit(folder, "[3月底, 6月底, 10月底, 12月底]", "[3月底, 6月底, 9月底, 10月底, 12月底]")
    found = said(folder)
    assert any("预算项目.资金支出计划 写了" in one and "“12月底”" in one for one in found), found


def test_a_table_that_a_small_filing_empties_is_found(own: Path) -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{%tr for 目标 in 项目.中期绩效目标 %}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{{ 目标 }}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    put(own, "</w:tbl>", f"</w:tbl><w:p/>{table}")
    assert "TPL01" in only(own)
    assert "试印只写必填的一份：套用模板后" in only(own)


def test_a_bookmark_that_a_loop_repeats_is_found(own: Path) -> None:
    mark = '<w:bookmarkStart w:id="77" w:name="这里"/><w:bookmarkEnd w:id="77"/>'
    put(own, '</w:pPr><w:r><w:t xml:space="preserve">{{ 项目.项目期 }}', f'</w:pPr>{mark}<w:r><w:t xml:space="preserve">{{{{ 项目.项目期 }}}}')  # fmt: skip
    assert "书签“这里”印出来有 3 个" in only(own)


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    folder = make(tmp_path / "本县", "本县-2025")
    put(folder, "PAGEREF {{", "PAGEREF X{{")
    assert any("没有印出来" in one and "书签“X" in one for one in said(folder)), said(folder)


def test_half_a_tag_that_is_printed_as_it_stands_is_found(own: Path) -> None:
    put(own, "（{{ 金额单位 }}）", "（万元 }}）")
    assert [one for one in said(own, Severity.ERROR) if "}}" in one], said(own)


def test_properties_out_of_their_order_are_found() -> None:
    body = f'<w:p xmlns:w="{W}"><w:pPr><w:jc w:val="center"/><w:spacing w:line="1"/><w:rPr/></w:pPr></w:p>'
    assert [name for name, _ in misplaced(etree.fromstring(body))] == ["spacing"]


# looks


def test_a_style_that_is_missing_is_told_once_with_its_first_place(own: Path) -> None:
    put(own, '<w:pStyle w:val="表格数字"/>', '<w:pStyle w:val="表格新数"/>', count=99)
    found = only(own)
    assert found.startswith("warning TPL02 正文 第1个表格 第5行")
    assert re.search(r"没有“表格新数”这个样式.*共 \d+ 处", found)


@pytest.mark.parametrize(
    ("fonts", "message"),
    [
        ('w:ascii="微软雅黑" w:eastAsia="微软雅黑"', "字体“微软雅黑”不是公文用的字体"),
        ('w:ascii="Arial" w:eastAsia="楷体"', ""),
        ('w:ascii="Arial"', ""),  # the Chinese font comes from the style
    ],
)
def test_fonts_that_are_none_of_documents_are_told(own: Path, fonts: str, message: str) -> None:
    put(own, '<w:r><w:t xml:space="preserve">联系电话', f'<w:r><w:rPr><w:rFonts {fonts}/></w:rPr><w:t xml:space="preserve">联系电话')  # fmt: skip
    found = said(own)
    assert [message in one and "第4行 第3格" in one for one in found] == ([True] if message else [])


def test_chinese_without_a_font_of_its_own_is_told(own: Path) -> None:
    entries = read_archive(own / "template.docx")
    styles = entries["word/styles.xml"].decode()
    entries["word/styles.xml"] = re.sub(r' w:eastAsia="[^"]*"', "", styles).encode()
    (own / "template.docx").write_bytes(pack(entries.items()))
    assert any("没有设字体（只给西文设了“" in one for one in said(own)), said(own)


def test_a_font_of_the_theme_is_looked_up(own: Path) -> None:
    """A document of python-docx's making: its theme has 宋体 for simplified Chinese."""
    document = docx.Document()
    for text in ("{%p for 项目 in 预算项目 %}", "名称 {{ 项目.项目名称 }}", "{%p endfor %}"):
        run = document.add_paragraph().add_run(text)
        fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")
    document.save(str(own / "template.docx"))
    assert [one for one in said(own) if "TPL02" in one] == []


def test_a_tag_that_is_half_bold_is_told(own: Path) -> None:
    put(
        own, "{{ 项目.项目期 }}</w:t></w:r>", "{{ 项目.</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>项目期 }}</w:t></w:r>"
    )
    found = only(own)
    assert "warning TPL02 正文 第1个表格 第3行 第4格" in found
    assert "一半一种格式，印出来都按开头的格式：{{ 项目.项目期 }}" in found


# remarks


def test_comments_and_changes_are_told_and_do_not_fail(own: Path, perfgen: Perfgen) -> None:
    by = 'w:author="周管理员" w:date="2026-01-01T00:00:00Z"'
    put(own, "{{ 项目.项目期 }}</w:t></w:r>",
        f'{{{{ 项目.项目期 }}}}</w:t></w:r><w:ins w:id="1" {by}><w:r><w:t>（年）</w:t></w:r></w:ins>'
        f'<w:del w:id="2" {by}><w:r><w:delText>旧字</w:delText></w:r></w:del>')  # fmt: skip
    document = docx.Document(io.BytesIO((own / "template.docx").read_bytes()))
    document.add_comment(
        document.tables[0].cell(0, 0).paragraphs[0].runs, text="以后再改", author="周管理员", initials="周"
    )
    document.save(str(own / "template.docx"))
    found = said(own)
    assert [one.split(" | ")[0] for one in found] == [
        "info TPL03 正文 第1个表格 第1行 第1格|0| 有一条批注：以后再改，不会印出来（周管理员）",
        "info TPL03 正文 第1个表格 第3行 第4格|0| 有一处没有定下来的修订，插入的“（年）”算数（周管理员）",
        "info TPL03 正文 第1个表格 第3行 第4格|0| 有一处没有定下来的修订，删除的“旧字”不算（周管理员）",
    ]
    assert perfgen("layout", "check", own).code == 0


@pytest.mark.parametrize("change", ["ins", "del"])
def test_a_changed_row_and_the_end_of_a_paragraph_are_told_as_such(change: str, own: Path) -> None:
    document = docx.Document(io.BytesIO((own / "template.docx").read_bytes()))
    row = copy.deepcopy(document.tables[0].rows[0]._tr)
    document.tables[0].rows[0]._tr.addprevious(row)
    for at, text in enumerate(row.iter(qn("w:t"))):
        text.text = "旧的一行" if not at else ""
    by = {qn("w:id"): "77", qn("w:author"): "周", qn("w:date"): "2026-01-01T00:00:00Z"}
    row.get_or_add_trPr().append(row.makeelement(qn(f"w:{change}"), by))
    paragraph = document.tables[0].rows[2].cells[0].paragraphs[0]._p
    mark = paragraph.makeelement(qn("w:rPr"))
    mark.append(mark.makeelement(qn(f"w:{change}"), by))
    paragraph.get_or_add_pPr().append(mark)
    document.save(str(own / "template.docx"))
    kind, counts = {"ins": ("插入", "算数"), "del": ("删除", "不算")}[change]
    told = [one for one in said(own) if "TPL03" in one]
    assert f"{kind}的一行“旧的一行”{counts}（周）" in told[0]
    assert f"{kind}的段落标记{counts}（周）" in told[1]


# how it ends


def test_exit_codes(perfgen: Perfgen, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert perfgen("layout", "check", own).code == 0
    put(own, "{{ 项目.联系电话 }}", "")
    warned = perfgen("layout", "check", own)
    assert (warned.code, "没有错误，有 1 处请看一眼" in warned.out) == (0, True)
    put(own, "{{ 项目.项目期 }}", "{{ 项目.项期 }}")
    wrong = perfgen("layout", "check", own)
    assert (wrong.code, "有 1 处错误；改好了再检查一遍，没有错误才试印" in wrong.out) == (1, True)
    assert perfgen("layout", "check").code == 2
    assert perfgen("layout", "check", "没有").code == 2
    (own / "layout.yaml").unlink()
    assert perfgen("layout", "check", own).code == 1

    def broken(_: Path) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("perfgen.cli.layout_check.check_layout", broken)
    assert perfgen("layout", "check", own).code == 3


def test_a_check_writes_nothing_and_says_the_same_again(perfgen: Perfgen, own: Path) -> None:
    put(own, "{{ 项目.联系电话 }}", "")
    before = {file: file.read_bytes() for file in own.rglob("*")}
    first = perfgen("layout", "check", own)
    assert perfgen("layout", "check", own) == first
    assert {file: file.read_bytes() for file in own.rglob("*")} == before


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_template_that_is_none_is_told(perfgen: Perfgen, own: Path, content: bytes) -> None:
    (own / "template.docx").write_bytes(content)
    ran = perfgen("layout", "check", own)
    assert (ran.code, "DOC01" in ran.err) == (1, True)


def test_a_layout_that_prints_the_same_again_and_again_is_told(
    own: Path, perfgen: Perfgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is tried is looked through in memory, so that its size is bounded first."""
    monkeypatch.setattr("perfgen.layout_check.trial.MOST_TRIED", 1024 * 1024 // 10)
    ran = perfgen("layout", "check", str(own))
    assert ran.code == 1
    assert "印出来太大" in ran.err
