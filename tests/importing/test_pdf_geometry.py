"""PDF pages whose type and rules stand where no word processor puts them: told, and never a fault."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.docx.budget import DocumentBudget
from perfgen.errors import DocumentError
from perfgen.importing.formats.pdf import _Assembly
from perfgen.importing.formats.pdf_child import outcome
from perfgen.importing.formats.pdf_page import LARGEST, LONGEST, SMALLEST, Glyph, Page, page_of
from tests.examples import some
from tests.importing.built import KNOWN_LABELS
from tests.importing.test_pdf import one_page

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PLAIN = b"BT /F 12 Tf 80 600 Td (plain) Tj ET "
lengths = st.floats(-LONGEST, LONGEST, allow_nan=False) | st.sampled_from([0.0, 80.0, 80.01, 297.0, 515.0])
sizes = st.floats(SMALLEST, LARGEST) | st.sampled_from([SMALLEST, 12.0, 16.0])
signs = st.sampled_from(["字", "a", " ", "1", ".", "…", "（", "。", "(cid:3)", "\t", "：", "—"])
glyphs = st.builds(
    lambda text, x0, wide, base, size: Glyph(text, x0, min(x0 + wide, LONGEST), base, size),
    signs, lengths, st.floats(0, 40), lengths, sizes,
)  # fmt: skip
boxes = st.tuples(lengths, lengths, lengths, lengths)
pages = st.builds(
    Page, st.integers(1, 4), st.sampled_from([595.0, 1.0, LONGEST]), st.sampled_from([842.0, 1.0, LONGEST]),
    st.lists(glyphs, max_size=30).map(tuple), st.lists(st.lists(boxes, min_size=2, max_size=6).map(tuple), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=some(300), deadline=None)
@given(st.lists(pages, min_size=1, max_size=4))
def test_whatever_stands_on_pages_is_put_together(found: list[Page]) -> None:
    try:
        read = _Assembly(DocumentBudget(Path("a.pdf")), KNOWN_LABELS).read(found)
    except DocumentError:
        return
    assert read.document.reflowed


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 1e30])
def test_what_is_nowhere_stands_nowhere(odd: float) -> None:
    assert Glyph("字", 0, 1, 2, 12).stands
    for at in range(4):
        places = [0.0, 1.0, 2.0, 12.0]
        places[at] = odd
        assert not Glyph("字", *places).stands


@pytest.mark.parametrize(
    "drawn",
    [
        b"BT /F 0.004 Tf 80 700 Td (ody) Tj ET",
        b"BT /F 12 Tf 0.0001 0 0 0.0001 80 700 Tm (ody) Tj ET",
        b"BT /F 1000000000000 Tf 80 700 Td (ody) Tj ET",
        b"BT /F 12 Tf 1 0 0 1 1000000000000 700 Tm (ody) Tj ET",
        b"BT /F 12 Tf -1 0 0 -1 80 700 Tm (ody) Tj ET",
        b"BT /F 12 Tf 0.7 0.7 -0.7 0.7 80 700 Tm (ody) Tj ET",
    ],
)
def test_type_without_size_or_place_is_kept_beside_the_text(drawn: bytes, tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf", PLAIN + drawn, font=FONT)
    *pages, _ = outcome(path)
    (page,) = map(page_of, pages)
    assert "".join(glyph.text for glyph in page.glyphs) == "plain"
    assert page.aslant == "ody"


@pytest.mark.parametrize(
    "drawn",
    [
        b"BT /F 0 Tf 80 700 Td (ody) Tj ET", b"BT /F -12 Tf 80 700 Td (ody) Tj ET",
        b"BT /F 12 Tf -1 0 0 -1 80 700 Tm (ody) Tj ET", b"BT /F 12 Tf 0 Tz 80 700 Td (ody) Tj ET",
        b"9%b 0 0 9%b 0 0 cm 9%b 0 0 9%b 0 0 cm 0 0 10 10 re S BT /F 12 Tf 80 700 Td (ody) Tj ET",
        b"0 0 m 9%b 9%b l S 0 0 9%b 9%b re S 0 0 9 9 re S",
    ],
)  # fmt: skip
def test_odd_matrices_are_read_or_told(drawn: bytes, tmp_path: Path) -> None:
    *pages, _ = outcome(one_page(tmp_path / "a.pdf", PLAIN + drawn.replace(b"%b", b"0" * 200), font=FONT))
    read = _Assembly(DocumentBudget(tmp_path), KNOWN_LABELS).read([page_of(page) for page in pages])
    assert any("plain" in block.text for block in read.document.blocks)


def test_characters_that_no_file_can_hold_are_told_as_unreadable(tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf", PLAIN + b"BT /F 12 Tf 80 700 Td (a\\001b) Tj ET", font=FONT)
    *pages, _ = outcome(path)
    (page,) = map(page_of, pages)
    assert all(glyph.text.isprintable() for glyph in page.glyphs)
