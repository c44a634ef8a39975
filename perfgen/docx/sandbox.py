"""Jinja for templates from anywhere: no way to Python, bounded work, and nothing printed that is not text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, nodes
from jinja2.lexer import TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from perfgen.docx.filters import FILTERS, GUARDS, METHODS, TESTS, budget_of, calculated, replaced
from perfgen.docx.guards import guarded, seen
from perfgen.docx.limits import OverBudgetError, RenderingBudget

FAILURES = (
    TemplateError, OverBudgetError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError
)  # fmt: skip
"""What rendering a template raises for mistakes in it, or in the data."""


class UnknownNameError(UndefinedError):
    """A tag names something that is not there. `known` are the names that are; `root` where a tag may begin with it."""

    def __init__(self, name: str, known: tuple[str, ...], *, root: bool) -> None:
        super().__init__(name)
        self.name, self.known, self.root = name, known, root


class _Strict(StrictUndefined):
    """Refuses to print, and says which names there are instead."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        owner = self._undefined_obj
        known = tuple(map(str, owner)) if isinstance(owner, Mapping) else ()
        raise UnknownNameError(str(self._undefined_name), known, root=owner is missing)

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __call__ = __getitem__ = _fail_with_undefined_error


class _Bounded(Template):
    """A template that renders within a budget."""

    def render(self, *arguments: Any, **named: Any) -> str:
        """As Jinja's, but OverBudgetError is raised where the template takes too much; `range` comes with the data."""
        data = dict(*arguments, **named)
        budget = RenderingBudget(data)
        pieces: list[str] = []
        size = 0
        printing = self.root_render_func(self.new_context({**data, **budget.names}))
        try:
            for piece in printing:
                pieces.append(piece)
                size += len(piece)
                if size > budget.most_printed:
                    _ask(budget, size, printing)
            return "".join(pieces)
        except Exception:  # noqa: BLE001 -- Jinja's own way: it is raised again, with the lines of the template
            self.environment.handle_exception()


def _ask(budget: RenderingBudget, size: int, printing: Iterator[str]) -> None:
    """Raise OverBudgetError, where it is due, as from the tag that prints."""
    try:
        budget.printed(size)
    except OverBudgetError as error:
        printing.throw(error)  # type: ignore[attr-defined] # a generator


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment templates are compiled in."""

    template_class = _Bounded
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})

    def __init__(self) -> None:
        # Not optimized: no tag is worked out before there is a budget.
        super().__init__(autoescape=True, undefined=_Strict, keep_trailing_newline=True, optimized=False)
        self.filters = {**FILTERS, **GUARDS}
        self.tests = dict(TESTS)
        self.globals.clear()

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        tokens = seen(self.lexer.tokeniter(source, name, filename, state))
        return TokenStream(self.lexer.wrap(tokens, name, filename), name, filename)

    def _generate(self, source: nodes.Template, *arguments: Any, **named: Any) -> str:
        return super()._generate(guarded(source), *arguments, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a tag may ask it of a value: of what Python brings along, only what is listed."""
        for kind, allowed in METHODS.items():
            if isinstance(obj, kind):
                return attr in allowed
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a method that `METHODS` lists, at what it costs to look at its text."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str):
            budget = budget_of(context)
            if obj.__name__ == "replace":
                return replaced(budget, owner, *args)
            budget.made(len(owner))
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """What an operator gives, within bounds."""
        return calculated(budget_of(context), operator, left, right)
