"""Filings written as workbooks and read back: the same filing to the letter, and the same YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from perfgen.excel.read import WorkbookFile, attempt
from perfgen.excel.write import WorkbookContents, workbook
from perfgen.source import YamlReading, read
from perfgen.source.nodes import data
from perfgen.source.writer import write
from tests.property.strategies import (
    FORM,
    FORM_2021,
    FORM_OF_ONES_OWN,
    filings,
    filings_of_2021,
    filings_of_ones_own,
)

if TYPE_CHECKING:
    from perfgen.filing import Filing, Form


ONCE = (Phase.explicit, Phase.reuse, Phase.generate)
"""A filing of this size is not made smaller: what differs is told as it is, and that would take minutes."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that every example is written to."""
    return tmp_path_factory.mktemp("excel") / "filing.yaml"


def _there_and_back(page: Path, filing: Filing, form: Form) -> None:
    text = write(filing, form)
    page.write_bytes(text.encode())
    said = data(read(page, lambda _: form).locator.root)
    book = workbook(WorkbookContents(form, filing.layout, said))
    reading, told = attempt(WorkbookFile(Path("x.xlsx"), book), lambda _: form, {})
    assert isinstance(reading, YamlReading), reading.found
    assert reading.filing == filing
    assert write(reading.filing, form) == text
    assert told == ()


@settings(max_examples=12, deadline=None, phases=ONCE)
@given(filing=filings(max_projects=3))
def test_a_filing_comes_back_from_its_workbook_to_the_letter(page: Path, filing: Filing) -> None:
    _there_and_back(page, filing, FORM)


@settings(max_examples=10, deadline=None, phases=ONCE)
@given(filing=filings_of_2021())
def test_duties_special_funds_and_targets_in_three_columns_come_back_too(page: Path, filing: Filing) -> None:
    _there_and_back(page, filing, FORM_2021)


@settings(max_examples=10, deadline=None, phases=ONCE)
@given(filing=filings_of_ones_own())
def test_own_fields_of_every_kind_come_back_and_what_the_form_has_not_too(page: Path, filing: Filing) -> None:
    _there_and_back(page, filing, FORM_OF_ONES_OWN)
