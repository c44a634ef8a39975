"""What a finished Word file says, in the order of its pages: headings, paragraphs and tables that every form of it is made from.

The page, the workbook and the comparison all start from here: what is on paper is what is published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from perfgen.docx.archive import unpacked
from perfgen.docx.blocks import Block, BlockDocument, Paragraph
from perfgen.docx.blocks import Table as WordTable
from perfgen.docx.objects import CHART, PICTURE, SMART_ART
from perfgen.docx.xml import parse_xml
from perfgen.filing.labels import key
from perfgen.filing.regex import regex
from perfgen.layouts import Layout
from perfgen.layouts.reading import STANDARD

_HEADING = regex(r"heading ([1-6])")
_LEVELS = {"封面标题": 1, "部分标题": 2, "部分副标题": 2, "项目标题": 3, "叙述标题": 4}
"""The styles of our templates that are headings, beside Word's own; a page of a form begins with its title."""
_PART = regex("第[一二三四五六七八九十]+部分")
_CONTENTS = re.compile(r"toc (?:heading|\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PublishedHeading:
    """A heading: its text, its level from 1, and the name by which links find it."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: its paragraphs, where it begins (row and column, from 0), and over how many rows and columns it goes.

    `is_head` where it holds a label of the form.
    """

    lines: tuple[str, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False

    @property
    def text(self) -> str:
        """Its paragraphs, parted by line breaks."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table by its cells in order, how many rows it has, and what it is called: the heading or the line above it."""

    cells: tuple[TableCell, ...]
    rows: int
    title: str

    def of_row(self, number: int) -> tuple[TableCell, ...]:
        """The cells that begin in a row."""
        return tuple(cell for cell in self.cells if cell.row == number)


Part = PublishedHeading | str | PublishedTable


@dataclass(frozen=True, slots=True)
class Published:
    """A document to be published: what is on its cover, and what follows, without the table of contents."""

    title: str
    cover: tuple[str, ...]
    parts: tuple[Part, ...] = field(default=())

    @property
    def headings(self) -> tuple[PublishedHeading, ...]:
        """All headings in order."""
        return tuple(part for part in self.parts if isinstance(part, PublishedHeading))

    @property
    def tables(self) -> tuple[PublishedTable, ...]:
        """All tables in order."""
        return tuple(part for part in self.parts if isinstance(part, PublishedTable))


def title_of(docx: bytes, otherwise: str) -> str:
    """The title that a finished Word file has in its properties; `otherwise` where it has none."""
    part = unpacked(docx).get("docProps/core.xml")
    said = None if part is None else parse_xml(part).find("{*}title")
    return " ".join((said.text or "").split() if said is not None else ()) or otherwise


def published(document: BlockDocument, layout: Layout, title: str) -> Published:
    """What a finished document says. `title` is what it is called."""
    blocks = list(document.blocks)
    first = next((at for at, block in enumerate(blocks) if _is_contents(block)), 0)
    cover = [block.printed for block in blocks[:first] if isinstance(block, Paragraph) and block.printed.strip()]
    labels = _labels(layout)
    parts = tuple(_parts(blocks[first:], labels))
    notes = [block.printed for block in paragraphs(document.around) if _is_note(block)]
    if notes:
        anchor = f"s{sum(isinstance(part, PublishedHeading) for part in parts) + 1}"
        parts = (*parts, PublishedHeading("注", 2, anchor), *notes)
    return Published(title, tuple(cover), parts)


def _is_note(one: Paragraph) -> bool:
    """Whether it stands below the text of a page, or behind all of it."""
    return one.place.startswith(("脚注", "尾注")) and bool(one.printed.strip())


def not_told(document: BlockDocument) -> tuple[str, ...]:
    """What a document shows that is neither text nor table: how many of which, in words."""
    counts = Counter[str]()
    for paragraph in paragraphs(document.blocks):
        for one in paragraph.objects:
            counts[one.kind] += one.count
    return tuple(f"{kind} {counts[kind]} 个" for kind in (PICTURE, CHART, SMART_ART) if counts[kind])


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, also those of tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                yield from (paragraph for cell in row for paragraph in cell.paragraphs)


def _is_contents(block: object) -> bool:
    return isinstance(block, Paragraph) and _CONTENTS.fullmatch(block.style) is not None


def _labels(layout: Layout) -> Collection[str]:
    """The labels of the form, as they are compared."""
    own = (one.name for scope in (layout.own.whole, layout.own.project, layout.own.indicator) for one in scope)
    words = (word for table in STANDARD for label, synonyms in table.items() for word in (label, *synonyms))
    return {key(word) for word in (*words, *own, *layout.checkpoints)}


def _parts(blocks: Sequence[Block], labels: Collection[str]) -> Iterator[Part]:
    said = ""
    number = 0
    for block in blocks:
        if isinstance(block, WordTable):
            yield _table(block, said, labels)
        elif block.printed.strip() and not _is_contents(block):
            text = block.printed.strip()
            level = 2 if _PART.fullmatch(text) else _level(block.style)
            if level:
                number += 1
                yield PublishedHeading(text, level, f"s{number}")
                said = text
            else:
                yield block.printed


def _level(style: str) -> int:
    found = _HEADING.fullmatch(style.lower())
    return int(found[1]) + 1 if found else _LEVELS.get(style, 0)


def _table(table: WordTable, title: str, labels: Collection[str]) -> PublishedTable:
    cells = []
    for row, several in enumerate(table.rows):
        for cell in several:
            if cell.continued:
                continue
            lines = tuple(one.printed for one in cell.paragraphs)
            down = row + 1
            while down < len(table.rows) and any(
                below.continued and below.column == cell.column for below in table.rows[down]
            ):
                down += 1
            is_head = key("".join(lines)) in labels
            cells.append(TableCell(lines, row, cell.column, down - row, cell.span, is_head))
    return PublishedTable(tuple(cells), len(table.rows), title)
