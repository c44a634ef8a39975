"""A Word document as blocks: paragraphs and tables in the order they are read.

What a reader of the printed page sees is text here: tracked insertions, results of fields, links, content controls, typed
and automatic numbers, formulas, boxes that are ticked. Deleted text and field codes are not. Text boxes and tables inside
cells follow the block they stand in. Headers, footers, notes and comments are kept apart. What is no text (pictures, files
of other programs, hidden text) is named by the paragraph it stands in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from perfgen.docx.archive import TOO_LARGE, read_parts
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.inline import FORMULAS, Inline, children
from perfgen.docx.numbering import ParagraphNumbering
from perfgen.docx.objects import PARTS_OF_TEXT, Floating, NotText, object_of, quoted, together
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.related import RelatedParts, is_related
from perfgen.docx.symbols import mentions_symbols, respell
from perfgen.docx.unprinted import hiding_styles, name_unprinted
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, too_deep, w, whole
from perfgen.errors import Diagnostic, DocumentError

MOST_COLUMNS = 100
"""The cells that one row may have; 整体绩效指标 has nine."""

_STYLES, _LISTS = "word/styles.xml", "word/numbering.xml"
_OTHERS = (("header", "页眉"), ("footer", "页脚"), ("footnotes", "脚注"), ("endnotes", "尾注"), ("comments.", "批注"))
_NOTES = {w("footnote"), w("endnote"), w("comment")}
_PARAGRAPH, _TABLE, _ROW, _CELL = w("p"), w("tbl"), w("tr"), w("tc")
_VALUE, _OF_CELL, _MERGED, _SPAN = w("val"), w("tcPr"), w("vMerge"), w("gridSpan")
_MERGED_LEFT = f"{w('tcPr')}/{w('hMerge')}"
_BEFORE, _DELETED_ROW = f"{w('trPr')}/{w('gridBefore')}", f"{w('trPr')}/{w('del')}"
_DELETED = f"{w('pPr')}/{w('rPr')}/{w('del')}"
_WIDEST_SPAN = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One paragraph. `text` has tabs and line breaks; `number` is what automatic numbering prints before it.

    Paragraphs are told apart by identity: two that say the same are two.
    """

    text: str
    style: str = ""
    bookmarks: tuple[str, ...] = ()
    place: str = ""
    number: str = ""
    objects: tuple[NotText, ...] = ()
    """What stands in it and is no text."""
    remarked: tuple[str, ...] = ()
    """The ids of the comments that begin or are anchored in it."""

    @property
    def printed(self) -> str:
        """The text with its automatic number."""
        return self.number + self.text


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell, where it begins in the table's grid and how many grid columns it covers.

    `continued` is set where the cell is merged into the one above.
    """

    paragraphs: tuple[Paragraph, ...]
    column: int
    span: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """The paragraphs of the cell, parted by line breaks."""
        return "\n".join(paragraph.printed for paragraph in self.paragraphs)


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table, row by row."""

    rows: tuple[Row, ...]
    place: str = ""


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class BlockDocument:
    """What a document says: its body, and what stands around it (headers, footers, notes, comments).

    `reflowed` where its lines were those of printed pages: blanks between words say nothing.
    """

    blocks: tuple[Block, ...]
    around: tuple[Block, ...] = ()
    reflowed: bool = False


def read_blocks(path: Path, budget: DocumentBudget | None = None) -> BlockDocument:
    """Read a .docx. Raises DocumentError for a file that is none, or takes more than its budget."""
    budget = budget or DocumentBudget(path)
    entries = read_parts(path, _is_read, budget.unpack)
    body = body_of(path, word_part(budget, entries, MAIN_PART))
    styles, lists = (word_part(budget, entries, name) if name in entries else None for name in (_STYLES, _LISTS))
    numbering = ParagraphNumbering(styles, lists)
    hiding = hiding_styles(styles) if b"vanish" in entries.get(_STYLES, b"") else frozenset()
    part = partial(_Reader.of, budget, numbering, hiding, entries)
    blocks = tuple(part(MAIN_PART, body).blocks(body))
    around: list[Block] = []
    for name in entries:
        kind = _kind_of(name)
        if kind:
            root = word_part(budget, entries, name)
            around += part(name, root, kind).blocks(root)
    return BlockDocument(blocks, tuple(around))


def _is_read(name: str) -> bool:
    return name in (MAIN_PART, _STYLES, _LISTS) or bool(_kind_of(name)) or is_related(name)


def _kind_of(name: str) -> str:
    """What a part is that stands around the text; empty for others."""
    found = (kind for start, kind in _OTHERS if name.startswith(f"word/{start}") and name.endswith(".xml"))
    return next(found, "")


def word_part(budget: DocumentBudget, entries: dict[str, bytes], name: str) -> etree._Element:
    """A part of a Word package. Raises DocumentError where there is none, it is not Word's, or it takes too much."""
    content = entries.get(name)
    if content is None:
        raise fault(budget.path)
    budget.parse(content)
    try:
        root = parse_xml(content)
    except ForbiddenXMLError:
        raise fault(budget.path) from None
    if too_deep(root):
        raise fault(budget.path, "在 Word 里把层层套着的表格拆开再试", "文件里的内容套得太深")
    budget.go_on()
    return root


def body_of(path: Path, root: etree._Element) -> etree._Element:
    """The body of the main part. Raises DocumentError where there is none."""
    body = root.find(w("body"))
    if body is None:
        strict = "purl.oclc.org" in str(root.tag)
        raise fault(path, "另存时选“Word 文档 (*.docx)”，不要选“Strict”" if strict else _SAVE_AGAIN)
    return body


_SAVE_AGAIN = "在 Word 里打开，另存为 .docx 再试"


def fault(path: Path, hint: str = _SAVE_AGAIN, message: str = "这不是正常的 Word 文件") -> DocumentError:
    """The error about a file that cannot be read."""
    return DocumentError(Diagnostic("DOC01", message, path, hint=hint))


@dataclass(slots=True)
class _Reader:
    """Reads one part; counts paragraphs with text and tables for their places, those in cells and text boxes apart."""

    budget: DocumentBudget
    numbering: ParagraphNumbering
    related: RelatedParts
    kind: str = ""
    _counts: Counter[str] = field(default_factory=Counter)
    _last: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The paragraph or table that was counted last and its text, in the body and in each kind of what is counted apart."""
    _waiting: list[Block] = field(default_factory=list)
    """What stands in text boxes and cells, until the block around it is done."""

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 -- four are the document's, bound once for all its parts
        cls,
        budget: DocumentBudget,
        numbering: ParagraphNumbering,
        hiding: frozenset[str],
        entries: Mapping[str, bytes],
        name: str,
        root: etree._Element,
        kind: str = "",
    ) -> _Reader:
        """The reader of a part, which is made ready for it."""
        name_unprinted(root, entries[name], hiding)
        if mentions_symbols(entries[name]):
            respell(root)
        return cls(budget, numbering, RelatedParts(entries, name, budget), kind)

    def blocks(self, parent: etree._Element, inside: str = "") -> Iterator[Block]:
        for element in children(parent):
            tag = element.tag
            if tag == _PARAGRAPH or tag in FORMULAS:
                yield from self._paragraph(element, inside)
            elif tag == _TABLE:
                yield self._table(element, inside)
            elif tag in _NOTES:
                yield from self.blocks(element, inside)
            elif tag in PARTS_OF_TEXT:
                yield self._part_of_text(element, inside)
            if not inside:
                yield from self._set_free()

    def _set_free(self) -> Iterator[Block]:
        waiting, self._waiting = self._waiting, []
        yield from waiting

    def _count(self, kind: str, inside: str, text: str = "") -> str:
        around = inside or self.kind or "正文"
        self._counts[around + kind] += 1
        place = f"第{self._counts[around + kind]}{kind}"
        self._last[around] = place, text
        return f"{around} {place}"

    def _behind(self, inside: str) -> str:
        """The place of what has no text of its own: behind what was counted last."""
        around = inside or self.kind or "正文"
        place, text = self._last.get(around, ("", ""))
        return f"{around} {place}{quoted(text)}之后" if place else f"{around}开头"

    def _paragraph(self, element: etree._Element, inside: str) -> Iterator[Paragraph]:
        """The paragraph; none where the tracked changes take it away altogether."""
        inline = Inline.of(element)
        text = inline.text
        if not (text.strip() or inline.boxes or inline.objects) and _is_deleted(element):
            return
        number = self.numbering.next(element)
        told = bool((number + text).strip())
        self.budget.paragraphs(1, len(number) + len(text))
        objects = self._objects(inline) if inline.objects else ()
        place = self._count("段", inside, text) if told else self._behind(inside) if objects else ""
        for box in inline.boxes:
            self._waiting += self._floating(box)
        style = self.numbering.style_name(element)
        yield Paragraph(text, style, inline.bookmarks, place, number, objects, inline.remarked)

    def _objects(self, inline: Inline) -> tuple[NotText, ...]:
        """What is no text in a paragraph; what its parts say in lines joins the text boxes."""
        found = [self.related.read(one) for one in inline.objects]
        inline.boxes += [one for one in found if isinstance(one, Floating)]
        objects = together(one for one in found if isinstance(one, NotText))
        self.budget.paragraphs(len(objects), sum(len(one.said) for one in objects))
        return objects

    def _floating(self, floating: Floating) -> Iterator[Block]:
        if floating.box is not None:
            yield from self.blocks(floating.box, floating.kind)
        for line in floating.lines:
            self.budget.paragraphs(1, len(line))
            yield Paragraph(line, place=self._count("段", floating.kind))

    def _part_of_text(self, element: etree._Element, inside: str) -> Paragraph:
        """Another file that is put in between paragraphs, as a paragraph without text."""
        read = self.related.read(object_of(element))
        self.budget.paragraphs(1, 0)
        return Paragraph("", place=self._behind(inside), objects=(read,) if isinstance(read, NotText) else ())

    def _table(self, element: etree._Element, inside: str) -> Table:
        place = self._count("个表格", inside)
        rows = tuple(self._row(row) for row in children(element) if row.tag == _ROW and row.find(_DELETED_ROW) is None)
        return Table(rows, place)

    def _row(self, element: etree._Element) -> Row:
        column = _number(element.find(_BEFORE))
        cells: list[Cell] = []
        for child in children(element):
            if child.tag != _CELL:
                continue
            cell = self._cell(child, column)
            column += cell.span
            if cells and _goes_on(child) and not cell.text.strip():
                cell = replace(cells[-1], span=column - cells.pop().column)
            cells.append(cell)
            if len(cells) > MOST_COLUMNS:
                raise fault(self.budget.path, TOO_LARGE, f"表格太宽，一行超过 {MOST_COLUMNS} 格")
        return tuple(cells)

    def _cell(self, element: etree._Element, column: int) -> Cell:
        self.budget.cells(1)
        properties = element.find(_OF_CELL)
        merge = None if properties is None else properties.find(_MERGED)
        span = None if properties is None else properties.find(_SPAN)
        inner = tuple(self.blocks(element, "单元格"))
        self._waiting += [block for block in inner if isinstance(block, Table)]
        return Cell(
            tuple(block for block in inner if isinstance(block, Paragraph)),
            column,
            max(1, _number(span)),
            merge is not None and merge.get(_VALUE) != "restart",
        )


def _is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph is deleted in tracked changes."""
    return paragraph.find(_DELETED) is not None


def _goes_on(cell: etree._Element) -> bool:
    """Whether a cell is covered by the one before it, as old files say it."""
    merge = cell.find(_MERGED_LEFT)
    return merge is not None and merge.get(_VALUE) != "restart"


def _number(element: etree._Element | None) -> int:
    return 0 if element is None else min(whole(element.get(_VALUE)), _WIDEST_SPAN)
