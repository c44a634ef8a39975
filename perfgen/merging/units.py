"""Differences between two readings of a document, as edits of the filing that the first of them was printed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from perfgen.comparing import Comparison, Difference, DifferenceKind
from perfgen.filing import Target
from perfgen.filing.labels import PLAN
from perfgen.filing.numbers import parse_decimal
from perfgen.filing.walk import Steps, data_at
from perfgen.merging.wording import said
from perfgen.source.edits import Add, Edit, Move, Put, Remove, Unit
from perfgen.source.grammar import INDICATOR_LISTS, LEVELS, OVERALL, OVERALL_INDICATORS, PROJECTS

_ROWS = (*INDICATOR_LISTS, OVERALL_INDICATORS)


@dataclass(frozen=True, slots=True)
class Planned:
    """Edits that are made together, the differences they come from, and why they cannot be tried, where that is known."""

    unit: Unit
    differences: tuple[Difference, ...]
    why: str = ""


@dataclass(slots=True)
class Plan:
    """What is to be edited.

    `said` is what the YAML says by its labels, `printed` what its own document says, `wanted` what the document that somebody
    went over says. `doubted` are the paths in that which cannot be read, each with the reason. `texts` are the texts of
    部门整体绩效目标 with their changes already merged, by label. `unread` is what the Word file says and nobody could read, without
    blanks: a head of a table typed over makes a column of it, and none of that may go out of the YAML.
    """

    comparison: Comparison
    said: Any
    printed: Any
    wanted: Any
    doubted: Mapping[Steps, str]
    texts: Mapping[str, str]
    unread: frozenset[str] = frozenset()
    _partners: dict[Steps, Steps] = field(init=False)
    _moved: set[Steps] = field(default_factory=set)
    _together: defaultdict[Steps, list[tuple[Edit, Difference]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._partners = {after: before for before, after in self.comparison.pairs.items()}
        for one in self.comparison.differences:
            if one.before_path and one.kind is DifferenceKind.MOVED:
                self._moved.add(one.before_path)
            elif one.before_path and one.before_path[-1] in LEVELS:
                self._moved.add(one.before_path[:-1])

    def units(self) -> list[Planned]:
        """The edits, those of one row or plan together."""
        found: list[Planned] = []
        levels: dict[Steps, Difference] = {}
        moved: dict[Steps, Difference] = {}
        for one in self.comparison.differences:
            why = self._hindrance(one)
            if why:
                found.append(Planned((), (one,), why))
            elif one.kind is DifferenceKind.MOVED and one.before_path:
                moved[one.before_path] = one
            elif one.before_path and one.before_path[-1] in LEVELS and one.before_path[-3] in _ROWS:
                levels[one.before_path[:-1]] = one
            else:
                edit = self._edit(one)
                if edit is not None:
                    self._together[_whole(one, edit)].append((edit, one))
        found += self._of_names()
        for some in self._together.values():
            found.append(Planned(_once(edit for edit, _ in some), tuple(one for _, one in some)))
        for path in dict.fromkeys([*levels, *moved]):
            its = tuple(one for one in (moved.get(path), levels.get(path)) if one)
            found.append(Planned((self._move(path),), its))
        return sorted(found, key=self._place)

    def _place(self, one: Planned) -> tuple[bool, tuple[str, ...], int]:
        """What comes into a list last, in the order it has there: several come behind the same item."""
        arrival = next((edit for edit in one.unit if isinstance(edit, (Add, Move))), None)
        if arrival is None:
            return False, (), 0
        path = self.comparison.pairs[arrival.path] if isinstance(arrival, Move) else one.differences[0].after_path
        return (True, tuple(map(str, path[:-1])), int(path[-1])) if path else (True, (), 0)

    def _of_names(self) -> Iterator[Planned]:
        """The texts, together with the names of projects that they quote."""
        texts = [self._together.pop(path) for path in list(self._together) if path[:1] == (OVERALL,)]
        named = {path: some for path, some in self._together.items() if any(_names_a_project(edit) for edit, _ in some)}
        differences = tuple(one for some in texts for _, one in some)
        puts = tuple(
            Put((OVERALL, label), text) for label, text in self.texts.items() if self._changes_text(label, text)
        )
        quoting = named and any("项目" in text and "{{" in text for text in self.texts.values())
        if quoting:
            both = [pair for path in named for pair in self._together.pop(path)]
            yield Planned((*(edit for edit, _ in both), *puts), (*(one for _, one in both), *differences))
        elif puts or differences:
            yield Planned(puts, differences)

    def _changes_text(self, label: str, text: str) -> bool:
        return (self.said.get(OVERALL) or {}).get(label) != text

    def _hindrance(self, one: Difference) -> str:
        """Why nothing can be tried for a difference; empty where something can."""
        for steps, why in self.doubted.items():
            if one.after_path is not None and one.after_path[: len(steps)] == steps:
                return why
        if one.before_path and one.before_path[:-1] != one.before_holder and one.kind is DifferenceKind.MOVED:
            return "从一张清单移到了另一张"
        before, after = (_bare(value) for value in (one.before, one.after))
        if any(text in before and text not in after for text in self.unread if text):
            return "Word 文件里的这一处没有读懂，没有改"
        path = one.before_path or one.before_holder
        if not _alike(self.said, self.printed, path):
            return "YAML 里和印出来的对不上，分不清是哪一处"
        return ""

    def _edit(self, one: Difference) -> Edit | None:
        if one.kind is DifferenceKind.REMOVED and one.after_path is None and one.before_path:
            return Remove(one.before_path)
        if one.after_path is None:
            return None
        value = data_at(self.wanted, one.after_path)
        if one.before_path is None:
            if data_at(self.said, one.before_holder) is None:  # a list that is not there yet comes as a whole
                return Put(one.before_holder, data_at(self.wanted, one.after_path[:-1]))
            return Add(one.before_holder, self._anchor(one.after_path, one.before_holder), value)
        if one.kind is DifferenceKind.REMOVED or value is None or value in ({}, []):
            return Put(one.before_path, None)
        said = data_at(self.said, one.before_path)
        alike = _as_percent if PLAN in one.before_path else _as_precise
        return Put(one.before_path, alike(said, value))

    def _move(self, path: Steps) -> Move:
        after = self.comparison.pairs[path]
        row = data_at(self.wanted, after)
        levels = (str(row.get(LEVELS[0], "")), str(row.get(LEVELS[1], ""))) if path[-2] in _ROWS else None
        if levels and levels == tuple(data_at(self.said, (*path, level)) or "" for level in LEVELS):
            levels = None
        return Move(path, self._anchor(after, path[:-1]), levels)

    def _anchor(self, after_path: Steps, holder: Steps) -> int:
        """Behind which item of the earlier list something comes, by what stands before it in the later one."""
        for at in range(int(after_path[-1]) - 1, -1, -1):
            before = self._partners.get((*after_path[:-1], at))
            if before is not None and before[:-1] == holder and before not in self._moved:
                return int(before[-1])
        return -1


def _bare(value: Any) -> str:
    """A value as text without blanks, a 指标值 with what its columns say."""
    columns = value.columns if isinstance(value, Target) else ()
    return "".join("".join((said(value), *columns)).split())


def _whole(one: Difference, edit: Edit) -> Steps:
    """The path of what is edited together: a row, a plan; else the value."""
    path = edit.path
    if isinstance(edit, Put):
        for at, step in enumerate(path[:-1]):
            if step in _ROWS and at + 1 < len(path) - 1:
                return path[: at + 2]
            if step == PLAN:
                return path[: at + 1]
        return path
    return one.after_path if one.after_path and isinstance(edit, Add) else path


def _names_a_project(edit: Edit) -> bool:
    path = edit.path
    return isinstance(edit, Put) and len(path) == 3 and path[0] in PROJECTS and path[2] == "项目名称"


_MOST_DIGITS = 15


def _as_precise(before: Any, value: Any) -> Any:
    """An amount with as many decimals as the one before it has."""
    old, new = (parse_decimal(one) if isinstance(one, str) else None for one in (before, value))
    if old is None or new is None:
        return value
    precise = new.quantize(old) if new.adjusted() < _MOST_DIGITS else new
    return f"{precise:f}" if precise == new else value


def _as_percent(before: Any, value: Any) -> Any:
    """A number of per cent with the sign that the one before it has. Less than one may mean a hundred times as much, and stays."""
    if isinstance(before, str) and before.endswith("%") and isinstance(value, str) and not value.endswith("%"):
        number = parse_decimal(value)
        if number is not None and not 0 < number < 1:
            return f"{value}%"
    return value


def _once(edits: Iterable[Edit]) -> Unit:
    found: list[Edit] = []
    for edit in edits:
        if edit not in found:
            found.append(edit)
    return tuple(found)


def _alike(said: Any, printed: Any, path: Iterable[Any]) -> bool:
    """Whether two readings have as many items in each list that a path leads through, so that its indices mean the same."""
    for step in path:
        lists = isinstance(said, list), isinstance(printed, list)
        if any(lists) and (not all(lists) or len(said) != len(printed)):
            return False
        said, printed = data_at(said, (step,)), data_at(printed, (step,))
    lists = isinstance(said, list), isinstance(printed, list)
    return not any(lists) or (all(lists) and len(said) == len(printed))
