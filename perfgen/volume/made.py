"""A volume, made: every department's part laid out or as it was kept, put behind the front, and all of it as a PDF."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from perfgen import building, pagination
from perfgen.docx.sections import MARK, sectioned
from perfgen.errors import Diagnostic, Severity
from perfgen.kept import folder, keep, recall
from perfgen.office import fonts
from perfgen.office.pdf import ORDINARY, BookmarkedPages, PdfOutlineEntry, finished, whole
from perfgen.office.warm import Office
from perfgen.volume.chosen import ChosenFiling, ChosenFilings
from perfgen.volume.front import FrontMatter, VolumeFront, VolumeLine
from perfgen.volume.joined import join
from perfgen.volume.part import LaidOutPart, PartPlace, laid_out_part

_SECONDS = 3_600.0
"""How long LibreOffice may take for the whole: a county of 80 departments takes minutes."""
_MOST_BYTES = 512 * 1024 * 1024
_MOST_KEPT = 4


@dataclass(frozen=True, slots=True)
class VolumeText:
    """What a volume says of itself: title (empty for the usual one), who made it, a date, and the template of its front."""

    title: str = ""
    unit: str = ""
    date: str = ""
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class MadeVolume:
    """A volume: the Word file, and the PDF, which is empty where none was asked for.

    `pages` are those from 1 on; `made_anew` is how many departments' parts were laid out anew, `warnings` what should be looked at.
    """

    docx: bytes
    pdf: bytes
    pages: int
    made_anew: int
    warnings: tuple[Diagnostic, ...] = ()


def make_volume(
    chosen: ChosenFilings,
    text: VolumeText,
    order: str,
    *,
    pdf: bool = False,
    progress: Callable[[ChosenFiling], None] = lambda _: None,
) -> MadeVolume:
    """Make the volume of some filings, one at least. `order` is what its front calls their order.

    Raises PerfgenError: where a filing is not valid any more, the template of the front is at fault, or LibreOffice is missing or
    fails.
    """
    front = VolumeFront(text.template)
    matter = matter_of(chosen, text, order)
    with pagination.office() as office:
        parts = list(_parts(chosen, front, matter, office, progress))
        starts = _starts(parts)
        contents = _contents(parts, starts)
        docx = join(lambda words: front.render(matter, contents, words), [one.part for one in parts])
        made, wrong = _pdf(docx, contents, office) if pdf else (b"", False)
    pages = starts[-1] + parts[-1].count - 1
    warnings = [_unsettled(one, filing) for one, filing in zip(parts, chosen.filings, strict=True) if not one.settled]
    if wrong:
        warnings.append(_AMISS)
    return MadeVolume(docx, made, pages, sum(one.made_anew for one in parts), tuple(warnings))


_AMISS = Diagnostic(
    "PDF03",
    "目录的页码和 PDF 的页码有对不上的",
    hint="在 Word 里点一下目录，按 F9，选“更新整个目录”；再告诉维护者",
    severity=Severity.WARNING,
)


def matter_of(chosen: ChosenFilings, text: VolumeText, order: str) -> FrontMatter:
    """What the front of a volume says of it; `order` is what it calls the order of the departments."""
    title = text.title or f"{chosen.year}年部门预算绩效文本汇编"
    return FrontMatter(
        title,
        chosen.year or 0,
        text.unit,
        text.date,
        len(chosen.filings),
        sum(one.projects for one in chosen.filings),
        sum((one.money for one in chosen.filings), Decimal(0)),
        order,
        chosen.left_out,
    )


def _parts(
    chosen: ChosenFilings,
    front: VolumeFront,
    matter: FrontMatter,
    office: Office,
    progress: Callable[[ChosenFiling], None],
) -> Iterator[LaidOutPart]:
    for number, one in enumerate(chosen.filings, 1):
        # What the front counts changes with every filing; the heads and feet of a part do not hang on it.
        frame = front.frame(replace(matter, departments=0, projects=0, money=Decimal(0), left_out=()), one.name)
        yield laid_out_part(building.prepare(one.path), PartPlace(number, one.name, frame), office)
        progress(one)


def _starts(parts: Sequence[LaidOutPart]) -> list[int]:
    """The number of the page each part begins on: the next odd one behind the part before."""
    found: list[int] = []
    free = 1
    for one in parts:
        found.append(free + 1 - free % 2)
        free = found[-1] + one.count
    return found


def _contents(parts: Sequence[LaidOutPart], starts: Sequence[int]) -> list[VolumeLine]:
    return [
        replace(entry, page=str(start + one.pages[entry.bookmark])) if entry.bookmark in one.pages else entry
        for one, start in zip(parts, starts, strict=True)
        for entry in one.entries
    ]


def _pdf(docx: bytes, contents: Sequence[VolumeLine], office: Office) -> tuple[bytes, bool]:
    """The volume as a PDF with outline and page labels, and whether a page has another number than its contents say."""
    file = folder() / "volume" / f"{hashlib.sha256(docx + pagination.engine().encode('utf-8')).hexdigest()}.pdf"
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        return recall(file, _MOST_BYTES), False
    content, sections = sectioned(docx, fonts.LATIN)
    laid_out = office.convert(content, "docx", ORDINARY, _SECONDS)
    with whole():
        pages = BookmarkedPages(laid_out)
        there = [one for one in contents if one.bookmark in pages]
        body = pages[there[0].bookmark].page if there else 0
        wrong = any(one.page != str(pages[one.bookmark].page - body + 1) for one in there) or len(there) < len(contents)
        outline = [
            PdfOutlineEntry(one.title, one.level, pages[one.bookmark].page, pages[one.bookmark].top) for one in there
        ]
        labels = pagination.numbering_of(pages, sections, [one.bookmark for one in there])
        made = finished(laid_out, pagination.LANGUAGE, outline, labels, MARK)
    if not wrong:
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            keep(file, made, _MOST_KEPT)
    return made, wrong


def _unsettled(part: LaidOutPart, filing: ChosenFiling) -> Diagnostic:
    return Diagnostic(
        "PDF03",
        f"{part.part.heading}的表格排了几遍都定不下来，个别页码可能差一页",
        filing.path,
        hint="在 Word 里点一下目录，按 F9，选“更新整个目录”",
        severity=Severity.WARNING,
    )
