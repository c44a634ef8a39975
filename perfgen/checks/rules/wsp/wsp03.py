"""WSP03: departments and their codes that are not one to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from perfgen.checks.across import Found, county_of, division_of, most
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity


def _across(subjects: Sequence[Subject]) -> Found:
    by_code: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, subject in enumerate(subjects):
        department = subject.filing.department
        by_code[(division_of(subject) or county_of(subject), department.code)].append(index)
        by_name[normalised(department.name)].append(index)
    for (_, code), group in by_code.items():
        name = most(normalised(subjects[index].filing.department.name) for index in group)
        named = next(one for one in map(_department_name, (subjects[i] for i in group)) if normalised(one) == name)
        for index in group:
            other = subjects[index].filing.department.name
            if normalised(other) != name:
                message = f"单位编码 {code} 在别的绩效文本里是“{named}”，这里是“{other}”"
                hint = "核对单位编码和名称，一个编码只有一个单位"
                yield index, Finding(("部门", "名称"), message, hint, other)
    for group in by_name.values():
        code = most(subjects[index].filing.department.code for index in group)
        for index in group:
            mine = subjects[index].filing.department
            if mine.code != code:
                message = f"“{mine.name}”在别的绩效文本里编码是 {code}，这里是 {mine.code}"
                yield index, Finding(("部门", "编码"), message, "核对单位编码，一个单位只有一个编码", mine.code)


def _department_name(subject: Subject) -> str:
    return subject.filing.department.name


RULE = Rule(
    "WSP03",
    Severity.ERROR,
    "单位编码与名称不是一一对应",
    "同一个县里，一个单位编码对应一个单位；去年和今年的绩效文本也应当一致。",
    Example(words="507002 在一份里是“乐亭县机关事务中心”，在另一份里是“乐亭县机关事务管理局”。"),
    "绩效目标表的表头：单位编码后面跟单位名称",
    Tag.OTHER,
    across=_across,
)
