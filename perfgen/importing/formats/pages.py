"""What is read from printed pages, of a PDF or of the text of one: the document, and what pages did to it.

Pages end anywhere, print their own numbers, say the heads of tables again, and show no paragraphs. What had to be guessed
or put together is told as remarks, and marked in the filing where it got to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from perfgen.docx.blocks import BlockDocument, Paragraph
from perfgen.importing.report import Remark
from perfgen.source.data import Steps

JOINT = "|"
"""What stands in a remark where two texts were joined."""

_NEAR = 6
"""How many characters on each side tell a joint: a name loses the number before it."""

_MOST_MARKED = 200
"""How many remarks are marked in the filing; the report has them all."""


@dataclass(frozen=True, slots=True)
class DocumentFromPages:
    """What was read: the document, what should be looked at in it, and what pages print by themselves.

    What is `repeated` stands around the document too.
    """

    document: BlockDocument
    remarks: tuple[Remark, ...] = ()
    repeated: tuple[Paragraph, ...] = ()


def located(remarks: Iterable[Remark], data: dict[str, Any]) -> Iterator[Remark]:
    """The remarks, each about the first value of the filing that has its text and no remark about that text yet."""
    texts = list(_texts(data, ()))
    marked: set[tuple[Steps, str]] = set()
    for remark in remarks:
        tried = _tried(remark.text) if len(marked) < _MOST_MARKED else ()
        found = ((steps, said) for said in tried for steps in _where(texts, said) if (steps, said) not in marked)
        steps, said = next(found, ((), ""))
        if not steps:
            yield remark
            continue
        marked.add((steps, said))
        joint = f"：{remark.text}" if JOINT in remark.text else ""
        yield replace(remark, about=steps, note=f"{remark.place}，{remark.why}{joint}")


def _tried(text: str) -> tuple[str, ...]:
    """What a value may say that a remark is about."""
    above, joint, below = text.partition(JOINT)
    if joint:
        return f"{above}{below}", f"{above[-_NEAR:]}{below[:_NEAR]}"
    return (text,) if text else ()


def _where(texts: Sequence[tuple[Steps, str]], said: str) -> Iterator[Steps]:
    """The paths to the texts that have one in them, then to those that are most of it: a goal loses its number."""
    yield from (steps for steps, text in texts if said in text)
    yield from (steps for steps, text in texts if 2 * len(text) > len(said) > len(text) and text in said)


def _texts(data: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Every text of the data, by its path."""
    if isinstance(data, str):
        yield steps, data
        return
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from _texts(value, (*steps, step))
