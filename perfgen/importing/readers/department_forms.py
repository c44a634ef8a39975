"""A form of one table about a department as a whole: 部门整体支出绩效目标申报表."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from perfgen.docx.blocks import Table
from perfgen.filing import literal
from perfgen.filing.labels import DEPARTMENT_FORM, SUPERVISOR, TASKS, YEAR
from perfgen.importing.form import FormRows
from perfgen.importing.form_heads import Heads
from perfgen.importing.form_money import Money
from perfgen.importing.form_tasks import read_tasks
from perfgen.importing.front import account_for_margins
from perfgen.importing.goal_table import department, joined, read_goal_table
from perfgen.importing.indicator_table import read_indicators
from perfgen.importing.labels import Items, labels_of
from perfgen.importing.overall import year_of
from perfgen.importing.readers.job import ReadingJob
from perfgen.importing.report import paragraphs_of
from perfgen.source.grammar import OVERALL, OVERALL_INDICATORS

_GENERAL = "总体绩效目标"
_NOTHING = Items({}, {}, frozenset(), frozenset())


def read(job: ReadingJob) -> dict[str, Any]:
    """The filing by its labels. What a form says of projects or of the sources of money has no place here."""
    ledger = job.ledger
    labels = replace(labels_of(job.layout, beyond=True), top={}, amounts={}, items=_NOTHING)
    heads = Heads(DEPARTMENT_FORM, labels, ledger)
    form = FormRows(labels, ledger, Money(labels, ledger))
    for block in job.document.blocks:
        if not isinstance(block, Table):
            heads.line(block)
            continue
        for number, row in enumerate(block.rows, 1):
            rest = () if heads.row(row) else heads.taken(row)
            if rest:
                form.row(number, rest)
    ledger.name_rows(form.items, "申报表")
    table = read_goal_table(form.items, (), labels, job.layout.checkpoints, ledger)
    ledger.take(*(one for label in table.whole for one in table.said_by[label]))
    ledger.name_rows(form.tasks, TASKS)
    with ledger.within(TASKS):
        tasks, unit = read_tasks(form.tasks, ledger)
    goals = [one for cell in form.goals.get(YEAR, ()) for one in cell.paragraphs]
    ledger.take(*goals)
    groups = [(one.head, one.below) for one in form.groups if one.side == YEAR]
    with ledger.within(OVERALL_INDICATORS):
        rows = read_indicators(groups, labels, job.layout.taxonomy, ledger)
    printed = heads.printed_year()
    account_for_margins(paragraphs_of(job.document.around), "", printed, ledger)
    supervisor = table.whole.pop(SUPERVISOR, "")
    filed = heads.filed(supervisor)
    code, name = department(supervisor)
    whole: dict[str, Any] = {}
    for label, value in table.whole.items():
        labels.whole.keep(whole, label, value)
    return {
        "版式": job.layout.name,
        "年度": year_of(ledger, job.year, printed, ([joined(goals)], [])),
        "部门": {"编码": filed.code, "名称": filed.name},
        "金额单位": heads.unit or unit or table.unit or "万元",
        **({SUPERVISOR: {"编码": code, "名称": name}} if name else {}),
        **whole,
        **({TASKS: tasks} if tasks else {}),
        OVERALL: {_GENERAL: literal(joined(goals))},
        OVERALL_INDICATORS: rows,
    }
