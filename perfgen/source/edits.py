"""What is to be changed in a filing, by the paths of its values, and what the filing then says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from perfgen.filing.fields import OWN
from perfgen.source.data import Steps
from perfgen.source.grammar import LEVELS


@dataclass(frozen=True, slots=True)
class Put:
    """A value takes the place of what a key says, or is said for the first time; None: the key goes."""

    path: Steps
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """An item of a list goes, with all that is in it."""

    path: Steps


@dataclass(frozen=True, slots=True)
class Add:
    """An item comes into a list, behind the one that has the index `after` (-1: before all)."""

    path: Steps
    after: int
    value: Any


@dataclass(frozen=True, slots=True)
class Move:
    """An item of a list goes behind another; a row of 绩效指标 to other `levels` too."""

    path: Steps
    after: int
    levels: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A comment comes above a value, and changes nothing of it."""

    path: Steps
    text: str


Edit: TypeAlias = "Put | Remove | Add | Move | Note"
Unit: TypeAlias = "tuple[Edit, ...]"
"""Edits that are made together, or not at all."""

Arrival: TypeAlias = "Add | Move"


def list_of(edit: Remove | Add | Move) -> Steps:
    """The path of the list that an edit changes."""
    return edit.path if isinstance(edit, Add) else edit.path[:-1]


def applied(said: Any, edits: Iterable[Edit]) -> Any:
    """What a filing says after some edits, as data by its labels; all paths are those before."""
    said = deepcopy(said)
    lists: defaultdict[Steps, list[Remove | Add | Move]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, Put):
            _put(said, edit)
        elif not isinstance(edit, Note):
            lists[list_of(edit)].append(edit)
    for path in sorted(lists, key=len, reverse=True):  # what is inside first, while indices hold
        holder = _at(said, path[:-1])
        order = arranged_items(len(holder.get(path[-1]) or ()), lists[path])
        holder[path[-1]] = [_item(holder.get(path[-1]), one) for one in order]
    return said


def _put(said: Any, edit: Put) -> None:
    *steps, label = edit.path
    above = said
    for step in steps:
        above, said = said, said.setdefault(step, {}) if isinstance(said, dict) else said[step]
    if edit.value is None:
        said.pop(label, None)
        if not said and steps[-1:] == [OWN]:  # own fields stand in no mapping of theirs
            del above[OWN]
    else:
        said[label] = deepcopy(edit.value)


def _at(said: Any, path: Steps) -> Any:
    for step in path:
        said = said[step]
    return said


def _item(items: Any, one: int | Arrival) -> Any:
    if isinstance(one, Add):
        return deepcopy(one.value)
    if isinstance(one, Move):
        item = items[one.path[-1]]
        return {**item, **dict(zip(LEVELS, one.levels, strict=True))} if one.levels else item
    return items[one]


def arranged_items(count: int, edits: Sequence[Remove | Add | Move]) -> list[int | Arrival]:
    """A list of so many items after some edits: what is kept by its index, and what comes, in order."""
    gone = {edit.path[-1] for edit in edits if not isinstance(edit, Add)}
    arrivals: defaultdict[int, list[Arrival]] = defaultdict(list)
    for edit in edits:
        if not isinstance(edit, Remove):
            arrivals[edit.after].append(edit)
    found: list[int | Arrival] = []
    for at in range(-1, count):
        if at >= 0 and at not in gone:
            found.append(at)
        found += arrivals[at]
    return found


Attempt: TypeAlias = "Callable[[Sequence[Edit]], str]"
"""Why some edits cannot be made; empty where they can."""


def settled(units: Sequence[Unit], attempt: Attempt, most: int) -> tuple[list[Unit], list[tuple[Unit, str]]]:
    """As many of the edits as can be made together, and those that cannot, each with the reason.

    It is tried no more than `most` times; what has not been tried then is not made.
    """
    made: list[Unit] = []
    refused: list[tuple[Unit, str]] = []
    waiting = [list(units)] if units else []
    while waiting:
        some = waiting.pop()
        most -= 1
        why = attempt([edit for unit in (*made, *some) for edit in unit]) if most >= 0 else "改的地方太多，没有试完"
        if not why:
            made += some
        elif len(some) == 1 or most < 0:
            refused += [(unit, why) for unit in some]
        else:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return made, refused
