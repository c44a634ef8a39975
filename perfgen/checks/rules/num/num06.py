"""NUM06: a cost that is no amount."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.costs import cost_rows
from perfgen.checks.examples import cost
from perfgen.checks.reading import Promise, promise
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import TARGET, Subject
from perfgen.errors import Severity
from perfgen.filing import Project
from perfgen.filing.numbers import decimal_text
from perfgen.filing.regex import regex

_NUMERAL = regex("[0-9０-９]|[零一二三四五六七八九十百千万亿两](?:元|%|成|折)|百分之")
_WITHIN_BUDGET = regex(
    "(?:(?:项目|实际|资金|总)?(?:支出|成本|费用|花费|开支|金额|投入|资金))?(?:应|要|须)?"
    "(?:不(?:得|能|可)?(?:超过|超出|超|突破|高于|大于)|(?:严格)?控制在|小于等于|低于等于)"
    "(?:年初|年度|本年|当年|项目|财政|批复|批准|下达|安排|总|的)*预算(?:批复|安排)?(?:总?金额|总?额|总?数|资金|成本|指标)?"
    "(?:的|之)?(?:以内|内|范围内|范围之内)?"
)


def _find(subject: Subject) -> Iterator[Finding]:
    unit = subject.filing.amount_unit
    for row in cost_rows(subject, subject.all_rows):
        indicator = row.indicator
        written = indicator.target.written
        words = written.strip()
        if not words or indicator.target.value is not None or _NUMERAL.search(written):
            continue
        whole = indicator.target.parts is not None
        project = row.project.project if row.project else None
        share = promise(subject, indicator.name) is Promise.RATIO  # 成本控制率 asks for a share, not for an amount
        certain = (
            project and project.budget and not whole and not share and _WITHIN_BUDGET.fullmatch(words.rstrip("。；;"))
        )
        yield Finding(
            row.at(TARGET),
            f"成本指标“{indicator.name}”的指标值“{words}”没有数字",
            _hint(project, unit, share=share),
            words,
            None if whole else written.index(words),
            f"≤{decimal_text(project.budget)}{unit}" if project and certain else None,
        )


def _hint(project: Project | None, unit: str, *, share: bool) -> str:
    if share:
        return "名称是比率的写百分数，如 ≤100%；要控制金额的，改名称，写成金额"
    return f"写成金额，如 ≤{decimal_text(project.budget)}{unit}" if project else "写成金额，如 ≤100万元"


RULE = Rule(
    "NUM06",
    Severity.WARNING,
    "成本指标非数值",
    "“支出不超出预算”没有说是多少钱，写成金额才能考核。",
    Example(bad=cost("支出不超出预算"), good=cost("≤120万元")),
    "样本 003 七个项目都写“支出不超出预算”这类话",
    Tag.NOT_QUANTIFIED,
    _find,
    fixable=True,
    supersedes=("IND10",),
)
