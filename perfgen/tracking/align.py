"""Which blocks of two documents, rows of two tables or paragraphs of two cells are the same one; order is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import sqrt
from typing import TypeAlias

from lxml.etree import _Element

from perfgen.comparing.likeness import Profile, likeness, profile
from perfgen.docx.xml import w

Pair: TypeAlias = "tuple[_Element | None, _Element | None]"
"""The same one in the earlier and in the later document; None where one of them has it not."""

_ENOUGH = 0.5
_MOST_CELLS = 10_000
"""Two runs of blocks of which the numbers multiply to more are not weighed against each other."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is aligned: `key` is equal for what is the same, `kind` must be equal for two to be one.

    `head` says the same in both where two are one whatever else they say, as the label of a row does; empty for nothing.
    """

    key: Callable[[_Element], object]
    kind: Callable[[_Element], object]
    head: Callable[[_Element], str] = lambda _: ""


def aligned(before: Sequence[_Element], after: Sequence[_Element], by: Kinds) -> Iterator[Pair]:
    """The pairs in the order of both; what was removed stands before what was added in its place."""
    one, other = ([by.key(element) for element in side] for side in (before, after))
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    end = next((at for at in range(shorter - start) if one[-1 - at] != other[-1 - at]), shorter - start)
    yield from zip(before[:start], after[:start], strict=True)
    if start + end < max(len(one), len(other)):
        weighing = _Weighing(by, *(_looks(side, by) for side in (before, after)))
        yield from weighing.between(before[start : len(one) - end], after[start : len(other) - end])
    yield from zip(before[len(one) - end :], after[len(other) - end :], strict=True)


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element is weighed by: what it alone says, what it is, and its head where no other has the same."""

    profile: Profile
    kind: object
    head: str


def _looks(elements: Sequence[_Element], by: Kinds) -> dict[_Element, _Look]:
    """The looks of elements that stand in one list; lines that several of them have say nothing of any."""
    lines = [set(text_of(element).split("\n")) for element in elements]
    counts = Counter(line for some in lines for line in some)
    heads = Counter(by.head(element) for element in elements)
    found = {}
    for element in elements:
        said = text_of(element).split("\n")
        own = "\n".join(line for line in said if counts[line] == 1) or "\n".join(said)
        head = by.head(element)
        found[element] = _Look(profile(own), by.kind(element), head if heads[head] == 1 else "")
    return found


@dataclass(frozen=True, slots=True)
class _Weighing:
    by: Kinds
    before: dict[_Element, _Look]
    after: dict[_Element, _Look]

    def between(self, before: Sequence[_Element], after: Sequence[_Element]) -> Iterator[Pair]:
        """As `aligned`; of very many, what is the same to the letter parts the rest into gaps."""
        cells = len(before) * len(after)
        if cells <= _MOST_CELLS or cells > 100 * _MOST_CELLS:
            yield from self._in_gap(before, after)
            return
        one, other = ([self.by.key(element) for element in side] for side in (before, after))
        for same, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if same == "equal":
                yield from zip(before[start:end], after[begin:stop], strict=True)
            else:
                yield from self._in_gap(before[start:end], after[begin:stop])

    def _in_gap(self, before: Sequence[_Element], after: Sequence[_Element]) -> Iterator[Pair]:
        pairs = self._weighed(before, after) if len(before) * len(after) <= _MOST_CELLS else []
        at = to = 0
        for one, other in [*pairs, (len(before), len(after))]:
            yield from ((element, None) for element in before[at:one])
            yield from ((None, element) for element in after[to:other])
            if one < len(before):
                yield before[one], after[other]
            at, to = one + 1, other + 1

    def _weighed(self, before: Sequence[_Element], after: Sequence[_Element]) -> list[tuple[int, int]]:
        """The pairs, in order, that are most alike all together."""
        best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
        for at in range(len(before) - 1, -1, -1):
            for to in range(len(after) - 1, -1, -1):
                skipped = max(best[at + 1][to], best[at][to + 1])
                best[at][to] = max(skipped, best[at + 1][to + 1] + self._worth(before[at], after[to]))
        found, at, to = [], 0, 0
        while at < len(before) and to < len(after):
            if best[at][to] == best[at + 1][to]:
                at += 1
            elif best[at][to] == best[at][to + 1]:
                to += 1
            else:
                found.append((at, to))
                at, to = at + 1, to + 1
        return found

    def _worth(self, before: _Element, after: _Element) -> float:
        """What it is worth to take two for one: the more they say, the more; 0 where they are not."""
        one, other = self.before[before], self.after[after]
        if one.kind != other.kind:
            return 0.0
        alike = likeness(one.profile, other.profile)
        if one.head and one.head == other.head:
            alike = max(alike, _ENOUGH)
        return alike * (1 + sqrt(other.profile.total())) if alike >= _ENOUGH else 0.0


_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


def piece_text(piece: _Element) -> str | None:
    """What a child of a run says; None for what is no text."""
    return piece.text or "" if piece.tag == w("t") else _BREAKS.get(str(piece.tag))


def text_of(element: _Element) -> str:
    """The text of a paragraph, or of all paragraphs in an element, as it is seen."""
    if element.tag == w("p"):
        return "".join(piece_text(piece) or "" for run in element.iter(w("r")) for piece in run)
    return "\n".join(text_of(paragraph) for paragraph in element.iter(w("p")))
