"""Whose a filing is, and of which year: the one way in which filings that lie apart are known to belong together."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from perfgen.filing import Document
from perfgen.filing.text import seen

_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class Unit:
    """A department (部门编码 and 部门名称, each empty where a document does not say it) in a year, with a kind of document.

    `file` is what the file is called, without ending, where that is known. A unit of which nobody can say more has it for its name.
    """

    code: str
    name: str
    year: int | None
    kind: str = ""
    file: str = field(default="", compare=False)

    @property
    def is_named_by_file(self) -> bool:
        """Whether nothing is known of it but what its file is called: the file cannot be read."""
        return not self.code and bool(self.file) and bare(self.name) == bare(self.file)


def unit_of(document: Document, kind: str = "", file: str = "") -> Unit:
    """Whose a document is."""
    return Unit(document.department.code, document.department.name, document.year, kind, file)


def bare(name: str) -> str:
    """A name as names are compared: without blanks and characters that are not seen, full-width signs as the others.

    >>> bare("乐亭县 水务局（本级）")
    '乐亭县水务局(本级)'
    """
    return "".join(unicodedata.normalize("NFKC", seen(name)).split())


def same(one: Unit, other: Unit) -> bool:
    """Whether both are of one department, year and kind: by the code, and by the name where one of both has none."""
    if (one.year, one.kind) != (other.year, other.kind):
        return False
    return one.code == other.code if one.code and other.code else bare(one.name) == bare(other.name)


_KEYS: tuple[Callable[[Unit], Hashable | None], ...] = (
    lambda one: (one.code, one.kind, one.year) if one.code else None,
    lambda one: (bare(one.name), one.kind, one.year) if one.name else None,
    lambda one: (one.code, one.kind) if one.code else None,
    lambda one: (bare(one.name), one.kind) if one.name else None,
)


def paired(
    before: Iterable[_Each], after: Sequence[_Each], unit: Callable[[_Each], Unit]
) -> list[tuple[_Each | None, _Each | None]]:
    """Which of two lists belong together: of one unit, kind and year, else of one unit and kind.

    A unit is known by its code, and by its name where one of both has no such code; one that is named by its file, as what
    cannot be read is, by a file of that name, or by the name of a unit that the file's begins with. Several of one unit are
    paired in order. In the order of the later list, with None before what is new; then what is gone, with None behind it.
    """
    left = list(before)
    partners: dict[int, _Each] = {}
    for key in _KEYS:
        there: dict[Hashable, list[int]] = {}
        taken: set[int] = set()
        for number, one in enumerate(left):
            if (said := key(unit(one))) is not None:
                there.setdefault(said, []).append(number)
        for number, other in enumerate(after):
            found = None if number in partners else there.get(key(unit(other)))
            if found:
                taken.add(found[0])
                partners[number] = left[found.pop(0)]
        left = [one for number, one in enumerate(left) if number not in taken]
    for number, other in enumerate(after):
        if number not in partners:
            fits = [one for one in left if _by_file(unit(one), unit(other))]
            if fits:
                partners[number] = max(fits, key=lambda one: len(unit(one).name))
                left = [one for one in left if one is not partners[number]]
    pairs: list[tuple[_Each | None, _Each | None]] = [
        (partners.get(number), other) for number, other in enumerate(after)
    ]
    return [*pairs, *((one, None) for one in left)]


def _by_file(one: Unit, other: Unit) -> bool:
    """Whether one of both has only the name of its file, and that says it is the other."""
    if one.kind != other.kind:
        return False
    for mine, theirs in ((one, other), (other, one)):
        if mine.is_named_by_file:
            called = bare(mine.file)
            if called == bare(theirs.file) or (theirs.name and called.startswith(bare(theirs.name))):
                return True
    return False
