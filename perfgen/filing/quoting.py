"""A filing's narrative filled in: what each quotation in it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from jinja2 import nodes
from pydantic_core import PydanticCustomError

from perfgen.filing.filing import Filing
from perfgen.filing.form import nearest
from perfgen.filing.narrative import HINT, PER_YUAN, Quotation, pieces
from perfgen.filing.numbers import plain


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
            texts[label] = _fill(text, data, PER_YUAN[filing.amount_unit])
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
    return "".join(
        piece if isinstance(piece, str) else _Evaluation(piece, data, per_yuan).printed(piece.parse())
        for piece in pieces(text)
    )


@dataclass(frozen=True, slots=True)
class _Evaluation:
    """A quotation and the data it is read against."""

    quotation: Quotation
    data: dict[str, Any]
    per_yuan: Decimal

    def printed(self, node: nodes.Node) -> str:
        value = self.value(node)
        if isinstance(value, Mapping):
            raise self.quotation.fault(f"“{_source(node)}”下面还有数据，要引用到具体的一项", nearest("", tuple(value)))
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
                found = self._number(inner) * self.per_yuan / PER_YUAN[node.name]
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
