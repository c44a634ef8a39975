"""IND02: a 数量指标 that is a ratio."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import reading
from perfgen.checks.examples import row
from perfgen.checks.rule import Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_ASKED_SO = regex("(?:接种|建档|建册|健康管理|规范管理|系统管理|体检|筛查)率$")
"""Rates that the central forms of 基本公共卫生 ask for as 数量指标: 适龄儿童国家免疫规划疫苗接种率."""


def _find(subject: Subject) -> Iterator[Finding]:
    for one in reading.of_class((*subject.overall_rows, *subject.rows), reading.QUANTITY):
        indicator = one.indicator
        if _ASKED_SO.search(reading.bare(indicator.name)):
            continue
        if reading.is_share(reading.parsed(indicator.target), reading.promise(subject, indicator.name)):
            path, words, at = reading.quoted_target(one)
            yield Finding(
                path,
                f"数量指标“{indicator.name}”的指标值 {words} 是比率，没有说做多少",
                "数量指标写做多少，如 ≥5次；比率放到质量指标或时效指标",
                words,
                at,
            )


RULE = Rule(
    "IND02",
    Severity.WARNING,
    "数量指标为比率",
    "数量指标要说清做多少件事，比率说的是做得怎样；审核人看到百分数，还是不知道要做多少。",
    row("产出指标", "数量指标", "完成安全巡查", "95%", "≥24次"),
    "样本 000、001、003、004",
    Tag.WRONG_LEVEL2,
    _find,
)
