"""Characters on a page to lines, and whether a line goes on with the one above or begins a paragraph.

A line was broken by the word processor where the next word did not fit any more; where it would have fitted, somebody
ended the paragraph. That is told from the room that is left, and is not certain where the room was just used up.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from perfgen.filing.numerals import MOST_CIRCLED, circled, ordinal
from perfgen.importing.formats.pdf_page import Glyph

_SAME_LINE = 0.4
_TAB = 1.2
_GAP = 0.2
_FITS = 0.1
_BETWEEN_SCRIPTS = 0.25
_LETTER = 0.7
"""In sizes of the type: how far base lines of one line lie apart, a gap that is a
tab, one that is more than none, what a character that fits must
leave over, the gap between Chinese and Latin, and a wide letter."""

_RADICALS = dict(
    zip(
        "⺁⺄⺆⺈⺊⺌⺎⺟⺠⺣⺧⺩⺫⺭⺮⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂乙冂刀卜小兀母民灬牛王罒示竹肉虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""What Unicode leaves without a decomposition, and fonts of PDF files say in place of the character."""

_CLOSING = "，。、；：！？）》〉】〕」』”’…％,.;:!?)]}%°℃"
_OPENING = "（《〈【〔「『“‘([{"
_NUMBER = re.compile(
    r"\s*(?:([0-9]{1,2})\s*[.．、](?![0-9])|[(（]\s*([0-9一二三四五六七八九十]{1,3})\s*[)）]|([一二三四五六七八九十]{1,3})、|([①-⑳]))"
)
_NUMERALS = {ordinal(one): one for one in range(1, 100)} | {circled(one): one for one in range(1, MOST_CIRCLED + 1)}
_LEADER = re.compile(r"(?:[.．…·。⋯]\s?){4,}[\s—\-–.·0-9ivxIVX]*$|[.…·⋯]{3,}\s*[—0-9]+\s*$")
_LONGEST_LEADER = 200
_LONGEST_NUMBER = 10
_SCRIPTS = re.compile(r"(?<=[\u3400-\u9fff])[0-9A-Za-z]|(?<=[0-9A-Za-z])[\u3400-\u9fff]")
_SCRIPTS_APART = re.compile(r"(?<=[\u3400-\u9fff]) [0-9A-Za-z]|(?<=[0-9A-Za-z]) [\u3400-\u9fff]")
_SENTENCE = tuple("。！？")

JOINED_AT_A_SENTENCE = "上一行正好排满又是句号，PDF 里看不出是不是另起一段，已经连成一段"
PARTED_AT_A_NUMBER = "上一行正好排满，下一行以序号开头，已经另起一段"
PARTED_NARROWLY = "上一行差不多排满，看不准是不是另起一段，已经另起一段"
UNREADABLE = "PDF 里有认不出的字，写成了□"


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text: from where to where, on which base line, how large (all in points), on which page, from 1."""

    text: str
    glyphs: tuple[Glyph, ...]
    page: int

    @property
    def x0(self) -> float:
        """Where it begins, in points from the left."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends, in points from the left."""
        return max(one.x1 for one in self.glyphs)

    @property
    def base(self) -> float:
        """Its base line, in points from above."""
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        """The size of most of it, in points."""
        return Counter(one.size for one in self.glyphs).most_common(1)[0][0]

    @property
    def led(self) -> bool:
        """Whether leaders run to a page number, as in a contents."""
        return _LEADER.search(self.text[-_LONGEST_LEADER:]) is not None

    @property
    def number(self) -> int:
        """The number it begins with, as an item of a list; 0 where it is none."""
        found = _NUMBER.match(self.text)
        written = next(filter(None, found.groups())) if found else ""
        return int(written) if written.isdecimal() else _NUMERALS.get(written, 0)


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[PdfLine]:
    """The lines of some characters from top to bottom; blank ones are none."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.base):
        if rows and glyph.base - rows[-1][0].base < _SAME_LINE * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(sorted(row, key=lambda one: one.x0), page)) is not None]


def _line(row: Sequence[Glyph], page: int) -> PdfLine | None:
    said = tuple(one for one in row if one.text.strip())
    if not said:
        return None
    stretched = max(0.0, median([0.0, *(after.x0 - one.x1 for one, after in pairwise(said))]))
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.text.strip() and last is not None:
            gap = (glyph.x0 - last.x1 - 2 * stretched) / glyph.size
            _add_gap(pieces, gap, latin=_latin(last.text + glyph.text))
        pieces.append(spelled(glyph.text))
        last = glyph if glyph.text.strip() else last
    return PdfLine("".join(pieces), said, page)


def _add_gap(pieces: list[str], gap: float, *, latin: bool) -> None:
    """Put to the pieces of a line what a gap stands for: a tab, or between words a blank that has no character."""
    blank = pieces[-1].isspace()
    numbered = len(pieces) < _LONGEST_NUMBER and _NUMBER.fullmatch("".join(pieces)) is not None
    if gap > _TAB or (gap > _GAP and not blank and numbered):
        while pieces[-1].isspace():
            pieces.pop()
        pieces.append("\t")
    elif latin and gap > _GAP and not blank:
        pieces.append(" ")


def spelled(text: str) -> str:
    """A character as it is typed: radicals that stand for it are it, ligatures are their letters."""
    if text.startswith("(cid:"):
        return "□"
    if "\u2f00" <= text <= "\u2fdf" or "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)
    return _RADICALS.get(text, text)


def fits(line: PdfLine, below: PdfLine, room: float, after: PdfLine | None = None) -> bool:
    """Whether the first word of the line below would have gone into the room left at the end of a line.

    `after` is the line below that one: a word may go on there that was too long for a line.
    """
    if below.glyphs[0].text in _CLOSING:
        return False
    glyphs = below.glyphs + (after.glyphs if after is not None else ())
    needed = _first_word(glyphs)
    if _latin(line.glyphs[-1].text) != _latin(below.glyphs[0].text):
        needed += _BETWEEN_SCRIPTS * below.size
    return room > needed + _FITS * below.size


def _first_word(glyphs: Sequence[Glyph]) -> float:
    """The width of what may not be parted at the beginning of a line."""
    width = 0.0
    for glyph, after in pairwise(glyphs):
        width += glyph.x1 - glyph.x0
        if _may_part(glyph.text, after.text) or after.x0 - glyph.x1 > _GAP * glyph.size:
            return width
    return width + glyphs[-1].x1 - glyphs[-1].x0


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if before in _OPENING or after in _CLOSING or _latin(before + after):
        return False
    return not (before in _CLOSING and _latin(after))


def _latin(text: str) -> bool:
    return text.isascii()


def joined_lines(lines: Sequence[PdfLine], room: Callable[[PdfLine], float]) -> str:
    """The text of the lines of one paragraph; `room` tells what is left at the end of a line.

    Chinese is joined as it stands, and so is a word that filled its line; between two words that did not there was a blank.
    """
    text = lines[0].text
    apart = _scripts_apart(lines)
    for line, below in pairwise(lines):
        before, after = line.text[-1:], below.text[:1]
        words = before.isascii() and before.isalpha() and _latin(after) and room(line) > _LETTER * line.size
        scripts = apart and _SCRIPTS.search(before + after) is not None
        text += (" " if words or scripts else "") + below.text
    return text.rstrip()


def _scripts_apart(lines: Sequence[PdfLine]) -> bool:
    """Whether a paragraph has a blank wherever Chinese and figures meet, so that there was one at the end of a line too."""
    met = sum(len(_SCRIPTS.findall(line.text)) for line in lines)
    parted = sum(len(_SCRIPTS_APART.findall(line.text)) for line in lines)
    return parted > 1 and not met


def doubt_of(lines: Sequence[PdfLine]) -> str:
    """What is to be said of a paragraph whatever its lines are."""
    return UNREADABLE if any("□" in line.text and _unmapped(line) for line in lines) else ""


def _unmapped(line: PdfLine) -> bool:
    return any(one.text.startswith("(cid:") for one in line.glyphs)


def ends_a_sentence(line: PdfLine) -> bool:
    """Whether a paragraph may end here."""
    return line.text.rstrip().endswith(_SENTENCE)
