"""Targets that are a grade somebody gives."""

from __future__ import annotations

from perfgen.checks import reading
from perfgen.checks.subject import Row
from perfgen.filing.regex import regex

_GRADE = regex("优秀?|优良|良好?|合格|不合格|(?:国家|部|省|市|县)级(?:以上)?")
_GRADED = regex("等级|等次|级别|评级|考核|考评|评定|评价|评分|标准|验收|检验|鉴定|审查")


def is_grade(one: Row) -> bool:
    """Whether the target is a grade that somebody gives: 考核等次 优秀."""
    indicator = one.indicator
    return (
        _GRADE.fullmatch(reading.wording(indicator.target)) is not None
        and _GRADED.search(indicator.name + indicator.description) is not None
    )
