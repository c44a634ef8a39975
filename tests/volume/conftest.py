"""What the tests of volumes share: LibreOffice, and three departments of a county."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import county, office_once
from tests.conftest import program

FIRST, MIDDLE, LAST = (county.name_of(number) for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """With it, here: one that stays up."""
    monkeypatch.setattr("perfgen.pagination.office", office_once.kept)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where parts are kept from one test to the next."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three departments' filings, the one with the last code first."""
    program("soffice")
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "各部门"
    place.mkdir()
    for name, number in (("甲", 3), ("乙", 1), ("丙", 2)):
        (place / f"{name}.yaml").write_text(county.filing_of(number), encoding="utf-8")
    return place
