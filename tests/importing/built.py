"""Filings as they come back from Word, and ways to make the documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from perfgen import layouts
from perfgen.docx import WordTemplate
from perfgen.filing import Cover, Filing, Indicator, literal, quote
from perfgen.importing import Imported, import_file
from perfgen.importing.labels import together
from perfgen.importing.recognise import candidates
from perfgen.kinds.filing.view import view
from perfgen.layouts import Layout, Shelf

KNOWN_LABELS = together([one.labels for one in candidates(Shelf())])
"""The labels of every layout."""


@cache
def layout(name: str = "hebei-2022") -> Layout:
    return layouts.by_name(name)


@cache
def template(name: str) -> WordTemplate:
    return WordTemplate(layout(name).template)


def rendered(filing: Filing) -> bytes:
    narrative, problems = quote(filing)
    assert problems == []
    return template(filing.layout).render(view(filing, layout(filing.layout), narrative))


def imported(path: Path, year: int | None = None) -> Imported:
    return import_file(path, year=year)


def ends_cut(text: str) -> str:
    """Text without blank paragraphs at its ends: Word files are full of them, and nobody means them."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def as_printed(filing: Filing) -> Filing:
    """The filing that can be told from its document: narrative filled in, nothing said that is the default."""
    narrative, _ = quote(filing)
    data = filing.model_dump(by_alias=True, mode="python")
    data["部门整体绩效目标"] |= {label: literal(ends_cut(text)) for label, text in narrative.items() if text}
    cover = Cover(
        prepared_by=None if filing.cover.prepared_by == filing.department.name else filing.cover.prepared_by,
        reviewed_by=None if filing.cover.reviewed_by == layout().reviewed_by else filing.cover.reviewed_by,
    )
    data["封面"] = cover.model_dump(by_alias=True)
    apart = filing.layout == "hebei-2021"
    for project, model in zip(
        [*data["专项资金"], *data["预算项目"]], (*filing.special_funds, *filing.projects), strict=True
    ):
        project["资金用途"] = ends_cut(project["资金用途"])
        project["绩效目标"] = [ends_cut(goal) for goal in project["绩效目标"]]
        _indicators(project["绩效指标"], model.indicators, apart=apart)
    _indicators(data["整体绩效指标"], filing.indicators, apart=apart)
    return Filing.model_validate(data, context=layout(filing.layout).form)


def _indicators(rows: list[dict[str, Any]], indicators: Sequence[Indicator], *, apart: bool) -> None:
    """The rows as they are read; `apart` where 指标值 prints in three columns, and nothing said of scoring is none."""
    for row, indicator in zip(rows, indicators, strict=True):
        for label in ("绩效指标描述", "指标值确定依据"):
            row[label] = ends_cut(row[label])
        row["评（扣）分标准"] = ends_cut(row["评（扣）分标准"] or "") or None
        columns = dict(zip(("符号", "值", "单位"), map(ends_cut, indicator.target.columns), strict=True))
        row["指标值"] = columns if apart else ends_cut(indicator.target.written)
