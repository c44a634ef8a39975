"""Lines without a name: words about the file, what goes on from the line above, a row pasted from a table.

Each repair takes a draft and the line (from 0) where a mistake showed, and gives the drafts that may read further.
`inside` are the lines of blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.source.draft import Draft, Replaced, column_of
from perfgen.source.grammar import words
from perfgen.source.scalars import BULLETS, DASHES
from perfgen.source.table_rows import as_indicator, cells

_RULE = re.compile(r"\s*(?:`{3,}\w*|~{3,}|={3,}|\*{3,}|_{3,}|-{4,})\s*$")
_NAMED = re.compile(rf"\s*[-#{{\[|>{DASHES}{BULLETS}]|.*[:：｛]")
"""What is a key, an item or a part of a mapping, though it may be typed badly."""
_DIVIDER = re.compile(r"[\s|:-]+$")


def ruled(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """A line of nothing but signs, as other ways of writing part a text with, left out."""
    text = draft.lines[line].rstrip("\r\n")
    if draft.written_line(line) not in inside and _RULE.match(text):
        place = len(text) - len(text.lstrip())
        said = draft.said(line, place, "这一行只有符号，不是 YAML 的写法", "删掉这一行")
        yield draft.changed(line, [Replaced(place, len(text), "#")], said)


def pasted(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """A row of a table where a row of indicators is meant, or the heads of one."""
    text = draft.lines[line].rstrip("\r\n")
    row = cells(text)
    if draft.written_line(line) in inside or len(row) < 2:
        return
    place = len(text) - len(text.lstrip())
    if all(cell in words() or _DIVIDER.match(cell) for cell in row):
        said = draft.said(line, place, "这一行是从表格里贴来的表头，不是内容", "删掉这一行")
        yield draft.changed(line, [Replaced(place, len(text), "#")], said)
    elif meant := as_indicator(row):
        above = draft.lines[line - 1] if line else ""
        has = column_of(above) if above.lstrip().startswith("- {") else place
        said = draft.said(line, place, "这一行是从表格里贴来的，不是 YAML 的写法", f"写成 {meant}")
        yield draft.changed(line, [Replaced(0, len(text), " " * has + meant)], said)


def unnamed_after_braces(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """As `unnamed`, where the line above ends in a bracket: it cannot go on from there."""
    if line and draft.lines[line - 1].rstrip().endswith(("}", "]")):
        yield from unnamed(draft, line, inside)


def unnamed(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """A line without a name that goes on from nothing, left out: words about the file, a title."""
    text = draft.lines[line].rstrip("\r\n")
    if draft.written_line(line) in inside or not text.strip() or _NAMED.match(text):
        return
    place = column_of(text)
    hint = "写成“名称: 内容”，冒号后面空一格；只是说明，就在前面加“# ”"
    yield draft.changed(line, [Replaced(place, len(text), "#")], draft.said(line, place, "这里应当有冒号", hint))


def runs_on(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """A line without a name, set below the one it goes on from: what reads the tree tells that it was broken."""
    text = draft.lines[line]
    if (
        line == 0
        or draft.written_line(line - 1) in inside
        or not text.strip()
        or ":" in text
        or text.lstrip()[0] in "-#"
    ):
        return
    above = draft.lines[line - 1]
    if above.strip() and column_of(text) <= column_of(above):
        yield draft.changed(line, [Replaced(0, column_of(text), " " * (column_of(above) + 4))], None)
