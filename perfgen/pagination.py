"""A filing as it is printed: laid out by LibreOffice, with true page numbers in its contents.

Laid out once, the document tells on which page each entry of the contents falls, and each row of its tables; laid out again
with those numbers in it and the tables fitted to their pages, it must tell the same. The last layout is its PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfgen import building
from perfgen.docx.fitted_tables import Fit, TableGroups, TablePages, fitted, refitted
from perfgen.docx.sections import MARK, Marked, PageNumbers, marked, row_mark, section_mark
from perfgen.errors import Diagnostic, Severity
from perfgen.filing.numerals import letters, roman
from perfgen.loading import Prepared
from perfgen.office import fonts
from perfgen.office.find import find, version
from perfgen.office.pdf import ARCHIVED, ORDINARY, BookmarkedPages, PageLabels, PdfOutlineEntry, finished, whole
from perfgen.office.warm import Office

MOST_ROUNDS = 8
TWO_LINES = 34
"""What the last line of a row and another take, in points: type of 10.5 points with its leading, twice, and the cell's margin."""
LANGUAGE = "zh-CN"
_UNTOLD = PageNumbers(None, "decimal")

_STYLES = {"decimal": "D", "lowerRoman": "r", "upperRoman": "R", "lowerLetter": "a", "upperLetter": "A"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished filing: the Word file, its PDF (empty where not asked for), its pages, and what should be looked at."""

    docx: bytes
    pdf: bytes
    count: int
    numbers: Mapping[str, str]
    """The page number of each entry of the contents, by its bookmark."""
    warnings: tuple[Diagnostic, ...] = ()


def office() -> Office:
    """A LibreOffice that lays out with the fonts of this machine."""
    return Office(fonts.substitutes(_fonts()))


def engine() -> str:
    """What lays out on this machine, in a line that is another where pages may break elsewhere; empty where nothing does.

    Asked of LibreOffice once a process.
    """
    program = find()
    return _described(program) if program else ""


@cache
def _described(program: Path) -> str:
    used = "；".join(f"{one.font.name}→{one.used}{f'、{one.latin}' if one.latin else ''}" for one in _fonts())
    return f"LibreOffice {'.'.join(map(str, version(program)))}；{used}"


def stand_ins() -> list[str]:
    """The fonts that are not on this machine and what stands in for them, in words."""
    return [
        f"{one.font.name}→{one.used or '系统挑的字体'}{'' if one.same else '（字宽不同）'}"
        for one in _fonts()
        if not one.there
    ]


@cache
def _fonts() -> tuple[fonts.Chosen, ...]:
    return fonts.choose(fonts.families())


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document whose page numbers and tables fit the pages they stand on: the Word file, and what LibreOffice made of it.

    `numbering` is that of its pages, `numbers` the number of each entry of its contents by bookmark; not `settled` where
    they still changed after `MOST_ROUNDS`.
    """

    docx: bytes
    made: bytes
    pages: BookmarkedPages
    numbering: Sequence[PageLabels]
    numbers: Mapping[str, str]
    fit: Fit
    settled: bool


def printed(
    prepared: Prepared, office: Office, *, numbered: bool = True, archived: bool = False, pdf: bool = True
) -> Printed:
    """Lay out a prepared filing.

    Where not `numbered` the contents stay without page numbers; `archived` makes a PDF/A; without `pdf` there is none.
    Raises LayoutError where the template is at fault, OfficeError where LibreOffice is missing or does not lay the
    filing out.
    """
    entries = building.view(prepared).get("目录", ())
    done = settle(
        lambda numbers: building.render(prepared, numbers),
        [entry["书签"] for entry in entries],
        office,
        ARCHIVED if archived else ORDINARY,
        numbered=numbered,
    )
    headings = [
        PdfOutlineEntry(entry["标题"], entry["级别"], done.pages[entry["书签"]].page, done.pages[entry["书签"]].top)
        for entry in entries
        if entry["书签"] in done.pages
    ]
    with whole():
        content = finished(done.made, LANGUAGE, headings, done.numbering, MARK) if pdf else b""
    warnings = () if done.settled else (_unsettled(prepared),)
    return Printed(done.docx, content, done.pages.count, done.numbers, warnings)


def settle(
    render: Callable[[Mapping[str, str]], bytes],
    bookmarks: Sequence[str],
    office: Office,
    wanted: str,
    *,
    numbered: bool = True,
) -> LaidOut:
    """Lay out a document until its contents tell the pages they stand on, and its tables fit theirs.

    `render` makes the document for page numbers by bookmark, none at first; `bookmarks` are those of its contents, `wanted` is
    what is asked of LibreOffice. Raises OfficeError, and what `render` does.
    """
    numbers: dict[str, str] = {}
    fit = Fit()
    for _ in range(MOST_ROUNDS):
        docx = fitted(render(numbers), fit)
        measured = marked(docx, fonts.LATIN)
        made = office.convert(measured.content, "docx", wanted)
        with whole():
            pages = BookmarkedPages(made)
            if not any(section_mark(number) in pages for number in range(len(measured.sections))):
                raise ValueError("none of our bookmarks")
            numbering = numbering_of(pages, measured.sections, bookmarks)
            found = {mark: _label(pages[mark].page, numbering) for mark in bookmarks if numbered and mark in pages}
            better = refitted(fit, _rows(pages, measured.tables), measured.tables, _tight(pages, measured))
        done = LaidOut(docx, made, pages, numbering, numbers, fit, found == numbers)
        if done.settled and better == fit:
            break
        numbers, fit = found, better
    return done


def _rows(pages: BookmarkedPages, tables: TableGroups) -> TablePages:
    """The page of each row of each table; None where it has no mark."""
    return [
        [pages[mark].page if (mark := row_mark(table, row)) in pages else None for row in range(len(rows))]
        for table, rows in enumerate(tables)
    ]


def _tight(pages: BookmarkedPages, measured: Marked) -> frozenset[tuple[int, int]]:
    """The rows, as (table, row), under which their page has no room for another line: Word may break one more than LibreOffice."""
    lowest = {
        row: min((pages[mark].top for mark in marks if mark in pages), default=None)
        for row, marks in measured.ends.items()
    }
    return frozenset(
        row for row, top in lowest.items() if top is not None and top < measured.bottoms[row[0]] + TWO_LINES
    )


def _unsettled(prepared: Prepared) -> Diagnostic:
    return Diagnostic(
        "PDF03",
        "目录的页码排了几遍都定不下来，个别页码可能差一页",
        prepared.reading.files[0],
        hint="在 Word 里点一下目录，按 F9，选“更新整个目录”",
        severity=Severity.WARNING,
    )


def numbering_of(pages: BookmarkedPages, sections: Sequence[PageNumbers], bookmarks: Sequence[str]) -> list[PageLabels]:
    """How the pages are numbered, section by section; the PDF has it as labels of its pages.

    Sections before the first entry of the contents (cover, contents) print no numbers where the layout says nothing of
    them, and are labelled with small Roman ones, so that no two pages have one label. Where it numbers one of them, the
    others have no label.
    """
    starts = [(pages[section_mark(n)].page, numbers) for n, numbers in enumerate(sections) if section_mark(n) in pages]
    for at in reversed(range(len(starts) - 1)):
        if starts[at][0] > starts[at + 1][0]:  # it begins with what is not seen, which is on no page
            starts[at] = (starts[at + 1][0] if at else 0, starts[at][1])
    first_entry = min((pages[mark].page for mark in bookmarks if mark in pages), default=0)
    body = max((page for page, _ in starts if page <= first_entry), default=0)
    told = any(page < body and numbers != _UNTOLD for page, numbers in starts)
    found: list[PageLabels] = []
    number = 1
    for at, (page, numbers) in enumerate(starts):
        number = number + page - starts[at - 1][0] if at and numbers.start is None else numbers.start or 1
        style = _STYLES.get(numbers.style, "D")
        if page < body and numbers == _UNTOLD:
            style = "" if told else "r"
        found.append(PageLabels(page, style, number))
    return found or [PageLabels(0, "D", 1)]


def _label(page: int, numbering: Sequence[PageLabels]) -> str:
    """The number a page prints."""
    part = next((part for part in reversed(numbering) if part.page <= page), numbering[0])
    number = part.first + page - part.page
    written = _WRITTEN[part.style.lower()](number)
    return written.upper() if part.style.isupper() else written


_WRITTEN: Mapping[str, Callable[[int], str]] = {"d": str, "r": roman, "a": letters}
