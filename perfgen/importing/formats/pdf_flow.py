"""The lines between the tables of a PDF to paragraphs, over pages; page numbers and running heads told from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from perfgen.docx.blocks import Paragraph
from perfgen.importing.formats.pdf_lines import PdfLine, doubt_of, fits, joined_lines
from perfgen.importing.report import Remark

_PAGE_NUMBER = re.compile(r"[\s—\-–_·•.|]*\d{1,4}[\s—\-–_·•.|]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+|Page\s+\d+.*")
_MARGIN = 0.12
"""The part of a page's height at its head and its foot where page numbers and running heads stand."""

_RUNNING = 3
"""On how many pages a line stands at the same place to be a running head."""

_INDENT = 0.9
_ABOUT_TWO = (1.5, 2.7)
"""Between how many characters a line is indented by two: tables stand out a little from the text."""

_WIDEST_MARGIN = 90.0
"""Word's own margin in points, wider than the standard's 26 mm."""

_NEAR = 3.0
_APART = 1.6
_LARGER = 1.0
_ENTRY = re.compile(r"[—\-–0-9]\s*$")
_ENTRIES = 2
_NUMERALS, _LEADERS = " —–-0123456789ivxIVX", " .．…·。⋯"
CONTENTS = "目录"
"""The style of lines with leaders, and of those that go on with them."""


@dataclass(frozen=True, slots=True)
class Body:
    """Where the text of a page stands, left and right, and how large and how far apart its lines are."""

    left: float
    right: float
    size: float
    pitch: float


def margins(lines: Sequence[PdfLine], height: float) -> tuple[list[PdfLine], list[PdfLine]]:
    """The lines of one page that are page numbers, and the others."""
    numbers: list[PdfLine] = []
    others: list[PdfLine] = []
    for line in lines:
        outside = not _MARGIN * height < line.base < (1 - _MARGIN) * height
        (numbers if outside and _PAGE_NUMBER.fullmatch(line.text.strip()) else others).append(line)
    return numbers, others


def running_heads(pages: Sequence[tuple[Sequence[PdfLine], float]]) -> list[PdfLine]:
    """The lines that stand at the same height at the head or foot of several pages, in the order of the pages."""
    places = [
        ((line.text.strip(), round(line.base)), line)
        for lines, height in pages
        for line in lines
        if not _MARGIN / 1.5 * height < line.base < (1 - _MARGIN / 1.5) * height
    ]
    often = Counter(place for place, _ in places)
    return [line for place, line in places if often[place] >= _RUNNING]


def bodies(lines: Sequence[PdfLine], width: float, edges: Sequence[float] = ()) -> dict[int, Body]:
    """The body of left pages (0) and of right ones (1): their margins may be mirrored.

    `width` is that of the paper; `edges` are the left sides of the tables.
    """
    return {side: _body([line for line in lines if line.page % 2 == side] or lines, width, edges) for side in (0, 1)}


def _body(lines: Sequence[PdfLine], width: float, edges: Sequence[float]) -> Body:
    if not lines:
        return Body(0, 0, 1, 1)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.glyphs)
    size = sizes.most_common(1)[0][0]
    text = [line for line in lines if abs(line.size - size) < _LARGER]
    steps = [
        below.base - line.base for line, below in pairwise(text) if line.page == below.page and below.base > line.base
    ]
    left = min(line.x0 for line in text)
    if edges and _ABOUT_TWO[0] * size < left - min(edges) < _ABOUT_TWO[1] * size:
        left -= 2 * size  # every line begins a paragraph
    full = [
        line.x1 for line, below in pairwise(text) if line.page == below.page and below.x0 < left + size * _INDENT / 2
    ]
    # Where no line is gone on with at the margin, all are short, and say nothing of where a full one would end.
    right = _usual(full) if full else max(*(line.x1 for line in text), width - _WIDEST_MARGIN)
    return Body(left, right, size, median(steps) if steps else 2 * size)


def _usual(ends: Iterable[float]) -> float:
    """Where most lines end, as far to the right as a point or two more; the furthest where none is usual."""
    rounded = [round(end / 2) * 2 for end in ends]
    counted = Counter(rounded)
    often = [end for end, count in counted.items() if count >= max(2, max(counted.values()) / 2)]
    return float(max(often) if often else max(rounded))


def paragraphs(
    lines: Sequence[PdfLine], sides: dict[int, Body], numbers: Counter[int], remarks: list[Remark]
) -> list[Paragraph]:
    """The paragraphs of lines that no table parts.

    `numbers` counts the paragraphs of each page for their places; `remarks` are added to.
    """
    groups: list[list[PdfLine]] = []
    led = _led(lines)
    for line, after in zip(lines, (*lines[1:], None), strict=False):
        above = groups[-1][-1] if groups else None
        if above is not None and above not in led and _goes_on(above, (line, after), sides, led=line in led):
            groups[-1].append(line)
        else:
            groups.append([line])
    found: list[Paragraph] = []
    for group in groups:
        page = group[0].page
        numbers[page] += 1
        text = joined_lines(group, lambda line: sides[line.page % 2].right - line.x1)
        style = CONTENTS if group[-1] in led else ""
        text = _entry(text) if style else text
        found.append(Paragraph(text, style, place=f"第{page}页 第{numbers[page]}段"))
        doubt = doubt_of(group)
        remarks += [Remark(found[-1].place, text, doubt, paragraph=found[-1])] if doubt else []
    return found


def _entry(text: str) -> str:
    """An entry of a contents as it is typed, with a tab in place of its leaders."""
    title = text.rstrip(_NUMERALS)
    page = text[len(title) :].strip()
    return f"{title.rstrip(_LEADERS)}\t{page}"


def _led(lines: Sequence[PdfLine]) -> set[PdfLine]:
    """The entries of a contents: lines with leaders, and those beside them that have no room for leaders."""
    led = [line for line in lines if line.led]
    ends = {(line.page, round(line.x1)) for line in led}
    entries = (line for line in lines if _ENTRY.search(line.text) and (line.page, round(line.x1)) in ends)
    return {*led, *entries} if len(led) >= _ENTRIES else set(led)


def _goes_on(line: PdfLine, next_two: tuple[PdfLine, PdfLine | None], sides: dict[int, Body], *, led: bool) -> bool:
    """Whether the first of the next lines belongs to the paragraph of a line; `led` where it ends with a page number."""
    below, after = next_two
    body, own = sides[line.page % 2], sides[below.page % 2]
    if abs(line.size - below.size) > _LARGER / 2 or "\t" in line.text or "\t" in below.text:
        return False
    if line.page == below.page and below.base - line.base > _APART * max(body.pitch, line.size * 1.2):
        return False
    if led and _aligned(line, below, body, own):
        return not fits(line, below, body.right - line.x1 - 2 * line.size)
    if _centred(line, body) and _centred(below, own) and (line.size > body.size + _LARGER or _off(line, body)):
        return _evenly_parted(line, below) or not fits(
            line, below, (body.right - body.left) - (line.x1 - line.x0), after
        )
    if below.x0 - own.left > _INDENT * below.size:
        return False
    return not fits(line, below, body.right - line.x1, after)


def _evenly_parted(line: PdfLine, below: PdfLine) -> bool:
    """Whether two lines are one numbered title that was parted into lines of one length, as our templates do."""
    apart = abs((line.x1 - line.x0) - (below.x1 - below.x0))
    return (
        line.page == below.page
        and apart < 2 * line.size
        and _NUMBERED.match(line.text) is not None
        and not _NUMBERED.match(below.text)
    )


_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．]")


def _centred(line: PdfLine, body: Body) -> bool:
    return abs((line.x0 + line.x1) - (body.left + body.right)) < 2 * _NEAR


def _off(line: PdfLine, body: Body) -> bool:
    """Whether a line begins where no paragraph does: neither at the margin nor indented by two characters."""
    indent = (line.x0 - body.left) / line.size
    return all(abs(indent - usual) > 0.3 for usual in (0, 2))


def _aligned(line: PdfLine, below: PdfLine, body: Body, own: Body) -> bool:
    return below.x0 - own.left >= line.x0 - body.left - _NEAR
