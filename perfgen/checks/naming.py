"""Recognises a project by the name a text gives it: exactly, or with what people leave out, add or mistype.

How near two names are is rapidfuzz's to say; here is decided when near is near enough. A name is recognised only
where one project fits and the next best clearly does not: a wrong guess costs the reader more than none.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfgen.filing.regex import regex

_NOISE = regex(r"[\W_]+")
_GENERIC = regex("项目|专项|工作|管理|业务|活动|经费|费用|资金|预算|费")
_SHORTEST_IN_TEXT, _LONGEST_IN_TEXT = 4, 100
_CANDIDATES = 12
_COMMON = 60
_NAMED, LIKE_AT_ALL = 64, 45
_CLEARLY = 10
_MANY = 100


_YEAR = regex(r"(20\d\d)年?度?")
_BEFORE = regex(
    r"(?:(?:提前)?下达(?:的)?|20\d\d年?度?|第[一二三四五\d]批|省级|市级|县级|县本级|区级|本级)+(?:中央|省级|市级|县级)?",
    re.ASCII,
    signs=("下达", "20", "批", "级"),
)
BRACKETED = regex(
    r"[（(](?:(?:提前下达|中央|省级?|市级?|县级?|区级?|县本级|本级|上级|财政|配套|直达资金?|第[一二三四五\d]批|20\d\d年?度?|资金|预算)+)[)）]",
    signs="（(",
)
"""What stands in brackets in a name and says only whose money it is and of when."""
_OPENING, _CLOSING = '“‘《〈「『（("', '”’》〉」』）)"'


def undressed(name: str) -> str:
    """A name without its year, its level and 提前下达: ``2022年临时救助（县级）`` is 临时救助."""
    return BRACKETED.sub("", _BEFORE.sub("", name.strip(), count=1) if _BEFORE.match(name.strip()) else name).strip()


_YEAR_BEFORE = regex(r"(20\d\d)年?度?(?:的)?[“《]?$", signs=("20",))


def year_before(text: str, at: int) -> int | None:
    """The year said right before a name in a text (``2022年临时救助``), None where there is none."""
    found = _YEAR_BEFORE.search(text[max(0, at - 8) : at])
    return int(found[1]) if found else None


@lru_cache(maxsize=8192)
def normalised(text: str) -> str:
    """A text without blanks and punctuation, width and case folded: what two writings of one name share."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=10_000)
def _core(name: str) -> str:
    return _GENERIC.sub("", name) or name


def likeness(one: str, other: str) -> float:
    """How like two normalised names are, 0 to 100: as a whole, and in what is not 经费, 项目, 管理 and the like."""
    core, other_core = _core(one), _core(other)
    shorter = min(len(core), len(other_core))
    if not shorter:
        return 0
    if 2 * sum(map(other_core.__contains__, core)) < shorter:
        return 0  # they cannot share more
    from rapidfuzz import fuzz  # noqa: PLC0415 -- forty modules, and many narratives name their projects to the letter
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    whole, shared = fuzz.ratio(one, other), LCSseq.similarity(core, other_core) / shorter
    if shared < 0.5 or (shorter <= 2 and whole < 75):
        return 0
    return (whole + 100 * shared) / 2


class Match(NamedTuple):
    """A name that means the project of that `number`, from 0; `likeness` is 100 where it is the project's name to the letter."""

    number: int
    likeness: float


def _joins_more(wanted: str, name: str) -> bool:
    """Whether a name joins (和 与 及) what the project's name does not: then it means more than the project."""
    return any(wanted.count(sign) > name.count(sign) for sign in "和与及")


class Names:
    """The names of a filing's projects, to be looked for in texts; each by its index."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(map(normalised, names))
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for index, name in enumerate(self.names):
            self._by_name[name].append(index)
            for pair in {name[place : place + 2] for place in range(len(name) - 1)}:
                self._by_pair[pair].append(index)
        self._years = [int(found[1]) if (found := _YEAR.search(name)) else None for name in names]
        self._short = self._shorter(names)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in (*self._by_name, *self._short):
            if _SHORTEST_IN_TEXT <= len(name) <= _LONGEST_IN_TEXT:
                lengths[name[:_SHORTEST_IN_TEXT]].add(len(name))
        self._lengths = {start: tuple(sorted(some, reverse=True)) for start, some in lengths.items()}
        self._firsts = frozenset(start[0] for start in self._lengths)

    def _shorter(self, names: Sequence[str]) -> dict[str, int]:
        """What is left of names without year, level and 提前下达, where it can mean one project only."""
        meant: dict[str, list[int]] = defaultdict(list)
        for index, name in enumerate(names):
            short = normalised(undressed(name))
            if len(short) >= _SHORTEST_IN_TEXT and short != self.names[index]:
                meant[short].append(index)
        return {short: some[0] for short, some in meant.items() if len(some) == 1 and short not in self._by_name}

    def exactly(self, name: str) -> Sequence[int]:
        """The projects of this name; more than one where the filing has it twice."""
        return self._by_name.get(normalised(name), ())

    def within(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where projects are named in a text to the letter, or but for year, level and 提前下达: start, end, project.

        The longer name wins; a name of another year does not count. Marks such as 《》 and （） that a name has part of
        belong to it.
        """
        if not self._may_be_within(text):
            return
        unnamed: list[str] = []
        origin: list[int] = []
        for place, sign in enumerate(text):
            for one in normalised(sign):
                unnamed.append(one)
                origin.append(place)
        joined, end = "".join(unnamed), 0
        for place in [at for at, sign in enumerate(joined) if sign in self._firsts]:
            if place < end:
                continue
            for length in self._lengths.get(joined[place : place + _SHORTEST_IN_TEXT], ()):
                written = joined[place : place + length]
                project = self._named(written, text, origin[place])
                if project is not None and place + length <= len(joined):
                    yield *_with_marks(text, origin[place], origin[place + length - 1] + 1), project
                    end = place + length
                    break

    def _may_be_within(self, text: str) -> bool:
        """Whether any name may begin in a text; of many names that is not asked, as it takes as long as to look."""
        whole = normalised(text)
        return len(self._lengths) > _MANY or any(start in whole for start in self._lengths)

    def _named(self, written: str, text: str, at: int) -> int | None:
        found = self._by_name.get(written)
        if found:
            return found[0]
        project = self._short.get(written)
        year = None if project is None else self._years[project]
        before = year_before(text, at)
        return None if before and year and before != year else project

    def closest(
        self, name: str, taken: Collection[int] = (), same_money: Collection[int] = (), *, with_money: bool = False
    ) -> Match | None:
        """The project that clearly is meant by a name that no project has to the letter.

        Projects in `taken` are named elsewhere; those in `same_money` have the budget said beside the name, which
        makes up for a name less like. `with_money` where a budget is said at all, so that some project must be meant.
        """
        wanted = normalised(name)
        scored = sorted(
            ((likeness(wanted, self.names[index]) + 20 * (index in same_money), index) for index in self._near(wanted)
             if index not in taken and not _joins_more(wanted, self.names[index])),
            key=lambda one: (-one[0], one[1]),
        )  # fmt: skip
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEARLY):
            return None
        index = scored[0][1]
        likely = likeness(wanted, self.names[index])
        least = LIKE_AT_ALL if with_money and index in same_money else _NAMED
        return Match(index, likely) if likely >= least else None

    def _near(self, wanted: str) -> list[int]:
        """The projects worth comparing: those that share the rarest pairs of signs with a name."""
        weights: defaultdict[int, float] = defaultdict(float)
        for pair in {wanted[place : place + 2] for place in range(len(wanted) - 1)}:
            holders = self._by_pair.get(pair, ())
            for index in holders if len(holders) <= _COMMON else ():
                weights[index] += 1 / len(holders)
        return heapq.nsmallest(_CANDIDATES, weights, key=lambda index: (-weights[index], index))


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name with the mark before or behind it that makes a pair with one within."""
    name = text[start:end]
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if closing in name and opening not in name and text[:start].endswith(opening):
            return start - 1, end
        if opening in name and closing not in name and text.startswith(closing, end):
            return start, end + 1
    return start, end
