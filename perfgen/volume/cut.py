"""A department's document as it goes into the volume: without its cover and contents, which the volume has for all.

These are the sections up to and with the one that holds the contents. Whatever else stands in the document stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.archive import pack, unpacked
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.property_order import put_in_order
from perfgen.docx.xml import parse_xml, w
from perfgen.volume.packages import OFFICE

_TOC = re.compile(r"\s*TOC\b")
_HEADS = ("headerReference", "footerReference")
_RELATION = f"{{{OFFICE}}}id"


@dataclass(frozen=True, slots=True)
class Inner:
    """What is in a department's document besides cover and contents: its main part, cut, and the words of the field of its contents."""

    root: etree._Element
    contents: str


def cut(docx: bytes) -> tuple[bytes, str]:
    """A Word file of ours without cover and contents, and the words of the field of its contents."""
    entries = unpacked(docx)
    inside = inner(entries)
    text = etree.tostring(inside.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack({**entries, MAIN_PART: text}.items()), inside.contents


def inner(entries: Mapping[str, bytes]) -> Inner:
    """A document without cover and contents; its first section says itself what heads and feet it has."""
    root = parse_xml(entries[MAIN_PART])
    body = root.find(w("body"))
    if body is None:
        return Inner(root, "")
    blocks = list(body)
    field = _field(blocks)
    if field is None:
        return Inner(root, "")
    first, last, said = field
    end = next((at for at in range(last, len(blocks)) if ends_section(blocks[at])), None)
    if end is None or end == len(blocks) - 1:  # contents in one section with the text
        for block in blocks[first : last + 1]:
            if section_of(block) is None:
                body.remove(block)
        return Inner(root, said)
    _inherit(blocks, end)
    for block in blocks[: end + 1]:
        body.remove(block)
    return Inner(root, said)


def ends_section(block: etree._Element) -> bool:
    """Whether a section ends with a block of the body."""
    return section_of(block) is not None


def section_of(block: etree._Element) -> etree._Element | None:
    """The properties of the section that ends with a block of the body."""
    return block if block.tag == w("sectPr") else block.find(f"{w('pPr')}/{w('sectPr')}")


def sections(body: etree._Element) -> list[etree._Element]:
    """The properties of all sections, in order."""
    return [one for block in body if (one := section_of(block)) is not None]


def _field(blocks: list[etree._Element]) -> tuple[int, int, str] | None:
    """The blocks that the field of the contents begins and ends in, and its words."""
    depth, inside, first, said = 0, 0, -1, ""
    for at, block in enumerate(blocks):
        for kind, text in _marks(block):
            if first < 0 and kind == "words" and _TOC.match(text):
                first, said, depth = at, text, depth or 1
                inside = depth
            elif kind == "begin":
                depth += 1
            elif kind == "end":
                depth -= 1
                if first >= 0 and depth < inside:
                    return first, at, said
    return None if first < 0 else (first, first, said)


def _marks(block: etree._Element) -> Iterator[tuple[str, str]]:
    for one in block.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if one.tag == w("fldChar"):
            yield one.get(w("fldCharType")) or "", ""
        elif one.tag == w("instrText"):
            yield "words", one.text or ""
        elif _TOC.match(one.get(w("instr")) or ""):
            yield "begin", ""
            yield "words", one.get(w("instr")) or ""
            yield "end", ""


def _inherit(blocks: list[etree._Element], end: int) -> None:
    """Say in the first section that stays what it takes from those that go (17.10.2: a section without a head has that before it)."""
    properties = [one for block in blocks if (one := section_of(block)) is not None]
    gone = sum(section_of(block) is not None for block in blocks[: end + 1])
    has: dict[tuple[str, str], etree._Element] = {}
    for one in properties[: gone + 1]:
        for name in _HEADS:
            for said in one.iterchildren(w(name)):
                has[name, said.get(w("type")) or "default"] = said
    if gone < len(properties):
        first = properties[gone]
        own = {(name, said.get(w("type")) or "default") for name in _HEADS for said in first.iterchildren(w(name))}
        for key, said in has.items():
            if key not in own and said.getparent() is not first:
                first.insert(0, deepcopy(said))
        put_in_order(first)
