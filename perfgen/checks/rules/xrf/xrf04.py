"""XRF04: a project the narrative leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import goals
from perfgen.checks.mentions import reading
from perfgen.checks.naming import normalised
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    named = {one.project for one in reading(subject).mentions}
    written = {normalised(projects[index].project.name) for index in named}
    if not named or 2 * len(named) < len(projects):
        return
    for index, placed in enumerate(projects):
        if index not in named and normalised(placed.project.name) not in written:
            yield Finding(
                placed.at("项目名称"),
                f"总体和分项绩效目标的文字里写到了{len(named)}个项目，没有写到“{placed.project.name}”",
                "在分项绩效目标里补上这个项目的目标和指标",
                placed.project.name,
            )


RULE = Rule(
    "XRF04",
    Severity.WARNING,
    "项目未在叙述中出现",
    "文字已经逐个写到多数项目时，漏掉的项目就没有目标可对照。文字一个项目都不点名时不报。",
    Example(
        bad=goals(
            "（一）义务教育学校教室照明改造资金\n（二）乡村教师培训经费\n（三）校园视频监控联网运行维护费\n"
            "（四）中小学生体质健康监测经费"
        ),
        good=goals(
            "（一）义务教育学校教室照明改造资金\n（二）乡村教师培训经费\n（三）校园视频监控联网运行维护费\n"
            "（四）中小学生体质健康监测经费\n（五）家庭经济困难学生营养膳食补助"
        ),
    ),
    "样本 000：六个项目写了五个",
    Tag.INCOMPLETE,
    _find,
)
