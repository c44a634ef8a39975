"""The numbered lists of many documents in one: each document's lists count for themselves (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from perfgen.docx.property_order import put_in_order
from perfgen.docx.xml import W, parse_xml, w, whole

NAME = "word/numbering.xml"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_VALUE, _NUMBER, _LIST = w("val"), w("numId"), w("abstractNumId")
_LEFT_OUT = ("nsid", "tmpl", "numStyleLink", "styleLink")
"""What ties a list to others: two lists that Word takes for one would count on."""
_DEEPEST = 20


@dataclass(slots=True)
class NumberingUnion:
    """The lists of a volume as they come together; no part where no document has any."""

    root: etree._Element = field(default_factory=lambda: etree.Element(w("numbering"), nsmap={"w": W}))

    @classmethod
    def of(cls, content: bytes | None) -> NumberingUnion:
        """A volume whose first document has these lists, if any."""
        return cls() if content is None else cls(parse_xml(content))

    @property
    def empty(self) -> bool:
        """Whether there are none."""
        return len(self.root) == 0

    def adopt(self, content: bytes, used: Iterable[str]) -> dict[str, str]:
        """Take in the lists with the numbers that are used; their numbers in the volume."""
        theirs = parse_xml(content)
        lists = {one.get(_LIST): one for one in theirs.iterchildren(w("abstractNum"))}
        numbers = {one.get(_NUMBER) or "": one for one in theirs.iterchildren(w("num"))}
        found: dict[str, str] = {}
        here: dict[str | None, str] = {}
        for said in sorted(set(used)):
            one = numbers.get(said)
            below = None if one is None else one.find(w("abstractNumId"))
            source = lists.get(below.get(_VALUE)) if below is not None else None
            if one is None or below is None or source is None:
                continue
            key = below.get(_VALUE)
            if key not in here:
                here[key] = self._brought(source)
            copy = deepcopy(one)
            found[said] = number = str(self._next("num", _NUMBER, 1))
            copy.set(_NUMBER, number)
            copy.find(w("abstractNumId")).set(_VALUE, here[key])  # type: ignore[union-attr]  # it has one as `one` has
            self.root.append(copy)
        return found

    def _brought(self, source: etree._Element) -> str:
        copy = deepcopy(source)
        number = str(self._next("abstractNum", _LIST, 0))
        copy.set(_LIST, number)
        for name in _LEFT_OUT:
            for one in copy.findall(w(name)):
                copy.remove(one)
        for level in copy.iterchildren(w("lvl")):
            for name in ("pStyle", "lvlPicBulletId"):
                for one in level.findall(w(name)):
                    level.remove(one)
        nums = self.root.find(w("num"))  # all lists stand before all numbers
        nums.addprevious(copy) if nums is not None else self.root.append(copy)
        return number

    def _next(self, name: str, key: str, least: int) -> int:
        return max((whole(one.get(key)) + 1 for one in self.root.iterchildren(w(name))), default=least)

    def content(self) -> bytes:
        """The part."""
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


class ListPlace(NamedTuple):
    """Where paragraphs of a style stand in a list: its number, the level, and the indent that the style sets instead of the list's."""

    number: str
    level: str
    indent: etree._Element | None


def numbered_by_style(styles: bytes, numbering: bytes) -> dict[str, ListPlace]:
    """The lists that paragraphs of a style are in, by the style's id; what is in none is left out."""
    root = parse_xml(styles)
    by_id = {
        one.get(w("styleId")) or "": one for one in root.iterchildren(w("style")) if one.get(w("type")) == "paragraph"
    }
    levels = dict(_levels(numbering))
    found: dict[str, ListPlace] = {}
    for known in by_id:
        said, level, style = "", "", known
        indent: etree._Element | None = None
        for _ in range(_DEEPEST):
            one = by_id.get(style)
            if one is None:
                break
            own = one.find(f"{w('pPr')}/{w('ind')}")
            indent = own if indent is None else indent
            mark = one.find(f"{w('pPr')}/{w('numPr')}")
            if mark is not None:
                number, depth = mark.find(w("numId")), mark.find(w("ilvl"))
                said = said or ("" if number is None else number.get(_VALUE) or "")
                level = level or ("" if depth is None else depth.get(_VALUE) or "")
            if said:
                break
            above = one.find(w("basedOn"))
            style = "" if above is None else above.get(_VALUE) or ""
        if said and said != "0":
            found[known] = ListPlace(said, level or levels.get((said, known), "0"), indent)
    return found


def _levels(numbering: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    """The level of a list that is that of a style: by the list's number and the style."""
    root = parse_xml(numbering)
    lists = {one.get(_LIST): one for one in root.iterchildren(w("abstractNum"))}
    for number in root.iterchildren(w("num")):
        below = number.find(w("abstractNumId"))
        source = lists.get(below.get(_VALUE)) if below is not None else None
        for level in source.iterchildren(w("lvl")) if source is not None else ():
            style = level.find(w("pStyle"))
            if style is not None:
                yield (number.get(_NUMBER) or "", style.get(_VALUE) or ""), level.get(w("ilvl")) or "0"


def put_in_lists(root: etree._Element, by_style: Mapping[str, ListPlace]) -> None:
    """Say in each paragraph that is in a list by its style which it is: the style is another document's, too."""
    for paragraph in root.iter(w("p")) if by_style else ():
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else properties.find(w("pStyle"))
        said = None if style is None else by_style.get(style.get(_VALUE) or "")
        if said is None or properties is None or properties.find(w("numPr")) is not None:
            continue
        mark = etree.SubElement(properties, w("numPr"))
        etree.SubElement(mark, w("ilvl"), {_VALUE: said.level})
        etree.SubElement(mark, w("numId"), {_VALUE: said.number})
        if said.indent is not None and properties.find(w("ind")) is None:
            properties.append(deepcopy(said.indent))
        put_in_order(properties)


def lists_used(roots: Iterable[etree._Element]) -> set[str]:
    """The numbers of the lists that paragraphs are in."""
    return {one.get(_VALUE) or "" for root in roots for one in root.iterfind(f".//{w('numPr')}/{w('numId')}")}


def renumber_lists(root: etree._Element, numbers: Mapping[str, str]) -> None:
    """Let paragraphs be in the lists of the volume."""
    for one in root.iterfind(f".//{w('numPr')}/{w('numId')}"):
        said = one.get(_VALUE) or ""
        one.set(_VALUE, numbers.get(said, "0"))
