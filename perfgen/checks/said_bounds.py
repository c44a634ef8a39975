"""Targets of which a text of the project says the very number with the opposite bound: 不少于40天 beside ≤40天."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfgen.checks.called import comparable, like_unit, names_of
from perfgen.checks.evidence import about
from perfgen.checks.figures import MONEY, Figure, figures_in, of_target
from perfgen.checks.naming import normalised
from perfgen.checks.reading import parsed
from perfgen.checks.subject import Path, PlacedProject, Row, Subject
from perfgen.filing.regex import regex

_AT_LEAST, _AT_MOST = {"≥", ">"}, {"≤", "<"}
_MORE_BEFORE = regex(r"(?:不少于|不低于|不小于|至少|最少|大于等于|大于或等于|≥|>=)(?:为|有)?\s*$")
_LESS_BEFORE = regex(r"(?:不超过|不高于|不多于|不大于|不超出|至多|最多|小于等于|小于或等于|≤|<=)(?:为|有)?\s*$")
_MORE_BEHIND = regex(r"\s*(?:及|或)?以上")
_LESS_BEHIND = regex(r"\s*(?:及|或)?(?:以内|之内|以下)")
_BOUND_WORDS = regex("不|至|最|以|之|大于|小于|[≥≤<>]")
"""What every text with a bound has one of."""
_BREAKS = "，,。；;\n"
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Opposite:
    """A row with an operator, and the words of a text that say the other bound of the same number."""

    row: Row
    words: str
    label: str


def opposite(subject: Subject, passages: Sequence[tuple[int, Path, str]]) -> Iterator[Opposite]:
    """The rows whose operator the texts of their project contradict.

    `passages` are pieces of the narrative, each with the number of the project it speaks of. A row is meant where no other
    of the project has the same number, and something of its name stands in the clause; where a text has its bound too, it is
    not contradicted.
    """
    for number, placed in enumerate(subject.projects):
        bounded = list(_bounded(placed))
        if not bounded:
            continue
        texts = [*placed.aims, *((path, text) for owner, path, text in passages if owner == number)]
        for row, target in bounded:
            if sum(comparable(target, other) and _same(target, other) for _, other in bounded) > 1:
                continue
            said = [one for path, text in texts for one in _said(path, text, row, target)]
            wanted = parsed(row.indicator.target).operator in _AT_LEAST
            if said and all(more is not wanted for more, _ in said):
                yield said[0][1]


def _bounded(placed: PlacedProject) -> Iterator[tuple[Row, Figure]]:
    for row in placed.rows:
        target = parsed(row.indicator.target)
        figure = of_target(row.indicator.target) if target.operator in _AT_LEAST | _AT_MOST else None
        if figure and figure.kind != MONEY and figure.value:
            yield row, figure


def _same(one: Figure, other: Figure) -> bool:
    return like_unit(other, one.unit) == one.value


def _said(path: Path, text: str, row: Row, target: Figure) -> Iterator[tuple[bool, Opposite]]:
    """Where a text says the number of a row with a bound: whether it is the least, and its words."""
    if _BOUND_WORDS.search(text) is None:
        return
    for figure in figures_in(text):
        if not comparable(figure, target) or not _same(figure, target):
            continue
        start = max(0, figure.start - _WINDOW)
        begin = max(start, *(text.rfind(sign, start, figure.start) + 1 for sign in _BREAKS))
        far = min(len(text), figure.end + _WINDOW)
        stop = min((at for sign in _BREAKS if (at := text.find(sign, figure.end, far)) >= 0), default=far)
        more = _MORE_BEFORE.search(text, begin, figure.start) or _MORE_BEHIND.match(text, figure.end)
        less = _LESS_BEFORE.search(text, begin, figure.start) or _LESS_BEHIND.match(text, figure.end)
        bound = more or less
        if bound and not (more and less) and _is_spoken_of(row, normalised(text[begin:stop])):
            words = text[min(bound.start(), figure.start) : max(bound.end(), figure.end)]
            yield more is not None, Opposite(row, words.strip(), str(path[2] if len(path) > 2 else path[-1]))


def _is_spoken_of(row: Row, clause: str) -> bool:
    """Whether two characters that go together in what a row is about stand in a clause."""
    return any(name[at : at + 2] in clause for name in map(about, names_of(row)[:1]) for at in range(len(name) - 1))
