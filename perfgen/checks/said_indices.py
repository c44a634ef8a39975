"""Indices and degrees that texts say without a unit, as their rows do: 灌溉水利用系数提高到0.85 where the table has ≥0.58."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfgen.checks.mentions import GENERAL, NarrativeReading, of_each_project
from perfgen.checks.own_numbers import Otherwise
from perfgen.checks.reading import bare, parsed, unit_of
from perfgen.checks.subject import Path, Row, Subject
from perfgen.filing.numbers import half_width, parse_decimal
from perfgen.filing.regex import regex

_INDEX = regex("[\u4e00-\u9fff]{1,8}?(?:系数|指数|郁闭度|容积率|比值|倍数)$")
_SAID = r"(?:要|应|保持在?|维持在?|稳定在|控制在|提高到|提升到|达到?|不低于|不少于|不高于|不超过|为|在|[≥≤]|\s){0,3}(?P<said>\d{1,4}(?:\.\d{1,4})?)(?![\d.%％‰个倍分])"
_LEAST = 3


def other_indices(subject: Subject, reading: NarrativeReading) -> Iterator[Otherwise]:
    """The indices said in the narrative, in 资金用途 and 绩效目标 that the one row of that name has otherwise."""
    of_projects = [[(row, value) for row in placed.rows if (value := _value(row))] for placed in subject.projects]
    every = [one for rows in of_projects for one in rows]
    for path, text in subject.narratives() if every else ():
        if path[-1] == GENERAL:
            yield from _in_text(path, 0, text, every)
    for number, path, start, text in of_each_project(subject, reading) if every else ():
        yield from _in_text(path, start, text, of_projects[number])


def _value(row: Row) -> Decimal | None:
    """The number of a row that is an index and has no unit."""
    target = parsed(row.indicator.target)
    named = _INDEX.fullmatch(bare(row.indicator.name)) is not None
    return target.value if named and not unit_of(target) else None


def _in_text(path: Path, start: int, text: str, rows: Sequence[tuple[Row, Decimal]]) -> Iterator[Otherwise]:
    folded = half_width(text)
    for row, value in rows:
        name = bare(row.indicator.name)
        for said in re.finditer(f"{re.escape(name[-max(_LEAST, len(name) // 2) :])}{_SAID}", folded):
            clause = folded[max(folded.rfind(sign, 0, said.start()) for sign in "，。；;\n") + 1 : said.start()]
            if parse_decimal(said["said"]) != value and not _OTHER_YEAR.search(clause):
                yield Otherwise(path, start + said.start("said"), text[slice(*said.span("said"))], row)


_OTHER_YEAR = regex("上年|去年|往年|20\\d\\d年|由|从")
