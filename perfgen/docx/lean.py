"""Jinja's compiler with leaner leaves: templates as Python that yields bytes, for data that is as it should be.

What Jinja generates for loops, conditions and names stays as it is. Two leaves differ: what stands below a name is taken
straight from its mapping, and text between the control tags of a template is joined in one step from bytes made
beforehand. The values in it are escaped and encoded once for each rendering, however often they are printed.

Lean code knows no mistakes: a name that is not there, a value that is no text, a character XML cannot hold, an attribute
where an item was meant all raise something, and whoever runs it then renders again by Jinja's own code, which tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

from perfgen.docx.bookmarks import ENDS, STARTS, Starts
from perfgen.docx.sandbox import BoundedRange, Sandbox
from perfgen.docx.surroundings import TEXT, VALUE, Surroundings, attribute
from perfgen.filing.text import NOT_XML

_OF_LOOP = frozenset(("first", "last", "index", "index0", "length", "revindex", "revindex0"))
_STATEMENTS = (nodes.Template, nodes.Output, nodes.For, nodes.If, nodes.Assign)
_NUMBERS: tuple[type, ...] = (int, float, Decimal)
_OF_PYTHON = frozenset(name for kind in (dict, list, tuple, str) for name in dir(kind))


class NotLeanError(Exception):
    """A template, or data, that lean code is not made for."""


class _Lean(CodeGenerator):
    """Writes Jinja's own code but for what a template prints and what stands below a name."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("texts, values, starts, ends = context.filled")
        self.writeline("join = b''.join")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 -- Jinja's visitors are named so
        several = len(node.nodes) > 1
        self.writeline("yield join((" if several else "yield ", node)
        for child in node.nodes:
            self._print(child, frame)
            self.write(", " if several else "")
        self.write("))" if several else "")

    def _print(self, child: nodes.Expr, frame: Frame) -> None:
        if isinstance(child, nodes.TemplateData):
            self.write(repr(child.data.encode()))
        elif isinstance(child, nodes.Filter) and child.node is not None and child.name in _TABLES:
            index = f"[{child.args[0].value}]" if child.args and isinstance(child.args[0], nodes.Const) else ""
            self.write(f"{_TABLES[child.name]}{index}[")
            self.visit(child.node, frame)
            self.write("]")
        else:
            raise NotLeanError

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- as above
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
        if of_loop and node.attr in _OF_LOOP:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        elif of_loop or node.attr in _OF_PYTHON:
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 -- as above
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, (int, str)):
            self.visit(node.node, frame)
            self.write(f"[{node.arg.value!r}]")
        else:
            super().visit_Getitem(node, frame)


_TABLES = {TEXT: "texts", VALUE: "values", STARTS: "starts", ENDS: "ends"}


class LeanContext(Context):
    """A context that carries what is printed in one rendering, by how it is printed and by the value."""

    filled: tuple[Sequence[Mapping[str, bytes]], Mapping[str, bytes], Mapping[str, bytes], Mapping[str, bytes]]


class _LeanSandbox(Sandbox):
    """The sandbox, whose templates yield bytes."""

    code_generator_class = _Lean
    context_class = LeanContext


class _Texts(dict[str, bytes]):
    """What texts print in one kind of surroundings, worked out when first asked for."""

    __slots__ = ("_around",)

    def __init__(self, around: Surroundings | None) -> None:
        super().__init__()
        self._around = around

    def __missing__(self, text: str) -> bytes:
        if type(text) is not str:
            if type(text) in _NUMBERS:  # never kept: as a key, 1 is 1.0
                return str(text).encode()
            raise NotLeanError
        if not _MARKED(text):
            found = text.encode()
        elif NOT_XML.search(text):
            raise NotLeanError
        else:
            found = (self._around.fill(text) if self._around else attribute(text)).encode()
        self[text] = found
        return found


_MARKED = re.compile("[&<>\"'\x00-\x1f\ud800-\udfff\ufffe\uffff]").search
"""Whether text is more than its characters: signs of XML's own, tabs, line breaks, and what XML cannot hold."""


class LeanPart:
    """One part of a template as lean code."""

    def __init__(self, source: str) -> None:
        """`source` is what `lean_source` wrote."""
        module: dict[str, Any] = {"environment": _ENVIRONMENT, "__name__": "<lean>"}
        exec(compile(source, "<lean>", "exec"), module)  # noqa: S102 -- what Jinja's compiler wrote, see `lean_source`
        self._root = module["root"]

    def pieces(self, data: Mapping[str, Any], surroundings: Sequence[Surroundings]) -> Iterator[bytes]:
        """The part for `data`, piece by piece. Raises any error for what Jinja's own code must look at."""
        context = LeanContext(_ENVIRONMENT, {**data, "range": BoundedRange()}, "lean", {})
        starts = Starts()
        context.filled = (tuple(map(_Texts, surroundings)), _Texts(None), starts, starts.ends)
        pieces: Iterator[bytes] = self._root(context)
        return pieces


def lean_source(source: str) -> str:
    """The Python for Jinja source on which every tag has its filter. Raises NotLeanError."""
    try:
        tree = _ENVIRONMENT.parse(source)
        loops = tree.find_all(nodes.For)
        if not all(isinstance(node, _STATEMENTS) for node in tree.find_all(nodes.Stmt)) or any(
            loop.recursive for loop in loops
        ):
            raise NotLeanError
        return _ENVIRONMENT.compile(tree, raw=True)
    except TemplateError:
        raise NotLeanError from None


_ENVIRONMENT = _LeanSandbox()
