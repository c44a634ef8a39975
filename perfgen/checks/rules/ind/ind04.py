"""IND04: units that are the names of indicators."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.words import listed
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    right = dict(entry.split(maxsplit=1) for entry in listed(subject, "loose_units") if len(entry.split()) == 2)
    for one in subject.all_rows:
        target = reading.parsed(one.indicator.target)
        unit = reading.unit_of(target)
        if unit not in right or target.value is None:
            continue
        start = target.written.rindex(unit)
        path, at = reading.in_target(one, start, unit)
        share_told = right[unit] != "%" or target.value > 1 or not target.value
        yield Finding(
            path,
            f"指标值 {target.written.strip()} 里，“{unit}”不是计量单位",
            f"写成“{right[unit]}”" if share_told else f"看清是百分之几，单位写成“{right[unit]}”",
            unit,
            at,
            right[unit] if share_told else None,
        )


RULE = Rule(
    "IND04",
    Severity.WARNING,
    "单位写成比率、人数、次数、天数、百分比",
    "“比率”“人数”是指标的名字，不是单位；印出来“90比率”读不通。",
    row("产出指标", "数量指标", "救助困难群众", "≥10人数", "≥10人"),
    "样本 001、003",
    Tag.MISMATCH,
    _find,
    fixable=True,
)
