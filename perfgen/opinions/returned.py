"""A sheet of opinions that came back under another name, `…审核意见 (1).xlsx`: what was written in it is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from perfgen.errors import Diagnostic, Severity
from perfgen.opinions.elsewhere import filled
from perfgen.opinions.opinion import Opinion, UnitOpinions
from perfgen.units import same


def taken_in(
    found: Iterable[tuple[Path, UnitOpinions]],
) -> tuple[list[tuple[Path, UnitOpinions]], list[Diagnostic]]:
    """The sheets of each department as one, in order; and what is said of those that were taken in.

    The one of the last round counts, of several of a round that with the shortest name: programs put something behind it. What
    stands in a row of another is taken where the row says nothing there; where it says something else, that is told.
    """
    groups: list[list[tuple[Path, UnitOpinions]]] = []
    for one in found:
        mine = next((group for group in groups if same(group[0][1].unit, one[1].unit)), None)
        groups.append([one]) if mine is None else mine.append(one)
    told: list[Diagnostic] = []
    joined = []
    for group in groups:
        (path, whole), *others = sorted(group, key=lambda one: (-one[1].round, len(one[0].stem), one[0].name))
        for other, said in others:
            whole, against = with_rows(whole, said.rows)
            told.append(_told(path, other, against))
        joined.append((path, whole))
    return joined, told


def with_rows(whole: UnitOpinions, rows: Sequence[Opinion]) -> tuple[UnitOpinions, list[str]]:
    """A sheet with what stands in rows that came from elsewhere besides, and what they say otherwise, in words."""
    left = list(whole.rows)
    against: list[str] = []
    for said in rows:
        at = next((at for at, one in enumerate(left) if _is_same(one, said)), None)
        if at is None:
            if said.key is None:  # a row that somebody added
                left.append(said)
            continue
        left[at], otherwise = filled(left[at], said)
        against += otherwise
    return replace(whole, rows=tuple(left)), against


def _is_same(one: Opinion, other: Opinion) -> bool:
    if one.key is not None or other.key is not None:
        return one.key == other.key
    return (one.where, one.remark) == (other.where, other.remark)


def _told(path: Path, other: Path, against: Sequence[str]) -> Diagnostic:
    if not against:
        message, hint = f"这是 {path.name} 的又一份，里面写的已经并进去", f"核对以后删掉 {other.name}，只留一份"
        return Diagnostic("OPN02", message, other, hint=hint, severity=Severity.WARNING)
    places = "、".join(dict.fromkeys(against))
    message = f"这是 {path.name} 的又一份，{places}写得不一样，用的是 {path.name} 里的"
    return Diagnostic("OPN02", message, other, hint="把要的写到那一份里，删掉这一份", severity=Severity.WARNING)
