"""What a reader of pages does to the text of a line, and how it is undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from perfgen.filing.labels import key
from perfgen.importing.formats.pages import JOINT
from perfgen.importing.report import Remark
from perfgen.importing.words import unnumbered, without_page

_MARKS = re.compile(r"\*\*(?P<bold>.+?)\*\*|</?(?:b|strong)>")
_BREAK = re.compile(r"<br\s*/?>")
_WIDE = "\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
_BLANKS = re.compile("[ \u3000\xa0]+")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_BRACKETS = re.compile(r"\(([一二三四五六七八九十百]+)\)")
_HALF_STOP = re.compile(rf"(?<=[{_WIDE}])[,;:]|[,;:](?=[{_WIDE}])")
_WIDE_STOPS = str.maketrans(",;:", "，；：")
_SEVERAL = 2

_SENTENCE_ENDS = tuple("。；：！？.;:!?）)”’》】」")
_RUNNING = re.compile("[，、；。,;]")
_TWO_LINES = 40
"""How many characters a paragraph has at least that a page end can cut: lines are never left alone."""

_SHOWN = 12
_SHORT, _LOST, _MOST_ALIKE = 4, 2, 20
"""A heading of so few characters is not told by its contents; how many a longer one may have lost,
and with how many entries of the same number it is compared."""

LONGEST = 5_000
"""A text of more characters is not joined to another: no page end made it."""

_LABEL = re.compile(r"\w{1,10}[:：]")


@dataclass(slots=True)
class Repairs:
    """What was repaired, told all together where it is many small things, and by itself where it changes the text."""

    _remarks: list[tuple[tuple[int, ...], Remark]] = field(default_factory=list)
    _counted: Counter[str] = field(default_factory=Counter)

    def told(self) -> tuple[Remark, ...]:
        """Every remark, those about the whole document first, the others in its order."""
        whole = (Remark("全文", "", why.format(count)) for why, count in sorted(self._counted.items()))
        return (*whole, *(remark for _, remark in sorted(self._remarks, key=lambda one: one[0])))

    def doubt(self, lines: tuple[int, ...], text: str, why: str) -> None:
        """Something in these lines was repaired that should be looked at."""
        self._remarks.append((lines, Remark(line_place(*lines), text, why)))

    def joined(self, lines: tuple[int, ...], texts: tuple[str, str], why: str) -> None:
        """Two texts were joined."""
        above, below = texts
        self.doubt(lines, f"{above[-_SHOWN:]}{JOINT}{below[:_SHOWN]}", f"{why}，已经在“{JOINT}”的地方接起来")

    def bare(self, text: str) -> list[str]:
        """Text without marks, line by line, and without the blanks that a reader of pages puts into Chinese words."""
        return [self._unspaced(part) for part in _BREAK.split(_MARKS.sub(lambda found: found["bold"] or "", text))]

    def _unspaced(self, text: str) -> str:
        bare = text.strip()
        blanks = [
            one
            for one in _BLANKS.finditer(bare)
            if _IS_WIDE.match(bare[one.start() - 1]) or _IS_WIDE.match(bare[one.end()])
        ]
        self._count("去掉了文字中间的空格 {} 处，多半是读页面时留下的", len(blanks))
        ends = [0, *(one.end() for one in blanks)]
        return "".join(
            bare[end:start] for end, start in zip(ends, [*(one.start() for one in blanks), len(bare)], strict=True)
        )

    def _count(self, why: str, count: int) -> None:
        if count:
            self._counted[why] += count

    def paragraph(self, text: str, number: int) -> str:
        """The text of a paragraph, its signs as Chinese is printed."""
        found = _BRACKETS.match(text)
        if found:
            text = f"（{found[1]}）{text[found.end() :]}"
            self._count("段首序号的半角括号改成了全角 {} 处", 1)
        if not re.search("[，；：]", text) and len(_HALF_STOP.findall(text)) >= _SEVERAL:
            text = _HALF_STOP.sub(lambda sign: sign[0].translate(_WIDE_STOPS), text)
            self.doubt((number,), text, "这一段的标点全读成了半角，已经改成全角")
        return text


def line_place(*numbers: int) -> str:
    """Lines of the text file, for a person: 第3行、第5行."""
    return "、".join(f"第{number}行" for number in numbers)


def goes_on(above: str, below: str) -> bool:
    """Whether a paragraph was cut at the end of a page, and the next one is the rest of it."""
    cut = _TWO_LINES <= len(above) <= LONGEST and _RUNNING.search(above) and not above.endswith(_SENTENCE_ENDS)
    begins = unnumbered(below)[0] or _LABEL.match(below) or "\t" in above + below
    return bool(cut and not begins)


def lost_entries(contents: Iterable[str], headings: AbstractSet[str]) -> dict[str, list[str]]:
    """Entries of the contents that no heading (by its key) is, by their number."""
    found: dict[str, list[str]] = {}
    for line in contents:
        entry = without_page(line.partition("\t")[0])
        number = key(unnumbered(entry)[0])
        if number and key(entry) not in headings and len(found.get(number, ())) < _MOST_ALIKE:
            found.setdefault(number, []).append(entry)
    return found


def as_listed(heading: str, lost: Mapping[str, Sequence[str]]) -> str:
    """The entry of the contents that a heading is, where the heading lost a character or two; else the heading."""
    number, words = unnumbered(heading)
    said = key(words)
    for entry in lost.get(key(number), ()) if len(said) > _SHORT else ():
        listed = key(unnumbered(entry)[1])
        if 0 < len(listed) - len(said) <= _LOST and _within(said, listed):
            return entry
    return heading


def _within(short: str, long: str) -> bool:
    """Whether a text is another with characters left out."""
    letters = iter(long)
    return all(letter in letters for letter in short)
