"""The slips of a Chinese keyboard in YAML: found, reported, and mended in memory so that the rest can be read.

``项目名称：接待`` with a full-width colon is no key to a YAML parser. Some slips make it stop; others it takes for text,
and only the tree shows them (`suspects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from perfgen.errors import Diagnostic
from perfgen.source.grammar import vocabulary
from perfgen.source.nodes import Mapping, Mark, Node, Scalar, Sequence, SourceFile

_KEY = r"[\"']?[^\s：:，,、。；{}\[\]#\"'“”]{1,20}[\"']?"
_START = r"^\s*(?:-\s+)*"
_COLON = ("冒号是全角的“：”", "改成英文冒号，后面空一格")
_NARROW = ("冒号后面少一个空格", "在冒号后面空一格")

# Each slip: what it looks like (group 1 ends right before what is replaced, group 2), what is put there to read on,
# what is said of it, and how to put it right.
_SLIPS = tuple(
    (re.compile(pattern), mend, message, hint)
    for pattern, mend, (message, hint) in (
        (rf"({_START}{_KEY})(：)", ": ", _COLON),
        (rf"([{{,]\s*{_KEY})(：)", ": ", _COLON),
        (
            rf"([{{,，][^{{}}]*?)(，)(?=\s*{_KEY}\s*[:：])",
            ", ",
            ("逗号是全角的“，”", "改成英文逗号，后面空一格"),
        ),
        (rf"({_START}{_KEY})(:)(?=[^\s:/])", ": ", _NARROW),
        (rf"([{{,]\s*{_KEY})(:)(?=[^\s:/,}}])", ": ", _NARROW),
        (rf"({_START}{_KEY}:)([\u3000\xa0]+)", " ", ("冒号后面是全角空格", "改成英文空格")),
        (rf"({_START}-)([\u3000\xa0]+)", " ", ("短横线后面是全角空格", "改成英文空格")),
        (rf"(^\s*)([－—–―](?=\s*{_KEY}\s*[:：]))", "-", ("短横线是全角的", "改成英文的 - ，后面空一格")),
    )
)
_LOOK_BACK = 3
_ODD_INDENT = re.compile("^ *[\t\u3000\xa0]")
_ODD_KEY = re.compile(rf"^ *[\t\u3000\xa0]\s*(?:-\s+)?{_KEY}\s*[:：]")


@dataclass(slots=True)
class Draft:
    """The text as it is being mended, and where it has grown."""

    file: SourceFile
    lines: list[str] = field(init=False)
    inserted: dict[int, list[int]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = self.file.text.splitlines(keepends=True)

    def mend_above(self, near: int, blocks: list[Scalar]) -> bool:
        """Mend the slip nearest above line `near` (from 0), but none in the text of a block; False where there is none."""
        inside = {line for block in blocks for line in range(block.mark.line + 1, block.end.line)}
        above = range(min(near, len(self.lines) - 1), max(near - _LOOK_BACK, -1), -1)
        return any(self.mend(line) for line in above if line not in inside)

    def mend(self, line: int) -> bool:
        """Mend the first slip on a line; False where there is none."""
        for pattern, mend, message, hint in _SLIPS:
            slip = pattern.search(self.lines[line])
            if slip:
                self._replace(line, slip, mend, message, hint)
                return True
        return False

    def _replace(self, line: int, slip: re.Match[str], mend: str, message: str, hint: str) -> None:
        at = slip.start(2)
        before = sum(1 for column in self.inserted.get(line, ()) if column < at)
        self.found.append(Mark(self.file, line, at - before).diagnostic("YML04", message, hint))
        text = self.lines[line]
        self.lines[line] = text[:at] + mend + text[slip.end(2) :]
        if len(mend) > len(slip[2]):
            self.inserted.setdefault(line, []).append(at + 1)


def suspects(root: Node) -> Iterator[int]:
    """Lines where a key, or a text, seems to have swallowed what follows a full-width colon or comma."""
    labels = "|".join(map(re.escape, vocabulary()))
    swallowed = re.compile(rf"，\s*(?:{labels})\s*[:：]")
    begins = re.compile(rf"(?:{labels})：")
    seen: set[int] = set()
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, flow = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Sequence):
            waiting += [(item, node.flow or flow) for item in node.items]
        elif isinstance(node, Mapping):
            for key, value in node.items:
                if not key.style and re.match(rf"{_KEY}\s*[：:]|[－—–―]", key.value or ""):
                    yield key.mark.line
                elif isinstance(value, Scalar) and value.mark.line > key.mark.line and begins.match(value.value or ""):
                    yield from range(value.mark.line, value.end.line + 1)
                waiting.append((value, node.flow or flow))
        elif flow and not node.style and swallowed.search(node.value or ""):
            yield node.mark.line


def odd_indentation(file: SourceFile, near: int, blocks: list[Scalar]) -> list[Diagnostic]:
    """Lines indented by tabs or full-width blanks, where the line at fault or one beside it is."""
    inside = {line for block in blocks for line in range(block.mark.line + 1, block.end.line)}
    odd = [
        number
        for number, line in enumerate(file.lines)
        if number not in inside and (_ODD_INDENT if number <= near + 1 else _ODD_KEY).match(line)
    ]
    if not any(near - 1 <= number <= near + 1 for number in odd):
        return []
    return [_indented_oddly(file, number) for number in odd]


def _indented_oddly(file: SourceFile, number: int) -> Diagnostic:
    line = file.lines[number]
    column = len(line) - len(line.lstrip(" "))
    blank = "制表符（Tab）" if line[column] == "\t" else "全角空格"
    return Mark(file, number, column).diagnostic("YML04", f"这一行用{blank}缩进", "换成英文空格，每层两个")
