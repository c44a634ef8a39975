"""Narrative that quotes the filing's own data: ``申请预算资金{{ 合计.预算数 }}万元``.

The language is the smallest part of Jinja's that does the work: names, attributes, items, sums and differences, and
the two filters ``万元`` and ``元``. Nothing can be called and nothing loops, so that a filing from anywhere is safe to
read. ``{%`` and ``{#`` mean nothing here and stay as they are; a literal ``{{`` is written ``{{ "{{" }}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault
from perfgen.filing.form import nearest
from perfgen.filing.text import TEXT_SCHEMA, check_text

# NUL cannot stand in checked text, so statements and comments of Jinja never begin.
_LANGUAGE = Environment(
    block_start_string="\0%", block_end_string="%\0",
    comment_start_string="\0#", comment_end_string="#\0",
    keep_trailing_newline=True, autoescape=False,  # noqa: S701 -- only parses; what is filled in is text, not markup
)  # fmt: skip

ROOTS = ("年度", "部门", "金额单位", "合计", "项目")
"""The names a narrative can begin a quotation with."""

_LONGEST = 500
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
            tokens = _LANGUAGE.lex(text[start:])
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


def _narrative(value: Any) -> Any:
    text = check_text(value)
    for piece in pieces(text):
        if isinstance(piece, Quotation):
            piece.parse()
    return text


Narrative = Annotated[str, BeforeValidator(_narrative), WithJsonSchema(TEXT_SCHEMA)]
"""Text of any number of paragraphs that may quote the filing's data."""


def literal(text: str) -> str:
    """The narrative that prints `text` to the letter."""
    return text.replace("{{", '{{ "{{" }}')
