"""Pieces of a file's text replaced by others; all that stands between them stays to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Position: TypeAlias = tuple[int, int]
"""Line and column, from 0, as nodes are marked: a byte order mark counts for nothing, and every line end is one."""

_LINE = re.compile("(?<=\n)|(?<=\r)(?!\n)")
_END = re.compile("\r\n?|\n")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Splice:
    r"""`text`, with ``\n`` for its line ends, takes the place of what stands from `start` to `end`."""

    start: Position
    end: Position
    text: str


class OverlapError(ValueError):
    """Two pieces that are to be replaced have characters in common."""


def spliced(raw: str, splices: Iterable[Splice]) -> str:
    """The text with pieces of it replaced; of several at one place the first comes first.

    Lines that are new end as the first line of the text does. Raises OverlapError.
    """
    begins = _begins(raw)
    first = _END.search(raw)
    line_end = first[0] if first else "\n"
    done: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda one: one.start):
        start, end = _offset(begins, raw, splice.start), _offset(begins, raw, splice.end)
        if start < at or end < start:
            raise OverlapError
        done += [raw[at:start], splice.text.replace("\n", line_end)]
        at = end
    return "".join([*done, raw[at:]])


def _begins(raw: str) -> list[int]:
    """Where each line begins."""
    found = [len(_MARK) if raw.startswith(_MARK) else 0]
    lines = _LINE.split(raw)
    at = 0
    for line in lines[:-1]:
        at += len(line)
        found.append(at)
    return found


def _offset(begins: Sequence[int], raw: str, at: Position) -> int:
    line, column = at
    return begins[line] + column if line < len(begins) else len(raw)
