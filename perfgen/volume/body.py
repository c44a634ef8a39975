"""The text of a volume as bytes, as it grows: one tree at a time is enough."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.bookmarks import renumbered
from perfgen.docx.parts import DECLARATION
from perfgen.docx.xml import parse_xml, w
from perfgen.volume.cut import section_of

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_IGNORABLE = f"{{{_MC}}}Ignorable"
_BEGIN = re.compile(rb"<[^>]*>")
_DECLARED = re.compile(rb' xmlns:([A-Za-z0-9_]+)="([^"]*)"')


@dataclass(slots=True)
class TextBytes:
    """What stands in the parts so far.

    `space` are the namespaces that the root must name, by prefix, and `ignorable` those prefixes that older programs may pass over.
    The last section is kept apart: its properties stand in its last paragraph, unless it is the last of all.
    """

    pieces: list[bytes] = field(default_factory=list)
    space: dict[str, str] = field(default_factory=dict)
    ignorable: dict[str, None] = field(default_factory=dict)
    _last: list[etree._Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet."""
        return not self.pieces and not self._last

    def add(self, root: etree._Element, body: etree._Element) -> None:
        """Put the blocks of a document's body behind the others."""
        self._close()
        self._know(root)
        blocks = list(body)
        end = blocks[-1] if blocks[-1].tag == w("sectPr") else None
        rest = blocks if end is None else blocks[:-1]
        inside = bool(rest) and rest[-1].tag == w("p") and section_of(rest[-1]) is None
        kept = rest.pop() if inside and end is not None else None
        self.pieces += [self._written(one) for one in rest]
        self._last = [one for one in (kept, end) if one is not None]

    def _close(self) -> None:
        """End the last section: something comes behind it."""
        if not self._last:
            return
        *before, end = self._last
        paragraph = before[0] if before else etree.Element(w("p"))
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        change = properties.find(w("pPrChange"))
        properties.append(end) if change is None else change.addprevious(end)
        self.pieces.append(self._written(paragraph))
        self._last = []

    def _know(self, root: etree._Element) -> None:
        for prefix, address in root.nsmap.items():
            if prefix is not None:
                self.space.setdefault(prefix, address)
        for prefix in (root.get(_IGNORABLE) or "").split():
            if self.space.get(prefix) == root.nsmap.get(prefix):
                self.ignorable[prefix] = None

    def _written(self, block: etree._Element) -> bytes:
        """A block without the namespaces that the root names: they stand in its first tag, with their quotes nowhere else in it."""
        said = etree.tostring(block, encoding="utf-8", with_tail=False)
        tag = _BEGIN.match(said)
        if tag is None:
            return said
        return _DECLARED.sub(self._kept, tag[0]) + said[tag.end() :]

    def _kept(self, declared: re.Match[bytes]) -> bytes:
        return b"" if self.space.get(declared[1].decode()) == declared[2].decode() else declared[0]

    def content(self, front: bytes) -> bytes:
        """The whole main part: a front, without its last section, and what came together."""
        root = parse_xml(front)
        body = root.find(w("body"))
        self._know(root)
        blocks = [] if body is None else list(body)
        ends = [at for at, one in enumerate(blocks) if one.tag != w("sectPr") and section_of(one) is not None]
        before = [self._written(one) for one in blocks[: ends[-1] + 1 if ends else 0]]
        behind = [self._written(one) for one in self._last]
        space = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in sorted(self.space.items()))
        passed = " ".join(self.ignorable)
        mark = f' mc:Ignorable="{passed}"' if passed else ""
        head = f"<w:document{space}{mark}><w:body>".encode()
        whole = b"".join((DECLARATION, head, *before, *self.pieces, *behind, b"</w:body></w:document>"))
        return renumbered(whole.decode("utf-8")).encode("utf-8")
