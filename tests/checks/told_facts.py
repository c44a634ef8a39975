"""Filings whose narrative says facts of their tables in the many ways clerks write them, each fact marked.

``〔总额:415.5万元〕`` is a fact of a kind; what stands without marks says nothing of the tables (last year, a part, a
price) and must stay unheard. `changed` makes one fact at a time another; `test_told_facts` counts what is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from perfgen.checks import RULES, Subject, run
from perfgen.checks.rule import Finding
from perfgen.checks.subject import NARRATIVE, PROJECTS
from perfgen.filing.numbers import parse_decimal
from perfgen.filing.numerals import in_style_of, parse
from tests.checks.clean import GENERAL, ITEMISED, Data, cleans, subject_of
from tests.checks.told_narratives import FILINGS
from tests.checks.told_narratives_last import FILINGS_LAST
from tests.checks.told_narratives_more import FILINGS_LATER
from tests.examples import some_of

MARK = re.compile(r"〔(?P<kind>[^〔〕:]+):(?P<words>[^〔〕]+)〕")
_NUMBER = re.compile(
    r"\d[\d,，]*(?:\.\d+)?|(?!百分之)[零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+(?=[^零一二三四五六七八九十百千万亿两]|$)"
)
_MONTH = re.compile(r"(\d{1,2})月")
_FAMILY = [rule for code, rule in RULES.items() if code.startswith("XRF0")]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a narrative says: its kind, the words, and where they stand in which of the texts."""

    kind: str
    words: str
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Told:
    """A narrative without its marks, and its facts."""

    name: str
    data: Data
    texts: dict[str, str]
    facts: tuple[Fact, ...]

    def subject(self, texts: dict[str, str] | None = None) -> Subject:
        """The filing as the rules read it, with other texts if told."""
        return subject_of(_base(), {**self.data, NARRATIVE: {**self.data[NARRATIVE], **(texts or self.texts)}})


@cache
def _base() -> Any:
    return next(clean for clean in cleans() if clean.layout == "hebei-2022")


def _project(name: str, budget: str, rows: str, **more: str) -> Data:
    base = _base().data[PROJECTS][0]
    indicators = []
    for line in filter(None, map(str.strip, rows.strip().split("\n"))):
        level2, title, value = line.split()
        level1 = next(one for one, words in _LEVELS.items() if level2 in words)
        row = {"一级指标": level1, "二级指标": f"{level2}指标", "三级指标": title, "绩效指标描述": title}
        indicators.append({**row, "指标值": value, "指标值确定依据": "年度工作计划"})
    money = {"预算数": budget, "财政资金": budget}
    return {
        **base,
        "项目名称": name,
        **money,
        "资金用途": f"用于{name}相关支出",
        "绩效目标": ["完成年度任务"],
        "绩效指标": indicators,
        **more,
    }


_LEVELS = {
    "产出指标": ("数量", "质量", "时效", "成本"),
    "效益指标": ("经济效益", "社会效益", "生态效益", "可持续影响"),
    "满意度指标": ("服务对象满意度",),
}


def told() -> Iterator[Told]:
    """Every narrative there is."""
    for filing in (*FILINGS, *FILINGS_LATER, *FILINGS_LAST):
        projects = [_project(*one) for one in filing.projects]
        data = {
            **_base().data,
            "年度": filing.year,
            "部门": {"编码": "316002", "名称": filing.department},
            PROJECTS: projects,
        }
        data = {**data, "金额单位": filing.unit}
        for number, (general, itemised) in enumerate(filing.narratives, 1):
            facts: list[Fact] = []
            texts: dict[str, str] = {}
            for label, marked in ((GENERAL, general), (ITEMISED, itemised)):
                plain, end = "", 0
                for mark in MARK.finditer(marked.strip()):
                    plain += marked.strip()[end : mark.start()]
                    facts.append(Fact(mark["kind"], mark["words"], label, len(plain)))
                    plain, end = plain + mark["words"], mark.end()
                texts[label] = plain + marked.strip()[end:]
            yield Told(f"{filing.department}/{number}", data, texts, tuple(facts))


def changed(one: Told, fact: Fact) -> Iterator[tuple[str, dict[str, str]]]:
    """The narrative with one fact made another, in several ways; what it says then, and its texts."""
    for words in dict.fromkeys(_others(fact)):
        text = one.texts[fact.label]
        yield words, {**one.texts, fact.label: text[: fact.start] + words + text[fact.start + len(fact.words) :]}


def _others(fact: Fact) -> Iterator[str]:
    if fact.kind == "日期":
        found = _MONTH.search(fact.words)
        assert found, fact
        for step in (1, 4):
            yield fact.words[: found.start(1)] + str((int(found[1]) + step - 1) % 12 + 1) + fact.words[found.end(1) :]
        return
    found = _NUMBER.search(fact.words)
    assert found, fact
    written = found[0]
    value = parse_decimal(written) if written[0].isdigit() else parse(written)
    assert value is not None, fact
    if fact.kind == "个数":
        others = [value + 1, value + 2]
    elif "%" in fact.words or "百分之" in fact.words:
        others = [value - 3, value - 8] if value > 60 else [value + 3, value + 12]
    else:
        others = [value * Decimal("1.2"), value * 10] if value > 10 else [value + 1, value + 3]
    whole = value == int(value)
    for other in others:
        number = Decimal(int(other)) if whole else round(other, 2)
        yield fact.words[: found.start()] + _written(number, written) + fact.words[found.end() :]


def _written(number: Decimal, like: str) -> str:
    if like[0].isdigit():
        return f"{number:,f}" if "," in like else f"{number.normalize():f}"
    return in_style_of(like, int(number))


def said(subject: Subject) -> list[tuple[str, Finding]]:
    """What the family finds."""
    return [(rule.code, finding) for rule, finding in run(subject, _FAMILY)]


@dataclass(slots=True)
class Count:
    """How many changes of a kind were made and told; which were not."""

    made: int = 0
    told: int = 0

    @property
    def share(self) -> float:
        """The share that is told."""
        return self.told / self.made


def measured() -> tuple[dict[str, Count], list[str], list[str]]:
    """By kind what is told, the changes that are missed, and what is said without cause."""
    counts: dict[str, Count] = {}
    missed: list[str] = []
    false: list[str] = []
    for one in some_of([*told()]):
        clean = said(one.subject())
        before = {(code, finding.path, finding.quoted) for code, finding in clean}
        false += [f"{one.name} {code} “{finding.quoted}”{finding.message}" for code, finding in clean]
        for fact in one.facts:
            for words, texts in changed(one, fact):
                count = counts.setdefault(fact.kind, Count())
                count.made += 1
                fresh = [
                    finding
                    for code, finding in said(one.subject(texts))
                    if (code, finding.path, finding.quoted) not in before
                ]
                here = [
                    finding
                    for finding in fresh
                    if finding.path == (NARRATIVE, fact.label) and _meets(finding, fact, words)
                ]
                if here:
                    count.told += 1
                else:
                    text = one.texts[fact.label]
                    around = text[max(0, fact.start - 24) : fact.start].replace("\n", "/")
                    missed.append(
                        f"{one.name} {fact.kind} {around}⟦{fact.words}→{words}⟧{text[fact.start + len(fact.words) :][:12]!r}"
                    )
                false += [
                    f"{one.name} {fact.words}→{words}: “{finding.quoted}”{finding.message}"
                    for finding in fresh
                    if finding not in here
                ]
    return counts, missed, false


def _meets(finding: Finding, fact: Fact, words: str) -> bool:
    return (
        finding.at is not None
        and finding.at < fact.start + len(words)
        and fact.start < finding.at + len(finding.quoted)
    )


def main() -> None:
    """Print the table, what is missed and what is said without cause."""
    import sys

    counts, missed, false = measured()
    made, heard = sum(one.made for one in counts.values()), sum(one.told for one in counts.values())
    lines = [f"{kind} {one.told}/{one.made} {one.share:.3f}" for kind, one in counts.items()]
    lines += [
        f"all {heard}/{made} {heard / made:.3f}, without cause {len(false)}, precision {heard / (heard + len(false)):.3f}"
    ]
    sys.stdout.write(
        "\n".join([*lines, *(f"missed {one}" for one in missed), *(f"false {one}" for one in dict.fromkeys(false))])
        + "\n"
    )


if __name__ == "__main__":
    main()
