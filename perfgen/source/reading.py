"""What reading a filing gives, and what the form of a layout demands of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from perfgen.errors import Diagnostic, Severity
from perfgen.filing import Filing, Problem
from perfgen.filing.base import Model
from perfgen.source.grammar import keys
from perfgen.source.locator import Locator

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


def demanded(
    value: Any, model: type[Model], required: frozenset[str], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a filing may lack, but its layout must have: the path of what lacks it, and its label."""
    looked_at = _looked_at(model, required)
    if not looked_at:
        return
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from demanded(item, model, required, (*path, number))
    if not isinstance(value, dict):
        return
    for label, inner in looked_at:
        inside = value.get(label)
        if label in required and (label not in value or inside == []):
            yield path, label
        elif label in value and inner:
            yield from demanded(inside, inner, required, (*path, label))


@cache
def _looked_at(model: type[Model], required: frozenset[str]) -> tuple[tuple[str, type[Model] | None], ...]:
    """The labels of a model that a layout requires, and those below which it requires something, with their models."""
    found = []
    for label, key in keys(model).items():
        inner = key.model if key.model and _looked_at(key.model, required) else None
        if label in required or inner:
            found.append((label, inner))
    return tuple(found)
