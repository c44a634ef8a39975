"""A template's tags looked at before they run: what may not be is refused, and what could go on without end is guarded.

Most tags need no guard. A name and what stands below it, a comparison with a literal, a loop over what stands below the
value of the loop around it: all that takes as long as the data is large, and runs as Jinja compiles it. In the place of
the rest, ``~``, other comparisons, slices and loops, filters are put that ask the budget (`perfgen.docx.filters`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import Any, cast

from jinja2 import TemplateSyntaxError, nodes

from perfgen.docx.bookmarks import ENDS, STARTS
from perfgen.docx.filters import BESIDE, COMPARED, FILTERS, METHODS, PART, STEPS, TESTS
from perfgen.docx.parts import OF_LOOP
from perfgen.docx.surroundings import INDENT, TEXT, VALUE
from perfgen.filing.text import NOT_XML

MOST_TAGS = 3_000
"""Tags of a part. The layouts that come with perfgen have up to 250."""
MOST_TOKENS, MOST_LENGTH, MOST_BRACKETS = 250, 10_000, 20
"""Words and signs of a tag, characters of one of them, and brackets in brackets: the parser goes down at every one."""
MOST_DIGITS = 18
"""Of a number that is written in a tag: 64 bits hold it."""
MOST_NESTED = 12
"""Loops and conditions in one another. Python itself compiles 20."""
MOST_BRANCHES = 100
"""The ``elif`` of an ``if``."""
MOST_DEEP = 30
"""Operators, names below names and filters in one another."""
MOST_UNGUARDED = 20_000
"""The parts of all tags of a template whose loops go unguarded: one step of a loop may take them all."""

_PRINTING = 10
"""What printing a value is worth, in parts of tags."""

_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_ALONE = frozenset(("elif", "else", "set"))
"""Tags that have no end of their own."""
_PLACED = frozenset((TEXT, VALUE, INDENT, STARTS, ENDS))
_CALLED = frozenset(name for names in METHODS.values() for name in names)
_BY_NAME = {
    "map": (0, FILTERS),
    "select": (0, TESTS),
    "reject": (0, TESTS),
    "selectattr": (1, TESTS),
    "rejectattr": (1, TESTS),
}
"""The filters that are told a filter or a test: as which argument, and which there are."""
_STATEMENTS = {
    nodes.Macro: "macro", nodes.CallBlock: "call", nodes.FilterBlock: "filter", nodes.AssignBlock: "set", nodes.With: "with",
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from", nodes.Extends: "extends",
    nodes.Block: "block", nodes.Scope: "autoescape", nodes.ScopedEvalContextModifier: "autoescape",
}  # fmt: skip
_ONLY = "标签只能取数据、循环和判断"
_METHODS_SAID = "、".join(sorted(METHODS[str] | METHODS[dict]))


class TagRefusedError(TemplateSyntaxError):
    """A tag is refused before it runs: what is said of it, and how to put it right."""

    def __init__(self, said: str, hint: str, line: int) -> None:
        super().__init__(said, line)
        self.said, self.hint = said, hint


def _not_allowed(hint: str, line: int) -> TagRefusedError:
    return TagRefusedError("模板里的标签做了不允许的事", hint, line)


def _complex(hint: str, line: int) -> TagRefusedError:
    return TagRefusedError("模板里的标签太复杂", hint, line)


def _long(line: int) -> TagRefusedError:
    return TagRefusedError("标签里的数太长", f"最多 {MOST_DIGITS} 位", line)


def seen(tokens: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """The tokens (line, kind, text) of a template on their way to the parser. Raises TagRefusedError for too much."""
    tags = count = depth = nested = 0
    block = False
    for line, kind, text in tokens:
        if kind in ("block_begin", "variable_begin"):
            tags, count, depth, block = tags + 1, 0, 0, kind == "block_begin"
            if tags > MOST_TAGS:
                raise _complex(f"一个模板里最多 {MOST_TAGS} 个标签", line)
        elif kind not in ("data", "whitespace"):
            if block:
                block = False
                nested += -1 if text.startswith("end") else text not in _ALONE
                if nested > MOST_NESTED:
                    raise _complex(f"循环和判断最多套 {MOST_NESTED} 层", line)
            count += 1
            depth += _BRACKETS.get(text, 0) if kind == "operator" else 0
            if count > MOST_TOKENS or depth > MOST_BRACKETS or len(text) > MOST_LENGTH:
                raise _complex("把标签拆短", line)
            if kind in ("integer", "float") and sum(map(str.isalnum, text)) > MOST_DIGITS:
                raise _long(line)
        yield line, kind, text


def guarded(tree: nodes.Template) -> nodes.Template:
    """The template with guards where they are needed; the tree itself is changed. Raises RefusedError."""
    assigned = {
        name.name for node in tree.find_all(nodes.Assign) for name in node.find_all(nodes.Name) if name.ctx == "store"
    }
    _Walk(assigned, unguarded=_weight(tree.body, whole=True) <= MOST_UNGUARDED).statements(tree.body, ())
    return tree


def _weight(body: Iterable[nodes.Node], *, whole: bool) -> int:
    """How many parts the tags of a body have; those of loops in it only where it is the `whole`."""
    count = 0
    for node in body:
        count += 1
        if isinstance(node, nodes.Output):
            count += _PRINTING * sum(not isinstance(child, nodes.TemplateData) for child in node.nodes)
        if whole or not isinstance(node, nodes.For):
            count += _weight(node.iter_child_nodes(), whole=whole)
    return count


def _path(node: nodes.Node) -> str | None:
    """The name that an expression of names below names begins with; None for all others."""
    while isinstance(node, nodes.Getattr) or (isinstance(node, nodes.Getitem) and _literal(node.arg)):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else None


def _literal(node: nodes.Node | None) -> bool:
    return node is None or isinstance(node, nodes.Const) or (isinstance(node, nodes.Neg) and _literal(node.node))


class _Walk:
    """Goes through a template; `loops` are the names that the loops around have for their values, innermost last."""

    def __init__(self, assigned: set[str], *, unguarded: bool) -> None:
        self._assigned = assigned
        self._unguarded = unguarded

    def statements(self, body: list[nodes.Node], loops: tuple[str, ...]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                node.nodes = [self._printed(child, loops) for child in node.nodes]
            elif isinstance(node, nodes.For):
                self._loop(node, loops)
            elif isinstance(node, nodes.If):
                self._condition(node, loops)
            elif isinstance(node, nodes.Assign):
                if not self._names(node.target):
                    raise _not_allowed("写成 {% set 名称 = … %}", node.lineno)
                node.node = self._expression(node.node, loops)
            else:
                word = next(word for kind, word in _STATEMENTS.items() if isinstance(node, kind))
                line = next(inner.lineno for inner in (node, *node.find_all(nodes.Node)) if inner.lineno)
                raise TemplateSyntaxError(f"Encountered unknown tag '{word}'.", line)

    def _printed(self, node: nodes.Expr, loops: tuple[str, ...]) -> nodes.Expr:
        if isinstance(node, nodes.TemplateData):
            return node
        if isinstance(node, nodes.Filter) and node.name in _PLACED and node.node is not None and len(node.args) < 2:
            node.node = self._expression(node.node, loops)
            return node
        return cast("nodes.Expr", self._expression(node, loops))

    def _names(self, target: nodes.Node) -> bool:
        """Whether a target is names, none of them Jinja's own."""
        items = target.items if isinstance(target, nodes.Tuple) else [target]
        return all(isinstance(item, nodes.Name) and item.name not in ("loop", "self") for item in items)

    def _loop(self, node: nodes.For, loops: tuple[str, ...]) -> None:
        if node.recursive or not self._names(node.target):
            raise _not_allowed("循环写成 {% for 名称 in 一列 %}", node.lineno)
        below = node.iter
        if isinstance(below, nodes.Getitem) and isinstance(below.arg, nodes.Slice):
            below = below.node if all(map(_literal, below.arg.iter_child_nodes())) else below
        root = _path(below)
        linear = root is not None and (not loops or (root == loops[-1] and root not in self._assigned))
        if not (linear and self._unguarded):
            weight = nodes.Const(1 + _weight(node.body, whole=False))
            node.iter = nodes.Filter(
                self._expression(node.iter, loops), STEPS, [weight], [], None, None, lineno=node.lineno
            )
        else:
            self._expression(below, loops)
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        if node.test is not None:
            node.test = self._expression(node.test, (*loops, name))
        self.statements(node.body, (*loops, name))
        self.statements(node.else_, loops)

    def _condition(self, node: nodes.If, loops: tuple[str, ...]) -> None:
        if len(node.elif_) > MOST_BRANCHES:
            raise _complex(f"一个 if 最多 {MOST_BRANCHES} 个 elif", node.elif_[MOST_BRANCHES].lineno)
        for branch in (node, *node.elif_):
            branch.test = self._expression(branch.test, loops)
            self.statements(branch.body, loops)
        self.statements(node.else_, loops)

    def _expression(self, node: Any, loops: tuple[str, ...], depth: int = 0) -> Any:
        """The expression (or a part of one) with guards in the place of what needs them."""
        if depth > MOST_DEEP:
            raise _complex("把标签拆短", node.lineno)
        self._look(node, loops)
        for field, value in node.iter_fields():
            if isinstance(value, nodes.Node):
                of_loop = isinstance(node, nodes.Getattr) and isinstance(value, nodes.Name) and value.name == "loop"
                setattr(node, field, value if of_loop else self._expression(value, loops, depth + 1))
            elif isinstance(value, list):
                setattr(node, field, [
                    self._expression(item, loops, depth + 1) if isinstance(item, nodes.Node) else item for item in value
                ])  # fmt: skip
        return _in_place_of(node)

    def _look(self, node: nodes.Node, loops: tuple[str, ...]) -> None:
        """Raise RefusedError for what may not be; what stands in it is looked at by itself."""
        look = _LOOKS.get(type(node))
        if look is not None:
            look(node)
        elif isinstance(node, nodes.Name):
            if node.name in ("self", "super") or (node.name == "loop" and loops):
                raise _not_allowed("loop 后面要有点号，如 {{ loop.index }}；self 不能用", node.lineno)
        elif not isinstance(node, _EXPRESSIONS):
            raise _not_allowed(_ONLY, node.lineno)


def _constant(node: nodes.Const) -> None:
    bad = NOT_XML.search(node.value) if isinstance(node.value, str) else None
    if bad:
        said = f"模板的标签里有 Word 文件不能保存的字符 U+{ord(bad[0]):04X}"
        raise TagRefusedError(said, "删掉这个字符", node.lineno)
    if isinstance(node.value, float) and not isfinite(node.value):
        raise _long(node.lineno)


def _attribute(node: nodes.Getattr) -> None:
    _below(node.node, node.attr, node.lineno)


def _item(node: nodes.Getitem) -> None:
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        _below(node.node, node.arg.value, node.lineno)


def _below(owner: nodes.Node, name: str, line: int) -> None:
    of_loop = isinstance(owner, nodes.Name) and owner.name == "loop"
    if name.startswith("__") or (of_loop and name not in _OF_LOOPS):
        raise _not_allowed(_ONLY, line)


def _mapping(node: nodes.Dict) -> None:
    if not all(isinstance(pair.key, nodes.Const) for pair in node.items):
        raise _not_allowed("花括号里冒号前面只能写文字或数", node.lineno)


def _call(node: nodes.Call) -> None:
    if node.dyn_args is not None or node.dyn_kwargs is not None or node.kwargs:
        raise _not_allowed("括号里只能写值", node.lineno)
    called = node.node
    if isinstance(called, nodes.Name) and called.name == "range":
        return
    if not isinstance(called, nodes.Getattr) or called.attr not in _CALLED:
        raise _not_allowed(f"能用的方法：{_METHODS_SAID}", node.lineno)
    if called.attr == "changed" and not all(_path(value) or _literal(value) for value in node.args):
        raise _not_allowed("loop.changed 的括号里写名称，如 loop.changed(指标.二级指标)", node.lineno)


def _filter_or_test(node: nodes.Filter | nodes.Test) -> None:
    known, kind = (FILTERS, "filter") if isinstance(node, nodes.Filter) else (TESTS, "test")
    if node.name.startswith("_"):
        raise _not_allowed(_ONLY, node.lineno)
    if node.name not in known:
        raise TemplateSyntaxError(f"No {kind} named '{node.name}'.", node.lineno)
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _not_allowed("括号里只能写值", node.lineno)
    if node.name in _BY_NAME and isinstance(node, nodes.Filter):
        at, names = _BY_NAME[node.name]
        if len(node.args) > at:
            told = node.args[at]
            if not (isinstance(told, nodes.Const) and isinstance(told.value, str)) or told.value.startswith("_"):
                raise _not_allowed(f"{node.name} 的括号里直接写名称", node.lineno)
            if told.value not in names:
                sort = "filter" if names is FILTERS else "test"
                raise TemplateSyntaxError(f"No {sort} named '{told.value}'.", node.lineno)


_LOOKS: Mapping[type[nodes.Node], Callable[[Any], None]] = {
    nodes.Const: _constant, nodes.Getattr: _attribute, nodes.Getitem: _item, nodes.Call: _call, nodes.Dict: _mapping,
    nodes.Filter: _filter_or_test, nodes.Test: _filter_or_test,
}  # fmt: skip
_OF_LOOPS = OF_LOOP | {"changed", "cycle", "depth", "depth0", "nextitem", "previtem"}
_EXPRESSIONS = (
    nodes.Add, nodes.And, nodes.Compare, nodes.Concat, nodes.CondExpr, nodes.Div, nodes.FloorDiv, nodes.Keyword, nodes.List,
    nodes.Mod, nodes.Mul, nodes.Neg, nodes.Not, nodes.Operand, nodes.Or, nodes.Pair, nodes.Pos, nodes.Slice, nodes.Sub,
    nodes.Tuple,
)  # fmt: skip


def _in_place_of(node: nodes.Node) -> nodes.Node:
    """An expression, or the guard that does the same."""
    line = node.lineno
    if isinstance(node, nodes.Concat):
        return _guard(nodes.List(node.nodes, lineno=line), BESIDE, line)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        part = node.arg
        bounds = [bound or nodes.Const(None, lineno=line) for bound in (part.start, part.stop, part.step)]
        return _guard(node.node, PART, line, *bounds)
    if isinstance(node, nodes.Compare) and not _short(node):
        found: nodes.Expr | None = None
        left = node.expr
        for operand in node.ops:
            sign = nodes.Const(operand.op, lineno=line)
            one = _guard(left, COMPARED, line, operand.expr, sign)
            found = one if found is None else nodes.And(found, one, lineno=line)
            left = operand.expr
        return found or node
    return node


def _guard(node: nodes.Expr, name: str, line: int, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=line)


def _short(node: nodes.Compare) -> bool:
    """Whether a comparison looks at a literal only, however long the other side is."""
    if len(node.ops) > 1:
        return False
    right = node.ops[0].expr
    if node.ops[0].op in ("in", "notin"):
        return isinstance(right, (nodes.List, nodes.Tuple)) and all(map(_literal, right.items))
    return _literal(node.expr) or _literal(right)
