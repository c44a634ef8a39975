"""Word files put into one, one behind the other: each in sections of its own, the first of them on an odd page.

What they share by name (styles, lists, notes, bookmarks, pictures, heads and feet) is kept apart or shared as it is the same
or not. Only one of them is held at a time as a tree; the volume grows as bytes, so that its time and memory grow as its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from perfgen.docx.archive import pack, unpacked
from perfgen.docx.parts import MAIN_PART
from perfgen.docx.xml import parse_xml, w
from perfgen.volume import numbering
from perfgen.volume.body import TextBytes
from perfgen.volume.fields import ContentsField, lowered, renamed_references
from perfgen.volume.heads import HEAD_KINDS, drop_silent, frame_heads, numbered_on, put_heads
from perfgen.volume.notes import KINDS, NotesUnion, part_name, with_note_lines
from perfgen.volume.packages import OFFICE, TYPES, Gathering, Relation, relations_of
from perfgen.volume.renaming import headed, on_one_page, renamed_bookmarks, restyled, styles_used, without_marks_of_word
from perfgen.volume.styles import Adopted, StyleUnion

STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"
HEADING = "汇编部门"
"""The id of the style of a department's name in the template of a volume."""
_OFFICE_MARK = f"{{{OFFICE}}}"


@dataclass(frozen=True, slots=True)
class DepartmentPart:
    """A department's document as it is put into a volume: its Word file without cover and contents, and what the volume says of it.

    `contents` are the words of the field of the contents it had, see `perfgen.volume.cut`. `heading` stands above it, with a bookmark named `bookmark`; its own bookmarks begin with `prefix` in the volume. `frame` is
    the volume's front made for this department: its last section has the heads and feet for where the document's own are empty.
    """

    docx: bytes
    contents: str
    heading: str
    bookmark: str
    prefix: str
    frame: bytes


def join(front: Callable[[str], bytes], parts: Iterable[DepartmentPart]) -> bytes:
    """A Word file: a front, and behind it the parts, of which there is one at least.

    `front` makes it for the words of the field of contents; its last section is left out, it only shows what heads and feet look
    like. Raises ForbiddenXMLError for a part that is no XML, LookupError where the front has no style for a department's name.
    """
    volume = _Volume.of(unpacked(front("")))
    for part in parts:
        volume.add(part)
    return volume.finished(unpacked(front(volume.contents.words)))


@dataclass(slots=True)
class _Volume:
    """The volume as it grows."""

    gathering: Gathering
    styles: StyleUnion
    lists: numbering.NumberingUnion
    notes: list[NotesUnion]
    contents: ContentsField
    text: TextBytes = field(default_factory=TextBytes)
    settings: bytes = b""
    """The settings of the first part that has notes: they name the lines that part notes from text."""

    @classmethod
    def of(cls, entries: Mapping[str, bytes]) -> _Volume:
        styles = StyleUnion.of(entries[STYLES])
        return cls(
            Gathering.of(entries, (MAIN_PART, *map(part_name, KINDS))),
            styles,
            numbering.NumberingUnion.of(entries.get(numbering.NAME)),
            [NotesUnion.of(kind, entries.get(part_name(kind))) for kind in KINDS],
            ContentsField(styles.name(("paragraph", HEADING))),
        )

    def add(self, part: DepartmentPart) -> None:
        """Put a part behind the others."""
        entries = unpacked(part.docx)
        root = parse_xml(entries[MAIN_PART])
        body = root.find(w("body"))
        if body is None or not len(body):
            return
        notes = {
            union.kind: parse_xml(entries[part_name(union.kind)])
            for union in self.notes
            if part_name(union.kind) in entries and root.find(f".//{w(union.kind + 'Reference')}") is not None
        }
        adopted = self._adopted(root, part.contents, entries, notes)
        drop_silent(body, entries)
        names = renamed_bookmarks([root, *notes.values()], part.prefix)
        for owner, one in ((MAIN_PART, root), *((part_name(kind), said) for kind, said in notes.items())):
            restyled(one, adopted)
            self._related(one, entries, owner, adopted)
            renamed_references(one, names)
            lowered(one)
            without_marks_of_word(one)
        for union in self.notes:
            if union.kind in notes:
                self.settings = self.settings or entries.get(SETTINGS, b"")
                union.adopt(root, notes[union.kind])
        put_heads(body, self._frame(unpacked(part.frame)))
        numbered_on(body, first=self.text.empty)
        on_one_page(body)
        body.insert(0, headed(part.heading, HEADING, part.bookmark))
        self.text.add(root, body)

    def _adopted(
        self, root: etree._Element, contents: str, entries: Mapping[str, bytes], notes: Mapping[str, etree._Element]
    ) -> Adopted:
        """Take in the styles and lists of a part."""
        roots = [root, *notes.values()]
        lists = entries.get(numbering.NAME)
        if lists is not None:
            by_style = numbering.numbered_by_style(entries[STYLES], lists)
            for one in roots:
                numbering.put_in_lists(one, by_style)
            numbers = self.lists.adopt(lists, numbering.lists_used(roots))
            for one in roots:
                numbering.renumber_lists(one, numbers)
        heads = [
            parse_xml(entries[relation.target])
            for relation in relations_of(entries, MAIN_PART).values()
            if relation.kind in HEAD_KINDS and relation.target in entries
        ]
        adopted = self.styles.adopt(entries[STYLES], styles_used([*roots, *heads]))
        self.contents.extend(contents, adopted)
        return adopted

    def _related(self, root: etree._Element, entries: Mapping[str, bytes], owner: str, adopted: Adopted) -> None:
        """Let a text refer to what its document brings along; to what is not there it does not refer any more."""
        there = {
            known: relation
            for known, relation in relations_of(entries, owner).items()
            if relation.external or relation.target in entries
        }
        new: dict[str, str] = {}
        for one in root.iter():
            for key in [key for key in one.attrib if str(key).startswith(_OFFICE_MARK)]:
                said = str(one.attrib[key])
                if said in there and said not in new:
                    new[said] = self.gathering.refer(owner, self._brought(entries, there[said], adopted))
                if said in new:
                    one.set(key, new[said])
                else:
                    del one.attrib[key]

    def _brought(self, entries: Mapping[str, bytes], relation: Relation, adopted: Adopted) -> Relation:
        if relation.external:
            return relation
        if relation.kind in HEAD_KINDS:
            root = parse_xml(entries[relation.target])
            restyled(root, adopted)
            without_marks_of_word(root)
            entries = {
                **entries,
                relation.target: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
            }
        return relation._replace(target=self.gathering.bring(entries, relation.target))

    def _frame(self, entries: Mapping[str, bytes]) -> dict[tuple[str, str], str]:
        """The heads and feet that the volume has for a part, by their kind and pages: the ids to refer to them."""
        return {
            place: self.gathering.refer(MAIN_PART, one._replace(target=self.gathering.bring(entries, one.target)))
            for place, one in frame_heads(entries).items()
        }

    def finished(self, front: Mapping[str, bytes]) -> bytes:
        """The Word file, with the front that it has now; its parts are called as those of the front it began with."""
        grown = {STYLES: self.styles.content(), MAIN_PART: self.text.content(front[MAIN_PART])}
        kept = {
            name: content
            for name, content in front.items()
            if name not in (TYPES, *grown, SETTINGS) and not name.endswith(".rels")
        }
        self.gathering.entries |= kept
        if not self.lists.empty:
            self._put(numbering.NAME, numbering.KIND, self.lists.content(), "numbering")
        for union in self.notes:
            content = union.content()
            if content is not None:
                self._put(part_name(union.kind), KINDS[union.kind], content, f"{union.kind}s")
                grown[part_name(union.kind)] = content
        self.gathering.entries[SETTINGS] = with_note_lines(self.gathering.entries[SETTINGS], self.settings)
        return pack(self.gathering.finished(grown))

    def _put(self, name: str, kind: str, content: bytes, relation: str) -> None:
        self.gathering.put(name, kind, content)
        self.gathering.refer(MAIN_PART, Relation(f"{OFFICE}/{relation}", name))
