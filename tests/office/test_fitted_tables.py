"""Tables as they fall on pages: none leaves a row or two alone, and merged cells have their name on every page.

The PDF is read by pypdf, which perfgen does not use.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from perfgen import building, import_document, pagination
from perfgen.building import Prepared
from perfgen.office.warm import Office
from perfgen.pagination import Printed
from tests.conftest import EXAMPLES, FILINGS
from tests.documents import validator_errors

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


@pytest.mark.parametrize("filing", [OF_15_PROJECTS, *FILINGS[:2]], ids=lambda path: path.stem)
def test_no_page_of_a_table_holds_but_a_row_or_two(filing: Path, office: Office) -> None:
    """A page that goes on with a table holds three rows at least, each with its own 二级指标."""
    goes_on = [
        page.count("指标", len("一级指标二级指标三级指标绩效指标描述指标值指标值确定依据"))
        for page in pages_of(pagination.printed(building.prepare(filing), office))
        if page.startswith("一级指标")
    ]
    assert all(said >= 3 for said in goes_on)


def test_the_filing_of_15_projects_takes_no_more_pages_than_it_needs(office: Office) -> None:
    """34 before tables were closed up; 28 with the empty one that keeps the first page of the text on the right."""
    assert pagination.printed(building.prepare(OF_15_PROJECTS), office).count <= 28


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
