"""The parts of a package that a part refers to: a chart, a SmartArt, a file that was put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath, split

from lxml import etree

from perfgen.docx.budget import DocumentBudget
from perfgen.docx.objects import CHART, SMART_ART, Floating, NotText, chart_words, drawn_lines, file_name
from perfgen.docx.xml import ForbiddenXMLError, parse_xml, too_deep

_LONGEST_PART = 1024 * 1024
"""Bytes of a chart or SmartArt that is looked into; one of fifty boxes has a tenth of it, most of it colours."""
_FOLDERS = ("word/charts/chart", "word/diagrams/data", "word/_rels/")


def is_related(name: str) -> bool:
    """Whether a part may be asked for by those that refer to it."""
    return name.startswith(_FOLDERS) and name.endswith((".xml", ".rels"))


@dataclass(slots=True)
class RelatedParts:
    """What a part named `name` refers to among the unpacked `entries`; looked at when first asked."""

    entries: Mapping[str, bytes]
    name: str
    budget: DocumentBudget
    _known: dict[NotText, NotText | Floating] = field(default_factory=dict, init=False)
    _targets: dict[str, str] | None = field(default=None, init=False)

    def read(self, one: NotText) -> NotText | Floating:
        """An object with what its part says: text of its own, words about it, or the name of its file."""
        self.budget.go_on()
        if one not in self._known:
            self._known[one] = self._read(one)
        return self._known[one]

    def _read(self, one: NotText) -> NotText | Floating:
        target = self._target(one.relation) if one.relation else ""
        if one.kind == SMART_ART:
            root = self._part(target)
            lines = () if root is None else drawn_lines(root)
            return Floating(SMART_ART, lines=lines) if lines else one
        if one.kind == CHART:
            root = self._part(target)
            return NotText(CHART, "" if root is None else chart_words(root))
        return NotText(one.kind, one.said or file_name(target), one.count)

    def _target(self, relation: str) -> str:
        """The part or file a relation leads to (ECMA-376 part 2, 9.3); empty where there is none."""
        if self._targets is None:
            folder, name = split(self.name)
            root = self._part(f"{folder}/_rels/{name}.rels")
            found = () if root is None else root.iterchildren("{*}Relationship")
            self._targets = {one.get("Id") or "": one.get("Target") or "" for one in found}
        target = self._targets.get(relation, "")
        return normpath(join(split(self.name)[0], target)).lstrip("/") if target else ""

    def _part(self, name: str) -> etree._Element | None:
        """A part; None where there is none, or none to look into: it says nothing that cannot be done without."""
        content = self.entries.get(name)
        if content is None or len(content) > _LONGEST_PART:
            return None
        self.budget.parse(content)
        try:
            root = parse_xml(content)
        except ForbiddenXMLError:
            return None
        return None if too_deep(root) else root
