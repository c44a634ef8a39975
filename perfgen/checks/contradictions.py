"""Clauses that say the same twice but for one word or number: what a filing states in two ways.

Each clause is looked up by what is left of it without its numbers and its exclusive words, so that time grows with
the text and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from perfgen.checks.figures import figures_in
from perfgen.checks.history import of_earlier_year
from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.subject import NARRATIVE, Path, Subject
from perfgen.checks.texts import remembered
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
    """A clause with something exclusive or counted: its key is what is left of it without, `spans` are from where to where."""

    key: str
    line: int
    start: int
    written: str
    says: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class _Placed(NamedTuple):
    path: Path
    text: str
    clause: _Clause

    def span(self, number: int) -> TextSpan:
        start, end = self.clause.spans[number]
        return TextSpan(self.path, start, self.text[start:end], self.clause.written)


class _Exclusive(NamedTuple):
    """The words that exclude each other: one pattern for all, and the group of each."""

    words: re.Pattern[str]
    group_of: dict[str, int]


@cache
def _exclusive(entries: tuple[str, ...]) -> _Exclusive:
    groups = [entry.split("|") for entry in entries]
    group_of = {word.strip(): number for number, group in enumerate(groups) for word in group if word.strip()}
    pattern = either(group_of) or r"(?!)"
    return _Exclusive(regex(pattern), group_of)


def contradictions(subject: Subject, reading: NarrativeReading) -> Iterator[tuple[TextSpan, TextSpan]]:
    """Pairs of places that contradict each other, in order; only within one project, or of a project and the whole."""
    exclusive = listed(subject, "exclusive")
    first: dict[tuple[int | None, str], _Placed] = {}
    for path, text, owner in _texts(subject):
        told: set[int] = set()
        for clause in _clauses(text, exclusive):
            if of_earlier_year(text, clause.start, own=subject.filing.year):
                continue
            one = _Placed(path, text, clause)
            whose = reading.owner(path, clause.start) if path[0] == NARRATIVE else owner
            for scope in dict.fromkeys((whose, None)):
                apart = _apart(first.get((scope, clause.key)), one)
                if apart:
                    if apart[1].start not in told:
                        yield apart
                    told.add(apart[1].start)
                    break
            first.setdefault((whose, clause.key), one)


def _apart(earlier: _Placed | None, later: _Placed) -> tuple[TextSpan, TextSpan] | None:
    """The one word or number in which two clauses of different paragraphs differ."""
    if earlier is None or (earlier.path, earlier.clause.line) == (later.path, later.clause.line):
        return None
    pairs = zip(earlier.clause.says, later.clause.says, strict=True)
    differing = [number for number, (said, says) in enumerate(pairs) if said != says]
    return (earlier.span(differing[0]), later.span(differing[0])) if len(differing) == 1 else None


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


@remembered
def _clauses(text: str, entries: tuple[str, ...]) -> tuple[_Clause, ...]:
    """The clauses of a text that hold something counted, or exclusive by some entries.

    A sentence of several clauses is one more: its clauses may be too short to be known again by themselves.
    """
    exclusive = _exclusive(entries)
    folded_text = half_width(text)
    spans = [(one.start, one.end, f"#{one.unit}", str(one.value)) for one in figures_in(text) if not one.loose]
    spans += [(one.start(), one.end(), "#月", one[1]) for one in _MONTH.finditer(folded_text)]
    words = exclusive.words.finditer(folded_text)
    spans += [(one.start(), one.end(), f"|{exclusive.group_of[one[0]]}", one[0]) for one in words]
    if not spans:
        return ()
    spans.sort()
    clauses = [one.span() for one in _CLAUSE.finditer(folded_text)]
    bounds = {*clauses}
    sentences = [span for one in _SENTENCE.finditer(folded_text) if (span := one.span()) not in bounds]
    return (*_cut(text, folded_text, spans, clauses), *_cut(text, folded_text, spans, sentences))


def _cut(
    text: str, folded_text: str, spans: list[tuple[int, int, str, str]], parts: list[tuple[int, int]]
) -> Iterator[_Clause]:
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
            says, places = tuple(one[3] for one in inside), tuple(one[:2] for one in inside)
            yield _Clause(key, line, start, text[start:end].strip(), says, places)
