"""What the pages show that LibreOffice lays out: gaps, fonts, contents, numbers in cells, and what the PDF says of itself."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from perfgen import building, pagination
from perfgen.office import fonts
from perfgen.office.warm import Office
from tests.conftest import FILINGS, OF_2021, OF_CENTRAL, OF_RESULTS
from tests.office.test_page_numbers import of_60_projects

AMOUNT = "123456789012.50"


@pytest.fixture(scope="module")
def pdf(office: Office) -> bytes:
    """A filing of few projects."""
    return pagination.printed(building.prepare(FILINGS[1]), office).pdf


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_no_gap_is_left_in_tables_between_chinese_and_figures(pdf: bytes) -> None:
    """Where there is one, the text that is read from the page has a blank."""
    table = next(page for page in pages(pdf) if "预算规模及" in page)
    assert re.search("3月底.*6月底.*10月底.*12月底", table, re.DOTALL)
    assert "\u200b" not in "".join(pages(pdf))


def test_stand_ins_tell_one_font_from_the_other() -> None:
    there = {one.font.name: one for one in fonts.choose(["Noto Serif CJK SC", "Noto Sans Mono CJK SC"])}
    assert there["宋体"].used != there["黑体"].used
    assert there["宋体"].same
    assert there["宋体"].latin == "Noto Sans Mono CJK SC"
    itself = {one.font.name: one for one in fonts.choose(["SimSun", "SimHei", "Noto Sans Mono CJK SC"])}
    assert itself["宋体"].latin == "SimSun"


@pytest.fixture(scope="module")
def of_60(office: Office) -> list[str]:
    """The pages of a filing with sixty projects, some of long names."""
    return pages(pagination.printed(of_60_projects(FILINGS[0]), office).pdf)


def test_no_title_breaks_within_its_last_word(of_60: list[str]) -> None:
    titles = [page.split("\n") for page in of_60 if re.match(r"[0-9]+\.", page) and "......" not in page]
    assert len(titles) == 60
    assert all(any(line.rstrip().endswith("绩效目标表") for line in lines[:4]) for lines in titles)


def test_long_titles_leave_room_for_their_page_numbers(of_60: list[str]) -> None:
    """No line of the contents is a number alone, and no page has one entry."""
    said = of_60
    contents = said[
        1 : next(at for at, page in enumerate(said) if at > 1 and "第一部分" in page and "......" not in page)
    ]
    for page in filter(str.strip, contents):  # the last may be the empty one before a page on the right
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        numbered = [line for line in lines if re.search(r"\.{2,}\s*[0-9]+$", line)]
        assert len(numbered) > 1
        assert not any(re.fullmatch(r"[.\s]+[0-9]*", line) for line in lines)


@pytest.mark.parametrize("filing", [FILINGS[1], OF_2021], ids=lambda path: path.stem)
def test_amounts_stand_in_one_line(filing: Path, office: Office, tmp_path: Path) -> None:
    text = filing.read_text(encoding="utf-8")
    text = re.sub(r"(    预算数: |    财政资金: |    年度预算数: )[0-9.]+", rf"\g<1>{AMOUNT}", text)
    path = tmp_path / filing.name
    path.write_text(text, encoding="utf-8")
    prepared = building.prepare(path)
    wanted = text.count(AMOUNT)
    lines = [line for page in pages(pagination.printed(prepared, office).pdf) for line in page.splitlines()]
    assert wanted > 0
    found = sum(line.replace(" ", "").count(AMOUNT) for line in lines)
    assert found >= (wanted if filing != OF_2021 else text.count(f"    年度预算数: {AMOUNT}"))


def tags(document: pikepdf.Pdf) -> list[str]:
    """The kinds of what a PDF says it consists of."""
    return [
        str(item.S)
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.StructElem
    ]


def test_the_pdf_is_tagged_and_says_what_it_is(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        kinds = tags(document)
        assert kinds.count("/H1") == 2
        assert {"/H2", "/Table", "/TH", "/TOC", "/TOCI"} <= set(kinds)
        with document.open_metadata() as metadata:
            assert metadata["dc:title"].endswith("部门预算绩效文本")
            assert metadata["dc:language"] == {"zh-CN"}
            assert not any("Date" in key for key in metadata)


@pytest.mark.parametrize(("filing", "forms"), [(OF_CENTRAL, 2), (OF_RESULTS[0], 2), (OF_RESULTS[2], 1)])
def test_the_title_of_a_form_is_a_head_of_the_first_level(filing: Path, forms: int, office: Office) -> None:
    """A reader of screens finds each project's form by it; a second level with none above it is no outline."""
    printed = pagination.printed(building.prepare(filing), office)
    with pikepdf.open(io.BytesIO(printed.pdf)) as document:
        kinds = tags(document)
    assert [kinds.count(f"/H{level}") for level in (1, 2, 3)] == [forms, 0, 0]


def test_values_and_heads_of_an_evaluation_stand_in_one_line(office: Office) -> None:
    """A number and its unit, as most filings have them, and the heads of their columns."""
    said = pages(pagination.printed(building.prepare(OF_RESULTS[0]), office).pdf)[0]
    for words in ("≤3260万元", "3180.5万元", "一级指标", "产出指标", "年度指标值", "实际完成值"):
        assert words in said
