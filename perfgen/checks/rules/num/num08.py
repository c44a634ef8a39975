"""NUM08: grades 优 良 中 差 that leave a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import DUTIES, INDICATORS, Subject
from perfgen.errors import Severity
from perfgen.filing.comparisons import AT_LEAST, AT_MOST
from perfgen.filing.duty import GradedIndicator
from perfgen.filing.numbers import HALF_WIDTH, NUMBER, parse_decimal

_GRADES = (("优", "excellent"), ("良", "good"), ("中", "fair"), ("差", "poor"))
# The patterns are compiled where there are grades, and then kept by `re`: most filings have none.
_UNIT = r"(?P<unit>[^\d\s\-—~～至到以及含()<>≥≤]{0,4})"
_N = NUMBER.pattern
_RANGE = rf"(?P<low>{_N})\s*{_UNIT}\s*(?:-|—+|~|～|至|到)\s*(?P<high>{_N})\s*(?P<unit2>\D{{0,4}}?)(?:之间)?"
_BELOW = (
    rf"(?:{AT_MOST}|不足|不到|不满)\s*(?P<high>{_N})\s*{_UNIT}|"
    rf"(?P<high2>{_N})\s*(?P<unit2>[^\d\s\-—~～至到以及含()<>≥≤]{{0,4}})\s*(?:及)?(?:以下|以内)"
)
_FROM = rf"(?:{AT_LEAST}|=)?\s*(?P<low>{_N})\s*{_UNIT}\s*(?:及)?(?:以上)?"
_LONGEST_RANGE = 100
_FOLDED = HALF_WIDTH | str.maketrans("（）＞＜＝", "()><=")


@dataclass(frozen=True, slots=True)
class _Grade:
    """What counts as a grade: from `low` up to `high`; None where it has no such bound."""

    low: Decimal | None
    high: Decimal | None
    unit: str


def _grade(text: str) -> _Grade | None:
    """A grade that is a range of numbers, None where it is words."""
    if len(text) > _LONGEST_RANGE:
        return None
    folded = re.sub(r"\((?:不?含)[^)]*\)", "", re.sub(r"\s+", "", text.translate(_FOLDED)))
    between = re.fullmatch(_RANGE, folded)
    if between:
        bounds = sorted(filter(None, (parse_decimal(between["low"]), parse_decimal(between["high"]))))
        low, high = (bounds[0], bounds[-1]) if bounds else (None, None)
        return _Grade(low, high, between["unit2"] or between["unit"])
    below = re.fullmatch(_BELOW, folded)
    if below:
        return _Grade(None, parse_decimal(below["high"] or below["high2"]), below["unit"] or below["unit2"] or "")
    least = re.fullmatch(_FROM, folded)
    return _Grade(parse_decimal(least["low"]), None, least["unit"]) if least else None


def _gap(indicator: GradedIndicator) -> tuple[str, str, str] | None:
    """The neighbours that do not meet, and the words of the lower; None where there are none, or less is better."""
    written = [(label, getattr(indicator, name)) for label, name in _GRADES]
    grades = [(label, text, grade) for label, text in written if (grade := _grade(text))]
    lows = [grade.low for _, _, grade in grades if grade.low is not None]
    if len({grade.unit for _, _, grade in grades}) > 1 or lows != sorted(lows, reverse=True):
        return None
    for (better, _, above), (worse, text, below) in pairwise(grades):
        if above.low is None or below.high is None:
            continue
        step = 1 if above.low == int(above.low) and below.high == int(below.high) and below.low is not None else 0
        if below.high + step < above.low:
            return better, worse, text
    return None


def _out_of_order(indicator: GradedIndicator) -> tuple[str, str, str] | None:
    """A grade that asks for more than the next better one, where the others ask for less and less."""
    written = [(label, getattr(indicator, name)) for label, name in _GRADES]
    lows = [(label, text, grade.low) for label, text in written if (grade := _grade(text)) and grade.low is not None]
    values = [low for *_, low in lows]
    if len(values) <= _TWO or values in (sorted(values), sorted(values, reverse=True)) or values[0] != max(values):
        return None
    return next((a[0], b[0], b[1]) for a, b in pairwise(lows) if b[2] > a[2])


_TWO = 2


def _find(subject: Subject) -> Iterator[Finding]:
    for number, duty in enumerate(subject.filing.duties):
        for place, activity in enumerate(duty.activities):
            for row, indicator in enumerate(activity.indicators):
                found = _gap(indicator)
                if found:
                    better, worse, text = found
                    yield Finding(
                        (DUTIES, number, "工作活动", place, INDICATORS, row, worse),
                        f"“{indicator.name}”的{better}是 {getattr(indicator, dict(_GRADES)[better]).strip()}，"
                        f"{worse}是 {text.strip()}，中间有一段不属于任何一档",
                        "让相邻两档的界线接上",
                        text.strip(),
                        text.index(text.strip()),
                    )
                elif turned := _out_of_order(indicator):
                    better, worse, text = turned
                    yield Finding(
                        (DUTIES, number, "工作活动", place, INDICATORS, row, worse),
                        f"“{indicator.name}”的{worse}是 {text.strip()}，比{better}要求的还高",
                        "核对两档的数，像是写颠倒了",
                        text.strip(),
                        text.index(text.strip()),
                    )


def _graded(fair: str, poor: str) -> str:
    row = f"{{绩效指标: 群众满意度, 优: 95%以上, 良: 90%, 中: {fair}, 差: {poor}}}"
    return f"部门职责:\n  - 职责活动: 综合科\n    工作活动:\n      - 职责活动: 日常工作\n        绩效指标: [{row}]\n"


RULE = Rule(
    "NUM08",
    Severity.WARNING,
    "评价标准区间有缺口，或者颠倒了",
    "“中”是 80%，“差”是 60%以下，得了 70% 就不知道算哪一档。只写一个数的，当作“这个数以上”。“中”比“良”要求还高的也报。",
    Example(bad=_graded("80%", "60%以下"), good=_graded("60%", "60%以下")),
    "样本 001 的“中 80%、差 60%以下”",
    Tag.OTHER,
    _find,
)
