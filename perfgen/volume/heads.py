"""Heads and feet of a part: its own where they say something, else those of the volume; its pages count on through the volume.

Sources: ECMA-376 part 1, 17.10 (heads and feet), 17.6.12 (numbers of pages), 17.6.22 (where a section begins).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from perfgen.docx.parts import MAIN_PART
from perfgen.docx.property_order import put_in_order
from perfgen.docx.xml import parse_xml, w
from perfgen.volume.cut import sections
from perfgen.volume.packages import OFFICE, Relation, relations_of

HEADS = ("headerReference", "footerReference")
HEAD_KINDS = frozenset((f"{OFFICE}/header", f"{OFFICE}/footer"))
"""What relations to heads and feet are called."""
_ID, _PAGES = f"{{{OFFICE}}}id", w("type")
_SAYING = tuple(w(name) for name in ("instrText", "fldSimple", "sym", "drawing", "pict", "object"))


def _references(section: etree._Element, name: str) -> dict[str, etree._Element]:
    """The heads or feet that a section names itself, by the pages they are for: default, even, first."""
    return {one.get(_PAGES) or "default": one for one in section.iterchildren(w(name))}


def drop_silent(body: etree._Element, entries: Mapping[str, bytes]) -> None:
    """Take from the sections those heads and feet of which none says anything.

    A document whose settings do not tell even pages from odd has the same on both from here on: the volume does tell them.
    """
    relations = relations_of(entries, MAIN_PART)
    says = {
        known: one.target in entries and _says(entries[one.target])
        for known, one in relations.items()
        if one.kind in HEAD_KINDS
    }
    two_sided = _tells_even_pages(entries)
    for section in sections(body):
        for name in HEADS:
            own = _references(section, name)
            if not any(says.get(one.get(_ID) or "") for one in own.values()):
                for one in own.values():
                    section.remove(one)
            elif not two_sided and "default" in own:
                if "even" in own:
                    section.remove(own["even"])
                even = etree.SubElement(section, w(name), {_PAGES: "even", _ID: own["default"].get(_ID) or ""})
                section.remove(even)
                own["default"].addnext(even)


def _says(content: bytes) -> bool:
    root = parse_xml(content)
    return any((one.text or "").strip() for one in root.iter(w("t"))) or any(True for _ in root.iter(*_SAYING))


def _tells_even_pages(entries: Mapping[str, bytes]) -> bool:
    settings = entries.get("word/settings.xml")
    mark = None if settings is None else parse_xml(settings).find(w("evenAndOddHeaders"))
    return mark is not None and mark.get(w("val")) not in ("0", "false", "off")


def frame_heads(entries: Mapping[str, bytes]) -> dict[tuple[str, str], Relation]:
    """The heads and feet of the last section of a document, by their kind and the pages they are for."""
    root = parse_xml(entries[MAIN_PART])
    body = root.find(w("body"))
    found = sections(body) if body is not None else []
    relations = relations_of(entries, MAIN_PART)
    return {
        (name, pages): relations[one.get(_ID) or ""]
        for name in HEADS
        for pages, one in (_references(found[-1], name) if found else {}).items()
        if (one.get(_ID) or "") in relations
    }


def put_heads(body: etree._Element, frame: Mapping[tuple[str, str], str]) -> None:
    """Give the first section the heads and feet of the volume where it has none of its own, so that it does not take those before it.

    `frame` are the ids to refer to them by, by kind and pages.
    """
    first = sections(body)[:1]
    for section in first:
        for name in HEADS:
            own = _references(section, name)
            wanted = {pages: said for (kind, pages), said in frame.items() if kind == name}
            if own:  # of its own it may have some and not others: what it has not stays empty as the default does
                fallback = own.get("default")
                wanted = {} if fallback is None else {pages: fallback.get(_ID) or "" for pages in wanted}
            for pages, said in wanted.items():
                if pages not in own:
                    etree.SubElement(section, w(name), {_PAGES: pages, _ID: said})
        put_in_order(section)


def numbered_on(body: etree._Element, *, first: bool) -> None:
    """Let the part begin on an odd page, and its pages count on; those of the `first` part of a volume begin with 1."""
    for number, section in enumerate(sections(body)):
        for one in section.findall(w("pgNumType")):
            section.remove(one)
        if number == 0:
            for one in section.findall(w("type")):
                section.remove(one)
            etree.SubElement(section, w("type"), {w("val"): "oddPage"})
            if first:
                etree.SubElement(section, w("pgNumType"), {w("start"): "1"})
        put_in_order(section)
