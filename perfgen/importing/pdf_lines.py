"""Characters on a page to lines, and whether a line goes on with the one above or begins a paragraph.

A line was broken by the word processor where the next word did not fit any more; where it would have fitted, somebody
ended the paragraph. That is told from the room that is left, and is not certain where the room was just used up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from perfgen.importing.pdf_page import Glyph

_SAME_LINE = 0.4
_TAB = 2.0
_FITS = 0.1
_BETWEEN_SCRIPTS = 0.25
_LETTER = 0.7
"""In sizes of the type: how far base lines of one line lie apart, a gap that is a tab, what a character that fits must
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
_WORD = re.compile(r"[0-9A-Za-z.,%+\-_/&@#$*=~^'\"\\<>]")
_NUMBER = re.compile(r"\s*(?:[0-9]{1,2}\s*[.．、](?![0-9])|[(（]\s*[0-9一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳])")  # fmt: skip
_LEADER = re.compile(r"(?:[.．…·。⋯]\s?){4,}[\s—\-–.·0-9ivxIVX]*$|[.…·⋯]{3,}\s*[—0-9]+\s*$")
_SENTENCE = tuple("。！？")

JOINED_AT_A_SENTENCE = "上一行正好排满又是句号，PDF 里看不出是不是另起一段，已经连成一段"
PARTED_AT_A_NUMBER = "上一行正好排满，下一行以序号开头，已经另起一段"
UNREADABLE = "PDF 里有认不出的字，写成了□"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: from where to where, on which base line, how large, on which page."""

    text: str
    glyphs: tuple[Glyph, ...]
    page: int

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(one.x1 for one in self.glyphs)

    @property
    def base(self) -> float:
        """Its base line."""
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        """The size of most of it."""
        sizes = [one.size for one in self.glyphs]
        return max(sizes, key=sizes.count)

    @property
    def led(self) -> bool:
        """Whether leaders run to a page number, as in a contents."""
        return _LEADER.search(self.text) is not None

    @property
    def numbered(self) -> bool:
        """Whether it begins as an item of a list."""
        return _NUMBER.match(self.text) is not None


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines of some characters from top to bottom; blank ones are none."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.base):
        if rows and glyph.base - rows[-1][0].base < _SAME_LINE * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(sorted(row, key=lambda one: one.x0), page)) is not None]


def _line(row: Sequence[Glyph], page: int) -> Line | None:
    said = tuple(one for one in row if one.text.strip())
    if not said:
        return None
    text = ""
    last: Glyph | None = None
    for glyph in row:
        if not glyph.text.strip():
            text += glyph.text
            continue
        if last is not None and glyph.x0 - last.x1 > _TAB * glyph.size:
            text = f"{text.rstrip()}\t"
        text += spelled(glyph.text)
        last = glyph
    return Line(text, said, page)


def spelled(text: str) -> str:
    """A character as it is typed: radicals that stand for it are it, ligatures are their letters."""
    if text.startswith("(cid:"):
        return "□"
    if "\u2f00" <= text <= "\u2fdf" or "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)
    return _RADICALS.get(text, text)


def fits(line: Line, below: Line, room: float) -> bool:
    """Whether the first word of the line below would have gone into the room left at the end of a line."""
    needed = _first_word(below.glyphs)
    if _latin(line.glyphs[-1].text) != _latin(below.glyphs[0].text):
        needed += _BETWEEN_SCRIPTS * below.size
    return room > needed + _FITS * below.size


def _first_word(glyphs: Sequence[Glyph]) -> float:
    """The width of what may not be parted at the beginning of a line."""
    at = 0
    while at < len(glyphs) - 1 and glyphs[at].text in _OPENING:
        at += 1
    if _latin(glyphs[at].text):
        while at < len(glyphs) - 1 and _latin(glyphs[at + 1].text):
            at += 1
    while at < len(glyphs) - 1 and glyphs[at + 1].text in _CLOSING:
        at += 1
    return glyphs[at].x1 - glyphs[0].x0


def _latin(text: str) -> bool:
    return _WORD.fullmatch(text[:1]) is not None


def joined_lines(lines: Sequence[Line], room: Callable[[Line], float]) -> str:
    """The text of the lines of one paragraph; `room` tells what is left at the end of a line.

    Chinese is joined as it stands, and so is a word that filled its line; between two words that did not there was a blank.
    """
    text = lines[0].text
    for line, below in zip(lines, lines[1:], strict=False):
        words = line.text[-1:].isascii() and line.text[-1:].isalpha() and _latin(below.text[:1])
        text += (" " if words and room(line) > _LETTER * line.size else "") + below.text
    return text.rstrip()


def doubt_of(lines: Sequence[Line]) -> str:
    """What is to be said of a paragraph whatever its lines are."""
    return UNREADABLE if any("□" in line.text and _unmapped(line) for line in lines) else ""


def _unmapped(line: Line) -> bool:
    return any(one.text.startswith("(cid:") for one in line.glyphs)


def ends_a_sentence(line: Line) -> bool:
    """Whether a paragraph may end here."""
    return line.text.rstrip().endswith(_SENTENCE)
