"""Paragraphs, rows and cells that go away with the statement in them, and what else they hold.

A ``{%p … %}`` takes its whole paragraph away, a ``{%tr … %}`` its row. What is seen there (text, pictures, footnotes) would be
lost: that is a fault. What is not seen, the ends of fields and bookmarks that an editor leaves there, moves: bookmarks to
where the paragraph was (whole ones out of a loop), fields to the paragraph before or behind, and a section break keeps a paragraph of its own. A page
break at the end is handed on to the next paragraph, which LibreOffice wrote it for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.runs import TEXT, pieces, remove, run_like
from perfgen.docx.structure import TagFault
from perfgen.docx.xml import w

_WORDS = {"p": (w("p"), "段"), "tr": (w("tr"), "行"), "tc": (w("tc"), "格")}
_BEGINS = re.compile(r"\{[{%#](p|tr|tc)\s")
_ALONE = re.compile(r"\{[{%#](p|tr|tc)\s[^{}]*[%}#]\}")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SEEN = {
    **dict.fromkeys((w("drawing"), w("pict"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"), "图片、图形"),
    w("object"): "嵌入的对象", w("sym"): "符号", w("footnoteReference"): "脚注", w("endnoteReference"): "尾注",
    f"{_MATH}oMath": "公式", w("br"): "分页符", w("altChunk"): "嵌入的文件",
}  # fmt: skip
_PARAGRAPH, _PPR, _SECTION = w("p"), w("pPr"), w("sectPr")
_MARKS = {w(f"{mark}{end}") for mark in ("bookmark", "commentRange", "perm") for end in ("Start", "End")}
"""What may stand between paragraphs and rows as well as in them (ECMA-376 part 1, EG_RunLevelElements)."""
_FIELD = {w("fldChar"), w("instrText")}
_PAGE = ("page", "column")
_BREAK, _BEFORE_BREAK = w("pageBreakBefore"), {w(name) for name in ("pStyle", "keepNext", "keepLines")}
"""That a paragraph begins a page, and what stands before it in its properties (ECMA-376 part 1, CT_PPrBase)."""


@dataclass(slots=True)
class _Statement:
    """A paragraph, row or cell that goes away, what it says, and what is in it before and behind its tag."""

    holder: etree._Element
    word: str
    text: str
    before: list[etree._Element] = field(default_factory=list)
    behind: list[etree._Element] = field(default_factory=list)

    def fault(self, what: str, hint: str = "") -> TagFault:
        tag = _BEGINS.search(self.text)
        return TagFault(
            f"这个标签会带走整{self.word}，同一{self.word}里{what}会丢失",
            f"{hint}让标签独占一{self.word}",
            self.text[tag.start() :][:40] if tag else "",
            self.text,
        )


def freed(root: etree._Element) -> Iterator[TagFault]:
    """Move what statements would take away with them; tell what cannot be moved."""
    statements = list(_statements(root))
    holders = {statement.holder for statement in statements}
    for statement in statements:
        _hand_on_break(statement.holder, holders)
        yield from _seen(statement)
        _gather(statement)
    for statement in statements:
        yield from _moved(statement, holders, behind=False)
    for statement in reversed(statements):
        _keep_section(statement.holder)
        yield from _moved(statement, holders, behind=True)


def _statements(root: etree._Element) -> Iterator[_Statement]:
    for paragraph in root.iter(_PARAGRAPH):
        found = _BEGINS.search(_text(paragraph))
        if found:
            name, word = _WORDS[found[1]]
            holder = next((one for one in (paragraph, *paragraph.iterancestors()) if one.tag == name), None)
            if holder is not None:
                yield _Statement(holder, word, "".join(map(_text, holder.iter(_PARAGRAPH))))


def _text(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in pieces(paragraph, TEXT))


def _seen(statement: _Statement) -> Iterator[TagFault]:
    """What is seen besides the tag."""
    if not _ALONE.fullmatch(statement.text.strip()):
        yield statement.fault("别的文字")
    for element in statement.holder.iter(*_SEEN):
        if element.tag != w("br") or element.get(w("type")) in _PAGE:
            what = _SEEN[str(element.tag)]
            yield statement.fault(f"的{what}", f"把{what}移到别的{statement.word}，")


def _hand_on_break(holder: etree._Element, holders: set[etree._Element]) -> None:
    """Let the next paragraph begin a page where this one ends with a page break: LibreOffice writes the one as the other."""
    content = list(holder.iter(*TEXT, w("br"))) if holder.tag == _PARAGRAPH else []
    ends = bool(content) and content[-1].tag == w("br") and content[-1].get(w("type")) == _PAGE[0]
    following = _neighbour(holder, holders, behind=True) if ends else None
    if following is None:
        return
    remove(content[-1])
    properties = following.find(_PPR)
    if properties is None:
        properties = etree.Element(_PPR)
        following.insert(0, properties)
    if properties.find(_BREAK) is None:
        properties.insert(sum(child.tag in _BEFORE_BREAK for child in properties), etree.Element(_BREAK))


def _gather(statement: _Statement) -> None:
    """Sort what is to be kept by whether it stands before the tag or behind it."""
    into = statement.before
    for element in statement.holder.iter(*_MARKS, *_FIELD, *TEXT):
        if element.tag not in TEXT:
            into.append(element)
        elif _BEGINS.search(element.text or ""):
            into = statement.behind
    _out_of_the_loop(statement)


def _out_of_the_loop(statement: _Statement) -> None:
    """Keep bookmarks that lie wholly beside the tag of a loop on the side that is printed once."""
    found = _LOOP.search(statement.text)
    if found is None:
        return
    within, outside = (statement.before, statement.behind) if found[1] else (statement.behind, statement.before)
    numbers = Counter(one.get(w("id")) for one in within if one.tag in _MARKS)
    whole = [one for one in within if one.tag in _MARKS and numbers[one.get(w("id"))] == _BOTH_ENDS]
    within[:] = [one for one in within if one not in whole]
    outside[:] = [*whole, *outside] if found[1] else [*outside, *whole]


_LOOP = re.compile(r"\{%(?:p|tr|tc)\s+(end)?for\b")
_BOTH_ENDS = 2


def _moved(statement: _Statement, holders: set[etree._Element], *, behind: bool) -> Iterator[TagFault]:
    """Move what stands on one side of the tag to where it can stay."""
    holder, kept = statement.holder, statement.behind if behind else statement.before
    fields = [run_like(run, [one]) for one in kept if one.tag in _FIELD and (run := one.getparent()) is not None]
    neighbour = _neighbour(holder, holders, behind=behind) if fields and holder.tag == _PARAGRAPH else None
    if neighbour is not None:
        at = int(neighbour.find(_PPR) is not None) if behind else len(neighbour)
        neighbour[at:at] = fields
    elif fields:
        yield statement.fault("的域（目录、页码）", f"把域移到别的{statement.word}，")
    marks = [one for one in kept if one.tag in _MARKS]
    for mark in reversed(marks) if behind else marks:
        (holder.addnext if behind else holder.addprevious)(mark)


def _neighbour(
    block: etree._Element, holders: set[etree._Element], *, behind: bool, within: bool = False
) -> etree._Element | None:
    """The paragraph next to a block that is printed, also across the bounds of content controls; None beside a table.

    `within` looks for the first (or last) in the block instead.
    """
    around = (block if behind else reversed(block)) if within else block.itersiblings(preceding=not behind)
    for other in around:
        if other in holders or other.tag in _MARKS or other.tag == w("proofErr"):
            continue
        if other.tag == w("sdt"):
            content = other.find(w("sdtContent"))
            return None if content is None else _neighbour(content, holders, behind=behind, within=True)
        return other if other.tag == _PARAGRAPH else None
    parent = None if within else block.getparent()
    control = parent.getparent() if parent is not None and parent.tag == w("sdtContent") else None
    return None if control is None else _neighbour(control, holders, behind=behind)


def _keep_section(holder: etree._Element) -> None:
    """Leave the section break of a paragraph that goes away in one that stays, behind it."""
    properties = holder.find(_PPR) if holder.tag == _PARAGRAPH else None
    section = properties.find(_SECTION) if properties is not None else None
    if properties is not None and section is not None:
        kept = etree.Element(_PARAGRAPH)
        kept.append(deepcopy(properties))
        properties.remove(section)
        holder.addnext(kept)
