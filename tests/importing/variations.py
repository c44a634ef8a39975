"""What hands and other programs do to a filing in Word and mean no harm by: the same filing is to come out of both layouts."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from tests.documents import NS, text_of, w
from tests.importing.edits import (
    Element,
    cells,
    copied,
    paragraphs,
    rows,
    spanning,
    tables,
    unmerged,
    wrapped,
    write,
    xml,
)

GOAL = "搞好接待服务"
COVER = ("乐亭县机关事务中心编制", "乐亭县财政局审核")
Change = Callable[[Element], None]

# --- where things stand


def goal_tables(body: Element) -> list[Element]:
    return [table for table in tables(body) if any(text_of(cell) == "项目编码" for cell in table.iter(w("tc")))]


def indicator_tables(body: Element) -> list[Element]:
    return [table for table in tables(body) if text_of(next(table.iter(w("tc")))) == "一级指标"]


def project_indicators(body: Element) -> list[Element]:
    return indicator_tables(body)[-len(goal_tables(body)) :]


def duty_table(body: Element) -> Element:
    return next(table for table in tables(body) if text_of(next(table.iter(w("tc")))) == "职责活动")


def cell_after(table: Element, label: str) -> Element:
    """The cell behind the one that says this."""
    found = next(cell for cell in table.iter(w("tc")) if text_of(cell) == label)
    return found.getnext()


def row_of(table: Element, label: str) -> Element:
    """The row that begins with this."""
    return next(row for row in rows(table) if text_of(cells(row)[0]) == label)


def marked(body: Element, start: str = "_Toc_") -> list[Element]:
    """The headings, by their bookmarks."""
    return [mark.getparent() for mark in body.iter(w("bookmarkStart")) if (mark.get(w("name")) or "").startswith(start)]


def goal_line(body: Element) -> Element:
    """The paragraph of the first goal, without the rest of its text."""
    return next(one for one in goal_tables(body)[0].iter(w("p")) if text_of(one).endswith(GOAL))


# --- tables


def labels_retyped(body: Element) -> None:
    """Other blanks, brackets and full-width characters in every label of a table and every heading."""
    width = str.maketrans({"（": "(", "）": ")", "%": "％", "：": ":", **{str(n): chr(0xFF10 + n) for n in range(10)}})
    labels = re.compile(
        r"项目编码|项目名称|预算数|其中：财政 +资金|其他资金|资金支出计划.*|预算规模及资金用途|资金用途|\d+月底|绩效目标|目标 1|单位：万元"
        r"|[一二三]级指标|绩效指标(描述)?|指标值(确定依据)?|评.*标准|符号|值|单位（文字描述）|职责活动|年度预算数|内容描述|[优良中差]"
    )
    for one in list(body.iter(w("p"))):
        text = text_of(one)
        if labels.fullmatch(text):
            write(one, f"{text[:1]}\u3000{text[1:]} ".translate(width))
    for one in [*paragraphs(body, "1.工作活动概况"), *paragraphs(body, "（一）基本情况")]:
        write(one, f" {text_of(one).translate(width)}：")


def columns_widened(body: Element) -> None:
    for table in tables(body):
        for row in rows(table):
            for number, cell in enumerate(cells(row)):
                found = cell.find("w:tcPr/w:gridSpan", NS)
                spanning(cell, (int(found.get(w("val"))) if found is not None else 1) + (number == 1) * 2)


def levels_repeated(body: Element) -> None:
    for table in indicator_tables(body):
        last = ""
        for row in rows(table):
            first = cells(row)[0]
            unmerged(first)
            last = text_of(first) or last
            if text_of(cells(row)[2]):
                write(first, last)


def everything_unmerged(body: Element) -> None:
    """As other programs save a table: every cell for itself, those below empty."""
    for cell in list(body.iter(w("tc"))):
        unmerged(cell)


def name_and_description_merged(body: Element) -> None:
    """Where both say the same, one cell covers both columns."""
    for table in indicator_tables(body):
        for row in rows(table):
            name, description = cells(row)[2:4]
            if text_of(name) == text_of(description) != "":
                row.remove(description)
                spanning(name, 2)


def tables_joined(body: Element) -> None:
    for goals, indicators in zip(goal_tables(body), project_indicators(body), strict=True):
        for row in rows(indicators):
            goals.append(row)
        indicators.getparent().remove(indicators)


def tables_of_all_projects_joined(body: Element) -> None:
    """Goal table, indicator table, goal table: deleting what stood between, a clerk joined everything."""
    first, *others = [table for pair in zip(goal_tables(body), project_indicators(body), strict=True) for table in pair]
    for table in others:
        for row in rows(table):
            first.append(row)
        table.getparent().remove(table)
    for title in marked(body, "_Toc_4_4_")[1:]:
        title.getparent().remove(title)


def cut(table: Element, at: int, heads: int) -> None:
    """Cut a table in two; its first rows are said again on top of the second."""
    second = deepcopy(table)
    for row in rows(table)[at:]:
        table.remove(row)
    for row in rows(second)[heads:at]:
        second.remove(row)
    table.addnext(second)
    second.addprevious(xml("<w:p/>"))


def heads_of(table: Element) -> int:
    return 1 if "符号" not in text_of(table) else 2


def table_cut_in_two(body: Element) -> None:
    """As where somebody made the table fit its pages by hand; the head rows are said again on the second page."""
    for table in indicator_tables(body):
        if len(rows(table)) > heads_of(table) + 1:
            cut(table, heads_of(table) + 1, heads_of(table))


def cut_without_a_head(body: Element) -> None:
    for table in indicator_tables(body):
        if len(rows(table)) > heads_of(table) + 1:
            cut(table, heads_of(table) + 1, 0)


def goal_table_cut_in_two(body: Element) -> None:
    for table in goal_tables(body):
        cut(table, rows(table).index(next(row for row in rows(table) if "支出计划" in text_of(cells(row)[0]))), 0)


def blank_rows_added(body: Element) -> None:
    for table in tables(body):
        for cell in cells(copied(rows(table)[-1])):
            write(cell, "")


def plan_by_label(body: Element) -> None:
    """资金支出计划 in one row: date, share, date, share."""
    for table in goal_tables(body):
        dates = next(row for row in rows(table) if "支出计划" in text_of(cells(row)[0]))
        shares = dates.getnext()
        for date, share in zip(cells(dates)[1:], cells(shares)[1:], strict=True):
            date.addnext(share)
        table.remove(shares)


def nested_in_a_frame(body: Element) -> None:
    """A page laid out by a table around the goal table."""
    table = goal_tables(body)[0]
    frame = xml("<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>")
    table.getparent().replace(table, frame)
    cell = next(frame.iter(w("tc")))
    cell.append(table)
    cell.append(xml("<w:p/>"))


# --- titles and headings


def titles_gone(body: Element) -> None:
    """A project without its title; in 2021 without its bookmark's paragraph too."""
    one = marked(body, "_Toc_4_4_")[-1]
    one.getparent().remove(one)


def bookmarks_gone(body: Element) -> None:
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(body.iter(w(name))):
            mark.getparent().remove(mark)


def other_numbering(body: Element) -> None:
    headings, titles = marked(body, "_Toc_2_2_"), marked(body, "_Toc_4_4_")
    ways = ("（{}）{}", "{}．{}：", "第{}章 {}", "{}，{}", "({}){}")
    for number, (one, way) in enumerate(zip(headings, ways, strict=False), 1):
        write(one, way.format("一二三四五"[number - 1] if number != 2 else number, text_of(one)[2:]))
    for one in titles:
        write(one, f"（1）{text_of(one)[2:]}")
    for one in paragraphs(body, "第二部分"):
        write(one, "第 二 部 分")
    bookmarks_gone(body)


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
</w:numbering>"""


def numbered(one: Element, text: str, number: int) -> None:
    write(one, text)
    if one.find("w:pPr", NS) is None:
        one.insert(0, xml("<w:pPr/>"))
    one.find("w:pPr", NS).append(xml(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def numbered_by_word(body: Element) -> None:
    """Automatic numbers for typed ones: sections, project titles, what stands in a project, and goals."""
    headings, titles = marked(body, "_Toc_2_2_"), marked(body, "_Toc_4_4_")
    bookmarks_gone(body)
    for one in headings:
        numbered(one, text_of(one)[2:], 1)
    for one in titles:
        numbered(one, text_of(one)[2:], 3)
    for one in list(body.iter(w("p"))):
        text = text_of(one)
        if text in ("（一）基本情况", "（二）绩效目标和指标设置情况"):
            numbered(one, text[3:], 4)
        if text in ("1.工作活动概况", "2.资金安排情况", "1.绩效目标", "2.绩效指标", f"1.{GOAL}"):
            numbered(one, text[2:], 2)


# --- runs and what Word puts around them


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
    control = "<w:sdt><w:sdtPr><w:alias w:val='选'/></w:sdtPr><w:sdtContent/></w:sdt>"
    for table in indicator_tables(body):
        wrapped(cells(rows(table)[-1])[2], control, "sdtContent")
        wrapped(rows(table)[-1], control, "sdtContent")
        wrapped(table, control, "sdtContent")
    wrapped(goal_line(body).find("w:r", NS), control, "sdtContent")
    for heading in marked(body, "_Toc_2_2_"):
        wrapped(heading.getnext(), control, "sdtContent")


def tracked(body: Element) -> None:
    line = goal_line(body)
    number = text_of(line).removesuffix(GOAL)
    write(line, f"{number}{GOAL[:1]}")
    line.append(xml('<w:del w:id="90" w:author="a"><w:r><w:delText>删掉的话</w:delText></w:r></w:del>'))
    line.append(xml(f'<w:ins w:id="91" w:author="a"><w:r><w:t>{GOAL[1:3]}</w:t></w:r></w:ins>'))
    line.append(xml('<w:moveFrom w:id="92"><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>'))
    line.append(xml(f'<w:moveTo w:id="93"><w:r><w:t>{GOAL[3:]}</w:t></w:r></w:moveTo>'))
    for table in indicator_tables(body):
        gone = copied(rows(table)[-1])
        if gone.find("w:trPr", NS) is None:
            gone.insert(0, xml("<w:trPr/>"))
        gone.find("w:trPr", NS).append(xml('<w:del w:id="94" w:author="a"/>'))


def links_comments_and_fields(body: Element) -> None:
    line = goal_line(body)
    write(line, text_of(line).removesuffix(GOAL))
    line.append(xml('<w:commentRangeStart w:id="0"/>'))
    line.append(xml(f"<w:hyperlink><w:r><w:t>{GOAL[:1]}</w:t></w:r></w:hyperlink>"))
    line.append(xml(f'<w:fldSimple w:instr="TITLE"><w:r><w:t>{GOAL[1:2]}</w:t></w:r></w:fldSimple>'))
    line.append(xml('<w:commentRangeEnd w:id="0"/>'))
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>IF </w:instrText>", '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>DATE</w:instrText>", '<w:fldChar w:fldCharType="separate"/>', "<w:t>条件</w:t>",
        '<w:fldChar w:fldCharType="end"/>', '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{GOAL[2:4]}</w:t>",
        '<w:fldChar w:fldCharType="end"/>', '<w:commentReference w:id="0"/>', f"<w:t>{GOAL[4:]}</w:t>",
    ):  # fmt: skip
        line.append(xml(f"<w:r>{piece}</w:r>"))


def cover_in_text_boxes(body: Element) -> None:
    for text in COVER:
        (line,) = paragraphs(body, text)
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


# --- cover, contents, paragraphs


def cover_in_other_words(body: Element) -> None:
    (title,) = paragraphs(body, "2022年部门预算绩效文本")
    write(title, "二〇二二年度")
    write(copied(title), "部 门 预 算 绩 效 文 本")
    (prepared,), (reviewed,) = (list(paragraphs(body, text)) for text in COVER)
    write(prepared, "编 制 单 位：乐亭县机关事务中心")
    write(reviewed, "审核：乐亭县财政局")


def contents_with_pages(body: Element) -> None:
    """As Word fills them in, or fails to."""
    for number, line in enumerate(one for one in list(body.iter(w("p"))) if text_of(one).endswith("—")):
        title = text_of(line).partition("\t")[0]
        write(line, f"{title}{('……' * 9 + str(number + 3)) if number % 2 else chr(9) + '错误！未定义书签。'}")


def blank_paragraphs_everywhere(body: Element) -> None:
    for block in list(body):
        if block.tag in (w("p"), w("tbl")) and not (block.getprevious() is not None and inside_narrative(block)):
            block.addprevious(xml("<w:p/>"))


def inside_narrative(block: Element) -> bool:
    style = block.find("w:pPr/w:pStyle", NS)
    return style is not None and style.get(w("val")) == "公文正文"


def page_breaks_in_cells(body: Element) -> None:
    """A page break by hand, in cells and between the tables."""
    for table in tables(body):
        for cell in cells(rows(table)[-1]):
            cell.findall("w:p", NS)[-1].append(xml('<w:r><w:br w:type="page"/></w:r>'))
        table.addprevious(xml('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))


def blank_paragraphs_in_cells(body: Element) -> None:
    for cell in list(body.iter(w("tc"))):
        cell.findall("w:p", NS)[0].addprevious(xml("<w:p/>"))
        cell.append(xml("<w:p/>"))


def bare(body: Element) -> None:
    """Everything pasted as it reads: no styles, no bookmarks, no contents."""
    bookmarks_gone(body)
    for style in list(body.iter(w("pStyle"))):
        style.getparent().remove(style)
    for line in list(body.iter(w("p"))):
        if text_of(line).endswith("—") or text_of(line) == "目录":
            line.getparent().remove(line)


OF_BOTH: list[Change] = [
    labels_retyped, columns_widened, levels_repeated, everything_unmerged, name_and_description_merged, tables_joined,
    table_cut_in_two, cut_without_a_head, goal_table_cut_in_two, blank_rows_added, plan_by_label,
    nested_in_a_frame, titles_gone, bookmarks_gone, other_numbering, numbered_by_word, runs_cut, content_controls, tracked,
    links_comments_and_fields, cover_in_text_boxes, cover_in_other_words, contents_with_pages, blank_paragraphs_everywhere,
    page_breaks_in_cells, blank_paragraphs_in_cells, bare,
]  # fmt: skip
"""What may be done to a document of either layout."""


# --- only in 2022


def basis_merged_down(body: Element) -> None:
    for table in indicator_tables(body):
        for number, row in enumerate(rows(table)[1:]):
            cell = cells(row)[5]
            cell.find("w:tcPr", NS).append(xml("<w:vMerge/>" if number else '<w:vMerge w:val="restart"/>'))
            if number:
                write(cell, "")


def amounts_in_one_cell_each(body: Element) -> None:
    """Label and value merged into one cell: 预算数（万元）：8.87."""
    for table in goal_tables(body):
        row = row_of(table, "预算规模及资金用途")
        for label, value in zip(cells(row)[1::2], cells(row)[2::2], strict=True):
            write(label, f"{text_of(label)}（万元）：{text_of(value)}")
            row.remove(value)


def amounts_below_their_labels(body: Element) -> None:
    """Label and value merged into one cell, as Word does it: two paragraphs."""
    for table in goal_tables(body):
        row = row_of(table, "预算规模及资金用途")
        for label, value in zip(cells(row)[1::2], cells(row)[2::2], strict=True):
            if text_of(value):
                label.append(value.find("w:p", NS))
            row.remove(value)


def head_cells_said_again(body: Element) -> None:
    """The head cells of the goal table, merged down before, say their part in each row."""
    for table in goal_tables(body):
        for number, text in ((2, "预算规模"), (3, "资金用途"), (4, "资金支出计划"), (5, "资金支出计划")):
            cell = cells(rows(table)[number])[0]
            unmerged(cell)
            write(cell, text)


def department_and_unit_in_one_cell(body: Element) -> None:
    for table in goal_tables(body):
        row = rows(table)[0]
        department, unit = cells(row)
        write(department, f"{text_of(department)}      {text_of(unit)}")
        row.remove(unit)


def code_and_name_in_two_cells(body: Element) -> None:
    for table in goal_tables(body):
        cell = cells(rows(table)[0])[0]
        name = copied(cell)
        write(cell, "507002")
        write(name, "乐亭县机关事务中心")


def unit_beside_the_title(body: Element) -> None:
    """单位：万元 above the table, in a line of its own below the title."""
    for table in goal_tables(body):
        write(cells(rows(table)[0])[1], "")
        table.addprevious(xml("<w:p><w:r><w:t>单位：万元</w:t></w:r></w:p>"))


OF_2022: list[Change] = [
    tables_of_all_projects_joined, basis_merged_down, amounts_in_one_cell_each, amounts_below_their_labels, head_cells_said_again,
    department_and_unit_in_one_cell, code_and_name_in_two_cells, unit_beside_the_title,
]  # fmt: skip


# --- only in 2021


def department_line(body: Element) -> Element:
    return next(one for one in body.iter(w("p")) if text_of(one).startswith("507002"))


def department_in_the_duties_table(body: Element) -> None:
    """507002 … 单位：万元 as the first row of the table, in one cell over all columns."""
    line, table = department_line(body), duty_table(body)
    text = text_of(line)
    line.getparent().remove(line)
    row = xml(
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>'
    )
    rows(table)[0].addprevious(row)


def department_and_unit_in_two_cells(body: Element) -> None:
    department_in_the_duties_table(body)
    row = rows(duty_table_below(body))[0]
    (cell,) = cells(row)
    code, _, unit = text_of(cell).partition("\t")
    spanning_cell = copied(cell)
    write(cell, code)
    write(spanning_cell, unit)


def duty_table_below(body: Element) -> Element:
    return next(table for table in tables(body) if "职责活动" in text_of(table))


def duties_title_in_the_table(body: Element) -> None:
    """The heading of the table and its department as rows of it."""
    department_in_the_duties_table(body)
    heading = next(one for one in body.iter(w("p")) if text_of(one) == "部门职责-工作活动绩效目标")
    row = copied(rows(duty_table_below(body))[0])
    row.getprevious().addprevious(row)
    write(cells(row)[0], text_of(heading))
    heading.getparent().remove(heading)


def department_and_unit_on_two_lines(body: Element) -> None:
    line = department_line(body)
    code, _, unit = text_of(line).partition("\t")
    write(copied(line), unit)
    write(line, code)


def duties_cut_in_two(body: Element) -> None:
    cut(duty_table(body), 3, 2)


def duties_cut_without_a_head(body: Element) -> None:
    cut(duty_table(body), 3, 0)


def duties_cut_at_an_indicator(body: Element) -> None:
    """The second table begins with a row that only goes on with the indicators of the activity above."""
    cut(duty_table(body), 4, 0)


OF_2021: list[Change] = [
    department_in_the_duties_table, department_and_unit_in_two_cells, duties_title_in_the_table,
    department_and_unit_on_two_lines, duties_cut_in_two, duties_cut_without_a_head, duties_cut_at_an_indicator,
]  # fmt: skip

VARIATIONS = [("hebei-2022", change) for change in (*OF_BOTH, *OF_2022)] + [
    ("hebei-2021", change) for change in (*OF_BOTH, *OF_2021)
]
"""Everything that may be done to a small document, by layout."""
