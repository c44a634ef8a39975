"""Two texts as one, in which what was taken out and what was put in is marked, by the word.

Sentences are compared first, then the words of those that were changed. A word is a number with its point and separators,
a run of letters, or a Chinese character; a single character that both happen to have between two changes is part of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import NamedTuple, TypeAlias


class Fate(str, Enum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class MarkedPiece(NamedTuple):
    """A piece of a text and what became of it."""

    fate: Fate
    text: str


Pieces: TypeAlias = tuple[MarkedPiece, ...]

GAP = "……"
"""What stands for text that is not shown."""

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
_WORD = re.compile(r"\d{1,30}(?:[,.]\d{1,30})*|[A-Za-z]{1,30}|.", re.DOTALL)
_NUMBER = re.compile(r"\d")
_MOST_CELLS = 200_000
"""Two texts of which the numbers of words (or sentences) multiply to more are not compared word by word."""
_ENOUGH = 0.2
"""Sentences that have less in common than this share of their characters are shown one after the other."""
_CONTEXT = 40
"""So many characters are shown of what is the same, on either side of a change, up to the end of the sentence."""


@dataclass(slots=True)
class Marker:
    """Marks texts; `left` is how much work may still be done for all of them, so that no filing takes for ever."""

    left: int = 4_000_000

    def marked(self, before: str, after: str) -> Pieces:
        """Both texts as pieces: those SAME and REMOVED are the earlier one, those SAME and ADDED the later one."""
        return _joined(self._sentences(_SENTENCE.findall(before), _SENTENCE.findall(after)))

    def _sentences(self, before: Sequence[str], after: Sequence[str]) -> Iterator[MarkedPiece]:
        for same, one, other in self._blocks(before, after):
            if same:
                yield MarkedPiece(Fate.SAME, "".join(one))
            else:
                yield from self._words("".join(one), "".join(other))

    def _words(self, before: str, after: str) -> Sequence[MarkedPiece]:
        whole = [MarkedPiece(Fate.REMOVED, before), MarkedPiece(Fate.ADDED, after)]
        found: list[MarkedPiece] = []
        blocks = [block for block in self._blocks(_WORD.findall(before), _WORD.findall(after)) if block[1] or block[2]]
        for at, (same, one, other) in enumerate(blocks):
            text = "".join(one)
            if same and not (0 < at < len(blocks) - 1 and _is_chance(one)):
                found.append(MarkedPiece(Fate.SAME, text))
            else:
                found += [MarkedPiece(Fate.REMOVED, text), MarkedPiece(Fate.ADDED, "".join(other))]
        pieces = _joined(found)
        common = sum(len(piece.text) for piece in pieces if piece.fate is Fate.SAME)
        return pieces if common >= _ENOUGH * min(len(before), len(after)) else whole

    def _blocks(
        self, before: Sequence[str], after: Sequence[str]
    ) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
        """Runs that are the same, and what stands between them on either side."""
        start = 0
        shorter = min(len(before), len(after))
        while start < shorter and before[start] == after[start]:
            start += 1
        end = 0
        while end < shorter - start and before[-1 - end] == after[-1 - end]:
            end += 1
        yield True, before[:start], after[:start]
        yield from self._between(before[start : len(before) - end], after[start : len(after) - end])
        yield True, before[len(before) - end :], after[len(after) - end :]

    def _between(
        self, before: Sequence[str], after: Sequence[str]
    ) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
        cells = len(before) * len(after)
        if cells > min(_MOST_CELLS, self.left):
            yield False, before, after
            return
        self.left -= cells
        for kind, one, two, three, four in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield kind == "equal", before[one:two], after[three:four]


def _is_chance(words: Sequence[str]) -> bool:
    """Whether a run that is the same is so short that it is hardly the same one."""
    return len(words) == 1 and not _NUMBER.search(words[0]) and words[0] not in "。！？；，、：\n"


def _joined(pieces: Iterable[MarkedPiece]) -> Pieces:
    """Pieces with no empty ones; of each change what was removed first."""
    found: list[MarkedPiece] = []
    for same, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.fate is Fate.SAME):
        some = list(run)
        for fate in (Fate.SAME,) if same else (Fate.REMOVED, Fate.ADDED):
            text = "".join(piece.text for piece in some if piece.fate is fate)
            found += [MarkedPiece(fate, text)] if text else []
    return tuple(found)


def shortened(pieces: Pieces) -> Pieces:
    """The changes of a long text, each with the rest of its sentence; what lies between is left out."""
    found = []
    for at, piece in enumerate(pieces):
        if piece.fate is Fate.SAME:
            head = "" if at == 0 else _until_end(piece.text)
            tail = "" if at == len(pieces) - 1 else _from_start(piece.text)
            if len(head) + len(tail) + len(GAP) < len(piece.text):
                piece = MarkedPiece(Fate.SAME, f"{head}{GAP}{tail}")  # noqa: PLW2901 -- what is shown of it
        found.append(piece)
    return tuple(found)


def _until_end(text: str) -> str:
    first = _SENTENCE.match(text)
    return (first[0] if first else "")[:_CONTEXT].rstrip("\n")


def _from_start(text: str) -> str:
    """The sentence that a change stands in, or behind."""
    return "".join(_SENTENCE.findall(text[-_CONTEXT:])[-1:])
