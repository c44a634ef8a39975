"""What the tests share that lay out pages: LibreOffice, one for all of them."""

from __future__ import annotations

import pytest

from perfgen.office.warm import Office
from tests.office_once import warm


@pytest.fixture(autouse=True)
def without_libreoffice() -> None:
    """With it, here."""


@pytest.fixture(scope="session")
def office() -> Office:
    """LibreOffice with the fonts of this machine, kept warm."""
    return warm()
