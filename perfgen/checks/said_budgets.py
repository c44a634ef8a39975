"""Budgets said within what the narrative says of one project, on the line below its name or in a sentence of it, and in its own texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfgen.checks.figures import Figure, money
from perfgen.checks.history import crosses_years, of_this_year
from perfgen.checks.mentions import NarrativeReading, is_budget_said
from perfgen.checks.subject import Path, PlacedProject, Subject
from perfgen.filing.numbers import half_width
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

_BREAKS = "，,。；;\n（("
_MARKED = regex(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])*\s*")
_MONEY_WORD = regex("预算|资金|经费|金额|投入|投资|规模")
_WHOLE = regex("预算|总|合计|共计|金额|规模")
_NOT_ALL = regex("其中|财政|其他资金|自筹|上级|省级|市级|中央|上年|去年|往年|结转|单价|每|人均|节约|增加|减少|追加|已")
_FOR_A_PART = regex(r"\s*(?:用于|购买|购置|支付|采购|发放|给|/|／|每)")
_WINDOW = 60


class SaidBudget(NamedTuple):
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


_OWN_BREAKS = f"{_BREAKS}、：:"
_SENTENCE = "。；;\n"
_OF_YEAR = regex("本年|今年|年度|总|合计|共|所需|预算|申请|申报")
_SOURCES = regex(r"[^。；;\n]{0,60}?其中[^。；;\n]{0,12}?(?:财政|一般公共预算|自筹|其他资金|补助资金)")
_INVESTED, _THIS_YEAR = regex("投资"), regex("本年|当年|今年|年度")
_PART = regex("其中|部分|上年|去年|往年|结转|累计|已|节约|增加|减少|追加|贷款|第[一二三四]|[一二三]期|尾款|质保|合同")
_FARTHEST = 100
"""What is invested over the years may be more than the budget, but not so many times."""


def own_budgets(subject: Subject) -> Iterator[tuple[Path, PlacedProject, Figure]]:
    """The amounts that a project's own 资金用途 and 绩效目标 say are all its money of the year and that are not its budget."""
    for placed in subject.projects:
        budget = placed.project.budget * PER_YUAN[subject.filing.amount_unit]
        for path, text in placed.aims:
            said = [one for one in money(text) if not one.loose and _is_own(subject, text, one)]
            for one in said if said and not _parts(said) else ():
                clause = text[_begin(text, one.start, _OWN_BREAKS) : one.start]
                of_all = (crosses_years(placed) or placed.project.medium_funds) and not _THIS_YEAR.search(clause)
                over_years = of_all or _INVESTED.search(clause)
                if not over_years or one.value >= _FARTHEST * budget > 0:
                    yield path, placed, one


def _begin(text: str, at: int, signs: str) -> int:
    window = max(0, at - _WINDOW)
    return max(window, *(text.rfind(sign, window, at) + 1 for sign in signs))


def _is_own(subject: Subject, text: str, amount: Figure) -> bool:
    begin = _begin(text, amount.start, _OWN_BREAKS)
    clause = half_width(text[begin : amount.start]).replace("当年", "本年").replace("投资", "投入")
    if not _MONEY_WORD.search(clause) or not is_budget_said(clause):
        return False
    sentence = _begin(text, amount.start, _SENTENCE)
    if _PART.search(text, sentence, amount.start) or not of_this_year(subject, text, sentence, amount.start):
        return False
    parted = _SOURCES.match(text, amount.end) is not None
    return parted or (_OF_YEAR.search(clause) is not None and not _FOR_A_PART.match(text, amount.end))
