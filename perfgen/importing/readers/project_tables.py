"""Part one as text, then two tables for each project, whose first row names the department: the filings from 2022 on."""

from __future__ import annotations

from typing import Any

from perfgen.filing.labels import CODE, NAME
from perfgen.importing.front import (
    Listed,
    account_for_front,
    account_for_margins,
    cut,
    project_title,
)
from perfgen.importing.goal_table import department
from perfgen.importing.overall import narrative, narratives, year_of
from perfgen.importing.projects import account_for_captions, read_project
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.report import paragraphs_of
from perfgen.importing.split import split
from perfgen.importing.whole import WholePlaces, agreed, outside, read_whole, said_first, said_last


def read(job: ReadingJob) -> dict[str, Any]:
    """Read a document laid out like this: the filing by its labels."""
    document, layout, labels, ledger = job.document, job.layout, job.labels, job.ledger
    found = split(document.blocks, labels)
    projects = [read_project(rows, at, layout, labels, ledger) for at, rows in enumerate(found.projects, 1)]
    between = [line for rows in found.projects[1:] for line in rows.before]
    account_for_captions([*between, *found.after], ledger)
    listed = [
        Listed(project_title(layout, at, str(project.data[NAME])), str(project.data[CODE]))
        for at, project in enumerate(projects, 1)
    ]
    code, name = department(agreed([(one.table, one.table.department) for one in projects], "部门", ledger))
    unit = agreed([(one.table, one.table.unit) for one in projects], "金额单位", ledger)
    before = document.blocks if found.first is None else document.blocks[: found.first]
    front = cut(paragraphs_of(before), layout, labels, ledger)
    name, cover, printed_year = account_for_front(front, layout, name, listed, ledger)
    account_for_margins(paragraphs_of(document.around), name, printed_year, ledger)
    lines = [*front.cover, *said_last(front, labels), *front.rest, *between, *found.after]
    places = WholePlaces([one.table for one in projects], outside(document.blocks, found.projects), lines)
    whole = read_whole(places, front, labels, unit, ledger)
    overall = narrative(front, narratives(layout), ledger)
    codes = [str(project.data[CODE]) for project in projects]
    chosen = year_of(ledger, job.year, printed_year, (list(overall.values()), codes))
    return {
        **said_first(layout, chosen, {"编码": code, "名称": name}, unit, cover),
        **whole,
        "部门整体绩效目标": overall,
        "预算项目": [project.data for project in projects],
    }
