"""Narrative that quotes the filing's own data: ``申请预算资金{{ 合计.预算数 }}万元``.

The language is the smallest part of Jinja's that does the work: names, attributes, items, sums and differences, and
the two filters ``万元`` and ``元``. Nothing can be called and nothing loops, so that a filing from anywhere is safe to
read. ``{%`` and ``{#`` mean nothing here and stay as they are; a literal ``{{`` is written ``{{ "{{" }}``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from perfgen.filing.base import fault
from perfgen.filing.form import nearest
from perfgen.filing.numbers import plain
from perfgen.filing.text import TEXT_SCHEMA, check_text

if TYPE_CHECKING:
    from perfgen.filing.filing import Filing

# NUL cannot stand in checked text, so statements and comments of Jinja never begin.
_LANGUAGE = Environment(
    block_start_string="\0%", block_end_string="%\0",
    comment_start_string="\0#", comment_end_string="#\0",
    keep_trailing_newline=True, autoescape=False,  # noqa: S701 -- only parses; what is filled in is text, not markup
)  # fmt: skip

ROOTS = ("年度", "部门", "金额单位", "合计", "项目")
"""The names a narrative can begin a quotation with."""

_PER_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}
_SAFE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.Add, nodes.Sub, nodes.Filter,
)  # fmt: skip

_HINT = '可以引用的数据见说明书“文字里引用数据”一节；要原样写两个花括号，请写 {{ "{{" }}'


def _parse(text: str) -> nodes.Template:
    """Parse a narrative; raise a `fault` that says what this language does not have."""
    try:
        tree = _LANGUAGE.parse(text)
        for node in tree.find_all(nodes.Node):
            _refuse_unsafe(node, text)
    except TemplateSyntaxError as error:
        raise fault("花括号里的引用写得不完整", _HINT, offset=_opening(text, error.lineno)) from None
    except RecursionError:
        raise fault("花括号里的引用太长", _HINT) from None
    return tree


def _refuse_unsafe(node: nodes.Node, text: str) -> None:
    at = _opening(text, node.lineno)
    if not isinstance(node, _SAFE):
        raise fault("花括号里只能引用数据，不能运算、调用或写语句", _HINT, offset=at)
    if isinstance(node, (nodes.Getattr, nodes.Getitem)) and isinstance(node.node, nodes.Const):
        raise fault("花括号里只能引用数据", _HINT, offset=at)
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        raise fault('方括号里要写带引号的名字，如 项目["接待管理经费"]', _HINT, offset=at)
    if isinstance(node, nodes.Name) and node.name not in ROOTS:
        raise fault(f"没有“{node.name}”这个数据", nearest(node.name, ROOTS), offset=at)
    if isinstance(node, nodes.Filter) and (node.name not in _PER_YUAN or node.args or node.kwargs):
        raise fault(f"没有“{node.name}”这种换算", "金额可以写成 |万元 或 |元", offset=at)


def _opening(text: str, lineno: int) -> tuple[int, int]:
    """Where the quotation on a line (from 1) begins, as line and column from 0."""
    lines = text.split("\n")
    line = min(max(lineno, 1), len(lines)) - 1
    return line, max(lines[line].find("{{"), 0)


def _narrative(value: Any) -> Any:
    text = check_text(value)
    if "{{" in text:
        _parse(text)
    return text


Narrative = Annotated[str, BeforeValidator(_narrative), WithJsonSchema(TEXT_SCHEMA)]
"""Text of any number of paragraphs that may quote the filing's data."""


def literal(text: str) -> str:
    """The narrative that prints `text` to the letter."""
    return text.replace("{{", '{{ "{{" }}')


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a valid filing: where (labels and indices), what, and how to put it right."""

    path: tuple[str | int, ...]
    message: str
    hint: str = ""
    offset: tuple[int, int] | None = None


def quote(filing: Filing) -> tuple[dict[str, str], list[Problem]]:
    """Fill in a filing's narrative.

    Returns the finished texts by label (总体绩效目标, …) and what could not be filled in.
    """
    data = _quotable(filing)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, field in type(filing.overall).model_fields.items():
        label, text = field.alias or name, getattr(filing.overall, name)
        try:
            texts[label] = _fill(text, data, _PER_YUAN[filing.amount_unit]) if "{{" in text else text
        except PydanticCustomError as error:
            context = error.context or {}
            problems.append(
                Problem(("部门整体绩效目标", label), context["said"], context["hint"], context.get("offset"))
            )
    return texts, problems


def _quotable(filing: Filing) -> dict[str, Any]:
    names = Counter(project.name for project in filing.projects)
    money = {"预算数": "budget", "财政资金": "fiscal", "其他资金": "other"}
    return {
        "年度": filing.year,
        "部门": {"编码": filing.department.code, "名称": filing.department.name},
        "金额单位": filing.amount_unit,
        "合计": {
            **{label: filing.total(attrgetter(field)) for label, field in money.items()},
            "项目数": len(filing.projects),
        },
        "项目": {
            project.name: {
                "项目名称": project.name,
                "项目编码": project.code,
                **{label: getattr(project, field) or Decimal(0) for label, field in money.items()},
            }
            if names[project.name] == 1
            else f"有 {names[project.name]} 个项目都叫“{project.name}”，不知道引用的是哪一个"
            for project in filing.projects
        },
    }


def _fill(text: str, data: dict[str, Any], per_yuan: Decimal) -> str:
    try:
        parts = [part for output in _parse(text).body for part in output.nodes]  # type: ignore[attr-defined]
        return "".join(
            part.data
            if isinstance(part, nodes.TemplateData)
            else _Quotation(text, part.lineno, data, per_yuan).printed(part)
            for part in parts
        )
    except RecursionError:
        raise fault("花括号里的引用太长", _HINT) from None


@dataclass(frozen=True, slots=True)
class _Quotation:
    """One ``{{ … }}`` and the data it is read against."""

    text: str
    lineno: int
    data: dict[str, Any]
    per_yuan: Decimal

    def printed(self, node: nodes.Node) -> str:
        value = self.value(node)
        if isinstance(value, Mapping):
            raise self._fault(f"“{_source(node)}”下面还有数据，要引用到具体的一项", nearest("", tuple(value)))
        return plain(value) if isinstance(value, Decimal) else str(value)

    def value(self, node: nodes.Node) -> Any:
        match node:
            case nodes.Const():
                found = node.value
            case nodes.Name():
                found = self.data[node.name]
            case nodes.Getattr():
                found = self._item(node.node, node.attr)
            case nodes.Getitem():
                found = self._item(node.node, self.value(node.arg))
            case nodes.Filter(node=nodes.Expr() as inner):
                found = self._number(inner) * self.per_yuan / _PER_YUAN[node.name]
            case nodes.Add():
                found = self._number(node.left) + self._number(node.right)
            case nodes.Sub():
                found = self._number(node.left) - self._number(node.right)
            case _:
                raise self._fault("花括号里只能引用数据", _HINT)
        return found

    def _item(self, node: nodes.Node, key: Any) -> Any:
        owner = self.value(node)
        if not isinstance(owner, Mapping):
            raise self._fault(f"“{_source(node)}”下面没有别的数据", _HINT)
        if key not in owner:
            raise self._fault(f"“{_source(node)}”里没有“{key}”", nearest(str(key), tuple(owner)) if owner else "")
        if _source(node) == "项目" and isinstance(owner[key], str):
            raise self._fault(owner[key], "让项目名称互不相同，或者直接写出数字")
        return owner[key]

    def _number(self, node: nodes.Node) -> Decimal:
        value = self.value(node)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self._fault(f"“{_source(node)}”不是数字，不能计算或换算", _HINT)
        return Decimal(value)

    def _fault(self, message: str, hint: str) -> PydanticCustomError:
        return fault(message, hint, offset=_opening(self.text, self.lineno))


def _source(node: nodes.Node) -> str:
    """How a quotation is written, for messages."""
    if isinstance(node, nodes.Getattr):
        return f"{_source(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_source(node.node)}[{_source(node.arg)}]"
    if isinstance(node, nodes.Name):
        return node.name
    return str(getattr(node, "value", "…"))
