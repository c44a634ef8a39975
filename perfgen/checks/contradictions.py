"""Clauses that say the same twice but for one word or number: what a filing states in two ways.

Each clause is looked up by what is left of it without its numbers and its exclusive words, so that time grows with
the text and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfgen.checks.figures import figures_in
from perfgen.checks.history import of_earlier_year
from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.subject import NARRATIVE, Path, Subject
from perfgen.checks.words import listed
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import either, regex

_CLAUSE = regex(r"[^，,。；;、：:\n（）()！!？?]+")
_SENTENCE = regex(r"[^。；;：:\n！!？?]+")
_MONTH = regex(r"(?<!\d)(1[0-2]|[1-9])月")
_LEAST_WORD, _LEAST_NUMBER = 8, 10
_NO_WORD = regex(r"[#|]\d*|[^\u4e00-\u9fff]")


class TextSpan(NamedTuple):
    """A word or number within a text: what it says, and the clause it is part of."""

    path: Path
    start: int
    written: str
    clause: str


class _Clause(NamedTuple):
    paragraph: tuple[Path, int]
    start: int
    says: tuple[str, ...]
    places: tuple[TextSpan, ...]


class _Exclusive(NamedTuple):
    """The words that exclude each other: one pattern for all, and the group of each."""

    words: re.Pattern[str]
    group_of: dict[str, int]


def _exclusive(subject: Subject) -> _Exclusive:
    groups = [entry.split("|") for entry in listed(subject, "exclusive")]
    group_of = {word.strip(): number for number, group in enumerate(groups) for word in group if word.strip()}
    pattern = either(group_of) or r"(?!)"
    return _Exclusive(regex(pattern), group_of)


def contradictions(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[TextSpan, TextSpan]]:
    """Pairs of places that contradict each other, in order; only within one project, or of a project and the whole."""
    exclusive = _exclusive(subject)
    first: dict[tuple[int | None, str], _Clause] = {}
    for path, text, owner in _texts(subject):
        told: set[int] = set()
        for key, clause in _clauses(path, text, exclusive):
            if of_earlier_year(text, clause.start, own=subject.filing.year):
                continue
            whose = reading.owner(path, clause.start) if path[0] == NARRATIVE else owner
            for scope in dict.fromkeys((whose, None)):
                apart = _apart(first.get((scope, key)), clause)
                if apart:
                    if apart[1].start not in told:
                        yield apart
                    told.add(apart[1].start)
                    break
            first.setdefault((whose, key), clause)


def _apart(earlier: _Clause | None, later: _Clause) -> tuple[TextSpan, TextSpan] | None:
    """The one word or number in which two clauses of different paragraphs differ."""
    if earlier is None or earlier.paragraph == later.paragraph:
        return None
    pairs = zip(earlier.says, later.says, earlier.places, later.places, strict=True)
    differing = [(one, other) for said, says, one, other in pairs if said != says]
    return differing[0] if len(differing) == 1 else None


def _texts(subject: Subject) -> Iterator[tuple[Path, str, int | None]]:
    """The running texts of a filing; indicators have rules of their own."""
    for path, text in subject.narratives():
        yield path, text, None
    yield from ((path, text, None) for path, text in subject.duty_texts())
    for index, placed in enumerate(subject.projects):
        project = placed.project
        for path, text in placed.aims:
            yield path, text, index
        if project.overview:
            yield placed.at("工作活动概况"), project.overview, index


def _clauses(path: Path, text: str, exclusive: _Exclusive) -> Iterator[tuple[str, _Clause]]:
    """The clauses of a text that hold something exclusive or counted, by what is left of them without it.

    A sentence of several clauses is one more: its clauses may be too short to be known again by themselves.
    """
    folded_text = half_width(text)
    spans = [(one.start, one.end, f"#{one.unit}", str(one.value)) for one in figures_in(text) if not one.loose]
    spans += [(one.start(), one.end(), "#月", one[1]) for one in _MONTH.finditer(folded_text)]
    words = exclusive.words.finditer(folded_text)
    spans += [(one.start(), one.end(), f"|{exclusive.group_of[one[0]]}", one[0]) for one in words]
    if not spans:
        return
    spans.sort()
    clauses = [one.span() for one in _CLAUSE.finditer(folded_text)]
    bounds = {*clauses}
    yield from _cut(path, text, folded_text, spans, clauses)
    yield from _cut(
        path,
        text,
        folded_text,
        spans,
        [s for s in (m.span() for m in _SENTENCE.finditer(folded_text)) if s not in bounds],
    )


def _cut(
    path: Path, text: str, folded_text: str, spans: list[tuple[int, int, str, str]], parts: list[tuple[int, int]]
) -> Iterator[tuple[str, _Clause]]:
    place = line = seen = 0
    for start, end in parts:
        line, seen = line + folded_text.count("\n", seen, start), start
        inside: list[tuple[int, int, str, str]] = []
        while place < len(spans) and spans[place][0] < end:
            if spans[place][0] >= (inside[-1][1] if inside else start) and spans[place][1] <= end:
                inside.append(spans[place])
            place += 1
        if not inside:
            continue
        key, done = "", start
        for one in inside:
            key += normalised(text[done : one[0]]) + one[2]
            done = one[1]
        key += normalised(text[done:end])
        least = _LEAST_NUMBER if all(one[2][0] == "#" for one in inside) else _LEAST_WORD
        if len(_NO_WORD.sub("", key)) >= least:
            clause = text[start:end].strip()
            places = tuple(TextSpan(path, one[0], text[one[0] : one[1]], clause) for one in inside)
            yield key, _Clause((path, line), start, tuple(one[3] for one in inside), places)
