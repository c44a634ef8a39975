"""TXT06: results among the goals of a year that has not begun."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.history import of_earlier_year
from perfgen.checks.phrases import slips
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_USED = regex(
    "(?:情况|结果|分数|等次)?(?:(?:低于|高于|不足|达不到|未达|在)[^，,。；;\\n]{1,10}的|[^，,。；;\\n]{0,16}(?:挂钩|依据|参考)|(?:的|要)?(?:应用|运用|公开|通报|反馈))"
)
"""What says what results are used for, not what they are: 自评得分与下一年度预算挂钩."""


_HINT = "年初的绩效目标只写要达到的值；完成情况写在自评里"


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in _planned(subject):
        for slip in slips(subject, "results", text):
            if of_earlier_year(text, slip.at, own=subject.filing.year) or _USED.match(text, slip.end):
                continue
            yield Finding(
                path,
                f"目标里写了“{slip.phrase.wrong}”，这是事后的完成情况",
                _HINT,
                slip.phrase.wrong,
                slip.at,
            )
        for found in _BY_NOW.finditer(text) if "绩效目标" in path else ():
            if not of_earlier_year(text, found.start(), own=subject.filing.year):
                yield Finding(path, f"目标里写了“{found[0]}”，这是事后的完成情况", _HINT, found[0], found.start())


_BY_NOW = regex(
    r"截[至止]目前[^，,。；;\n\d]{0,8}\d{1,3}(?:\.\d+)?[%％]|(?:上半年|下半年|[一二三四]季度|(?<!\d)1?\d月(?:份|底)?)(?:已经?|均已|全部已)(?:完成|发放|拨付|建成|开展|培训|改造|安装|通过)"
)


def _planned(subject: Subject) -> Iterator[tuple[Path, str]]:
    yield from subject.narratives()
    yield from subject.duty_texts()
    for placed in subject.projects:
        yield from ((placed.at("绩效目标", number), goal) for number, goal in enumerate(placed.project.goals))
        if placed.project.goals_said:
            yield placed.at("绩效目标说明"), placed.project.goals_said


RULE = Rule(
    "TXT06",
    Severity.WARNING,
    "目标中出现完成情况",
    "绩效目标在年初写，那时还没有完成值；写着完成值、完成情况分析的，多半是从自评报告里抄来的。写明是往年完成的不算。",
    Example(
        bad="预算项目:\n  - 绩效目标: [学生满意度不低于95%，完成值96%。]\n",
        good="预算项目:\n  - 绩效目标: [学生满意度不低于95%，完成值班室照明改造。]\n",
    ),
    "样本 乐亭县机关事务中心2022：完成值95%、完成情况分析",
    Tag.OTHER,
    _find,
)
