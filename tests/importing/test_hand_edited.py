"""Documents as hands and other programs leave them: the same filing comes out, or the report says what did not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from perfgen import pipeline
from perfgen.filing import Filing
from perfgen.importing import Imported
from tests.documents import NS, text_of, w
from tests.importing.built import as_printed, imported
from tests.importing.edits import (
    Element,
    cells,
    copied,
    edit,
    paragraph,
    paragraphs,
    rows,
    spanning,
    tables,
    unmerged,
    wrapped,
    write,
    xml,
)

EXAMPLE = Path(__file__).parents[2] / "examples/乐亭县机关事务中心-2022.yaml"
GOAL = "保留公务用车全部纳入平台管理，对支现任务的公务用车实时监督，减少违规用车。"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pipeline.build(EXAMPLE, tmp_path_factory.mktemp("built") / "built.docx")


@pytest.fixture(scope="module")
def wanted() -> Filing:
    return as_printed(pipeline.prepare(EXAMPLE).filing)


# --- variations after which everything is still there, in the same words


def labels_retyped(body: Element) -> None:
    new = {
        "项目编码": "项 目 编 码：", "项目名称": "项目\u3000名称", "预算数": "预算数（万元）"[:3] + " :",
        "其中：财政    资金": "其中:财政资金", "其他资金": "其他　资金：", "资金支出计划（%）": "资金支出计划(％)",
        "3月底": "３月底", "绩效目标": "绩 效 目 标", "单位：万元": "单位:万元", "一级指标": "一级　指标",
        "指标值确定依据": "指标值\u00a0确定依据", "绩效指标描述": "【绩效指标描述】",
    }  # fmt: skip
    for old, text in new.items():
        for one in paragraphs(body, old):
            write(one, text)


def columns_widened(body: Element) -> None:
    for table in tables(body):
        for row in rows(table):
            for number, cell in enumerate(cells(row)):
                found = cell.find("w:tcPr/w:gridSpan", NS)
                spanning(cell, (int(found.get(w("val"))) if found is not None else 1) + (number == 1) * 2)


def target_split(body: Element) -> None:
    """指标值 in two columns, sign and number apart; the head covers both, and so do all other rows."""
    for row in rows(tables(body)[1]):
        cell = cells(row)[4]
        text = text_of(cell)
        spanning(cell, 2)
        if text.startswith("≥"):
            spanning(cell, 1)
            write(copied(cell), text[1:])
            write(cell, "≥")


def levels_repeated(body: Element) -> None:
    for table in tables(body)[1::2]:
        last = ""
        for row in rows(table):
            first = cells(row)[0]
            unmerged(first)
            last = text_of(first) or last
            write(first, last)


def basis_merged_down(body: Element) -> None:
    for row in rows(tables(body)[1])[1:]:
        cell = cells(row)[5]
        first = row is rows(tables(body)[1])[1]
        cell.find("w:tcPr", NS).append(xml('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"))
        if not first:
            write(cell, "")


def tables_joined(body: Element) -> None:
    for goals, indicators in zip(tables(body)[::2], tables(body)[1::2], strict=True):
        for row in rows(indicators):
            goals.append(row)
        body.remove(indicators)


def table_cut_in_two(body: Element) -> None:
    """As where somebody made the table fit its pages by hand; the head row is said again on the second page."""
    table = tables(body)[1]
    second = deepcopy(table)
    for row in rows(table)[4:]:
        table.remove(row)
    for row in rows(second)[1:4]:
        second.remove(row)
    table.addnext(second)
    second.addprevious(xml("<w:p/>"))


def cut_without_a_head(body: Element) -> None:
    table = tables(body)[1]
    second = deepcopy(table)
    for row in rows(table)[4:]:
        table.remove(row)
    for row in rows(second)[:4]:
        second.remove(row)
    table.addnext(second)
    second.addprevious(xml("<w:p/>"))


def blank_rows_added(body: Element) -> None:
    for table in tables(body):
        for cell in cells(copied(rows(table)[-1])):
            write(cell, "")


def titles_gone(body: Element) -> None:
    for one in paragraphs(body, "2.接待管理经费绩效目标表"):
        body.remove(one)


def bookmarks_gone(body: Element) -> None:
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(body.iter(w(name))):
            mark.getparent().remove(mark)


def other_numbering(body: Element) -> None:
    bookmarks_gone(body)
    write(paragraph(body, "一、总体绩效目标"), "（一）总体绩效目标")
    write(paragraph(body, "二、分项绩效目标"), "2．分项绩效目标：")
    write(paragraph(body, "三、工作保障措施"), "第三章 工作保障措施")
    write(paragraph(body, "第二部分"), "第 二 部 分")
    write(
        paragraph(body, "1.公务用车北斗定位服务费及平台软件运维费用绩效目标表"),
        "（1）公务用车北斗定位服务费及平台软件运维费用绩效目标表",
    )


def runs_cut(body: Element) -> None:
    for text in list(body.iter(w("t"))):
        run = text.getparent()
        if run.tag == w("r") and len(text.text or "") > 1:
            for character in reversed(text.text[1:]):
                new = deepcopy(run)
                new.find("w:t", NS).text = character
                run.addnext(new)
            text.text = text.text[0]


def content_controls(body: Element) -> None:
    table = tables(body)[1]
    control = "<w:sdt><w:sdtPr><w:alias w:val='选'/></w:sdtPr><w:sdtContent/></w:sdt>"
    wrapped(paragraph(body, GOAL_LINE).find("w:r", NS), control, "sdtContent")
    wrapped(cells(rows(table)[1])[2], control, "sdtContent")
    wrapped(rows(table)[2], control, "sdtContent")
    wrapped(table, control, "sdtContent")
    wrapped(paragraph(body, "分项绩效目标情况"), control, "sdtContent")


GOAL_LINE = f"1.{GOAL}"


def tracked(body: Element) -> None:
    line = paragraph(body, GOAL_LINE)
    write(line, "1.保留公务用车")
    line.append(xml('<w:del w:id="90" w:author="a"><w:r><w:delText>删掉的话</w:delText></w:r></w:del>'))
    rest = GOAL_LINE.removeprefix("1.保留公务用车")
    line.append(xml(f'<w:ins w:id="91" w:author="a"><w:r><w:t>{rest[:5]}</w:t></w:r></w:ins>'))
    line.append(xml('<w:moveFrom w:id="92"><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>'))
    line.append(xml(f'<w:moveTo w:id="93"><w:r><w:t>{rest[5:]}</w:t></w:r></w:moveTo>'))
    gone = copied(rows(tables(body)[1])[2])
    gone.find("w:trPr", NS).append(xml('<w:del w:id="94" w:author="a"/>'))


def links_comments_and_fields(body: Element) -> None:
    line = paragraph(body, GOAL_LINE)
    write(line, "1.")
    line.append(xml('<w:commentRangeStart w:id="0"/>'))
    line.append(xml(f"<w:hyperlink><w:r><w:t>{GOAL[:4]}</w:t></w:r></w:hyperlink>"))
    line.append(xml(f'<w:fldSimple w:instr="TITLE"><w:r><w:t>{GOAL[4:8]}</w:t></w:r></w:fldSimple>'))
    line.append(xml('<w:commentRangeEnd w:id="0"/>'))
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>IF </w:instrText>", '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>DATE</w:instrText>", '<w:fldChar w:fldCharType="separate"/>', "<w:t>条件</w:t>",
        '<w:fldChar w:fldCharType="end"/>', '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{GOAL[8:12]}</w:t>",
        '<w:fldChar w:fldCharType="end"/>', '<w:commentReference w:id="0"/>', f"<w:t>{GOAL[12:]}</w:t>",
    ):  # fmt: skip
        line.append(xml(f"<w:r>{piece}</w:r>"))


def cover_in_text_boxes(body: Element) -> None:
    for text in ("乐亭县机关事务中心编制", "河北省财政厅审核"):
        line = paragraph(body, text)
        inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
        write(line, "")
        line.append(
            xml(
                "<w:r><mc:AlternateContent>"
                f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
                f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r>"
            )
        )


def blank_paragraphs_everywhere(body: Element) -> None:
    for block in list(body):
        if block.tag in (w("p"), w("tbl")) and not (block.getprevious() is not None and inside_narrative(block)):
            block.addprevious(xml("<w:p/>"))


def inside_narrative(block: Element) -> bool:
    style = block.find("w:pPr/w:pStyle", NS)
    return style is not None and style.get(w("val")) == "公文正文"


def nested_in_a_frame(body: Element) -> None:
    """A page laid out by a table around everything of a project."""
    table = tables(body)[0]
    frame = xml("<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>")
    table.getparent().replace(table, frame)
    cell = next(frame.iter(w("tc")))
    cell.append(table)
    cell.append(xml("<w:p/>"))


def amounts_in_one_cell_each(body: Element) -> None:
    """Label and value merged into one cell: 预算数（万元）：8.87."""
    for table in tables(body)[::2]:
        row = rows(table)[2]
        for label, value in zip(cells(row)[1::2], cells(row)[2::2], strict=True):
            write(label, f"{text_of(label)}（万元）：{text_of(value)}")
            row.remove(value)


def head_cells_said_again(body: Element) -> None:
    """The head cells of the goal table, merged down before, say their part in each row."""
    for table in tables(body)[::2]:
        for number, text in ((2, "预算规模"), (3, "资金用途"), (4, "资金支出计划"), (5, "资金支出计划")):
            cell = cells(rows(table)[number])[0]
            unmerged(cell)
            write(cell, text)


def department_and_unit_in_one_cell(body: Element) -> None:
    for table in tables(body)[::2]:
        row = rows(table)[0]
        department, unit = cells(row)
        write(department, f"{text_of(department)}      {text_of(unit)}")
        row.remove(unit)


def code_and_name_in_two_cells(body: Element) -> None:
    for table in tables(body)[::2]:
        cell = cells(rows(table)[0])[0]
        name = copied(cell)
        write(cell, "507002")
        write(name, "乐亭县机关事务中心")


def name_and_description_merged(body: Element) -> None:
    """Where both say the same, one cell covers both columns."""
    for table in tables(body)[1::2]:
        for row in rows(table)[1:]:
            name, description = cells(row)[2:4]
            if text_of(name) == text_of(description):
                row.remove(description)
                spanning(name, 2)


def plan_by_label(body: Element) -> None:
    """资金支出计划 in one row: date, share, date, share."""
    for table in tables(body)[::2]:
        dates, shares = rows(table)[4:6]
        for date, share in zip(cells(dates)[1:], cells(shares)[1:], strict=True):
            date.addnext(share)
        table.remove(shares)


def cover_in_other_words(body: Element) -> None:
    write(paragraph(body, "2022年部门预算绩效文本"), "二〇二二年度")
    write(copied(paragraph(body, "二〇二二年度")), "部 门 预 算 绩 效 文 本")
    write(list(paragraphs(body, "乐亭县机关事务中心编制"))[-1], "编 制 单 位：乐亭县机关事务中心")
    write(list(paragraphs(body, "河北省财政厅审核"))[-1], "审核：河北省财政厅")


def contents_with_pages(body: Element) -> None:
    """As Word fills them in, or fails to."""
    for number, line in enumerate(one for one in list(body.iter(w("p"))) if text_of(one).endswith("—")):
        title = text_of(line).partition("\t")[0]
        write(line, f"{title}{('……' * 9 + str(number + 3)) if number % 2 else chr(9) + '错误！未定义书签。'}")


UNCHANGED = [
    amounts_in_one_cell_each, head_cells_said_again, department_and_unit_in_one_cell, code_and_name_in_two_cells,
    name_and_description_merged, plan_by_label, cover_in_other_words, contents_with_pages,
    labels_retyped, columns_widened, levels_repeated, basis_merged_down, tables_joined, table_cut_in_two,
    cut_without_a_head, blank_rows_added, titles_gone, bookmarks_gone, other_numbering, runs_cut, content_controls,
    tracked, links_comments_and_fields, cover_in_text_boxes, blank_paragraphs_everywhere, nested_in_a_frame,
]  # fmt: skip


@pytest.mark.parametrize("change", UNCHANGED, ids=lambda change: change.__name__)
def test_the_same_filing_comes_out(change: Callable[[Element], None], built: Path, wanted: Filing) -> None:
    result = imported(edit(built, change))
    assert result.report.left == ()
    assert result.filing == wanted
    assert result.report.doubtful == ()


def test_a_split_column_is_put_together_and_mentioned(built: Path, wanted: Filing) -> None:
    result = imported(edit(built, target_split))
    assert result.filing == wanted
    assert result.report.left == ()
    assert {one.text for one in result.report.doubtful} == {"≥8%", "≥95%"}


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(one: Element, text: str, number: int) -> None:
    write(one, text)
    one.find("w:pPr", NS).append(xml(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def test_automatic_numbers_count_as_typed_ones(built: Path, wanted: Filing) -> None:
    def change(body: Element) -> None:
        bookmarks_gone(body)
        for text in ("一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施"):
            numbered(paragraph(body, text), text[2:], 1)
        numbered(paragraph(body, GOAL_LINE), GOAL, 2)
        numbered(copied(paragraph(body, GOAL)), "第二条目标", 2)
        for number, name in enumerate((project.name for project in wanted.projects), 1):
            numbered(paragraph(body, f"{number}.{name}绩效目标表"), f"{name}绩效目标表", 3)

    result = imported(edit(built, change, {"word/numbering.xml": NUMBERING}))
    assert result.report.left == ()
    assert result.filing is not None
    assert result.filing.overall == wanted.overall
    assert result.filing.projects[0].goals == (GOAL, "第二条目标")
    assert result.filing.projects[1:] == wanted.projects[1:]


@pytest.mark.parametrize(
    "lines",
    [
        ("1、甲", "2、乙"), ("（1）甲", "(2)乙"), ("①甲", "②乙"), ("一、甲", "二、乙"), ("（一）甲", "（二）乙"), ("甲", "乙"),
        ("1．甲", "2.乙"), (" 1) 甲", "2）乙"),
    ],
)  # fmt: skip
def test_goals_are_told_by_any_numbers(lines: tuple[str, str], built: Path) -> None:
    def change(body: Element) -> None:
        line = paragraph(body, GOAL_LINE)
        write(copied(line), lines[1])
        write(line, lines[0])

    assert imported(edit(built, change)).data["预算项目"][0]["绩效目标"] == ["甲", "乙"]


def test_goals_in_rows_of_their_own_count_on(built: Path) -> None:
    def change(body: Element) -> None:
        row = rows(tables(body)[0])[-1]
        write(cells(row)[1], "1.甲")
        second = copied(row)
        write(cells(second)[0], "")
        write(cells(second)[1], "2.乙")

    assert imported(edit(built, change)).data["预算项目"][0]["绩效目标"] == ["甲", "乙"]


def test_a_list_in_the_narrative_keeps_its_numbers(built: Path) -> None:
    def change(body: Element) -> None:
        line = paragraph(body, "分项绩效目标情况")
        numbered(line, "甲", 1)
        numbered(copied(line), "乙", 1)
        line.getnext().find("w:pPr", NS).remove(line.getnext().find("w:pPr/w:numPr", NS))
        numbered(line.getnext(), "乙", 1)

    result = imported(edit(built, change, {"word/numbering.xml": NUMBERING}))
    assert result.data["部门整体绩效目标"]["分项绩效目标"].startswith("一、甲\n二、乙\n")


def test_a_name_missing_in_the_table_is_taken_from_the_title(built: Path, wanted: Filing) -> None:
    def change(body: Element) -> None:
        write(cells(rows(tables(body)[2])[1])[3], "")

    result = imported(edit(built, change))
    assert result.filing == wanted
    assert result.report.left == ()
    assert [one.why for one in result.report.doubtful] == ["表里没有项目名称，用的是标题里的"]


def test_without_projects_the_cover_names_the_department(built: Path) -> None:
    def change(body: Element) -> None:
        for table in tables(body):
            body.remove(table)

    result = imported(edit(built, change))
    assert result.data["部门"] == {"编码": "", "名称": "乐亭县机关事务中心"}
    assert result.data["年度"] == "2022"
    assert result.data["预算项目"] == []
    assert "绩效目标表" in result.report.left[-1].text
    assert {one.place for one in result.report.doubtful} == {"部门 编码", "金额单位"}


def test_a_title_that_names_another_project_is_reported(built: Path, wanted: Filing) -> None:
    def change(body: Element) -> None:
        for one in paragraphs(body, "2.接待管理经费绩效目标表"):
            write(one, "2.去年的项目绩效目标表")

    result = imported(edit(built, change))
    assert result.filing == wanted
    assert [(one.text, one.why) for one in result.report.left] == [
        ("2.去年的项目绩效目标表", "标题和表里的项目名称“接待管理经费”不一样")
    ]


def test_rows_added_for_what_the_layout_has_not_are_reported_with_their_place(built: Path, wanted: Filing) -> None:
    def change(body: Element) -> None:
        row = copied(rows(tables(body)[4])[1])
        for cell, text in zip(cells(row), ("主管部门", "县政府", "负责人", "张三"), strict=True):
            write(cell, text)

    result = imported(edit(built, change))
    assert result.filing == wanted
    assert [(one.place, one.text) for one in result.report.left] == [
        ("第3个项目 绩效目标表 第3行 第1格", "主管部门"),
        ("第3个项目 绩效目标表 第3行 第2格", "县政府"),
        ("第3个项目 绩效目标表 第3行 第3格", "负责人"),
        ("第3个项目 绩效目标表 第3行 第4格", "张三"),
    ]


def test_headers_footers_and_notes_are_accounted_for(built: Path, wanted: Filing) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "word/header9.xml": f"<w:hdr {space}><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>",
        "word/footnotes.xml": f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>见附件</w:t></w:r></w:p></w:footnote></w:footnotes>',
    }
    result = imported(edit(built, lambda _: None, parts))
    assert result.filing == wanted
    assert {(one.place, one.text) for one in result.report.left} == {
        ("页眉 第1段", "内部资料"),
        ("脚注 第1段", "见附件"),
    }


DOUBTS: list[tuple[str, Callable[[Element], Element], str, str]] = [
    ("an amount that is no number", lambda body: cells(rows(tables(body)[0])[2])[2], "约九万", "预算数: 约九万"),
    ("a plan that does not end at 100", lambda body: cells(rows(tables(body)[0])[5])[4], "90%", "12月底: 90%"),
    ("a malformed code", lambda body: cells(rows(tables(body)[0])[1])[1], "待定", "项目编码: 待定"),
    ("an unknown level", lambda body: cells(rows(tables(body)[1])[1])[1], "数量指标（50分）", "数量指标（50分）"),
    ("a missing amount", lambda body: cells(rows(tables(body)[0])[2])[2], "", '预算数: ""'),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text", "kept"), [d[1:] for d in DOUBTS], ids=[d[0] for d in DOUBTS])
def test_what_is_doubtful_is_kept_as_written_and_reported(
    where: Callable[[Element], Element], text: str, kept: str, built: Path
) -> None:
    result: Imported = imported(edit(built, lambda body: write(where(body), text)))
    assert result.filing is None
    assert result.report.left == ()
    assert kept in result.yaml
    assert result.report.doubtful
    assert all(one.place.startswith("第1个项目") for one in result.report.doubtful)
    assert "# 请核对：" in result.yaml


def test_a_unit_nobody_knows_and_a_table_that_disagrees(built: Path) -> None:
    def change(body: Element) -> None:
        write(cells(rows(tables(body)[2])[0])[1], "单位：元")

    result = imported(edit(built, change))
    assert result.data["金额单位"] == "万元"
    assert [(one.place, one.text) for one in result.report.left] == [("第2个项目 绩效目标表 第1行 第2格", "单位：元")]

    def thousands(body: Element) -> None:
        for table in tables(body)[::2]:
            write(cells(rows(table)[0])[1], "单位：千元")

    result = imported(edit(built, thousands))
    assert "金额单位: 千元" in result.yaml
    assert result.filing is None


def test_braces_of_the_original_survive(built: Path) -> None:
    result = imported(edit(built, lambda body: write(paragraph(body, "分项绩效目标情况"), "{{ 年度 }} 和 {%")))
    assert result.filing is not None
    assert result.filing.overall.itemised_goals.startswith('{{ "{{" }} 年度 }} 和 {%')
