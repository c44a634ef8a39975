"""A Word template, compiled once, rendered as often as there are filings.

Parts without tags are kept as they stand in the archive, compressed. Each part with tags is rendered by fast code, which
is made for data as it should be; where that fails, Jinja's own code renders it again and tells what is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfgen.docx.archive import Packed, pack, packed, read_archive
from perfgen.docx.fast_render import GIVES_UP, FastPart
from perfgen.docx.package import as_document, has_macros
from perfgen.docx.parts import CORE_PART, MAIN_PART, wanting
from perfgen.docx.paths import covers
from perfgen.docx.plans import Plans, stored
from perfgen.errors import Diagnostic, LayoutError, Severity
from perfgen.filing.regex import regex

if TYPE_CHECKING:
    from perfgen.docx.jinja_render import JinjaTemplate


_REMARKS, _TRACKED = ("word/comments", "word/people"), b"trackRevisions"

_CONTENTS = regex(rb"(?:<w:instrText[^>]*>|w:instr=[\"'])\s*TOC\b")


class _NeedsDocxtplError(Exception):
    """The data holds what only docxtpl can print."""


class WordTemplate:
    """A .docx with docxtpl tags. Immutable once made; the same data gives the same bytes, always."""

    def __init__(self, path: Path) -> None:
        """Read and compile a template.

        Raises LayoutError for a tag that is no Jinja, XML that is not Word's, or macros, DocumentError for a file that is
        no .docx.
        """
        self.path = path
        self._entries = as_document(read_archive(path))
        if has_macros(self._entries):
            hint = "在 Word 里打开，另存为“Word 文档（*.docx）”"
            raise LayoutError(Diagnostic("TPL01", "模板里有宏，绩效文本不能带宏", path, hint=hint))
        self._plans = stored(self._entries, self._made)
        self._fast = {name: FastPart(plan.source) for name, plan in self._plans.parts.items() if plan.source}
        self._kept = {
            name: packed(_for_a_filing(name, content))
            for name, content in self._entries.items()
            if name not in self._plans.parts
        }

    @property
    def printed(self) -> frozenset[tuple[str, ...]]:
        """The paths of the data that the template prints, see `perfgen.docx.printed`."""
        return self._plans.printed

    def prints(self, *path: str) -> bool:
        """Whether the template prints something at a path of the data, or below it."""
        return covers(self.printed, path)

    @property
    def has_contents(self) -> bool:
        """Whether there is a table of contents with page numbers: one of tags, or a field of Word's own."""
        return self.prints("目录", "页码") or _CONTENTS.search(self._entries[MAIN_PART]) is not None

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """What its keeper should hear: that comments and tracked changes are in it, which no filing gets."""
        counts = ((self._plans.remarks.comments, "条批注"), (self._plans.remarks.changes, "处修订"))
        found = "、".join(f"{count} {what}" for count, what in counts if count)
        if not found:
            return ()
        rule = "；修订里插入的字算数，删除的不算" if self._plans.remarks.changes else ""
        said = f"模板里有 {found}，没有印进文件{rule}"
        hint = "定稿的模板，在 Word 里接受或拒绝全部修订，删掉批注"
        return (Diagnostic("TPL03", said, self.path, hint=hint, severity=Severity.WARNING),)

    def render(self, data: Mapping[str, Any], docx: Any = None) -> bytes:
        """The finished .docx for `data` (by the names the tags use; mappings, sequences and text).

        Where the data holds docxtpl's own objects (InlineImage, Subdoc, RichText, Listing), or with `docx`, a DocxTemplate
        of the same file on which media were replaced, docxtpl itself renders. Raises LayoutError where a tag names what
        `data` has not, or the result is not a Word file.
        """
        try:
            if docx is None:
                return pack(self._rendered(data))
        except _NeedsDocxtplError:
            pass
        from perfgen.docx.with_docxtpl import rendered  # noqa: PLC0415 -- with docxtpl: seldom needed

        notes = {name: self._entries[name] for name in self._plans.notes}
        return rendered(self.path, data, lambda: self._filled(CORE_PART, data), docx, notes)

    def _rendered(self, data: Mapping[str, Any]) -> Iterator[tuple[str, bytes | bytearray | Packed]]:
        noted = self._noted(data) if self._plans.notes else {}
        for name in self._entries:
            yield name, noted.get(name) or self._kept.get(name) or self._filled(name, data)

    def _noted(self, data: Mapping[str, Any]) -> dict[str, bytes]:
        """The text and its notes, which are rendered together."""
        from perfgen.docx.notes import put_back  # noqa: PLC0415 -- with lxml: seldom needed

        return put_back({name: self._filled(name, data) for name in (MAIN_PART, *self._plans.notes)})

    def _filled(self, name: str, data: Mapping[str, Any]) -> bytes | bytearray:
        """A part with its tags filled in; a whole volume is held here once, as bytes."""
        fast = self._fast.get(name)
        if fast:
            try:
                content = fast.filled(data, self._plans.surroundings)
            except GIVES_UP:
                pass  # Jinja's own code renders it, or says what is wrong
            else:
                if not self._plans.parts[name].doubtful(content) or not wanting(content):
                    return content
                del content
        if name == MAIN_PART and "docxtpl" in sys.modules:
            from perfgen.docx.with_docxtpl import docxtpl_objects  # noqa: PLC0415 -- as above

            if any(True for _ in docxtpl_objects(data)):
                raise _NeedsDocxtplError
        return self._jinja.filled(name, data)

    @cached_property
    def _jinja(self) -> JinjaTemplate:
        from perfgen.docx.jinja_render import JinjaTemplate  # noqa: PLC0415 -- with docxtpl and lxml: seldom needed

        return JinjaTemplate(self.path, self._entries)

    def _made(self) -> Plans:
        return Plans(
            self._jinja.plans(),
            tuple(self._jinja.surroundings),
            self._jinja.printed(),
            self._jinja.notes,
            self._jinja.remarks,
        )


def _for_a_filing(name: str, content: bytes) -> bytes:
    """A part without tags as filings have it."""
    if not name.startswith(_REMARKS) and _TRACKED not in content:
        return content
    from perfgen.docx.revisions import without_remarks  # noqa: PLC0415 -- with lxml: seldom needed

    return without_remarks(name, content)
