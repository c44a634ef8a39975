"""The filters, tests and methods that templates may use, and their work within the budget of the rendering.

What neither makes text nor looks at all of what it is given is Jinja's own; all else asks the budget before it works.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJAS_FILTERS
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context, LoopContext, markup_join
from jinja2.tests import TESTS as JINJAS_TESTS
from jinja2.utils import pass_context

from perfgen.docx.limits import BUDGET, MOST_BITS, OverBudgetError, RenderingBudget

BESIDE, COMPARED, PART, STEPS = "_beside", "_compared", "_part", "_steps"
"""Filters that no tag can write, put by `perfgen.docx.guards` in the place of ``~``, comparisons, slices and loops."""

METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset((
        "capitalize", "count", "endswith", "find", "isalpha", "isdecimal", "isdigit", "isnumeric", "isspace", "lower", "lstrip",
        "removeprefix", "removesuffix", "replace", "rfind", "rstrip", "split", "splitlines", "startswith", "strip", "upper",
    )),
    dict: frozenset(("get", "items", "keys", "values")),
    LoopContext: frozenset((
        "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex",
        "revindex0",
    )),
    **dict.fromkeys((int, float, Decimal, bytes, list, tuple, range, type(None), type(len)), frozenset()),
}  # fmt: skip
"""What a tag may ask of a value by its type, and call: what gives no more than it was given."""

_MOST_DIGITS = 100
"""Of a text that is made a number."""
_MOST_DECIMALS = 15
_SHORT = 4_096
"""A text whose length is no matter."""
_NUMBERS = (int, float, Decimal)
_Filter = Callable[..., Any]
_JINJAS: Mapping[str, Any] = JINJAS_FILTERS
_JINJAS_TESTS: Mapping[str, Any] = JINJAS_TESTS


class NotTextError(TemplateRuntimeError):
    """A tag prints something that is not text. `known` are the names below it."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("not text")
        self.known = known


def text_of(value: Any) -> str:
    """What a tag prints. Raises NotTextError for mappings, lists and nothing at all."""
    if isinstance(value, (str, int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, StrictUndefined):
        str(value)  # raises, with the names there are
    raise NotTextError(tuple(map(str, value)) if isinstance(value, Mapping) else ())


def budget_of(context: Context) -> RenderingBudget:
    """The budget of the rendering that a context belongs to."""
    budget: RenderingBudget = context[BUDGET]
    return budget


def calculated(budget: RenderingBudget, sign: str, left: Any, right: Any) -> Any:
    """What an operator of arithmetic gives.

    Raises SecurityError for what is neither numbers nor texts or lists added, OverBudgetError for a number of too many
    digits, UndefinedError for what is not there.
    """
    for value in (left, right):
        if isinstance(value, StrictUndefined):
            str(value)  # raises, with the names there are
    if sign in _ARITHMETIC and isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
        found = _ARITHMETIC[sign](left, right)
        if isinstance(found, int) and found.bit_length() > MOST_BITS:
            raise OverBudgetError(long=True)
        return found
    for kind in (str, list, tuple):
        if sign == "+" and isinstance(left, kind) and isinstance(right, kind):
            budget.made(len(left) + len(right))
            return left + right  # type: ignore[operator] # both are of one kind
    raise SecurityError(f"{sign} is not allowed here")


_ARITHMETIC = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod,
}  # fmt: skip


def replaced(budget: RenderingBudget, text: str, old: Any, new: Any, count: Any = None) -> str:
    """The text with what is sought replaced, at most `count` times."""
    sought, put = text_of(old), text_of(new)
    budget.made(len(text))
    times = text.count(sought) if count is None or count < 0 else min(count, text.count(sought))
    budget.made(len(text) + times * max(0, len(put) - len(sought)))
    return text.replace(sought, put, -1 if count is None else count)


@pass_context
def _replace(context: Context, value: Any, old: Any, new: Any, count: Any = None) -> str:
    return replaced(budget_of(context), text_of(value), old, new, count)


@pass_context
def _join(context: Context, value: Iterable[Any], d: Any = "", attribute: Any = None) -> Any:
    budget = budget_of(context)
    items: Iterable[Any] = budget.counted(value)
    if attribute is not None:
        items = map(make_attrgetter(context.environment, attribute), items)
    return _together(budget, items, text_of(d))


@pass_context
def _beside(context: Context, values: list[Any]) -> Any:
    return _together(budget_of(context), values, "")


def _together(budget: RenderingBudget, items: Iterable[Any], between: str) -> Any:
    """The items as one text. docxtpl's own objects, which print XML, are put beside one another by Jinja's rule."""
    texts: list[Any] = []
    size = 0
    for item in items:
        text = item if hasattr(item, "__html__") else text_of(item)
        texts += (between, text) if texts and between else (text,)
        size += len(str(text)) + len(between)
        budget.made(size if size > 1_000_000 else len(between))
    budget.made(size)
    return markup_join(texts) if any(hasattr(text, "__html__") for text in texts) else "".join(texts)


def _compare(budget: RenderingBudget, sign: str, left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        budget.spend(((len(right) if sign in ("in", "notin") else min(len(left), len(right))) >> 6) + 1)
    elif not isinstance(right, range):
        budget.weigh(left)
        budget.weigh(right)
    return bool(_COMPARISONS[sign](left, right))


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt, "gteq": operator.ge,
    "in": lambda left, right: left in right, "notin": lambda left, right: left not in right,
}  # fmt: skip


@pass_context
def _compared(context: Context, left: Any, right: Any, sign: str) -> bool:
    return _compare(budget_of(context), sign, left, right)


@pass_context
def _part(context: Context, value: Any, *bounds: Any) -> Any:
    if isinstance(value, (str, list, tuple)):
        budget_of(context).made(len(value))
    return context.environment.getitem(value, slice(*bounds))


@pass_context
def _steps(context: Context, items: Iterable[Any], steps: int) -> Iterator[Any]:
    return budget_of(context).counted(items, steps)


@pass_context
def _list(context: Context, value: Iterable[Any]) -> list[Any]:
    return list(budget_of(context).counted(value))


@pass_context
def _reverse(context: Context, value: Any) -> Any:
    if isinstance(value, (str, list, tuple, range, dict)):
        budget_of(context).made(len(value))
        return value[::-1] if isinstance(value, str) else reversed(value)
    return reversed(_list(context, value))


@pass_context
def _sum(context: Context, iterable: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
    budget = budget_of(context)
    items: Iterable[Any] = budget.counted(iterable)
    if attribute is not None:
        items = map(make_attrgetter(context.environment, attribute), items)
    total = start
    for value in items:
        if not (isinstance(total, _NUMBERS) and isinstance(value, _NUMBERS)):
            raise TypeError(type(value))
        total = calculated(budget, "+", total, value)
    return total


@pass_context
def _int(context: Context, value: Any, default: Any = 0, base: int = 10) -> Any:
    del context
    if isinstance(value, str) and len(value) > _MOST_DIGITS:
        raise OverBudgetError(long=True)
    found = _JINJAS["int"](value, default, base)
    if isinstance(found, int) and found.bit_length() > MOST_BITS:
        raise OverBudgetError(long=True)
    return found


def _round(value: Any, precision: int = 0, method: Any = "common") -> Any:
    if abs(precision) > _MOST_DECIMALS:
        raise OverBudgetError(long=True)
    return _JINJAS["round"](value, precision, method)


def _of_text(change: Callable[..., str]) -> _Filter:
    @pass_context
    def changed(context: Context, value: Any, *arguments: Any) -> str:
        if type(value) is str and len(value) < _SHORT:
            return change(value, *arguments)
        text = text_of(value)
        budget_of(context).made(len(text))
        return change(text, *arguments)

    return changed


def _item_by_item(name: str) -> _Filter:
    """Jinja's filter, at a step an item."""

    @pass_context
    def filtered(context: Context, value: Iterable[Any], *arguments: Any, **named: Any) -> Any:
        return _JINJAS[name](context, budget_of(context).counted(value), *arguments, **named)

    return filtered


def _all_at_once(name: str) -> _Filter:
    """Jinja's filter, at what it costs to compare the items, each with some others."""

    @pass_context
    def filtered(context: Context, value: Iterable[Any], *arguments: Any, **named: Any) -> Any:
        budget = budget_of(context)
        items = list(budget.counted(value, 10))
        budget.weigh(items)
        return _JINJAS[name](context.environment, items, *arguments, **named)

    return filtered


FILTERS: Mapping[str, _Filter] = {
    **{name: _JINJAS[name] for name in ("abs", "count", "d", "default", "first", "last", "length")},
    **{name: _item_by_item(name) for name in ("map", "reject", "rejectattr", "select", "selectattr")},
    **{name: _all_at_once(name) for name in ("max", "min", "sort", "unique")},
    "int": _int, "join": _join, "list": _list, "replace": _replace, "reverse": _reverse, "round": _round, "sum": _sum,
    "lower": _of_text(str.lower), "trim": _of_text(str.strip), "upper": _of_text(str.upper),
}  # fmt: skip
"""The filters a tag may use: those that neither make XML nor text without bound."""

GUARDS: Mapping[str, _Filter] = {BESIDE: _beside, COMPARED: _compared, PART: _part, STEPS: _steps}


def _comparison(sign: str) -> _Filter:
    @pass_context
    def test(context: Context, left: Any, right: Any) -> bool:
        return _compare(budget_of(context), sign, left, right)

    return test


def _of_number(name: str) -> _Filter:
    """Jinja's test, which would format a text (``%`` on texts)."""

    def test(value: Any, *arguments: Any) -> bool:
        if not isinstance(value, _NUMBERS):
            raise TypeError(type(value))
        return bool(_JINJAS_TESTS[name](value, *arguments))

    return test


_SIGNS = {
    "eq": ("==", "eq", "equalto"), "ne": ("!=", "ne"), "lt": ("<", "lt", "lessthan"), "lteq": ("<=", "le"),
    "gt": (">", "gt", "greaterthan"), "gteq": (">=", "ge"), "in": ("in",),
}  # fmt: skip
TESTS: Mapping[str, _Filter] = {
    **{
        name: _JINJAS_TESTS[name]
        for name in (
            "boolean", "defined", "false", "float", "integer", "iterable", "mapping", "none", "number", "sameas",
            "sequence", "string", "true", "undefined",
        )
    },
    **{name: _of_number(name) for name in ("divisibleby", "even", "odd")},
    **{name: _comparison(sign) for sign, names in _SIGNS.items() for name in names},
}  # fmt: skip
"""The tests a tag may use."""
