"""The labels of a PDF's pages, section by section."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from perfgen import building, pagination
from perfgen.docx.archive import unpacked
from perfgen.docx.sections import MARK, PageNumbers, section_mark, sectioned
from perfgen.office.pdf import BookmarkPlace, PageLabels
from tests.conftest import MODEL


@pytest.mark.parametrize("first", [0, 11, 2])
def test_a_section_that_begins_with_what_is_not_seen_begins_before_the_next(first: int) -> None:
    pages: Mapping[str, BookmarkPlace] = {
        section_mark(0): BookmarkPlace(first, 0.0),
        section_mark(1): BookmarkPlace(1, 0.0),
        section_mark(2): BookmarkPlace(2, 0.0),
        "entry": BookmarkPlace(2, 0.0),
    }
    untold = PageNumbers(None, "decimal")
    sections = [untold, untold, PageNumbers(1, "decimal")]
    assert pagination.numbering_of(pages, sections, ["entry"]) == [  # type: ignore[arg-type]
        PageLabels(0, "r", 1),
        PageLabels(1, "r", 2),
        PageLabels(2, "D", 1),
    ]


def test_a_long_document_is_marked_where_its_sections_begin_and_not_row_by_row() -> None:
    content, sections = sectioned(building.render(building.prepare(MODEL)))
    names = re.findall(rf'w:name="({MARK}[^"]*)"', unpacked(content)["word/document.xml"].decode("utf-8"))
    assert sorted(names) == [section_mark(number) for number in range(len(sections))]
