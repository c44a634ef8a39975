"""A filled-in workbook, changed as a clerk would."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from perfgen.api.workbooks import opened, workbook_of
from perfgen.loading import Loaded, load
from tests.conftest import ROOT

openpyxl = pytest.importorskip("openpyxl")
EXAMPLE = ROOT / "examples/乐亭县机关事务中心-2022.yaml"


@pytest.fixture(scope="session")
def filled() -> bytes:
    """The workbook of an example filing."""
    return workbook_of(opened(EXAMPLE))


@pytest.fixture(scope="session")
def altered(filled: bytes) -> Callable[..., bytes]:
    """The bytes of the workbook after a change made by openpyxl, as another program would save it."""

    def change(edit: Callable[[Any], Any], content: bytes = filled) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        edit(book)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return change


def read(content: bytes) -> Loaded:
    """A workbook loaded, as every command does."""
    return load({"2022.xlsx": content})


def said(loaded: Loaded) -> list[tuple[str, str]]:
    """What is told, with the cell it is told of."""
    return [(one.place, one.message) for one in loaded.diagnostics]
