"""NUM11: a project called after an amount that is not its budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks import figures
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing import Project
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, decimal_text, parse_decimal
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

_BARE = regex(
    rf"(?<![\d.\-—~～至到])(?P<number>{NUMBER.pattern})\s*(?P<scale>[百千]?[万亿])(?!元|\s*[\d\-—~～至到/／多余]"
    "|[人吨亩平立头只羽尾株棵户家名条套件册字次个辆伏千米升级枚]|公[里斤顷]|斤|平方|小时|工[日程师]|支[部队]|像素|多|余"
    "|群众|居民|农[户民]|村民|学[生子]|大[学中]|小学生|职工|党员|老[人年]|青年|青少年|妇女|儿童|网民|游客|千瓦|兆瓦|伏|以[上下内])"
)
"""An amount without 元 (20万工作经费); 20万亩, 20万千瓦 and 20万群众 are none."""
_NOT_ALL = regex(
    "每|人均|户均|单价|限额|不超|不足|低于|高于|超|以[上下内]|尾款|余款|剩余|结转|欠|质保金|首付|标准|贷款"
)
"""What says in a name that an amount is not that of the project."""
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_LEAST = 10**4
"""Less than this, in 元, is what somebody gets each (高龄老人100元津贴)."""


def _said(name: str) -> tuple[Decimal, int, str, int] | None:
    """The only amount a name says: number, the 元 in one of its unit, its words and where they begin; None for none."""
    if _NOT_ALL.search(name):
        return None
    found = [
        (figure.value, 1, name[figure.start : figure.end], figure.start)
        for figure in figures.money(name)
        if not figure.loose
    ]
    for one in _BARE.finditer(name.translate(HALF_WIDTH)):
        number, scale = parse_decimal(one["number"]), 1
        for sign in one["scale"]:
            scale *= _SCALES[sign]
        if number is not None and not any(start <= one.start() < start + len(words) for *_, words, start in found):
            found.append((number * scale, scale, name[slice(*one.span())], one.start()))
    return found[0] if len(found) == 1 and found[0][0] >= _LEAST else None


def _agrees(project: Project, unit: str, yuan: Decimal) -> bool:
    """Whether an amount (in 元) is the budget, its fiscal or other part, or one of these rounded to 万元."""
    amounts = [amount * PER_YUAN[unit] for amount in (project.budget, project.fiscal, project.other) if amount]
    return yuan in amounts or any(yuan == round(amount / 10**4) * 10**4 for amount in amounts)


def _find(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for placed in subject.projects:
        project = placed.project
        said = _said(project.name) if any(sign in project.name for sign in "万亿元") else None
        if said and not _agrees(project, unit, said[0]):
            yield Finding(
                placed.at("项目名称"),
                f"项目“{project.name.strip()}”名称里写的是{said[2]}，预算数是 {decimal_text(project.budget)}{unit}",
                "核对两个数；名称里的钱不是这个项目的预算数的，把名称写清楚",
                said[2],
                said[3],
            )


RULE = Rule(
    "NUM11",
    Severity.WARNING,
    "名称里的金额不等于预算数",
    "项目名称里写着“20万元”，预算数却是别的数，多半有一处没有跟着改。“20万亩”“每人2万元”“20万元以下”不算。",
    Example(
        bad="预算项目:\n  - {项目名称: 校园照明改造20万元, 预算数: 120.00, 财政资金: 120.00}\n",
        good="预算项目:\n  - {项目名称: 校园照明改造120万元, 预算数: 120.00, 财政资金: 120.00}\n",
    ),
    "绩效目标表的勾稽关系",
    Tag.OTHER,
    _find,
)
