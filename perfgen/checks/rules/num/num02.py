"""NUM02: a spending plan that falls, or does not end at 100%."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import decimal_text
from perfgen.filing.plan import out_of_step


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        plan = placed.plan
        for at, message, hint in out_of_step(plan, subject.form.checkpoints):
            yield Finding(placed.at("资金支出计划", *at), message, hint, f"{decimal_text(plan[at[0]])}%")


RULE = Rule(
    "NUM02",
    Severity.ERROR,
    "支出计划递减、越界或末期不为100%",
    "资金支出计划是从年初累计到各时点的百分数，只能增加或持平，最后一个时点是 100%。",
    Example(
        bad="预算项目:\n  - 资金支出计划: {3月底: 50%, 6月底: 30%, 10月底: 75%, 12月底: 100%}\n",
        good="预算项目:\n  - 资金支出计划: {3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}\n",
    ),
    "绩效目标表的勾稽关系",
    Tag.OTHER,
    _find,
)
