"""What reading a filing gives, and what the form of a layout demands of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from perfgen.errors import Diagnostic, Severity
from perfgen.filing import Filing, Form, Problem
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import OWN, Fields
from perfgen.source.grammar import PROJECTS, SIGN, UNIT, keys

if TYPE_CHECKING:
    from perfgen.source.locator import Locator
    from perfgen.source.text_file import SourceFile

Steps: TypeAlias = "tuple[str | int, ...]"
LAYOUT_KEYS = ("版式", "layout")


@dataclass(frozen=True)
class YamlReading:
    """A filing that is valid, the place of its parts, and every file it was read from.

    `sources` are these files as they were read, `sha256` of their bytes; `patterns` are what it includes, each with its folder.
    """

    filing: Filing
    files: tuple[Path, ...]
    sha256: tuple[str, ...]
    sources: tuple[SourceFile, ...]
    patterns: tuple[tuple[Path, str], ...]
    _locate: Callable[[], Locator]

    @cached_property
    def locator(self) -> Locator:
        """The place of every part, as the files were when they were read."""
        return self._locate()

    def diagnostic(self, problem: Problem, code: str, severity: Severity = Severity.ERROR) -> Diagnostic:
        """A problem of the filing, placed to the line."""
        return self.locator.diagnostic(problem, code, severity)


def demanded(said: Any, form: Form) -> Iterator[tuple[Steps, str]]:
    """What a document lacks that its layout must have: the path of what lacks it, and its label.

    Where the label is there and nothing stands behind it, the path leads to it.
    `said` is the document by its labels, written out in full. A part of the whole may not be an empty list either.
    """
    need = _need(form.model, form.fields)
    return _lacking(said, need, ()) if need else iter(())


def _lacking(said: Any, need: _Need, path: Steps) -> Iterator[tuple[Steps, str]]:
    if not isinstance(said, dict):
        return
    if not need.labels <= said.keys():
        yield from ((path, label) for label in need.order if label not in said)
    if need.empty and not need.empty.isdisjoint(said):
        yield from (
            ((*path, label), label) for label in need.order if label in need.empty and said.get(label, "") is None
        )
    if need.own:
        there = said.get(OWN) or {}
        yield from ((path, name) for name in need.own if name not in there)
    for label, inner, many in need.inner:
        inside = said.get(label)
        if many and isinstance(inside, list):
            for number, item in enumerate(inside):
                yield from _lacking(item, inner, (*path, label, number))
        elif not many and inside is not None:
            yield from _lacking(inside, inner, (*path, label))
    if need.of_whole:
        yield from ((path, label) for label in need.order if said.get(label) == [] and label not in PROJECTS)


class _Need(NamedTuple):
    """What a layout asks of a model's mapping: labels, in order; own fields; and models in it of which it asks something."""

    order: tuple[str, ...]
    labels: frozenset[str]
    empty: frozenset[str]
    """Those that the model itself would take with nothing behind them."""
    own: tuple[str, ...]
    inner: tuple[tuple[str, _Need, bool], ...]
    of_whole: bool


_LISTED = (Scope.PROJECT, Scope.INDICATOR)
"""What stands in lists: where a layout does not use the list, it asks for nothing in it."""


@lru_cache(maxsize=512)
def _need(model: type[Model], fields: Fields) -> _Need | None:
    known = keys(model, fields)
    asked = fields.required(model.scope) if model.scope else frozenset()
    models = [(label, key.model, key.many) for label, key in known.items() if key.model]
    inner = tuple(
        (label, need, many)
        for label, below, many in models
        if (need := _need(below, fields))
        and (below.scope not in _LISTED or not model.scope or fields.used(model.scope, label))
    )
    compulsory = {field.alias for field in model.model_fields.values() if field.is_required()}
    # A part that may be left out cannot be, where something in it must be there.
    holds = {label for label, below, many in inner if not many and below.of_whole}
    order = tuple(
        label for label in known if (label in asked or label in holds) and label not in (*compulsory, SIGN, UNIT)
    )
    own = tuple(label for label, key in known.items() if key.own and key.own.required == "是")
    empty = frozenset(field.alias for field in model.model_fields.values() if field.alias and field.default is None)
    if not (order or own or inner):
        return None
    return _Need(order, frozenset(order), empty.intersection(order), own, inner, model.scope is Scope.WHOLE)
