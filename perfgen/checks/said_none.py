"""What texts say is not to happen at all, of which a row allows some: 食品安全事故为零 beside ≤3起."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfgen.checks.evidence import about
from perfgen.checks.figures import COUNT, RATIO, of_target
from perfgen.checks.mentions import NarrativeReading
from perfgen.checks.naming import normalised
from perfgen.checks.reading import bare
from perfgen.checks.said_values import Contradiction
from perfgen.checks.subject import Path, Row, Subject
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_NONE = regex(
    r"为零|为0(?!\.?\d)|零发生|(?<![\d.])0[起例件次]|不发生|不出现|杜绝", signs=("零", "0", "不发生", "不出现", "杜绝")
)
_BEFORE = regex(r"[\u4e00-\u9fff]{2,24}$")
_BEHIND = regex(r"[\u4e00-\u9fff]{2,24}")
_OCCURS = regex("(?:发生|现象|情况)+$")
_LEAD = regex(
    "^(?:全年|年度|年内|全县|全市|全区|辖区|全镇|全乡|确保|实现|做到|保证|力争|努力|坚决|切实|的|各类|任何|一起|一例|一件)+"
)
_HAPPENS = regex("(?:发生)?(?:起数|次数|件数|例数|数量|个数|人数|率|数)?$")
_LEAST, _REACH = 4, 24


def said_none(subject: Subject, reading: NarrativeReading) -> Iterator[Contradiction]:
    """The places of the narrative that rule out what a row of the same project allows some of."""
    for path, text in subject.narratives():
        for start, words, thing in _ruled_out(text):
            owner = reading.owner(path, start)
            rows = _some(subject.projects[owner].rows) if owner is not None else ()
            yield from _allowed(path, start, words, thing, rows)


def said_none_by_own(subject: Subject) -> Iterator[Contradiction]:
    """The places of 资金用途 and 绩效目标 that rule out what a row of the project allows some of."""
    for placed in subject.projects:
        for path, text in placed.aims:
            for start, words, thing in _ruled_out(text):
                yield from _allowed(path, start, words, thing, _some(placed.rows))


def _some(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """The rows that count something, with what they are about, where they allow at most some of it."""
    return [
        (row, _HAPPENS.sub("", normalised(bare(row.indicator.name))))
        for row in rows
        if (figure := of_target(row.indicator.target))
        and figure.kind in (COUNT, RATIO)
        and figure.value
        and row.indicator.target.operator in ("≤", "<", "=", "", None)
    ]


def _ruled_out(text: str) -> Iterator[tuple[int, str, str]]:
    """What a text says there is to be none of: where, in which words, and what."""
    folded = half_width(text)
    for found in _NONE.finditer(folded):
        ahead = found[0] not in ("不发生", "不出现", "杜绝")
        window = max(0, found.start() - _REACH)
        near = _BEFORE.search(folded[window : found.start()]) if ahead else _BEHIND.match(folded, found.end())
        if near is None:
            continue
        start = window + near.start() if ahead else found.start()
        end = found.end() if ahead else near.end()
        thing = _LEAD.sub("", normalised(_HAPPENS.sub("", near[0]) if ahead else _OCCURS.sub("", near[0])))
        if len(thing) >= _LEAST:
            yield start, text[start:end], thing


def _allowed(
    path: Path, start: int, words: str, thing: str, rows: Sequence[tuple[Row, str]]
) -> Iterator[Contradiction]:
    meant = [row for row, name in rows if name == thing or about(row.indicator.name) == thing]
    if len(meant) == 1:
        yield Contradiction(path, start, words, meant[0])
