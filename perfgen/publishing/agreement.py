"""Whether the four files say the same as the filing: each is read back, as somebody would who has nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain, zip_longest
from pathlib import Path

from lxml import html

from perfgen.comparing.comparison import Difference, DifferenceKind
from perfgen.comparing.wording import is_of_substance, sentence
from perfgen.errors import Diagnostic
from perfgen.excel.cells import read_book
from perfgen.publishing.content import Published, PublishedHeading, PublishedTable
from perfgen.versions import compared

CODE = "PUB02"
_HINT = "这是程序的错，没有发布；请把绩效文本和这句话告诉我们"


def document_differences(filing: Path, file: Path, year: int) -> Iterator[Diagnostic]:
    """Where a .docx or .pdf says other amounts, names or targets than the filing it was made from.

    Raises PerfgenError where it cannot be read back.
    """
    (one,) = compared(filing, file, year).compared
    for saying in one.said:
        if is_of_substance(saying) or any(map(_is_a_name, saying.differences)):
            yield Diagnostic(CODE, f"读回来和绩效文本不一样：{sentence(saying)}", file, hint=_HINT)


_NAMES = ("名称", "项目编码", "实施单位")
"""What somebody or something is called by, besides the names of projects and indicators."""


def _is_a_name(one: Difference) -> bool:
    return one.kind is DifferenceKind.CHANGED and one.place.label in _NAMES


def page_differences(file: Path, content: str, said: Published) -> Iterator[Diagnostic]:
    """Where the texts and tables of a page do not say what the paper says."""
    root = html.document_fromstring(content)
    lines = [tuple(_text(one).split()) for main in root.iter("main") for one in main if one.tag != "div"]
    yield from _text_differences(file, said, lines)
    tables = [[tuple(_text(cell).split()) for cell in table.iter("td", "th")] for table in root.iter("table")]
    for number, table in enumerate(said.tables):
        wanted = [tuple(cell.text.split()) for cell in table.cells]
        yield from _differences(file, table, wanted, tables[number] if number < len(tables) else [])
    yield from _too_much(file, (cell for table in tables[len(said.tables) :] for cell in table))


def workbook_differences(file: Path, content: bytes, said: Published) -> Iterator[Diagnostic]:
    """Where the sheets of a workbook do not hold the texts, and the cells of the tables, in order; numbers are compared as numbers."""
    first, *sheets = read_book(file, content, lambda _: True).sheets
    lines = [tuple(cell.text.split()) for _, cell in sorted(first.cells.items())]
    yield from _text_differences(file, said, lines[len(said.cover) :])
    held = [tuple(cell.text.split()) for sheet in sheets for _, cell in sorted(sheet.cells.items())]
    there = iter(held)
    for table in said.tables:
        wanted = [tuple(cell.text.split()) for cell in table.cells if cell.text.strip()]
        got = [next((one for one in there), ()) for _ in wanted]
        yield from _differences(file, table, wanted, got)
    yield from _too_much(file, there)


def _text_differences(file: Path, said: Published, lines: list[tuple[str, ...]]) -> Iterator[Diagnostic]:
    """Where headings and paragraphs are others, or another number of them."""
    wanted = [
        tuple((part.text if isinstance(part, PublishedHeading) else part).split())
        for part in said.parts
        if not isinstance(part, PublishedTable)
    ]
    for words, found in zip_longest(wanted, lines, fillvalue=()):
        if words != found:
            message = f"正文里应当是“{' '.join(words)}”，这里是“{' '.join(found)}”"
            yield Diagnostic(CODE, message, file, hint=_HINT)


def _text(cell: html.HtmlElement) -> str:
    return " ".join(map(str, cell.itertext()))


def _differences(
    file: Path, table: PublishedTable, wanted: list[tuple[str, ...]], got: list[tuple[str, ...]]
) -> Iterator[Diagnostic]:
    for words, found in zip_longest(wanted, got, fillvalue=()):
        if words != found and not _same_number(words, found):
            message = f"“{table.title}”的表里应当是“{' '.join(words)}”，这里是“{' '.join(found)}”"
            yield Diagnostic(CODE, message, file, hint=_HINT)


def _too_much(file: Path, left: Iterable[tuple[str, ...]]) -> Iterator[Diagnostic]:
    """What stands in tables that are not on paper."""
    words = " ".join(chain.from_iterable(left))
    if words:
        yield Diagnostic(CODE, f"纸面上没有的：{words}", file, hint=_HINT)


def _same_number(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    try:
        (left,), (right,) = one, other
        return Decimal(left.replace(",", "")) == Decimal(right.replace(",", ""))
    except (ValueError, InvalidOperation):
        return False
