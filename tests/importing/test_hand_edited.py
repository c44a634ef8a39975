"""Documents as hands and other programs leave them: the same filing comes out, or the report says what did not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen import building
from perfgen.filing import Filing
from perfgen.importing import Imported
from tests.documents import NS, text_of
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
    write,
)
from tests.importing.variations import NUMBERING, bookmarks_gone, numbered

EXAMPLE = Path(__file__).parents[2] / "examples/乐亭县机关事务中心-2022.yaml"
GOAL = "保留公务用车全部纳入平台管理，对支现任务的公务用车实时监督，减少违规用车。"

GOAL_LINE = f"1.{GOAL}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return building.build(EXAMPLE, tmp_path_factory.mktemp("built") / "built.docx")


@pytest.fixture(scope="module")
def wanted() -> Filing:
    return as_printed(building.prepare(EXAMPLE).filing)


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


def test_a_split_column_is_put_together_and_mentioned(built: Path, wanted: Filing) -> None:
    result = imported(edit(built, target_split))
    assert result.filing == wanted
    assert result.report.left == ()
    assert {one.text for one in result.report.doubtful} == {"≥8%", "≥95%"}


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
        for titled in [one for one in body if "绩效目标表" in "".join(one.itertext())]:
            body.remove(titled)

    result = imported(edit(built, change))
    assert result.data["部门"] == {"编码": "", "名称": "乐亭县机关事务中心"}
    assert result.data["年度"] == "2022"
    assert result.data["预算项目"] == []
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
    ("an unknown level", lambda body: cells(rows(tables(body)[1])[1])[1], "数量类指标", "数量类指标"),
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
