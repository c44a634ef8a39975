"""Texts compared: folded to what they say, and cut into sentences."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from sys import maxsize
from typing import Concatenate, ParamSpec, TypeVar

from perfgen.filing.regex import regex

_HAN = regex("[\u4e00-\u9fff]+")
_SENTENCE = regex("[^。；！？;!?\\n]+")
_NUMBER = regex(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)\s*")


More = ParamSpec("More")
Found = TypeVar("Found")
_REMEMBERED, _LONGEST = 4096, 4000
"""So many answers are remembered, of texts of so many characters: what is longer would fill the memory, and is no text of a filing."""


def remembered(ask: Callable[Concatenate[str, More], Found]) -> Callable[Concatenate[str, More], Found]:
    """Have what a function says of a text remembered: several rules ask the same, and the filings of a county say much alike.

    What it says may hang on nothing but what it is given, and must not be changed by who asks.
    """
    known: Callable[..., Found] = lru_cache(maxsize=_REMEMBERED)(ask)

    @wraps(ask)
    def answer(text: str, /, *more: More.args, **named: More.kwargs) -> Found:
        return known(text, *more, **named) if len(text) <= _LONGEST else ask(text, *more, **named)

    return answer


def remembered_all(
    find: Callable[Concatenate[str, More], Iterable[Found]],
) -> Callable[Concatenate[str, More], tuple[Found, ...]]:
    """Have all that a function finds in a text remembered, one after the other: see `remembered`."""

    @wraps(find)
    def found(text: str, /, *more: More.args, **named: More.kwargs) -> tuple[Found, ...]:
        return tuple(find(text, *more, **named))

    return remembered(found)


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """The text with widths folded, and without blanks, punctuation and what cannot be seen."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if sign in "%‰" or unicodedata.category(sign)[0] not in "PZC").casefold()


class Spans:
    """Places in a text that do not overlap, each from a first character to one behind its last, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = tuple(spans)

    def hold(self, at: int) -> bool:
        """Whether a character is within one of them."""
        place = bisect_right(self._spans, (at, maxsize)) - 1
        return place >= 0 and at < self._spans[place][1]


@lru_cache(maxsize=4096)
def runs(text: str, length: int) -> frozenset[str]:
    """The runs of so many Chinese characters that stand together in a text: what two texts about one thing share."""
    return frozenset(word[at : at + length] for word in _HAN.findall(text) for at in range(len(word) - length + 1))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text without their numbers, and where each begins."""
    for match in _SENTENCE.finditer(text):
        number = _NUMBER.match(match[0])
        at = match.start() + (number.end() if number else 0)
        sentence = text[at : match.end()]
        yield at + len(sentence) - len(sentence.lstrip()), sentence.strip()
