"""Everything public says what it is for; what raises an error itself, or by a helper of its module, names that error."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

import pydantic_core
import pytest

from tests.test_house import modules

Function: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ELSEWHERE = re.compile(r"\b[Rr]aises? (?:\w+ ){0,6}as ")
"""A docstring may send its reader to another: ``Raises as `read` does``."""
_TURNED = {"whole": "OfficeError"}
"""Context managers that make another error of whatever is raised in them."""


@dataclass(frozen=True)
class Public:
    """A public module, class, function or method: its name, what it says, and the errors it raises."""

    name: str
    docstring: str
    raises: frozenset[str] = frozenset()

    @property
    def unnamed(self) -> set[str]:
        """The errors it raises and does not name, nor a class they are of."""
        if _ELSEWHERE.search(self.docstring):
            return set()
        said = set(re.findall(r"\w+", self.docstring)) if re.search(r"\b[Rr]aises?\b", self.docstring) else set()
        return {error for error in self.raises if said.isdisjoint(classes_of(error))}


@dataclass
class Module:
    """One module, and what its functions raise."""

    name: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All there is in it that says what it makes, imports and defines."""
        kinds = (*FUNCTIONS, ast.ClassDef, ast.ImportFrom)
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, kinds))

    @cached_property
    def made(self) -> dict[str, str]:
        """The errors that its functions return, by name."""
        return {
            node.name: _last(node.returns)
            for node in self.nodes
            if isinstance(node, ast.FunctionDef) and node.returns and _last(node.returns).endswith("Error")
        }

    @cached_property
    def known_made(self) -> dict[str, str]:
        """Those, and those of the functions it imports."""
        imported = {
            alias.asname or alias.name: made[alias.name]
            for node in self.nodes
            if isinstance(node, ast.ImportFrom) and node.module in trees()
            for made in [trees()[node.module].made]
            for alias in node.names
            if alias.name in made
        }
        return imported | self.made

    @cached_property
    def helpers(self) -> dict[str, ast.FunctionDef]:
        """Its private functions, and the private methods of its classes, by name."""
        return {
            node.name: node
            for node in self.nodes
            if isinstance(node, ast.FunctionDef) and node.name.startswith("_") and not node.name.startswith("__")
        }

    @cached_property
    def tuples(self) -> dict[str, set[str]]:
        """Its constants that are tuples of names: what several errors are caught by."""
        return {
            _last(node.targets[0]): {_last(one) for one in node.value.elts}
            for node in self.tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
        }

    def raised(self, function: Function, above: Collection[str] = ()) -> Iterator[str]:
        """The errors a function raises and does not catch; `above` are the helpers that led to it."""
        around = _around(function)
        for node in _telling(function):
            for error in self._begun(node, above):
                turned = self._outside(error, around.get(node, ()))
                if turned:
                    yield turned

    def _begun(self, node: ast.AST, above: Collection[str]) -> Iterator[str]:
        """The errors that one piece of code raises."""
        if isinstance(node, ast.Raise) and node.exc is not None:
            name = _last(node.exc.func if isinstance(node.exc, ast.Call) else node.exc)
            error = self.known_made.get(name, name)
            if error[:1].isupper():
                yield error
        elif isinstance(node, ast.Call) and _own_name(node.func) in self.helpers:
            called = _last(node.func)
            if called not in above:
                yield from self.raised(self.helpers[called], (*above, called))

    def _outside(self, error: str, around: Collection[ast.Try | ast.With]) -> str:
        """What becomes of an error in the statements `around` it, innermost first: empty where one catches it."""
        for statement in around:
            if isinstance(statement, ast.Try):
                caught = {name for handler in statement.handlers for name in self._names(handler.type)}
            else:
                calls = [item.context_expr for item in statement.items if isinstance(item.context_expr, ast.Call)]
                error = next((_TURNED[name] for name in map(_called, calls) if name in _TURNED), error)
                caught = {
                    name
                    for call in calls
                    if _called(call) == "suppress"
                    for one in call.args
                    for name in self._names(one)
                }
            if not classes_of(error).isdisjoint(caught):
                return ""
        return error

    def _names(self, of: ast.expr | None) -> set[str]:
        if of is None:
            return {"BaseException"}
        names = {_last(one) for one in (of.elts if isinstance(of, ast.Tuple) else [of])}
        return names.union(*(self.tuples.get(name, set()) for name in names))

    def public(self) -> Iterator[Public]:
        """The module and everything public in it."""
        yield Public(self.name, ast.get_docstring(self.tree) or "")
        yield from self._inside(self.name, self.tree)

    def _inside(self, name: str, of: ast.Module | ast.ClassDef) -> Iterator[Public]:
        for node in of.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield Public(f"{name}.{node.name}", ast.get_docstring(node) or "")
                yield from self._inside(f"{name}.{node.name}", node)
            elif isinstance(node, FUNCTIONS) and _is_public(node):
                raises = frozenset(self.raised(node))
                if node.name != "__init__" or raises:
                    yield Public(f"{name}.{node.name}", ast.get_docstring(node) or "", raises)


def _is_public(function: Function) -> bool:
    """Not those of commands: what they say is the help of the command, for its users."""
    commands = any(
        "command" in _last(one.func if isinstance(one, ast.Call) else one) for one in function.decorator_list
    )
    return not commands and (function.name == "__init__" or not function.name.startswith("_"))


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a body itself, not in a function or class within it."""
    waiting = [node]
    while waiting:
        inner = [
            one
            for one in ast.iter_child_nodes(waiting.pop())
            if not isinstance(one, (*FUNCTIONS, ast.ClassDef, ast.Lambda))
        ]
        yield from inner
        waiting += reversed(inner)


@cache
def _telling(function: Function) -> tuple[ast.AST, ...]:
    """What raises in a function, or calls what may."""
    return tuple(node for node in _own(function) if isinstance(node, ast.Raise | ast.Call))


@cache
def _around(function: Function) -> Mapping[ast.AST, Sequence[ast.Try | ast.With]]:
    """The statements around each part of a function that may catch what it raises, innermost first."""
    around: dict[ast.AST, list[ast.Try | ast.With]] = {}
    for node in _own(function):
        if isinstance(node, ast.Try | ast.With):
            for inner in (within for statement in node.body for within in (statement, *_own(statement))):
                around.setdefault(inner, []).insert(0, node)
    return around


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ast.unparse(node).rpartition(".")[2]


def _own_name(node: ast.expr) -> str:
    """The name of a function of the module, or of a method of the class itself; empty for what is elsewhere."""
    if isinstance(node, ast.Attribute):
        return node.attr if isinstance(node.value, ast.Name) and node.value.id == "self" else ""
    return node.id if isinstance(node, ast.Name) else ""


def _called(call: ast.Call) -> str:
    return _last(call.func)


@cache
def trees() -> Mapping[str, Module]:
    """The modules of perfgen by name."""
    return {name: Module(name, ast.parse(path.read_text(encoding="utf-8"))) for name, path in modules().items()}


@cache
def bases() -> Mapping[str, set[str]]:
    """What the classes of perfgen are derived from, by name."""
    return {
        node.name: {_last(base) for base in node.bases}
        for module in trees().values()
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
    }


@cache
def classes_of(error: str) -> frozenset[str]:
    """The names of an error's class and of the classes above it."""
    above = bases().get(error)
    if above is None:
        found = getattr(builtins, error, None) or getattr(pydantic_core, error, None) or Exception
        return frozenset({error} | {one.__name__ for one in found.__mro__ if one is not object})
    return frozenset({error}.union(*map(classes_of, above)))


@cache
def public() -> tuple[Public, ...]:
    """Everything public of perfgen."""
    return tuple(one for module in trees().values() for one in module.public())


@pytest.fixture(scope="module", autouse=True)
def _trees_are_let_go() -> Iterator[None]:
    """The trees of all modules are hundreds of megabytes, which the tests after these need not carry along."""
    yield
    for kept in (_telling, _around, trees, bases, classes_of, public):
        kept.cache_clear()


def test_everything_public_says_what_it_is_for() -> None:
    assert [one.name for one in public() if not one.docstring] == []


def test_what_raises_an_error_names_it() -> None:
    assert {one.name: sorted(one.unnamed) for one in public() if one.unnamed} == {}


@pytest.mark.parametrize(
    ("docstring", "unnamed"),
    [
        ("Reads.", {"FilingError"}),
        ("Reads. Raises FilingError for a folder.", set()),
        ("Reads. Raises PerfgenError for a folder.", set()),
        ("Reads. Raises OSError.", {"FilingError"}),
        ("Reads. Raises as `read` does.", set()),
    ],
)
def test_how_an_error_is_named(docstring: str, unnamed: set[str]) -> None:
    assert Public("f", docstring, frozenset({"FilingError"})).unnamed == unnamed


def test_what_a_function_raises_is_seen() -> None:
    tree = ast.parse(
        "BROKEN = (KeyError, OSError)\n"
        "def _fault() -> DocumentError: ...\n"
        "def _look():\n    raise FilingError\n"
        "def f():\n"
        "    try:\n        raise FileNotFoundError\n    except BROKEN:\n        raise _fault('x') from None\n"
        "    with suppress(PerfgenError):\n        _look()\n"
        "    def g():\n        raise OSError\n"
        "def h():\n    return _look()\n"
    )
    module = Module("m", tree)
    assert {one.name: set(one.raises) for one in module.public()} == {
        "m": set(), "m.f": {"DocumentError"}, "m.h": {"FilingError"}
    }  # fmt: skip
