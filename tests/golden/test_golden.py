"""Whole outputs compared with what was approved: `make approve` after a change that was looked at and is wanted."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx import dump
from tests.conftest import ALL_FILINGS, OF_CENTRAL, OF_RESULTS

HERE = Path(__file__).parent


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--approve"))


def compare(name: str, text: str, *, approve: bool) -> None:
    file = HERE / name
    if approve:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("filing", [*ALL_FILINGS, OF_CENTRAL, *OF_RESULTS], ids=lambda path: path.stem)
def test_text_of_the_examples(filing: Path, tmp_path: Path, *, approve: bool) -> None:
    compare(f"{filing.stem}.txt", dump(building.build(filing, tmp_path / "x.docx")), approve=approve)


def test_bytes_of_the_examples(tmp_path: Path, *, approve: bool) -> None:
    """Held as hashes, so that another system or a new codec that changes a filing's bytes is seen."""
    lines = []
    for filing in [*ALL_FILINGS, OF_CENTRAL, *OF_RESULTS]:
        built = building.build(filing, tmp_path / "x.docx").read_bytes()
        lines.append(f"{hashlib.sha256(built).hexdigest()}  {filing.stem}.docx\n")
    compare("sha256.txt", "".join(lines), approve=approve)
