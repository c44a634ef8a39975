"""What a template's tags may name: the shape of the data, told from data in which nothing is missing.

A tag is held against the shape without being run, so that a misspelt name is found in every branch, however seldom that is
taken. What cannot be followed (calls, arithmetic) is taken for anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from perfgen.docx.filters import METHODS, NotTextError
from perfgen.docx.sandbox import UnknownNameError


@dataclass(frozen=True, slots=True)
class Shape:
    """A value: a mapping with `names`, a list of `item`, or neither: text. `known` is False for what cannot be told."""

    names: Mapping[str, Shape] | None = None
    item: Shape | None = None
    known: bool = True


ANYTHING, TEXT = Shape(known=False), Shape()
_OF_ITSELF = frozenset(
    ("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "d", "default")
)
"""Filters whose result is like what they are given."""
_ITEM = frozenset(("first", "last", "min", "max"))
_ALWAYS = {"loop": ANYTHING, "range": ANYTHING, "true": TEXT, "false": TEXT, "none": ANYTHING}


def shape_of(value: Any) -> Shape:
    """The shape of a value; an item of a list has every name that any of the items has."""
    if isinstance(value, Mapping):
        return Shape({str(name): shape_of(inner) for name, inner in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        found = ANYTHING
        for inner in map(shape_of, value):
            found = _both(found, inner) if found.known else inner
        return Shape(item=found)
    return TEXT


def _both(one: Shape, other: Shape) -> Shape:
    if one.names is None or other.names is None:
        return one
    return Shape(
        {**other.names, **{name: _both(inner, other.names.get(name, inner)) for name, inner in one.names.items()}}
    )


@dataclass(slots=True)
class KnownNames:
    """The names that are there at a place in a template: those of the data, and what loops and assignments call."""

    data: Mapping[str, Shape]
    _inner: list[dict[str, Shape]] = field(default_factory=lambda: [{}])

    def begin(self, target: nodes.Node | None = None, item: Shape = ANYTHING) -> None:
        """Go into a loop or condition; the loop calls each item by the name, or the names, of a target."""
        self._inner.append({})
        if target is not None:
            self.assign(target, item)

    def end(self) -> None:
        """Leave the innermost loop or condition."""
        if len(self._inner) > 1:
            self._inner.pop()

    def assign(self, target: nodes.Node, shape: Shape) -> None:
        """Call a value by the name of a target; by several names, each is anything."""
        alone = isinstance(target, nodes.Name)
        names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
        self._inner[-1] |= {name.name: shape if alone else ANYTHING for name in names}

    def of(self, name: str) -> Shape | None:
        """What is called so; None where nothing is."""
        for level in reversed(self._inner):
            if name in level:
                return level[name]
        return self.data.get(name, _ALWAYS.get(name))

    def looked_at(self, node: nodes.Node) -> tuple[Shape, list[UnknownNameError]]:
        """The shape of an expression, and every name in it that there is not."""
        wrong: list[UnknownNameError] = []
        return self._shape(node, wrong), wrong

    def printed(self, node: nodes.Node) -> list[UnknownNameError | NotTextError]:
        """What is wrong with printing an expression."""
        shape, wrong = self.looked_at(node)
        if wrong or (shape.names is None and shape.item is None):
            return [*wrong]
        return [NotTextError(tuple(shape.names or ()))]

    def _shape(self, node: nodes.Node, wrong: list[UnknownNameError]) -> Shape:
        say = _SHAPES.get(type(node))
        if say is not None:
            shape: Shape = say(self, node, wrong)
            return shape
        for child in node.iter_child_nodes():
            self._shape(child, wrong)
        return TEXT if isinstance(node, (nodes.Const, nodes.Concat, nodes.Compare)) else ANYTHING

    def _name(self, node: nodes.Name, wrong: list[UnknownNameError]) -> Shape:
        found = self.of(node.name)
        if found is None:
            wrong.append(UnknownNameError(node.name, tuple(self.data), root=True))
        return found or ANYTHING

    def _below(self, node: nodes.Getattr | nodes.Getitem, wrong: list[UnknownNameError]) -> Shape:
        base = self._shape(node.node, wrong)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            self._shape(node.arg, wrong)
            return base
        name = node.attr if isinstance(node, nodes.Getattr) else _constant(node.arg)
        if name is None:
            self._shape(node.arg, wrong)  # type: ignore[union-attr]  # only an item has no constant name
        if not base.known or name is None:
            return ANYTHING
        if isinstance(name, int):
            return base.item or (ANYTHING if base.names is None else self._missing(str(name), base, wrong))
        if base.names is not None and name in base.names:
            return base.names[name]
        return (
            ANYTHING if name in METHODS[dict if base.names is not None else str] else self._missing(name, base, wrong)
        )

    def _missing(self, name: str, base: Shape, wrong: list[UnknownNameError]) -> Shape:
        wrong.append(UnknownNameError(name, tuple(base.names or ()), root=False))
        return ANYTHING

    def _filter(self, node: nodes.Filter, wrong: list[UnknownNameError]) -> Shape:
        base = self._shape(node.node, wrong) if node.node is not None else ANYTHING
        for argument in (*node.args, *node.kwargs):
            self._shape(argument, wrong)
        if node.name in _OF_ITSELF:
            return base
        return (base.item or ANYTHING) if node.name in _ITEM else ANYTHING

    def _test(self, node: nodes.Test, wrong: list[UnknownNameError]) -> Shape:
        if node.name not in ("defined", "undefined"):
            for child in node.iter_child_nodes():
                self._shape(child, wrong)
        return TEXT

    def _either(self, node: nodes.Or | nodes.And | nodes.CondExpr, wrong: list[UnknownNameError]) -> Shape:
        one, other = (node.expr1, node.expr2) if isinstance(node, nodes.CondExpr) else (node.left, node.right)
        if isinstance(node, nodes.CondExpr):
            self._shape(node.test, wrong)
        shapes = [self._shape(expression, wrong) for expression in (one, other) if expression is not None]
        return shapes[0] if all(shape == shapes[0] for shape in shapes) else ANYTHING


_SHAPES: Mapping[type[nodes.Node], Any] = {
    nodes.Name: KnownNames._name,  # noqa: SLF001 -- the table of its own methods
    nodes.Getattr: KnownNames._below,  # noqa: SLF001
    nodes.Getitem: KnownNames._below,  # noqa: SLF001
    nodes.Filter: KnownNames._filter,  # noqa: SLF001
    nodes.Test: KnownNames._test,  # noqa: SLF001
    nodes.Or: KnownNames._either,  # noqa: SLF001
    nodes.And: KnownNames._either,  # noqa: SLF001
    nodes.CondExpr: KnownNames._either,  # noqa: SLF001
}


def _constant(node: nodes.Node) -> str | int | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, (str, int)) else None


def expressions(tree: nodes.Template) -> Iterator[nodes.Expr]:
    """The expressions that the tags of a template print."""
    for output in tree.find_all(nodes.Output):
        yield from (one for one in output.nodes if not isinstance(one, nodes.TemplateData))
