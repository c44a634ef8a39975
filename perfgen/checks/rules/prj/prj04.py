"""PRJ04: one code for two projects, in a filing or in several of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfgen.checks.codes import CODE
from perfgen.checks.examples import FIRST_CODE, SECOND_CODE, coded
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    seen: dict[str, PlacedProject] = {}
    for placed in subject.projects:
        code = placed.code
        earlier = seen.setdefault(code, placed)
        if code and earlier is not placed:
            yield Finding(
                placed.at(CODE),
                f"项目编码“{code}”和项目“{earlier.project.name}”的一样",
                "每个项目有自己的编码，从一体化系统里核对",
                code,
            )


def _across(subjects: Sequence[Subject]) -> Iterator[tuple[int, Finding]]:
    """One code in two filings of a year. One project of one department is one project, in however many files."""
    seen: dict[tuple[int, str], tuple[int, str]] = {}
    for index, subject in enumerate(subjects):
        filing = subject.filing
        for placed in subject.projects:
            code, name = placed.code, placed.project.name
            first, named = seen.setdefault((filing.year, code), (index, name))
            other = subjects[first].filing.department.name
            again = other == filing.department.name and named == name
            if code and first != index and not again:
                yield (
                    index,
                    Finding(
                        placed.at(CODE),
                        f"项目编码“{code}”在“{other}”{filing.year}年的绩效文本里已经有了",
                        "每个项目有自己的编码，从一体化系统里核对",
                        code,
                    ),
                )


RULE = Rule(
    "PRJ04",
    Severity.ERROR,
    "项目编码重复",
    "一个编码只属于一个项目。一份绩效文本里，或者同一年度的几份绩效文本里，编码都不能重复。",
    Example(bad=coded(FIRST_CODE, FIRST_CODE), good=coded(FIRST_CODE, SECOND_CODE)),
    "项目编码的用途",
    Tag.OTHER,
    _find,
    _across,
)
