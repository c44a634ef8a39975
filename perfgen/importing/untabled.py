"""Texts whose tables did not arrive as tables: drawn with ``|``, a cell on each line, or only listed in the contents."""

from __future__ import annotations

from perfgen.docx.blocks import BlockDocument, Paragraph, Table
from perfgen.filing.labels import key
from perfgen.importing.labels import Labels
from perfgen.importing.split import is_title
from perfgen.importing.words import blank, without_page

_ENOUGH = 3
"""So many different labels that stand in lines of their own are the cells of a table."""
_LONGEST = 40
_MOST_CELLS = 30
"""A line of more characters between two bars than a label has, or of more bars than a table has columns, is looked at no further."""


def untabled(document: BlockDocument, labels: Labels) -> str:
    """How the tables of a document came to be lost, as a hint what to do; empty where it has some, or shows none."""
    if any(_is_one(block, labels) for block in document.blocks if isinstance(block, Table)):
        return ""
    lines = [block.printed.strip() for block in document.blocks if isinstance(block, Paragraph)]
    meant = labels.meanings
    cells = {key(cell) for line in lines if line.count("|") > 1 for cell in line.split("|")[:_MOST_CELLS]}
    if len({meant[cell] for cell in cells if cell in meant}) >= _ENOUGH:
        return "表格是用竖线（|）画的文字，分不出格子。在 Word 里打开原来的文件，直接读它"
    alone = {key(line) for line in lines if len(line) <= _LONGEST}
    if len({meant[line] for line in alone if line in meant}) >= _ENOUGH:
        return "文字里一格占一行，看不出哪几格是一行。找到原来的 Word 文件再试"
    if any(_is_listed(line) for line in lines):
        return "只有目录里列着这些表。找到原来的 Word 文件再试"
    return ""


def _is_one(table: Table, labels: Labels) -> bool:
    """Whether a table is of a form: a cell of it says a label, or begins with one."""
    meant = labels.meanings
    cells = (cell.text for row in table.rows for cell in row)
    return any(key(text) in meant or key(_before_colon(text)) in meant for text in cells if not blank(text))


def _before_colon(text: str) -> str:
    return text[:_LONGEST].replace(":", "：").partition("：")[0]


def _is_listed(line: str) -> bool:
    """Whether a line lists the tables of a project, or is their title."""
    return 0 < len(line) <= 2 * _LONGEST and is_title(Paragraph(without_page(line)))
