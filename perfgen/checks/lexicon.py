"""How common words are, which characters stand together, and which sound or look alike: what tells a mistyped character.

The files of data/lexicon are made from jieba's dictionary (MIT), pypinyin (MIT) and texts of the field by
tests/lexicon/make.py; a maintainer makes them anew when texts are added, nobody edits them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "lexicon"
LONGEST = 4
"""Characters of the longest word that is known."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words.

    `cost` is how rare a word is (the negative logarithm of its share of running text), `usual` are the words of the
    field, `behind` are the characters seen right behind each, `groups` those that sound or look alike, by each of them.
    """

    cost: Mapping[str, float]
    usual: frozenset[str]
    behind: Mapping[str, str]
    groups: Mapping[str, Sequence[str]]
    unknown: float

    def alike(self, sign: str) -> Sequence[str]:
        """The characters that sound or look like one, each once."""
        return sorted({*"".join(self.groups.get(sign, ()))} - {sign})

    def goes_with(self, one: str, other: str) -> bool:
        """Whether two characters, or a character and nothing, were seen together in this order."""
        return not one or not other or other in self.behind.get(one, ())

    def strange(self, text: str) -> Sequence[int]:
        """Where two characters stand together that were never seen so: the places of the first of them."""
        behind, several = self.behind, pairwise(text)
        return [at for at, (one, other) in enumerate(several) if other not in behind.get(one, "")]

    def cut(self, text: str) -> tuple[float, tuple[tuple[int, int], ...]]:
        """The words a text most likely consists of, as places in it, and how rare they are together.

        Each place keeps the cheapest way there, so that the time grows with the length of the text.
        """
        length = len(text)
        best, back = [0.0, *[float("inf")] * length], [0] * (length + 1)
        for start in range(length):
            for end in range(start + 1, min(start + LONGEST, length) + 1):
                cost = self.cost.get(text[start:end], self.unknown if end == start + 1 else None)
                if cost is not None and best[start] + cost < best[end]:
                    best[end], back[end] = best[start] + cost, start
        places, end = list[tuple[int, int]](), length
        while end:
            places.append((back[end], end))
            end = back[end]
        return best[length], tuple(reversed(places))

    def word_over(self, text: str, at: int) -> tuple[float, int, int]:
        """Of the likeliest words of a text the one that stands over a place, from where to where; and how rare all are."""
        cost, places = self.cut(text)
        return (cost, *next(place for place in places if place[0] <= at < place[1]))


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with perfgen."""
    cost: dict[str, float] = {}
    usual: set[str] = set()
    for line in _lines("words"):
        rarity, _, words = line.partition(" ")
        several = words.split(" ")
        cost |= dict.fromkeys(several, int(rarity.rstrip("*")) / 2)
        if rarity.endswith("*"):
            usual.update(several)
    behind = {line[0]: line[1:] for line in _lines("pairs")}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in ("sounds", "shapes"):
        for line in _lines(name):
            for sign in line:
                groups[sign].append(line)
    return Lexicon(cost, frozenset(usual), behind, groups, max(cost.values()) + 1)


def _lines(name: str) -> Iterator[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
