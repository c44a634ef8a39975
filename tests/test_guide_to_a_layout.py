"""docs/做一个本省的版式.md, followed to the letter: what it says to type is typed, what it says to write in Word is written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from perfgen.docx import dump
from tests.conftest import ROOT, Run
from tests.documents import validator_errors
from tests.empty_form import draw
from tests.own_layouts import SMALLER

GUIDE = (ROOT / "docs" / "做一个本省的版式.md").read_text(encoding="utf-8")
FOLDER = Path("版式/某省-2025")
Perfgen = Callable[..., Run]


def tables(heads: str) -> list[list[str]]:
    """The rows of the table in the guide that has these heads; code without its marks, several pieces as lines."""
    after = GUIDE.split(f"| {heads} |\n", 1)[1].split("\n")
    rows = []
    for line in after[1:]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows.append([cell.replace("<br>", "\n").replace("`", "") if cell.startswith("`") else cell for cell in cells])
    return rows


def blocks(kind: str) -> list[str]:
    fenced = re.findall(r"^```(.*)\n((?:(?!```).*\n)*)```$", GUIDE, re.MULTILINE)
    return [block for said, block in fenced if said == kind]


def commands() -> list[str]:
    return [line for block in blocks("") for line in block.splitlines() if line.startswith("perfgen ")]


def typed(perfgen: Perfgen, command: str) -> Run:
    assert command in commands(), f"the guide does not say: {command}"
    return perfgen(*shlex.split(command)[1:])


# --- a person at Word


def same(one: str, other: str) -> bool:
    return re.sub(r"\s", "", one) == re.sub(r"\s", "", other)


def cells(row: Any) -> list[Any]:
    """The cells of a row as they are seen, a merged one once."""
    found: list[Any] = []
    for cell in row.cells:
        if not found or cell._tc is not found[-1]._tc:
            found.append(cell)
    return found


def right_of(table: Any, label: str) -> Any:
    for row in table.rows:
        seen = cells(row)
        for cell, following in pairwise(seen):
            if same(cell.text, label):
                return following
    raise AssertionError(f"the form has no {label}")


def write(cell: Any, text: str) -> None:
    """Write into a cell in place of what it holds."""
    first, *others = text.split("\n")
    for paragraph in cell.paragraphs[1:]:
        cell._tc.remove(paragraph._p)
    cell.paragraphs[0].text = first
    for line in others:
        cell.add_paragraph(line)


def paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    for row in document.tables[0].rows:
        for cell in cells(row):
            yield from cell.paragraphs


def write_indicators(table: Any) -> None:
    """Of the printed rows the first is kept, two are put above it and two below."""
    head = next(row for row in table.rows if any(same(cell.text, "一级指标") for cell in cells(row)))
    titles = [cell.text for cell in cells(head)]
    rows = list(table.rows)
    below = rows[[row._tr for row in rows].index(head._tr) + 1 :]
    kept = below[0]._tr
    for row in below[1:]:
        table._tbl.remove(row._tr)
    for _ in range(2):
        kept.addprevious(deepcopy(kept))
        kept.addnext(deepcopy(kept))
    five = [row for row in table.rows if row._tr.getparent() is table._tbl][-5:]
    for row in five:
        for cell in cells(row)[1:]:
            write(cell, "")
    for number, title, text in tables("第几行 | 写在哪一格 | 写什么"):
        write(cells(five[int(number) - 1])[titles.index(title)], text)


def write_tags(template: Path) -> None:
    """Everything of the second step."""
    document: Any = docx.Document(str(template))
    table = document.tables[0]
    title = next(one for one in document.paragraphs if one.text.strip())
    for label, tag in tables("印着这几个字的格子 | 右边的格子里写"):
        write(right_of(table, label), tag)
    for label, tags in tables("印着这几个字的格子 | 右边的格子里写三段"):
        write(right_of(table, label), tags)
    write_indicators(table)
    for old, new in tables("原来印的 | 改成"):
        paragraph = next(one for one in paragraphs(document) if same(one.text, old))
        paragraph.runs[0].text = new
        for run in paragraph.runs[1:]:
            run.text = ""
    steps = dict(tables("在哪里 | 怎么做"))
    begin, end = (re.search(r"`(\{%.*?%\})`", steps[place]) for place in ("最前面", "最后面"))
    assert begin
    assert end
    assert "段前分页" in steps["标题"]
    assert "去掉“允许跨页断行”" in steps["整张表"]
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    title.insert_paragraph_before(begin[1])
    title.paragraph_format.page_break_before = True
    document.add_paragraph(end[1])
    document.add_paragraph()
    document.save(str(template))


def edit_yaml(file: Path) -> None:
    """The third step."""
    text = file.read_text(encoding="utf-8")
    begin, end = text.index("字段:\n"), text.index("# perfgen check 的参数")
    wanted = next(block for block in blocks("yaml") if block.startswith("字段:"))
    file.write_text(f"{text[:begin]}{wanted}\n{text[end:]}", encoding="utf-8")


@pytest.fixture
def made(desk: Path, perfgen: Perfgen) -> Path:
    """The layout as the first three steps make it."""
    ran = typed(perfgen, "perfgen layout new 版式/某省-2025")
    assert ran.code == 0
    assert blocks("")[1] in ran.out.replace("\\", "/")
    draw(FOLDER / "template.docx")
    write_tags(FOLDER / "template.docx")
    edit_yaml(FOLDER / "layout.yaml")
    return desk


@pytest.mark.usefixtures("made")
def test_the_guide_leads_from_an_empty_form_to_a_filing(perfgen: Perfgen) -> None:
    ran = typed(perfgen, "perfgen layout check 版式/某省-2025")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.replace("\\", "/") in blocks("")
    Path("perfgen.toml").write_text(blocks("toml")[0], encoding="utf-8")
    assert "某省-2025" in typed(perfgen, "perfgen layout").out
    starter = next(command for command in commands() if command.startswith("perfgen new"))
    assert typed(perfgen, starter).code == 0
    text = Path("试填.yaml").read_text(encoding="utf-8")
    assert "资金性质: 【填写：经常性、一次性】" in text
    assert "填表人" in text
    filled = next(block for block in blocks("yaml") if "版式: 某省-2025" in block)
    Path("试填.yaml").write_text(filled, encoding="utf-8")
    assert perfgen("fmt", "--check", "试填.yaml").code == 0
    ran = typed(perfgen, "perfgen validate 试填.yaml")
    assert (ran.code, ran.err) == (0, "")
    ran = typed(perfgen, "perfgen build 试填.yaml -o 试填.docx")
    assert (ran.code, ran.err) == (0, "")
    assert validator_errors(Path("试填.docx").absolute()) == []
    built = dump(Path("试填.docx"))
    for wanted in (
        "2025年项目支出绩效目标申报表",
        "\t资金性质\n\t经常性\n",
        "填报人：张三",
        "\t1.完成小麦",
        "2.病虫害",
        "\t≥30万亩次\n\t20\n",
    ):
        assert wanted in built
    assert "{" not in built
    assert built.count("产出指标") == 1


@pytest.mark.usefixtures("made")
def test_what_the_guide_shows_of_a_wrong_tag_is_what_is_said(perfgen: Perfgen) -> None:
    shown = next(block for block in blocks("") if "TPL01" in block)
    wrong = re.search(r"\{\{ .*? \}\}", shown)
    document: Any = docx.Document(str(FOLDER / "template.docx"))
    assert wrong
    write(right_of(document.tables[0], "项目类别"), wrong[0])
    document.save(str(FOLDER / "template.docx"))
    said = perfgen("layout", "check", FOLDER).err.replace("\\", "/")
    for line in shown.splitlines():
        assert line.partition("……")[0] in said, (line, said)


TROUBLES = {
    # the trouble as the guide has it; what is done to the template; the words that are said
    "“……”没有对应的数据": (lambda table: write(right_of(table, "项目类别"), "{{ 项目.项目类型 }}"), "没有对应的数据"),
    "花括号没有配对、花括号是全角的": (lambda table: write(right_of(table, "项目类别"), "{{ 项目.项目类别 }"), "花括号没有配对"),
    "这个标签会带走整段（行）": (lambda table: write(right_of(table, "年度绩效目标"), "甲{%p for 目标 in 项目.绩效目标 %}\n{%p endfor %}"), "这个标签会带走整段"),
    "标签没有收尾、多了一个、不在同一层": (lambda table: write(right_of(table, "年度绩效目标"), "{%p for 目标 in 项目.绩效目标 %}"), "标签没有收尾"),
    "“……”列在这里，模板里没有标签印它": (lambda table: write(right_of(table, "联系电话"), ""), "“联系电话”列在这里，模板里没有标签印它"),
    "模板印“……”，字段 里没有列它": (lambda table: write(right_of(table, "联系电话"), "{{ 项目.联系电话 }}{{ 项目.项目期 }}"), "模板印“项目期”"),
    "试印……没有印出来": (lambda table: write(right_of(table, "年度绩效目标"), "{{ 项目.绩效目标[0] }}"), "处没有印出来"),
    "字体“……”不是公文用的字体": (lambda table: dressed(right_of(table, "项目类别")), "字体“微软雅黑”不是公文用的字体"),
}  # fmt: skip


def dressed(cell: Any) -> None:
    run = cell.paragraphs[0].runs[0]
    run.text = f"（{run.text}）"
    run.font.name = "微软雅黑"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "微软雅黑")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_trouble_that_the_guide_names_is_told_in_those_words(
    perfgen: Perfgen, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfgen.layout_check.folder.SIZES", SMALLER)
    assert [row[0] for row in tables("常见的 | 怎么办")] == list(TROUBLES)
    change, words = TROUBLES[trouble]
    document: Any = docx.Document(str(FOLDER / "template.docx"))
    change(document.tables[0])
    document.save(str(FOLDER / "template.docx"))
    assert words in perfgen("layout", "check", FOLDER).err


def test_every_command_in_the_guide_is_typed_by_these_tests() -> None:
    assert [re.sub(r" --.*", "", command) for command in commands()] == [
        "perfgen layout new 版式/某省-2025",
        "perfgen layout check 版式/某省-2025",
        "perfgen layout",
        "perfgen new 试填.yaml",
        "perfgen validate 试填.yaml",
        "perfgen build 试填.yaml -o 试填.docx",
    ]
