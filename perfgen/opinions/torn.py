"""Rows of a sheet of opinions that people sorted, copied or pasted: what they see, and the columns they do not, are put together again.

Each row has a mark made of whose it is and what it is known by, and of the words that are seen. A row whose words go with the
mark of another was sorted without the columns that are not shown: it is that other. One with the mark of a row before it is a
copy, and one with a mark that is not of this sheet comes from another department's: both are remarks of whoever put them there.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfgen.opinions.opinion import Opinion
from perfgen.units import Unit

_LENGTH = 12


class MarkedRow(NamedTuple):
    """A row as it was read, with its mark: empty for what somebody added."""

    said: Opinion
    mark: str


def marks(unit: Unit, rows: Iterable[Opinion]) -> list[str]:
    """A mark for each row; empty for a remark of the reviewer's own. No two are the same."""
    found: list[str] = []
    before: dict[str, int] = defaultdict(int)
    for one in rows:
        mark = f"{_whose(unit, one)}-{_seen(one)}" if one.key is not None else ""
        if mark:
            before[mark] += 1
            mark = f"{mark}-{before[mark]}"
        found.append(mark)
    return found


def put_together(unit: Unit, rows: Sequence[MarkedRow]) -> tuple[Opinion, ...]:
    """The opinions of a sheet, each with what it is known by. Those of a sheet without marks are as they are."""
    if not any(one.mark for one in rows):
        return tuple(one.said for one in rows)
    left: dict[str, MarkedRow] = {}
    for one in rows:
        if one.mark.startswith(f"{_whose(unit, one.said)}-"):
            left.setdefault(one.mark, one)
    found: list[Opinion | None] = [None] * len(rows)
    for means in (_as_it_was, _torn, _reworded):
        for number, one in enumerate(rows):
            mark = means(one, left) if found[number] is None else None
            if mark is not None:
                found[number] = replace(one.said, key=left.pop(mark).said.key)
    keys = {one.key for one in found if one is not None}
    for number, one in enumerate(rows):
        if found[number] is None and not one.mark and one.said.key not in keys:
            found[number] = one.said  # the mark alone is gone
    said = {replace(one, key=None) for one in found if one is not None}
    return tuple(
        joined or own
        for joined, own, mark in (
            (joined, replace(one.said, key=None), one.mark) for joined, one in zip(found, rows, strict=True)
        )
        if joined or not mark or own not in said  # a copy in which nobody wrote says nothing
    )


def _as_it_was(one: MarkedRow, left: Mapping[str, MarkedRow]) -> str | None:
    return one.mark if one.mark in left and one.mark.split("-")[1] == _seen(one.said) else None


def _torn(one: MarkedRow, left: Mapping[str, MarkedRow]) -> str | None:
    seen = _seen(one.said)
    return next((mark for mark in left if mark.split("-")[1] == seen), None) if one.mark else None


def _reworded(one: MarkedRow, left: Mapping[str, MarkedRow]) -> str | None:
    return one.mark if one.mark in left else None


def _whose(unit: Unit, one: Opinion) -> str:
    return short("\0".join((unit.code, unit.name, str(unit.year), *(one.key or ()))))


def _seen(one: Opinion) -> str:
    return short("\0".join("".join(text.split()) for text in (one.where, one.problem)))


def short(text: str) -> str:
    """A fingerprint of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_LENGTH]
