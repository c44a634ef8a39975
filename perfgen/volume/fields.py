"""Fields of Word's that must know they stand in a volume: its contents over all, entries a level lower, references by new names.

Source: ECMA-376 part 1, 17.16.5: TOC (68), TC (67), REF (51), PAGEREF (45), HYPERLINK (25).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.xml import w
from perfgen.volume.styles import Adopted

_OUTLINE = re.compile(r'\\o\s+"(\d)-(\d)"')
_STYLED = re.compile(r'\\t\s+"([^"]*)"')
_LETTER = re.compile(r"\\f\s+\"?([A-Za-z])\"?")
_ENTRY = re.compile(r"\s*TC\b")
_LEVEL = re.compile(r"(\\l\s+\"?)([1-9])")
_WORD = re.compile(r'[^\s"\\]+')
_LOWEST = 9


@dataclass(slots=True)
class ContentsField:
    """The field of the volume's contents: departments on level 1, and what the contents of each list one level lower."""

    heading: str
    """The name of the style of a department's name."""
    _styles: dict[str, int] = field(default_factory=dict)
    _letter: str = ""

    def extend(self, words: str, adopted: Adopted) -> None:
        """Take in what the contents of a document list; `words` are those of its field, empty where it has none."""
        for outline in _OUTLINE.finditer(words):
            for level in range(int(outline[1]), int(outline[2]) + 1):
                if level in adopted.headings:
                    self._styles.setdefault(adopted.headings[level], min(level + 1, _LOWEST))
        for styled in _STYLED.finditer(words):
            said = [one.strip() for one in styled[1].split(",")]
            for name, depth in zip(said[::2], said[1::2], strict=False):
                if depth.isdecimal() and name in adopted.names:
                    self._styles.setdefault(adopted.names[name], min(int(depth) + 1, _LOWEST))
        letter = _LETTER.search(words)
        self._letter = self._letter or (letter[1] if letter else "")

    @property
    def words(self) -> str:
        """The field's words."""
        listed = ",".join(f"{name},{level}" for name, level in [(self.heading, 1), *self._styles.items()])
        entries = f" \\f {self._letter}" if self._letter else ""
        return f'TOC{entries} \\h \\z \\t "{listed}"'


def lowered(root: etree._Element) -> None:
    """Put the entries that fields make for the contents one level lower."""
    for one in root.iter(w("instrText")):
        if _ENTRY.match(one.text or ""):
            one.text = _LEVEL.sub(lambda said: f"{said[1]}{min(int(said[2]) + 1, _LOWEST)}", one.text or "")


def renamed_references(root: etree._Element, names: Mapping[str, str]) -> None:
    """Let fields and links lead to bookmarks by their new names."""

    def new(word: re.Match[str]) -> str:
        return names.get(word[0], word[0])

    for one in root.iter(w("instrText"), w("fldSimple"), w("hyperlink")):
        if one.tag == w("instrText"):
            if not _ENTRY.match(one.text or ""):
                one.text = _WORD.sub(new, one.text or "")
        else:
            key = w("instr") if one.tag == w("fldSimple") else w("anchor")
            if one.get(key):
                one.set(key, _WORD.sub(new, one.get(key) or ""))
