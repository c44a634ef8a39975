"""A Word file as a leader goes over it: text typed over, rows taken out and put in, projects moved, comments, tracked changes."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import TypeAlias

from lxml import etree

from tests.documents import text_of, w

Edit: TypeAlias = "Callable[[Paper], None]"

_COMMENTS = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:comments>'
_COMMENT = (
    '<w:comment w:id="{id}" w:author="{author}" w:date="{date}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
)
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Paper:
    """The parts of a Word file; `body` is that of its text."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(w("body"))
        self.comments: list[str] = []

    def content(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True)
        if self.comments:
            self.parts["word/comments.xml"] = _COMMENTS.format("".join(self.comments)).encode("utf-8")
            self._name(
                "[Content_Types].xml", f'<Override PartName="/word/comments.xml" ContentType="{_WORDS}.comments+xml"/>'
            )
            relation = f'<Relationship Id="rIdComments" Type="{_RELATION}/comments" Target="comments.xml"/>'
            self._name("word/_rels/document.xml.rels", relation)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return target.getvalue()

    def _name(self, part: str, element: str) -> None:
        """Say in a part that lists others that there are comments."""
        before, last, end = self.parts[part].decode("utf-8").rpartition("</")
        self.parts[part] = f"{before}{element}{last}{end}".encode()

    def paragraph(self, text: str, number: int = 0) -> etree._Element:
        return [one for one in self.body.iter(w("p")) if text in text_of(one)][number]

    def row(self, text: str, number: int = 0) -> etree._Element:
        return [one for one in self.body.iter(w("tr")) if text in text_of(one).split("\n")][number]

    def project(self, name: str) -> list[etree._Element]:
        """The title and the tables of a project."""
        blocks = list(self.body)
        titles = [at for at, one in enumerate(blocks) if one.tag == w("p") and text_of(one).endswith("绩效目标表")]
        start = next(at for at in titles if name in text_of(blocks[at]))
        end = next((at for at in titles if at > start), len(blocks) - 1)
        return blocks[start:end]


def written(paragraph: etree._Element, text: str) -> None:
    """Make a paragraph say a text, in the type of its first run."""
    first, *others = paragraph.iter(w("t"))
    first.text = text
    for one in others:
        one.text = ""


def typed(old: str, new: str, number: int = 0) -> Edit:
    """Type over what stands in a paragraph."""

    def edit(paper: Paper) -> None:
        paragraph = paper.paragraph(old, number)
        written(paragraph, text_of(paragraph).replace(old, new, 1))

    return edit


def behind(number: int, more: str) -> Edit:
    """Type behind what the paragraph of some number says."""

    def edit(paper: Paper) -> None:
        paragraph = list(paper.body.iter(w("p")))[number]
        written(paragraph, text_of(paragraph) + more)

    return edit


def cell(row: str, column: int, new: str, number: int = 0) -> Edit:
    """Type over a cell of the row that says something."""

    def edit(paper: Paper) -> None:
        paragraph = next(paper.row(row, number).findall(w("tc"))[column].iter(w("p")))
        if not list(paragraph.iter(w("t"))):
            etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        written(paragraph, new)

    return edit


def row_out(text: str) -> Edit:
    def edit(paper: Paper) -> None:
        row = paper.row(text)
        table = row.getparent()
        table.remove(row)

    return edit


def row_in(below: str, *texts: str) -> Edit:
    """Put a row in below another, its last cells with these texts."""

    def edit(paper: Paper) -> None:
        row = paper.row(below)
        new = copy.deepcopy(row)
        for one, text in zip(new.findall(w("tc"))[-len(texts) :], texts, strict=True):
            written(next(one.iter(w("p"))), text)
        row.addnext(new)

    return edit


def project_out(name: str) -> Edit:
    def edit(paper: Paper) -> None:
        for one in paper.project(name):
            paper.body.remove(one)

    return edit


def project_moved(name: str, before: str) -> Edit:
    def edit(paper: Paper) -> None:
        blocks, place = paper.project(name), paper.project(before)[0]
        for one in blocks:
            place.addprevious(one)

    return edit


def project_in(like: str, *replaced: tuple[str, str]) -> Edit:
    """Put a project in behind another, which it is a copy of but for some texts."""

    def edit(paper: Paper) -> None:
        blocks = paper.project(like)
        new = [copy.deepcopy(one) for one in blocks]
        for one in reversed(new):
            blocks[-1].addnext(one)
        for block in new:
            for paragraph in block.iter(w("p")):
                for old, text in replaced:
                    if old in text_of(paragraph):
                        written(paragraph, text_of(paragraph).replace(old, text))

    return edit


def paragraph_in(below: str, text: str) -> Edit:
    def edit(paper: Paper) -> None:
        paragraph = paper.paragraph(below)
        new = copy.deepcopy(paragraph)
        written(new, text)
        paragraph.addnext(new)

    return edit


def paragraph_out(text: str) -> Edit:
    def edit(paper: Paper) -> None:
        paragraph = paper.paragraph(text)
        paragraph.getparent().remove(paragraph)

    return edit


def comment(at: str, text: str, author: str = "张局长", date: str = "2024-03-02T09:00:00Z", number: int = 0) -> Edit:
    """A comment on a paragraph."""

    def edit(paper: Paper) -> None:
        mark = str(len(paper.comments))
        paper.comments.append(_COMMENT.format(id=mark, author=author, date=date, text=text))
        paragraph = paper.paragraph(at, number)
        run = etree.SubElement(paragraph, w("r"))
        etree.SubElement(run, w("commentReference")).set(w("id"), mark)
        begin = etree.Element(w("commentRangeStart"))
        begin.set(w("id"), mark)
        next(paragraph.iter(w("r"))).addprevious(begin)

    return edit


def tracked(old: str, new: str) -> Edit:
    """Type over with changes tracked: the old text deleted, the new one inserted."""

    def edit(paper: Paper) -> None:
        paragraph = paper.paragraph(old)
        before = text_of(paragraph)
        run = next(paragraph.iter(w("r")))
        for other in list(paragraph.iter(w("r")))[1:]:
            other.getparent().remove(other)
        for kind, said in (("ins", before.replace(old, new)), ("del", before)):
            mark = etree.Element(w(kind))
            mark.set(w("author"), "张局长")
            mark.set(w("id"), "900")
            inner = copy.deepcopy(run)
            text = next(inner.iter(w("t")))
            text.text = said
            text.tag = w("t") if kind == "ins" else w("delText")
            mark.append(inner)
            run.addnext(mark)
        run.getparent().remove(run)

    return edit


def gone_over(content: bytes, edits: Sequence[Edit]) -> bytes:
    """A Word file after some edits."""
    paper = Paper(content)
    for edit in edits:
        edit(paper)
    return paper.content()
