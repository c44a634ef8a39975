"""What Word, LibreOffice and a reader of the pages find in a built file."""

import re
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from perfgen import building, layouts
from tests.conftest import FILINGS
from tests.documents import NS, part, pdf_of, text_of, validator_errors, w

MM = 1440 / 25.4


@pytest.fixture(scope="module", params=FILINGS, ids=lambda path: path.stem)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return building.build(request.param, tmp_path_factory.mktemp("word") / "built.docx")


@pytest.fixture(scope="module")
def pages(built: Path) -> list[str]:
    return [re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(pdf_of(built)).pages]


def test_microsofts_validator_finds_no_error(built: Path) -> None:
    assert validator_errors(built) == []


def test_microsofts_validator_finds_no_error_in_the_template() -> None:
    assert validator_errors(layouts.by_name("hebei-2022").template) == []


def test_the_cover_comes_first_then_the_contents(pages: list[str]) -> None:
    assert re.search("20(22|25)年部门预算绩效文本", pages[0])
    assert "编制" in pages[0]
    assert re.search("(乐亭|玉田)县财政局审核", pages[0])
    assert pages[1].startswith("目录")


def test_contents_name_every_part_section_and_project_and_link_to_them(built: Path) -> None:
    document = part(built)
    links = document.findall(".//w:hyperlink", NS)
    bookmarks = {mark.get(w("name")) for mark in document.iter(w("bookmarkStart"))}
    assert all(link.get(w("anchor")) in bookmarks for link in links)
    titles = [_title(link) for link in links]
    headings = [
        text_of(paragraph)
        for paragraph in document.iter(w("p"))
        if (style := paragraph.find("w:pPr/w:pStyle", NS)) is not None
        and style.get(w("val")) in ("Heading2", "项目标题")
    ]
    assert titles == ["第一部分 部门整体绩效目标", *headings[:3], "第二部分 预算项目绩效目标", *headings[3:]]


def _title(link: object) -> str:
    return "".join(t.text or "" for t in link.findall("w:r/w:t", NS)).removesuffix("—")  # type: ignore[attr-defined]


def test_the_contents_are_one_field_with_a_page_field_for_each_entry(built: Path) -> None:
    document = part(built)
    codes = [code.text.split() for code in document.iter(w("instrText"))]
    assert [code[0] for code in codes].count("TOC") == 1
    links = document.findall(".//w:hyperlink", NS)
    assert [code[1] for code in codes if code[0] == "PAGEREF"] == [link.get(w("anchor")) for link in links]
    kinds = [mark.get(w("fldCharType")) for mark in document.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") + [c[0] for c in codes].count("TC")


def test_bookmarks_have_names_and_numbers_of_their_own(built: Path) -> None:
    document = part(built)
    starts = list(document.iter(w("bookmarkStart")))
    names = [mark.get(w("name")) for mark in starts]
    numbers = [mark.get(w("id")) for mark in starts]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert sorted(numbers) == sorted(mark.get(w("id")) for mark in document.iter(w("bookmarkEnd")))
    assert all(len(name) <= 40 for name in names)


def test_parts_and_projects_begin_on_a_page_of_their_own(built: Path, pages: list[str]) -> None:
    assert sum(page.startswith("第一部分部门整体绩效目标") for page in pages) == 1
    assert sum(page.startswith("第二部分预算项目绩效目标") for page in pages) == 1
    titles = [
        re.sub(r"\s+", "", text_of(paragraph))
        for paragraph in part(built).iter(w("p"))
        if (style := paragraph.find("w:pPr/w:pStyle", NS)) is not None and style.get(w("val")) == "项目标题"
    ]
    body = pages[_body(pages) :]
    assert [title for title in titles if sum(page.startswith(title) for page in body) != 1] == []


def _body(pages: list[str]) -> int:
    """The first page after cover and contents."""
    return next(number for number, page in enumerate(pages) if page.startswith("第一部分部门整体绩效目标"))


def test_body_pages_are_numbered_from_one_and_cover_and_contents_are_not(pages: list[str]) -> None:
    first = _body(pages)
    assert all(not re.search(r"—\d+—$", page) for page in pages[:first])
    assert [page[-len(f"—{number}—") :] for number, page in enumerate(pages[first:], 1)] == [
        f"—{number}—" for number in range(1, len(pages) - first + 1)
    ]


def test_tables_repeat_their_head_and_keep_rows_whole(built: Path) -> None:
    tables = part(built).findall(".//w:tbl", NS)
    assert len(tables) % 2 == 0
    for row in (row for table in tables for row in table.findall("w:tr", NS)):
        assert row.find("w:trPr/w:cantSplit", NS) is not None
    for table in tables[1::2]:
        heads = [row.find("w:trPr/w:tblHeader", NS) is not None for row in table.findall("w:tr", NS)]
        assert heads == [True] + [False] * (len(heads) - 1)


def test_level_one_is_merged_down_and_level_two_is_not(built: Path) -> None:
    for table in part(built).findall(".//w:tbl", NS)[1::2]:
        labels = []
        for row in table.findall("w:tr", NS)[1:]:
            first, second = row.findall("w:tc", NS)[:2]
            merge = first.find("w:tcPr/w:vMerge", NS)
            assert merge is not None
            assert second.find("w:tcPr/w:vMerge", NS) is None
            assert text_of(second)
            assert (merge.get(w("val")) == "restart") == bool(text_of(first))
            labels.append(text_of(first))
        assert labels[0]


def test_the_page_is_that_of_the_standard_for_official_documents(built: Path) -> None:
    for section in part(built).iter(w("sectPr")):
        size, margin = section.find("w:pgSz", NS), section.find("w:pgMar", NS)
        assert (round(int(size.get(w("w"))) / MM), round(int(size.get(w("h"))) / MM)) == (210, 297)
        sides = [round(int(margin.get(w(side))) / MM) for side in ("top", "bottom", "left", "right")]
        assert sides == [37, 35, 28, 26]


def test_fonts_are_named_for_chinese_text_and_never_left_to_a_theme(built: Path) -> None:
    styles = part(built, "word/styles.xml")
    fonts = list(styles.iter(w("rFonts"))) + list(part(built).iter(w("rFonts")))
    assert fonts
    assert all(not any("heme" in name for name in font.attrib) for font in fonts)
    assert styles.find("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts", NS).get(w("eastAsia"))
    assert _font(styles, "公文正文") == "仿宋_GB2312"
    assert _font(styles, "Heading2") == "黑体"
    assert _font(styles, "封面标题") == "方正小标宋简体"
    assert _font(styles, "表格文字") == "宋体"


def _font(styles: etree._Element, name: str) -> str | None:
    """The font a style sets for Chinese text, its own or inherited."""
    style = styles.find(f"w:style[@w:styleId='{name}']", NS)
    font, base = style.find("w:rPr/w:rFonts", NS), style.find("w:basedOn", NS)
    if font is not None:
        return font.get(w("eastAsia"))
    return _font(styles, base.get(w("val"))) if base is not None else None


def test_nothing_prompts_on_opening(built: Path) -> None:
    assert part(built, "word/settings.xml").find("w:updateFields", NS) is None


def test_formatting_is_in_styles_not_in_the_text(built: Path) -> None:
    """Direct formatting of a run is only that of the hidden marks for the contents, and which signs are Chinese ones."""
    for properties in part(built).findall(".//w:r/w:rPr", NS):
        (said,) = properties
        assert said.tag == w("rStyle") or (said.tag, dict(said.attrib)) == (w("rFonts"), {w("hint"): "eastAsia"})
