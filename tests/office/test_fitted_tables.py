"""Tables as they fall on pages: none leaves a row or two alone, and merged cells have their name on every page.

The PDF is read by pypdf, which perfgen does not use.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from perfgen import building, import_document, pagination
from perfgen.building import Prepared
from perfgen.docx.archive import pack
from perfgen.docx.fitted_tables import TableGroups
from perfgen.docx.sections import marked, row_mark
from perfgen.office import fonts
from perfgen.office.pdf import ORDINARY, BookmarkedPages
from perfgen.office.warm import Office
from perfgen.pagination import Printed
from tests.conftest import EXAMPLES, FILINGS, OF_CENTRAL, OF_RESULTS
from tests.documents import NS, validator_errors, w

OF_15_PROJECTS = EXAMPLES / "乐亭县人民政府办公室-2022"
OF_2021 = EXAMPLES / "承德县水务局-2021.yaml"


def of_many_rows(path: Path, times: int) -> Prepared:
    """The filing with the indicators of its first project said again, one after the other, until they take pages."""
    prepared = building.prepare(path)
    first = prepared.filing.projects[0]
    rows = [row.model_copy(update={"name": f"{row.name}{n}"}) for row in first.indicators for n in range(times)]
    long = first.model_copy(update={"indicators": tuple(rows)})
    filing = prepared.filing.model_copy(update={"projects": (long, *prepared.filing.projects[1:])})
    return replace(prepared, reading=replace(prepared.reading, filing=filing))


def pages_of(printed: Printed) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed.pdf)).pages]


@pytest.fixture(scope="module")
def of_example(office: Office) -> Callable[[Path], Printed]:
    """An example laid out, each once."""
    return cache(lambda path: pagination.printed(building.prepare(path), office))


@pytest.mark.parametrize("filing", [OF_15_PROJECTS, *FILINGS[:2]], ids=lambda path: path.stem)
def test_no_page_of_a_table_holds_but_a_row_or_two(filing: Path, of_example: Callable[[Path], Printed]) -> None:
    """A page that goes on with a table holds three rows at least, each with its own 二级指标."""
    goes_on = [
        page.count("指标", len("一级指标二级指标三级指标绩效指标描述指标值指标值确定依据"))
        for page in pages_of(of_example(filing))
        if page.startswith("一级指标")
    ]
    assert all(said >= 3 for said in goes_on)


def test_the_filing_of_15_projects_takes_no_more_pages_than_it_needs(of_example: Callable[[Path], Printed]) -> None:
    """34 before tables were closed up; 28 with the empty one that keeps the first page of the text on the right."""
    assert of_example(OF_15_PROJECTS).count <= 28


@dataclass(frozen=True)
class Long:
    prepared: Prepared
    printed: Printed


@pytest.fixture(scope="module", params=[(FILINGS[1], 9), (OF_2021, 9)], ids=["2022", "2021"])
def long(request: pytest.FixtureRequest, office: Office) -> Long:
    prepared = of_many_rows(*request.param)
    return Long(prepared, pagination.printed(prepared, office))


def test_every_page_names_the_level_of_its_first_row(long: Long) -> None:
    """The first row of a page is a merged cell begun anew, or one that begins there."""
    levels = {row.level1 for row in long.prepared.filing.projects[0].indicators}
    heads = [page for page in pages_of(long.printed) if page.startswith(("一级指标", "指标值一级指标"))]
    assert len(heads) >= 3
    for page in heads:
        assert any(level in page for level in levels)


@pytest.mark.parametrize("filing", [OF_CENTRAL, *OF_RESULTS[:2]], ids=lambda path: path.stem)
def test_a_name_beside_all_rows_and_the_heads_stands_once_on_every_page(filing: Path, office: Office) -> None:
    """绩效指标 is merged out of the heads, which are repeated: it stood twice on a page, one over the other or beside wrong rows."""
    printed = pagination.printed(of_many_rows(filing, 5), office)
    first, *others = [page.count("绩效指标") for page in pages_of(printed)]
    assert len(others) >= 3
    assert {first, *others} == {1}


def rows_on_pages(docx: bytes, office: Office) -> tuple[TableGroups, list[list[int | None]]]:
    """How the rows of a Word file's tables are merged, and on which page each falls."""
    measured = marked(docx, fonts.LATIN)
    pages = BookmarkedPages(office.convert(measured.content, "docx", ORDINARY))
    rows = [
        [pages[mark].page if (mark := row_mark(table, row)) in pages else None for row in range(len(groups))]
        for table, groups in enumerate(measured.tables)
    ]
    return measured.tables, rows


def with_a_line_more_on_each_page(docx: bytes, rows: list[list[int | None]]) -> bytes:
    """The file as a program lays it out that breaks one line more in the first row of each table on each page."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(entries["word/document.xml"])
    for table, pages in zip(root.findall("w:body/w:tbl", NS), rows, strict=True):
        first = {page: number for number, page in reversed(list(enumerate(pages))) if page is not None}
        for number in first.values():
            for last in table.findall("w:tr", NS)[number].findall("w:tc/w:p[last()]", NS):
                run = etree.SubElement(last, w("r"))
                etree.SubElement(run, w("br"))
                etree.SubElement(run, w("t")).text = "一"
    entries["word/document.xml"] = etree.tostring(root)
    return pack(entries.items())


def test_a_program_that_breaks_a_line_more_leaves_no_row_without_its_name(long: Long, office: Office) -> None:
    """Word's lines are not always LibreOffice's. Without room for such a line, 3 pages of each filing would begin nameless."""
    _, rows = rows_on_pages(long.printed.docx, office)
    groups, there = rows_on_pages(with_a_line_more_on_each_page(long.printed.docx, rows), office)
    begins = [
        (table, row)
        for table, pages in enumerate(there)
        for row in range(1, len(pages))
        if None not in (pages[row - 1], pages[row]) and pages[row] != pages[row - 1]
    ]
    assert len(begins) >= 3
    assert [place for place in begins if groups[place[0]][place[1]] != place[1]] == []


def test_what_began_anew_is_one_level_again_where_it_is_read(long: Long, tmp_path: Path) -> None:
    plain, fitted = tmp_path / "plain.docx", tmp_path / "fitted.docx"
    plain.write_bytes(building.render(long.prepared))
    fitted.write_bytes(long.printed.docx)
    assert import_document(fitted).data["预算项目"] == import_document(plain).data["预算项目"]


def test_the_fitted_file_is_valid(long: Long, tmp_path: Path) -> None:
    file = tmp_path / "fitted.docx"
    file.write_bytes(long.printed.docx)
    assert validator_errors(file) == []


def test_the_same_filing_is_fitted_to_the_same_bytes(long: Long, office: Office) -> None:
    assert pagination.printed(long.prepared, office).docx == long.printed.docx
