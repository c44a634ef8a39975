"""Forms drawn as Word tables: what a cell says, `<` where it goes on from the left and `^` where from above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document

LEFT, ABOVE = "<", "^"
Rows = Sequence[Sequence[str]]


def drawn(path: Path, *parts: str | Rows) -> Path:
    """A Word file of lines and tables. Rows of a table are filled up to its width, each last cell going on."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _table(document, part)
    document.save(str(path))
    return path


def _table(document: Document, rows: Rows) -> None:
    width = max(map(len, rows))
    said = [[*row, *[LEFT] * (width - len(row))] for row in rows]
    table = document.add_table(len(said), width)
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(said):
        for column, text in enumerate(row):
            steps = {LEFT: (at, column - 1), ABOVE: (at - 1, column)}
            owners[at, column] = owners[steps[text]] if text in steps else (at, column)
    for owner in dict.fromkeys(owners.values()):
        last = max(place for place, one in owners.items() if one == owner)
        cell = table.cell(*owner)
        if last != owner:
            cell = cell.merge(table.cell(*last))
        for extra in cell.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        first, *others = said[owner[0]][owner[1]].split("\n")
        cell.paragraphs[0].text = first.replace("\v", "\n")  # which the library makes a break within the paragraph
        for line in others:
            cell.add_paragraph(line)
