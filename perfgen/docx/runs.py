"""The runs of a template's paragraphs: tags that lie in several of them are joined, statements across them stand between.

Word, WPS and LibreOffice part what was written in one go: where the script, the proofing or the format changes. A tag so
parted is put into its first run, and what stands amid it (a bookmark, the end of a field) stays, after it. A ``for`` or
``if`` whose end lies in another run is taken out of its run, and then takes in whole runs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from perfgen.docx.inline import SIGNS
from perfgen.docx.structure import BEGINS, ENDS
from perfgen.docx.written_tags import tags_in
from perfgen.docx.xml import w

_STATEMENT = re.compile(r"\{%[-+]?\s*(for|if|elif|else|endfor|endif)\b")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_P, _R, _T, _RPR, _CODE = w("p"), w("r"), w("t"), w("rPr"), w("instrText")
_PAGE = ("page", "column")


def pieces(element: etree._Element, kinds: frozenset[str]) -> Iterator[etree._Element]:
    """The elements of some kinds in a paragraph, without those of paragraphs within it (in shapes)."""
    for child in element:
        if child.tag in kinds:
            yield child
        elif child.tag != _P:
            yield from pieces(child, kinds)


_TEXTS = frozenset((_T, *SIGNS))
TEXT = frozenset((_T,))


def join_tags(root: etree._Element) -> None:
    """Put every tag that is parted into the piece of text it begins in."""
    for paragraph in root.iter(_P):
        for kinds in (_TEXTS, frozenset((_CODE,))):
            _join([piece for piece in pieces(paragraph, kinds) if piece.get(w("type")) not in _PAGE])


def _join(found: list[etree._Element]) -> None:
    said = [_SIGNS.get(piece.tag) or piece.text or "" for piece in found]
    whole = "".join(said)
    if "{" not in whole:
        return
    starts = [0, *accumulate(map(len, said))]
    for tag in reversed(list(tags_in(whole))):
        first, last = bisect_right(starts, tag.start) - 1, bisect_left(starts, tag.end) - 1
        if first == last:
            continue
        said[last] = said[last][tag.end - starts[last] :]
        said[first] = said[first][: tag.start - starts[first]] + tag.text
        said[first + 1 : last] = [""] * (last - first - 1)
        for number in range(first, last + 1):
            _say(found[number], said[number])


_SIGNS = {name: " " if sign.isspace() else sign for name, sign in SIGNS.items()}


def _say(piece: etree._Element, text: str) -> None:
    """Let a piece say a text; it goes, and its run with it, where that is none."""
    if text:
        piece.text = text
        piece.set(_SPACE, "preserve")
        return
    run = piece.getparent()
    if run is not None:
        run.remove(piece)
        if run.tag == _R and all(child.tag == _RPR for child in run):
            remove(run)


def remove(element: etree._Element) -> None:
    """Take an element out of its parent, and leave the text behind it."""
    parent, text = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if text and before is not None:
        before.tail = (before.tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text
    parent.remove(element)


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement in a piece of text: its word, and from where to where it reads."""

    word: str
    piece: etree._Element
    start: int
    end: int


def part_statements(root: etree._Element) -> None:
    """Take the tags of each ``for`` and ``if`` that goes over several runs of one paragraph out of their runs."""
    for paragraph in root.iter(_P):
        found = [
            _Found(word[1], piece, tag.start, tag.end)
            for piece in pieces(paragraph, TEXT)
            for tag in tags_in(piece.text or "")
            if (word := _STATEMENT.match(tag.text))
        ]
        across = [one for block in _blocks(found) if _over_runs(block) for one in block]
        for one in sorted(across, key=lambda one: one.start, reverse=True):
            part(one.piece, one.start, one.end)


def _blocks(found: list[_Found]) -> Iterator[list[_Found]]:
    """The tags of each ``for`` and ``if``, from its begin to its end."""
    open_: list[list[_Found]] = []
    for one in found:
        if one.word in BEGINS:
            open_.append([one])
        elif open_:
            open_[-1].append(one)
            if one.word in ENDS:
                block = open_.pop()
                if ENDS[one.word] == block[0].word:
                    yield block


def _over_runs(block: list[_Found]) -> bool:
    """Whether the tags of a block lie in several pieces, whose runs stand beside one another."""
    runs = [one.piece.getparent() for one in block]
    beside = {run.getparent() for run in runs if run is not None and run.tag == _R}
    return len({one.piece for one in block}) > 1 and len(beside) == 1 and all(run is not None for run in runs)


def part(piece: etree._Element, start: int, end: int, *, keep: bool = False) -> etree._Element | None:
    """Part the run of a piece of text in a run before and one behind a tag, which then stands between them as text.

    With `keep` the tag stands in a run of its own, which is returned.
    """
    run, text = piece.getparent(), piece.text or ""
    parent = run.getparent() if run is not None else None
    if run is None or parent is None:
        return None
    middle = run_like(run, _text(text[start:end]))
    behind = run_like(run, [*_text(text[end:]), *piece.itersiblings()])
    after = [one for one, wanted in ((middle, keep), (behind, any(child.tag != _RPR for child in behind))) if wanted]
    tail, run.tail = run.tail or "", None if keep else text[start:end]
    at = parent.index(run) + 1
    for one in reversed(after):
        parent.insert(at, one)
    last = after[-1] if after else run
    last.tail = (last.tail or "") + tail or None
    piece.text = text[:start]
    if not text[:start]:
        run.remove(piece)
        if all(child.tag == _RPR for child in run):
            remove(run)
    return middle if keep else None


def _text(text: str) -> Iterator[etree._Element]:
    """A piece of text, where there is any."""
    if text:
        piece = etree.Element(_T, {_SPACE: "preserve"})
        piece.text = text
        yield piece


def run_like(run: etree._Element, content: Iterable[etree._Element]) -> etree._Element:
    """A run of the same format, with a content of its own."""
    made = etree.Element(_R)
    made.extend(deepcopy(child) for child in run if child.tag == _RPR)
    made.extend(content)
    return made
