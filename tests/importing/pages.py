"""A built document as a reader of pages would give it, and pages cut where a test wants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfgen.docx.blocks import Paragraph, Row, read_blocks
from tests.importing.built import KNOWN_LABELS


@dataclass(frozen=True)
class Printed:
    """The lines of a text; a table row knows the head rows that a new page says again above it."""

    lines: list[str]
    heads: dict[int, list[str]]
    """The head rows over each table row that is none, by its line."""


def printed(docx: Path) -> Printed:
    lines: list[str] = []
    heads: dict[int, list[str]] = {}
    for block in read_blocks(docx).blocks:
        if isinstance(block, Paragraph):
            lines += [block.printed, ""] if block.printed.strip() else []
            continue
        head: list[str] = []
        for at, row in enumerate(block.rows):
            if KNOWN_LABELS.indicators.is_head(row) or KNOWN_LABELS.duties.is_head(row):
                head = [_line(row), _line(block.rows[at + 1])]
            if _line(row) not in head:
                heads[len(lines)] = head
            lines.append(_line(row))
        lines.append("")
    return Printed(lines, heads)


def _line(row: Row) -> str:
    return "\t".join("\t".join([cell.text.replace("\n", ""), *[""] * (cell.span - 1)]) for cell in row)


def cut(text: Printed, at: int, column: int, *, again: bool) -> str:
    """The text with a page end in the middle of one cell; the next page says the head again, or not."""
    cells = text.lines[at].split("\t")
    half = len(cells[column]) // 2
    rest = [""] * len(cells)
    cells[column], rest[column] = cells[column][:half], cells[column][half:]
    page = ["\t".join(cells), "", *(text.heads[at] if again else []), "\t".join(rest)]
    return "\n".join([*text.lines[:at], *page, *text.lines[at + 1 :]])
