"""Filings as they come back from Word, and ways to make the documents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from perfgen import layouts
from perfgen.docx import WordTemplate
from perfgen.filing import Cover, Filing, literal, quote
from perfgen.importing import Imported, import_file
from perfgen.layouts import Layout


@cache
def layout() -> Layout:
    return layouts.by_name("hebei-2022")


@cache
def template() -> WordTemplate:
    return WordTemplate(layout().template)


def rendered(filing: Filing) -> bytes:
    narrative, problems = quote(filing)
    assert problems == []
    return template().render(layouts.view(filing, layout(), narrative))


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
    for project in data["预算项目"]:
        project["资金用途"] = ends_cut(project["资金用途"])
        project["绩效目标"] = [ends_cut(goal) for goal in project["绩效目标"]]
        for row in project["绩效指标"]:
            row["绩效指标描述"] = ends_cut(row["绩效指标描述"])
            row["指标值确定依据"] = ends_cut(row["指标值确定依据"])
            row["指标值"] = ends_cut(row["指标值"]["written"])
    return Filing.model_validate(data, context=layout().form)
