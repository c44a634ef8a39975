"""Labels and their values, in cells by turns and in lines: where a value ends, also before a label that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfgen.docx.blocks import Cell, Paragraph
from perfgen.importing.labels import Labels
from perfgen.importing.words import blank

LONGEST_ITEM = 200
"""A cell that says more holds no label and value in one."""

_SHORT = re.compile(r"[\u3400-\u9fff（）()／/、]{2,12}")
"""A label: Chinese words without figures and without signs of a sentence."""
_MARKED = re.compile(r"[^\s:：，。；！？,;]{2,12}[:：]")
"""A label with its colon."""
_INSIDE = re.compile(r"\s+(?=([\u3400-\u9fff（）()／/、]{2,12})\s{0,4}[:：])")
"""Where in a text the next label and its colon stand, behind a blank or in a new line."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, empty where nobody reads it, the cell it stands in, and the cells of its value.

    `within` where label and value stand in one cell, as `written`.
    """

    label: str
    head: Cell
    values: list[Cell]
    within: bool = False
    written: str = ""


def like_a_label(written: str, labels: Labels) -> bool:
    """Whether a cell may be a label, if it stands where one stands."""
    bare = written.strip()
    return labels.is_known(bare) or bool(_SHORT.fullmatch(bare) or _MARKED.fullmatch(bare))


def pairs(cells: Sequence[Cell], known: Mapping[str, str], labels: Labels) -> Iterator[Pair]:
    """Labels and the cells of their values; label and value in one cell are taken apart.

    `known` are the labels that are read, by key. A value ends before the next label, whichever form prints it, and
    before what stands where a label would: in every other cell, or with a colon behind it.
    """
    meant = [labels.names(cell.text, known) or "" for cell in cells]
    if _by_turns(cells, meant, labels):
        for label, head, value in zip(meant[::2], cells[::2], cells[1::2], strict=True):
            yield Pair(label, head, [value])
        return
    seen: set[str] = set()
    at = 0
    while at < len(cells):
        label, head = meant[at], cells[at]
        begun = _begins(cells, at, meant, labels, seen)
        at += 1
        if not begun:
            yield from in_one_cell(head, known, labels)
            continue
        seen |= {label} - {""}
        values: list[Cell] = []
        while at < len(cells) and not (_begins(cells, at, meant, labels, seen) or in_one_cell(cells[at], known, labels)
                                       or _unknown(cells, at, values, labels)):  # fmt: skip
            values.append(cells[at])
            at += 1
        yield Pair(label, head, values)


def _by_turns(cells: Sequence[Cell], meant: Sequence[str], labels: Labels) -> bool:
    """Whether every other cell is a label, one of them at least a known one."""
    heads = cells[::2]
    return (
        len(cells) % 2 == 0
        and any(meant[::2])
        and all(label or like_a_label(cell.text, labels) for label, cell in zip(meant[::2], heads, strict=True))
    )


def _begins(cells: Sequence[Cell], at: int, meant: Sequence[str], labels: Labels, seen: set[str]) -> bool:
    """Whether a cell is a label that some form prints, or ends in a colon; one that was said before in the row is a value."""
    if meant[at]:
        return meant[at] not in seen
    return labels.is_known(cells[at].text) or bool(_MARKED.fullmatch(cells[at].text.strip()))


def _unknown(cells: Sequence[Cell], at: int, values: Sequence[Cell], labels: Labels) -> bool:
    """Whether a cell behind a value is a label that nobody knows: from it on labels and values go by turns."""
    rest = [cell for cell in cells[at:] if not blank(cell.text)]
    return (
        any(not blank(cell.text) for cell in values)
        and not blank(cells[at].text)
        and len(rest) % 2 == 0
        and all(like_a_label(cell.text, labels) for cell in rest[::2])
    )


def in_one_cell(cell: Cell, known: Mapping[str, str], labels: Labels) -> list[Pair]:
    """``预算数：100.00`` in one cell, or the label in its first paragraph and the value in the next.

    A further label in the cell ends the value; what is behind it is a pair of its own. Empty where the cell is none.
    """
    if len(cell.text) > LONGEST_ITEM:
        return []
    for sign in reversed(list(re.finditer(r"[:：\n]", cell.text))):
        label, value = labels.names(cell.text[: sign.start()], known), cell.text[sign.end() :]
        if label and not blank(value):
            first, *others = _cut(value, labels, strictly=label in labels.paragraphs)
            found = [_within(label, cell, first, cell.text)] if first else []
            for piece in others:
                name, _, rest = piece.replace(":", "：", 1).partition("：")
                found.append(_within(labels.names(name, known) or "", cell, rest.strip(), piece))
            return found
    return []


def _within(label: str, cell: Cell, value: str, written: str) -> Pair:
    return Pair(label, cell, [Cell((Paragraph(value),), cell.column, cell.span)], within=True, written=written)


def lines(paragraphs: Sequence[Paragraph], known: Mapping[str, str], labels: Labels) -> Iterator[Pair]:
    """``项目级别：县级`` in lines. One that may have paragraphs has those below, up to a blank one or the next label.

    Lines that say none of the `known` labels are passed by.
    """
    at = 0
    while at < len(paragraphs) and known:
        cell, at = Cell((paragraphs[at],), 0), at + 1
        found = _line(cell, known, labels)
        if found and found[0].label in labels.paragraphs:
            begin = at
            while at < len(paragraphs) and _goes_on(paragraphs[at], known, labels):
                at += 1
            value = Cell((*found[0].values[0].paragraphs, *paragraphs[begin:at]), 0)
            found = [Pair(found[0].label, cell, [value], within=True, written=cell.text)]
        yield from found


def _line(cell: Cell, known: Mapping[str, str], labels: Labels) -> list[Pair]:
    """What one line says; one that may have paragraphs may be long, and be written below its label."""
    before, sign, behind = cell.text.replace(":", "：", 1).partition("：")
    label = labels.names(before, known)
    if sign and (label in labels.paragraphs or (label and blank(behind))):
        return [_within(label or "", cell, behind.strip(), cell.text)]
    return in_one_cell(cell, known, labels) or _empty(cell, known, labels)


def _empty(cell: Cell, known: Mapping[str, str], labels: Labels) -> list[Pair]:
    """``项目级别：  是否重点：``: labels without values."""
    said = cell.text.split() if len(cell.text) <= LONGEST_ITEM else []
    named = [labels.names(one, known) or "" for one in said if one.endswith((":", "："))]
    return [_within(label, cell, "", cell.text) for label in named] if all(named) and len(named) == len(said) else []


def _goes_on(paragraph: Paragraph, known: Mapping[str, str], labels: Labels) -> bool:
    """Whether a line goes on with the value above."""
    styled = paragraph.style.casefold().startswith(("heading", "标题"))
    return not (blank(paragraph.printed) or styled or _line(Cell((paragraph,), 0), known, labels))


def _cut(value: str, labels: Labels, *, strictly: bool) -> list[str]:
    """A value, and what stands behind it with a label of its own; where it is empty, or `strictly`, with one of a form."""
    found = [
        one
        for one in _INSIDE.finditer(value)
        if labels.is_known(one[1]) or not (strictly or blank(value[: one.start()]))
    ]
    ends = [0, *(one.end() for one in found), len(value)]
    return [value[begin:end].strip() for begin, end in pairwise(ends)]
