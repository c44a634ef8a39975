"""What the annotation of a field says of its cells: what reads its values, which words there are, whether there are several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from perfgen.filing.base import Model
from perfgen.source.grammar import Key


def marks_of(annotation: Any, metadata: Any) -> Iterator[Any]:
    """Everything an annotation is marked with, at whatever depth."""
    yield from metadata
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    for inner in get_args(annotation):
        yield from marks_of(inner, ())


def words_of(annotation: Any) -> tuple[str, ...]:
    """The words that a field, or each of its values, is one of; none where it takes others."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for inner in get_args(annotation) if (found := words_of(inner))), ())


def is_tuple(model: type[Model], one: Key) -> bool:
    """Whether a field has several values."""
    info = model.model_fields.get(one.english)
    return info is not None and get_origin(info.annotation) is tuple


def is_ticked(model: type[Model], one: Key) -> bool:
    """Whether a field takes several of some words: they stand in one cell."""
    return is_tuple(model, one) and bool(words_of(model.model_fields[one.english].annotation))
