"""Footnotes and endnotes that may say what the text around them may: ``{{ 项目.… }}`` within a loop over projects.

Word keeps notes in parts of their own, where no loop of the text is known. So while the tags are filled in, each note
stands in the text, right behind its reference; then it goes back to its part, with a number of its own (ECMA-376 part 1,
17.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from perfgen.docx.parts import DECLARATION, MAIN_PART
from perfgen.docx.xml import parse_xml, w, whole

NOTES = {f"word/{kind}s.xml": (w(f"{kind}Reference"), w(kind)) for kind in ("footnote", "endnote")}
"""The parts of notes: the reference to one, and the note itself."""
_ID, _TYPE = w("id"), w("type")


def take_in(main: etree._Element, parts: Mapping[str, etree._Element]) -> None:
    """Put every note of `parts`, by name, behind each reference to it in the text, and take it out of its part."""
    for name, part in parts.items():
        reference, kind = NOTES[name]
        there = {note.get(_ID): note for note in part.iter(kind) if note.get(_TYPE) is None}
        for mark in list(main.iter(reference)):
            note = there.get(mark.get(_ID))
            if note is not None:
                copied = deepcopy(note)
                copied.tail = None
                mark.addnext(copied)
                if part is note.getparent():
                    part.remove(note)


def put_back(parts: Mapping[str, bytes | bytearray]) -> dict[str, bytes]:
    """The finished text and parts of notes, each note in its part again. Raises ForbiddenXMLError for what is no XML."""
    roots = {name: parse_xml(bytes(content)) for name, content in parts.items()}
    main = roots[MAIN_PART]
    for name, part in roots.items():
        if name == MAIN_PART:
            continue
        reference, kind = NOTES[name]
        number = max((whole(note.get(_ID)) for note in part.iter(kind)), default=0)
        for mark in main.iter(reference):
            note = mark.getnext()
            if note is not None and note.tag == kind:
                number += 1
                mark.set(_ID, str(number))
                note.set(_ID, str(number))
                part.append(note)
    return {name: DECLARATION + etree.tostring(root, encoding="unicode").encode() for name, root in roots.items()}
