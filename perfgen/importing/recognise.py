"""What kind of document it is: whose layout, and of which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgen.docx.blocks import Block, BlockDocument, Paragraph, Table
from perfgen.errors import Diagnostic, DocumentError
from perfgen.filing.base import Scope
from perfgen.filing.labels import FORMS, key
from perfgen.importing.labels import Labels, labels_of
from perfgen.layouts import Layout, Shelf

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CODE = re.compile(r"[0-9]{6}([0-9]{2})P")
_LONGEST = 40
"""A text of more characters is no label and no title."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A layout that a document may have, and its labels."""

    layout: Layout
    labels: Labels


def candidates(shelf: Shelf) -> list[Candidate]:
    """Every layout on a shelf whose documents can be told. Raises LayoutError where one of them has mistakes."""
    found = (shelf.by_name(name) for name in shelf.names())
    return [Candidate(layout, labels_of(layout)) for layout in found if layout.reading and layout.reading.tells]


def recognise(file: Path, document: BlockDocument, among: Sequence[Candidate]) -> Candidate:
    """The layout of a document: of those whose signs it has, the one most of whose labels it says.

    Raises DocumentError where it is of none.
    """
    said = _said(document.blocks)
    told = [(marks, one) for one in among if (marks := _marks(one, said))]
    if not told:
        raise _fault(file, *_unknown(document, among))
    _, best = max(told, key=lambda found: (found[0] + _fields(found[1], said), -_own(found[1])))
    wanted = best.layout.reading.in_tables if best.layout.reading else ()
    if wanted and not {key(word) for word in wanted} & _cells(document):
        raise _fault(file, f"像是 {best.layout.name} 版式的文件，可是没有读到里面的表格", "找到原来的 Word 文件再试")
    return best


def _marks(one: Candidate, printed: set[str]) -> int:
    """How many words of its signs a document says; 0 where it has none of the signs, or one that speaks against it."""
    reading = one.layout.reading
    said = printed | {key(label) for word, label in one.labels.meanings.items() if word in printed}
    if reading is None or any(sign.found(said) for sign in reading.excludes):
        return 0
    return max((sign.found(said) for sign in reading.tells), default=0)


def _fields(one: Candidate, said: set[str]) -> int:
    """How many of the further fields of a layout a document says."""
    found = (one.labels.items, one.labels.whole, one.labels.columns)
    return len({label for items in found for word, label in items.named.items() if word in said})


def _own(one: Candidate) -> int:
    return sum(len(one.layout.own.of(scope)) for scope in Scope)


def _said(blocks: Iterable[Block]) -> set[str]:
    """Everything short that cells and paragraphs say, as keys."""
    return {key(text) for text in _texts(blocks) if len(text) < _LONGEST}


def _cells(document: BlockDocument) -> set[str]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return {key(cell.text) for table in tables for row in table.rows for cell in row}


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.printed
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _unknown(document: BlockDocument, among: Sequence[Candidate]) -> tuple[str, str]:
    """What is said of a document of no layout: what it looks like by its title, if that is known."""
    readable = "、".join(one.layout.name for one in among)
    lines = [key(text) for text in _texts(document.blocks) if len(text) < _LONGEST]
    for form, words in FORMS.items():
        if any(key(word) in line for line in lines for word in (form, *words)):
            return (
                f"这像是“{form}”，没有哪个版式能读它",
                f"现在能读的版式：{readable}。要读别的表，先给它做一个版式，在 layout.yaml 里写 读入",
            )
    return "认不出这是哪个版式的文件", f"检查是不是拿错了文件；现在能读的版式：{readable}"


def _fault(file: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("IMP01", message, file, hint=hint))


def no_year(file: Path) -> DocumentError:
    """The error about a document that tells no year."""
    return DocumentError(Diagnostic("IMP02", "文件里看不出是哪一年的", file, hint="用 --year 写明年度，如 --year 2022"))


def guessed_year(file: Path, narrative: Sequence[str], codes: Sequence[str]) -> tuple[str, str]:
    """The year where the cover does not tell it, and from where it is known; both empty where it is not."""
    in_name = re.findall(r"(?<!\d)20\d\d(?!\d)", file.stem)
    if in_name:
        return in_name[-1], "文件名"
    written = Counter(year for text in narrative for year in _YEAR.findall(text))
    if written:
        return written.most_common(1)[0][0], "第一部分的文字"
    coded = Counter(f"20{found[1]}" for code in codes if (found := _CODE.match(code)))
    if coded:
        return coded.most_common(1)[0][0], "项目编码"
    return "", ""
