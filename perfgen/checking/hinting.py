"""Findings that say what like projects have: by the library that a workspace names, in the hints of what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from perfgen.checking.run import Found
from perfgen.checks import Tag
from perfgen.checks.subject import INDICATORS, PROJECTS, SPECIAL
from perfgen.errors import Diagnostic, PerfgenError, Severity
from perfgen.filing import Filing, Project
from perfgen.library.schema import LibraryError
from perfgen.library.searching import AskedProject, KnownIndicator, Library, opened_library
from perfgen.library.words import MissingSegmenterError
from perfgen.units import Unit, bare, same, unit_of

_OF_ROW = frozenset({Tag.NOT_QUANTIFIED, Tag.IRRELEVANT})
_OF_PROJECT = frozenset({Tag.ADD_OUTPUT, Tag.ADD_BENEFIT, Tag.ADD_SATISFACTION})
_MOST = 3
_ASKED = 12
_LONGEST = 30

_ByLevel: TypeAlias = Mapping[tuple[str, str], Sequence[KnownIndicator]]


def hinted(path: Path, filing: Filing, kind: str, found: Sequence[Found]) -> list[Found]:
    """What was found in a filing, with what like projects have in the hints about indicators; all else as it is.

    `path` is the library; the filing itself, where it is in it, does not count. Raises PerfgenError where the library cannot be asked.
    """
    if not any(_project(filing, one) for one in found):
        return list(found)
    unit = unit_of(filing, kind)
    try:
        with opened_library(path) as library:
            known: dict[int, _ByLevel] = {}
            return [_hinted(library, filing, unit, one, known) for one in found]
    except MissingSegmenterError as error:
        raise LibraryError(_unasked(path, str(error))) from None
    except PerfgenError as error:
        raise LibraryError(_unasked(path, one.message, one.hint) for one in error.diagnostics) from None


def _unasked(path: Path, why: str, hint: str = "") -> Diagnostic:
    said = f"没有提示同类项目常用的指标：{why}"
    return Diagnostic("LIB01", said, path, hint=hint, severity=Severity.WARNING)


def _project(filing: Filing, one: Found) -> Project | None:
    """The project that a finding is about, if it is one that indicators may help with."""
    at = one.finding.path
    if one.finding.place or len(at) < 2 or at[0] not in (PROJECTS, SPECIAL) or not isinstance(at[1], int):
        return None
    row = len(at) > 3 and at[2] == INDICATORS
    if one.rule.tag not in (_OF_ROW if row else _OF_PROJECT):
        return None
    return (filing.projects if at[0] == PROJECTS else filing.special_funds)[at[1]]


def _hinted(library: Library, filing: Filing, unit: Unit, one: Found, known: dict[int, _ByLevel]) -> Found:
    project = _project(filing, one)
    if project is None:
        return one
    if id(project) not in known:
        about = "\n".join((project.purpose, *project.goals))
        there = {bare(row.name) for row in project.indicators}
        known[id(project)] = library.suggest(
            AskedProject(project.name, about, there, partial(same, unit), kin=True), _ASKED
        )
    names = _names(one, project, known[id(project)])
    if not names:
        return one
    said = f"同类项目常用：{'、'.join(names)}"
    hint = f"{one.diagnostic.hint}；{said}" if one.diagnostic.hint else said
    return replace(one, diagnostic=replace(one.diagnostic, hint=hint))


def _names(one: Found, project: Project, suggested: _ByLevel) -> list[str]:
    """The names to tell: of the 二级指标 of the row, or of the levels that the finding says are lacking; what counts where that is the matter."""
    at = one.finding.path
    if len(at) > 3 and isinstance(at[3], int):
        levels = [key for key in suggested if bare(key[1]) == bare(project.indicators[at[3]].level2)]
    else:
        message = one.finding.message
        levels = [key for key in suggested if key[1] in message] or [key for key in suggested if key[0] in message]
    counts = one.rule.tag is Tag.NOT_QUANTIFIED
    rows = [row for key in levels for row in suggested[key] if row.returned * 2 < row.filings]
    rows = [row for row in rows if row.operators or row.units or not counts]
    return [row.name if len(row.name) <= _LONGEST else f"{row.name[:_LONGEST]}…" for row in rows[:_MOST]]
