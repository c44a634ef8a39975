"""Which rows of two lists are the same one: by code, by name, by likeness, and in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from perfgen.comparing.likeness import likeness, nearest_pairs, profile
from perfgen.filing import Activity, Duty, FundItem, GradedIndicator, Indicator, Project, ProjectResults, Target, Task
from perfgen.filing.text import seen
from perfgen.filing.walk import parts

Pairs: TypeAlias = list[tuple[int, int]]
"""Indices of rows that are the same one, in the earlier list and in the later one."""

_MOST_TWINS = 50
"""Of so many rows that share a key those are looked for that are the same altogether."""

Key: TypeAlias = "Callable[[Any], Hashable | None]"
"""What rows are known by; None where a row has no such thing."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two rows the same one.

    `keys` are asked one after the other: rows that share a key are paired, several of one key in order. Of what is left
    the most alike are paired: `text` is what of a row is compared, `enough` how alike two must be, from 0 to 1.
    `in_gaps`: what then is left between the same neighbours, one as many as the other, is paired in order.
    `name` is the label of the field that names a row, empty where none does.
    """

    keys: tuple[Key, ...]
    text: Callable[[Any], str]
    enough: Callable[[Any, Any], float]
    name: str = ""
    in_gaps: bool = False


def named(text: str) -> str:
    """A name as it is compared: without blanks and characters that are not seen."""
    return "".join(seen(text).split())


def identity_of(row: Any) -> Identity:
    """What makes a row of its kind the same one as another."""
    return next((one for kind, one in _IDENTITIES.items() if isinstance(row, kind)), _OTHER)


def matched(before: Sequence[Any], after: Sequence[Any]) -> Pairs:
    """The rows of two lists that are the same one, in the order of the earlier list."""
    if not before or not after:
        return []
    identity = identity_of(before[0])
    left, right = list(range(len(before))), list(range(len(after)))
    found: Pairs = []

    def take(pairs: Iterable[tuple[int, int]]) -> None:
        new = list(pairs)
        found.extend(new)
        gone_left, gone_right = {one for one, _ in new}, {other for _, other in new}
        left[:] = [one for one in left if one not in gone_left]
        right[:] = [one for one in right if one not in gone_right]

    if isinstance(before[0], (Project, ProjectResults)):
        take(_by_key(before, after, left, right, lambda row: row.code and (row.code, named(row.name))))
        take(_by_code(before, after, left, right))
    for key in identity.keys:
        take(_by_key(before, after, left, right, key))
    take(_alike(before, after, left, right, identity))
    if identity.in_gaps:
        take(_in_gaps(found, left, right))
    return sorted(found)


def in_order(pairs: Pairs) -> set[tuple[int, int]]:
    """As many of the pairs as stand in one order in both lists: the others were moved."""
    ordered = sorted(pairs)
    ends: list[int] = []  # the smallest end of a run of each length
    last: list[int] = []  # the pair that has it
    before: dict[int, int | None] = {}
    for at, (_, to) in enumerate(ordered):
        length = bisect_left(ends, to)
        before[at] = last[length - 1] if length else None
        ends[length:] = [to, *ends[length + 1 :]]
        last[length:] = [at, *last[length + 1 :]]
    kept: set[tuple[int, int]] = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(ordered[step])
        step = before[step]
    return kept


def _by_key(before: Sequence[Any], after: Sequence[Any], left: list[int], right: list[int], key: Key) -> Pairs:
    """Those that share a key: of several first those that are the same altogether, then in order."""
    here, there = _keyed(before, left, key), _keyed(after, right, key)
    found: Pairs = []
    for known, some in here.items():
        others = there.get(known, [])
        if 1 < max(len(some), len(others)) <= _MOST_TWINS:
            for at in list(some):
                same = next((to for to in others if after[to] == before[at]), None)
                if same is not None:
                    found.append((at, same))
                    some.remove(at)
                    others.remove(same)
        found += zip(some, others, strict=False)
    return found


def _keyed(rows: Sequence[Any], some: Iterable[int], key: Key) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at in some:
        known = key(rows[at])
        if known is not None:
            found[known].append(at)
    return found


def _by_code(before: Sequence[Any], after: Sequence[Any], left: list[int], right: list[int]) -> Pairs:
    """Projects of one code, but not those whose codes changed places while each name is still there."""
    earlier, later = ({named(rows[at].name) for at in some} for rows, some in ((before, left), (after, right)))
    codes = Counter(before[at].code for at in left), Counter(after[at].code for at in right)
    return [
        (at, to)
        for at, to in _by_key(before, after, left, right, lambda row: row.code)
        if all(counted[before[at].code] == 1 for counted in codes)
        and not (named(before[at].name) in later and named(after[to].name) in earlier)
    ]


def _alike(before: Sequence[Any], after: Sequence[Any], left: list[int], right: list[int], identity: Identity) -> Pairs:
    said = (
        {at: profile(identity.text(before[at])) for at in left},
        {at: profile(identity.text(after[at])) for at in right},
    )

    def score(at: int, to: int) -> float:
        weight = likeness(said[0][at], said[1][to])
        return weight if weight >= identity.enough(before[at], after[to]) else 0

    return nearest_pairs(left, right, score)


def _in_gaps(found: Pairs, left: list[int], right: list[int]) -> Pairs:
    ends = sorted(in_order(found))
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((left, right)):
        ends_here = [pair[side] for pair in ends]
        for row in rows:
            gaps[bisect_left(ends_here, row)][side].append(row)
    return [pair for one, other in gaps.values() if len(one) == len(other) for pair in zip(one, other, strict=True)]


def _all_text(row: Any) -> str:
    """Every text of a row, one after the other."""
    if isinstance(row, Target):
        return row.written
    inner = list(parts(row))
    if not inner:
        return "" if row is None else str(row)
    return "\n".join(_all_text(value) for _, value in inner)


def _of_project(project: Project | ProjectResults) -> str:
    rows = (f"{row.name}{row.target.written}" for row in project.indicators)
    more = (project.purpose, project.overview or "") if isinstance(project, Project) else ()
    return "\n".join((project.name, *more, *project.goals, *rows))


def _of_indicator(row: Indicator) -> str:
    described = "" if row.description == row.name else row.description
    return f"{row.name}\n{described}\n{row.target.written}"


def _enough_of_projects(one: Project | ProjectResults, other: Project | ProjectResults) -> float:
    return 0.8 if one.code and other.code else 0.55


def _enough_of_indicators(one: Indicator, other: Indicator) -> float:
    return 0.3 if (one.level1, one.level2) == (other.level1, other.level2) else 0.6


def _same_name(row: Any) -> Hashable:
    return named(row.name)


_OTHER = Identity((repr, lambda row: named(row.name) if hasattr(row, "name") else None), _all_text, lambda *_: 0.5)

_IDENTITIES: dict[type[Any], Identity] = {
    str: Identity((lambda text: text, named), str, lambda *_: 0.4, in_gaps=True),
    **dict.fromkeys(
        (Project, ProjectResults),
        Identity((_same_name, lambda row: row.code), _of_project, _enough_of_projects, name="项目名称"),
    ),
    Indicator: Identity(
        (
            lambda row: (row.level1, row.level2, named(row.name), row.target.written),
            lambda row: (row.level1, row.level2, named(row.name)),
            _same_name,
        ),
        _of_indicator,
        _enough_of_indicators,
        name="三级指标",
    ),
    **{
        kind: Identity((lambda row: row, _same_name), _all_text, lambda *_: 0.5, name=label)
        for kind, label in (
            (Duty, "职责活动"),
            (Activity, "职责活动"),
            (GradedIndicator, "绩效指标"),
            (Task, "任务名称"),
            (FundItem, "名称"),
        )
    },
}
