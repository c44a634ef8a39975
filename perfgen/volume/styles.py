"""The styles of many documents in one: what is the same is shared, what differs gets a name of its own.

In a volume a department's name is the heading of level 1, so that the headings and outline levels of what is put in go down by
one. Sources: ECMA-376 part 1, 17.7 (styles) and 17.7.5.1 (defaults of a document).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.property_order import put_in_order
from perfgen.docx.xml import parse_xml, w, whole

_REFERS = tuple(w(name) for name in ("basedOn", "next", "link"))
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LOWEST = 8
"""The lowest outline level there is, as it is written: from 0."""
_PROPERTIES = (("pPrDefault", "pPr"), ("rPrDefault", "rPr"))
_KIND, _ID, _VALUE, _DEFAULT = w("type"), w("styleId"), w("val"), w("default")

StyleKey = tuple[str, str]
"""A style by its type and id."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """How the styles of a document are called in the volume: ids by type and id, and the id of its ordinary paragraphs and tables."""

    ids: Mapping[StyleKey, str]
    ordinary: Mapping[str, str]
    """By type, where text without a style is not set as the volume's own is."""
    headings: Mapping[int, str]
    """The names that its headings have in the volume, by the level they had."""
    names: Mapping[str, str]
    """What its styles are called in the volume, by what they were called."""


@dataclass(slots=True)
class StyleUnion:
    """The styles of a volume as they come together."""

    root: etree._Element
    _sheets: dict[bytes, _Sheet] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: bytes) -> StyleUnion:
        """A volume whose first document has these styles."""
        return cls(parse_xml(styles))

    def adopt(self, styles: bytes, used: Collection[StyleKey]) -> Adopted:
        """Take in the styles of a document that it uses, with those they stand on."""
        sheet = self._sheets.get(styles)
        if sheet is None:
            sheet = self._sheets[styles] = _Sheet.of(styles, self.root, len(self._sheets) + 1)
        sheet.bring(used, self.root)
        return sheet.adopted()

    def name(self, key: StyleKey) -> str:
        """What a style is called. Raises LookupError where there is none."""
        for one in self.root.iterchildren(w("style")):
            if _key(one) == key:
                return _name(one)
        raise LookupError(key)

    def content(self) -> bytes:
        """The part."""
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(slots=True)
class _Sheet:
    """The styles of one kind of document, shifted; `same` are those that the volume has just so, `number` tells the others apart."""

    styles: dict[StyleKey, etree._Element]
    names: dict[StyleKey, str]
    levels: dict[StyleKey, int]
    number: int
    same: set[StyleKey] = field(default_factory=set)
    ids: dict[StyleKey, str] = field(default_factory=dict)
    there: dict[StyleKey, str] = field(default_factory=dict)
    """What they are called in the volume."""

    @classmethod
    def of(cls, content: bytes, volume: etree._Element, number: int) -> _Sheet:
        root = parse_xml(content)
        if not _same(root.find(w("docDefaults")), volume.find(w("docDefaults"))):
            _absorb_defaults(root)
        styles = {_key(one): one for one in root.iterchildren(w("style"))}
        names = {key: _name(one) for key, one in styles.items()}
        levels = {key: int(found[1]) for key, name in names.items() if (found := _HEADING.fullmatch(name))}
        for one in styles.values():
            _shift(one)
        made = cls(styles, names, levels, number)
        there = {_key(one): one for one in volume.iterchildren(w("style"))}
        made.same = {key for key, one in styles.items() if key in there and _same(one, there[key])}
        while changed := {key for key in made.same if any(below not in made.same for below in made._below(key))}:
            made.same -= changed
        return made

    def _below(self, key: StyleKey) -> Iterator[StyleKey]:
        """What a style refers to, of the styles there are."""
        for mark in self.styles[key].iterchildren(*_REFERS):
            kind = {"paragraph": "character", "character": "paragraph"}.get(key[0], key[0])
            other = (kind if mark.tag == w("link") else key[0], mark.get(_VALUE) or "")
            if other in self.styles:
                yield other

    def bring(self, used: Collection[StyleKey], volume: etree._Element) -> None:
        """Put what is used, and all that stands below it, into the volume."""
        ordinary = [key for key, one in self.styles.items() if _is_ordinary(one)]
        open_ = [key for key in (*sorted(used), *ordinary) if key in self.styles and key not in self.ids]
        fresh: list[StyleKey] = []
        while open_:
            key = open_.pop()
            if key not in self.ids:
                self.ids[key] = ""
                fresh.append(key)
                open_ += self._below(key)
        taken = {_key(one) for one in volume.iterchildren(w("style"))}
        names = {_name(one).lower() for one in volume.iterchildren(w("style"))}
        for key in fresh:
            self.ids[key] = key[1] if key in self.same or key not in taken else f"{key[1]}v{self.number}"
        for key in fresh:
            if key not in self.same:
                volume.append(self._called(key, names))
            self.there[key] = _name(self.styles[key]) if key in self.same else _name(volume[-1])

    def _called(self, key: StyleKey, names: set[str]) -> etree._Element:
        """A copy of a style under its new name, referring to the others by theirs."""
        one = deepcopy(self.styles[key])
        one.set(_ID, self.ids[key])
        one.attrib.pop(_DEFAULT, "")
        for mark in one.iterchildren(*_REFERS):
            kind = {"paragraph": "character", "character": "paragraph"}.get(key[0], key[0])
            other = (kind if mark.tag == w("link") else key[0], mark.get(_VALUE) or "")
            mark.set(_VALUE, self.ids.get(other, other[1]))
        for mark in one.iterfind(f"{w('pPr')}/{w('numPr')}"):  # each paragraph says itself which list it is in
            _remove(mark)
        name = one.find(w("name"))
        if name is not None and _name(one).lower() in names:
            name.set(_VALUE, f"{_name(one)} {self.number}")
            one.set(w("customStyle"), "1")
        names.add(_name(one).lower())
        return one

    def adopted(self) -> Adopted:
        ordinary = {
            key[0]: self.ids[key]
            for key, one in self.styles.items()
            if _is_ordinary(one) and key[0] in ("paragraph", "table") and key not in self.same
        }
        names = {self.names[key]: there for key, there in self.there.items()}
        headings = {level: self.there[key] for key, level in self.levels.items() if key in self.there}
        return Adopted(dict(self.ids), ordinary, headings, names)


def _key(one: etree._Element) -> StyleKey:
    return one.get(_KIND) or "paragraph", one.get(_ID) or ""


def _name(one: etree._Element) -> str:
    name = one.find(w("name"))
    return "" if name is None else name.get(_VALUE) or ""


def _is_ordinary(one: etree._Element) -> bool:
    return one.get(_DEFAULT) in ("1", "true", "on")


def _same(one: etree._Element | None, other: etree._Element | None) -> bool:
    if one is None or other is None:
        return one is other
    return etree.tostring(one, method="c14n", exclusive=True) == etree.tostring(other, method="c14n", exclusive=True)


def _remove(mark: etree._Element) -> None:
    parent = mark.getparent()
    if parent is not None:
        parent.remove(mark)


def _shift(one: etree._Element) -> None:
    """A style a level lower: heading 2 is heading 3 of the volume."""
    found = _HEADING.fullmatch(_name(one))
    name = one.find(w("name"))
    if found and name is not None and int(found[1]) <= _LOWEST:
        name.set(_VALUE, f"heading {int(found[1]) + 1}")
    lower(one)


def lower(owner: etree._Element) -> None:
    """Outline levels in the properties of a style or a paragraph, a level lower."""
    for level in owner.iterfind(f"{w('pPr')}/{w('outlineLvl')}"):
        said = whole(level.get(_VALUE), _LOWEST + 1)
        if said < _LOWEST:
            level.set(_VALUE, str(said + 1))


def _absorb_defaults(root: etree._Element) -> None:
    """Say in the styles that stand on no other what the document has as its defaults: they are not those of the volume."""
    defaults = root.find(w("docDefaults"))
    for style in root.iterchildren(w("style")):
        if defaults is None or style.get(_KIND, "paragraph") != "paragraph" or style.find(w("basedOn")) is not None:
            continue
        for kept, name in _PROPERTIES:
            said = defaults.find(f"{w(kept)}/{w(name)}")
            if said is not None:
                _complete(style, said)


def _complete(style: etree._Element, said: etree._Element) -> None:
    own = style.find(said.tag)
    if own is None:
        # Order of a style's children: …, pPr, rPr, tblPr … (17.7.4.17)
        before = [one for one in style if one.tag == w("rPr") and said.tag == w("pPr")]
        own = etree.Element(said.tag)
        before[0].addprevious(own) if before else style.append(own)
    has = {one.tag: one for one in own}
    for one in said:
        mine = has.get(one.tag)
        if mine is None:
            own.append(deepcopy(one))
        else:
            for key, value in one.attrib.items():
                mine.set(key, mine.get(key, value))
    put_in_order(own)
