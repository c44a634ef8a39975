"""Clauses that say the same twice but for one word or number: what a filing states in two ways.

Each clause is looked up by what is left of it without its numbers and its exclusive words, so that time grows with
the text and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfgen.checks.figures import counts, folded, money
from perfgen.checks.mentions import Reading
from perfgen.checks.naming import normalised
from perfgen.checks.subject import NARRATIVE, Path, Subject
from perfgen.checks.words import listed

_CLAUSE = re.compile(r"[^，,。；;、：:\n（）()！!？?]+")
_LEAST_WORD, _LEAST_NUMBER = 8, 10


@dataclass(frozen=True, slots=True)
class Place:
    """A word or number within a text: what it says, and the clause it is part of."""

    path: Path
    start: int
    written: str
    clause: str


@dataclass(frozen=True, slots=True)
class _Clause:
    paragraph: tuple[Path, int]
    says: tuple[str, ...]
    places: tuple[Place, ...]


def contradictions(subject: Subject, reading: Reading) -> Iterator[tuple[Place, Place]]:
    """Pairs of places that contradict each other, in order; only within one project, or of a project and the whole."""
    groups = [entry.split("|") for entry in listed(subject, "exclusive")]
    group_of = {word.strip(): number for number, group in enumerate(groups) for word in group if word.strip()}
    words = re.compile("|".join(sorted(map(re.escape, group_of), key=len, reverse=True)) or r"(?!)")
    first: dict[tuple[int | None, str], _Clause] = {}
    for path, text, owner in _texts(subject, reading):
        for key, clause, whose in _clauses(path, text, owner, reading, words, group_of):
            for scope in dict.fromkeys((whose, None)):
                earlier = first.get((scope, key))
                if earlier and earlier.paragraph != clause.paragraph:
                    apart = [n for n, (a, b) in enumerate(zip(earlier.says, clause.says, strict=True)) if a != b]
                    if len(apart) == 1:
                        yield earlier.places[apart[0]], clause.places[apart[0]]
                        break
            first.setdefault((whose, key), clause)


def _texts(subject: Subject, reading: Reading) -> Iterator[tuple[Path, str, int | None]]:
    """The running texts of a filing; indicators have rules of their own."""
    for path, text in subject.narratives():
        yield path, text, None
    for number, duty in enumerate(subject.filing.duties):
        yield ("部门职责", number, "内容描述"), duty.content, None
        yield ("部门职责", number, "绩效目标"), duty.goal, None
    for index, placed in enumerate(subject.projects):
        project = placed.project
        yield placed.at("资金用途"), project.purpose, index
        for number, goal in enumerate(project.goals):
            yield placed.at("绩效目标", number), goal, index
        if project.overview:
            yield placed.at("工作活动概况"), project.overview, index


def _clauses(
    path: Path, text: str, owner: int | None, reading: Reading, words: re.Pattern[str], group_of: dict[str, int]
) -> Iterator[tuple[str, _Clause, int | None]]:
    """The clauses of a text that hold something exclusive or counted: their key, themselves, whose they are."""
    plain = folded(text)
    spans = [
        (one.start, one.end, f"#{one.unit}", str(one.value)) for one in (*money(text), *counts(text)) if not one.loose
    ]
    spans += [(one.start(), one.end(), f"|{group_of[one[0]]}", one[0]) for one in words.finditer(plain)]
    spans.sort()
    place = line = seen = 0
    for found in _CLAUSE.finditer(plain):
        start, end = found.span()
        line, seen = line + plain.count("\n", seen, start), start
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
        if len(re.sub(r"[#|]\d*|[^\u4e00-\u9fff]", "", key)) < least:
            continue
        whose = owner
        if path[0] == NARRATIVE:
            whose = reading.owner(path, start)
        paragraph = (path, line)
        places = tuple(Place(path, one[0], text[one[0] : one[1]], text[start:end].strip()) for one in inside)
        yield key, _Clause(paragraph, tuple(one[3] for one in inside), places), whose
