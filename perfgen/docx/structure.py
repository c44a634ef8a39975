"""Whether the tags of a template sit well in Word's XML: what a template keeper can get wrong without misspelling.

A ``{%p … %}`` takes its whole paragraph away, a ``{%tr … %}`` its row; text beside it would be lost. And what stands
between a ``for`` or ``if`` and its end must be whole paragraphs, rows or runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jinja2 import Environment

PIECE = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<(?P<close>/?)(?P<name>[\w:.-]+)[^>]*?(?P<empty>/?)>|\x01(?P<tag>\d+)\x02", re.DOTALL
)
ENDS = {"endfor": "for", "endif": "if"}
BEGINS = frozenset(ENDS.values())
_TAGS = {*ENDS, *BEGINS, "else", "elif", "set"}


@dataclass(frozen=True, slots=True)
class TagFault:
    """A tag that does not sit well: what is wrong, how to put it right, the tag, and the text around it."""

    message: str
    hint: str
    tag: str
    around: str = ""
    number: int = -1
    """Which of the source's tags it is, from 0; -1 where that is not known."""


@dataclass(slots=True)
class _Block:
    """A ``for`` or ``if`` that is open, and how deep in the XML it began and went."""

    name: str
    tag: str
    number: int
    depth: int
    lowest: int

    def fault(self, message: str, hint: str) -> TagFault:
        return TagFault(message, hint, self.tag, number=self.number)


@dataclass(slots=True)
class _Walk:
    depth: int = 0
    blocks: list[_Block] = field(default_factory=list)

    def element(self, piece: re.Match[str]) -> None:
        if piece["close"]:
            self.depth -= 1
            for block in self.blocks:
                block.lowest = min(block.lowest, self.depth)
        elif not piece["empty"]:
            self.depth += 1

    def tag(self, name: str, tag: str, number: int) -> TagFault | None:
        if name in ENDS.values():
            self.blocks.append(_Block(name, tag, number, self.depth, self.depth))
            return None
        if name not in (*ENDS, "else", "elif"):
            return None
        if not self.blocks:
            return TagFault(f"多了一个 {{% {name} %}}", f"每个 {name} 都要有对应的 for 或 if", tag, number=number)
        block = self.blocks[-1]
        if ENDS.get(name, block.name) != block.name:
            return block.fault("标签没有收尾", f"后面要有 {{% end{block.name} %}}，写法和开头一样（p、tr）")
        if self.depth != block.depth or block.lowest < block.depth:
            return block.fault(
                "这个标签和它的结尾不在同一层：一头在段落或表格里面，一头在外面",
                "整段用 {%p … %}，整行用 {%tr … %}，两头一样",
            )
        if name in ENDS:
            self.blocks.pop()
        return None


def crossing(source: str, environment: Environment) -> TagFault | None:
    """The first ``for`` or ``if`` in Jinja source that has no end, no beginning, or cuts through the XML.

    Raises TemplateSyntaxError for what is no Jinja.
    """
    xml, tags = masked(source, environment)
    walk = _Walk()
    for piece in PIECE.finditer(xml):
        if piece["name"]:
            walk.element(piece)
        elif piece["tag"]:
            number = int(piece["tag"])
            name, tag = tags[number]
            if name and name not in _TAGS:
                return None  # a tag nobody knows; Jinja tells
            fault = walk.tag(name, tag, number)
            if fault:
                return fault
    if walk.blocks:
        block = walk.blocks[-1]
        return block.fault("标签没有收尾", f"后面要有 {{% end{block.name} %}}，写法和开头一样（p、tr）")
    return None


def masked(source: str, environment: Environment) -> tuple[str, list[tuple[str, str]]]:
    """The XML with every tag masked by its number, and the name and text of each tag."""
    parts: list[str] = []
    tags: list[tuple[str, str]] = []
    name, tag = "", ""
    for _, kind, text in environment.lex(source):
        if kind == "data":
            parts.append(text)
            continue
        tag += text
        if kind == "name" and not name:
            name = text
        if kind in ("block_end", "variable_end", "comment_end"):
            parts.append(f"\x01{len(tags)}\x02")
            tags.append((name if kind == "block_end" else "", tag))
            name, tag = "", ""
    return "".join(parts), tags
