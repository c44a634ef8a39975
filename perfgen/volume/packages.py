"""The parts of Word files that are put into one: pictures, heads and feet, charts, each once however many bring it along.

A part is known by its content and by what it refers to; what is the same is the same part in the volume (ECMA-376 part 2,
6.2 on content types and 6.5 on relationships).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath, relpath, split, splitext
from typing import NamedTuple

from lxml import etree

from perfgen.docx.xml import parse_xml

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DEEPEST = 8
"""How far parts are followed that refer to others: a chart to its workbook, a drawing to its picture."""


class Relation(NamedTuple):
    """What a part refers to: its kind (the address of the type), and a part's name or, `external`, an address."""

    kind: str
    target: str
    external: bool = False


def relations_of(entries: Mapping[str, bytes], name: str) -> dict[str, Relation]:
    """What a part refers to, by the ids it uses."""
    content = entries.get(_relations_name(name))
    if content is None:
        return {}
    folder = split(name)[0]
    found: dict[str, Relation] = {}
    for one in parse_xml(content).iterchildren(f"{_RELATION}Relationship"):
        kind, target = one.get("Type") or "", one.get("Target") or ""
        external = one.get("TargetMode") == "External"
        path = target if external else normpath(join("/", folder, target)).lstrip("/")
        found[one.get("Id") or ""] = Relation(kind, path, external)
    return found


def _relations_name(name: str) -> str:
    folder, base = split(name)
    return join(folder, "_rels", f"{base}.rels")


def content_types(entries: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """The content types of a package: by ending, in small letters, and by the name of a part."""
    root = parse_xml(entries[TYPES])
    by_ending = {
        (one.get("Extension") or "").lower(): one.get("ContentType") or ""
        for one in root.iterchildren(f"{_TYPE}Default")
    }
    by_name = {
        (one.get("PartName") or "").lstrip("/"): one.get("ContentType") or ""
        for one in root.iterchildren(f"{_TYPE}Override")
    }
    return by_ending, by_name


@dataclass(slots=True)
class Gathering:
    """The parts of a volume as they come together: `entries` are those of the document it began with, and what was brought."""

    entries: dict[str, bytes]
    relations: dict[str, dict[str, Relation]]
    """What the parts that grow refer to, by their names, and by id."""
    _ids: dict[tuple[str, Relation], str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _endings: dict[str, str] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Mapping[str, bytes], owners: Iterable[str]) -> Gathering:
        """A volume that begins with a document; `owners` are the parts that grow."""
        relations = {owner: relations_of(entries, owner) for owner in owners}
        endings, types = content_types(entries)
        ids = {(owner, one): known for owner, several in relations.items() for known, one in several.items()}
        return cls(dict(entries), relations, ids, {}, endings, types)

    def refer(self, owner: str, relation: Relation) -> str:
        """The id by which a part that grows refers to something; a new one where it did not yet."""
        known = self._ids.get((owner, relation))
        if known is None:
            several = self.relations[owner]
            known = self._ids[owner, relation] = f"rV{len(several) + 1}"
            several[known] = relation
        return known

    def bring(self, source: Mapping[str, bytes], name: str, depth: int = 0) -> str:
        """A part of another package, and all it refers to, under the name it has here."""
        content = source[name]
        below = relations_of(source, name) if depth < _DEEPEST else {}
        brought = {
            known: one
            if one.external or one.target not in source
            else one._replace(target=self.bring(source, one.target, depth + 1))
            for known, one in below.items()
        }
        endings, types = content_types(source)
        kind = types.get(name) or endings.get(splitext(name)[1][1:].lower(), "application/octet-stream")
        key = hashlib.sha256(repr((kind, sorted(brought.items()), content)).encode("utf-8")).hexdigest()
        if key not in self._known:
            self._known[key] = mine = self._free(name)
            self.entries[mine] = content
            self._types[mine] = kind
            if brought:
                self.entries[_relations_name(mine)] = _relations_part(mine, brought)
        return self._known[key]

    def put(self, name: str, kind: str, content: bytes) -> None:
        """A part under this very name, in the place of what stood there."""
        self.entries[name] = content
        self._types[name] = kind

    def _free(self, name: str) -> str:
        """A name like this that no part has; names of parts are the same in capitals (ECMA-376 part 2, 6.2.2.3)."""
        taken = {one.lower() for one in self.entries}
        if name.lower() not in taken:
            return name
        stem, ending = splitext(name)
        number = 1
        while f"{stem}v{number}{ending}".lower() in taken:
            number += 1
        return f"{stem}v{number}{ending}"

    def finished(self, grown: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """All parts, with those that have grown, what they refer to, and the list of content types."""
        entries = {**self.entries, **grown}
        for owner in grown:
            if self.relations.get(owner):
                entries[_relations_name(owner)] = _relations_part(owner, self.relations[owner])
        entries[TYPES] = self._listed(entries)
        yield TYPES, entries.pop(TYPES)
        yield from entries.items()

    def _listed(self, entries: Mapping[str, bytes]) -> bytes:
        root = etree.fromstring(f'<Types xmlns="{_TYPE[1:-1]}"/>')
        for ending, kind in sorted(self._endings.items()):
            etree.SubElement(root, f"{_TYPE}Default", {"Extension": ending, "ContentType": kind})
        for name, kind in sorted(self._types.items()):
            if name in entries:
                etree.SubElement(root, f"{_TYPE}Override", {"PartName": f"/{name}", "ContentType": kind})
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_part(name: str, relations: Mapping[str, Relation]) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{_RELATION[1:-1]}"/>')
    for known, one in sorted(relations.items()):
        target = one.target if one.external else relpath(f"/{one.target}", f"/{split(name)[0]}")
        said = {"Id": known, "Type": one.kind, "Target": target}
        etree.SubElement(root, f"{_RELATION}Relationship", said | ({"TargetMode": "External"} if one.external else {}))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
