"""The files of a filing as texts, with what they say together and where each part of it is written."""

from __future__ import annotations

from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from perfgen.filing import Form
from perfgen.filing.base import Model
from perfgen.filing.fields import OWN
from perfgen.source.data import Steps
from perfgen.source.extents import Group, NoPlaceError, SourcePage, Spot, position
from perfgen.source.files import Virtual
from perfgen.source.grammar import Key, keys, labels
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence, data
from perfgen.source.parse import parse_text
from perfgen.source.splice import Splice, spliced

Texts: TypeAlias = "Mapping_[str, str]"
"""Files by their names, first of them the filing itself."""


@dataclass(frozen=True, slots=True)
class Sources:
    """A filing without mistakes in its files: its `texts`, the form of its layout, and its tree written out in full."""

    texts: Texts
    form: Form
    root: Node
    _pages: dict[str, SourcePage] = field(default_factory=dict)

    @property
    def said(self) -> Any:
        """What the files say, as data by its labels."""
        return data(self.root)

    def node(self, path: Steps) -> Node | None:
        """The node of the full tree at a path; None where there is none."""
        node: Node | None = self.root
        for step in path:
            if isinstance(node, Mapping):
                node = node.get(str(step))
            elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def page(self, node: Node) -> SourcePage:
        """The page a node is written on."""
        return self.page_of(node.mark.file.path)

    def page_of(self, path: Path) -> SourcePage:
        """The page of a file of the filing. Raises NoPlaceError where it has no tree."""
        name = path.as_posix()
        if name not in self._pages:
            parsed = parse_text(Virtual(self.texts).read(path))
            if parsed.root is None:
                raise NoPlaceError
            self._pages[name] = SourcePage.of(parsed.file, parsed.root)
        return self._pages[name]

    def group(self, node: Node | None) -> tuple[SourcePage, Group]:
        """A mapping or list of the full tree, as it is written. Raises NoPlaceError where it is not written so."""
        if node is None or isinstance(node, Scalar):
            raise NoPlaceError
        page = self.page(node)
        found = page.groups.get((type(node), position(node.mark)))
        if found is None:
            raise NoPlaceError
        return page, found

    def scalar(self, node: Scalar) -> tuple[SourcePage, Scalar, Spot]:
        """A text of the full tree, as it is written, and its entry. Raises NoPlaceError where it is not written as such."""
        page = self.page(node)
        found = page.values.get(position(node.mark))
        spot = page.spot(found) if found is not None else None
        if found is None or spot is None or (found.value, found.style) != (node.value, node.style):
            raise NoPlaceError
        return page, found, spot

    def item(self, path: Steps) -> tuple[SourcePage, Node, Spot | None]:
        """An item of a list, as it is written, and its entry; None where it is all of a file. Raises NoPlaceError."""
        node = self.node(path)
        if isinstance(node, Scalar):
            return self.scalar(node)
        page, found = self.group(node)
        return page, found, page.spot(found)

    def model(self, path: Steps) -> type[Model] | None:
        """The model of what is at a path; None for texts, and what has no labels."""
        model: type[Model] | None = self.form.model
        for step in path:
            if model is None:
                return None
            if isinstance(step, str) and step != OWN:
                key = keys(model, self.form.fields).get(step)
                model = key.model if key else None
        return model

    def key(self, path: Steps) -> Key:
        """The key that what is at a path stands under, or what it is a part of."""
        for end in range(len(path), 0, -1):
            step = path[end - 1]
            owner = path[: end - 2] if path[end - 2 : end - 1] == (OWN,) else path[: end - 1]
            model = self.model(owner) if isinstance(step, str) else None
            key = keys(model, self.form.fields).get(str(step)) if model else None
            if key is not None:
                return key
        return Key(str(path[-1]), str(path[-1]))

    def label(self, owner: Steps, written: str | None) -> str:
        """The label that a key means which is written in the mapping at a path."""
        model = self.model(owner)
        return (labels(model, self.form.fields) if model else {}).get(written or "", written or "")


def with_splices(
    texts: Texts, splices: Mapping_[str, list[Splice]], files: Mapping_[str, str | None]
) -> dict[str, str]:
    """The texts with pieces of them replaced, and with `files` that come and go (None). Raises OverlapError."""
    kept = {name: text for name, text in texts.items() if name not in files}
    changed = {name: spliced(text, splices[name]) if splices.get(name) else text for name, text in kept.items()}
    return changed | {name: text for name, text in files.items() if text is not None}


def is_said_again(row: Mapping, label: str) -> bool:
    """Whether what a row says under a label is not written there, but taken from elsewhere; False where it says nothing."""
    key, value = row.key(label), row.get(label)
    return key is not None and value is not None and key.mark == value.mark
