"""What one document may take in sum: bytes unpacked, elements, characters, paragraphs, cells and seconds.

The largest model filing unpacks to 0.35 MB, has 31,000 marks of elements and attributes, 14,000 characters, 1,700
paragraphs, 1,300 cells, and is read in a quarter of a second; Word itself writes some three times the marks. Each bound
is 30 times that or more, and all together keep a document below 10 seconds and 500 MB.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time

from perfgen.docx.archive import TOO_LARGE
from perfgen.errors import Diagnostic, DocumentError

MOST_BYTES = 32 * 1024 * 1024
MOST_MARKS = 1_000_000
MOST_CHARACTERS = 1_000_000
MOST_PARAGRAPHS = 100_000
MOST_CELLS = 60_000
"""Bounds of a document that is read. Marks are signs that begin an element or give an attribute, the ends of elements
among them: each costs libxml2 some 100 bytes, so that they, not the bytes, are what a tree takes."""

MOST_SECONDS = 8.0
"""How long this thread may work on one document. Time when others run, or the machine sleeps, does not count."""

_BYTES, _MARKS, _CHARACTERS, _PARAGRAPHS, _CELLS = "大小", "内容", "文字", "段落", "表格"
_MOST = {
    _BYTES: (MOST_BYTES, f"解开后超过 {MOST_BYTES // 1024 // 1024} MB"),
    _MARKS: (MOST_MARKS, "里面的格式和内容太多"),
    _CHARACTERS: (MOST_CHARACTERS, f"文字超过 {MOST_CHARACTERS // 10_000} 万字"),
    _PARAGRAPHS: (MOST_PARAGRAPHS, f"超过 {MOST_PARAGRAPHS // 10_000} 万段"),
    _CELLS: (MOST_CELLS, f"表格太大，超过 {MOST_CELLS // 10_000} 万格"),
}


@dataclass(slots=True)
class DocumentBudget:
    """What is left for one document; each method raises DocumentError where there is nothing left."""

    path: Path
    _taken: Counter[str] = field(default_factory=Counter)
    _ends: float = field(default_factory=lambda: thread_time() + MOST_SECONDS)

    def unpack(self, size: int) -> None:
        """Take bytes of a part that is read. Raises DocumentError where nothing is left."""
        self._take(_BYTES, size)

    def parse(self, content: bytes) -> None:
        """Take what XML will hold once it is parsed. Raises DocumentError where nothing is left."""
        self._take(_MARKS, content.count(b"<") + content.count(b"="))

    def paragraphs(self, count: int, characters: int) -> None:
        """Take paragraphs, of so many characters together. Raises DocumentError where nothing is left."""
        self._take(_CHARACTERS, characters)
        self._take(_PARAGRAPHS, count)
        self.go_on()

    def cells(self, count: int) -> None:
        """Take cells of tables. Raises DocumentError where nothing is left."""
        self._take(_CELLS, count)

    def go_on(self) -> None:
        """Look at the clock. Raises DocumentError where the time for this document is over."""
        if thread_time() > self._ends:
            raise self.refused(f"读了 {MOST_SECONDS:.0f} 秒还没有完，里面的内容太多")

    def refused(self, message: str) -> DocumentError:
        """The error about a document that takes too much."""
        return DocumentError(Diagnostic("DOC01", f"文件太大：{message}", self.path, hint=TOO_LARGE))

    def _take(self, what: str, amount: int) -> None:
        self._taken[what] += amount
        most, message = _MOST[what]
        if self._taken[what] > most:
            raise self.refused(message)
