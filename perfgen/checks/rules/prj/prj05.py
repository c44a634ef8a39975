"""PRJ05: a code of a later year than the filing's."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.codes import CODE, whole_codes
from perfgen.checks.examples import FIRST_CODE, coded, sound
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    year = subject.filing.year
    for placed, code in whole_codes(subject):
        if 2000 + int(code[6:8]) > year:
            yield Finding(
                placed.at(CODE),
                f"项目编码里的年份是 20{code[6:8]} 年，晚于预算年度 {year} 年",
                "核对项目编码和年度",
                code[6:8],
                6,
            )


RULE = Rule(
    "PRJ05",
    Severity.ERROR,
    "项目编码年份晚于预算年度",
    "编码第 7、8 位是项目设立的年份，不会晚于预算年度。",
    Example(bad=coded(sound("13022525P004T4010001")), good=coded(FIRST_CODE)),
    "样本的编码里的年份，如 22",
    Tag.OTHER,
    _find,
)
