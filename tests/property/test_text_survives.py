"""Any text XML can hold comes through to the letter, in every field, as real paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from lxml import etree

from perfgen import layouts
from perfgen.docx import WordTemplate
from perfgen.filing import Filing, Project, literal, quote
from perfgen.kinds.filing.view import view
from tests.conftest import program
from tests.documents import NS, pdf_of, text_of, validator_errors, w
from tests.examples import some
from tests.property.strategies import FORM, HOSTILE, filings


@cache
def template() -> WordTemplate:
    return WordTemplate(layouts.by_name("hebei-2022").template)


def rendered(filing: Filing) -> bytes:
    narrative, problems = quote(filing)
    assert problems == []
    return template().render(view(filing, layouts.by_name("hebei-2022"), narrative))


def xml(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(part))


def cells(table: etree._Element) -> list[list[str]]:
    return [[text_of(cell) for cell in row.findall("w:tc", NS)] for row in table.findall("w:tr", NS)]


def money(amount: object) -> str:
    return "" if amount is None else f"{amount:.2f}"


def goal_table(project: Project, filing: Filing) -> list[list[str]]:
    plan = project.spending_plan.items()
    steps = [(checkpoint, f"{percent.normalize():f}%") for checkpoint, percent in plan]
    goals = [f"{number}.{goal}" for number, goal in enumerate(project.goals, 1)]
    return [
        [filing.department.code + filing.department.name, f"单位：{filing.amount_unit}"],
        ["项目编码", project.code, "项目名称", project.name],
        ["预算规模及资金用途", "预算数", money(project.budget), "其中：财政    资金", money(project.fiscal), "其他资金", money(project.other)],
        ["", project.purpose],
        ["资金支出计划（%）", *(checkpoint for checkpoint, _ in steps)],
        ["", *(percent for _, percent in steps)],
        ["绩效目标", "\n".join(goals)],
    ]  # fmt: skip


def indicator_table(project: Project) -> Iterator[list[str]]:
    yield ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    before = ""
    for row in project.indicators:
        shown = row.level1 if row.level1 != before else ""
        yield [shown, row.level2, row.name, row.description, row.target.written, row.basis]
        before = row.level1


@settings(max_examples=some(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filings())
def test_every_field_comes_through_to_the_letter(filing: Filing) -> None:
    docx = rendered(filing)
    body = xml(docx).find("w:body", NS)
    tables = body.findall("w:tbl", NS)
    assert len(tables) == 2 * len(filing.projects)
    for project, goals, indicators in zip(filing.projects, tables[::2], tables[1::2], strict=True):
        assert cells(goals) == goal_table(project, filing)
        assert cells(indicators) == list(indicator_table(project))

    paragraphs = [text_of(block) for block in body.iter(w("p")) if block.getparent() is body]
    narrative, _ = quote(filing)
    headings = ["一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施", "第二部分"]
    starts = [_after(paragraphs, heading) for heading in headings]
    for text, start, end in zip(narrative.values(), starts, starts[1:], strict=False):
        assert "\n".join(paragraphs[start : end - 1]) == text
    titles = [f"{number}.{project.name}绩效目标表" for number, project in enumerate(filing.projects, 1)]
    assert [text for text in paragraphs if text in titles] == titles
    assert (filing.cover.prepared_by or filing.department.name) + "编制" in "\n".join(paragraphs)

    title = xml(docx, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}title")
    assert title == f"{filing.department.name}{filing.year}年部门预算绩效文本"


def _after(paragraphs: list[str], heading: str) -> int:
    """The paragraph after a heading (after the contents, which end in a tab and a page)."""
    return len(paragraphs) - paragraphs[::-1].index(heading)


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filings(max_projects=2))
def test_blanks_at_the_ends_of_text_are_kept_by_word_and_lines_are_never_stretched(filing: Filing) -> None:
    document = xml(rendered(filing))
    for text in document.iter(w("t")):
        if text.text and text.text != text.text.strip(" "):
            assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert document.find(".//w:br", NS) is None


def worst() -> Filing:
    """One filing with every hostile text in every field, and 5,000 characters in a cell."""
    nasty = "".join(HOSTILE)
    several = "\n".join(HOSTILE)
    row = {"level1": "产出指标", "level2": "数量指标", "name": nasty}
    rows = [
        {**row, "description": several, "target": several, "basis": several},
        {**row, "description": "长" * 5000, "target": "宽" * 500, "basis": ""},
    ]
    project = {
        "name": nasty, "code": "1", "budget": "1", "purpose": several, "goals": [several, ""],
        "spending_plan": {"3月底": "0", "6月底": "0", "10月底": "0", "12月底": "100"}, "indicators": rows,
    }  # fmt: skip
    return Filing.model_validate(
        {
            "layout": "hebei-2022", "year": 2022, "amount_unit": "元", "department": {"code": "1", "name": nasty},
            "overall": dict.fromkeys(("general_goal", "itemised_goals", "safeguards"), literal(several)),
            "projects": [project],
        },
        context=FORM,
    )  # fmt: skip


def test_the_worst_text_gives_a_file_that_word_and_libreoffice_take(tmp_path: Path) -> None:
    path = tmp_path / "worst.docx"
    path.write_bytes(rendered(worst()))
    assert validator_errors(path) == []
    assert program("pdftoppm")
    assert pdf_of(path).stat().st_size > 10_000
