"""What the Word file changed since it was sent, where the YAML was changed since then too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from perfgen.comparing import Comparison, Difference, DifferenceKind
from perfgen.filing.walk import Steps
from perfgen.merging.wording import cut, said
from perfgen.shown import visible

Key: TypeAlias = tuple[object, ...]
"""What a change of the YAML and one of the Word file share that are of the same thing."""


@dataclass(frozen=True, slots=True)
class SinceSent:
    """The changes of the Word file: `sent` compares the file that was sent with the one that came back."""

    sent: Comparison
    _by_key: defaultdict[Key, list[Difference]] = field(default_factory=lambda: defaultdict(list))
    _around: defaultdict[Steps, list[Difference]] = field(default_factory=lambda: defaultdict(list))
    """The differences that lie within what a path leads to."""

    def __post_init__(self) -> None:
        for one in self.sent.differences:
            self._by_key[_key(one)].append(one)
            path = one.after_path or ()
            for end in range(1, len(path) if one.kind is not DifferenceKind.MOVED else 0):
                self._around[path[:end]].append(one)

    def sifted(self, comparison: Comparison) -> tuple[Comparison, list[tuple[Difference, str]]]:
        """Of the differences between the YAML and the Word file those that come from the Word file alone, and the conflicts.

        A conflict is a change of the Word file, and why it cannot be made: the YAML says something else there than what was
        sent. What only the YAML changed is in neither.
        """
        kept: list[Difference] = []
        conflicts: dict[int, tuple[Difference, str]] = {}
        for one in comparison.differences:
            touching = list(self._touching(one))
            same = next((other for other in touching if _key(other) == _key(one)), None)
            if same is not None and (one.kind is DifferenceKind.MOVED or same.before == one.before):
                kept.append(one)
                continue
            for other in touching:
                conflicts[id(other)] = other, _why(one, other)
        return replace(comparison, differences=tuple(kept)), list(conflicts.values())

    def _touching(self, one: Difference) -> Iterator[Difference]:
        yield from self._by_key[_key(one)]
        path = one.after_path
        if path and one.kind is not DifferenceKind.MOVED:
            for end in range(1, len(path)):
                yield from (other for other in self._by_key[False, path[:end]])
            yield from self._around[path]


def _key(one: Difference) -> Key:
    moved = one.kind is DifferenceKind.MOVED
    return (moved, one.after_path) if one.after_path else (one.kind, one.place)


def _why(one: Difference, other: Difference) -> str:
    if _key(one) == _key(other) and one.before is not None:
        return visible(f"YAML 里后来也改了，是“{cut(said(one.before))}”，没有覆盖")
    return "YAML 里后来也改了这里，没有覆盖"
