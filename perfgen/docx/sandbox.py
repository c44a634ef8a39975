"""Jinja for templates from anywhere: no way to Python, bounded loops, and nothing printed that is not text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

_FILTERS = (
    "abs", "count", "d", "default", "first", "int", "join", "last", "length", "list", "lower", "map", "max", "min",
    "reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "sort", "sum", "trim", "unique",
    "upper",
)  # fmt: skip
"""The filters a template may use: those that neither make XML nor text without bound."""

_MOST_STEPS = 100_000


class UnknownNameError(UndefinedError):
    """A tag names something that is not there. `known` are the names that are; `root` where a tag may begin with it."""

    def __init__(self, name: str, known: tuple[str, ...], *, root: bool) -> None:
        super().__init__(name)
        self.name, self.known, self.root = name, known, root


class NotTextError(TemplateRuntimeError):
    """A tag prints something that is not text. `known` are the names below it."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("not text")
        self.known = known


class _Strict(StrictUndefined):
    """Refuses to print, and says which names there are instead."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        owner = self._undefined_obj
        known = tuple(map(str, owner)) if isinstance(owner, Mapping) else ()
        raise UnknownNameError(str(self._undefined_name), known, root=owner is missing)

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __call__ = __getitem__ = _fail_with_undefined_error


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment templates are compiled in. `range` comes with the data, see `bounded_range`."""

    intercepted_binops = frozenset({"**", "*"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Strict, keep_trailing_newline=True)
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.globals.clear()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse powers, and products of anything but numbers: both grow without bound."""
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not numbers:
            raise SecurityError(f"{operator} is not allowed here")
        return super().call_binop(context, operator, left, right)


class BoundedRange:
    """Jinja's `range` for one rendering, whose loops together take a bounded number of steps."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS

    def __call__(self, *bounds: int) -> range:
        """As `range`. Raises SecurityError past the bound."""
        steps = range(*bounds)
        self._left -= len(steps)
        if self._left < 0:
            raise SecurityError("too many steps")
        return steps


def text_of(value: Any) -> str:
    """What a tag prints. Raises NotTextError for mappings, lists and nothing at all."""
    if isinstance(value, (str, int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, StrictUndefined):
        str(value)  # raises, with the names there are
    raise NotTextError(tuple(map(str, value)) if isinstance(value, Mapping) else ())
