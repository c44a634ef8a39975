"""Lists of wrong words with the right ones, as data, found in one pass over a text.

An entry is one line::

    错 → 对　只：a、b　除：c、d

The right word is left out where only a person can say it. Where 只 stands, only these phrases are at fault; where 除
stands, these phrases are right. Phrases contain the wrong word; a ``…`` behind it stands for one to twelve characters
of the same clause. The arrow may be ``→``, ``->`` or a tab.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add

from perfgen.checks.subject import Subject
from perfgen.checks.texts import Spans, remembered
from perfgen.checks.words import added, shipped
from perfgen.filing.regex import regex

_ARROW = regex(r"\s*(?:→|->|\t)\s*")
_NOTE = regex(r"\s(只|除)：")
_GAP = "[^，。；：、！？,;:!?\\s]{1,12}"
_TITLE = regex("《[^《》\\n]*》")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wrong word, the right one (None where it is not known), and the phrases in which it is wrong or right."""

    wrong: str
    right: str | None = None
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong word found in a text: where it begins, and its entry."""

    at: int
    phrase: Phrase

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + len(self.phrase.wrong)


def phrase(entry: str) -> Phrase:
    """The entry of a list, see the module."""
    words, *notes = _NOTE.split(entry)
    wrong, right = (*_ARROW.split(words.strip(), maxsplit=1), "")[:2]
    said: dict[str, tuple[str, ...]] = {"只": (), "除": ()}
    for note, phrases in zip(notes[::2], notes[1::2], strict=True):
        said[note] += tuple(one.strip() for one in phrases.split("、") if wrong in one)
    return Phrase(wrong, right or None, said["只"], said["除"])


def slips(subject: Subject, name: str, text: str) -> Iterator[Slip]:
    """What of a list a text has, in order and without overlaps; titles within 《》 stand as they were issued."""
    yield from slips_of(text, name, added(subject, name))


@remembered
def slips_of(text: str, name: str, more: tuple[str, ...]) -> tuple[Slip, ...]:
    """The same, of a list with `more` entries."""
    found = tuple(_compiled(name, more).within(text))
    titles = Spans(title.span() for title in _TITLE.finditer(text)) if found else None
    return tuple(one for one in found if not (titles and titles.hold(one.at)))


def wrong_words(subject: Subject, name: str) -> Container[str]:
    """The wrong words of a list: where they stand, the list alone says whether they are wrong."""
    return _compiled(name, added(subject, name)).phrases


@dataclass(frozen=True, slots=True)
class _Lookup:
    """The entries of a list, to be found by how they begin.

    `firsts` is how they begin, one character or two, `starts` has the wrong words that begin with two characters, `singles` those that are one character; most texts
    have none of these pairs, which is seen without a pattern.
    """

    phrases: Mapping[str, Phrase]
    firsts: re.Pattern[str]
    starts: Mapping[str, re.Pattern[str]]
    singles: re.Pattern[str] | None

    def within(self, text: str) -> Iterator[Slip]:
        """What a text has of them, from left to right, the longer before the shorter, without overlaps."""
        if self.firsts.search(text) is None:
            return
        single = self.singles is not None and self.singles.search(text) is not None
        if not single and self.starts.keys().isdisjoint(map(add, text, text[1:])):
            return
        done = 0
        pairs = (at for at, pair in enumerate(map(add, text, text[1:])) if pair in self.starts)
        for at in range(len(text)) if single else pairs:
            if at < done:
                continue
            start = self.starts.get(text[at : at + 2])
            match = start.match(text, at) if start else None
            if match is None and single and self.singles:
                match = self.singles.match(text, at)
            if match:
                done = match.end()
                yield Slip(at, self.phrases[match[0]])


_FEW = 20
"""So many beginnings are looked for as a whole; of more than these it is quicker to look for what they begin with."""


@cache
def _compiled(name: str, more: tuple[str, ...]) -> _Lookup:
    """The entries of a list, with more of a bureau, by their first two characters, so that other text is skipped over."""
    entries = (*shipped(name), *more)
    phrases: dict[str, Phrase] = {}
    for one in filter(lambda one: one.wrong, map(phrase, entries)):  # a list of somebody's may begin with an arrow
        phrases[one.wrong] = _together(phrases[one.wrong], one) if one.wrong in phrases else one
    starts: dict[str, list[str]] = defaultdict(list)
    for wrong in sorted(phrases, key=len, reverse=True):
        starts[wrong[:2]].append(re.escape(wrong) + _context(phrases[wrong]))
    singles = "|".join(alike for start in starts if len(start) == 1 for alike in starts[start])
    pairs = {start: regex("|".join(alike)) for start, alike in starts.items() if len(start) > 1}
    length = 2 if len(starts) <= _FEW else 1
    firsts = "|".join(sorted(re.escape(start) for start in {start[:length] for start in starts}))
    return _Lookup(phrases, regex(firsts or "(?!)"), pairs, regex(singles) if singles else None)


def _together(old: Phrase, new: Phrase) -> Phrase:
    """Two entries of one wrong word: wrong where either says so, right where either says so; the later names the word."""
    only = (*old.only, *new.only) if old.only and new.only else ()
    return Phrase(old.wrong, new.right or old.right, only, (*old.never, *new.never))


def _context(one: Phrase) -> str:
    """What must and must not stand around a wrong word that has just been read."""
    only = "|".join(_around(one.wrong, where) for where in one.only)
    return "".join(f"(?!{_around(one.wrong, where)})" for where in one.never) + (f"(?:{only})" if only else "")


def _around(wrong: str, where: str) -> str:
    before, _, behind = where.partition(wrong)
    ahead = _GAP.join(map(re.escape, behind.split("…")))
    return (f"(?<={re.escape(before + wrong)})" if before else "") + (f"(?={ahead})" if ahead else "")
