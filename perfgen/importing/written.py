"""Whether what a reader says of a cell is so: every word of it is in the filing, or left over elsewhere, or a label of some form.

A reader says of cells that they were taken, or that the layout prints them. It may be wrong; nothing is lost by that, since
what it says is held against what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any

from perfgen.filing import labels
from perfgen.importing.goal_table import is_none
from perfgen.importing.labels import Labels
from perfgen.importing.ticks import ticked
from perfgen.importing.words import unnumbered
from perfgen.source.grammar import QUALITATIVE

_WORD = re.compile(r"[^\W\d_]+|\d[\d,]*(?:\.\d+)?")
_NAMED = re.compile(r"\s*(?:三级)?(?:指标|目标|任务)\s*[\d一二三四五六七八九十]{1,3}\s*[:：、.．]")
_TITLE = re.compile("(?<=.)(?:项目)?绩效(?:目标)?表$")
_BESIDE = (
    *("万元", "元", "分", "年", "月", "日", "无", "其中", "项目", "情况"),
    *(labels.BANNER, labels.SIGN, labels.VALUE, labels.UNIT, labels.QUANTITATIVE, QUALITATIVE, *labels.GRADES),
)
"""What forms print beside labels and values."""
_LONGEST = 200
"""A run of letters that says more is no row of labels."""


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _words(text: str) -> Iterator[str]:
    """The runs of letters of a text, and its numbers, each as one writes it shortest."""
    for word in _WORD.findall(_narrow(text)):
        yield _number(word) if word[0].isdecimal() else word


def _number(word: str) -> str:
    bare = word.replace(",", "")
    return f"{Decimal(bare).normalize():f}" if bare.isascii() and len(bare) <= _LONGEST else word


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """What may be found again: the words of some texts, and the texts without their blanks."""

    words: frozenset[str]
    whole: str
    printed: frozenset[str]
    """What forms print, by key."""
    is_label: Callable[[str], bool]

    @classmethod
    def of(cls, data: Any, others: Iterable[str], read_by: Labels, levels: Iterable[str]) -> WrittenWords:
        """`data` as a reader gave it, keys and all, and `others`, which somebody is told of."""
        texts = [*_texts(data), *others]
        return cls(
            frozenset(chain.from_iterable(map(_words, texts))),
            "\n".join("".join(_narrow(text).split()) for text in texts),
            _vocabulary() | read_by.meanings.keys() | read_by.known | frozenset(map(labels.key, levels)),
            read_by.is_label,
        )

    def lacks(self, text: str, cell: str) -> list[str]:
        """The words of a paragraph of a cell that are nowhere, in their order. A label may be written in several lines."""
        bare = text.strip()
        if self.is_label(cell) or self._is_of_labels(labels.key(cell)) or self.is_label(bare) or is_none(bare):
            return []
        said = _NAMED.sub("", ticked(bare), count=1)
        rest = unnumbered(said)[1]
        readings = [said, rest] if rest else [said]  # 1.8 is a number, or 8 behind one
        return min(([word for word in dict.fromkeys(_words(one)) if not self._has(word)] for one in readings), key=len)

    def _has(self, word: str) -> bool:
        named = _TITLE.sub("", word)  # of a title in a table, whose it is
        return word in self.words or word in self.whole or named in self.words or self._is_of_labels(word)

    def _is_of_labels(self, word: str) -> bool:
        """Whether a run of letters is labels one behind another, as 年度 and 资金总额."""
        ends = {0} if len(word) <= _LONGEST else set()
        for end in range(1, len(word) + 1) if ends else ():
            if any(word[begin:end] in self.printed for begin in ends):
                ends.add(end)
        return len(word) in ends


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for label, value in data.items():
            yield str(label)
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
    else:
        yield str(data)


@cache
def _vocabulary() -> frozenset[str]:
    tables = (
        *(labels.FORM_PARTS, labels.FORM_ITEMS, labels.TASK_COLUMNS, labels.TASK_AMOUNTS, labels.SIDES, labels.FORMS),
        *(labels.VALUE_COLUMNS, labels.TARGET_PARTS, labels.DIRECTIONS),
    )
    words = chain(
        *(_texts(table) for table in tables),
        labels.SIDED_GOALS,
        labels.SEALS,
        labels.SIGNED,
        labels.COLUMN_TAILS,
        _BESIDE,
    )
    return frozenset(map(labels.key, words)) - {""}
