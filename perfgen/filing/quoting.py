"""A filing's narrative filled in: what each quotation in it stands for."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from perfgen.filing.filing import Filing
from perfgen.filing.narrative import MOST_FILLED, Piece, fill, filled
from perfgen.filing.quotable import MONEY, PER_YUAN, of_projects
from perfgen.filing.text import seen


class Problem(NamedTuple):
    """Something wrong with a valid filing: where (labels and indices), what, and how to put it right.

    `left_out` is the label of what is not printed, see `perfgen.errors.Diagnostic`.
    """

    path: tuple[str | int, ...]
    message: str
    hint: str = ""
    offset: tuple[int, int] | None = None
    left_out: str = ""


def quote(filing: Filing) -> tuple[dict[str, str], list[Problem]]:
    """Fill in a filing's narrative.

    Returns the finished texts by label (总体绩效目标, …) and what could not be filled in.
    """
    data = _quotable(filing)
    room = MOST_FILLED
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, field in type(filing.overall).model_fields.items():
        label, text = field.alias or name, getattr(filing.overall, name) or ""
        try:
            texts[label] = fill(text, data, PER_YUAN[filing.amount_unit], room)
            room -= len(texts[label])
        except PydanticCustomError as error:
            context = error.context or {}
            problems += [
                Problem(("部门整体绩效目标", label), one["said"], one["hint"], one.get("offset"))
                for one in (context, *context.get("more", ()))
            ]
    return texts, problems


def trace(filing: Filing, label: str) -> list[Piece]:
    """How a text of 部门整体绩效目标 that `quote` could fill in comes about, piece by piece."""
    overall = filing.overall
    name = next(name for name, field in type(overall).model_fields.items() if label == (field.alias or name))
    return filled(getattr(overall, name) or "", _quotable(filing), PER_YUAN[filing.amount_unit])


def _quotable(filing: Filing) -> dict[str, Any]:
    called = [seen(project.name) for project in filing.projects]
    times, fields = Counter(called), of_projects().items()
    return {
        "年度": filing.year,
        "部门": {"编码": filing.department.code, "名称": filing.department.name},
        "金额单位": filing.amount_unit,
        "合计": {
            **{label: filing.total(attrgetter(field)) for label, field in MONEY.items()},
            "项目数": len(filing.projects),
        },
        "项目": {
            name: {**project.own, **{label: getattr(project, field) or empty for label, (field, empty) in fields}}
            if times[name] == 1
            else f"有 {times[name]} 个项目都叫“{project.name}”，不知道引用的是哪一个"
            for name, project in zip(called, filing.projects, strict=True)
        },
        **filing.own,
    }
