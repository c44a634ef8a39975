"""The text of one paragraph revised: what is new in it marked as inserted, what is gone put back as deleted.

Elements and their order follow ECMA-376 part 1, 17.13.5 (revisions) and 17.3.2 (runs).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from perfgen.comparing.marked import Fate, Marker
from perfgen.docx.xml import w
from perfgen.tracking.align import piece_text, text_of

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _PROPERTIES, _PARAGRAPH_PROPERTIES, _MARK_PROPERTIES = w("r"), w("rPr"), w("pPr"), w("rPr")
_AFTER_MARK = (w("sectPr"), w("pPrChange"))
_FIELD_PARTS = (w("fldChar"), w("instrText"))


@dataclass(slots=True)
class Reviser:
    """Who revises, and when; `number` is that of the next revision, which no other mark of the document has.

    `date` is a day as ISO 8601 has it (2023-06-30), empty for none.
    """

    author: str
    date: str = ""
    number: int = 1
    marker: Marker = field(default_factory=Marker)

    def revision(self, name: str) -> etree._Element:
        """The element of a revision: ``ins`` or ``del``."""
        element = etree.Element(w(name), {w("id"): str(self.number), w("author"): self.author})
        if self.date:
            element.set(w("date"), f"{self.date}T00:00:00Z")
        self.number += 1
        return element

    def mark(self, paragraph: etree._Element, name: str) -> None:
        """Mark the end of a paragraph as inserted or deleted."""
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        if properties is None:
            properties = etree.Element(_PARAGRAPH_PROPERTIES)
            paragraph.insert(0, properties)
        of_mark = properties.find(_MARK_PROPERTIES)
        if of_mark is None:
            of_mark = etree.Element(_MARK_PROPERTIES)
            behind = next((at for at, child in enumerate(properties) if child.tag in _AFTER_MARK), len(properties))
            properties.insert(behind, of_mark)
        of_mark.insert(0, self.revision(name))

    def inserted(self, paragraph: etree._Element) -> None:
        """Mark all text of a paragraph as inserted; a field that goes beyond it stays as it is."""
        whole = _fields_are_whole(paragraph)
        for run in list(paragraph.iter(_RUN)):
            if whole or run.find(_FIELD_PARTS[0]) is None and run.find(_FIELD_PARTS[1]) is None:  # noqa: RUF021 -- either
                _wrap(run, self.revision("ins"))

    def deleted(self, paragraph: etree._Element) -> None:
        """Make a paragraph one whose text is deleted: of fields and links only what they show is kept."""
        said = list(_pieces(paragraph))
        for child in list(paragraph):
            if child.tag != _PARAGRAPH_PROPERTIES:
                paragraph.remove(child)
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        if properties is not None:
            for child in properties.findall(w("sectPr")):
                properties.remove(child)
        runs = _runs(said)
        if runs:
            removed = self.revision("del")
            removed.extend(runs)
            paragraph.append(removed)

    def revised(self, before: etree._Element, after: etree._Element) -> None:
        """Mark in the later paragraph what was changed in the text since the earlier one."""
        pieces = self.marker.marked(text_of(before), text_of(after))
        if all(piece.fate is Fate.SAME for piece in pieces):
            return
        cuts = _cut(after, [len(piece.text) for piece in pieces if piece.fate is not Fate.REMOVED])
        gone = list(_pieces(before))
        for piece in pieces:
            if piece.fate is Fate.REMOVED:
                taken, gone = _taken(gone, len(piece.text))
                self._put_back(taken, after, cuts)
                continue
            runs = cuts.pop(0)
            if piece.fate is Fate.ADDED:
                for run in runs:
                    _wrap(run, self.revision("ins"))
            else:
                _, gone = _taken(gone, len(piece.text))

    def _put_back(self, said: list[_Said], paragraph: etree._Element, cuts: list[list[etree._Element]]) -> None:
        """Put deleted text before the runs that come next, or at the end of a paragraph."""
        removed = self.revision("del")
        removed.extend(_runs(said))
        following = next((runs[0] for runs in cuts if runs), None)
        if following is not None:
            following.addprevious(removed)
            return
        last = [run for run in paragraph.iter(_RUN) if any(piece_text(piece) for piece in run)]
        if last:
            behind = last[-1].getparent()
            (behind if behind is not None and behind.tag == w("ins") else last[-1]).addnext(removed)
        else:
            paragraph.append(removed)


@dataclass(frozen=True, slots=True)
class _Said:
    """Text of a run, and how it looks."""

    text: str
    properties: etree._Element | None


def _pieces(paragraph: etree._Element) -> Iterator[_Said]:
    for run in paragraph.iter(_RUN):
        text = "".join(piece_text(piece) or "" for piece in run)
        if text:
            yield _Said(text, run.find(_PROPERTIES))


def _taken(said: list[_Said], length: int) -> tuple[list[_Said], list[_Said]]:
    """The first characters of some text, and the rest."""
    taken: list[_Said] = []
    rest = list(said)
    while length and rest:
        first = rest.pop(0)
        if len(first.text) > length:
            rest.insert(0, _Said(first.text[length:], first.properties))
            first = _Said(first.text[:length], first.properties)
        taken.append(first)
        length -= len(first.text)
    return taken, rest


def _runs(said: list[_Said]) -> list[etree._Element]:
    """Runs of deleted text."""
    found = []
    for one in said:
        run = etree.Element(_RUN)
        if one.properties is not None:
            run.append(deepcopy(one.properties))
        for at, line in enumerate(one.text.split("\n")):
            if at:
                run.append(etree.Element(w("br")))
            for number, part in enumerate(line.split("\t")):
                if number:
                    run.append(etree.Element(w("tab")))
                if part:
                    text = etree.SubElement(run, w("delText"), {_SPACE: "preserve"})
                    text.text = part
        found.append(run)
    return found


def _cut(paragraph: etree._Element, lengths: list[int]) -> list[list[etree._Element]]:
    """Cut the runs of a paragraph so that its text falls into pieces of some lengths; gives the runs of each."""
    found: list[list[etree._Element]] = [[]]
    ends = list(lengths)
    for run in list(paragraph.iter(_RUN)):
        if not any(piece_text(piece) for piece in run):
            continue
        rest = run
        while True:
            length = sum(len(piece_text(piece) or "") for piece in rest)
            if length <= ends[0]:
                found[-1].append(rest)
                ends[0] -= length
                if not ends[0]:
                    ends.pop(0)
                    found.append([])
                break
            head, rest = _split(rest, ends.pop(0))
            found[-1].append(head)
            found.append([])
    return found


def _split(run: etree._Element, at: int) -> tuple[etree._Element, etree._Element]:
    """Cut a run in two behind some characters; the first keeps what is no text."""
    behind = etree.Element(_RUN)
    properties = run.find(_PROPERTIES)
    if properties is not None:
        behind.append(deepcopy(properties))
    for piece in list(run):
        said = piece_text(piece)
        if piece.tag == _PROPERTIES:
            continue
        length = len(said or "")
        if at <= 0:
            behind.append(piece)
        elif length > at:
            rest = etree.SubElement(behind, w("t"), {_SPACE: "preserve"})
            rest.text, piece.text = (said or "")[at:], (said or "")[:at]
            piece.set(_SPACE, "preserve")
        at -= length
    run.addnext(behind)
    return run, behind


def _wrap(run: etree._Element, around: etree._Element) -> None:
    run.addprevious(around)
    around.append(run)


def _fields_are_whole(paragraph: etree._Element) -> bool:
    """Whether every field that begins in a paragraph ends in it, and none that began before does."""
    depth = 0
    for mark in paragraph.iter(_FIELD_PARTS[0]):
        kind = mark.get(w("fldCharType"))
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            return False
    return depth == 0
