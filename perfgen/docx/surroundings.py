"""What a value prints where it stands: in the text of a run, with paragraphs and tabs of its own, or anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from perfgen.docx.east_asian import as_chinese, as_latin, chinese, has_sign, is_chinese, latin
from perfgen.docx.limits import MOST_FILLED, OverBudgetError
from perfgen.docx.numbers import fewest, narrow, too_wide, wide_numbers
from perfgen.docx.titles import indent

TEXT, VALUE, INDENT = "_text", "_value", "_indent"
"""Filters put on every tag: for the text of a run (with the index of its surroundings), for everything else, and for the
indent that parts a title in lines of one length (with the index again)."""


_MOST = 1 << 20
"""More characters than any text has."""


def _nothing(_: str) -> bool:
    """None has, where there is room for any."""
    return False


class Surroundings(NamedTuple):
    """The paragraph and run properties around a tag; `paragraph` is None for one that cannot be parted there.

    `room` is how wide a line of the cell is, in twentieths of a point, where the tag stands in one, and `size` how large its
    text, in half points. For a title, `room` is how wide its line.
    """

    paragraph: str | None
    run: str
    room: int | None = None
    size: int = 0

    @property
    def fewest(self) -> int:
        """How many characters a text has at least that holds a number too wide."""
        return _MOST if self.room is None else fewest(self.room, self.size)

    @property
    def too_wide(self) -> Callable[[str], bool]:
        """What tells whether a text of as many has such a number."""
        return _nothing if self.room is None else too_wide(self.room, self.size)

    def fill(self, text: str) -> Markup:
        """Text as content of ``w:t``, with its tabs and paragraphs. Raises OverBudgetError where that is much XML."""
        pieces: list[str] = []
        size = at = 0
        for start, end, run in self._apart(text):
            apart = (
                f'</w:t></w:r><w:r>{run}<w:t xml:space="preserve">{escape(text[start:end])}</w:t></w:r>{self._reopened}'
            )
            pieces += (self._plain(text[at:start]), apart)
            at, size = end, size + len(apart)
            if size > MOST_FILLED:
                raise OverBudgetError(long=True)
        pieces.append(self._plain(text[at:]))
        return Markup("".join(pieces))  # noqa: S704 -- escaped piece by piece

    def _apart(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The parts that need a run of their own, with its properties: of another font, and numbers too wide for the cell."""
        found: list[tuple[int, int, str]] = []
        if has_sign(text):
            own = is_chinese(self.run)
            run = as_latin(self.run) if own else as_chinese(self.run)
            found += ((start, end, run) for start, end in (latin if own else chinese)(text))
        if self.room is not None:
            found += [
                (start, end, narrow(self.run, self.size, percent))
                for start, end, percent in wide_numbers(text, self.room, self.size)
            ]
        at = 0
        for start, end, run in sorted(found):
            if start >= at:
                yield start, end, run
                at = end

    def _plain(self, text: str) -> str:
        xml = str(escape(text))
        breaks = xml.count("\t") + xml.count("\n")
        if breaks and len(xml) + breaks * (100 + 2 * len(self.run) + len(self.paragraph or "")) > MOST_FILLED:
            raise OverBudgetError(long=True)
        xml = xml.replace("\t", f"</w:t></w:r><w:r>{self.run}<w:tab/></w:r>{self._reopened}")
        if self.paragraph is None:
            return xml.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        return xml.replace("\n", f"</w:t></w:r></w:p><w:p>{self.paragraph}{self._reopened}")

    def indented(self, title: str) -> str:
        """How far a title is indented on either side, as an attribute says it."""
        return str(indent(title, self.room or 0, self.size))

    @property
    def _reopened(self) -> str:
        return f'<w:r>{self.run}<w:t xml:space="preserve">'


def attribute(text: str) -> Markup:
    """Text as it stands in an attribute or between elements, with its tabs and line breaks."""
    return Markup(str(escape(text)).replace("\t", "&#9;").replace("\n", "&#10;"))  # noqa: S704 -- escaped here
