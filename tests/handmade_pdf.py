"""A PDF of a document's blocks, written by hand: no LibreOffice, no fonts of this machine, the same bytes each time.

The text is in STSong-Light, which every reader knows by name, in the predefined CMap UniGB-UCS2-H (ISO 32000-1, 9.7.5.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from perfgen.docx.blocks import Block, Row, Table

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 595, 842, 80, 780, 80
ACROSS = WIDTH - 2 * LEFT
BODY, CELL = 14, 9

FONT = [
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/DW 1000/FontDescriptor 5 0 R>>"
    ),
    (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200"
        b"/CapHeight 900/StemV 80>>"
    ),
]


def objects(blocks: Iterable[Block]) -> list[bytes]:
    """The objects of the PDF, the first of which is its catalog."""
    pages = _Paper().of(blocks)
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    found = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)), *FONT]
    for number, content in enumerate(pages):
        found += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (WIDTH, HEIGHT, 7 + 2 * number),
            b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content),
        ]
    return found


def pdf(numbered: Iterable[bytes]) -> bytes:
    """A PDF file of objects, the first of which is its catalog."""
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(numbered, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    at = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, table)
    return content + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, at)


@dataclass
class _Paper:
    pages: list[list[bytes]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def of(self, blocks: Iterable[Block]) -> list[bytes]:
        for block in blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    self._row(row, max(cell.column + cell.span for one in block.rows for cell in one))
            else:
                for line in _wrapped(block.printed, ACROSS, BODY):
                    self._room(2 * BODY)
                    self.y -= 2 * BODY
                    self._say(LEFT, self.y, line, BODY)
        return [b"\n".join(page) for page in self.pages]

    def _row(self, row: Row, columns: int) -> None:
        wide = ACROSS / columns
        lines = [list(_wrapped(cell.text, cell.span * wide - 6, CELL)) for cell in row]
        high = (max(map(len, lines), default=1) or 1) * 1.4 * CELL + 6
        self._room(high)
        for cell, said in zip(row, lines, strict=True):
            left, right, bottom = LEFT + cell.column * wide, LEFT + (cell.column + cell.span) * wide, self.y - high
            edges = [(left, bottom, right, bottom), (left, self.y, left, bottom), (right, self.y, right, bottom)]
            if not cell.continued:
                edges.append((left, self.y, right, self.y))
            for edge in edges:
                self.pages[-1].append(b"%.2f %.2f m %.2f %.2f l S" % edge)
            for number, line in enumerate(said, 1):
                self._say(left + 3, self.y - number * 1.4 * CELL, line, CELL)
        self.y -= high

    def _room(self, high: float) -> None:
        if self.y - high < BOTTOM:
            self.pages.append([])
            self.y = TOP

    def _say(self, x: float, y: float, text: str, size: int) -> None:
        code = text.encode("utf-16-be", "replace").hex().encode()
        self.pages[-1].append(b"BT /F %d Tf %.2f %.2f Td <%b> Tj ET" % (size, x, y, code))


def _wrapped(text: str, across: float, size: int) -> Iterator[str]:
    many = max(1, int(across / size))
    for line in text.split("\n"):
        yield from (line[at : at + many] for at in range(0, len(line), many))
