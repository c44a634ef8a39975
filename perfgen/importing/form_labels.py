"""What the cells of a form of one table are about: which part of it a row belongs to, and whose an amount or a goal is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from perfgen.filing import labels
from perfgen.filing.labels import FORM_AIMS, key

_BRACKETS = re.compile(r"[（(][^（）()]*[)）]\s*[:：]?\s*$")
_IN_UNIT = re.compile(r"(?:单位)?(万?元)$")
_YEARS = re.compile(r"[（(]([^（）()]*\d{4}[^（）()]*)[)）]")
_OF_A_PROJECT, _HOW = "项目", "情况"
"""What heads may have before and behind what they are about, as in 项目年度绩效目标情况."""
_LONGEST = 40
"""A cell that says more heads nothing."""


@cache
def _sides() -> dict[str, str]:
    return labels.spelled(labels.SIDES)


@cache
def _parts() -> dict[str, tuple[str, str]]:
    """The part and the side of each head at the left of rows."""
    bare = {said: (part, "") for said, part in labels.spelled(labels.FORM_PARTS).items()}
    sided = {
        f"{before}{said}": (part, side)
        for before, side in _sides().items()
        for said, (part, _) in bare.items()
        if part != labels.TASKS
    }
    return {**_goals(), **sided, **bare}


@cache
def _goals() -> dict[str, tuple[str, str]]:
    return {
        f"{before}{key(said)}": (FORM_AIMS, side) for before, side in _sides().items() for said in labels.SIDED_GOALS
    }


def part_of(written: str) -> tuple[str, str] | None:
    """The part that a cell heads, and whose it is where it says so; None where it heads none."""
    if len(written) > _LONGEST:
        return None
    said = key(written)
    spellings = (said, _IN_UNIT.sub("", said), key(_BRACKETS.sub("", written)))
    found = (_parts().get(one) or _parts().get(one.removeprefix(_OF_A_PROJECT).removesuffix(_HOW)) for one in spellings)
    return next(filter(None, found), None)


def side_of_goals(written: str) -> str:
    """Whose goals stand below or beside a cell, as 年度目标 or 中期目标（2024—2026年）; empty where it says no such thing."""
    if len(written) > _LONGEST:
        return ""
    found = _goals().get(key(written)) or _goals().get(key(_BRACKETS.sub("", written)))
    return found[1] if found else ""


def years_of(written: str) -> str:
    """The years that stand in brackets behind a head; empty where none do."""
    found = _YEARS.search(written)
    return found[1] if found else ""


def unit_of(written: str) -> str:
    """万元 or 元 where a label says it behind itself; else empty."""
    found = _IN_UNIT.search(key(written)) if len(written) <= _LONGEST else None
    return found[1] if found else ""


def sided(written: str) -> tuple[str, str]:
    """Whose a label is, and the label without that; the side is empty where it says none."""
    said = key(written).removeprefix("其中") if len(written) <= _LONGEST else ""
    before = max((word for word in _sides() if said.startswith(word) and said != word), key=len, default="")
    return (_sides()[before], said[len(before) :]) if before else ("", written)


def side_named(written: str) -> str:
    """Whose a column is that says nothing but that, 中期 or 年度; else empty."""
    return _sides().get(key(written), "") if len(written) <= _LONGEST else ""


def is_signature(cells: Iterable[str]) -> bool:
    """Whether a row is the last of a form: who filled it in, and when."""
    return any(key(text.replace(":", "：", 1).partition("：")[0]) in _signed() for text in cells)


@cache
def _signed() -> frozenset[str]:
    return frozenset(map(key, labels.SIGNED))


@cache
def of_document() -> dict[str, str]:
    """What a form says of the document beside a label, by key."""
    return labels.spelled(labels.FORM_ITEMS, tails=labels.SEALS)


def results(said: Iterable[str]) -> str:
    """The name of the form about results that texts are of, by what its heads say; empty where it is none."""
    lengths, words = _of_results()
    ends = {word for text in said if 1 < len(text) <= _LONGEST for word in _ends(key(text), lengths) if word in words}
    if len(ends) < labels.ENOUGH_OF_RESULTS:
        return ""
    counts = {form: sum(form in words[word] for word in ends) for form in labels.OF_RESULTS}
    return next((form for form, count in counts.items() if count >= labels.ENOUGH_OF_RESULTS), "")


def _ends(said: str, lengths: Iterable[int]) -> Iterator[str]:
    return (said[-length:] for length in lengths)


@cache
def _of_results() -> tuple[tuple[int, ...], dict[str, frozenset[str]]]:
    """How long the words are that heads of forms about results end in, and of which forms each is."""
    every = {key(word) for words in labels.OF_RESULTS.values() for word in words}
    forms = {
        word: frozenset(form for form, words in labels.OF_RESULTS.items() if word in map(key, words)) for word in every
    }
    return tuple(sorted({len(word) for word in every})), forms
