"""Narrative that quotes the filing's own data: ``申请预算资金{{ 合计.预算数 }}万元``.

The language is the smallest part of Jinja's that does the work: names, attributes, items, sums and differences, and
the two filters ``万元`` and ``元``. Nothing can be called and nothing loops, so that a filing from anywhere is safe to
read. ``{%`` and ``{#`` mean nothing here and stay as they are; a literal ``{{`` is written ``{{ "{{" }}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault, together
from perfgen.filing.form import nearest
from perfgen.filing.numbers import plain
from perfgen.filing.text import NOT_XML, TEXT_SCHEMA, check_text

# NUL cannot stand in checked text, so statements and comments of Jinja never begin.
_LANGUAGE = Environment(
    block_start_string="\0%", block_end_string="%\0",
    comment_start_string="\0#", comment_end_string="#\0",
    keep_trailing_newline=True, autoescape=False,  # noqa: S701 -- only parses; what is filled in is text, not markup
)  # fmt: skip

ROOTS = ("年度", "部门", "金额单位", "合计", "项目")
"""The names a narrative can begin a quotation with."""

_LONGEST = 500
_MOST_FAULTS = 20
PER_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}
_SAFE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Add, nodes.Sub, nodes.Filter,
)  # fmt: skip

HINT = '可以引用的数据见说明书“文字里引用数据”一节；要原样写两个花括号，请写 {{ "{{" }}'


@dataclass(frozen=True, slots=True)
class Quotation:
    """One ``{{ … }}`` of a narrative, and where it stands (line and column from 0)."""

    source: str
    at: tuple[int, int]

    def parse(self) -> nodes.Node:
        """The expression in it; raises a `fault` that says what this language does not have."""
        try:
            tree = _LANGUAGE.parse(self.source)
            for node in tree.find_all(nodes.Node):
                self._refuse_unsafe(node)
        except TemplateSyntaxError:
            raise self.fault("花括号里的引用写得不完整", HINT) from None
        except RecursionError:
            raise self.fault("花括号里的引用太长", HINT) from None
        output = tree.body[0] if tree.body else None
        if not isinstance(output, nodes.Output) or isinstance(output.nodes[0], nodes.TemplateData):
            raise self.fault("花括号里的引用写得不完整", HINT)
        return output.nodes[0]

    def fault(self, message: str, hint: str) -> PydanticCustomError:
        """The error about this quotation, in its place."""
        return fault(message, hint, offset=self.at, code="NAR01")

    def _refuse_unsafe(self, node: nodes.Node) -> None:
        if not isinstance(node, _SAFE):
            raise self.fault("花括号里只能引用数据和加减，不能写别的", HINT)
        if isinstance(node, (nodes.Getattr, nodes.Getitem)) and isinstance(node.node, nodes.Const):
            raise self.fault("花括号里只能引用数据", HINT)
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
            raise self.fault('方括号里要写带引号的名字，如 项目["接待管理经费"]', HINT)
        if isinstance(node, nodes.Name) and node.name not in ROOTS:
            raise self.fault(f"没有“{node.name}”这个数据", nearest(node.name, ROOTS))
        inner = [getattr(node, side, None) for side in ("node", "left", "right")]
        if isinstance(node, (nodes.Filter, nodes.Add, nodes.Sub)) and any(isinstance(x, nodes.Filter) for x in inner):
            raise self.fault("换算要放在最后", "先在括号里算好再换算，如 (合计.预算数 - 合计.其他资金)|元")
        if isinstance(node, nodes.Filter) and (node.name not in PER_YUAN or node.args or node.kwargs):
            raise self.fault(f"没有“{node.name}”这种换算", "金额可以写成 |万元 或 |元")


def pieces(text: str) -> Iterator[str | Quotation]:
    """A narrative as plain text and quotations, in order. Raises a `fault` where a quotation does not end."""
    end = 0
    while (start := text.find("{{", end)) >= 0:
        line = text.count("\n", 0, start)
        at = (line, start - (text.rfind("\n", 0, start) + 1))
        if start > end:
            yield text[end:start]
        try:
            tokens = _LANGUAGE.lex(text[start : start + 2 * _LONGEST])
            source = ""
            for _, kind, written in tokens:
                source += written
                if kind == "variable_end":
                    break
                if len(source) > _LONGEST:
                    raise fault("花括号里的引用太长", HINT, offset=at, code="NAR01")
            else:
                raise fault("花括号里的引用写得不完整", HINT, offset=at, code="NAR01")
        except TemplateSyntaxError:
            raise fault("花括号里的引用写得不完整", HINT, offset=at, code="NAR01") from None
        end = start + len(source)
        yield Quotation(source, at)
    if end < len(text):
        yield text[end:]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A quotation and the data it is read against; `per_yuan` is how many 元 the filing's 金额单位 has."""

    quotation: Quotation
    data: Mapping[str, Any]
    per_yuan: Decimal

    def printed(self, node: nodes.Node) -> str:
        """What stands in its place. Raises a `fault` where there is no such thing."""
        value = self.value(node)
        if isinstance(value, Mapping):
            raise self.quotation.fault(f"“{_source(node)}”下面还有数据，要引用到具体的一项", nearest("", tuple(value)))
        return plain(value) if isinstance(value, Decimal) else str(value)

    def value(self, node: nodes.Node) -> Any:
        """What an expression means: text, a Decimal, a whole number, or a mapping of those."""
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
        if key not in owner:
            raise self.quotation.fault(
                f"“{_source(node)}”里没有“{key}”", nearest(str(key), tuple(owner)) if owner else ""
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


class _AnyProject(Mapping[str, Any]):
    """Projects before their names are known: there is one under every name."""

    def __getitem__(self, name: str) -> Any:
        return {**dict.fromkeys(("项目名称", "项目编码"), name), **dict.fromkeys(MONEY, Decimal(0))}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __iter__(self) -> Iterator[str]:
        return iter(("项目名称",))

    def __len__(self) -> int:
        return 1


MONEY = {"预算数": "budget", "财政资金": "fiscal", "其他资金": "other"}
"""The amounts that can be quoted, and the fields of a project that hold them."""

_SHAPE: dict[str, Any] = {
    "年度": 0,
    "部门": {"编码": "", "名称": ""},
    "金额单位": "",
    "合计": {**dict.fromkeys(MONEY, Decimal(0)), "项目数": 0},
    "项目": _AnyProject(),
}
"""What can be quoted, before there is a filing: every mistake but a wrong project name shows against it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a filled narrative: what it prints, where it begins in the source, and whether it stands there so."""

    printed: str
    start: int
    literal: bool


def fill(text: str, data: Mapping[str, Any], per_yuan: Decimal) -> str:
    """The narrative with its quotations filled in. Raises all faults in it `together`."""
    return "".join(piece.printed for piece in filled(text, data, per_yuan))


def filled(text: str, data: Mapping[str, Any], per_yuan: Decimal) -> list[Piece]:
    """As `fill`, piece by piece."""
    done: list[Piece] = []
    faults: list[PydanticCustomError] = []
    start = 0
    for piece in pieces(text):
        try:
            if isinstance(piece, str):
                done.append(Piece(piece, start, literal=True))
            else:
                done.append(Piece(Evaluation(piece, data, per_yuan).printed(piece.parse()), start, literal=False))
        except PydanticCustomError as error:
            faults.append(error)
            if len(faults) == _MOST_FAULTS:
                break
        start += len(piece if isinstance(piece, str) else piece.source)
    if faults:
        raise together(faults)
    return done


def _narrative(value: Any) -> Any:
    text = check_text(value)
    if "{{" in text:
        fill(text, _SHAPE, Decimal(1))
    return text


Narrative = Annotated[str, BeforeValidator(_narrative), WithJsonSchema(TEXT_SCHEMA)]
"""Text of any number of paragraphs that may quote the filing's data."""


def literal(text: str) -> str:
    """The narrative that prints `text` to the letter."""
    return text.replace("{{", '{{ "{{" }}')
