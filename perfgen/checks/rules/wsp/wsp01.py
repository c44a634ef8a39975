"""WSP01: one code with two names of projects."""

from __future__ import annotations

from collections.abc import Sequence

from perfgen.checks.across import Found
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.checks.texts import normalised
from perfgen.errors import Severity


def _across(subjects: Sequence[Subject]) -> Found:
    first: dict[str, tuple[int, str]] = {}
    for index, subject in enumerate(subjects):
        for placed in subject.projects:
            project = placed.project
            owner, name = first.setdefault(placed.code, (index, project.name))
            if placed.code and owner != index and normalised(name) != normalised(project.name):
                whose = subjects[owner].filing
                yield (
                    index,
                    Finding(
                        placed.at("项目名称"),
                        f"编码 {project.code} 在{whose.department.name}{whose.year}年的绩效文本里叫“{name}”，这里叫“{project.name}”",
                        "核对项目编码和名称，一个编码只有一个名称",
                        project.name,
                    ),
                )


RULE = Rule(
    "WSP01",
    Severity.WARNING,
    "一个项目编码有两个名称",
    "几份绩效文本一起检查时，同一个项目编码应当是同一个项目。",
    Example(words="甲单位的 13022522P004T4010007B 叫“接待管理经费”，乙单位的同一编码叫“会议经费”。"),
    "项目编码在一体化系统里只属于一个项目",
    Tag.OTHER,
    across=_across,
)
