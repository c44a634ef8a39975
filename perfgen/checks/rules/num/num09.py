"""NUM09: parts in 资金用途 that do not add up to 预算数."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.among import slipped, unequal
from perfgen.checks.amounts import shown
from perfgen.checks.listed_totals import wrong_totals
from perfgen.checks.mentions import CLOSE
from perfgen.checks.parts import parts, products, stated_total
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, PlacedProject, Subject
from perfgen.errors import Severity
from perfgen.filing.labels import TASKS
from perfgen.filing.quotable import PER_YUAN

_PURPOSE, _BUDGET = "资金用途", "预算数"


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        if not placed.unfinished:
            yield from _in_project(subject, placed)
    for number, task in enumerate(subject.filing.tasks):
        if task.budget:
            yield from _parted(subject, (TASKS, number, "主要内容"), task.content, task.name, task.budget)
    for path, text in (*subject.narratives(), *subject.duty_texts()):
        yield from _multiplied(subject, path, text)
        yield from _added(path, text)


def _in_project(subject: Subject, placed: PlacedProject) -> Iterator[Finding]:
    told = list(_in_purpose(subject, placed)) if placed.project.purpose else []
    yield from told
    for path, text in placed.aims:
        if not any(one.path == path for one in told):
            yield from _among(subject, path, text, placed.project.budget)
            if path[2] != _PURPOSE:
                yield from _multiplied(subject, path, text)
                yield from _slipped(subject, path, text, placed.project.budget, _BUDGET)
            yield from _added(path, text)
    if medium := placed.project.medium_funds:
        for path, goal in placed.medium_aims:
            yield from _slipped(subject, path, goal, medium.budget, "中期资金")


def _added(path: Path, text: str) -> Iterator[Finding]:
    """The totals that what is listed before them does not make."""
    for one in wrong_totals(text):
        hint = "核对前面各项和总数，改成一致"
        yield Finding(path, f"前面几项加起来是 {one.comes_to}，这里写的是 {one.written}", hint, one.written, one.start)


def _multiplied(subject: Subject, path: Path, text: str) -> Iterator[Finding]:
    """The products that come to something else than the text gives as their result."""
    for one in products(text):
        if one.claimed is not None and abs(one.yuan - one.claimed) > CLOSE:
            written = text[one.start : one.end]
            yield Finding(
                path, f"“{written}”算出来是 {shown(subject, one.yuan)}", "核对数量、单价和得数", written, one.start
            )


def _slipped(subject: Subject, path: Path, text: str, amount: Decimal, label: str) -> Iterator[Finding]:
    budget = amount * PER_YUAN[subject.filing.amount_unit]
    right = [one for one in products(text) if one.claimed is not None and abs(one.yuan - one.claimed) <= CLOSE]
    for one in slipped(text, budget, over_years=label != _BUDGET):
        if any(its.start <= one.start < its.end for its in right):
            continue
        written = text[one.start : one.end]
        yield Finding(
            path,
            f"{path[2]}里写的是 {written}，{label}是 {shown(subject, budget)}，像是写错了",
            "核对这个数",
            written,
            one.start,
        )


def _among(subject: Subject, path: Path, text: str, amount: Decimal) -> Iterator[Finding]:
    for one in unequal(text):
        if abs(one.parts - amount * PER_YUAN[subject.filing.amount_unit]) <= CLOSE:
            continue  # 其中 is of the project, whatever amount stands before it
        written = text[one.start : one.end]
        yield Finding(
            path,
            f"“{written}”里的几笔钱加起来是 {shown(subject, one.parts)}，前面写的是 {shown(subject, one.whole)}",
            "核对总数和各笔金额；其中的各笔加起来不能比总数多，资金来源写全了的要正好相等",
            written,
            one.start,
        )


def _in_purpose(subject: Subject, placed: PlacedProject) -> Iterator[Finding]:
    project = placed.project
    return _parted(subject, placed.at(_PURPOSE), project.purpose, project.name, project.budget)


def _parted(subject: Subject, path: Path, text: str, name: str, amount: Decimal) -> Iterator[Finding]:
    """What is wrong in a text that parts an `amount`, in the filing's unit, which is that of `name`."""
    if wrong := list(_multiplied(subject, path, text)):
        yield from wrong
        return
    budget = amount * PER_YUAN[subject.filing.amount_unit]
    found = parts(text, budget)
    total = sum((one.yuan for one in found), Decimal(0))
    give = CLOSE * len(found) + sum(one.give for one in found)
    if not found:
        return
    if abs(total - budget) <= give:
        whole = stated_total(text, found)
        if whole and abs(whole.value - total) > give:
            written = text[whole.start : whole.end]
            message = f"前面的几笔钱加起来是 {shown(subject, total)}，这里写的是 {written}"
            yield Finding(path, message, "核对各笔金额和总数", written, whole.start)
        return
    first, last = found[0], found[-1]
    words = text[first.start : last.end]
    said = "的几笔钱加起来是" if len(found) > 1 else f"“{words}”算出来是"
    yield Finding(
        path,
        f"{path[2]}里{said} {shown(subject, total)}，“{name}”的预算数是 {shown(subject, budget)}",
        "核对各笔金额、数量和单价，加起来要等于预算数；还有别的用途的，把它的金额也写上",
        words,
        first.start,
    )


RULE = Rule(
    "NUM09",
    Severity.ERROR,
    "资金用途里的各笔金额加起来不等于预算数",
    "资金用途里把钱一笔一笔写全了的，加起来应当就是预算数；“12公里×5万元”这样写的，先乘出来再加。"
    "写了“等”“其余”的，单价、标准、限额，往年的钱，资金来源，都不算在内。"
    "用途和绩效目标里写了“共…万元，其中…”的，其中的各笔加起来不能比总数多；其中写的是资金来源的，要正好相等。",
    Example(
        bad="预算项目:\n  - {预算数: 120.00, 财政资金: 120.00, 资金用途: '灯具购置80万元、线路改造30万元、照度检测15万元。'}\n",
        good="预算项目:\n  - {预算数: 120.00, 财政资金: 120.00, 资金用途: '灯具购置80万元、线路改造30万元、照度检测10万元。'}\n",
    ),
    "绩效目标表的勾稽关系：预算规模及资金用途在同一格里",
    Tag.OTHER,
    _find,
)
