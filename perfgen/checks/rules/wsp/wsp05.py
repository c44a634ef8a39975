"""WSP05: last year's filing with only the year changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from perfgen.checks.across import Found
from perfgen.checks.mentions import SAFEGUARDS
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import NARRATIVE, Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, NUMBER
from perfgen.filing.regex import regex

_Texts: TypeAlias = Counter[str]

_AMOUNT = regex(rf"(?:{NUMBER.pattern})(?=\s*[百千]?[万亿]?元)")
_YEAR = regex(r"(?<!\d)20\d\d(?!\d)")
_SAME = 0.95
"""Of what a filing says, by characters, so much that is last year's word for word."""
_LEAST = 200
"""A filing that says less, in characters, says too little to be compared."""


def _across(subjects: Sequence[Subject]) -> Found:
    filings: dict[tuple[str, int], int] = {}
    for index, subject in enumerate(subjects):
        filings.setdefault((normalised(subject.filing.department.name), subject.filing.year), index)
    said: dict[int, _Texts] = {}
    for (name, year), index in filings.items():
        before = filings.get((name, year - 1))
        if before is None:
            continue
        for one in (before, index):
            if one not in said:
                said[one] = Counter(_texts(subjects[one]))
        whole, again = _characters(said[index]), _characters(said[index] & said[before])
        if whole >= _LEAST and again >= _SAME * whole:
            share = int(100 * again / whole)
            yield (
                index,
                Finding(
                    (NARRATIVE, next(iter(subjects[index].narrative), "总体绩效目标")),
                    f"文字和指标有 {share}% 和{year - 1}年度的一字不差，只改了年份和金额",
                    "按今年要做的事重新写：项目内容、目标、指标值",
                ),
            )


def _characters(texts: _Texts) -> int:
    return sum(len(text) * count for text, count in texts.items())


def _texts(subject: Subject) -> Iterator[str]:
    """What a filing says of its work, with years told from its own and without amounts of money."""
    year = subject.filing.year
    for path, text in subject.narratives():
        if path[-1] != SAFEGUARDS:
            yield from (_timeless(line, year) for line in text.splitlines() if line.strip())
    for placed in subject.projects:
        project = placed.project
        yield from (_timeless(one, year) for one in (project.name, project.purpose, *project.goals))
    for row in subject.all_rows:
        one = row.indicator
        yield _timeless(f"{one.level1} {one.name} {one.description} {one.target.written}", year)


def _timeless(text: str, year: int) -> str:
    told = _AMOUNT.sub("", text.translate(HALF_WIDTH))
    return normalised(_YEAR.sub(lambda found: f"年{int(found[0]) - year}", told))


RULE = Rule(
    "WSP05",
    Severity.WARNING,
    "照抄去年的文本，只改了年份",
    "去年和今年的绩效文本放在一起检查时，今年的文字和指标除了年份、金额，几乎和去年一字不差，等于没有按今年的工作编。"
    "工作保障措施可以沿用，不比。",
    Example(words="2023年度的绩效文本，各项目的用途、目标和指标值都与2022年度的相同，只把“2022年”改成了“2023年”。"),
    "评审时常见的意见",
    Tag.IRRELEVANT,
    across=_across,
)
