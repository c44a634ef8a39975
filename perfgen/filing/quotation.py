"""One ``{{ … }}`` of a narrative, as Jinja parses it: what it may say, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault
from perfgen.filing.form import nearest
from perfgen.filing.full_width import TYPED, bare, typed_right
from perfgen.filing.numbers import decimal_text
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex
from perfgen.filing.text import NOT_XML, seen, shortened

# NUL cannot stand in checked text, so statements and comments of Jinja never begin.
_LANGUAGE = Environment(
    block_start_string="\0%", block_end_string="%\0",
    comment_start_string="\0#", comment_end_string="#\0",
    keep_trailing_newline=True, autoescape=False,  # noqa: S701 -- only parses; what is filled in is text, not markup
)  # fmt: skip

_LONGEST = 500
"""How many characters a quotation is expected to have; what is longer is not looked for an end to the end of the text."""
_SAFE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Add, nodes.Sub, nodes.Filter,
)  # fmt: skip

HINT = '可以引用的数据见说明书“文字里引用数据”一节；要原样写两个花括号，请写 {{ "{{" }}'


_EXPRESSION = regex(r"\s*[^\W\d]\w{0,20}(?:\[[^\[\]\n{}]{1,200}\]|\.[^\W\d]\w{0,20}){0,3}?(?=\s*(?:[}｝]|\n|$))")
_ENDED = regex(r"[^{}｛｝\n]*([}｝]\s*[}｝]?)")


def unfinished(source: str) -> tuple[str, str]:
    """What is said of a quotation that is none as it stands: the very sign that is typed full-width, and how it is meant."""
    wrong = next((sign for sign in bare(source) if sign in TYPED), "")
    if source.startswith("{{{"):
        return "花括号多了一层", _written(source.strip("{}"))
    if not wrong and typed_right(source) != source:
        return "项目的名称要放在方括号和引号里", f"写成 {shortened(typed_right(source))}"
    if not wrong:
        return "花括号里的引用写得不完整", HINT
    return f"引用里的“{wrong}”是全角的", f"改成英文的：{shortened(typed_right(source))}"


def _written(inside: str) -> str:
    return f"写成 {shortened(typed_right(f'{{{{ {inside.strip()} }}}}'))}"


def _ended(begun: str) -> str:
    """What is said of a quotation that runs on: how its end is typed."""
    found = _ENDED.match(begun)
    if found and "｝" in found[1]:
        return f"引用末尾的“{found[1]}”不是英文的花括号"
    return "引用末尾少了一个“}”" if found else "花括号里的引用写得不完整，后面没有“}}”"


def _closing(begun: str) -> str:
    """How a quotation is ended that runs on to the next one, or to another line."""
    meant = _EXPRESSION.match(begun)
    if meant is None or not meant[0].strip():
        return HINT
    return _written(meant[0])


@dataclass(frozen=True, slots=True)
class Quotation:
    """One ``{{ … }}`` of a narrative, and where it stands (line and column from 0)."""

    source: str
    at: tuple[int, int]

    def parse(self, roots: tuple[str, ...]) -> nodes.Node:
        """The expression in it, which begins with one of `roots`.

        Raises PydanticCustomError (a `fault`) for what this language does not have.
        """
        try:
            tree = _tree(self.source)
            for node in tree.find_all(nodes.Node):
                self._refuse_unsafe(node, roots)
        except TemplateSyntaxError:
            raise self.fault(*unfinished(self.source)) from None
        except RecursionError:
            raise self.fault("花括号里的引用太长", HINT) from None
        output = tree.body[0] if tree.body else None
        if not isinstance(output, nodes.Output) or isinstance(output.nodes[0], nodes.TemplateData):
            raise self.fault("花括号里的引用写得不完整", HINT)
        return output.nodes[0]

    def fault(self, message: str, hint: str) -> PydanticCustomError:
        """The error about this quotation, in its place."""
        return fault(message, hint, offset=self.at, code="NAR01")

    def _refuse_unsafe(self, node: nodes.Node, roots: tuple[str, ...]) -> None:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in roots:
            said = f"“{node.node.name}”后面的名字要用方括号"
            raise self.fault(said, f"写成 {shortened(typed_right(self.source))}")
        if not isinstance(node, _SAFE):
            raise self.fault("花括号里只能引用数据和加减，不能写别的", HINT)
        if isinstance(node, (nodes.Getattr, nodes.Getitem)) and isinstance(node.node, nodes.Const):
            raise self.fault("花括号里只能引用数据", HINT)
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
            raise self.fault("方括号里的名字要加英文引号", f"写成 {shortened(typed_right(self.source))}")
        typed = next((sign for sign in str(getattr(node, "attr", getattr(node, "name", ""))) if sign in TYPED), "")
        if typed:  # a sign that Jinja takes for a letter
            raise self.fault(f"引用里的“{typed}”不是英文的竖线", f"改成英文的：{shortened(typed_right(self.source))}")
        if isinstance(node, nodes.Name) and node.name not in roots:
            raise self.fault(f"没有“{shortened(node.name)}”这个数据", nearest(node.name, roots))
        inner = [getattr(node, side, None) for side in ("node", "left", "right")]
        if isinstance(node, (nodes.Filter, nodes.Add, nodes.Sub)) and any(isinstance(x, nodes.Filter) for x in inner):
            raise self.fault("换算要放在最后", "先在括号里算好再换算，如 (合计.预算数 - 合计.其他资金)|元")
        if isinstance(node, nodes.Filter) and (node.name not in PER_YUAN or node.args or node.kwargs):
            raise self.fault(f"没有“{shortened(node.name)}”这种换算", "金额可以写成 |万元 或 |元")


@lru_cache(maxsize=4000)
def _tree(source: str) -> nodes.Template:
    """What Jinja reads; the same few quotations stand in every filing, and are read for each finding beside them."""
    return _LANGUAGE.parse(source)


@lru_cache(maxsize=4000)
def _is_whole(source: str) -> bool:
    """Whether a text is one quotation, from its first brace to its last."""
    try:
        *_, (_, kind, _) = _LANGUAGE.lex(source)
    except TemplateSyntaxError:
        return False
    return kind == "variable_end"


def quotation(text: str, start: int) -> Quotation:
    """The quotation that begins at `start`. Raises PydanticCustomError (a `fault`) where it does not end."""
    line = text.count("\n", 0, start)
    at = (line, start - (text.rfind("\n", 0, start) + 1))
    end = text.find("}}", start, start + _LONGEST)
    if end >= 0 and text[end - 1] != "-" and _is_whole(text[start : end + 2]):  # "-" takes the blanks behind with it
        return Quotation(text[start : end + 2], at)
    source = ""
    far = text.find("}}", start + _LONGEST) if end < 0 else -1
    too_long = far >= 0 and not any(sign in text[start + 2 : far] for sign in ("\n", "{{"))
    try:
        for _, kind, written in _LANGUAGE.lex(text[start : start + 2 * _LONGEST]):
            source += written
            if kind == "variable_end":
                return Quotation(source, at)
            too_long = too_long or len(source) > _LONGEST
    except TemplateSyntaxError:
        pass
    if too_long:
        raise fault("花括号里的引用太长", f"一处引用最多 {_LONGEST} 个字", offset=at, code="NAR01")
    said = unfinished(text[start : end + 2] if 0 <= end < start + _LONGEST else "")
    begun = text[start + 2 : end if end >= 0 else start + _LONGEST]
    if "\n" in begun or "{{" in begun:
        said = _ended(begun), _closing(begun)
    raise fault(*said, offset=at, code="NAR01")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A quotation and the data it is read against; `per_yuan` is how many 元 the filing's 金额单位 has."""

    quotation: Quotation
    data: Mapping[str, Any]
    per_yuan: Decimal

    def printed(self, node: nodes.Node) -> str:
        """What stands in its place. Raises PydanticCustomError (a `fault`) where there is no such thing."""
        value = self.value(node)
        if isinstance(value, Mapping):
            raise self.quotation.fault(f"“{_source(node)}”下面还有数据，要引用到具体的一项", nearest("", tuple(value)))
        return decimal_text(value) if isinstance(value, Decimal) else str(value)

    def value(self, node: nodes.Node) -> Any:
        """What an expression means: text, a Decimal, a whole number, or a mapping of those.

        Raises PydanticCustomError (a `fault`) where there is no such thing, or it cannot be counted with.
        """
        match node:
            case nodes.Const():
                found = self._constant(node.value)
            case nodes.Name():
                found = self.data[node.name]
            case nodes.Getattr():
                found = self._item(node.node, node.attr)
            case nodes.Getitem():
                found = self._item(node.node, self.value(node.arg))
            case nodes.Filter(node=nodes.Expr() as inner):
                found = self._money(inner) * self.per_yuan / PER_YUAN[node.name]
            case nodes.Add():
                found = self._number(node.left) + self._number(node.right)
            case nodes.Sub():
                found = self._number(node.left) - self._number(node.right)
            case _:
                raise self.quotation.fault("花括号里只能引用数据", HINT)
        return found

    def _item(self, node: nodes.Node, key: Any) -> Any:
        owner = self.value(node)
        if not isinstance(owner, Mapping):
            raise self.quotation.fault(f"“{_source(node)}”下面没有别的数据", HINT)
        if isinstance(key, str) and key not in owner:
            key = seen(key)
        if key not in owner:
            raise self.quotation.fault(
                f"“{_source(node)}”里没有“{shortened(key)}”", nearest(str(key), tuple(owner)) if owner else ""
            )
        if _source(node) == "项目" and isinstance(owner[key], str):
            raise self.quotation.fault(owner[key], "让项目名称互不相同，或者直接写出数字")
        return owner[key]

    def _constant(self, value: Any) -> Any:
        if isinstance(value, str) and not NOT_XML.search(value):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**15:
            return Decimal(str(value))
        raise self.quotation.fault("花括号里有不能印的内容", HINT)

    def _money(self, node: nodes.Node) -> Decimal:
        value = self.value(node)
        if not isinstance(value, Decimal):
            raise self.quotation.fault(f"“{_source(node)}”不是金额，不能换算", HINT)
        return value

    def _number(self, node: nodes.Node) -> Decimal:
        value = self.value(node)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.quotation.fault(f"“{_source(node)}”不是数字，不能计算或换算", HINT)
        return Decimal(value)


def _source(node: nodes.Node) -> str:
    """How a quotation is written, for messages."""
    if isinstance(node, nodes.Getattr):
        return f"{_source(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_source(node.node)}[{_source(node.arg)}]"
    if isinstance(node, nodes.Name):
        return node.name
    return str(getattr(node, "value", "…"))
