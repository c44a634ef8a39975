"""Whether a document built from what was imported says what the original says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from perfgen.docx.blocks import Document, Paragraph
from perfgen.importing.words import blank, key, unnumbered

_FIRST = ("总体绩效目标", "部门整体绩效目标")
END = "（到这里就完了）"


def first_difference(original: Document, built: Document, *, loosely: bool = False) -> tuple[str, str] | None:
    """The first line in which two documents differ, of the original and of the built one; None where none does.

    Blank lines, blanks at line ends and bookmarks do not count; nor does what stands before part one, where a
    document may have its own cover and page numbers. Automatic numbers count as typed ones.

    `loosely` is for an original that does not tell blanks and the lines of a cell, as a PDF does not.
    """
    texts = _loose if loosely else _exact
    for one, other in zip_longest(texts(original), texts(built), fillvalue=END):
        if one != other:
            return one, other
    return None


def _exact(document: Document) -> list[str]:
    return _from_part_one(line.rstrip() for line in _lines(document))


def _loose(document: Document) -> list[str]:
    return ["".join(text.split()) for text in _from_part_one(_texts(document))]


def _from_part_one(lines: Iterable[str]) -> list[str]:
    kept = [line for line in lines if not blank(line)]
    start = next((number for number, line in enumerate(kept) if _begins(line)), 0)
    return kept[start:]


def _begins(line: str) -> bool:
    number, rest = unnumbered(line)
    return bool(number) and "\t" not in line and key(rest) in _FIRST


def _lines(document: Document) -> Iterator[str]:
    """The lines of a document as `perfgen text` would print them, each cell begun by a tab."""
    for text in _texts(document):
        yield from text.split("\n")


def _texts(document: Document) -> Iterator[str]:
    """The paragraphs and cells of a document, each cell begun by a tab."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.printed
        else:
            yield from (f"\t{cell.text}" for row in block.rows for cell in row)
