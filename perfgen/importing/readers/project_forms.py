"""A form for each project, one table each, 中期 beside 年度 where it has both: 项目支出绩效目标申报表 in its central shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from perfgen.docx.blocks import Paragraph, Row, Table
from perfgen.filing.base import Scope
from perfgen.filing.labels import CODE, GOALS, INDICATORS, MEDIUM, NAME, PROJECT_FORM, SUPERVISOR, YEAR
from perfgen.importing.form import FormRows
from perfgen.importing.form_heads import Heads, agreed_unit
from perfgen.importing.form_labels import part_of, results
from perfgen.importing.form_money import Money
from perfgen.importing.front import Front, account_for_margins
from perfgen.importing.goal_table import GoalTable, department, read_goal_table
from perfgen.importing.goals import goals, is_numbered_goal
from perfgen.importing.indicator_table import read_indicators
from perfgen.importing.labels import Labels, labels_of
from perfgen.importing.overall import year_of
from perfgen.importing.projects import BUDGETED, in_order
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.report import Ledger, paragraphs_of
from perfgen.importing.whole import WholePlaces, agreed, read_whole
from perfgen.layouts import Layout

_GOALS = {MEDIUM: "中期绩效目标", YEAR: GOALS}
_INDICATORS = {MEDIUM: "中期绩效指标", YEAR: INDICATORS}


def read(job: ReadingJob) -> dict[str, Any]:
    """The filing by its labels. A form says the supervisor by code and name; the filing's 部门 may be taken from there."""
    ledger = job.ledger
    labels = labels_of(job.layout, beyond=True)
    heads = Heads(PROJECT_FORM, labels, ledger)
    forms = list(_forms(job, labels, heads))
    projects, tables = [], []
    for at, form in enumerate(forms):
        project, table = _project(at, form, job.layout, ledger)
        projects.append(project)
        tables.append(table)
    printed = heads.printed_year()
    account_for_margins(paragraphs_of(job.document.around), "", printed, ledger)
    supervisor = agreed([(one, one.whole.get(SUPERVISOR, "")) for one in tables], SUPERVISOR, ledger)
    filed = heads.filed(supervisor)
    unit = agreed_unit((form.money.unit for form in forms), ledger, BUDGETED)
    year = year_of(ledger, job.year, printed, ([], [str(project.get(CODE, "")) for project in projects]))
    code, name = department(supervisor)
    return {
        "版式": job.layout.name,
        "年度": year,
        "部门": {"编码": filed.code, "名称": filed.name},
        "金额单位": unit,
        **({SUPERVISOR: {"编码": code, "名称": name}} if name else {}),
        **_own_of_whole(job, tables, labels, unit),
        BUDGETED: projects,
    }


def _own_of_whole(job: ReadingJob, tables: Sequence[GoalTable], labels: Labels, unit: str) -> dict[str, Any]:
    """The own fields of the whole, in the forms or in the lines around them, as who filled them in."""
    named = {said: label for said, label in labels.whole.named.items() if label in labels.whole.within}
    own = replace(labels, whole=replace(labels.whole, named=named))
    around = [block for block in job.document.blocks if not isinstance(block, Table)] if named else []
    return read_whole(WholePlaces(tables, (), around), Front(), own, unit, job.ledger)


def _forms(job: ReadingJob, labels: Labels, heads: Heads) -> Iterator[FormRows]:
    """The forms of a document, each with its rows. A table about results is none, and left over."""
    form: FormRows | None = None
    for block in job.document.blocks:
        if not isinstance(block, Table):
            heads.line(block)
            continue
        name = results(cell.text for row in block.rows for cell in row)
        if name:
            said = [one for row in block.rows for cell in row for one in cell.paragraphs]
            job.ledger.leave(f"这张表是“{name}”，不是申报表，没有读", *said)
            continue
        begins = _names_project(block.rows, labels)
        for number, row in enumerate(block.rows, 1):
            if not row or heads.row(row):
                continue
            rest = heads.taken(row)
            if not rest:
                continue
            if form is None or begins or _again(rest, form, labels):
                if form is not None:
                    yield form
                form, begins = FormRows(labels, job.ledger, Money(labels, job.ledger, heads.unit)), False
            form.row(number, rest)
    if form is not None:
        yield form


def _names_project(rows: Sequence[Row], labels: Labels) -> bool:
    """Whether a table names a project before its money, goals and indicators."""
    for row in rows:
        if labels.indicators.is_head(row) or (len(row) > 1 and part_of(row[0].text)):
            return False
        if any(labels.names(cell.text, labels.top) == NAME for cell in row):
            return True
    return False


def _again(row: Row, form: FormRows, labels: Labels) -> bool:
    """Whether a row begins another form within a table: it says again what the form at hand began with."""
    named = labels.names(row[0].text, labels.top) or (form.groups and labels.names(row[0].text, labels.beside))
    return bool(named) and form.names_again(row)


def _lines(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The lines of a cell, where goals are numbered line by line within a paragraph; else its paragraphs."""
    lines = [
        replace(one, text=line, number="" if at else one.number)
        for one in paragraphs
        for at, line in enumerate(one.text.split("\n"))
    ]
    return lines if len(lines) > len(paragraphs) and all(map(is_numbered_goal, lines)) else paragraphs


def _without_money(labels: Labels) -> Labels:
    """The labels of everything but amounts, which are read apart: what one reads, the other does not take again."""
    items = labels.items
    named = {said: label for said, label in items.named.items() if label not in labels.money}
    return replace(labels, amounts={}, items=replace(items, named=named))


def _project(at: int, form: FormRows, layout: Layout, ledger: Ledger) -> tuple[dict[str, Any], GoalTable]:
    """A project by the labels of the form, and what its table says of the document."""
    ledger.name_rows(form.items, f"第{at + 1}个项目 申报表")
    with ledger.within(BUDGETED, at):
        table = read_goal_table(form.items, (), _without_money(form.labels), layout.checkpoints, ledger)
        found: dict[str, Any] = {NAME: "", **table.data}
        for label, said in form.money.data.items():  # sources and own fields are below a label of their own
            found[label] = {**found.get(label, {}), **said} if isinstance(said, dict) else said
        for path, cell in form.money.where:  # only now it is known whose they are
            with ledger.within(*path):
                ledger.take(*cell.paragraphs)
        if form.years:
            found[MEDIUM] = form.years
        for side, cells in form.goals.items():
            above = found.setdefault(_GOALS[side], [])
            for cell in cells:
                above += goals(_lines(cell.paragraphs), len(above))
                ledger.take(*cell.paragraphs)
        for side, label in _INDICATORS.items():
            groups = [(one.head, one.below) for one in form.groups if one.side == side]
            with ledger.within(label):
                rows = read_indicators(groups, form.labels, layout.taxonomy, ledger)
            if rows:
                found[label] = rows
    form.money.unit = form.money.unit or table.unit
    if form.money.unit == table.unit:
        ledger.pass_over(*table.said_by.get("金额单位", ()))
    if not found.get(CODE) and CODE not in layout.form.fields.required(Scope.PROJECT):
        found.pop(CODE, None)
    return in_order(found), table
