"""Numbers behind the same words in two texts of a project: 每日机械化作业3遍 in the narrative, 每日机械化作业2遍 in a goal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from perfgen.checks.figures import MONEY, figures_in, of_target
from perfgen.checks.history import of_earlier_year
from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.said_twice import Counted
from perfgen.checks.subject import Path, Subject
from perfgen.checks.texts import remembered_all
from perfgen.filing.regex import regex

_STOPS = "，,。；;、：:\n（）()"
_BOUND = regex("(?:不少于|不低于|不小于|不大于|不超过|不高于|不多于|至少|达到|达|大约|约|共计|共|为|是|有|[≥≤>＞=])+$")
_NOT_THIS = regex(
    "上年|去年|往年|同比|环比|较|其中|另|第|累计|首批|前期|现有|原有|月|季度|年底|一是|二是|三是|中期|三年|占|分别"
)
_LENGTH, _BEHIND = 3, 2
"""So many characters before a number tell what it is of; where it goes on behind the number, so many there."""
_WORDS_BEFORE = regex(rf"[\u4e00-\u9fff]{{{_LENGTH},}}$")
_WINDOW = 24
_MOST = 400
"""So many numbers of a filing are looked up; those of the samples are a hundred."""


def same_words(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[Counted, Counted]]:
    """Pairs of numbers of a project that the same words stand before, each told once by its text, and that differ."""
    narrated: dict[int | None, list[tuple[_Key, Counted]]] = defaultdict(list)
    for path, text in subject.narratives():
        for key, one in _said(subject, path, text):
            narrated[reading.owner(path, one.start)].append((key, one))
    for number, placed in enumerate(subject.projects):
        texts = [narrated[number][:_MOST], *(list(_said(subject, *aim))[:_MOST] for aim in placed.aims)]
        tabled = {(target.unit, target.value) for row in placed.rows if (target := of_target(row.indicator.target))}
        indexed = [_once(text) for text in texts]
        for at, later in enumerate(indexed):
            for key, one in later.items():
                other = next((its[key] for its in indexed[at + 1 :] if key in its), None)
                if other and other.value != one.value and _is_same(one, other):
                    yield (other, one) if (one.unit, one.value) in tabled else (one, other)


_Key: TypeAlias = tuple[str, str, str]
"""The words before a number, its unit, and the words behind it."""


def _once(said: Sequence[tuple[_Key, Counted]]) -> Mapping[_Key, Counted]:
    """The numbers of a text by their keys, where the text has one of these only."""
    several: dict[_Key, list[Counted]] = defaultdict(list)
    for key, one in said:
        several[key].append(one)
    return {key: its[0] for key, its in several.items() if len(its) == 1}


def _is_same(one: Counted, other: Counted) -> bool:
    """Whether the one says no more before its number than the other; a rate of some (重大隐患整改率) is not that of all."""
    shorter, longer = sorted((one.thing, other.thing), key=len)
    return longer == shorter or (one.unit not in _RATES and longer.endswith(shorter))


_RATES = ("%", "‰", "百分点")


def _said(subject: Subject, path: Path, text: str) -> Iterator[tuple[_Key, Counted]]:
    return ((key, one._replace(path=path)) for key, one in _in_text(text, subject.filing.year))


@remembered_all
def _in_text(text: str, year: int) -> Iterator[tuple[_Key, Counted]]:
    for figure in figures_in(text):
        if figure.loose or figure.kind == MONEY:
            continue
        window = max(0, figure.start - _WINDOW)
        begin = max(window, *(text.rfind(sign, window, figure.start) + 1 for sign in _STOPS))
        ahead = text[begin : figure.start]
        lead = _WORDS_BEFORE.search(normalised(_BOUND.sub("", ahead.rstrip())))
        if lead is None or _NOT_THIS.search(ahead):
            continue
        if of_earlier_year(text, figure.start, own=year):
            continue
        behind = text[figure.end : figure.end + _BEHIND]
        stop = next((at for at, sign in enumerate(behind) if sign in _STOPS), len(behind))
        written = text[figure.start : figure.end]
        counted = Counted((), figure.start, written, lead[0], None, figure.unit, figure.value)
        yield (lead[0][-_LENGTH:], figure.unit, behind[:stop]), counted
