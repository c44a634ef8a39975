"""Changes values in the text of a YAML file, and nothing else: comments, order and layout stay to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from perfgen.source.compose import Composer, TooMuch
from perfgen.source.emit import Text, one_line
from perfgen.source.nodes import Mapping, Node, Scalar, SourceFile, block_indent, data
from perfgen.source.nodes import Sequence as Items

_LINE = re.compile("(?<=\n)|(?<=\r)(?!\n)")
_NOT_IN_QUOTES = re.compile("[\"'\\\\\n\t]")


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
    return _together(path, path.read_bytes().decode("utf-8"), _by_scalar(changes))


_OfOne = tuple[Scalar, list[Change]]
"""A scalar and its changes."""


def _together(path: Path, raw: str, groups: Sequence[_OfOne]) -> tuple[str, int]:
    """Make all changes and look once whether the text says what it should; where it does not, half of them at a time.

    Changes leave every line where it is, and later ones come first, so that the places of those left stay true.
    """
    lines = _LINE.split(raw)
    shift = 1 if raw.startswith("\ufeff") else 0
    done = [group for group in groups if _make(lines, *group, shift=shift)]
    if not done:
        return raw, 0
    after = "".join(lines)
    if _says(path, raw, after, done):
        return after, sum(len(its) for _, its in done)
    if len(done) == 1:
        return raw, 0
    half = len(done) // 2
    raw, later = _together(path, raw, done[:half])
    raw, earlier = _together(path, raw, done[half:])
    return raw, later + earlier


def _by_scalar(changes: Iterable[Change]) -> list[_OfOne]:
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
    value = scalar.value or ""
    for change in reversed(changes):
        value = value[: change.start] + change.new + value[change.end :]
    return value


def _make(lines: list[str], scalar: Scalar, changes: Sequence[Change], *, shift: int) -> bool:
    """Change one scalar in the lines; False, and nothing done, where that takes more than this can do.

    `shift` is by how much the first line is further right than its marks say.
    """
    if scalar.style in ("|", ">"):
        return scalar.style == "|" and _in_block(lines, scalar, changes)
    if scalar.end.line != scalar.mark.line:
        return False
    line = scalar.mark.line
    shift = shift if line == 0 else 0
    start, end = scalar.mark.column + shift, scalar.end.column + shift
    value = _new_value(scalar, changes)
    inner = lines[line][start + 1 : end - 1]
    if scalar.style and inner == scalar.value and not _NOT_IN_QUOTES.search(value):
        written = f"{scalar.style}{value}{scalar.style}"
    else:
        written = one_line(Text(value), flow=True)
    lines[line] = lines[line][:start] + written + lines[line][end:]
    return True


def _in_block(lines: list[str], scalar: Scalar, changes: Sequence[Change]) -> bool:
    first, indent = scalar.mark.line + 1, block_indent(scalar)
    if any("\n" in one.new or "\n" in (scalar.value or "")[one.start : one.end] for one in changes):
        return False
    for change in reversed(changes):
        before = (scalar.value or "")[: change.start]
        number, column = before.count("\n"), change.start - (before.rfind("\n") + 1)
        start = indent + column
        line = lines[first + number]
        lines[first + number] = line[:start] + change.new + line[start + change.end - change.start :]
    return True


def _says(path: Path, before: str, after: str, groups: Iterable[_OfOne]) -> bool:
    """Whether the new text says what the old one did, but for these values."""
    old, new = (_tree(path, text) for text in (before, after))
    if old is None or new is None:
        return False
    values = {(scalar.mark.line, scalar.mark.column): _new_value(scalar, its) for scalar, its in groups}
    for one in _scalars(old):
        one.value = values.get((one.mark.line, one.mark.column), one.value)
    return bool(data(old) == data(new))


def _tree(path: Path, text: str) -> Node | None:
    plain = re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    composer = Composer(SourceFile(path, plain))
    try:
        root = composer.compose(plain)
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
