"""Footnotes and endnotes of many documents in one; they count on through the volume (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.xml import parse_xml, w

_OFFICIAL = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KINDS = {"footnote": f"{_OFFICIAL}footnotes+xml", "endnote": f"{_OFFICIAL}endnotes+xml"}
"""The kinds of notes, and the content types of their parts."""
_ID = w("id")


def part_name(kind: str) -> str:
    """The part that the notes of a kind are in."""
    return f"word/{kind}s.xml"


@dataclass(slots=True)
class NotesUnion:
    """The notes of one kind as they come together; `root` is None as long as there are none."""

    kind: str
    root: etree._Element | None = None

    @classmethod
    def of(cls, kind: str, content: bytes | None) -> NotesUnion:
        """A volume whose first document has these notes, if any."""
        return cls(kind, None if content is None else parse_xml(content))

    def adopt(self, text: etree._Element, theirs: etree._Element) -> None:
        """Take in the notes that a text refers to, and let it refer to them by their new numbers."""
        if self.root is None:
            self.root = etree.fromstring(etree.tostring(theirs))
            for note in list(self.root):
                if note.get(w("type")) in (None, "normal"):
                    self.root.remove(note)
        by_id = {note.get(_ID) or "": note for note in theirs if note.get(w("type")) in (None, "normal")}
        number = max((int(one.get(_ID) or 0) for one in self.root), default=0)
        for mark in text.iter(w(f"{self.kind}Reference")):
            said = mark.get(_ID) or ""
            if said in by_id:
                note = by_id.pop(said)
                number += 1
                note.set(_ID, str(number))
                mark.set(_ID, str(number))
                self.root.append(note)

    def content(self) -> bytes | None:
        """The part, None where there are no notes."""
        if self.root is None:
            return None
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_note_lines(settings: bytes, source: bytes) -> bytes:
    """Settings that name the lines between text and notes as `source` does; empty for none."""
    if not source:
        return settings
    root = parse_xml(settings)
    for one in parse_xml(source).iterchildren(*(w(f"{kind}Pr") for kind in KINDS)):
        if root.find(one.tag) is None:
            before = next((child for child in root if child.tag in _BEHIND), None)
            root.append(deepcopy(one)) if before is None else before.addprevious(deepcopy(one))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_BEHIND = frozenset(
    w(name)
    for name in (
        "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
        "captions", "readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    )
)  # fmt: skip
"""What stands behind the settings of notes (ECMA-376 part 1, 17.15.1.78)."""
