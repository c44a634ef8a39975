"""Indicators of the library put into a project of a filing: which rows come, and where in its 绩效指标."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perfgen.filing import Form
from perfgen.filing.base import Scope
from perfgen.filing.fields import Need
from perfgen.library.searching import KnownIndicator
from perfgen.shown import visible
from perfgen.source.data import Steps
from perfgen.source.edits import Add, Edit, Put, Remove, Unit
from perfgen.source.grammar import BASIS, DESCRIPTION, INDICATORS, LEVELS, NAME, PROJECTS, TARGET
from perfgen.units import bare

TO_FILL_IN = "【填写】"


@dataclass(frozen=True, slots=True)
class WantedIndicator:
    """An indicator that somebody asked for by its name, with the 一级 and 二级指标 of the form that it comes under."""

    known: KnownIndicator
    levels: tuple[str, str]


def projects_named(said: Mapping[str, Any], name: str) -> list[Steps]:
    """The places of the projects of a filing, as data by its labels, that have a name."""
    return [path for path, one in projects_of(said) if bare(str(one.get("项目名称", ""))) == bare(name)]


def projects_of(said: Mapping[str, Any]) -> list[tuple[Steps, Mapping[str, Any]]]:
    """Every project of a filing that is written out, with its place."""
    found: list[tuple[Steps, Mapping[str, Any]]] = []
    for label in PROJECTS:
        listed = said.get(label)
        found += [
            ((label, at), one)
            for at, one in enumerate(listed if isinstance(listed, list) else ())
            if isinstance(one, dict)
        ]
    return found


def has(project: Mapping[str, Any], name: str) -> bool:
    """Whether a project has an indicator of a name."""
    return any(bare(str(row.get(NAME, ""))) == bare(name) for row in _rows(project))


def as_unit(path: Steps, project: Mapping[str, Any], wanted: Sequence[WantedIndicator], form: Form) -> Unit:
    """The edits that put indicators into the project at a path, together or not at all.

    Each comes behind the last row of its 二级指标, else of its 一级指标, else of those that the form has before it. Rows of the same
    二级指标 that only wait to be filled in (`perfgen new` writes them) go.
    """
    rows = _rows(project)
    place = (*path, INDICATORS)
    added = sorted(wanted, key=lambda one: _rank(form, one.levels))
    if not rows:
        return (Put(place, [_row(one, form) for one in added]),)
    taken = {one.levels for one in wanted}
    edits: list[Edit] = [
        Remove((*place, at))
        for at, row in enumerate(rows)
        if _levels(row) in taken and str(row.get(NAME, "")).startswith("【填写")
    ]
    edits += [Add(place, _after(rows, one.levels, form), _row(one, form)) for one in added]
    return tuple(edits)


def _rows(project: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = project.get(INDICATORS)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _levels(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get(LEVELS[0], "")), str(row.get(LEVELS[1], ""))


def _after(rows: Sequence[Mapping[str, Any]], levels: tuple[str, str], form: Form) -> int:
    """Behind which row an indicator of some levels comes; -1 before all."""
    for depth in (2, 1):
        alike = [at for at, row in enumerate(rows) if _levels(row)[:depth] == levels[:depth]]
        before = [at for at in alike if _rank(form, _levels(rows[at])) <= _rank(form, levels)]
        if alike:
            return max(before) if before else min(alike) - 1
    return max((at for at, row in enumerate(rows) if _rank(form, _levels(row)) < _rank(form, levels)), default=-1)


def _rank(form: Form, levels: tuple[str, str]) -> int:
    order = [(level1, level2) for level1, below in form.taxonomy.items() for level2 in below]
    return order.index(levels) if levels in order else len(order)


def _row(one: WantedIndicator, form: Form) -> dict[str, str]:
    """A row as the library knows it, with what it is to reach, and all else the form asks for, to be filled in."""
    known, uses = one.known, form.fields.uses.get(Scope.INDICATOR, {})
    target = f"{known.operators[0] if known.operators else ''}{TO_FILL_IN}{known.unit}"
    said = {NAME: known.name, DESCRIPTION: known.description, TARGET: target, BASIS: known.basis}
    row = {**dict(zip(LEVELS, one.levels, strict=True)), **{k: visible(text) for k, text in said.items() if text}}
    asked = [label for label, need in uses.items() if need is Need.REQUIRED]
    return {label: text for label, text in row.items() if label in uses or label in LEVELS} | {
        label: TO_FILL_IN for label in asked if label not in row and label != DESCRIPTION
    }
