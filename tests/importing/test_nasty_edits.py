"""Edits that clerks and WPS really make, and that are hard on a reader: the same filing, at most with a doubt that is told."""

from __future__ import annotations

import pytest

from tests.documents import NS, text_of, w
from tests.importing.built import imported
from tests.importing.edits import Element, cells, copied, edit, paragraphs, rows, spanning, tables, unmerged, write, xml
from tests.importing.small import small
from tests.importing.variations import (
    Change,
    cell_after,
    cut,
    goal_line,
    goal_tables,
    heads_of,
    indicator_tables,
    marked,
    project_indicators,
    row_of,
)

BOTH = ("hebei-2022", "hebei-2021")
NEW = BOTH[:1]
OLD = BOTH[1:]


def line(text: str) -> Element:
    return xml(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


def soft_break(one: Element, at: int) -> None:
    """A line break by hand within a paragraph."""
    text = text_of(one)
    write(one, text[:at])
    one.append(xml("<w:r><w:br/></w:r>"))
    one.append(xml(f"<w:r><w:t>{text[at:]}</w:t></w:r>"))


def indicators_nested_in_the_goal_table(body: Element) -> None:
    for goals, indicators in zip(goal_tables(body), project_indicators(body), strict=True):
        row = copied(rows(goals)[-1])
        for cell in cells(row)[1:]:
            row.remove(cell)
        write(cells(row)[0], "")
        unmerged(cells(row)[0])
        cells(row)[0].insert(1, indicators)


def a_table_for_each_class(body: Element) -> None:
    for table in project_indicators(body):
        cut(table, heads_of(table) + 1, heads_of(table))


def indicators_before_goals(body: Element) -> None:
    for goals, indicators in zip(goal_tables(body), project_indicators(body), strict=True):
        goals.addprevious(indicators)
        goals.addprevious(xml("<w:p/>"))


def labels_broken_by_hand(body: Element) -> None:
    """项目↵编码, to fit a narrow column."""
    for table in tables(body):
        for one in list(table.iter(w("p"))):
            if text_of(one) in (
                "项目编码",
                "项目名称",
                "一级指标",
                "三级指标",
                "指标值确定依据",
                "资金用途",
                "绩效目标",
                "单位：万元",
            ):
                soft_break(one, 2)


def unit_in_the_title(body: Element) -> None:
    for title, table in zip(marked(body, "_Toc_4_4_"), goal_tables(body), strict=True):
        write(title, f"{text_of(title)}（单位：万元）")
        write(cells(rows(table)[0])[1], "")


def title_in_the_table(body: Element) -> None:
    """The title as the first row of the goal table, over all columns."""
    for title, table in zip(marked(body, "_Toc_4_4_"), goal_tables(body), strict=True):
        rows(table)[0].addprevious(
            xml(
                f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9"/></w:tcPr><w:p><w:r><w:t>{text_of(title)}</w:t></w:r></w:p></w:tc></w:tr>'
            )
        )
        title.getparent().remove(title)


def code_and_name_beside_their_labels(body: Element) -> None:
    """项目编码：1302…, label and value in one cell."""
    for table in goal_tables(body):
        row = row_of(table, "项目编码")
        for label, value in list(zip(cells(row)[::2], cells(row)[1::2], strict=True)):
            write(label, f"{text_of(label)}：{text_of(value)}")
            row.remove(value)


def code_and_name_below_their_labels(body: Element) -> None:
    for table in goal_tables(body):
        row = row_of(table, "项目编码")
        for label, value in list(zip(cells(row)[::2], cells(row)[1::2], strict=True)):
            label.append(value.find("w:p", NS))
            row.remove(value)


def code_and_name_in_two_rows(body: Element) -> None:
    for table in goal_tables(body):
        row = row_of(table, "项目编码")
        second = copied(row)
        for cell in cells(row)[2:]:
            row.remove(cell)
        for cell in cells(second)[:2]:
            second.remove(cell)


def name_before_code(body: Element) -> None:
    for table in goal_tables(body):
        row = row_of(table, "项目编码")
        for cell in cells(row)[:2]:
            row.append(cell)


def merged_as_old_wps_does(body: Element) -> None:
    """w:hMerge: the cells a merged one covers are still there, empty."""
    for table in tables(body):
        for row in rows(table):
            for cell in cells(row):
                span = cell.find("w:tcPr/w:gridSpan", NS)
                if span is not None:
                    for _ in range(int(span.get(w("val"))) - 1):
                        cell.addnext(xml('<w:tc><w:tcPr><w:hMerge w:val="continue"/></w:tcPr><w:p/></w:tc>'))
                    spanning(cell, 1)
                    cell.find("w:tcPr", NS).append(xml('<w:hMerge w:val="restart"/>'))


def goals_with_words_for_numbers(body: Element) -> None:
    write(goal_line(body), "目标1：搞好接待服务")


def shares_in_other_signs(body: Element) -> None:
    for table in goal_tables(body):
        for cell in cells(next(row for row in rows(table) if "支出计划" in text_of(cells(row)[0])).getnext())[1:]:
            if text_of(cell):
                write(cell, f" {text_of(cell).replace('%', '').replace('.00', '').translate(FULL)} ％")


FULL = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def amounts(body: Element, text: str) -> None:
    for table in goal_tables(body):
        write(cell_after(table, "预算数"), text)
        write(cell_after(table, "其中：财政    资金"), text)


def amounts_with_their_unit(body: Element) -> None:
    amounts(body, "184.00 万元")


def amounts_in_full_width(body: Element) -> None:
    amounts(body, "184.00".translate(FULL))


def amounts_broken_off(body: Element) -> None:
    for table in goal_tables(body):
        soft_break(cell_after(table, "预算数").find("w:p", NS), 4)


def heads_in_other_words(body: Element) -> None:
    other = {"三级指标": "三级指标名称", "指标值": "指标值（含单位）", "指标值确定依据": "指标值确定依据（说明）"}
    for table in indicator_tables(body):
        for cell in cells(rows(table)[0]):
            write(cell, other.get(text_of(cell), text_of(cell)))


def a_column_of_numbers(body: Element) -> None:
    """序号 in front of every indicator."""
    for table in indicator_tables(body):
        for number, row in enumerate(rows(table)):
            new = xml("<w:tc><w:tcPr/><w:p/></w:tc>")
            said = str(number) if number and text_of(cells(row)[2]) else "" if number else "序号"
            write(new, said)
            cells(row)[0].addprevious(new)


def captions_between_the_tables(body: Element) -> None:
    for table in project_indicators(body):
        table.addprevious(line("绩效指标"))


def pages_left_blank(body: Element) -> None:
    for table in goal_tables(body):
        for _ in range(30):
            table.addprevious(xml("<w:p><w:r><w:t xml:space='preserve'>　 </w:t></w:r></w:p>"))


def everything_in_content_controls(body: Element) -> None:
    """A document made from a form: every block in a control of its own, cover and contents in one."""
    for block in list(body):
        if block.tag in (w("p"), w("tbl")):
            control = xml("<w:sdt><w:sdtContent/></w:sdt>")
            block.addprevious(control)
            control[0].append(block)


def one_head_over_name_and_description(body: Element) -> None:
    for table in indicator_tables(body):
        name, description = cells(rows(table)[0])[2:4]
        description.getparent().remove(description)
        spanning(name, 2)


def name_and_description_swapped(body: Element) -> None:
    for table in indicator_tables(body):
        for row in rows(table):
            cells(row)[3].addnext(cells(row)[2])


def title_on_two_lines(body: Element) -> None:
    for one in marked(body, "_Toc_4_4_"):
        text = text_of(one)
        write(copied(one), text[-5:])
        write(one, text[:-5])


UNHARMED = [
    (NEW, one_head_over_name_and_description), (BOTH, name_and_description_swapped), (NEW, title_on_two_lines),
    (BOTH, indicators_nested_in_the_goal_table), (BOTH, a_table_for_each_class), (BOTH, indicators_before_goals),
    (BOTH, labels_broken_by_hand), (NEW, unit_in_the_title), (NEW, title_in_the_table),
    (BOTH, code_and_name_beside_their_labels), (BOTH, code_and_name_below_their_labels), (BOTH, code_and_name_in_two_rows),
    (BOTH, name_before_code), (BOTH, merged_as_old_wps_does), (NEW, goals_with_words_for_numbers),
    (BOTH, shares_in_other_signs), (NEW, amounts_with_their_unit), (NEW, amounts_in_full_width), (BOTH, heads_in_other_words),
    (BOTH, a_column_of_numbers), (BOTH, captions_between_the_tables), (BOTH, pages_left_blank),
    (BOTH, everything_in_content_controls),
]  # fmt: skip


NASTY = [(layout, change) for known, change in UNHARMED for layout in known]


@pytest.mark.parametrize(("layout", "change"), NASTY, ids=lambda one: one if isinstance(one, str) else one.__name__)
def test_the_same_filing_comes_out(layout: str, change: Change) -> None:
    result, wanted = imported(edit(small(layout), change)), imported(small(layout))
    assert result.report.left == ()
    assert result.filing == wanted.filing
    assert result.report.doubtful == ()


# --- a doubt, and its comment where it belongs


def goal_tables_gone(body: Element) -> None:
    for table in goal_tables(body):
        table.getparent().remove(table)


def indicators_gone(body: Element) -> None:
    for table in project_indicators(body):
        table.getparent().remove(table)


def name_gone_from_the_table(body: Element) -> None:
    for table in goal_tables(body):
        write(cell_after(table, "项目名称"), "")


def names_gone(body: Element) -> None:
    for table in indicator_tables(body):
        for row in rows(table)[heads_of(table) :]:
            write(cells(row)[2], "")


def cells_broken_by_hand(body: Element) -> None:
    for table in tables(body):
        for cell in table.iter(w("tc")):
            if text_of(cell) in (
                "接待对象满意度",
                "≥95%",
                "13022522P004T4010007B",
                "184.00",
                "群众满意度",
                "1、协调处理",
            ):
                soft_break(cell.find("w:p", NS), 3)


def headings_run_into_their_text(body: Element) -> None:
    inner = ("1.工作活动概况", "2.资金安排情况", "1.绩效目标", "2.绩效指标")
    for one in [*marked(body, "_Toc_2_2_"), *(one for text in inner for one in paragraphs(body, text))]:
        text = one.getnext()
        if text.tag == w("p") and text_of(text):
            write(one, f"{text_of(one)} {text_of(text)}")
            text.getparent().remove(text)


def year_gone_from_the_cover(body: Element) -> None:
    for one in paragraphs(body, "2022年部门预算绩效文本"):
        write(one, "部门预算绩效文本")
    for one in paragraphs(body, "2022 年部门整体绩效目标"):
        write(one, "部门整体绩效目标")
    for one in list(body.iter(w("p"))):
        if text_of(one).endswith("—"):
            one.getparent().remove(one)


def narrative_gone(body: Element) -> None:
    for one in paragraphs(body, "完善制度。"):
        one.getparent().remove(one)


def duties_without_numbers(body: Element) -> None:
    for text in ("一、综合科", "1、协调处理"):
        for one in paragraphs(body, text):
            write(one, text[2:])


def first_level_gone(body: Element) -> None:
    """No column 一级指标, and a second level that stands under two first ones."""
    for table in indicator_tables(body):
        for number, row in enumerate(rows(table)):
            if number >= heads_of(table):
                write(cells(row)[1], "社会效益指标")
            row.remove(cells(row)[0])


DOUBTFUL: list[tuple[tuple[str, ...], Change, list[str]]] = [
    (BOTH, goal_tables_gone, [
        "  # 请核对：没有读到这个项目的绩效目标表\n  # 请核对：表里没有项目名称，用的是标题里的\n  - 项目名称: ",
        "    # 请核对：项目编码：这里不能为空\n    项目编码: ",
    ]),
    (BOTH, indicators_gone, ["  # 请核对：没有读到这个项目的绩效指标表\n  - 项目名称: "]),
    (BOTH, name_gone_from_the_table, ["  # 请核对：表里没有项目名称，用的是标题里的\n  - 项目名称: "]),
    (BOTH, names_gone, ["          # 请核对：没有三级指标，暂用绩效指标描述\n          - {三级指标: 接待对象满意度"]),
    (BOTH, cells_broken_by_hand, [
        "    # 请核对：项目编码：原文分成几行或几格，已经连成一行\n    项目编码: 13022522P004T4010007B",
        "          # 请核对：三级指标：原文分成几行或几格，已经连成一行\n",
    ]),
    (NEW, cells_broken_by_hand, [
        "          # 请核对：指标值：原文分成几行，照原样写入\n",
        "    # 请核对：预算数：原文分成几行或几格，已经连成一行\n    预算数: 184.00",
    ]),
    (OLD, cells_broken_by_hand, [
        "      # 请核对：职责活动：原文分成几行或几格，已经连成一行\n      - 职责活动: 协调处理",
        "          # 请核对：绩效指标：原文分成几行或几格，已经连成一行\n          - {绩效指标: 群众满意度",
    ]),
    (BOTH, headings_run_into_their_text, ["  # 请核对：标题和正文写在一段里，已经分开\n  总体绩效目标: |\n    本部门2022"]),
    (OLD, headings_run_into_their_text, ["    # 请核对：标题和正文写在一段里，已经分开\n    工作活动概况: 做好接待。"]),
    (NEW, year_gone_from_the_cover, ["# 请核对：封面上没有年度，从第一部分的文字看是 2022\n年度: 2022"]),
    (BOTH, narrative_gone, ["  # 请核对：没有读到工作保障措施\n  工作保障措施: "]),
    (OLD, duties_without_numbers, ["  # 请核对：前面没有序号，当作一项职责\n  - 职责活动: 综合科", "      # 请核对：前面没有序号，当作一项工作活动\n      - 职责活动: 协调处理"]),
    (OLD, first_level_gone, ["# 请核对：没有一级指标，“社会效益指标”暂归入“效益指标”，也可能是“效果指标”"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "change", "lines"),
    [(layout, change, lines) for known, change, lines in DOUBTFUL for layout in known],
    ids=lambda one: one if isinstance(one, str) else getattr(one, "__name__", ""),
)
def test_a_doubt_has_its_comment_where_it_belongs(layout: str, change: Change, lines: list[str]) -> None:
    result = imported(edit(small(layout), change))
    assert [line for line in lines if line not in result.yaml] == []
    assert result.report.left == ()
    told = {f"# 请核对：{one.why}" for one in result.report.doubtful}
    assert told == {line.strip() for line in result.yaml.splitlines() if "# 请核对" in line}


@pytest.mark.parametrize("layout", BOTH)
def test_another_year_than_the_covers_is_doubted_and_its_sentences_follow(layout: str) -> None:
    result = imported(small(layout), 2025)
    assert "# 请核对：封面上是 2022 年，按要求写成 2025 年\n年度: 2025" in result.yaml
    assert result.report.left == ()
    assert "资金安排情况" not in result.yaml


@pytest.mark.parametrize("layout", BOTH)
def test_places_are_counted_as_a_person_would(layout: str) -> None:
    """Paragraphs with text, outside of tables, whatever blank ones stand between."""

    def change(body: Element) -> None:
        goal_tables(body)[-1].addprevious(line("多出来的一段"))

    def spaced(body: Element) -> None:
        change(body)
        pages_left_blank(body)

    seen: list[int] = []

    def count(body: Element) -> None:
        change(body)
        texts = [text_of(one) for one in body.findall("w:p", NS) if text_of(one).strip()]
        seen.append(texts.index("多出来的一段") + 1)

    (left,) = imported(edit(small(layout), count)).report.left
    assert left.place == f"正文 第{seen[0]}段"
    assert imported(edit(small(layout), spaced)).report.left == (left,)
