"""What the Word file changed since it was sent, where the YAML was changed since then too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from perfgen.comparing import Comparison, Difference, DifferenceKind
from perfgen.filing.walk import Steps
from perfgen.merging.wording import cut, said
from perfgen.shown import visible


@dataclass(frozen=True, slots=True)
class SinceSent:
    """The changes of the Word file: `sent` compares the file that was sent with the one that came back."""

    sent: Comparison

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
        for other in self.sent.differences:
            moves = DifferenceKind.MOVED in (one.kind, other.kind)
            if _key(one) == _key(other) or (not moves and _is_within(one.after_path, other.after_path)):
                yield other


def _key(one: Difference) -> tuple[object, ...]:
    moved = one.kind is DifferenceKind.MOVED
    return (moved, one.after_path) if one.after_path else (one.kind, one.place)


def _is_within(one: Steps | None, other: Steps | None) -> bool:
    """Whether a path leads into what another leads to, or the other way; not both to the same."""
    if not one or not other or one == other:
        return False
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _why(one: Difference, other: Difference) -> str:
    if _key(one) == _key(other) and one.before is not None:
        return visible(f"YAML 里后来也改了，是“{cut(said(one.before))}”，没有覆盖")
    return "YAML 里后来也改了这里，没有覆盖"
