"""Filled 自评表 and 监控表 read from the PDF that LibreOffice makes of them: broken lines, merged cells, pages and all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from perfgen import building, pagination
from perfgen.office.warm import Office
from tests.conftest import OF_RESULTS
from tests.documents import pdf_of
from tests.importing.built import imported
from tests.importing.filled import Filled, written
from tests.importing.filled_shapes import FURTHER, SHAPES
from tests.importing.measured import held_against
from tests.importing.test_nothing_lost import adds_up

REASONS = {"原因说明", "改进措施"}
"""Where paragraphs end cannot be seen on a page: both come into one, and that is told."""
DRAWN = [SHAPES[0], SHAPES[2], next(one for one in SHAPES if one.name == "ticks in their columns"), *FURTHER]


def leaves(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    items = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else None
    if items is None:
        yield path, str(said)
        return
    for step, inner in items:
        yield from leaves(inner, (*path, step))


@pytest.mark.parametrize("source", OF_RESULTS, ids=lambda path: path.stem)
def test_a_form_comes_back_from_its_pages(source: Path, office: Office, tmp_path: Path) -> None:
    prepared = building.prepare(source)
    (tmp_path / "form.pdf").write_bytes(pagination.printed(prepared, office).pdf)
    building.build(source, tmp_path / "form.docx")
    wanted, read = imported(tmp_path / "form.docx"), imported(tmp_path / "form.pdf")
    ours, theirs = dict(leaves(wanted.data)), dict(leaves(read.data))
    apart = {path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path)}
    assert {path for path in apart if not set(path) & REASONS} == set()
    doubted = {one.about for one in read.report.doubtful}
    rows = {path[:-1] for path in apart}
    assert all(any(about[: len(row)] == row for about in doubted) for row in rows), "what is not parted is told"
    assert read.report.left == wanted.report.left
    assert adds_up(read)


def bordered(file: Path) -> Path:
    """A document whose tables have lines around their cells, as forms have."""
    document = docx.Document(str(file))
    for table in document.tables:
        table.style = "Table Grid"
    document.save(str(file))
    return file


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Forms that departments filled in, as PDF."""
    folder = tmp_path_factory.mktemp("forms")
    documents = [bordered(written(form, folder / f"{number}.docx")) for number, form in enumerate(DRAWN)]
    return {form.name: pdf_of(document) for form, document in zip(DRAWN, documents, strict=True)}


@pytest.mark.parametrize("form", DRAWN, ids=lambda form: form.name)
def test_what_departments_filled_in_is_read_from_pages(form: Filled, pages: dict[str, Path]) -> None:
    found = held_against(form, imported(pages[form.name]))
    assert found.wrong == ()
    assert len(found.right) >= len(form.says) - 2, found.told
    assert adds_up(found.read)
