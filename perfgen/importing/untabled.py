"""Texts whose tables did not arrive as tables: drawn with ``|``, parted by blanks, a cell on each line, or only listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfgen.docx.blocks import BlockDocument, Paragraph, Table
from perfgen.filing.labels import key
from perfgen.importing.labels import Labels
from perfgen.importing.split import is_title
from perfgen.importing.words import blank, without_page

_ENOUGH = 3
"""So many different labels that stand in lines of their own are the cells of a table."""
_BARS = "表格是用竖线（|）画的文字，分不出格子。在 Word 里打开原来的文件，直接读它"
_ALONE = "文字里一格占一行，看不出哪几格是一行。找到原来的 Word 文件再试"
_BLANKS = "表格的各格之间只有空格，分不出格子。找到原来的 Word 文件再试"
_LISTED = "只有目录里列着这些表。找到原来的 Word 文件再试"
_LONGEST = 40
_MOST_CELLS = 30
"""A line of more characters between two bars than a label has, or of more bars than a table has columns, is looked at no further."""


def untabled(document: BlockDocument, labels: Labels) -> str:
    """How the tables of a document came to be lost, as a hint what to do; empty where it has some, or shows none."""
    if any(_is_one(block, labels) for block in document.blocks if isinstance(block, Table)):
        return ""
    lines = [block.printed.strip() for block in document.blocks if isinstance(block, Paragraph)]
    for cells, hint in (
        ((cell for line in lines if line.count("|") > 1 for cell in line.split("|")[:_MOST_CELLS]), _BARS),
        ((line for line in lines if len(line) <= _LONGEST), _ALONE),
        ((cell for line in lines for cell in line.split(maxsplit=_MOST_CELLS)[:_MOST_CELLS]), _BLANKS),
    ):
        if _labels(cells, labels.meanings) >= _ENOUGH:
            return hint
    if any(_is_listed(line) for line in lines):
        return _LISTED
    return ""


def _labels(cells: Iterable[str], meant: Mapping[str, str]) -> int:
    """How many different labels some texts say."""
    return len({meant[said] for cell in cells if len(cell) <= _LONGEST and (said := key(cell)) in meant})


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
