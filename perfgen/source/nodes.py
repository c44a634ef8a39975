"""YAML as a tree whose every node knows where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from perfgen.source.text_file import Mark


@dataclass(slots=True)
class Scalar:
    """A value, always kept as the characters that were written; None where nothing was.

    `style` is ``""`` for plain, ``"'"``, ``'"'``, ``"|"`` or ``">"``. The text of a block (``|``, ``>``) goes
    without the line break that ends the block.
    """

    value: str | None
    mark: Mark
    end: Mark
    style: str = ""


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written; no key twice."""

    mark: Mark
    items: list[tuple[Scalar, Node]] = field(default_factory=list)
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of a key, None where the key is not there."""
        for name, value in self.items:
            if name.value == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place."""
        for name, _ in self.items:
            if name.value == key:
                return name
        return None


@dataclass(slots=True)
class Sequence:
    """Items in the order written."""

    mark: Mark
    items: list[Node] = field(default_factory=list)
    flow: bool = False


Node: TypeAlias = Scalar | Mapping | Sequence


def block_indent(block: Scalar) -> int:
    """How far the text of a ``|`` block is indented in its file."""
    lines, value = block.mark.file.lines, block.value or ""
    number, start = block.mark.line + 1, 0
    while number < len(lines):
        end = value.find("\n", start)
        text = value[start : end if end >= 0 else None]
        if text.strip():
            return len(lines[number]) - len(text)
        if end < 0:
            break
        number, start = number + 1, end + 1
    return 0


def data(node: Node) -> Any:
    """The tree as plain dicts, lists, strings and None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key.value: data(value) for key, value in node.items}
    return [data(item) for item in node.items]
