"""For tests that are not about how LibreOffice starts: one that stays up for all of them, in each process of tests."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from perfgen import pagination
from perfgen.office.warm import Office
from tests.conftest import program

_office = pagination.office


@cache
def warm() -> Office:
    """LibreOffice with the fonts of this machine; it starts with the first document, and ends with the process."""
    office = Office(_office()._substitutes, Path(program("soffice")))
    atexit.register(office.close)
    return office


@contextmanager
def kept() -> Iterator[Office]:
    """In place of `perfgen.pagination.office`: the end of the block is not the end of LibreOffice."""
    yield warm()
