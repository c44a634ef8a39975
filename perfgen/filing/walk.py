"""One walk over a filing: the parts of a value, each with the step (label or index) that leads to it.

Whoever goes through a filing goes this way: the writer, what carries a filing into the next year, advice, and the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeAlias, cast

from perfgen.filing.base import Model
from perfgen.filing.plan import SpendingPlan
from perfgen.filing.target import TARGET_COLUMNS, Target

Step: TypeAlias = "str | int"
Steps: TypeAlias = tuple[Step, ...]
"""Labels and indices (from 0) that lead from a filing to one of its parts."""


def parts(value: Any) -> Iterator[tuple[Step, Any]]:
    """The parts of a value by step: of a model by label, of a list by index; a 指标值 in three columns has those.

    A text, a number and a 指标值 in one piece have none.
    """
    kind = value.__class__
    if kind is tuple:
        yield from enumerate(value)
    elif kind is dict or kind is SpendingPlan:
        yield from value.items()
    elif kind is Target:
        if value.parts is not None:
            yield from zip(TARGET_COLUMNS, value.parts, strict=True)
    elif is_model(kind):
        inside = vars(value)
        for name, label in labelled(kind):
            yield label, inside[name]


def said(value: Any) -> Iterable[tuple[str, Any]]:
    """As `parts` of what has labels, without the fields of a model of which nothing was said."""
    kind = value.__class__
    if kind is dict or kind is SpendingPlan:
        return cast("Iterable[tuple[str, Any]]", value.items())
    written, inside = value.__pydantic_fields_set__, vars(value)
    return [(label, inside[name]) for name, label in labelled(kind) if name in written]


def is_name_again(owner: Any, step: Step) -> bool:
    """Whether a part is the 绩效指标描述 of an indicator and only says its 三级指标 once more, as where it is left out."""
    return step == "绩效指标描述" and owner.description == owner.name


def part(value: Any, step: Step) -> Any:
    """The part of a value at a step, None where there is none. A model knows its English names too."""
    if is_model(value.__class__) and not isinstance(value, Target):
        name = _names(value.__class__).get(str(step))
        return getattr(value, name) if name else None
    if value.__class__ is tuple:
        return value[step] if isinstance(step, int) and 0 <= step < len(value) else None
    return next((inner for at, inner in parts(value) if at == step), None)


def at(value: Any, steps: Steps) -> Any:
    """What stands at the end of a path, None where there is nothing."""
    for step in steps:
        value = part(value, step)
    return value


def data_at(data: Any, steps: Steps) -> Any:
    """As `at`, of mappings by label and lists as they are read or written; None where they say nothing."""
    for step in steps:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


@cache
def is_model(kind: type[Any]) -> bool:
    """Whether values of a type are models. Asking pydantic of each value would take longer than all the rest."""
    return issubclass(kind, Model)


@cache
def labelled(kind: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of a model in order, each by its English name and its label."""
    return tuple((name, info.alias or name) for name, info in kind.model_fields.items())


@cache
def _defaults(kind: type[Model]) -> dict[str, Any]:
    return {
        info.alias or name: info.get_default(call_default_factory=True, validated_data={})
        for name, info in kind.model_fields.items()
    }


def default_of(kind: type[Model], label: str) -> Any:
    """What a field of a model holds where nothing is said (pydantic's PydanticUndefined where it must be said)."""
    return _defaults(kind)[label]


@cache
def _names(kind: type[Model]) -> dict[str, str]:
    return {word: name for name, label in labelled(kind) for word in (name, label)}
