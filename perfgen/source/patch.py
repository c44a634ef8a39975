"""Changes values in the text of a YAML file, and nothing else: comments, order and layout stay to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from perfgen.source.compose import Composer, TooMuch
from perfgen.source.emit import Text, one_line
from perfgen.source.nodes import Mapping, Node, Scalar, block_indent, data
from perfgen.source.nodes import Sequence as Items
from perfgen.source.text_file import SourceFile

_LINE = re.compile("(?<=\n)|(?<=\r)(?!\n)")
_NOT_IN_QUOTES = re.compile("[\"'\\\\\n\t]")


class Mended(NamedTuple):
    """A file before and after, and in how many places it was changed."""

    path: Path
    before: bytes
    after: bytes
    fixes: int


@dataclass(frozen=True, slots=True)
class Change:
    """`new` takes the place of the characters from `start` to `end` of a scalar's value."""

    scalar: Scalar
    start: int
    end: int
    new: str


def patched(path: Path, changes: Iterable[Change]) -> tuple[str, int]:
    r"""The text of a file with changes made to it, and how many were made.

    Line ends (``\n`` or ``\r\n``) and a byte order mark stay. Changes that would overlap an earlier one are left out,
    and so is any that cannot be made without touching more than its value.
    """
    return _made(path, path.read_bytes().decode("utf-8"), _by_scalar(changes), _Work())


_Group = tuple[Scalar, list[Change]]


_MOST_WORK = 5_000_000


@dataclass(slots=True)
class _Work:
    """How many characters may still be read again to see what a text says; what is left undone then stays as it was."""

    left: int = _MOST_WORK


def _made(path: Path, raw: str, groups: Sequence[_Group], work: _Work) -> tuple[str, int]:
    """The text with all groups of changes made, or as many as can be: where not all can, half of them at a time."""
    if not groups or work.left < 0:
        return raw, 0
    work.left -= len(raw)
    candidate = _with(raw, groups)
    if candidate is not None and _says(path, raw, candidate, groups):
        return candidate, sum(len(changes) for _, changes in groups)
    if len(groups) == 1:
        return raw, 0
    middle = len(groups) // 2
    raw, later = _made(path, raw, groups[:middle], work)
    raw, earlier = _made(path, raw, groups[middle:], work)
    return raw, later + earlier


def _by_scalar(changes: Iterable[Change]) -> list[_Group]:
    """The changes of each scalar in order, the last scalar of the file first, so that places stay true."""
    groups: dict[tuple[int, int], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.scalar.mark.line, change.scalar.mark.column), []).append(change)
    return [(groups[place][0].scalar, _apart(groups[place])) for place in sorted(groups, reverse=True)]


def _apart(changes: list[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        last = kept[-1] if kept else None
        twice = last is not None and (last.start, last.end) == (change.start, change.end)
        if last is None or (change.start >= last.end and not twice):
            kept.append(change)
    return kept


def _new_value(scalar: Scalar, changes: Sequence[Change]) -> str:
    value, pieces, done = scalar.value or "", [], 0
    for change in changes:
        pieces += [value[done : change.start], change.new]
        done = change.end
    return "".join([*pieces, value[done:]])


def _with(raw: str, groups: Iterable[_Group]) -> str | None:
    """The text with scalars changed; None where that takes more than this can do."""
    lines = _LINE.split(raw)
    for scalar, changes in groups:
        block = scalar.style == "|"
        done = _in_block(lines, scalar, changes) if block else _in_line(lines, scalar, _new_value(scalar, changes))
        if not done:
            return None
    return "".join(lines)


def _in_line(lines: list[str], scalar: Scalar, value: str) -> bool:
    line = scalar.mark.line
    if scalar.end.line != line:
        return False
    shift = 1 if line == 0 and lines[0].startswith("\ufeff") else 0
    start, end = scalar.mark.column + shift, scalar.end.column + shift
    inner = lines[line][start + 1 : end - 1]
    if scalar.style and inner == scalar.value and not _NOT_IN_QUOTES.search(value):
        written = f"{scalar.style}{value}{scalar.style}"
    else:
        written = one_line(Text(value), flow=True)
    lines[line] = lines[line][:start] + written + lines[line][end:]
    return True


def _in_block(lines: list[str], scalar: Scalar, changes: Sequence[Change]) -> bool:
    first, indent = scalar.mark.line + 1, block_indent(scalar)
    for change in reversed(changes):
        if "\n" in change.new or "\n" in (scalar.value or "")[change.start : change.end]:
            return False
        value = scalar.value or ""
        number = value.count("\n", 0, change.start)
        column = change.start - (value.rfind("\n", 0, change.start) + 1)
        start = indent + column
        line = lines[first + number]
        lines[first + number] = line[:start] + change.new + line[start + change.end - change.start :]
    return True


def _says(path: Path, before: str, after: str, groups: Iterable[_Group]) -> bool:
    """Whether the new text says what the old one did, but for these values."""
    old, new = (_tree(path, text) for text in (before, after))
    if old is None or new is None:
        return False
    values = {(scalar.mark.line, scalar.mark.column): _new_value(scalar, changes) for scalar, changes in groups}
    for one in _scalars(old):
        place = (one.mark.line, one.mark.column)
        one.value = values.get(place, one.value)
    return bool(data(old) == data(new))


def _tree(path: Path, text: str) -> Node | None:
    unix_lines = re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    composer = Composer(SourceFile(path, unix_lines))
    try:
        root = composer.compose(unix_lines)
    except (yaml.YAMLError, TooMuch):
        return None
    return None if composer.found else root


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for key, value in node.items:
            yield from (key, *_scalars(value))
