"""WSP06: two filings of one department and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from perfgen.checks.across import Found
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity


def _across(subjects: Sequence[Subject]) -> Found:
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, subject in enumerate(subjects):
        filing = subject.filing
        # By layout too: one department hands in a 绩效文本 and the 申报表 of the same projects.
        alike[(filing.layout, filing.year, filing.department.code, normalised(filing.department.name))].append(index)
    for group in alike.values():
        for index in group if len(group) > 1 else ():
            filing = subjects[index].filing
            message = f"“{filing.department.name}”{filing.year}年度的绩效文本有 {len(group)} 份"
            yield index, Finding(("部门", "名称"), message, "留下最后的一份，别的移走", filing.department.name)


RULE = Rule(
    "WSP06",
    Severity.ERROR,
    "一个单位一个年度有几份绩效文本",
    "一个单位一年只报一份。重新报的没有把原来的换掉，汇总就会重复，也不知道哪一份算数。",
    Example(words="文件夹里有“民政局.yaml”和“民政局（改）.yaml”，单位编码、名称和年度都一样。"),
    "财政局收齐各单位绩效文本时常见的情况",
    Tag.OTHER,
    across=_across,
)
