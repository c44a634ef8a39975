"""XRF02: a project's money in the narrative that is not its table's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.amounts import shown
from perfgen.checks.examples import goals
from perfgen.checks.figures import money
from perfgen.checks.mentions import CLOSE, Mention, reading
from perfgen.checks.naming import year_before
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.said_budgets import own_budgets, said_budgets
from perfgen.checks.subject import PlacedProject, Subject, text_at
from perfgen.checks.totals import agrees
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text, half_width
from perfgen.filing.quotable import PER_YUAN


def _find(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    for one in reading(subject).mentions:
        if one.budget is None or _of_another_year(subject, one):
            continue
        project = projects[one.project].project
        budget = project.budget * PER_YUAN[subject.filing.amount_unit]
        if not agrees(one.budget, [budget]):
            text = subject.narrative[str(one.path[-1])]
            written = text[one.budget.start : one.budget.end]
            yield Finding(
                one.path,
                f"文字里“{one.written}”是 {written}，表里“{project.name}”的预算数是 {shown(subject, budget)}",
                "核对金额，改成一致的数",
                written,
                one.budget.start,
            )
    for said in said_budgets(subject, reading(subject)):
        project = projects[said.project].project
        budget = project.budget * PER_YUAN[subject.filing.amount_unit]
        if not agrees(said.amount, [budget]):
            written = subject.narrative[str(said.path[-1])][said.amount.start : said.amount.end]
            yield Finding(
                said.path,
                f"文字里“{project.name}”的预算是 {written}，表里的预算数是 {shown(subject, budget)}",
                "核对金额，改成一致的数",
                written,
                said.amount.start,
            )
    for path, placed, amount in own_budgets(subject):
        budget = placed.project.budget * PER_YUAN[subject.filing.amount_unit]
        if not agrees(amount, [budget]):
            written = (text_at(subject.filing, path) or "")[amount.start : amount.end]
            yield Finding(
                path,
                f"文字里项目的资金是 {written}，表里“{placed.project.name}”的预算数是 {shown(subject, budget)}",
                "核对金额，改成一致的数",
                written,
                amount.start,
            )
    for placed in projects:
        yield from _arranged(subject, placed)


def _of_another_year(subject: Subject, one: Mention) -> bool:
    text = subject.narrative[str(one.path[-1])]
    between = text[one.end : one.budget.start if one.budget else one.end]
    before = None if str(subject.filing.year) in between else year_before(text, one.start)
    years = [int(year) for year in re.findall(r"(\d{4})年", half_width(between))] + ([before] if before else [])
    return any(year != subject.filing.year and str(year) not in one.written for year in years) and not (
        before and str(before) in subject.projects[one.project].project.name
    )


def _arranged(subject: Subject, placed: PlacedProject) -> Iterator[Finding]:
    """资金安排 and 资金安排情况 of a project that do not add up to its 预算数."""
    project = placed.project
    unit = PER_YUAN[subject.filing.amount_unit]
    if project.funds and project.funds_said is None:
        total = sum((item.amount for item in project.funds), Decimal(0))
        if abs(total - project.budget) * unit > CLOSE:
            yield Finding(
                placed.at("资金安排", *((0, "金额") if len(project.funds) == 1 else ())),
                f"资金安排合计 {decimal_text(total)}{subject.filing.amount_unit}，预算数是 {decimal_text(project.budget)}{subject.filing.amount_unit}",
                "核对各笔资金，加起来要等于预算数",
                decimal_text(total),
            )
    if project.funds_said:
        amounts = [one for one in money(project.funds_said) if not one.loose]
        values = [one.value for one in amounts]
        budget = project.budget * unit
        sums = [sum(values, Decimal(0)), sum(values[1:], Decimal(0)), sum(values[:-1], Decimal(0)), *values]
        if amounts and all(abs(one - budget) > CLOSE for one in sums):
            first = amounts[0]
            yield Finding(
                placed.at("资金安排情况"),
                f"资金安排情况里的金额与预算数 {shown(subject, budget)}对不上",
                "核对各笔资金，加起来要等于预算数",
                project.funds_said[first.start : first.end],
                first.start,
            )


RULE = Rule(
    "XRF02",
    Severity.ERROR,
    "叙述中的项目金额与表不符",
    "文字里给一个项目写的预算资金，应当等于它表上的预算数；资金用途、绩效目标里写的项目资金，资金安排的各笔加起来，也应当等于预算数。"
    "只在认得出是哪个项目时检查。",
    Example(
        bad=goals("（一）乡村教师培训经费，预算资金35.6万元"),
        good=goals("（一）乡村教师培训经费，预算资金36.5万元"),
    ),
    "样本 002 的分项绩效目标逐个项目写了预算资金，与表相等",
    Tag.OTHER,
    _find,
)
