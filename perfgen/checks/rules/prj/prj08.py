"""PRJ08: a project that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import half_width
from perfgen.filing.regex import regex

_DATE = r"(?:(?P<year{0}>20\d\d)[年./-]?)?(?:(?<!\d)(?P<month{0}>1[0-2]|0?[1-9])(?:月份?|[./-](?=\d)|(?!\d)))?(?:(?P<day{0}>3[01]|[12]\d|0?[1-9])[日号]?)?[初中底末]?"
_PERIOD = regex(rf"{_DATE.format(1)}\s*(?:[-—~～－至到]+)\s*{_DATE.format(2)}")


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        places: tuple[tuple[str, str | None], ...] = (
            ("项目期", placed.project.period),
            ("中期", placed.project.medium_term),
        )
        for label, said in places:
            if said and _is_backwards(half_width(said)):
                path: Path = placed.at(label)
                yield Finding(
                    path,
                    f"{label}“{said.strip()}”结束早于开始",
                    "核对起止的年份和月份；跨年的把结束的年份写上",
                    said.strip(),
                )


def _is_backwards(text: str) -> bool:
    """Whether a span of time says an end before its beginning; an end without a year is of the year it begins in."""
    found = _PERIOD.fullmatch(text.replace(" ", ""))
    if found is None or not found["year1"]:
        return False
    begin, end = ([int(found[f"{part}{side}"] or 0) for part in ("year", "month", "day")] for side in "12")
    end[0] = end[0] or begin[0]
    length = next((at for at in range(3) if not begin[at] or not end[at]), 3)
    return end[:length] < begin[:length]


RULE = Rule(
    "PRJ08",
    Severity.ERROR,
    "项目期的结束早于开始",
    "“2024年10月至4月”的结束没有写年份，就是当年4月，比开始还早；多半是月份写反了，或者漏了结束的年份。",
    Example(
        bad="预算项目:\n  - {项目期: 2023年10月至4月}\n",
        good="预算项目:\n  - {项目期: 2023年10月至2024年4月}\n",
    ),
    "绩效目标表的项目期一格",
    Tag.OTHER,
    _find,
)
