"""Jinja's compiler with shorter leaves: templates as Python that yields bytes, for data that is as it should be.

What Jinja generates for loops, conditions and names stays as it is. Two leaves differ: what stands below a name is taken
straight from its mapping, and text between the control tags of a template is joined in one step from bytes made
beforehand. `perfgen.docx.fast_render` runs what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame

from perfgen.docx.bookmarks import ENDS, STARTS
from perfgen.docx.parts import ALONE, OF_LOOP, NotFastError
from perfgen.docx.sandbox import Sandbox
from perfgen.docx.surroundings import INDENT, TEXT, VALUE

_TABLES = {TEXT: "texts", VALUE: "values", INDENT: "indents", STARTS: "starts", ENDS: "ends"}
_STATEMENTS = (nodes.Template, nodes.Output, nodes.For, nodes.If, nodes.Assign)
_OF_DATA = (nodes.Name, nodes.Getattr, nodes.Getitem)
"""What may be a mapping or list of the data."""
_OF_PYTHON = frozenset(name for kind in (dict, list, tuple, str) for name in dir(kind))


class _FastCode(CodeGenerator):
    """Writes Jinja's own code but for what a template prints and what stands below a name."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("texts, values, indents, starts, ends = context.filled")
        self.writeline("join = b''.join")

    def pull_dependencies(self, nodes: Sequence[nodes.Node]) -> None:  # type: ignore[override] # any iterable there
        needed = (inner for node in nodes for inner in node.find_all((_FILTER, _TEST)))
        if any(inner.name not in _TABLES for inner in needed):
            super().pull_dependencies(nodes)

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
            raise NotFastError

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- as above
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
        if of_loop and node.attr in OF_LOOP:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        elif of_loop or node.attr in _OF_PYTHON or not isinstance(node.node, _OF_DATA):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 -- as above
        of_data = isinstance(node.node, _OF_DATA)
        if of_data and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, (int, str)):
            self.visit(node.node, frame)
            self.write(f"[{node.arg.value!r}]")
        else:
            super().visit_Getitem(node, frame)


_FILTER, _TEST = nodes.Filter, nodes.Test


class FastSandbox(Sandbox):
    """The sandbox, whose templates yield bytes."""

    code_generator_class = _FastCode


_COMMONS = (
    "resolve = context.resolve_or_missing", "undefined = environment.undefined", "concat = environment.concat",
    "cond_expr_undefined = Undefined", "texts, values, indents, starts, ends = context.filled", "root(context, missing=missing, environment=environment)",
)  # fmt: skip
_NEEDS_JINJA = re.compile(
    r"\b(?:environment|context|Undefined|cond_expr_undefined|concat|Macro|Markup|Namespace|Template\w+|escape|identity"
    r"|internalcode|markup_join|str_join)\b"
)


def _only_jinja(node: nodes.Node) -> bool:
    """Whether it means something to Jinja that fast code cannot do: it takes what stands below a name to be there."""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "loop":
        return node.attr not in OF_LOOP
    asks = isinstance(node, (nodes.Filter, nodes.Test)) and node.name in ("d", "default", "defined", "undefined")
    # What is set to something that is not there is no fault before it is used; fast code would raise at once.
    sets = isinstance(node, nodes.Assign) and any(True for _ in node.find_all((nodes.Getattr, nodes.Getitem)))
    return asks or sets or (isinstance(node, nodes.Stmt) and not isinstance(node, _STATEMENTS))


def fast_source(source: str) -> str:
    """The Python for Jinja source on which every tag has its filter.

    It begins with `ALONE` where it can do without Jinja. Raises NotFastError for a template that fast code is not made for.
    """
    environment = FastSandbox()
    try:
        tree = environment.parse(source)
        if any(map(_only_jinja, tree.find_all(nodes.Node))):
            raise NotFastError
        code = environment.compile(tree, raw=True)
    except TemplateError:
        raise NotFastError from None
    imports, _, body = code.partition("\n")
    said = body
    for line in _COMMONS:
        said = said.replace(line, "")
    return code if not imports.startswith("from jinja2") or _NEEDS_JINJA.search(said) else f"{ALONE}\n{body}"
