"""XRF03: a project's name in the narrative that is not its table's."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.examples import goals
from perfgen.checks.mentions import reading
from perfgen.checks.naming import Names, likeness, normalised
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity

_LIKE_ANOTHER, _LIKELIER = 80, 30


def _find(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    for one in reading(subject).mentions:
        if not one.exact:
            name = projects[one.project].project.name
            yield Finding(
                one.path,
                f"文字里写“{one.written}”，表里的项目名称是“{name}”",
                "用项目表里的名称，一个项目只有一个名称",
                one.written,
                one.start,
            )
    names = Names([placed.project.name for placed in projects])
    for index, placed in enumerate(projects):
        activity = placed.project.activity
        if activity is None or index in names.exactly(activity):
            continue
        own = likeness(normalised(activity), names.names[index])
        other = next(iter(names.exactly(activity)), None)
        if other is None:
            match = names.closest(activity, {index})
            other = (
                match.number
                if match
                and match.likeness >= max(_LIKE_ANOTHER, own + _LIKELIER)
                and _is_whole(activity, names.names[match.number])
                else None
            )
        if other is not None:
            yield Finding(
                placed.at("工作活动"),
                f"标题里的工作活动“{activity}”是另一个项目“{projects[other].project.name}”的名称，"
                f"这里的项目是“{placed.project.name}”",
                "改成这个项目自己的工作活动；与项目名称相同时不写",
                activity,
            )


def _is_whole(activity: str, name: str) -> bool:
    """Whether an activity is most of a name: 康复救助 is a field, of which 残疾儿童康复救助 is one project."""
    return len(normalised(activity)) >= _MOST_OF * len(name)


_MOST_OF = 0.6


RULE = Rule(
    "XRF03",
    Severity.WARNING,
    "叙述中的项目名与表不符",
    "文字里把项目名称写得和表上不一样，看的人要猜是不是同一个项目。标题里的工作活动用了别的项目的名称，也在这里报。",
    Example(
        bad=goals("（一）乡村教师业务培训经费，预算资金36.5万元"),
        good=goals("（一）乡村教师培训经费，预算资金36.5万元"),
    ),
    "样本 002：接待活动管理经费，表里是接待管理经费；样本 001：会计培训的标题写业务委托费",
    Tag.OTHER,
    _find,
)
