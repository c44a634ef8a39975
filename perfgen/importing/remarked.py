"""What the comments of a document are about: the value of the filing that was read where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfgen.docx.blocks import BlockDocument, Paragraph, Table
from perfgen.filing.fields import OWN
from perfgen.filing.walk import data_at
from perfgen.importing.report import Ledger
from perfgen.source.data import Steps

_MOST = 500
"""So many comments are looked up; of more it is only told where they stand."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """A comment by its id: where it stands in words, the text there, and the path of the value that is (empty: not found)."""

    id: str
    place: str
    text: str
    about: Steps = ()


def remarked(document: BlockDocument, ledger: Ledger, data: Mapping[str, Any]) -> tuple[Remarked, ...]:
    """Where each comment stands, the first of its places, in the order of the document."""
    found: dict[str, Remarked] = {}
    for paragraph, beside in _paragraphs(document):
        for one in paragraph.remarked:
            if one not in found:
                about = _about(paragraph, beside, ledger, data) if len(found) < _MOST else ()
                found[one] = Remarked(one, ledger.place([paragraph]) or paragraph.place, paragraph.printed, about)
    return tuple(found.values())


def _paragraphs(document: BlockDocument) -> Iterator[tuple[Paragraph, tuple[str, ...]]]:
    """Each paragraph of the body, and what stands to the left of its cell and above it: there its label is."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block, ()
        elif isinstance(block, Table):
            above: dict[int, str] = {}
            for row in block.rows:
                left = ""
                for cell in row:
                    for paragraph in cell.paragraphs:
                        yield paragraph, (left, above.get(cell.column, ""))
                    left = "".join(cell.text.split()) or left
                above |= {cell.column: "".join(cell.text.split()) for cell in row}


def _about(paragraph: Paragraph, beside: tuple[str, ...], ledger: Ledger, data: Mapping[str, Any]) -> Steps:
    """The path of the value that a paragraph, or its label, is of; empty where there is no telling."""
    around = ledger.steps_around(paragraph)
    said = _bare(paragraph.text)
    if not said:
        return around
    leaves = list(_leaves(data_at(data, around), around))
    exact = [steps for steps, text in leaves if _bare(text) == said]
    named = [steps for steps, _ in leaves if isinstance(steps[-1], str) and steps[-1] in said and len(said) < _LABEL]
    holding = [steps for steps, text in leaves if said in _bare(text)]
    most = [
        steps for steps, text in leaves if 2 * len(_bare(text)) > len(said) and _bare(text) in said
    ]  # its number aside
    for candidates in (exact, holding, most, named):
        labelled = [steps for steps in candidates if any(str(steps[-1]) in one for one in beside if one)]
        best = labelled or candidates
        if best and (len(best) == 1 or labelled):
            return best[0]
    return around


_LABEL = 20
"""How long the text of a label is at most, blanks aside."""


def _leaves(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield steps, value
        return
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if step != OWN or not isinstance(inner, str):
            yield from _leaves(inner, (*steps, step))


def _bare(text: str) -> str:
    return "".join(text.split())
