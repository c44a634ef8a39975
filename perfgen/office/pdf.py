"""The PDF that LibreOffice makes of a filing: what it says of pages, and what is put right in it.

LibreOffice writes the clock and a counter into it, its own language, and no page labels. What comes out of `finished` is
the same for the same filing, laid out by the same LibreOffice with the same fonts.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, String
from pikepdf.models.outlines import OutlineStructureError

from perfgen.errors import Diagnostic, OfficeError
from perfgen.office.type1 import numbered

_OPTIONS = (
    '{{"ExportBookmarksToPDFDestination":{{"type":"boolean","value":"true"}},'
    '"ExportBookmarks":{{"type":"boolean","value":"false"}},'
    '"IsSkipEmptyPages":{{"type":"boolean","value":"false"}},'
    '"UseTaggedPDF":{{"type":"boolean","value":"true"}},'
    '"SelectPdfVersion":{{"type":"long","value":"{version}"}}}}'
)
ORDINARY = f"pdf:writer_pdf_Export:{_OPTIONS.format(version=0)}"
ARCHIVED = f"pdf:writer_pdf_Export:{_OPTIONS.format(version=2)}"
"""What to ask of LibreOffice: a PDF, or one of the kind PDF/A-2b; tagged, with the document's bookmarks as destinations, and with the
empty pages that keep odd numbers on right-hand pages where it is printed on both sides."""

_FIRST_NUMBER = 4_100_001  # as LibreOffice counts
_CLOCK = (Name.CreationDate, Name.ModDate)
_ICC_CLOCK = range(24, 36)
_LONG_AGO = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
"""Where the header of an ICC profile (ICC.1, 7.2.8) says when it was made, and what it says in ours."""

_RUN = ("/ID", "/DocChecksum")
_XMP_CLOCK = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")


@dataclass(frozen=True, slots=True)
class PdfOutlineEntry:
    """An entry of the outline: a title, its level from 1, and the page (from 0) and height it stands at."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class PageLabels:
    """How the pages from `page` (from 0) on are numbered: D, r, R, a or A as PDF has it, and the first number.

    Without a style the pages have no label.
    """

    page: int
    style: str
    first: int


@dataclass(frozen=True, slots=True)
class BookmarkPlace:
    """Where a bookmark falls: the page, from 0, and the height on it in points from below."""

    page: int
    top: float


_LONGEST_STREAM = 64 * 1024 * 1024
"""How much a font or a profile may come to; the largest CJK fonts have 20 MB, and few kilobytes may unpack to gigabytes."""

_DAMAGE = (
    pikepdf.PdfError, pikepdf.PasswordError, pikepdf.ForeignObjectError, OutlineStructureError,
    ArithmeticError, AttributeError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What pikepdf, and lxml below it, raise of a PDF that is damaged, or has not what it should."""


@contextmanager
def whole() -> Iterator[None]:
    """Within it a PDF is read that may be damaged, or not what was asked for. Raises OfficeError where it is."""
    try:
        yield
    except _DAMAGE:
        hint = "再试一次；还不行，先用 --no-page-numbers 生成，并检查 LibreOffice 是不是装好了（perfgen doctor）"
        raise OfficeError(Diagnostic("PDF02", "LibreOffice 做出来的 PDF 是坏的", hint=hint)) from None


class BookmarkedPages:
    """Where the bookmarks of a document fall in its PDF."""

    def __init__(self, content: bytes) -> None:
        """Read a PDF made by `ORDINARY` or `ARCHIVED`. Raises as a damaged one may: see `whole`."""
        with pikepdf.open(io.BytesIO(content)) as pdf:
            self.count = len(pdf.pages)
            numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
            named = pdf.Root.get("/Dests", Dictionary())
            self._places = {
                _key(name[1:]): BookmarkPlace(numbers[target[0].objgen], float(target[3]))
                for name, target in named.items()
            }

    def __getitem__(self, bookmark: str) -> BookmarkPlace:
        """Where a bookmark falls. Raises KeyError where the PDF has none of that name."""
        return self._places[_key(bookmark)]

    def __contains__(self, bookmark: str) -> bool:
        return _key(bookmark) in self._places


def _key(name: str) -> str:
    """A bookmark's name as LibreOffice writes it in a PDF: what is no letter or digit by its number, as 5F."""
    return "".join(char if char.isascii() and char.isalnum() else f"{ord(char):02X}" for char in name)


def finished(
    content: bytes, language: str, headings: Iterable[PdfOutlineEntry], numbering: Sequence[PageLabels], drop: str
) -> bytes:
    """The PDF with outline, page labels and language, without clock and counters.

    `drop` is what the names of bookmarks begin with that were only needed for measuring. Raises ValueError for a font
    that unpacks to far more than one, and as a damaged PDF may: see `whole`.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        root.Lang = String(language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode = Name.UseOutlines
        root.PageLabels = Dictionary(Nums=pikepdf.Array(_labels(numbering)))
        for name in [name for name, _ in root.get("/Dests", Dictionary()).items() if name[1:].startswith(_key(drop))]:
            del root.Dests[name]
        _outline(pdf, headings)
        _describe(pdf, language)
        _forget_the_clock(pdf)
        _number_fonts(pdf)
        for name in _RUN:
            if name in pdf.trailer:
                del pdf.trailer[name]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _labels(numbering: Sequence[PageLabels]) -> Iterable[pikepdf.Object | int]:
    for part in numbering:
        yield part.page
        yield Dictionary(S=Name(f"/{part.style}"), St=part.first) if part.style else Dictionary()


def _outline(pdf: pikepdf.Pdf, headings: Iterable[PdfOutlineEntry]) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, pikepdf.OutlineItem]] = []
        for heading in headings:
            target = pikepdf.make_page_destination(pdf, heading.page, pikepdf.PageLocation.XYZ, top=heading.top)
            item = pikepdf.OutlineItem(heading.title, target)
            while above and above[-1][0] >= heading.level:
                above.pop()
            siblings = above[-1][1].children if above else outline.root
            siblings.append(item)
            above.append((heading.level, item))


def _describe(pdf: pikepdf.Pdf, language: str) -> None:
    """Say in XMP (ISO 16684-1) what the PDF says of itself: LibreOffice writes it into a PDF/A alone.

    Raises ValueError, or what lxml raises, where what is said already is no text, or no XMP.
    """
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True) as metadata:
        for name, key in _DESCRIBED.items():
            said = pdf.docinfo.get(name, String(""))
            if not isinstance(said, String):
                raise ValueError("a description that is no text")  # noqa: TRY004 -- the PDF is at fault, not a caller
            if str(said) and key not in metadata:
                metadata[key] = [str(said)] if key == "dc:creator" else str(said)
        metadata["dc:language"] = {language}


_DESCRIBED = {
    "/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
}  # fmt: skip


def _forget_the_clock(pdf: pikepdf.Pdf) -> None:
    for name in _CLOCK:
        if name in pdf.docinfo:
            del pdf.docinfo[name]
    if Name.Metadata in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True) as metadata:
            for key in _XMP_CLOCK:
                if key in metadata:
                    del metadata[key]

    for intent in pdf.Root.get("/OutputIntents", ()):
        if Name.DestOutputProfile in intent:
            profile = _unpacked(intent.DestOutputProfile)
            intent.DestOutputProfile.write(profile[: _ICC_CLOCK.start] + _LONG_AGO + profile[_ICC_CLOCK.stop :])


def _number_fonts(pdf: pikepdf.Pdf) -> None:
    """Number the embedded fonts of Type 1 from the first on; LibreOffice goes on counting from document to document.

    They are taken by name: LibreOffice writes them in the order of their addresses in memory.
    """
    fonts = [
        item
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor and Name.FontFile in item
    ]
    fonts.sort(key=lambda font: str(font.FontName))
    for number, font in enumerate(fonts, _FIRST_NUMBER):
        stream = font.FontFile
        stream.write(numbered(_unpacked(stream), int(stream.Length1), int(stream.Length2), number))


def _unpacked(stream: pikepdf.Object) -> bytes:
    """What a stream holds. Raises ValueError for more than `_LONGEST_STREAM`."""
    flat = stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream
    if not flat:
        return bytes(stream.read_bytes())
    content = zlib.decompressobj().decompress(stream.read_raw_bytes(), _LONGEST_STREAM + 1)
    if len(content) > _LONGEST_STREAM:
        raise ValueError("a stream that unpacks to more than a font")
    return content
