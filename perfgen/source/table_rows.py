"""Rows of indicators pasted from a table as they are: cells parted by tabs, or by bars."""

from __future__ import annotations

from perfgen.source.grammar import BASIS, DESCRIPTION, NAME, TARGET

_HEADS = {2: (NAME, TARGET), 3: (NAME, DESCRIPTION, TARGET), 4: (NAME, DESCRIPTION, TARGET, BASIS)}
"""What the cells of a row are, by their number."""
_SIGNS = frozenset("{}[],:#\"'\n")


def cells(text: str) -> list[str]:
    """The cells of a line that may be a row of a table; one where it is none."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "|":
        text = text[1:-1].replace("|", "\t")
    return [cell.strip() for cell in text.split("\t") if cell.strip()]


def as_indicator(row: list[str]) -> str | None:
    """How a row is written as an indicator; None where it is not known what its cells are, or signs in them stand for more."""
    heads = _HEADS.get(len(row))
    if heads is None or _SIGNS.intersection("".join(row)):
        return None
    return f"- {{{', '.join(f'{head}: {cell}' for head, cell in zip(heads, row, strict=True))}}}"
