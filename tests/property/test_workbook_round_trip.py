"""Filings written as workbooks and read back: the same filing to the letter, and the same YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings

from perfgen.excel.read import WorkbookFile, attempt
from perfgen.excel.write import WorkbookContents, workbook
from perfgen.source import YamlReading
from perfgen.source.writer import said_by, write
from tests.examples import some
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


def _there_and_back(filing: Filing, form: Form) -> None:
    book = workbook(WorkbookContents(form, filing.layout, said_by(filing, form)))
    reading, told = attempt(WorkbookFile(Path("x.xlsx"), book), lambda _: form, {})
    assert isinstance(reading, YamlReading), reading.found
    assert reading.filing == filing
    assert write(reading.filing, form) == write(filing, form)
    assert told == ()


@settings(max_examples=some(10), deadline=None, phases=ONCE)
@given(filing=filings(max_projects=3))
def test_a_filing_comes_back_from_its_workbook_to_the_letter(filing: Filing) -> None:
    _there_and_back(filing, FORM)


@settings(max_examples=some(6), deadline=None, phases=ONCE)
@given(filing=filings_of_2021())
def test_duties_special_funds_and_targets_in_three_columns_come_back_too(filing: Filing) -> None:
    _there_and_back(filing, FORM_2021)


@settings(max_examples=some(6), deadline=None, phases=ONCE)
@given(filing=filings_of_ones_own())
def test_own_fields_of_every_kind_come_back_and_what_the_form_has_not_too(filing: Filing) -> None:
    _there_and_back(filing, FORM_OF_ONES_OWN)
