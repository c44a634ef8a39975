"""Pages of the examples as they were looked at and approved: `make approve-pages` after a change that is wanted.

They are drawn small and grey, with two fonts put for all others, so that machines with other fonts draw the same. Compared
are squares of eight dots by their mean, which letters drawn a little softer leave alone and a moved table does not.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from perfgen import building, pagination
from perfgen.office import fonts
from perfgen.office.pictures import pictures
from perfgen.office.warm import Office
from tests.conftest import FILINGS, MODEL, OF_2021, OF_RESULTS, ROOT, program

HERE = ROOT / "tests" / "golden" / "pages"
FONTS = ("Noto Serif CJK SC", "Noto Sans Mono CJK SC")
DPI = 60
SQUARE = 8
DIFFERENT = 20  # of 255: how much the mean of a square may differ
MOST = 0.004  # of all squares: how many may differ more

PAGES = {
    MODEL: range(1, 12),
    OF_2021: (1, 2, 3, 6, 7, 12, 13, 14, 15, 16, 17, 18),
    FILINGS[0]: (1, 2, 9, 10, 14),
    FILINGS[2]: (2, 3, 11),
    FILINGS[3]: (2, 3, 10, 13, 14),
    OF_RESULTS[0]: (1, 2),
    OF_RESULTS[1]: (1, 2, 3),
    OF_RESULTS[2]: (1,),
}
"""Which pages of which example: cover, contents, text, tables, and tables that go on overleaf."""


@pytest.fixture(scope="module")
def plain_office() -> Iterator[Office]:
    """LibreOffice with nothing but the two fonts."""
    program("soffice")
    if not set(FONTS) <= fonts.families():
        assert not os.environ.get("CI"), "fonts-noto-cjk is not installed: see tests/install-programs.sh"
        pytest.skip("fonts-noto-cjk is not installed")
    with Office(fonts.substitutes(fonts.choose(FONTS))) as office:
        yield office


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--approve"))


def differing(one: Image.Image, other: Image.Image) -> float:
    """The part of the squares that differ."""
    if one.size != other.size:
        return 1.0
    difference = ImageChops.difference(one.reduce(SQUARE), other.reduce(SQUARE)).histogram()
    return sum(difference[DIFFERENT:]) / sum(difference)


def name(filing: Path, page: int) -> str:
    return f"{filing.stem}-{page:02d}.png"


@pytest.mark.parametrize("filing", PAGES, ids=lambda path: path.stem)
def test_pages_look_as_approved(filing: Path, plain_office: Office, tmp_path: Path, *, approve: bool) -> None:
    pdf = pagination.printed(building.prepare(filing), plain_office).pdf
    drawn = list(pictures(pdf, DPI, grey=True))
    changed = []
    for page in PAGES[filing]:
        file = HERE / name(filing, page)
        if approve:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(drawn[page - 1])
        now = Image.open(io.BytesIO(drawn[page - 1])).convert("L")
        with Image.open(file) as approved:
            if (part := differing(approved.convert("L"), now)) > MOST:
                (tmp_path / file.name).write_bytes(drawn[page - 1])
                changed.append(f"{file.name}: {part:.1%}")
    assert not changed, f"the new pages lie in {tmp_path}; make approve-pages takes them"


def test_every_approved_page_is_still_looked_at(*, approve: bool) -> None:
    wanted = {name(filing, page) for filing, pages in PAGES.items() for page in pages}
    if approve:
        for file in HERE.glob("*.png"):
            if file.name not in wanted:
                file.unlink()
    assert {file.name for file in HERE.glob("*.png")} == wanted


@pytest.fixture
def page() -> Image.Image:
    """A page with two tables."""
    with Image.open(HERE / name(MODEL, 9)) as image:
        return image.convert("L")


def test_a_table_moved_by_two_millimetres_is_seen(page: Image.Image) -> None:
    for by in ((0, 5), (5, 0)):
        moved = Image.new("L", page.size, 255)
        moved.paste(page, by)
        assert differing(page, moved) > MOST


def test_a_row_that_is_gone_is_seen(page: Image.Image) -> None:
    width, height = page.size
    changed = page.copy()
    changed.paste(page.crop((0, 400, width, height - 20)), (0, 380))
    assert differing(page, changed) > MOST


def test_letters_drawn_softer_are_not(page: Image.Image) -> None:
    width, height = page.size
    softer = page.resize((width * 3 // 2, height * 3 // 2), Image.Resampling.BICUBIC).resize(page.size)
    assert differing(page, softer) <= MOST
