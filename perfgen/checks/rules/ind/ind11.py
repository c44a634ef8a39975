"""IND11: quantities, qualities and times without a number."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.grades import is_grade
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.vagueness import rules_out
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_COUNTED = (reading.QUANTITY, reading.QUALITY, reading.TIME)


_CLASS = regex("[ⅠⅡⅢⅣⅤⅥ](?:级|类|等)", signs="ⅠⅡⅢⅣⅤⅥ")


def _numberless(one: Row) -> bool:
    target = one.indicator.target
    said = reading.wording(target)
    # A standard by its title can be looked up, a class by its number, and what there is none of.
    known = "《" in said or rules_out(said) or bool(_CLASS.search(said))
    return one.indicator.level2 in _COUNTED and said != "" and not known and not reading.has_number(target.written)


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        if _numberless(one) and not is_grade(one):
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"{one.indicator.level2}“{one.indicator.name}”的指标值“{words}”里没有数，也没有时间",
                "数量写多少，质量写比率或标准，时效写到哪一天或几天以内",
                words,
                at,
            )


RULE = Rule(
    "IND11",
    Severity.WARNING,
    "数量、质量、时效值无数字",
    "数量、质量和时效是能量化的，指标值里既没有数也没有时间，就没有考核的尺子。",
    row("产出指标", "数量指标", "设备维修", "约定次数", "≥12次"),
    "样本 001、004",
    Tag.NOT_QUANTIFIED,
    _find,
)
