"""A tree of texts, with its comments, to YAML in the house style.

PyYAML's own writer keeps no comments and knows no short rows; this one writes what a clerk would: plain words where
they are safe for every YAML reader, quotes where they are not, paragraphs as blocks, short mappings on one line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from perfgen.source.scalars import BARS, DASHES

WIDEST = 120
"""How wide a mapping or list on one line may be, in display columns."""

_LONGEST_KEY = 1000  # YAML takes a key of up to 1024 characters on one line with its value

Form = Literal["auto", "plain", "quoted", "block"]


@dataclass(slots=True)
class Text:
    """A scalar. `form` asks for how it is written; ``block`` falls back on quotes where a block cannot hold it.

    ``plain`` is for numbers: the caller vouches that the characters are safe.
    """

    value: str | None
    form: Form = "auto"


@dataclass(slots=True)
class YamlEntry:
    """An item of a list (`key` is None) or of a mapping, with the comments above it and at the end of its line.

    Comments are written as they are, from ``#`` on; an empty one is a blank line.
    """

    value: Tree
    key: Text | None = None
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Branch:
    """A mapping (`keyed`) or a list, with the comments at its end; `short` where it goes on one line if it fits."""

    entries: list[YamlEntry] = field(default_factory=list)
    keyed: bool = True
    short: bool = False
    below: list[str] = field(default_factory=list)


Tree = Text | Branch


def emit(root: Branch, head: Sequence[str] = ()) -> str:
    """The text of a file: the comments of its head, then what `root` holds."""
    lines = [*head, *_block(root, 0)]
    first = next((number for number, line in enumerate(lines) if line), 0)
    return "\n".join(lines[first:]) + "\n"


def spaced(comment: str) -> str:
    """A comment with a blank after its ``#``: beside a plain text it would else pass for part of it."""
    return f"# {comment[1:]}" if re.match(r"#[^\s#!]", comment) else comment


def tree_data(tree: Tree) -> Any:
    """What a tree says, as dicts, lists, text and None."""
    if isinstance(tree, Text):
        return tree.value
    if tree.keyed:
        return {entry.key.value if entry.key else None: tree_data(entry.value) for entry in tree.entries}
    return [tree_data(entry.value) for entry in tree.entries]


# --- structure: every function returns lines; comments above are kept apart until their place is sure


def _block(branch: Branch, indent: int) -> list[str]:
    above, body = _parts(branch, indent)
    return [*_comments(above, indent), *body]


def _parts(branch: Branch, indent: int) -> tuple[list[str], list[str]]:
    """The comments above the first entry of a branch, and its lines from that entry on."""
    risen: list[str] = []
    lines: list[str] = []
    for entry in branch.entries:
        above, body = _entry(entry, indent)
        if lines:
            lines += _comments(above, indent)
        else:
            risen = above
        lines += body
    return risen, [*(lines or [" " * indent + _empty(branch)]), *_comments(branch.below, indent)]


def _entry(entry: YamlEntry, indent: int) -> tuple[list[str], list[str]]:
    """The comments that stand above an entry, and its lines."""
    if isinstance(entry.value, Text):
        first, *rest = _scalar(entry.value, indent)
        return _opened(entry, indent, first, rest)
    if entry.key is None:
        return _branch_item(entry, entry.value, indent)
    line = _on_one_line(entry.value)
    if line is not None and _width(f"{_start(entry, indent)} {line}") <= WIDEST:
        return _opened(entry, indent, line, [])
    return _opened(entry, indent, "", _block(entry.value, indent + 2))


def _opened(entry: YamlEntry, indent: int, first: str, rest: list[str]) -> tuple[list[str], list[str]]:
    """An entry whose line ends in the last of the comments beside it."""
    start = _start(entry, indent)
    *earlier, last = map(spaced, entry.beside or [""])
    if "\n" in start:  # a long key leaves no line to stand beside
        earlier, last = [*earlier, last], ""
    opening = f"{start} {first}" if first else start
    return [*entry.above, *earlier], [f"{opening}  {last}" if last else opening, *rest]


def _branch_item(entry: YamlEntry, branch: Branch, indent: int) -> tuple[list[str], list[str]]:
    """A mapping or list as an item of a list: what stands above its first entry stands above the ``-``."""
    risen, body = _parts(branch, indent + 2)
    entries = [replace(branch.entries[0], above=[]), *branch.entries[1:]] if branch.entries else []
    line = _on_one_line(replace(branch, entries=entries))
    if line is not None and _width(f"{_start(entry, indent)} {line}") <= WIDEST:
        above, body = _opened(entry, indent, line, [])
        return [*above, *risen], body
    body[0] = f"{' ' * indent}- {body[0][indent + 2 :]}"
    return [*entry.above, *entry.beside, *risen], body


def _on_one_line(branch: Branch) -> str | None:
    """``{名称: 内容, …}`` or ``[…]``; None where the branch is not short or something in it needs a line of its own."""
    if not branch.entries:
        return None if branch.below else _empty(branch)
    if not branch.short or branch.below:
        return None
    parts = []
    for entry in branch.entries:
        value = entry.value
        if entry.above or entry.beside or isinstance(value, Branch) or value.value is None or "\n" in value.value:
            return None
        written = one_line(value, flow=True)
        parts.append(written if entry.key is None else f"{_key(entry.key, flow=True)}: {written}")
    return f"{{{', '.join(parts)}}}" if branch.keyed else f"[{', '.join(parts)}]"


def _empty(branch: Branch) -> str:
    return "{}" if branch.keyed else "[]"


def _start(entry: YamlEntry, indent: int) -> str:
    pad = " " * indent
    if entry.key is None:
        return f"{pad}-"
    key = _key(entry.key)
    return f"{pad}{key}:" if len(key) <= _LONGEST_KEY else f"{pad}? {key}\n{pad}:"


def _comments(comments: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + comment if comment else "" for comment in comments]


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


# --- scalars

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"}
_UNPRINTABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What cannot stand in a YAML file, or would end a line there for some reader."""
_ESCAPED = re.compile(f'[{_UNPRINTABLE}\t\n"\\\\]')
_NOT_IN_A_BLOCK = re.compile(f"[{_UNPRINTABLE}]")

_NOT_PLAIN = re.compile(
    rf"^[\s\-?:,\[\]{{}}#&*!|>'\"%@`{DASHES}{''.join(BARS)}]|^\.\.\.|\s\Z|:\Z|: | #|[\t\n" + _UNPRINTABLE + "]"
)
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}?:]")
# What a reader of YAML 1.1 or 1.2 takes for something else than text.
_NOT_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|<<|="
    r"|[-+]?\.?\d[\d_,.:]*(e[-+]?\d*)?|[-+]?0[xob][\da-f_]*|[-+]?\.(inf|nan)"
    r"|\d{4}-\d\d?-\d\d?([t\s].*)?",
    re.IGNORECASE,
)


def _scalar(text: Text, indent: int) -> list[str]:
    """A scalar as the value of an entry at `indent`: what goes on the entry's line, and the lines of a block."""
    value = text.value
    if value is None:
        return [""]
    wanted = text.form == "block" or "\n" in value
    if not wanted or not value.strip() or value.endswith("\n") or _NOT_IN_A_BLOCK.search(value):
        return [one_line(text)]
    pad = " " * (indent + 2)
    # A first line that begins with a blank would pass for deeper indentation: say how deep it is.
    header = "|2" if value.lstrip("\n")[0] in " \t" else "|"
    return [header, *(pad + line if line else "" for line in value.split("\n"))]


def _key(key: Text, *, flow: bool = False) -> str:
    if key.value is None:
        return "~"
    colon = {":", "："} & set(key.value)  # plain, it would pass for a slip of the keyboard
    return one_line(replace(key, form="quoted") if colon else key, flow=flow)


def one_line(text: Text, *, flow: bool = False) -> str:
    """A scalar on one line, quoted where it must be; `flow` where it stands within braces."""
    value = text.value or ""
    if text.form == "plain":
        return value
    plain = value and not _NOT_PLAIN.search(value) and not _NOT_TEXT.fullmatch(value)
    slip = 0 <= value.find("，") < value.rfind("：")  # in braces it would pass for a slip of the keyboard
    if not plain or text.form == "quoted" or (flow and (slip or _NOT_PLAIN_IN_FLOW.search(value))):
        return f'"{_ESCAPED.sub(_escape, value)}"'
    return value


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
