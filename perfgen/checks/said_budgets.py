"""Budgets said within what the narrative says of one project: on the line below its name, or in a sentence of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfgen.checks.figures import Figure, money
from perfgen.checks.mentions import NarrativeReading, is_budget_said
from perfgen.checks.subject import Path, Subject
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（("
_MARKED = regex(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])*\s*")
_MONEY_WORD = regex("预算|资金|经费|金额|投入|投资|规模")
_WHOLE = regex("预算|总|合计|共计|金额|规模")
_NOT_ALL = regex("其中|财政|其他资金|自筹|上级|省级|市级|中央|上年|去年|往年|结转|单价|每|人均|节约|增加|减少|追加|已")
_FOR_A_PART = regex(r"\s*(?:用于|购买|购置|支付|采购|发放|给|/|／|每)")
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class SaidBudget:
    """An amount (in the printed text at `path`) that the passage of a project says is the project's budget."""

    path: Path
    project: int
    amount: Figure


def said_budgets(subject: Subject, reading: NarrativeReading) -> Iterator[SaidBudget]:
    """The budgets said in the passages, none where several amounts are parts of it. Those beside a name are not here."""
    texts = dict(subject.narratives())
    beside = {(one.path, one.budget.start): one.project for one in reading.mentions if one.budget}
    headed = {(path, project) for (path, _), project in beside.items()}
    for passage in reading.passages:
        text = texts[passage.path]
        found = [
            amount
            for amount in (one.moved(passage.start) for one in money(text[passage.start : passage.end]))
            if (not amount.loose or amount.near) and (passage.path, amount.start) not in beside
        ]
        named = (passage.path, passage.project) in headed
        said = [one for one in found if _is_budget(text, passage.start, one, named=named)]
        if not said or _parts(said):
            continue
        yield from (SaidBudget(passage.path, passage.project, one) for one in said)


def _parts(said: list[Figure]) -> bool:
    """Whether different amounts are said, which may be parts of one."""
    return len({one.value for one in said}) > 1


def _is_budget(text: str, begin: int, amount: Figure, *, named: bool) -> bool:
    window = max(begin, amount.start - _WINDOW)
    start = max(window, *(text.rfind(sign, window, amount.start) + 1 for sign in _BREAKS))
    clause = half_width(text[start : amount.start])
    clause = _MARKED.sub("", clause)
    line = text.rfind("\n", begin, amount.start) + 1
    if _NOT_ALL.search(text, max(line, window), amount.start) or not _MONEY_WORD.search(clause):
        return False
    if named and not _WHOLE.search(clause):
        return False
    return is_budget_said(clause) and not _FOR_A_PART.match(text, amount.end)
