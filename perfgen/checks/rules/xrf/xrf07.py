"""XRF07: a stated number of projects, goals or indicators that is not so."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.declared import declared
from perfgen.checks.examples import general
from perfgen.checks.mentions import reading
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    for one in declared(subject, reading(subject)):
        yield Finding(
            one.path,
            f"文字里说{one.of}有{one.quoted}，实际是 {one.actual} {one.quoted[-1]}",
            f"改成“{one.fix}”，或者看看是不是少写、多写了" if one.fix else "看看是不是少写、多写了，再改文字",
            one.quoted,
            one.start,
            one.fix,
        )


RULE = Rule(
    "XRF07",
    Severity.ERROR,
    "声明的数量与实际不符",
    "文字里写有几个项目、几项绩效目标、几项绩效指标，应当与实际一样多。自动修改时沿用原来的写法（四、肆、4、两）。",
    Example(
        bad=general("2023年，本部门安排预算项目4个。"),
        good=general("2023年，本部门安排预算项目5个。"),
    ),
    "样本 001：共设置四项绩效指标，表里有五项",
    Tag.OTHER,
    _find,
    fixable=True,
)
