"""STR07: what the form must say and does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks.nothing import may_be_nothing
from perfgen.checks.reading import parsed, unit_of
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import OVERALL, TARGET, Row, Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity
from perfgen.filing.base import Scope
from perfgen.filing.regex import regex

_IN_BRACKETS = regex(
    r"[（(]\s*(?:单位[:：]?\s*)?(?:[%％‰]|[^（）()]{0,4}[元人次个天日年月户台套分米亩吨件条项场辆家])\s*[)）]"
)
"""A name that has the unit of its target: ``完成率（%）``."""
_YEAR = regex("20[0-9]{2}")
_BARE = "这里是空的"


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in subject.narratives():
        if not text.strip() and subject.uses(Scope.WHOLE, str(path[-1])):
            yield Finding(path, f"“{path[-1]}”{_BARE}", "写上内容")
    for placed in subject.projects:
        project = placed.project
        if not project.purpose.strip() and subject.uses(Scope.PROJECT, "资金用途"):
            yield Finding(placed.at("资金用途"), f"没有写资金用途，{_BARE}", "写明钱用在什么地方")
        if not project.goals and subject.uses(Scope.PROJECT, "绩效目标"):
            yield Finding(placed.at("绩效目标"), "一条绩效目标也没有", "写上这个项目要达到的目标")
        for number, goal in enumerate(project.goals):
            if not goal.strip():
                yield Finding(placed.at("绩效目标", number), f"这条绩效目标{_BARE}", "写上目标，或者删掉这一条")
        if project.overview is not None and not project.overview.strip():
            yield Finding(placed.at("工作活动概况"), f"工作活动概况{_BARE}", "写上工作活动的概况")
    unitless = regex("|".join(map(re.escape, listed(subject, "unitless"))), re.IGNORECASE)
    labels = tuple(label for label in _HINTS if subject.uses(Scope.INDICATOR, label))
    whole = subject.overall_rows if subject.uses(Scope.WHOLE, OVERALL) else ()
    for row in (*whole, *subject.rows):
        yield from _row(subject, row, labels, unitless)


def _is_cut_off(row: Row) -> bool:
    project = row.project
    return project is not None and project.unfinished and row.indicator is project.project.indicators[-1]


def _row(subject: Subject, row: Row, labels: tuple[str, ...], unitless: re.Pattern[str]) -> Iterator[Finding]:
    indicator, cut_off = row.indicator, _is_cut_off(row)
    said = {"绩效指标描述": indicator.description, TARGET: indicator.target.written, "指标值确定依据": indicator.basis}
    for label in labels:
        if not said[label].strip() and not cut_off:
            yield Finding(row.at(label), f"“{indicator.name}”的{label}{_BARE}", _HINTS[label])
    target, names = parsed(indicator.target), f"{indicator.name}\n{indicator.description}"
    if target.value is None or unit_of(target) or unitless.search(names) or _IN_BRACKETS.search(names):
        return
    written = target.written.strip()
    if cut_off or (_YEAR.fullmatch(written) and re.search("时|年", names)):
        return
    if not target.value and may_be_nothing(subject, row):
        return  # none at all needs no unit to be understood
    whole = target.parts is not None
    yield Finding(
        (*row.at(TARGET), "值") if whole else row.at(TARGET),
        f"“{indicator.name}”的指标值“{written}”没有写单位",
        "在数字后面写上单位，如 ≥90% 或 ≥20次",
        target.parts[1].strip() if target.parts else written,
        None if whole else target.written.index(written),
    )


_HINTS = {
    "绩效指标描述": "说明这个指标指什么、怎样算",
    TARGET: "写上要达到的值，带运算符和单位",
    "指标值确定依据": "写上指标值从哪里来，如 年初工作计划",
}


RULE = Rule(
    "STR07",
    Severity.ERROR,
    "必填项为空",
    "资金用途、绩效目标、绩效指标描述、指标值和依据都是表上必填的。数字没有单位，也看不出要达到多少。",
    Example(
        bad="预算项目:\n  - 资金用途: ''\n",
        good="预算项目:\n  - 资金用途: 主要用于教室照明改造。\n",
    ),
    "样本 001“资金管理”的指标值是 0.00，没有单位，也没有依据",
    Tag.INCOMPLETE,
    _find,
)
