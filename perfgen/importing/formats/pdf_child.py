"""`python -m perfgen.importing.formats.pdf_child FILE.pdf OUT BYTES SECONDS`: a PDF's pages, read in a process of its own.

A PDF of a few kilobytes can ask for any amount of memory and time, anywhere in the library that reads it. A process of
its own can be bounded and ended from outside. What it found is in OUT: a line of JSON for each page, and in the last one
why it gave up.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from perfgen.filing.text import NOT_XML
from perfgen.importing.formats.pdf_page import (
    LONGEST,
    MOST_BYTES_ON_A_PAGE,
    MOST_CHARACTERS,
    MOST_IN_A_GRID,
    MOST_LINES_ON_A_PAGE,
    MOST_PAGES,
    Box,
    Glyph,
    Page,
)

UNTOLD = "(cid:0)"
"""What pdfminer says of a character whose font does not tell it, here also of one that no Word file can hold."""

PAGES, LARGE, PASSWORD, BROKEN, LIBRARY = "pages", "large", "password", "broken", "library"
"""Why a file is not read: too many pages, too much on them, a password, damage, a library that is not whole."""
_SLOPE = 0.1
"""How steep a level line may be: a page that was scanned askew is."""

_SAYS = {"MemoryError": LARGE, "Password": PASSWORD, "Encrypt": PASSWORD}
"""What pdfplumber's exceptions say of the ones it met."""


class PdfRefusedError(Exception):
    """The file is not read, for one of the reasons above."""


def pages(path: Path) -> Iterator[Page]:
    """The pages of a PDF.

    Raises PdfRefusedError where it goes beyond the bounds, and what pdfminer raises where it is broken.
    """
    import pdfplumber  # noqa: PLC0415 -- an extra: this module may be looked at without it

    _leave_circles()
    with pdfplumber.open(path, unicode_norm=None) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise PdfRefusedError(PAGES)
        characters = 0
        for number, page in enumerate(pdf.pages, 1):
            if sum(len(stream.get_data()) for stream in page.page_obj.contents) > MOST_BYTES_ON_A_PAGE:
                raise PdfRefusedError(LARGE)  # before it is drawn, which takes most of the time
            characters += len(page.chars)
            if characters > MOST_CHARACTERS or len(page.edges) > MOST_LINES_ON_A_PAGE:
                raise PdfRefusedError(LARGE)
            yield _page(number, page)
            page.close()


def _leave_circles() -> None:
    """Make pdfminer take a reference that only leads back to itself (`2 0 obj 2 0 R`) for one to nothing, where it goes round for ever.

    ISO 32000-1, 7.3.10: a reference to what is not there is one to the null object.
    """
    from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef  # noqa: PLC0415 -- as pdfplumber, which brings it

    def resolve(reference: PDFObjRef, default: object = None) -> Any:
        found: Any = reference
        met: set[int] = set()
        while isinstance(found, PDFObjRef):
            if found.objid in met or found.doc is None:
                return default
            met.add(found.objid)
            try:
                found = found.doc.getobj(found.objid)
            except PDFObjectNotFound:
                return default
        return found

    setattr(PDFObjRef, "resolve", resolve)  # noqa: B010 -- to a type checker it is a method of another class


def _page(number: int, page: Any) -> Page:
    glyphs = [(_glyph(char), _level(char)) for char in _once(page.chars)]
    upright = tuple(glyph for glyph, level in glyphs if level and glyph.stands)
    aslant = "".join(glyph.text for glyph, level in glyphs if not (level and glyph.stands))
    found = (tuple(_box(cell) for cell in table.cells) for table in page.find_tables())
    tables = tuple(cells for cells in found if len(cells) > 1 and all(map(_stands, cells)))
    # What has one cell is a frame around text.
    for cells in tables:
        columns, rows = (
            {x for cell in cells for x in (cell[0], cell[2])},
            {y for cell in cells for y in (cell[1], cell[3])},
        )
        if len(columns) * len(rows) > MOST_IN_A_GRID:
            raise PdfRefusedError(LARGE)
    picture = not upright and bool(page.images)
    return Page(number, _side(page.width), _side(page.height), upright, tables, aslant, picture)


def _once(chars: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The characters of a page, without those that are printed again within a point of the same: bold is made so.

    What pdfplumber does for it takes time with the square of a page's characters.
    """
    there: dict[tuple[object, ...], list[tuple[float, float]]] = {}
    for char in chars:
        kind = char["text"], char["fontname"], char["size"], char["upright"]
        x, y = float(char["x0"]), float(char["doctop"])
        if math.isfinite(x) and math.isfinite(y):
            column, row = math.floor(x), math.floor(y)
            around = ((*kind, column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1))
            if any(abs(x - its_x) <= 1 and abs(y - its_y) <= 1 for at in around for its_x, its_y in there.get(at, ())):
                continue
            there.setdefault((*kind, column, row), []).append((x, y))
        yield char


def _side(length: float) -> float:
    """How wide or high a page is; as large as can be where it says something that no page is."""
    rounded = _round(length)
    return rounded if 0 < rounded <= LONGEST else LONGEST


def _glyph(char: dict[str, Any]) -> Glyph:
    base = char["bottom"] + char["y0"] - char["matrix"][5]
    text = UNTOLD if NOT_XML.search(char["text"]) else char["text"]
    return Glyph(text, *map(_round, (char["x0"], char["x1"], base, char["size"])))


def _box(cell: tuple[float, float, float, float]) -> Box:
    x0, top, x1, bottom = map(_round, cell)
    return x0, top, x1, bottom


def _stands(box: Box) -> bool:
    x0, top, x1, bottom = box
    return -LONGEST <= x0 < x1 <= LONGEST and -LONGEST <= top < bottom <= LONGEST


def _level(char: dict[str, Any]) -> bool:
    """Whether a character stands on a level line, head up; pdfminer calls upright what is turned by half a right angle."""
    across, up = char["matrix"][:2]
    return bool(char["upright"] and across > 0 and abs(up) < _SLOPE * across)


def _round(length: float) -> float:
    """A length to a hundredth; NaN for what is none."""
    try:
        return round(float(length), 2)
    except (ValueError, OverflowError):
        return math.nan


def outcome(path: Path) -> Iterator[list[Any] | str]:
    """The pages of a file as plain data, one after the other, and at the end why it is not read; empty where it is."""
    try:
        for page in pages(path):
            yield page.as_list()
    except PdfRefusedError as refused:
        yield str(refused)
    except ImportError:
        yield LIBRARY
    except MemoryError:
        yield LARGE
    except Exception as error:  # noqa: BLE001 -- pdfminer meets a broken file with whatever exception comes up
        said = f"{type(error).__name__} {error!r} {error.__cause__!r} {error.__context__!r}"
        yield next((fault for word, fault in _SAYS.items() if word in said), BROKEN)
    else:
        yield ""


_SECONDS_A_PAGE = 5
"""Of the processor, for one page or for opening the file: of real ones the slowest page takes one. A loop that a file makes
the library run in ends there, not when the time of all pages is over."""


def _bound(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- Unix has it, Windows has not
    except ImportError:
        return
    # Of what is mapped, RLIMIT_DATA counts what the process itself has filled: not libraries, nor the locales of a system.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def _give_time(seconds: int) -> None:
    """Let the process run for one page more, and in all no longer than so many seconds of the processor."""
    try:
        import resource  # noqa: PLC0415 -- as above
    except ImportError:
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, math.ceil(used) + _SECONDS_A_PAGE), hard))


def main(source: str, target: str, memory: str, seconds: str) -> None:
    """Read one file in so many bytes of memory and seconds of the processor, and write what became of it."""
    _bound(int(memory))
    _give_time(int(seconds))
    with Path(target).open("w", encoding="utf-8") as lines:
        for said in outcome(Path(source)):
            lines.write(f"{json.dumps(said)}\n")
            _give_time(int(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
