"""How much two texts have in common, and which of several are nearest to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

Profile: TypeAlias = "Counter[str]"
"""The pairs of neighbouring characters of a text, each with how often it is there."""

LONGEST = 600
"""So many characters of a text are looked at: who wrote the same text again is known by then."""
_MOST_PAIRS = 10_000
"""So many pairs are weighed; of more, only those that stand near each other in the order of both lists."""


def profile(text: str) -> Profile:
    """What a text is compared by; blanks do not count."""
    kept = "".join(text[: 2 * LONGEST].split())[:LONGEST]
    return Counter(map("".join, pairwise(kept))) if len(kept) > 1 else Counter([kept] if kept else ())


def likeness(one: Profile, other: Profile) -> float:
    """From 0 (nothing in common) to 1 (the same): the Dice coefficient of two profiles."""
    if one == other:
        return 1.0
    total = one.total() + other.total()
    return 2 * (one & other).total() / total


def nearest_pairs(
    before: Sequence[int], after: Sequence[int], score: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Those of two lists that belong together, the most alike first; `score` is above 0 where two may be one."""
    reach = max(1, _MOST_PAIRS // (2 * max(len(before), 1)))
    scale = len(after) / len(before) if before else 1.0
    weighed = [
        (-weight, abs(at * scale - to), at, to)
        for at, one in enumerate(before)
        for to in _window(int(at * scale), reach, len(after))
        if (weight := score(one, after[to])) > 0
    ]
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    found = []
    for _, _, at, to in sorted(weighed):
        if at not in taken_before and to not in taken_after:
            taken_before.add(at)
            taken_after.add(to)
            found.append((before[at], after[to]))
    return found


def _window(centre: int, reach: int, length: int) -> range:
    return range(max(0, centre - reach), min(length, centre + reach + 1))
