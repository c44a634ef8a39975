"""XRF05: an indicator's value in the narrative that is not its table's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from perfgen.checks.examples import goals
from perfgen.checks.mentions import reading
from perfgen.checks.own_numbers import Otherwise
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.said_dates import other_dates
from perfgen.checks.said_indices import other_indices
from perfgen.checks.said_levels import other_levels
from perfgen.checks.said_none import said_none
from perfgen.checks.said_values import Contradiction, contradicted
from perfgen.checks.subject import Row, Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    read = reading(subject)
    found: Iterator[Contradiction | Otherwise] = chain(
        contradicted(subject, read),
        said_none(subject, read),
        other_levels(subject, read),
        other_indices(subject, read),
    )
    for one in found:
        indicator = one.row.indicator
        yield Finding(
            one.path,
            f"文字里是 {one.written}，{_owner(one.row)}表里“{indicator.name}”的指标值是 {indicator.target.written}",
            "核对这项指标，文字和表要写同一个值",
            one.written,
            one.start,
        )
    for said in other_dates(subject, read):
        indicator = said.row.indicator
        yield Finding(
            said.path,
            f"文字里是 {said.written}，{_owner(said.row)}表里“{indicator.name}”的指标值是 {indicator.target.written}",
            "核对完成的时间，文字和表要写同一个时间",
            said.written,
            said.start,
        )


def _owner(row: Row) -> str:
    """Whose table a row is in, as it is told."""
    return f"“{row.project.project.name}”" if row.project else "整体绩效指标"


RULE = Rule(
    "XRF05",
    Severity.ERROR,
    "叙述中的指标值与表不符",
    "同一个项目的同一项指标，文字和表里的值、等级、完成的月份应当相同。名称相近、单位同类，或者前后的话说的就是这件事，才比较；其中的一部分、上年的数、每人每次的数不比较。",
    Example(
        bad=goals("（一）乡村教师培训经费\n绩效指标：培训教师人次不少于500人次。"),
        good=goals("（一）乡村教师培训经费\n绩效指标：培训教师人次不少于600人次。"),
    ),
    "样本 000：干部培训等35人次，表里≥20次；评审项目数量270件，表里≥200个",
    Tag.MISMATCH,
    _find,
    supersedes=("XRF10", "XRF08"),
)
