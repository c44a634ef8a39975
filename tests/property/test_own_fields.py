"""Own fields, and what other forms have, survive as the standard fields do: in the model, in YAML, in what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from perfgen.filing import Filing
from perfgen.source import read
from perfgen.source.writer import canonical, write
from tests.examples import some
from tests.property.strategies import FORM_OF_ONES_OWN, filings_of_ones_own


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own") / "filing.yaml"


@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filing=filings_of_ones_own())
def test_what_is_written_reads_back_to_the_letter_and_is_canonical(page: Path, filing: Filing) -> None:
    text = write(filing, FORM_OF_ONES_OWN)
    page.write_text(text, encoding="utf-8", newline="")
    assert read(page, lambda _: FORM_OF_ONES_OWN).filing == filing
    assert canonical(page, FORM_OF_ONES_OWN.fields) == text
