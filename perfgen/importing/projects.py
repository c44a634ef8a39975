"""The rows of one project to its items, its title, and the places of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from perfgen.docx.blocks import Paragraph
from perfgen.filing import Project
from perfgen.filing.fields import OWN
from perfgen.filing.labels import BUDGET, CODE, GOALS, NAME, PLAN, PURPOSE, key
from perfgen.importing.front import project_title
from perfgen.importing.goal_table import GoalTable, read_goal_table
from perfgen.importing.indicator_table import read_indicators
from perfgen.importing.labels import Labels
from perfgen.importing.report import Ledger
from perfgen.importing.split import Rows, is_title
from perfgen.importing.words import blank, unnumbered
from perfgen.layouts import Layout
from perfgen.source.grammar import INDICATORS, PROJECTS, keys

ORDER = (*keys(Project), OWN)
BUDGETED = PROJECTS[0]
_CAPTIONS = {
    f"{whose}{what}"
    for whose in ("", "项目", "预算项目")
    for what in ("绩效目标", "绩效指标", "绩效目标表", "绩效指标表")
}
_ALWAYS = {NAME: "", CODE: "", BUDGET: "", PURPOSE: ""}
"""Items that stand in the YAML even where the document says nothing, to be filled in."""


@dataclass(slots=True)
class ProjectRead:
    """One project by the labels of the form, and what its table says of the filing."""

    data: dict[str, Any]
    table: GoalTable


def read_project(rows: Rows, number: int, layout: Layout, labels: Labels, ledger: Ledger) -> ProjectRead:
    """Read one project. What has no place in it stays with the ledger."""
    with ledger.within(BUDGETED, number - 1):
        project = read_tables(rows, f"第{number}个项目", layout, labels, ledger)
        _title(project.data, rows.before, number, layout, ledger)
    project.data = in_order(project.data)
    return project


def read_tables(rows: Rows, place: str, layout: Layout, labels: Labels, ledger: Ledger) -> ProjectRead:
    """Read the tables of one project."""
    ledger.name_rows(rows.goals, f"{place} 绩效目标表")
    for header, indicators in rows.indicators:
        first = indicators[0][0] - 1 if indicators else 1
        ledger.name_rows([(first, header), *indicators], f"{place} 绩效指标表")
    table = read_goal_table(rows.goals, rows.before, labels, layout.checkpoints, ledger)
    for kind, rows_read in (("绩效目标表", rows.goals), ("绩效指标表", rows.indicators)):
        if not rows_read:
            ledger.doubt(place, "", f"没有读到这个项目的{kind}")
    found = _ALWAYS | {PLAN: {}, GOALS: []} | table.data
    with ledger.within(INDICATORS):
        found[INDICATORS] = read_indicators(rows.indicators, labels, layout.taxonomy, ledger)
    return ProjectRead(found, table)


def in_order(project: dict[str, Any]) -> dict[str, Any]:
    """The items of a project in their canonical order."""
    return {label: project[label] for label in ORDER if label in project}


def _title(found: dict[str, Any], before: Sequence[Paragraph], number: int, layout: Layout, ledger: Ledger) -> None:
    """Pass over the title that the layout prints; where the table has no name, the title has it."""
    suffix = project_title(layout, number, "\0").partition("\0")[2]
    titles = [paragraph for paragraph in before if is_title(paragraph)]
    for title in reversed(titles):
        name = unnumbered(title.printed)[1].removesuffix(suffix)
        above = next((one for one in reversed(before[: before.index(title)]) if not blank(one.printed)), title)
        if not name and found[NAME] and _same(unnumbered(above.printed)[1], found[NAME]):
            ledger.pass_over(above, title)  # on two lines
            continue
        if not found[NAME]:
            found[NAME] = name
            ledger.take(title)
            ledger.doubt(ledger.place([title]), name, "表里没有项目名称，用的是标题里的", NAME)
        elif title.printed == project_title(layout, number, found[NAME]) or _same(name, found[NAME]):
            ledger.pass_over(title)
        else:
            ledger.leave(f"标题和表里的项目名称“{found[NAME]}”不一样", title)


def account_for_captions(paragraphs: Sequence[Paragraph], ledger: Ledger) -> None:
    """Pass over lines between the tables that only say what comes next."""
    ledger.pass_over(*(one for one in paragraphs if key(unnumbered(one.printed)[1]) in _CAPTIONS))


def _same(title: str, name: str) -> bool:
    return title.strip() == name.strip() or (bool(key(name)) and key(title) == key(name))
