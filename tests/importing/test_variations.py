"""Documents of both layouts as hands and other programs leave them: the same filing comes out, and every word is accounted for."""

from __future__ import annotations

import pytest

from perfgen import building
from tests.importing.built import as_printed, imported
from tests.importing.edits import edit
from tests.importing.small import small, small_source
from tests.importing.variations import NUMBERING, VARIATIONS, Change


@pytest.mark.parametrize(
    ("layout", "change"), VARIATIONS, ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_the_same_filing_comes_out(layout: str, change: Change) -> None:
    parts = {"word/numbering.xml": NUMBERING} if "numbered_by_word" in change.__name__ else None
    result = imported(edit(small(layout), change, parts))
    report = result.report
    assert report.left == ()
    assert result.data == imported(small(layout)).data
    assert result.filing == as_printed(building.prepare(small_source(layout)).filing)
    assert report.doubtful == ()
    assert report.read == report.taken + report.printed
