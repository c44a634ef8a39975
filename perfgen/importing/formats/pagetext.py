"""The text that a reader of pages (of PDF or scans) makes of a filing, as the blocks its Word file would give.

Heads have Markdown's marks; a table row is one line, its cells parted by tabs, merged ones empty. Pages end anywhere: in a
paragraph, in a row, in a cell; the head of a table stands on each. What is put together again is told, joint by joint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfgen.docx.blocks import Block, BlockDocument, Paragraph, Table
from perfgen.filing.labels import key
from perfgen.importing.formats.pages import DocumentFromPages
from perfgen.importing.formats.pagetable import PageTable, TableLine, as_row, says_head
from perfgen.importing.formats.pagewords import Repairs, as_listed, goes_on, line_place, lost_entries
from perfgen.importing.labels import Labels
from perfgen.importing.words import blank

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_RULE, _DRAWN = re.compile(r"[-=_*|:\s]+"), re.compile("[-=_*]{3}")
_PAGE = re.compile(r"[-—– ]*(?:第 *)?\d{1,3}(?: *页)?[-—– ]*(?:[,，/]? *共 *\d{1,3} *页)?[-—– ]*")
_LONGEST_PAGE = 30
_ENTRY = re.compile(r"[-—–\dIVXivx\s]*|错误[!！].*|Error!.*")
_LEADERS = ("...", "…", "···")
_CONTENTS = ("目录", "目次")
_TABS = 2
"""A line with so many tabs is a table row, wherever it stands."""


def is_page_text(lines: Iterable[str]) -> bool:
    """Whether a text has its table rows on one line each, rather than each cell on a line of its own."""
    tabs = [line.count("\t") for line in lines if line.count("\t") >= _TABS or line.startswith("\t")]
    rows = sum(count >= _TABS for count in tabs)
    return rows > len(tabs) - rows


def read_pages(lines: Sequence[str], known: Labels) -> DocumentFromPages:
    """Read a text of pages; rows of tables are told by the labels that are known."""
    reader = _Reader(known)
    for number, line in enumerate(lines, 1):
        for at, piece in enumerate(line.split("\f")):
            reader.after_break |= at > 0
            reader.line(piece, number)
    return reader.pages()


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph, with the lines of the file it was on."""

    text: str
    style: str
    lines: tuple[int, ...]

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self.text, self.style, place=line_place(*self.lines))


@dataclass(slots=True)
class _Reader:
    """What was read so far. `after_break` is set where a page may have ended above the line at hand."""

    known: Labels
    repairs: Repairs = field(default_factory=Repairs)
    blocks: list[_Text | PageTable] = field(default_factory=list)
    around: list[Block] = field(default_factory=list)
    repeated: list[Paragraph] = field(default_factory=list)
    in_contents: bool = False
    after_break: bool = False

    def line(self, line: str, number: int) -> None:
        """Take the next line."""
        if blank(line):
            self.after_break = True
        elif _RULE.fullmatch(line) and _DRAWN.search(line):
            self.repeated.append(Paragraph(line.strip(), place=line_place(number)))
            self.around.append(self.repeated[-1])
        elif len(line) < _LONGEST_PAGE and _PAGE.fullmatch(line):
            self.around.append(Paragraph(line.strip(), place=line_place(number)))
            self.after_break = True
        elif self._is_entry(line):
            title, _, page = line.strip().partition("\t")
            self.blocks.append(_Text(f"{''.join(self.repairs.bare(title))}\t{page.strip()}", "", (number,)))
        elif "\t" in line:
            self._row(TableLine(number, [self.repairs.bare(cell) for cell in line.split("\t")]))
        else:
            self._text(line, number)

    def _is_entry(self, line: str) -> bool:
        title, tab, page = line.strip().partition("\t")
        listed = title.rstrip().endswith(_LEADERS) or (self.in_contents and _ENTRY.fullmatch(page.strip()))
        return bool(tab and "\t" not in page and listed)

    def _row(self, row: TableLine) -> None:
        self.in_contents = False
        table = self.blocks[-1] if self.blocks else None
        if not isinstance(table, PageTable) or table.refuses(row):
            table = PageTable(self.repairs, self.known)
            self.blocks.append(table)
        table.add(row, after_break=self.after_break)
        self.after_break = False

    def _text(self, line: str, number: int) -> None:
        self.after_break = False
        heading = _HEADING.fullmatch(line.strip())
        style = f"heading {len(heading[1])}" if heading else ""
        for part in self.repairs.bare(heading[2] if heading else line):
            text = _Text(self.repairs.paragraph(part, number), style, (number,))
            self.in_contents = key(text.text) in _CONTENTS or (self.in_contents and not style)
            above = self.blocks[-1] if self.blocks else None
            if isinstance(above, _Text) and not (style or above.style) and goes_on(above.text, text.text):
                self.repairs.joined((above.lines[-1], number), (above.text, text.text), "一段文字跨页断开")
                self.blocks[-1] = replace(above, text=above.text + text.text, lines=(*above.lines, number))
            else:
                self.blocks.append(text)

    def pages(self) -> DocumentFromPages:
        """Everything that was read."""
        self._restore_headings()
        blocks = tuple(self._finished())
        return DocumentFromPages(
            BlockDocument(blocks, tuple(self.around), reflowed=True), self.repairs.told(), tuple(self.repeated)
        )

    def _restore_headings(self) -> None:
        """Give headings back what they lost, where the contents have it."""
        texts = [(at, block) for at, block in enumerate(self.blocks) if isinstance(block, _Text)]
        headings = [(at, block) for at, block in texts if block.style]
        lost = lost_entries(
            (block.text for _, block in texts if "\t" in block.text), {key(one.text) for _, one in headings}
        )
        for at, heading in headings:
            listed = as_listed(heading.text, lost)
            if listed != heading.text:
                self.repairs.doubt(heading.lines, heading.text, f"标题缺字，按目录写成“{listed}”")
                self.blocks[at] = replace(heading, text=listed)

    def _finished(self) -> Iterator[Block]:
        tables = 0
        for block in self.blocks:
            if isinstance(block, _Text):
                yield block.paragraph
                continue
            above = block.line_above()
            if above:
                yield above
            tables += 1
            yield block.block(f"正文 第{tables}个表格")
            for head in block.repeated:
                row = as_row(head)
                self.around.append(Table((row,), line_place(head.number)))
                self.repeated += [one for cell in row if says_head(cell.text, self.known) for one in cell.paragraphs]
