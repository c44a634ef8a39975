"""Every mistake in the tags of a template in one pass, each with its place; `jinja_render` stops at the first.

Each tag is looked at by itself, so that one which cannot be read hides no other. What only shows when all of them are taken
together is told by compiling the template (`perfgen.docx.WordTemplate`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from perfgen.docx import explain
from perfgen.docx.guards import TagRefusedError, guarded
from perfgen.docx.links import restore_names
from perfgen.docx.places import Places
from perfgen.docx.revisions import accept
from perfgen.docx.runs import TEXT, join_tags, pieces
from perfgen.docx.sandbox import Sandbox
from perfgen.docx.spelling import OTHER_WORDS, misspellings, narrowed, repair
from perfgen.docx.statements import freed
from perfgen.docx.structure import BEGINS, ENDS, TagFault
from perfgen.docx.tag_shapes import ANYTHING, KnownNames, Shape, expressions
from perfgen.docx.written_tags import tags_in
from perfgen.docx.xml import parse_xml, w

_READ = re.compile(r"(\{%[-+]?|\{\{[-+]?)(?:(p|tr|tc|r)(?=\s))?\s*(\w*)", re.ASCII)
_WIDE = re.compile(r"[｛{][｛%％].{0,200}?[｝%％][｝}]|｛｛|｝｝")
_HOLDERS = {"p": w("p"), "tr": w("tr"), "tc": w("tc")}
_DOCXTPLS = ("colspan", "cellbg")
"""Statements of docxtpl's own that take a value."""
_BARE = ("else", "vm", "hm", *ENDS)
"""Statements with nothing behind them."""
_BARE_TAG = re.compile(r"\{%[-+]?\s*\w+\s*[-+]?%\}")
_CODE = w("instrText")


class PlacedFault(NamedTuple):
    """A mistake, and where it is."""

    fault: TagFault
    place: str


def faults(name: str, content: bytes, shape: Shape | None) -> Iterator[PlacedFault]:
    """Every mistake in the tags of a part; without a `shape` of the data names are not looked at.

    Raises ForbiddenXMLError for what is no XML.
    """
    root = parse_xml(content)
    places = Places(name, root)
    accept(root)
    join_tags(root)
    restore_names(root)
    said = _Texts(root, places)
    wrong: set[tuple[str, str]] = set()
    for fault in misspellings(root):
        wrong.add((fault.around, fault.tag))
        yield said.placed(fault)
    for paragraph in root.iter(w("p")):
        text = _text(paragraph)
        for wide in _WIDE.finditer(text) if "｛" in text or "｝" in text else ():
            if (text, wide[0]) not in wrong:
                right = narrowed(wide[0])
                hint = f"花括号改成英文的：{right if len(right) > len('{{') else '标签写成 {{ 名称 }} 或 {%p for … in … %}'}"
                yield PlacedFault(TagFault("模板里的花括号是全角的", hint, wide[0], text), places.of(paragraph))
    repair(root)
    walk = _Walk(KnownNames(shape.names or {}) if shape else None, places, wrong)
    yield from walk.tags(root)
    yield from walk.left_open()
    for fault in freed(root):
        yield said.placed(fault)


class _Texts:
    """The paragraphs and rows of a part by their text: of those alike, each is asked for once."""

    def __init__(self, root: etree._Element, places: Places) -> None:
        self._part = places.part
        self._of: dict[str, list[str]] = {}
        for holder in root.iter(w("p"), w("tr"), w("tc")):
            text = "".join(map(_text, holder.iter(w("p"))))
            if "{" in text or "}" in text:
                self._of.setdefault(text, []).append(places.of(holder))

    def placed(self, fault: TagFault) -> PlacedFault:
        found = self._of.get(fault.around, [self._part])
        return PlacedFault(fault, found.pop(0) if len(found) > 1 else found[0])


def _text(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in pieces(paragraph, TEXT))


@dataclass(slots=True)
class _Block:
    """A ``for`` or ``if`` that is open: its word, its tag, the paragraph, row or cell it is of, and what is said around it."""

    word: str
    tag: str
    holder: etree._Element
    level: etree._Element | None
    around: str
    place: str


@dataclass(slots=True)
class _Walk:
    """A walk over the tags of a part in their order."""

    names: KnownNames | None
    places: Places
    wrong: set[tuple[str, str]]
    environment: Sandbox = field(default_factory=Sandbox)
    open: list[_Block] = field(default_factory=list)
    unended: list[PlacedFault] = field(default_factory=list)
    raw: bool = False
    """Whether tags are text here, between ``{% raw %}`` and its end."""
    paragraph: etree._Element | None = None
    text: str = ""
    """The paragraph the walk is in, and what it says: one text for all its tags, of which there may be thousands."""

    def tags(self, root: etree._Element) -> Iterator[PlacedFault]:
        for element in root.iter(etree.Element):
            said = [str(value) for value in element.attrib.values() if "{" in str(value)]
            if element.tag in TEXT or element.tag == _CODE or element.tag.startswith("{http://purl.org/"):
                said.append(element.text or "")
            for tag in (tag.text for text in said if "{" in text for tag in tags_in(text)):
                around = self._around(element)
                for fault in () if (around, tag) in self.wrong else self._tag(tag, element, around):
                    yield PlacedFault(fault, self.places.of(element))

    def _around(self, element: etree._Element) -> str:
        paragraph = next((one for one in (element, *element.iterancestors()) if one.tag == w("p")), None)
        if paragraph is not self.paragraph:
            self.paragraph, self.text = paragraph, "" if paragraph is None else _text(paragraph)
        return self.text

    def _tag(self, tag: str, element: etree._Element, around: str) -> Iterator[TagFault]:
        read = _READ.match(tag)
        if read is None or tag.startswith("{#"):
            return
        kind, statement = read[2] or "", tag.startswith("{%")
        word = _word(tag) if statement else ""
        plain = f"{tag[:2]} {tag[read.end(2) if read[2] else len(read[1]) :].strip()}"
        try:
            if word in ("raw", "endraw"):
                self.raw = word == "raw"
            elif self.raw:
                return
            elif word in _BARE:
                if not _BARE_TAG.fullmatch(plain):
                    right = f"{{%{kind} {word} %}}"
                    yield TagFault("标签写得不对", f"{word} 后面不写别的，写成 {right}", tag, around)
            elif word in _DOCXTPLS:
                plain = re.sub(rf"\{{%\s*{word}", "{{", plain, count=1).replace("%}", "}}")
                yield from self._named(plain, "", tag, around)
            else:
                yield from self._named(plain, word, tag, around)
        except TemplateSyntaxError as error:
            message, hint = explain.syntax_said(error)
            yield TagFault(message, hint, tag, around)
            if word in BEGINS and self.names:
                self.names.begin(*_loosely(tag))
        if word in (*BEGINS, "else", "elif", *ENDS) and not self.raw:
            yield from self._nested(word, tag, kind, element, around)

    def _named(self, plain: str, word: str, tag: str, around: str) -> Iterator[TagFault]:
        """Read a tag by itself, and look at its names. Raises TemplateSyntaxError."""
        if word in OTHER_WORDS and word != "set":
            raise TagRefusedError("模板里的标签做了不允许的事", "标签只能取数据、循环和判断", 1)
        source = plain if not word or word == "set" else f"{plain}{{% end{word} %}}"
        source = re.sub(r"\A\{%\s*elif\b", "{% if", plain) + "{% endif %}" if word == "elif" else source
        tree = self.environment.parse(source)
        guarded(self.environment.parse(source))
        if self.names is None:
            return
        for fault in self._looked_at(tree, self.names, begins=word in BEGINS):
            message, hint = explain.run_said(fault, tuple(self.names.data))
            yield TagFault(message, hint, tag, around)

    def _looked_at(self, tree: nodes.Template, names: KnownNames, *, begins: bool) -> Iterator[Exception]:
        """What is wrong with the names of one tag; what it calls by new names is known from here on."""
        for statement in tree.body:
            if isinstance(statement, nodes.For):
                shape, wrong = names.looked_at(statement.iter)
                yield from wrong
                names.begin(statement.target, shape.item or ANYTHING)
            elif isinstance(statement, nodes.If):
                yield from names.looked_at(statement.test)[1]
                if begins:
                    names.begin()
            elif isinstance(statement, nodes.Assign):
                shape, wrong = names.looked_at(statement.node)
                yield from wrong
                names.assign(statement.target, shape)
        for expression in expressions(tree):
            yield from names.printed(expression)

    def _nested(self, word: str, tag: str, kind: str, element: etree._Element, around: str) -> Iterator[TagFault]:
        """Go on to a tag of a ``for`` or ``if``."""
        holder = next(
            (one for one in (element, *element.iterancestors()) if one.tag == _HOLDERS.get(kind, w("p"))), element
        )
        level = holder.getparent() if kind in _HOLDERS else holder
        if word in BEGINS:
            self.open.append(_Block(word, tag, holder, level, around, self.places.of(element)))
            return
        if not self.open:
            yield TagFault(f"多了一个 {{% {word} %}}", f"每个 {word} 都要有对应的 for 或 if，多出来的删掉", tag, around)
            return
        if word in ENDS:
            alike = [one for one in self.open if one.word == ENDS[word]]
            meant = next(
                (one for one in reversed(alike) if one.level is level),
                self.open[-1] if self.open[-1] in alike else None,
            )
            if meant is None:
                hint = f"前面开着的是 {self.open[-1].tag}，它的结尾是 end{self.open[-1].word}"
                yield TagFault(f"多了一个 {{% {word} %}}", hint, tag, around)
                return
            while self.open[-1] is not meant:
                unended = self._close()
                self.unended.append(PlacedFault(self._unended(unended), unended.place))
        block = self.open[-1]
        if level is not block.level:
            hint = f"整段用 {{%p … %}}，整行用 {{%tr … %}}，两头写法一样，在同一层；开头是 {block.tag}（{block.place}）"
            yield TagFault("这个标签和它的开头不在同一层：一头在段落或表格里面，一头在外面", hint, tag, around)
        if word in ENDS:
            self._close()

    def _close(self) -> _Block:
        if self.names:
            self.names.end()
        return self.open.pop()

    def _unended(self, block: _Block) -> TagFault:
        return TagFault(
            "标签没有收尾", f"后面要有 {{% end{block.word} %}}，写法和开头一样（p、tr）", block.tag, block.around
        )

    def left_open(self) -> Iterator[PlacedFault]:
        """The loops and conditions that have no end."""
        yield from self.unended
        for block in self.open:
            yield PlacedFault(self._unended(block), block.place)


def _word(tag: str) -> str:
    found = re.match(r"\{%[-+]?(?:(?:p|tr|tc|r)(?=\s))?\s*(\w+)", tag)
    return found[1] if found else ""


def _loosely(tag: str) -> tuple[nodes.Node | None, Shape]:
    """What a loop that cannot be read calls its items."""
    found = re.search(r"\bfor\s+(\w+)", tag)
    return (nodes.Name(found[1], "store") if found else None), ANYTHING


def half_formatted(root: etree._Element, places: Places) -> Iterator[tuple[str, str, str]]:
    """The tags of which a part looks otherwise than the beginning: the tag, its paragraph, its place."""
    for paragraph in root.iter(w("p")):
        found = list(pieces(paragraph, TEXT))
        text = "".join(piece.text or "" for piece in found)
        formats = [_format(piece) for piece in found for _ in piece.text or ""]
        for tag in tags_in(text):
            if tag.text.startswith("{{") and len(set(formats[tag.start : tag.end])) > 1:
                yield tag.text, text, places.of(paragraph)


_UNSEEN = frozenset(map(w, ("lang", "noProof", "rFonts", "proofErr", "webHidden", "kern", "bCs", "iCs", "szCs")))
"""Of a run's format what an editor writes of its own accord, and nobody sees in a tag."""


def _format(piece: etree._Element) -> bytes:
    run = piece.getparent()
    properties = run.find(w("rPr")) if run is not None else None
    seen = (
        [etree.tostring(one, method="c14n") for one in properties if one.tag not in _UNSEEN]
        if properties is not None
        else []
    )
    return b"".join(sorted(seen))
