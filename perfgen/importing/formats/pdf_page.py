"""What a page of a PDF shows: characters where they stand, and the ruled cells around them.

The other modules see only this. Lengths are in points, from the upper left corner of the page downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

MOST_PAGES = 500
MOST_CHARACTERS = 1_000_000
MOST_LINES_ON_A_PAGE = 20_000
MOST_BYTES_ON_A_PAGE = 1_000_000
MOST_IN_A_GRID = 50_000
MOST_MEMORY = 240 * 1024**2
"""Bounds of a PDF that is read: pages, characters of all pages, ruled lines of one page, bytes that draw one (a full page of a form has
some twenty thousand), places in the grid of one table, bytes while it is read: 300 pages full of text need 50 MB, one page being
read after the other."""

LONGEST = 20_000.0
SMALLEST, LARGEST = 0.5, 2_000.0
"""How far from the corner of a page something may stand, and how large type may be, in points: a page of PDF is at most
14,400 wide (ISO 32000-1, annex C), and what is smaller or larger nobody can read."""

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: from where to where, on which base line, how large."""

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def stands(self) -> bool:
        """Whether it can be said where it stands: type without size, or beyond any page, has no place in a line."""
        # NaN is in no range.
        return (
            SMALLEST <= self.size <= LARGEST and -LONGEST <= self.x0 <= self.x1 <= LONGEST and abs(self.base) <= LONGEST
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its characters, its tables as the cells they are ruled into, and whether it is but a picture.

    `aslant` is what is written in no line: turned, without size, beyond the page.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    tables: tuple[tuple[Box, ...], ...]
    aslant: str = ""
    picture: bool = False

    def as_list(self) -> list[Any]:
        """The page as data for a JSON file."""
        glyphs = [[one.text, one.x0, one.x1, one.base, one.size] for one in self.glyphs]
        return [self.number, self.width, self.height, glyphs, self.tables, self.aslant, self.picture]


def page_of(listed: Sequence[Any]) -> Page:
    """The page that `Page.as_list` gave."""
    number, width, height, glyphs, tables, aslant, picture = listed
    boxes = tuple(tuple((cell[0], cell[1], cell[2], cell[3]) for cell in table) for table in tables)
    return Page(number, width, height, tuple(Glyph(*one) for one in glyphs), boxes, aslant, picture)
