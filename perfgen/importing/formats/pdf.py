"""A PDF with a text layer as the same blocks the Word file would give, and what its pages print by themselves."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import perfgen
from perfgen.docx.blocks import MOST_COLUMNS, Block, BlockDocument, Cell, Paragraph, Row, Table
from perfgen.docx.budget import DocumentBudget
from perfgen.errors import Diagnostic, DocumentError, system_said
from perfgen.filing.labels import key
from perfgen.importing.formats.pages import DocumentFromPages
from perfgen.importing.formats.pdf_cells import RuledTable, join, ruled, table_of
from perfgen.importing.formats.pdf_flow import bodies, margins, paragraphs, running_heads
from perfgen.importing.formats.pdf_lines import PdfLine, lines_of
from perfgen.importing.formats.pdf_page import MOST_MEMORY, MOST_PAGES, Glyph, Page, page_of
from perfgen.importing.labels import Labels
from perfgen.importing.report import Remark
from perfgen.importing.split import UNIT
from perfgen.inputs import open_input
from perfgen.scratch import scratch

MOST_BYTES = 100 * 1024 * 1024
_SECONDS = 180
_CPU_SECONDS, _BYTES_A_SECOND = 8, 10_000
"""Of the processor: for any file, and how many bytes of it are worth a second more. A page takes a third of a second, and
has some thousand bytes; what takes longer has been made to. No page may take it all: see `perfgen.importing.formats.pdf_child`."""
_LIBRARY = "pdfplumber"
_HEAD, _TAIL = 1024, 4096
_LONGEST_HEAD = 200
_UNREADABLE = 0.2
"""The part of characters a font does not tell that makes a text unreadable."""

_SAVE = "找到原来的 Word 文件；没有的话，在 Word 或 WPS 里重新存成 PDF 再试"
_SCANNED = "找到原来的 Word 文件；没有的话，用 WPS 的“PDF 转 Word”（带文字识别）转成 .docx，对照原文看过再读"
_LARGE = "large"
_FAULTS = {
    "pages": (
        f"PDF 太长，超过 {MOST_PAGES} 页",
        "一份绩效文本用不着这么长，检查是不是拿错了文件；是几份合在一起的，先拆开",
    ),
    _LARGE: ("PDF 太大，里面的文字或线条太多", "检查是不是拿错了文件；不是的话，找到原来的 Word 文件"),
    "password": ("PDF 加了密码", "用密码打开，去掉密码另存一份再试；或者找到原来的 Word 文件"),
    "library": ("pdfplumber 没有装好", '运行 pip install --force-reinstall "perfgen[pdf]"'),
    "broken": ("PDF 已经损坏，读不出来", _SAVE),
}
_SIGN = re.compile(r"(.*?)\s*((?:金额|计量)?单\s*位\s*[:：]\s*\S*元)\s*(.*)", re.DOTALL)


def read_pdf(path: Path, budget: DocumentBudget, known: Labels) -> DocumentFromPages:
    """Read a PDF. Raises DocumentError for a file that is none, is locked, damaged, scanned, or beyond the bounds."""
    if find_spec(_LIBRARY) is None:
        raise _fault(path, "读 PDF 要用 pdfplumber，这台电脑上没有装", '运行 pip install "perfgen[pdf]"')
    _look(path)
    pages = _pages(path)
    glyphs = [glyph for page in pages for glyph in page.glyphs]
    if not any(glyph.text.strip() for glyph in glyphs):
        raise _fault(path, "这个 PDF 里没有文字，只有图片，多半是扫描出来的", _SCANNED)
    if sum(glyph.text.startswith("(cid:") for glyph in glyphs) > _UNREADABLE * len(glyphs):
        raise _fault(path, "PDF 里的文字是乱码，它的字体没有说明哪个是哪个字", _SCANNED)
    budget.paragraphs(0, len(glyphs))
    read = _Assembly(budget, known).read(pages)
    rows = [row for block in read.document.blocks if isinstance(block, Table) for row in block.rows]
    budget.cells(sum(map(len, rows)))
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise _fault(path, *_FAULTS[_LARGE])
    return read


def _look(path: Path) -> None:
    """Look at both ends of a file, before a library does."""
    with open_input(path, partial(_fault, path)) as file:
        try:
            head = file.read(_HEAD)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read(_TAIL)
        except OSError as error:
            raise _fault(path, f"文件读不出来：{system_said(error)}", "检查路径和文件名") from None
    if b"%PDF-" not in head:
        raise _fault(path, "这不是 PDF 文件", "扩展名是 .pdf，里面不是；用原来的程序打开，另存一份再试")
    if size > MOST_BYTES:
        raise _fault(path, *_FAULTS[_LARGE])
    if b"%%EOF" not in tail:
        raise _fault(path, "PDF 不完整，后面少了一截", "重新下载或者拷贝一次；还是这样，找到原来的 Word 文件")


def _pages(path: Path) -> list[Page]:
    """What another process, which can be ended, reads from the file."""
    with scratch() as folder:
        result = folder / "pages"
        try:
            subprocess.run(  # noqa: S603 -- this Python, and a module of ours
                [sys.executable, "-m", "perfgen.importing.formats.pdf_child", str(path.absolute()), str(result),
                 str(MOST_MEMORY), str(_CPU_SECONDS + path.stat().st_size // _BYTES_A_SECOND)],
                cwd=Path(perfgen.__file__).parents[1],  # where that module is found, and no file of the user's is one
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise _fault(path, f"PDF 读了 {_SECONDS} 秒还没有完", _FAULTS[_LARGE][1]) from None
        pages, fault = _told(result)
    if fault:
        raise _fault(path, *_FAULTS[fault])
    if not pages:
        raise _fault(path, *_FAULTS["broken"])
    return pages


def _told(result: Path) -> tuple[list[Page], str]:
    """The pages that the other process told of, and why it gave up; empty where it did not."""
    pages: list[Page] = []
    if result.is_file():
        with result.open(encoding="utf-8") as lines:
            for line in lines:
                said: list[Any] | str = json.loads(line) if line.endswith("\n") else _LARGE
                if isinstance(said, str):
                    return pages, said
                pages.append(page_of(said))
    return pages, _LARGE  # it was ended for the memory, or the time, it took


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC03", message, path, hint=hint))


@dataclass(slots=True)
class _Assembly:
    """The pages put together: lines and tables in their order, and what pages print by themselves."""

    budget: DocumentBudget
    known: Labels
    flow: list[PdfLine | RuledTable] = field(default_factory=list)
    repeated: list[Paragraph] = field(default_factory=list)
    around: list[Paragraph] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def read(self, pages: Sequence[Page]) -> DocumentFromPages:
        """The blocks of all pages."""
        cut = [_cut(page) for page in pages]
        running = running_heads([(lines, page.height) for page, (_, lines, _) in zip(pages, cut, strict=True)])
        heads = set(running)
        seen: set[str] = set()
        for line in running:  # said once for all pages
            text = line.text.strip()
            (self.repeated if text in seen else self.around).append(Paragraph(text, place=f"第{line.page}页 页眉页脚"))
            seen.add(text)
        for page, (numbers, lines, tables) in zip(pages, cut, strict=True):
            self.repeated += [Paragraph(line.text.strip(), place=f"第{page.number}页 页码") for line in numbers]
            if page.aslant.strip():
                self.around.append(Paragraph(page.aslant.strip(), place=f"第{page.number}页 斜着的，或看不出位置的字"))
            if page.picture:
                self.around.append(Paragraph("（这一页是图片，没有文字）", place=f"第{page.number}页"))
            self._page([line for line in lines if line not in heads], tables)
        blocks = tuple(self._blocks(max((page.width for page in pages), default=0)))
        document = BlockDocument(blocks, (*self.around, *self.repeated), reflowed=True)
        return DocumentFromPages(document, tuple(self.remarks), tuple(self.repeated))

    def _page(self, lines: list[PdfLine], tables: list[RuledTable]) -> None:
        self.budget.go_on()
        items: list[PdfLine | RuledTable] = [*lines, *tables]
        items.sort(key=lambda item: item.base if isinstance(item, PdfLine) else item.box[1])
        above = self.flow[-1] if self.flow else None
        first = items[0] if items else None
        if isinstance(above, RuledTable) and isinstance(first, RuledTable) and join(above, first, self.known.is_label):
            items.pop(0)
        self.flow += items

    def _blocks(self, width: float) -> Iterable[Block]:
        edges = [item.box[0] for item in self.flow if isinstance(item, RuledTable)]
        sides = bodies([item for item in self.flow if isinstance(item, PdfLine)], width, edges)
        waiting: list[PdfLine] = []
        numbers: Counter[int] = Counter()
        tables: Counter[int] = Counter()
        for item in self.flow:
            if isinstance(item, PdfLine):
                waiting.append(item)
                continue
            tables[item.page] += 1
            table, again = table_of(item, tables[item.page], self.remarks)
            self.repeated += again
            head = _form_head(waiting, table, self.known)
            yield from paragraphs(waiting[: len(waiting) - len(head)], sides, numbers, self.remarks)
            yield replace(table, rows=(_head_row(head, table.place), *table.rows)) if head else table
            waiting = []
        yield from paragraphs(waiting, sides, numbers, self.remarks)


def _cut(page: Page) -> tuple[list[PdfLine], list[PdfLine], list[RuledTable]]:
    """A page's number, its other lines, and its tables."""
    glyphs: Sequence[Glyph] = page.glyphs
    tables: list[RuledTable] = []
    for cells in page.tables:
        table, glyphs = ruled(cells, glyphs, page.number)
        tables += [table] if table.rows else []
    numbers, lines = margins(lines_of(glyphs, page.number), page.height)
    return numbers, lines, tables


# --- the row without rules above a goal table: 507002乐亭县机关事务中心 · 单位：万元


def _form_head(lines: Sequence[PdfLine], table: Table, known: Labels) -> list[PdfLine]:
    """The lines right above a goal table that are its first row."""
    if not table.rows or not any(row and key(row[0].text) in known.top for row in table.rows[:2]):
        return []
    found: list[PdfLine] = []
    for line in reversed(lines):
        if found and (line.page != found[0].page or abs(line.size - found[0].size) > 0.5
                      or found[0].base - line.base > 2 * line.size):  # fmt: skip
            break
        found.insert(0, line)
    return found if any(len(line.text) < _LONGEST_HEAD and UNIT.search(key(line.text)) for line in found) else []


def _head_row(lines: Sequence[PdfLine], place: str) -> Row:
    names, sign = "", ""
    for line in lines:
        parts = _SIGN.fullmatch(line.text) if len(line.text) < _LONGEST_HEAD else None
        names += "".join((parts[1], parts[3])) if parts else line.text.strip()
        sign = parts[2] if parts else sign
    texts = [text for text in (names, sign) if text]
    return tuple(Cell((Paragraph(text, place=place),), column) for column, text in enumerate(texts))
