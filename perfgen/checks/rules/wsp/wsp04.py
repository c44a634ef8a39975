"""WSP04: departments of one county whose codes tell several divisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from perfgen.checks.across import Found, county_of, division_of, most
from perfgen.checks.codes import CODE, divisions_of, whole_codes
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject
from perfgen.errors import Severity

_HINT = "核对项目编码前六位的行政区划"


def _across(subjects: Sequence[Subject]) -> Found:
    pairs = {index: (county_of(one), division_of(one)) for index, one in enumerate(subjects)}
    known = {index: pair for index, pair in pairs.items() if all(pair)}
    tabled = {index: codes for index in known if (codes := _codes_of_place(subjects[index]))}
    yield from _against_most(subjects, {index: pair for index, pair in known.items() if index not in tabled})
    for index, codes in tabled.items():
        county, division = known[index]
        at_fault = next((one for one, code in whole_codes(subjects[index]) if code.startswith(division)), None)
        if at_fault and not division.startswith(codes) and _contradicted(index, known):
            message = f"{county}的区划代码是 {'或 '.join(codes)}，这里的项目编码以 {division} 开头"
            yield index, Finding(at_fault.at(CODE), message, _HINT, division, 0)


def _codes_of_place(subject: Subject) -> tuple[str, ...]:
    """The divisions the table knows of the department's place; empty where it knows none."""
    return divisions_of(subject, subject.filing.department.name)[1]


def _contradicted(index: int, known: Mapping[int, tuple[str, str]]) -> bool:
    """Whether another filing has another division for the county, or another county for the division."""
    county, division = known[index]
    return any((other == county) != (its == division) for other, its in known.values())


def _against_most(subjects: Sequence[Subject], known: Mapping[int, tuple[str, str]]) -> Found:
    """Where no table tells, what most filings say is right."""
    by_county: dict[str, list[str]] = defaultdict(list)
    by_division: dict[str, list[str]] = defaultdict(list)
    for county, division in known.values():
        by_county[county].append(division)
        by_division[division].append(county)
    for index, (county, division) in known.items():
        right, holder = most(by_county[county]), most(by_division[division])
        if right != division:
            message = f"{county}别的单位项目编码都以 {right} 开头，这里以 {division} 开头"
        elif holder != county and {holder[-1], county[-1]} == {"县"}:
            message = f"{division} 开头的项目编码是{holder}各单位的，这里是{county}的单位"
        else:
            continue
        yield index, Finding(_coded(subjects[index], division), message, _HINT, division, 0)


def _coded(subject: Subject, division: str) -> Path:
    """The place of the first project code of a division."""
    return next(one.at(CODE) for one in subject.projects if one.code.startswith(division))


RULE = Rule(
    "WSP04",
    Severity.WARNING,
    "同县单位的项目编码区划不同",
    "项目编码前六位是行政区划代码；同一个县的单位，区划应当相同，不同的县不应当用同一个区划。"
    "区划表里有的地方，以表为准。",
    Example(words="广饶县各单位的项目编码都以 370523 开头，其中一份以 370522 开头。"),
    "样本：乐亭县 130225，玉田县 130229",
    Tag.OTHER,
    across=_across,
)
