"""Characters that were likely mistyped: 覆盖绿 for 覆盖率, found without a list of wrong words.

Two characters that never stand together are looked at, where one of them is no part of a word. If a character that
sounds or looks like it makes a common word with those beside it, the text was likely meant to say that. How much
likelier it is then (the logarithm of it) is the weight of a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from operator import add

from perfgen.checks.lexicon import LONGEST, Lexicon, lexicon
from perfgen.checks.subject import Path
from perfgen.checks.texts import Spans, remembered
from perfgen.filing.numerals import SIGNS
from perfgen.filing.regex import regex

_TWICE = regex("([\u4e00-\u9fff])\\1")
_HAN = regex("[\u4e00-\u9fff]{3,}")
_AS_WRITTEN = regex("《[^《》\\n]*》|“[^“”\\n]{1,12}”|[\u4e00-\u9fff]{1,10}(?=[〔\\[][12])")
"""Titles, what is quoted, and what documents are numbered by: 冀政发〔2019〕3号."""
_AROUND = 5
"""So many characters on either side are read with one that may be wrong."""
_KNOWN_BESIDE, _USUAL = 1.5, 1.0
"""What it weighs that the character goes with both its neighbours, and that the word is one of the field; the opposite takes as much."""
_COUNTING = frozenset("次逐单按每各某台批册第两几") | frozenset(SIGNS)
"""Characters that make new words with any measure: 单次, 逐块, 台次."""
_PLACES = frozenset("镇乡村庄堡屯寨沟街路河湖山寺桥营店")
"""What the names of places end with, of which no dictionary has all."""
_LEAST = 7
_MOST = 2
"""A pair of characters that a filing has more than once is a word of its own."""


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Characters at `path` from `at` that were likely mistyped, what was likely meant, and how much likelier that is."""

    path: Path
    at: int
    written: str
    meant: str
    weight: float


def mistyped(texts: Sequence[tuple[Path, str]], known: Collection[str]) -> Iterator[Mistyped]:
    """The likely slips of some texts, in order; `known` are words that are right whatever they look like."""
    runs = [(path, text, run.start(), run[0]) for path, text in texts for run in _HAN.finditer(text)]
    several = dict.fromkeys(run for *_, run in runs)
    seen = Counter(pair for run in several for pair in map(add, run, run[1:]))
    found = {
        run: _in_run(run, odd)
        for run in several
        if (odd := tuple(at for at in _strange(run) if seen[run[at : at + 2]] < _MOST)) or _TWICE.search(run)
    }
    whole = "\n".join(several)
    for path, text, start, run in runs:
        slips = [one for one in found.get(run, ()) if not one.meant or whole.count(one.written) < _MOST]
        quoted = Spans(one.span() for one in _AS_WRITTEN.finditer(text)) if slips else None
        for one in slips or ():
            counted = one.at == 0 and text[start - 1 : start].isdigit()  # 30日起
            if (
                not counted
                and not (quoted and quoted.hold(start + one.at))
                and not any(term in _near(run, one.at) for term in known)
            ):
                yield Mistyped(path, start + one.at, one.written, one.meant, one.weight)


@dataclass(frozen=True, slots=True)
class _Slip:
    at: int
    end: int
    written: str
    meant: str
    weight: float


def _near(run: str, at: int) -> str:
    return run[max(0, at - LONGEST) : at + LONGEST]


@remembered
def _strange(run: str) -> tuple[int, ...]:
    return tuple(lexicon().strange(run))


@remembered
def _in_run(run: str, odd: tuple[int, ...]) -> tuple[_Slip, ...]:
    """The likely slips among characters that stand in a row; of those that overlap the weightiest."""
    words = lexicon()
    _, places = words.cut(run)
    single = {start for start, end in places if end == start + 1}
    bounds = frozenset(start for start, _ in places) | {len(run)}
    found = [
        best
        for at in sorted({at for pair in odd for at in (pair, pair + 1)} & single)
        if (best := max(_meant(words, run, at, bounds), key=lambda one: one.weight, default=None))
        and best.weight >= _LEAST
    ]
    for at in odd:
        turned = (*_changed_over(words, run, at, bounds), *_typed_twice(words, run, at))
        found += [one for one in turned if one.weight >= _LEAST]
    found += _ended_twice(run, places)
    found += [
        _Slip(at, at + 1, sign, "", _LEAST)
        for at, sign in enumerate(run)
        if sign not in words.cost and sign not in SIGNS
    ]
    kept, taken = list[_Slip](), set[int]()
    for one in sorted(found, key=lambda one: -one.weight):
        if not taken & {*range(one.at, one.end)}:
            taken |= {*range(one.at, one.end)}
            kept.append(one)
    return tuple(kept)


def _meant(words: Lexicon, run: str, at: int, bounds: AbstractSet[int]) -> Iterator[_Slip]:
    """What may have been meant by a character: words it makes with whole words beside it, where no word is cut for them."""
    low = max(0, at - _AROUND)
    window, here = run[low : at + _AROUND + 1], at - low
    before, behind = run[at - 1 : at], run[at + 1 : at + 2]
    cost = None
    for sign in words.alike(run[at]):
        sides = words.goes_with(before, sign) + words.goes_with(sign, behind)
        said = f"{window[:here]}{sign}{window[here + 1 :]}"
        if not sides or not _has_word(words, said, here, low, bounds):
            continue
        cost = words.cut(window)[0] if cost is None else cost
        new, start, end = words.word_over(said, here)
        written, meant = window[start:end], said[start:end]
        if (
            end == start + 1
            or not {low + start, low + end} <= bounds
            or _COUNTING & {*written}
            or _PLACES & {*window[start : end + 2]}
        ):
            continue
        weight = cost - new
        weight += _KNOWN_BESIDE if sides == _BOTH else -_KNOWN_BESIDE
        weight += _USUAL if meant in words.usual else -_USUAL
        yield _Slip(low + start, low + end, written, meant, weight)


_BOTH = 2


def _changed_over(words: Lexicon, run: str, at: int, bounds: AbstractSet[int]) -> Iterator[_Slip]:
    """Two characters that make a word the other way round: 师教 for 教师."""
    low = max(0, at - _AROUND)
    window, here = run[low : at + _AROUND + 2], at - low
    said = f"{window[:here]}{window[here + 1]}{window[here]}{window[here + 2 :]}"
    if not _has_word(words, said, here, low, bounds):
        return
    new, start, end = words.word_over(said, here)
    if end > here + 1 and {low + start, low + end} <= bounds and not _COUNTING & {*window[start:end]}:
        known = _USUAL if said[start:end] in words.usual else -_USUAL
        yield _Slip(low + start, low + end, window[start:end], said[start:end], words.cut(window)[0] - new + known)


def _typed_twice(words: Lexicon, run: str, at: int) -> Iterator[_Slip]:
    """A character that stands twice though the word has it once: 现现象."""
    two_words = run[at - 1 : at + 1] in words.cost and run[at + 1 : at + 3] in words.cost  # 手册册数
    if run[at] != run[at + 1] or two_words:
        return
    low = max(0, at - _AROUND)
    window, here = run[low : at + _AROUND + 2], at - low
    said = window[:here] + window[here + 1 :]
    once, start, end = words.word_over(said, here)
    if end > start + 1:
        yield _Slip(low + start, low + end + 1, window[start : end + 1], said[start:end], words.cut(window)[0] - once)


def _ended_twice(run: str, places: Sequence[tuple[int, int]]) -> list[_Slip]:
    """Words whose last character stands once more and is no word with what follows: 服务水平平."""
    found = []
    for (start, end), (_, behind) in pairwise(places):
        once_more = end - start > 1 and behind == end + 1 and run[end] == run[end - 1]
        if once_more and run[end] not in _DOUBLING and len({*run[start:end]}) == end - start:
            found.append(_Slip(start, behind, run[start:behind], run[start:end], _LEAST))
    return found


_DOUBLING = frozenset("人天家年日月个次名户件份项村镇县区市局处所期场批款种类条站点量度率性化者员会部长级层线面班组")
"""Characters that may end a word and begin the next: 每人人均, 全年年底."""


def _has_word(words: Lexicon, said: str, here: int, low: int, bounds: AbstractSet[int]) -> bool:
    """Whether a word stands over a place of a text and begins and ends where words do in the text as it is written."""
    for length in range(2, LONGEST + 1):
        for start in range(max(0, here - length + 1), min(here, len(said) - length) + 1):
            end = start + length
            if low + start in bounds and low + end in bounds and said[start:end] in words.cost:
                return True
    return False
