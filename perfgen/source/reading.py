"""What reading a filing gives, and what the form of a layout demands of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from perfgen.errors import Diagnostic, Severity
from perfgen.filing import Filing, Form, Indicator, Overall, Problem, Project
from perfgen.filing.base import Model
from perfgen.filing.fields import OWN, Fields, Scope
from perfgen.source.grammar import INDICATOR_LISTS, OVERALL, OVERALL_INDICATORS, PROJECTS, keys
from perfgen.source.locator import Locator

Steps: TypeAlias = "tuple[str | int, ...]"
LAYOUT_KEYS = ("版式", "layout")


@dataclass(frozen=True)
class Reading:
    """A filing that is valid, the place of its parts, and every file it was read from.

    `sha256` are of the bytes of `files` as they were read; `patterns` are what it includes, each with its folder.
    """

    filing: Filing
    files: tuple[Path, ...]
    sha256: tuple[str, ...]
    patterns: tuple[tuple[Path, str], ...]
    _locate: Callable[[], Locator]

    @cached_property
    def locator(self) -> Locator:
        """The place of every part, as the files were when they were read."""
        return self._locate()

    def diagnostic(self, problem: Problem, code: str, severity: Severity = Severity.ERROR) -> Diagnostic:
        """A problem of the filing, placed to the line."""
        mark = self.locator.mark(problem.path, problem.offset)
        return mark.diagnostic(code, problem.message, problem.hint, severity)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Two filings that differ in what was filled in, and the places of that."""

    one: Filing
    other: Filing
    filled: tuple[Steps, ...]

    def touches(self, path: Steps) -> bool:
        """Whether a place was filled in, or lies within what was."""
        return any(path[: len(steps)] == steps for steps in self.filled)


@dataclass(frozen=True)
class Unread:
    """A filing with mistakes: all of them in order, the places of its parts, and what can be read of it all the same.

    `form` is that of its layout, None where the layout cannot be had; `salvaged` is None where nothing can be read.
    """

    found: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    locator: Locator
    form: Form | None
    salvaged: Salvaged | None


def demanded(said: Any, form: Form) -> Iterator[tuple[Steps, str]]:
    """What a filing lacks that its layout must have: the path of what lacks it, and its label.

    `said` is the filing by its labels, written out in full. A part of the whole may not be an empty list either.
    """
    if not isinstance(said, dict):
        return
    needs = _needs(form.fields)
    inner = said.get(OVERALL)
    yield from (
        ((), label) for label in needs.whole if label not in said or (said[label] == [] and label not in PROJECTS)
    )
    if not isinstance(inner, dict):
        yield from (((), OVERALL) for _ in range(bool(needs.overall and OVERALL not in said)))
    else:
        yield from (((OVERALL,), label) for label in needs.overall if label not in inner)
    yield from _lacking(said.get(OVERALL_INDICATORS), needs.indicator, (OVERALL_INDICATORS,))
    yield from _own(said, needs.own_whole, ())
    for listed in PROJECTS:
        projects = said.get(listed)
        yield from _lacking(projects, needs.project, (listed,), needs.own_project)
        for number, project in enumerate(projects if isinstance(projects, list) else ()):
            for label in INDICATOR_LISTS if isinstance(project, dict) else ():
                if label in project:
                    yield from _lacking(project[label], needs.indicator, (listed, number, label), needs.own_indicator)


@dataclass(frozen=True, slots=True)
class _Needs:
    """The labels that must be there, each in the order of the form: of the whole, its narrative, projects, indicators."""

    whole: tuple[str, ...]
    overall: tuple[str, ...]
    project: tuple[str, ...]
    indicator: tuple[str, ...]
    own_whole: tuple[str, ...]
    own_project: tuple[str, ...]
    own_indicator: tuple[str, ...]


@lru_cache(maxsize=64)
def _needs(fields: Fields) -> _Needs:
    whole, project, indicator = (fields.required(scope) for scope in (Scope.WHOLE, Scope.PROJECT, Scope.INDICATOR))
    own = [tuple(one.name for one in fields.own.of(scope) if one.required == "是") for scope in Scope]
    return _Needs(
        tuple(label for label in keys(Filing, fields) if label in whole and not _is_compulsory(Filing, label)),
        tuple(label for label in keys(Overall, fields) if label in whole),
        tuple(label for label in keys(Project, fields) if label in project and not _is_compulsory(Project, label)),
        tuple(
            label for label in keys(Indicator, fields) if label in indicator and not _is_compulsory(Indicator, label)
        ),
        *own,
    )


def _is_compulsory(model: type[Model], label: str) -> bool:
    """Whether the model itself says that something is missing."""
    return any(field.is_required() and field.alias == label for field in model.model_fields.values())


def _lacking(
    items: Any, needed: tuple[str, ...], path: Steps, own: tuple[str, ...] = ()
) -> Iterator[tuple[Steps, str]]:
    """What the mappings of a list lack."""
    if not isinstance(items, list):
        return
    wanted = frozenset(needed)
    for number, item in enumerate(items):
        if isinstance(item, dict):
            if not wanted <= item.keys():
                yield from (((*path, number), label) for label in needed if label not in item)
            if own:
                yield from _own(item, own, (*path, number))


def _own(said: dict[str, Any], needed: tuple[str, ...], path: Steps) -> Iterator[tuple[Steps, str]]:
    there = said.get(OWN) or {}
    yield from ((path, label) for label in needed if label not in there)
