"""What a layout has beside the usual fields, its own (自定项) and those of other forms, is read back from what it printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

import perfgen
from perfgen import layouts
from perfgen.filing import Filing
from perfgen.importing import Imported, import_file
from perfgen.layouts import Layout
from perfgen.merging.merge import merge
from tests.conftest import SMALL
from tests.documents import text_of
from tests.importing.edits import Element, cells, edit, paragraph, rows, spanning, tables, write, xml
from tests.importing.test_other_labels import as_docx, as_dump
from tests.importing.variations import row_of
from tests.own_layouts import edit as edit_yaml
from tests.own_layouts import make
from tests.test_layout_2021 import OLD

KINDS = """\
    - {{名称: {0}文字}}
    - {{名称: {0}多段, 类型: 多段}}
    - {{名称: {0}金额, 类型: 金额}}
    - {{名称: {0}比例, 类型: 百分比}}
    - {{名称: {0}日期, 类型: 日期}}
    - {{名称: {0}级别, 类型: 选项, 选项: [省级, 市级, 县级]}}
    - {{名称: {0}重点, 类型: 是否}}
"""
ENDS = ("文字", "多段", "金额", "比例", "日期", "级别", "重点")
OWN = "自定项:\n" + "".join(f"  {scope}:\n{KINDS.format(scope)}" for scope in ("整体", "项目", "指标"))
STANDARD = {
    "    预算项目: 必填\n": ("主管部门", "部门职能"),
    "    项目编码: 必填\n": (
        *("实施单位", "项目属性", "项目类别", "项目期", "项目负责人", "联系电话", "立项依据", "资金来源"),
    ),
    "    指标值确定依据: 必填\n": (
        "分值",
        "指标性质",
        "度量单位",
        "指标方向性",
        "指标解释",
        "指标来源",
        "上年指标值",
        "备注",
    ),
}
SOURCES = ("一般公共预算", "政府性基金", "国有资本", "财政专户管理资金", "单位资金", "上年结转")
COLUMNS = (
    "指标性质",
    "度量单位",
    "分值",
    "指标方向性",
    "指标解释",
    "指标来源",
    "上年指标值",
    "备注",
    *(f"指标{end}" for end in ENDS),
)


def template(body: Element) -> None:
    """Rows for the items of a project and some of the whole, columns for those of an indicator, lines for the whole."""
    goals, indicators = tables(body)[:2]
    pattern = row_of(goals, "项目编码")
    items = [
        (label, f"项目.{label}") for label in (*STANDARD["    项目编码: 必填\n"][:-1], *(f"项目{end}" for end in ENDS))
    ]
    items += [(f"其中：{label}" if label == "一般公共预算" else label, f"项目.资金来源.{label}") for label in SOURCES]
    items += [("主管部门及代码", "主管部门.编码 }}-{{ 主管部门.名称"), ("整体比例（%）", "整体比例")]
    for (left, one), (right, other) in zip(items[::2], [*items[1::2], ("", "''")], strict=False):
        row = deepcopy(pattern)
        for cell, text in zip(cells(row), (left, f"{{{{ {one} }}}}", right, f"{{{{ {other} }}}}"), strict=True):
            write(cell, text)
        goals.append(row)
    head, _, _, data, _, _ = rows(indicators)
    for row in rows(indicators):
        if row not in (head, data):
            spanning(cells(row)[0], 6 + len(COLUMNS))
    for label in COLUMNS:
        for row, text in ((head, label), (data, f"{{{{ 指标.{label} }}}}")):
            row.append(deepcopy(cells(row)[-1]))
            write(cells(row)[-1], text)
    write(cells(data)[4], "{{ 指标.数值 }}")
    cover = paragraph(body, "{{ 封面.审核 }}审核")
    cover.addnext(xml("<w:p><w:r><w:t>整体文字：{{ 整体文字 }}</w:t></w:r></w:p>"))
    cover.addnext(xml("<w:p><w:r><w:t>整体级别：{{ 整体级别 }}  整体重点：{{ 整体重点 }}</w:t></w:r></w:p>"))
    below = paragraph(body, "{%p for 段 in 部门整体绩效目标.工作保障措施各段 %}").itersiblings()
    safeguards = next(one for one in below if text_of(one) == "{%p endfor %}")
    safeguards.addnext(xml("<w:p><w:r><w:t>整体金额（万元）：{{ 整体金额 }}</w:t></w:r></w:p>"))
    end = [one for one in body if one.tag.endswith("}p")][-1]
    for label in ("整体多段", "部门职能", "整体日期"):
        end.addprevious(xml(f"<w:p><w:r><w:t>{label}：{{{{ {label} }}}}</w:t></w:r></w:p>"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = make(tmp_path_factory.mktemp("own") / "版式", "本县")
    for under, labels in STANDARD.items():
        edit_yaml(found, under, under + "".join(f"    {label}: 可空\n" for label in labels))
    edit_yaml(found, "# 封面“审核”", f"{OWN}\n# 封面“审核”")
    edit(found / "template.docx", template).replace(found / "template.docx")
    return found


@pytest.fixture(scope="module")
def layout(folder: Path) -> Layout:
    return layouts.load(folder)


def values(scope: str, indent: str) -> str:
    said = (
        "王五",
        f"|\n{indent}  甲：乙\n{indent}  冀财预〔2021〕1号",
        "3.50",
        "12.5%",
        "2022年11月30日",
        "县级",
        "是",
    )
    return "".join(f"{indent}{scope}{end}: {value}\n" for end, value in zip(ENDS, said, strict=True))


PROJECT = """\
    实施单位: 会计科
    项目属性: 延续项目
    项目类别: 特定目标类
    项目期: 3年
    项目负责人: 张三
    联系电话: 0315-1234567
    立项依据: |
      文件一
      文件二
    资金来源: {一般公共预算: 100.00, 政府性基金: 20.00, 单位资金: 64.00}
"""
INDICATOR = """\
          - 三级指标: 完成接待活动批次
            指标值: ≥90批
            分值: 10
            指标方向性: 正向
            指标解释: |
              第一行
              第二行
            指标来源: 部门指标库
            上年指标值: ≥85批
            备注: 按月统计
"""


def written() -> str:
    text = (
        SMALL.replace("版式: hebei-2022", "版式: 本县")
        .replace("{{ 年度 }}", "2022")
        .replace("{{ 合计.预算数 }}", "184")
    )
    text = text.replace(
        "金额单位: 万元\n",
        f'金额单位: 万元\n主管部门: {{编码: "507", 名称: 某县民政局}}\n部门职能: |\n  甲\n  乙\n{values("整体", "")}',
    )
    text = text.replace("    指标值确定依据:", f"{PROJECT}{values('项目', '    ')}    指标值确定依据:")
    row = "          - {三级指标: 完成接待活动批次, 指标值: ≥90批}\n"
    return text.replace(row, INDICATOR + values("指标", " " * 12))


def filing_of(text: str, folder: Path) -> Filing:
    loaded = perfgen.load(text, perfgen.Settings(layout=folder))
    assert loaded.reading, loaded.errors
    return loaded.reading.filing


@pytest.fixture(scope="module")
def printed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("printed") / "2022.docx"
    path.write_bytes(perfgen.render(written(), perfgen.Settings(layout=folder)))
    return path


def row_with(table: Element, label: str) -> Element:
    return next(row for row in rows(table) if label in map(text_of, cells(row)))


def left(found: Imported) -> list[str]:
    return [one.text for one in found.report.left]


@pytest.mark.parametrize("opened", [as_docx, as_dump])
def test_what_was_printed_is_read_back(
    opened: Callable[[Path], Path], printed: Path, layout: Layout, folder: Path
) -> None:
    found = import_file(opened(printed), layout)
    assert left(found) == []
    assert [(one.text, one.why) for one in found.report.doubtful] == []
    assert found.report.read == found.report.taken + found.report.printed
    assert found.filing == filing_of(written(), folder)
    assert filing_of(found.yaml, folder) == found.filing


def test_what_is_empty_is_not_there(layout: Layout, folder: Path, tmp_path: Path) -> None:
    bare = SMALL.replace("版式: hebei-2022", "版式: 本县").replace("{{ 年度 }}", "").replace("{{ 合计.预算数 }}", "")
    path = tmp_path / "2022.docx"
    path.write_bytes(perfgen.render(bare, perfgen.Settings(layout=folder)))
    found = import_file(path, layout)
    assert found.filing == filing_of(bare, folder)
    assert left(found) == []


def changed(printed: Path, layout: Layout, tmp_path: Path, change: Callable[[Element], None]) -> Imported:
    path = tmp_path / "2022.docx"
    path.write_bytes(printed.read_bytes())
    return import_file(edit(path, change), layout)


def test_a_line_of_several_items_of_which_one_is_empty(printed: Path, layout: Layout, tmp_path: Path) -> None:
    found = changed(
        printed,
        layout,
        tmp_path,
        lambda body: write(paragraph(body, "整体级别：县级  整体重点：是"), "整体级别：  整体重点：否"),
    )
    assert found.data["自定项"]["整体重点"] == "否"
    assert "整体级别" not in found.data["自定项"]
    assert left(found) == []


def test_lines_below_the_title_of_a_project_are_its_items(printed: Path, layout: Layout, tmp_path: Path) -> None:
    def change(body: Element) -> None:
        for label in ("项目金额", "项目文字"):
            row = row_with(tables(body)[0], label)
            row.getparent().remove(row)
        for text in ("续一行", "项目多段：一行", "项目文字：赵六"):
            below = xml(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
            paragraph(body, "1.接待管理经费绩效目标表").addnext(below)

    found = changed(printed, layout, tmp_path, change)
    own = found.data["预算项目"][0]["自定项"]
    assert (own["项目文字"], own["项目多段"]) == ("赵六", "一行\n续一行")
    assert left(found) == []


def test_items_among_the_amounts_and_beside_the_text_below_them(printed: Path, layout: Layout, tmp_path: Path) -> None:
    """A cell under the head 预算规模及资金用途 is what its own label says, with its unit or without."""

    def change(body: Element) -> None:
        table = tables(body)[0]
        for label in ("项目金额", "项目文字"):
            row = row_with(table, label)
            row.getparent().remove(row)
        money = row_of(table, "预算规模及资金用途")
        purpose = money.getnext()
        for row, texts in ((money, ("项目金额（万元）", "7.25万元")), (purpose, ("项目文字", "赵六"))):
            for text in texts:
                row.append(deepcopy(cells(row)[-1]))
                write(cells(row)[-1], text)

    found = changed(printed, layout, tmp_path, change)
    project = found.data["预算项目"][0]
    assert (project["自定项"]["项目金额"], project["自定项"]["项目文字"]) == ("7.25", "赵六")
    assert project["资金用途"] == "用于接待"
    assert left(found) == []


def test_a_label_that_nobody_knows_ends_the_value_of_an_own_field(
    printed: Path, layout: Layout, tmp_path: Path
) -> None:
    def change(body: Element) -> None:
        row = row_with(tables(body)[0], "项目文字")
        for text in ("审批级次", "县政府"):
            row.append(deepcopy(cells(row)[-1]))
            write(cells(row)[-1], text)

    found = changed(printed, layout, tmp_path, change)
    assert found.data == import_file(printed, layout).data
    assert left(found) == ["审批级次", "县政府"]


def test_tables_that_say_different_things_of_the_whole(printed: Path, layout: Layout, tmp_path: Path) -> None:
    def change(body: Element) -> None:
        title, goals, between, indicators = (
            paragraph(body, "1.接待管理经费绩效目标表"), tables(body)[0], tables(body)[0].getnext(), tables(body)[1]
        )  # fmt: skip
        copies = [deepcopy(one) for one in (title, goals, between, indicators)]
        write(copies[0], "2.会议费绩效目标表")
        for cell in copies[1].iter(cells(rows(goals)[0])[0].tag):
            said = "".join(cell.itertext())
            if said in ("接待管理经费", "507-某县民政局"):
                write(cell, {"接待管理经费": "会议费"}.get(said, "508-某县教育局"))
        for one in reversed(copies):
            indicators.addnext(one)

    found = changed(printed, layout, tmp_path, change)
    assert found.data["主管部门"] == {"编码": "507", "名称": "某县民政局"}
    assert [one["项目名称"] for one in found.data["预算项目"]] == ["接待管理经费", "会议费"]
    assert [(one.text, one.why) for one in found.report.left] == [
        ("508-某县教育局", "这张表的主管部门和别的表不一样，写入的是“507-某县民政局”")
    ]


def test_a_text_with_a_heading_may_be_an_own_field(folder: Path, printed: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "版式"))
    section = "  整体多段: {标题: 四、部门概况, 级别: 2, 书签: _Toc_2_2_}\n"
    edit_yaml(other, "  第二部分: {", f"{section}  第二部分: {{")

    def change(body: Element) -> None:
        end = paragraph(body, "整体金额（万元）：3.50")
        for text in ("第二段", "第一段", "四、部门概况"):
            end.addnext(xml(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        for text in ("整体多段：甲：乙", "冀财预〔2021〕1号"):
            one = paragraph(body, text)
            one.getparent().remove(one)

    found = changed(printed, layouts.load(other), tmp_path, change)
    assert found.data["自定项"]["整体多段"] == "第一段\n第二段"
    assert found.data["自定项"]["整体金额"] == "3.50"
    assert found.data["部门整体绩效目标"]["工作保障措施"] == "完善制度。"
    assert left(found) == []


def test_the_chapters_of_2021_say_own_fields_too(tmp_path: Path) -> None:
    folder = make(tmp_path / "版式", "本县-2021", of="hebei-2021")
    edit_yaml(folder, "    资金用途: 必填\n", "    资金用途: 必填\n    项目期: 可空\n")
    edit_yaml(
        folder,
        "叙述标题: ",
        "自定项:\n  整体: [{名称: 填表人}]\n  项目: [{名称: 项目金额, 类型: 金额}]\n  指标: [{名称: 数据来源}]\n叙述标题: ",
    )

    def change(body: Element) -> None:
        for table in [one for one in tables(body) if text_of(cells(rows(one)[0])[0]) == "项目编码"]:
            below = deepcopy(rows(table)[0])
            texts = ("项目期", "{{ 项目.项目期 }}", "项目金额", "{{ 项目.项目金额 }}")
            for cell, text in zip(cells(below), texts, strict=True):
                write(cell, text)
            rows(table)[2].addnext(below)
        cover = paragraph(body, "{{ 封面.审核 }}审核")
        cover.addnext(xml("<w:p><w:r><w:t>填表人：{{ 填表人 }}</w:t></w:r></w:p>"))

    edit(folder / "template.docx", change).replace(folder / "template.docx")
    text = OLD.replace("    财政资金: 184.00\n", "").replace("{{ 年度 }}", "2022").replace("{{ 合计.预算数 }}", "184")
    text = text.replace("hebei-2021", "本县-2021").replace("金额单位: 万元\n", "金额单位: 万元\n填表人: 张三\n")
    text = text.replace("    资金用途: 用于接待\n", "    资金用途: 用于接待\n    项目期: 3年\n    项目金额: 3.50\n")
    path = tmp_path / "2022.docx"
    path.write_bytes(perfgen.render(text, perfgen.Settings(layout=folder)))
    found = import_file(path, layouts.load(folder))
    assert found.filing == filing_of(text, folder)
    assert left(found) == []


def test_what_is_changed_in_them_is_merged_into_their_yaml(folder: Path, tmp_path: Path) -> None:
    settings, before = perfgen.Settings(layout=folder), written()
    after = before
    changes = [("王五", "赵六"), ("3.50", "4.50"), ("12.5%", "15%"), ("县级", "市级"), ("11月30日", "12月1日")]
    for old, new in [*changes, ("            指标重点: 是\n", ""), ("整体重点: 是\n", "")]:
        after = after.replace(old, new)
    path, document = tmp_path / "2022.yaml", tmp_path / "改过.docx"
    path.write_text(before, encoding="utf-8")
    document.write_bytes(perfgen.render(after, settings))
    done = merge(document, path, settings)
    assert done.left == ()
    assert [one.after for one in done.files] == [after.encode("utf-8")]
    assert "整体比例 12.5% → 15%" in done.merged
