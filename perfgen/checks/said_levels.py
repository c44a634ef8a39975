"""Levels that texts say of a thing whose row has another: 河道水质Ⅳ类 where the table has Ⅲ类."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfgen.checks.evidence import covered
from perfgen.checks.mentions import NarrativeReading, of_each_project
from perfgen.checks.naming import normalised
from perfgen.checks.own_numbers import Otherwise, clause_around
from perfgen.checks.subject import Path, Row, Subject
from perfgen.filing.regex import regex

_LEVEL = regex(
    "(?P<rank>[ⅠⅡⅢⅣⅤ]|[一二三四五六](?=[类级])|[1-6ABCDEＡＢＣＤ](?=[类级]))(?P<scale>类|级)(?!别|以|人|保|甲|乙)"
)
_MOSTLY = 0.6


def other_levels(subject: Subject, reading: NarrativeReading) -> Iterator[Otherwise]:
    """The levels said in a project's passage, 资金用途 and 绩效目标 of what a row has at another level of the same scale."""
    ranked = [[(row, level) for row in placed.rows if (level := _level(row))] for placed in subject.projects]
    for number, path, start, text in of_each_project(subject, reading) if any(ranked) else ():
        if ranked[number]:
            yield from _in_text(path, start, text, ranked[number])


def _level(row: Row) -> re.Match[str] | None:
    """The level that a target says and nothing else besides."""
    written = row.indicator.target.written
    found = list(_LEVEL.finditer(written))
    return found[0] if len(found) == 1 and len(written.strip()) <= _LONGEST else None


def _is_of_one_kind(before: str, level: re.Match[str]) -> bool:
    """Whether a level has the words before it that a target's has: 公路-Ⅰ级 and 公路-Ⅱ级."""
    kind = level.string[: level.start()].lstrip("≥≤>< ")
    return len(kind) > 1 and before.endswith(kind)


_LEADS = regex("(?:保持在?|稳定在|维持在?|达到?|不低于|优于|为|提升到|改善到)+$")
_TELLING = 4
_LONGEST = 8


def _in_text(path: Path, start: int, text: str, rows: Sequence[tuple[Row, re.Match[str]]]) -> Iterator[Otherwise]:
    for found in _LEVEL.finditer(text):
        begin, end = clause_around(text, *found.span())
        clause = normalised(text[begin : found.start()] + text[found.end() : end])
        same = [(row, level) for row, level in rows if level["scale"] == found["scale"]]
        if any(level["rank"] == found["rank"] for _, level in same):
            continue
        before = text[begin : found.start()]
        label = _LEADS.sub("", normalised(before))
        meant = [
            row
            for row, level in same
            if _is_of_one_kind(before, level)
            or (len(label) >= _TELLING and normalised(row.indicator.name).endswith(label))
        ] or [row for row, _ in same if covered(row.indicator.name, clause) >= _MOSTLY]
        if len(meant) == 1:
            yield Otherwise(path, start + found.start(), found[0], meant[0])
