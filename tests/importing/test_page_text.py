"""The text of pages taken in: rows on one line each, pages that end anywhere, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from perfgen import building
from perfgen.docx.blocks import Paragraph, Table
from perfgen.errors import DocumentError
from perfgen.importing import Imported, first_difference, open_document
from perfgen.importing.formats.pagetext import DocumentFromPages, is_page_text, read_pages
from tests.conftest import OF_2021
from tests.effort import effort
from tests.examples import some_of
from tests.importing.built import KNOWN_LABELS, imported
from tests.importing.pages import Printed, cut, printed
from tests.test_layout_2021 import OLD

MARK = "丢不得的字"

DUTIES = """\
职责活动\t年度 预算 数\t内容描述\t绩效目标\t绩效指 标\t评价标准\t\t\t
\t\t\t\t\t优\t良\t中\t差
"""
INDICATORS = """\
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t\t\t指标值确定依据
\t\t\t\t符号\t值\t单位（文字描述）\t
"""


def pages(text: str) -> DocumentFromPages:
    lines = text.split("\n")
    assert is_page_text([*lines, "\t".join("表格行")])
    return read_pages(lines, KNOWN_LABELS)


def paragraphs(text: str) -> list[str]:
    return [block.text for block in pages(text).document.blocks if isinstance(block, Paragraph)]


def rows(text: str) -> list[list[str]]:
    """The cells of the only table, without head rows."""
    (table,) = [block for block in pages(text).document.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in table.rows[2:]]


def reasons(text: str) -> list[str]:
    return [f"{one.place}：{one.text}" for one in pages(text).remarks if one.place != "全文"]


# --- which text it is


def test_page_text_is_told_by_its_rows() -> None:
    assert is_page_text(["# 第一部分", "项目编码\t106\t项目名称\t甲"])
    assert not is_page_text(["第一部分", "\t项目编码", "\t106", "\t项目名称", "\t甲\t乙\t丙", ""])
    assert not is_page_text(["第一部分", "没有表格"])


# --- paragraphs


def test_marks_and_blanks_of_the_reader_are_gone() -> None:
    said = paragraphs("## **二. 分项绩效目标**\n\n2021 年安排 <b>30</b> 万元，购置 Microsoft Word 2016 两套。\n")
    assert said == ["二.分项绩效目标", "2021年安排30万元，购置Microsoft Word 2016两套。"]


LONG = "认真落实省委九届六次全会、市委十四届三次全会精神和区工管委重点决策部署，按照高质量发展的要求，优化财政"


def test_a_paragraph_cut_by_a_page_end_is_one_again() -> None:
    text = f"{LONG}\n\n- 3 -\n\f保障结构。\n\n努力发展。\n"
    assert paragraphs(text) == [f"{LONG}保障结构。", "努力发展。"]
    assert reasons(text) == [f"第1行、第4行：{LONG[-12:]}|保障结构。"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"{LONG}保障结构。", "另起一段"),
        (LONG, "（二）第二项"),
        (LONG, "2.第二项"),
        (LONG, "绩效指标：建立机制"),
        (LONG, "## 一个标题"),
        (f"## {LONG}", "标题下面的话"),
        ("单位名称，没有写完", "另起一段"),
    ],
)
def test_what_is_no_cut_paragraph_stays_apart(above: str, below: str) -> None:
    assert len(paragraphs(f"{above}\n\n{below}")) == 2


def test_half_width_signs_of_a_whole_paragraph_and_of_its_number_are_wide_again() -> None:
    text = (
        "(一) 加强管理\n\n其中:甲两项,乙一项,详见下表:\n\n按 A,B 两类，分别处理,再汇总。\n\n安排1,000元,用于甲,乙。\n"
    )
    assert paragraphs(text) == [
        "（一）加强管理",
        "其中：甲两项，乙一项，详见下表：",
        "按A,B两类，分别处理,再汇总。",
        "安排1,000元，用于甲，乙。",
    ]
    assert len(reasons(text)) == 2


def test_a_heading_that_lost_a_character_has_it_from_the_contents() -> None:
    contents = "# 目录\n\n四.保障措施 .....\t9\n五.部门整体支出绩效指标情况 .....\t错误! 未定义书签。\n\n"
    text = f"{contents}## 四. 保障措施\n\n## 五. 门整体支出绩效指标情况\n"
    assert paragraphs(text)[-2:] == ["四.保障措施", "五.部门整体支出绩效指标情况"]
    assert reasons(text) == ["第8行：五.门整体支出绩效指标情况"]


# --- tables


def test_empty_cells_stay_where_they_are_and_merged_heads_are_one() -> None:
    (table,) = pages(f"{DUTIES}1、协调\t\t\t好\t满意度\t高\t\t\t低\n").document.blocks
    assert isinstance(table, Table)
    assert [(cell.text, cell.column, cell.span) for cell in table.rows[0]][-2:] == [
        ("绩效指标", 4, 1),
        ("评价标准", 5, 4),
    ]
    assert [cell.text for cell in table.rows[2]] == ["1、协调", "", "", "好", "满意度", "高", "", "", "低"]


def test_a_head_that_a_page_says_again_is_no_row_and_is_accounted_for() -> None:
    first, second = "1、甲\t\t\t\t一\t是\t\t\t否\n", "2、乙\t\t\t\t二\t是\t\t\t否\n"
    found = pages(f"{DUTIES}{first}\n{DUTIES}{second}")
    assert [row[0] for row in rows(f"{DUTIES}{first}\n{DUTIES}{second}")] == ["1、甲", "2、乙"]
    assert len([one for one in found.repeated if one.text]) == 10
    assert reasons(f"{DUTIES}{first}\n{DUTIES}{second}") == []


def test_a_row_cut_by_a_page_end_is_one_again_cell_by_cell() -> None:
    begun = "1、指标管理与\t51\t负责执行，区\t管好\t资金预算\t95%\t\t\t<80%\n"
    rest = "执行\t\t级预算。\t\t完成率(%)\t\t\t\t\n"
    after = "\t\t\t\t到位率\t是\t\t\t否\n"
    text = f"{DUTIES}{begun}\n{DUTIES}{rest}{after}"
    assert rows(text) == [
        ["1、指标管理与执行", "51", "负责执行，区级预算。", "管好", "资金预算完成率(%)", "95%", "", "", "<80%"],
        ["", "", "", "", "到位率", "是", "", "", "否"],
    ]
    assert reasons(text) == [
        "第3行、第7行：1、指标管理与|执行", "第3行、第7行：负责执行，区|级预算。", "第3行、第7行：资金预算|完成率(%)",
    ]  # fmt: skip


def test_what_is_merged_down_goes_on_beside_an_indicator_of_its_own() -> None:
    begun = "1、治税\t20\t贯彻综合\t管好\t完成率\t95%\t\t\t<80%\n\t\t\t\t到位率\t高\t\t\t低\n"
    text = f"{DUTIES}{begun}\n{DUTIES}\t\t治税方针。\t\t合规性\t合规\t\t\t不合规\n"
    assert rows(text)[0][2] == "贯彻综合治税方针。"
    assert rows(text)[2] == ["", "", "", "", "合规性", "合规", "", "", "不合规"]


def test_a_whole_row_that_begins_a_page_is_a_row() -> None:
    first = "产出指标\t数量指标\t甲\t甲情况\t=\t1\t个\t计划\n"
    second = "\t质量指标\t乙\t乙情况\t\t\t好\t计划\n"
    third = "\t\t丙\t丙情况\t\t\t好\t\n"
    for page in ("\n", "\n\n\f\n", f"\n{INDICATORS}"):
        assert [row[2] for row in rows(f"{INDICATORS}{first}{page}{second}{page}{third}")] == ["甲", "乙", "丙"]


def test_a_goal_that_begins_a_page_is_a_goal_and_the_rest_of_one_is_not() -> None:
    head = "项目编码\t106-1\t项目名称\t培训\t\n项目绩效模板\t\t\t\t\n"
    goals = "绩效目标\t目标 1\t全部参加培\t\t\n\n\t\t训\t\t\n\n\t目标 2\t提高能力\t\t\n"
    (table,) = pages(head + goals).document.blocks
    assert isinstance(table, Table)
    said = [[cell.text for cell in row] for row in table.rows]
    assert said == [
        ["项目编码", "106-1", "项目名称", "培训"], ["项目绩效模板"], ["绩效目标", "目标1", "全部参加培训"],
        ["", "目标2", "提高能力"],
    ]  # fmt: skip


def test_projects_without_a_line_between_are_tables_of_their_own() -> None:
    project = f"项目编码\t106-1\t项目名称\t培训\n资金用途\t培训\t\t\n{INDICATORS}产出指标\t数量指标\t甲\t\t=\t1\t个\t\n"
    assert len([one for one in pages(project + project).document.blocks if isinstance(one, Table)]) == 2


# --- whole filings


def written(folder: Path, text: str) -> Path:
    path = folder / "pages.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small filing with everything in it."""
    folder = tmp_path_factory.mktemp("small")
    special = OLD[OLD.index("  - 项目名称") :].replace("接待管理经费", "招商专项资金")
    text = OLD.replace("预算项目:\n", f"专项资金:\n{special}预算项目:\n")
    (folder / "dept.yaml").write_text(text, encoding="utf-8")
    return building.build(folder / "dept.yaml", folder / "built.docx")


@pytest.fixture(scope="module")
def text_of_small(small: Path) -> Printed:
    return printed(small)


def test_the_example_comes_back_from_its_pages(tmp_path: Path) -> None:
    built = building.build(OF_2021, tmp_path / "built.docx")
    text = written(tmp_path, "\n".join(printed(built).lines))
    assert imported(text).filing == imported(built).filing
    assert imported(text).report.left == ()
    assert first_difference(open_document(text), open_document(built)) is None


def test_long_paragraphs_may_be_cut_anywhere(tmp_path: Path) -> None:
    text = printed(building.build(OF_2021, tmp_path / "built.docx"))
    whole = imported(written(tmp_path, "\n".join(text.lines))).data
    long = [at for at, line in enumerate(text.lines) if len(line) > 80 and "\t" not in line]
    assert len(long) > 10
    for at in some_of(long, 2):
        line = text.lines[at]
        here = next(n for n in range(41, len(line)) if line[n - 1] not in "。；：！？）”")
        parted = [*text.lines[:at], line[:here], "", "", line[here:], *text.lines[at + 1 :]]
        found = imported(written(tmp_path, "\n".join(parted)))
        assert found.data == whole, line
        assert any(one.text.replace("|", "") in line for one in found.report.doubtful if "|" in one.text)


def cells_that_pages_cut(text: Printed) -> list[tuple[int, int]]:
    """Cells with something to cut: not the labels of a project's rows, nor its plan."""
    found = []
    for at, head in text.heads.items():
        for column, said in enumerate(text.lines[at].split("\t")):
            label = not head and (
                column == 0 or said.startswith(("项目", "目标", "资金", "单位")) or said.endswith(("月底", ".00"))
            )
            if len(said) > 1 and not label:
                found.append((at, column))
    return found


def test_every_cell_may_be_cut_by_a_page_end(text_of_small: Printed, tmp_path: Path) -> None:
    whole = imported(written(tmp_path, "\n".join(text_of_small.lines)), year=2022)
    assert whole.report.left == ()
    places = cells_that_pages_cut(text_of_small)
    assert len(places) > 50
    wrong = [
        (text_of_small.lines[at], column, again)
        for at, column in some_of(places)
        for again in (True, False)
        if imported(written(tmp_path, cut(text_of_small, at, column, again=again)), year=2022).data != whole.data
    ]
    assert wrong == []


def test_nothing_put_anywhere_is_lost(text_of_small: Printed, tmp_path: Path) -> None:
    lines = text_of_small.lines
    changed = []
    for at, cells in ((at, line.split("\t")) for at, line in enumerate(lines) if line):
        changed += [[*lines[:at], MARK, *lines[at:]], [*lines[:at], f"\t\t{MARK}\t\t", *lines[at:]]]
        for n, cell in enumerate(cells):
            marked = "\t".join([*cells[:n], cell + MARK, *cells[n + 1 :]])
            changed.append([*lines[:at], marked, *lines[at + 1 :]])
    lost = [text for text in some_of(changed) if not kept(imported(written(tmp_path, "\n".join(text)), year=2022))]
    assert len(changed) > 250
    assert lost == []


def kept(found: Imported) -> bool:
    """Whether the mark is in the YAML or in the report, and the account is even."""
    said = repr(yaml.load(found.yaml, getattr(yaml, "CSafeLoader", yaml.SafeLoader))) + "".join(
        one.text for one in found.report.left
    )
    report = found.report
    return MARK in said and report.read == report.taken + report.printed + len(report.left)


def test_a_second_head_that_takes_the_place_of_the_names_is_no_fault() -> None:
    """Which cells go on over a page is not known then: every row stays as it is."""
    head, second, _ = DUTIES.split("\n")
    text = f"{head}\n优{second}\n一、财务\t10\t核算\t账实\n\n\n\t\t核算续\t账实续\n"
    assert [row[2] for row in rows(text)] == ["核算", "核算续"]


# --- hostile text

HEAD = "加强部门整体绩效目标实施\n资金安排情况\n项目编码\t1\t项目名称\t甲\n"
LONG_TEXTS = {
    "paragraphs that never end": f"{LONG}\n\n" * (900_000 // len(LONG)),
    "a row that never ends": f"{INDICATORS}产出指标\t数量指标\t甲\t\t=\t1\t\t续\n" + "\t\t\t\t\t\t\t续\n\n" * 8_000,
    "headings that almost stand in the contents": "# 目录\n"
    + "".join(f"一.部门整体绩效目标{n}...\t1\n# 一.部门整体绩效标{n}\n" for n in range(10_000)),
    "blanks": "甲" + " " * 900_000 + "x",
    "marks": "**" * 100_000 + "*x\n" + "-" * 350_000 + "x\n第" + " " * 350_000 + "x",
    "leaders": "." * 900_000 + "x\t1\n",
    "pages": "\f\t\t" * 25_000,
}


@pytest.mark.parametrize("case", LONG_TEXTS)
def test_a_long_text_takes_no_long_time(case: str, tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + LONG_TEXTS[case])
    found: list[Imported] = []
    assert effort(lambda: found.append(imported(path, year=2021))) < 2_000
    assert found[0].report.read


def test_a_table_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="表格太大"):
        imported(written(tmp_path, HEAD + "格\t" * 200))
