"""The bookmarks of a template and the links of its contents to them, as other programs than Word leave them.

LibreOffice (sw/source/filter/ww8, `BookmarkToWord`) writes ``_`` for each blank in the name of a bookmark, ``_Copy_1`` behind
a name that there is twice, and the page number in a contents without its field; and it may lose a bookmark around a whole
paragraph, as a keeper does who types a title anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.runs import TEXT, part, pieces, run_like
from perfgen.docx.written_tags import tags_in
from perfgen.docx.xml import w, whole

_START, _END, _LINK, _CODE = (w(name) for name in ("bookmarkStart", "bookmarkEnd", "hyperlink", "instrText"))
_NAME, _ANCHOR, _ID = w("name"), w("anchor"), w("id")
_OUTSIDE_A_WORD = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_COPY = re.compile(r"(?<=\}\})_[^{}]*(?<=\d)\Z")
_PATH = r"\{\{\s*([^{}\s]+)\.%s\s*\}\}"
_MARK, _TITLE, _PAGE = (re.compile(_PATH % name) for name in ("书签", "标题", "页码"))
_LOOP = re.compile(r"\{%[-+]?(?:p|tr|tc)?\s*(?:for\s+(\S+)\s+in\s+(\S+)|(endfor))")
_LISTED = frozenset(("预算项目", "专项资金"))
"""Lists of the data whose items stand in the contents, see docs/版式和模板.md."""
_SECTIONS = "章节."


def restore_names(root: etree._Element) -> None:
    """Write the tags in the names of bookmarks, and where links name them, as they were."""
    for element, name in ((element, name) for name in (_NAME, _ANCHOR) for element in root.iter(_START, _LINK)):
        said = element.get(name) or ""
        if "{{" in said:
            element.set(name, _with_blanks(_COPY.sub("", said)))
    for code in root.iter(_CODE):
        if "{{_" in (code.text or ""):
            code.text = _with_blanks(code.text or "")


def _with_blanks(said: str) -> str:
    parts, at = [""], 0
    for tag in tags_in(said):
        joined = tag.text.startswith("{{_") and tag.text.endswith("_}}")
        parts += [said[at : tag.start], _OUTSIDE_A_WORD.sub(" ", tag.text) if joined else tag.text]
        at = tag.end
    return "".join([*parts, said[at:]])


def pair_bookmarks(root: etree._Element) -> None:
    """End a bookmark without an end where it starts, and take away an end without a start: Word reads them so."""
    starts: dict[str, etree._Element] = {}
    ended: set[str] = set()
    for mark in list(root.iter(_START, _END)):
        number = mark.get(_ID) or ""
        if mark.tag == _START:
            starts[number] = mark
        elif number in starts:
            ended.add(number)
        elif (parent := mark.getparent()) is not None and not mark.tail:
            parent.remove(mark)
    for number in starts.keys() - ended:
        starts[number].addnext(etree.Element(_END, {_ID: number}))


def number_pages(root: etree._Element) -> None:
    """Put the page number of a link in a field, with which Word finds the page, where it is none."""
    for link in root.iter(_LINK):
        mark = _MARK.fullmatch((link.get(_ANCHOR) or "").strip())
        if mark is None or any(True for _ in link.iter(_CODE)):
            continue
        for piece in list(pieces(link, TEXT)):
            page = next((tag for tag in _PAGE.finditer(piece.text or "") if tag[1] == mark[1]), None)
            if page:
                number = part(piece, page.start(), page.end(), keep=True)
                if number is not None:
                    _in_field(number, f" PAGEREF {link.get(_ANCHOR)} \\h ")
                break


def _in_field(result: etree._Element, code: str) -> None:
    """Make a run the result of a field."""
    instruction = etree.Element(_CODE, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    instruction.text = code
    for content in (_character("begin"), instruction, _character("separate")):
        result.addprevious(run_like(result, [content]))
    behind, tail = run_like(result, [_character("end")]), result.tail
    result.addnext(behind)
    result.tail, behind.tail = None, tail


def _character(kind: str) -> etree._Element:
    return etree.Element(w("fldChar"), {w("fldCharType"): kind})


def mark_titles(root: etree._Element) -> None:
    """Give a title that the contents lead to its bookmark, where it has lost it."""
    if not any(_MARK.search(link.get(_ANCHOR) or "") for link in root.iter(_LINK)):
        return
    places = list(_places(root))
    marked = {(place, path) for place, path, paragraph in places if paragraph is None}
    ids = [mark.get(_ID) for mark in root.iter(_START)]
    number = max(map(whole, ids), default=0)
    for place, path, paragraph in places:
        if paragraph is not None and (place, path) not in marked:
            marked.add((place, path))
            number += 1
            first = int(len(paragraph) > 0 and paragraph[0].tag == w("pPr"))
            paragraph.insert(first, etree.Element(_START, {_ID: str(number), _NAME: f"{{{{ {path}.书签 }}}}"}))
            paragraph.append(etree.Element(_END, {_ID: str(number)}))


def _places(root: etree._Element) -> Iterator[tuple[int, str, etree._Element | None]]:
    """The bookmarks of sections and projects, and their titles with the paragraph: which loop they are in, and the path.

    Sections are in no loop, which is 0.
    """
    loops = _Loops()
    for element in root.iter(_START, w("p")):
        if element.tag == _START:
            mark = _MARK.fullmatch((element.get(_NAME) or "").strip())
            if mark:
                yield loops.of(mark[1]), mark[1], None
            continue
        linked = element.find(f".//{_LINK}") is not None
        for tag in tags_in("".join(piece.text or "" for piece in pieces(element, TEXT))):
            loops.go_on(tag.text)
            title = _TITLE.fullmatch(tag.text)
            if title and not linked and (loop := loops.of(title[1])) >= 0:
                yield loop, title[1], element


@dataclass(slots=True)
class _Loops:
    """The loops that are open: a number, -1 where their items stand in no contents, and what they call an item."""

    _open: list[tuple[int, str]] = field(default_factory=list)
    _count: int = 0

    def go_on(self, tag: str) -> None:
        """Go on to a tag."""
        loop = _LOOP.match(tag)
        if loop and loop[3]:
            self._open[-1:] = []
        elif loop:
            self._count += 1
            self._open.append((self._count if loop[2] in _LISTED else -1, loop[1]))

    def of(self, path: str) -> int:
        """The loop that a path is of; -1 for what stands in no contents."""
        if path.startswith(_SECTIONS):
            return 0
        return next((number for number, name in reversed(self._open) if name == path), -1)
