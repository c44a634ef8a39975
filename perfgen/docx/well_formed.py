"""What can be told of all renderings of a template part before there is one: that they are XML, and whole tables.

A part is its XML with tags in it. Where the XML without the tags is well-formed, every ``for`` and ``if`` takes in whole
elements or stands inside one attribute, and every value is escaped in a text or an attribute, no data can break it. And
where every table has a row, every row a cell and every cell a paragraph that no ``for`` or ``if`` can take away, no data
can empty them; where one can, what is left of it is known beforehand, and looked for. `crossing` has looked at the tags before, and found no fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jinja2 import Environment

from perfgen.docx.balance import always_balanced
from perfgen.docx.structure import BEGINS, ENDS, PIECE, masked
from perfgen.docx.surroundings import TEXT, Surroundings
from perfgen.docx.xml import ForbiddenXMLError, W, parse_xml

_MASK = re.compile("\x01(\\d+)\x02")
_IN_QUOTES = re.compile(r"\"[^\"<>]*\"|'[^'<>]*'")
_PRINTED_AS_TEXT = re.compile(rf"\|{TEXT}\((\d+)\)\s*[-+]?\}}\}}\Z")
_MUST_HOLD = {"w:tbl": ("w:tr", "w:sdt"), "w:tr": ("w:tc", "w:sdt"), "w:tc": ("w:p", "w:sdt")}
_VALUE = "\ue000"
"""Stands for what a tag prints: in a text and in quotes, and nowhere else, XML takes it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """`sound` where every rendering is well-formed.

    A rendering that lacks rows, cells or paragraphs has one of `signs` in it; they are None where there is no telling.
    """

    sound: bool
    signs: frozenset[str] | None = None
    balanced: bool = False
    """Whether every rendering has its fields and bookmarks in pairs."""


@dataclass(slots=True)
class _Element:
    """An element that is open; `held` where it holds, whatever the data, what it must."""

    name: str
    blocks: int
    """How many ``for`` and ``if`` are open where it begins."""
    held: bool = False
    alone: str = ""
    """What it prints last, and nothing but that, if no ``for`` and ``if`` in it prints anything."""
    told: bool = True
    """Whether each ``for`` and ``if`` in it prints what it must hold, or nothing at all."""


@dataclass(slots=True)
class _Block:
    """A ``for`` or ``if`` that is open; `held` where its branch at hand puts what it must into the element around it."""

    held: bool = False
    so_far: bool = True
    """Whether the branches before did."""
    final: bool = False
    """Whether one branch is taken whatever the data: the last is ``else``."""


@dataclass(slots=True)
class _Walk:
    tags: list[tuple[str, str]]
    surroundings: Sequence[Surroundings]
    sound: bool = True
    signs: set[str] | None = field(default_factory=set)
    seen: int = 0
    at: int = 0
    open: list[_Element] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)

    def piece(self, piece: re.Match[str]) -> None:
        """Go on to the next element's tag, or Jinja's."""
        self._print(piece.string[self.at : piece.start()])
        self.at = piece.end()
        if piece["name"]:
            self._element(piece)
        elif piece["tag"]:
            self._tag(int(piece["tag"]))
        else:
            self.sound = False  # comments and processing instructions: Word writes none

    def _print(self, text: str | None) -> None:
        """Something is printed; None where it is not the same each time."""
        holder = next((element for element in reversed(self.open) if element.name in _MUST_HOLD), None)
        if holder and holder.blocks == len(self.blocks):
            holder.alone = "" if text is None else holder.alone + text

    def _element(self, piece: re.Match[str]) -> None:
        name = piece["name"]
        if "\x01" in piece[0]:
            self._in_attributes(piece[0])
        if not piece["close"]:
            if self.open and name in _MUST_HOLD.get(self.open[-1].name, ()):
                self._hold()
            self.open.append(_Element(name, len(self.blocks)))
        self._print(None if "\x01" in piece[0] else piece[0])
        if piece["close"] or piece["empty"]:
            closed = self.open.pop()
            if name in _MUST_HOLD:
                self._print(None)  # what it printed is not known to the one around it
                if not closed.held:
                    self._doubt(closed.alone if closed.told else "")

    def _doubt(self, sign: str) -> None:
        """A rendering may lack something; then `sign` is in it."""
        if sign and self.signs is not None:
            self.signs.add(sign)
        else:
            self.signs = None

    def _hold(self) -> None:
        """The element at hand gets what it must hold: for good, or in a branch."""
        above = self.open[-1]
        if len(self.blocks) > above.blocks:
            self.blocks[-1].held = True
        else:
            above.held = True

    def _in_attributes(self, tag: str) -> None:
        """Tags within an element's tag: each ``for`` and ``if`` must begin and end between the same quotes."""
        for quoted in _IN_QUOTES.findall(tag):
            depth = 0
            for number in _MASK.findall(quoted):
                name = self.tags[int(number)][0]
                depth += (name in BEGINS) - (name in ENDS)
                self.seen += 1
                self.sound = self.sound and depth >= 0
            self.sound = self.sound and depth == 0
        outside = _IN_QUOTES.sub("", tag)
        self.sound = self.sound and "\x01" not in outside and "xmlns" not in outside

    def _tag(self, number: int) -> None:
        self.seen += 1
        name, written = self.tags[number]
        self._branch(name)
        if written.startswith("{{"):
            self._print(None)
        text = _PRINTED_AS_TEXT.search(written)
        if text:
            # A value of several paragraphs closes these, and opens them again.
            parted = self.surroundings[int(text[1])].paragraph is not None
            around = [element.name for element in self.open[-3:]]
            self.sound = self.sound and (around if parted else around[-2:]) == ["w:p", "w:r", "w:t"][not parted :]

    def _branch(self, name: str) -> None:
        """Begin or end a ``for`` or ``if``, or go on to its next branch."""
        if name in BEGINS:
            self.blocks.append(_Block())
        elif name in ("else", "elif", *ENDS):
            block = self.blocks[-1]
            block.so_far, block.held = block.so_far and block.held, False
            block.final = block.final or name == "else"
            if name in ENDS:
                self.blocks.pop()
                self._end(block)

    def _end(self, block: _Block) -> None:
        above = self.open[-1] if self.open else None
        if above is None or above.name not in _MUST_HOLD:
            self._print(None)  # it stands deeper than what is held
        elif block.final and block.so_far:
            self._hold()
        elif above.blocks == len(self.blocks):
            above.told = above.told and block.so_far


def proved(source: str, environment: Environment, surroundings: Sequence[Surroundings]) -> Proof:
    """The proof of Jinja source on which every tag has its filter."""
    xml, tags = masked(source, environment)
    try:
        skeleton = _MASK.sub(lambda mask: _VALUE if tags[int(mask[1])][1].startswith("{{") else "", xml)
        parse_xml(skeleton.encode())
    except ForbiddenXMLError:
        return Proof(sound=False)
    walk = _Walk(tags, surroundings)
    for piece in PIECE.finditer(xml):
        walk.piece(piece)
    sound = walk.sound and walk.seen == len(tags) and "<![CDATA[" not in xml
    known = walk.signs is not None and xml.count(W) == xml.count(f'xmlns:w="{W}"')
    return Proof(sound, frozenset(walk.signs or ()) if sound and known else None, always_balanced(xml, tags))
