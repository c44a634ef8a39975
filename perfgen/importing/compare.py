"""Whether a document built from what was imported says what the original says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

from perfgen.docx.blocks import BlockDocument, Paragraph
from perfgen.filing.labels import key
from perfgen.importing.labels import Labels
from perfgen.importing.words import blank, unnumbered

_FIRST = ("总体绩效目标", "部门整体绩效目标")
_SHOWN = 15
"""How many characters are shown on each side of a difference."""

END = "（到这里就完了）"


def first_difference(
    original: BlockDocument, built: BlockDocument, labels: Labels | None = None
) -> tuple[str, str] | None:
    """The first line in which two documents differ, of the original and of the built one; None where none does.

    Blanks within a label (one of `labels`) do not count.

    Blank lines, blanks at line ends and bookmarks do not count; nor does what stands before part one, where a
    document may have its own cover and page numbers. Automatic numbers count as typed ones. Of a document whose lines
    were those of pages, only the characters are compared.
    """
    if original.reflowed:
        return _first_character(_characters(original), _characters(built))
    for one, other in zip_longest(_from_part_one(original), _from_part_one(built), fillvalue=END):
        if one != other and not (labels and _same_label(one, other, labels)):
            return one, other
    return None


def _same_label(one: str, other: str, labels: Labels) -> bool:
    """Whether two cells or lines are one label, typed with other blanks."""
    return one[:1] == "\t" == other[:1] and "".join(one.split()) == "".join(other.split()) and labels.is_known(one)


def _first_character(one: str, other: str) -> tuple[str, str] | None:
    at = next((at for at, pair in enumerate(zip_longest(one, other)) if pair[0] != pair[1]), None)
    if at is None:
        return None
    around = slice(max(0, at - _SHOWN), at + _SHOWN)
    return f"{one[around]}{END if at >= len(one) else ''}", f"{other[around]}{END if at >= len(other) else ''}"


def _characters(document: BlockDocument) -> str:
    """What a document says from part one on, without blanks, and with all signs of one width."""
    return "".join(unicodedata.normalize("NFKC", "".join(_from_part_one(document))).split())


def _from_part_one(document: BlockDocument) -> list[str]:
    kept = [line.rstrip() for line in _lines(document) if not blank(line)]
    start = next((number for number, line in enumerate(kept) if _begins(line)), 0)
    return kept[start:]


def _begins(line: str) -> bool:
    number, rest = unnumbered(line)
    return bool(number) and "\t" not in line and key(rest) in _FIRST


def _lines(document: BlockDocument) -> Iterator[str]:
    """The lines of a document as `perfgen text` would print them, each cell begun by a tab."""
    for text in _texts(document):
        yield from text.split("\n")


def _texts(document: BlockDocument) -> Iterator[str]:
    """The paragraphs and cells of a document, each cell begun by a tab."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.printed
        else:
            yield from (f"\t{cell.text}" for row in block.rows for cell in row)
