"""What of its data a template prints, told from its tags: the paths of all values that may come out, indices left out.

A tag prints the path it names (``{{ 项目.预算数 }}`` in ``{% for 项目 in 预算项目 %}`` prints 预算项目 预算数); a condition
prints nothing. Where a template says what it prints in a way that cannot be followed (macros, items by a computed name),
all that may be meant counts as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from jinja2 import nodes

from perfgen.docx.paths import ANYTHING, Names

_UNFOLLOWED = (
    nodes.Macro,
    nodes.CallBlock,
    nodes.FilterBlock,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Block,
)


def printed(templates: Iterable[nodes.Template]) -> frozenset[Names]:
    """The paths that the parts of a template print, in no order; ``("*",)`` alone where that cannot be told."""
    found: set[Names] = set()
    for template in templates:
        if any(True for _ in template.find_all(_UNFOLLOWED)):
            return frozenset([(ANYTHING,)])
        found.update(_statements(template.body, {}))
    return frozenset(found)


_Known: TypeAlias = "dict[str, Names | None]"
"""What loops and assignments call a path; None for what is no path."""


def _statements(body: Iterable[nodes.Node], names: _Known) -> Iterator[Names]:
    """What some statements print."""
    for node in body:
        say = next((say for kind, say in _SAYS if isinstance(node, kind)), _others)
        yield from say(node, names)


def _output(node: nodes.Output, names: _Known) -> Iterator[Names]:
    for child in node.nodes:
        yield from _expression(child, names)


def _loop(node: nodes.For, names: _Known) -> Iterator[Names]:
    inner, path = dict(names), _path(node.iter, names)
    single = isinstance(node.target, nodes.Name)
    inner |= {target.name: path if single else None for target in _targets(node.target)}
    if path is None or not single:
        yield from ((*one, ANYTHING) for one in _expression(node.iter, names))
    yield from _statements(node.body, inner)
    yield from _statements(node.else_, names)


def _condition(node: nodes.If, names: _Known) -> Iterator[Names]:
    yield from _statements([*node.body, *node.elif_, *node.else_], names)


def _assignment(node: nodes.Assign, names: _Known) -> Iterator[Names]:
    path = _path(node.node, names)
    names |= dict.fromkeys((target.name for target in _targets(node.target)), path)
    if path is None:
        yield from _expression(node.node, names)


def _block(node: nodes.With, names: _Known) -> Iterator[Names]:
    inner = dict(names)
    for target, value in zip(node.targets, node.values, strict=True):
        inner |= dict.fromkeys((one.name for one in _targets(target)), _path(value, names))
        yield from _expression(value, names)
    yield from _statements(node.body, inner)


def _others(node: nodes.Node, names: _Known) -> Iterator[Names]:
    for child in node.iter_child_nodes():
        yield from _expression(child, names)


_SAYS: tuple[tuple[type[nodes.Node], Any], ...] = (
    (nodes.Output, _output),
    (nodes.For, _loop),
    (nodes.If, _condition),
    (nodes.Assign, _assignment),
    (nodes.With, _block),
)


def _targets(target: nodes.Node) -> Iterable[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)


def _expression(node: nodes.Node, names: _Known) -> Iterator[Names]:
    """What an expression prints."""
    path = _path(node, names)
    if path is not None:
        yield path
    elif isinstance(node, nodes.CondExpr):
        yield from _expression(node.expr1, names)
        if node.expr2 is not None:
            yield from _expression(node.expr2, names)
    elif isinstance(node, nodes.Getitem):  # an item by a computed name: any of them
        yield from ((*one, ANYTHING) for one in _expression(node.node, names))
    else:
        for child in node.iter_child_nodes():
            yield from _expression(child, names)


def _path(node: nodes.Node, names: _Known) -> Names | None:
    """The path an expression names, None where it is more than a path."""
    if isinstance(node, nodes.Name):
        return names.get(node.name, (node.name,))
    inner = node.node if isinstance(node, (nodes.Filter, nodes.Getattr, nodes.Getitem)) else None
    base = _path(inner, names) if inner is not None else None
    if base is None or isinstance(node, nodes.Filter):
        return base
    if isinstance(node, nodes.Getattr):
        return (*base, node.attr)
    item = node.arg if isinstance(node, nodes.Getitem) else None
    if isinstance(item, nodes.Const) and isinstance(item.value, str):
        return (*base, item.value)
    return base if isinstance(item, (nodes.Const, nodes.Slice)) else None
