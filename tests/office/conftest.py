"""What the tests share that lay out pages: LibreOffice, one for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from perfgen import pagination
from perfgen.office.warm import Office
from tests.conftest import program


@pytest.fixture(autouse=True)
def without_libreoffice() -> None:
    """With it, here."""


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice with the fonts of this machine, kept warm."""
    program("soffice")
    with pagination.office() as office:
        yield office
