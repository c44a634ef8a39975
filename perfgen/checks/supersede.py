"""One place, one finding: what rules say less of where another says more.

Findings are taken away only after all rules have run, so that each rule finds on its own and a selection decides
which of them speak. A finding that is superseded supersedes in turn: of A before B before C, A alone is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeAlias

from perfgen.checks.rule import Finding, Reach, Rule
from perfgen.checks.subject import TARGET, Path
from perfgen.filing.target import TARGET_COLUMNS

Said: TypeAlias = tuple[Rule, Finding]
_Place: TypeAlias = tuple[Reach, str, Path]


def standing(said: Sequence[Said]) -> list[Said]:
    """The findings of one filing, in order, without those that others supersede."""
    return list(compress(said, stands(said)))


def stands(said: Sequence[Said]) -> list[bool]:
    """Of each finding of one filing, whether none of the others supersedes it."""
    superseding: dict[tuple[str, _Place], list[Finding]] = defaultdict(list)
    for rule, finding in said:
        if rule.supersedes:
            for code in rule.supersedes if finding.supersedes is None else finding.supersedes:
                superseding[code, _place(rule.reach, finding)].append(finding)
    if not superseding:
        return [True] * len(said)
    weaker = {code for code, _ in superseding}
    return [rule.code not in weaker or not _is_superseded(rule, one, superseding) for rule, one in said]


def _is_superseded(rule: Rule, one: Finding, superseding: dict[tuple[str, _Place], list[Finding]]) -> bool:
    if (rule.code, _place(Reach.ITEM, one)) in superseding:
        return True
    others = superseding.get((rule.code, _place(Reach.VALUE, one)), ())
    return any(_overlap(one, other) for other in others)


def _place(reach: Reach, finding: Finding) -> _Place:
    path = finding.path
    if reach is Reach.ITEM:
        number = next((at for at in reversed(range(len(path))) if isinstance(path[at], int)), len(path) - 1)
        path = path[: number + 1]
    elif path[-2:-1] == (TARGET,) and path[-1] in TARGET_COLUMNS:
        path = path[:-1]
    return reach, finding.place, path


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether two findings on one value are about the same words; the whole value is about all of them."""
    if one.at is None or other.at is None or one.path != other.path:
        return True
    return one.at < other.at + len(other.quoted) and other.at < one.at + len(one.quoted)


def circle(supersedes: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Codes that supersede each other in a circle, in its order; empty where none do."""
    below = {code: tuple(others) for code, others in supersedes}
    done: set[str] = set()

    def walked(code: str, path: list[str]) -> list[str]:
        if code in path:
            return path[path.index(code) :]
        if code in done:
            return []
        done.add(code)
        return next(filter(None, (walked(one, [*path, code]) for one in below.get(code, ()))), [])

    return next(filter(None, (walked(code, []) for code in below)), [])


_IN_WORDS = {Reach.VALUE: "同一处", Reach.ITEM: "同一行"}


def precedence(rule: Rule, rules: Iterable[Rule]) -> list[str]:
    """What a rule supersedes and what supersedes it, in words; nothing where neither is."""
    said = [f"{_IN_WORDS[rule.reach]}有它时，不再说 {'、'.join(rule.supersedes)}"] if rule.supersedes else []
    stronger: dict[Reach, list[str]] = {reach: [] for reach in Reach}
    for one in rules:
        if rule.code in one.supersedes:
            stronger[one.reach].append(one.code)
    more = (f"{_IN_WORDS[reach]}有 {'、'.join(codes)} 时，不再说这一条" for reach, codes in stronger.items() if codes)
    return [*said, *more]
