"""Numbers that a sentence parts: 培训教师1150人次，其中校长190人次，新教师160人次，其他教师900人次; the parts and their sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfgen.checks.figures import COUNT, Figure, counts
from perfgen.filing.numbers import decimal_text
from perfgen.filing.regex import regex

_SENTENCE = regex(r"[^。；;\n]+")
_OF_WHICH = regex(r"[\s，,：:（(]*其中[：:，,]?")
_BETWEEN = regex(r"[\s，,、和及与]*(?P<label>(?!其中)[^，,。；;：:（）()\d]{1,20}?)\s*(?:各|共|约|为|是|有)?")
_REST = regex("^(?:其他|其它|其余|剩余|另外?)")
_NOT_PARTS = regex("每|各|至少|不少于|不低于|以上|新增|同比|比上年|增长|占")
_LONGEST = 500
"""A longer sentence is no list."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A number in a text that the numbers it is parted into do not make: the number, and their sum with its unit."""

    start: int
    written: str
    parts: str
    total: str


def wrong_sums(text: str) -> Iterator[WrongSum]:
    """The numbers whose parts make another sum though the last of them is all the others: then none is left out or said twice."""
    if "其中" not in text:
        return
    for sentence in _SENTENCE.finditer(text):
        if "其中" in sentence[0] and len(sentence[0]) <= _LONGEST and not _NOT_PARTS.search(sentence[0]):
            for one in _in_sentence(sentence[0]):
                yield WrongSum(sentence.start() + one.start, one.written, one.parts, one.total)


def _in_sentence(text: str) -> Iterator[WrongSum]:
    figures = [one for one in counts(text) if one.kind == COUNT]
    for number, whole in enumerate(figures):
        marked = _OF_WHICH.match(text, whole.end)
        if whole.loose or marked is None:
            continue
        parts, complete = _parts(text, marked.end(), whole, figures[number + 1 :])
        total = sum((one.value for one in parts), Decimal(0))
        if len(parts) >= _LEAST and complete and total != whole.value:
            first, last = parts[0], parts[-1]
            said = f"{decimal_text(total)}{whole.unit}"
            yield WrongSum(whole.start, text[whole.start : whole.end], text[first.start : last.end], said)


def _parts(text: str, at: int, whole: Figure, figures: list[Figure]) -> tuple[list[Figure], bool]:
    """The numbers of the same unit that follow each other from `at` on, each with its name; whether they are all."""
    parts: list[Figure] = []
    complete = False
    for one in figures:
        label = _BETWEEN.fullmatch(text, at, one.start)
        if label is None or one.unit != whole.unit or one.loose or one.value > whole.value:
            break
        parts.append(one)
        complete = _REST.match(label["label"]) is not None
        at = one.end
    return parts, complete
