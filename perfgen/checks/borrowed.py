"""Goals of a project that speak of another: 全年调取录像2500次 under the purchase of vehicles.

What a text is about is told by runs of characters it shares with others: a goal that shares several with one other
project, and hardly any with its own, was copied into the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from perfgen.checks.subject import Path, PlacedProject, Subject
from perfgen.checks.texts import runs
from perfgen.filing.regex import regex

_PAIRS, _TRIPLES = 2, 3
_OWN, _SHARED, _LONG = 1, 4, 2
"""A goal may share one pair of characters with its own project; with the other it shares so many, and so many runs of three with its name and indicators."""
_MOST_PROJECTS = 60
_GENERAL = regex(
    "不低于|不小于|不大于|不少于|不超过|不高于|达到|以上|以下|以内|全年|年度|全部|全县|全市|全区|完成|组织|开展|实施|确保|保证|保持|及时|按时|按期|"
    "小时内?|个工作日|工作日|月底|底前|满意度|满意率|满意|合格率|及时率|完成率|覆盖率|准确率|服务对象|群众|资金|经费|项目|工作|绩效|目标|指标|预算|"
    "有效|提高|提升|进一步|正常|运转|运行|保障|设备|故障|修复|维护|管理|培训|检查|发放|支付|拨付|使用|建设|改造|购置|更新|采购|人员|单位|部门|"
    "情况|机制|制度|任务|标准|要求|水平|能力|质量|安全|服务|每月|每年|每季度?|每人|每次|每日"
)
"""What goals of any project say."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A goal (at `path`) that speaks of another project, and words it shares with it."""

    path: Path
    goal: str
    other: PlacedProject
    words: str


def borrowed(subject: Subject) -> Iterator[Borrowed]:
    """The goals that share words with another project and hardly any with their own."""
    projects = subject.projects
    if not 1 < len(projects) <= _MOST_PROJECTS:
        return
    abouts, named = [_about(placed) for placed in projects], [_named(placed) for placed in projects]
    for number, placed in enumerate(projects):
        goals = placed.project.goals
        if len(goals) < _SEVERAL:
            continue  # the only goal is the project's, whatever it is called
        for at, goal in enumerate(goals):
            own = "，".join((abouts[number], *goals[:at], *goals[at + 1 :]))
            if len(_shared(goal, own, _PAIRS)) > _OWN:
                continue
            others = [one for one in range(len(projects)) if one != number]
            best = max(others, key=lambda one: len(_shared(goal, abouts[one], _PAIRS)))
            if (
                len(_shared(goal, abouts[best], _PAIRS)) >= _SHARED
                and len(_shared(goal, named[best], _TRIPLES)) >= _LONG
            ):
                alike = SequenceMatcher(None, goal, abouts[best], autojunk=False).find_longest_match()
                words = goal[alike.a : alike.a + alike.size].strip("，。、；")
                yield Borrowed(placed.at("绩效目标", at), goal, projects[best], words)


_SEVERAL = 2


def _about(placed: PlacedProject) -> str:
    """What a project says of itself besides its goals."""
    project = placed.project
    said = (row.indicator.description for row in placed.rows)
    return "，".join((_named(placed), project.activity or "", project.purpose, project.overview or "", *said))


def _named(placed: PlacedProject) -> str:
    """What a project and its indicators are called."""
    return "，".join((placed.project.name, *(row.indicator.name for row in placed.rows)))


def _shared(goal: str, about: str, length: int) -> frozenset[str]:
    return _runs(goal, length) & _runs(about, length)


def _runs(text: str, length: int) -> frozenset[str]:
    """The runs of characters of a text, without what goals of any project say."""
    return runs(_GENERAL.sub(" ", text), length)
