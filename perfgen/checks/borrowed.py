"""TXT03 and TXT04: text that belongs to another project, or to another line of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject, texts_of
from perfgen.checks.texts import normalised
from perfgen.errors import Severity
from perfgen.filing import Project

_TAIL = re.compile("(?:项目|专项)?(?:工作|运行|业务|专项)?(?:经费|资金|费用|费|款|项目|专项)$")
_SHORTEST = 4
_OWN = ("资金用途", "绩效目标", "绩效指标", "工作活动概况", "资金安排", "资金安排情况", "绩效目标说明", "绩效指标说明")
_SPEAKS = "(?:专项)?(?:工作活动|项目)(?:中|的)?(?=主要|共|设置|绩效|预算|资金|包含|包括|安排|用于|总|实施|完成|支出|计划|申请|开展)|(?:专项)?工作活动"
_BEGINS = re.compile(
    r"(?:^|[。；;！？\n：:])[\s（(]*(?:[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)?\s*(?:\d{4}年度?|本年度?|今年)?[，,]?$"
)
_REFERS = re.compile(
    "(?:与|和|同|跟|及|除|从|由|按|按照|参照|结合|配合|区别于|衔接|对接|依托|利用|借助|列入|并入|转入|、)$"
)
_ITSELF = "(?:主要|共设置|设置|用于|预算资金|的?绩效目标|的?绩效指标|资金\\d)"


def _names(project: Project) -> set[str]:
    """What a project is called: by its name, its 工作活动, and either without 经费, 项目 and the like."""
    said = {project.name.strip(), (project.activity or "").strip()} - {""}
    return said | {stem for stem in (_TAIL.sub("", one) for one in said) if len(stem) >= _SHORTEST}


@cache
def _mention(names: tuple[str, ...]) -> re.Pattern[str]:
    one_of = "|".join(map(re.escape, names))
    return re.compile(f"(?P<name>{one_of})(?P<speaks>{_SPEAKS}|(?={_ITSELF}))")


def _txt03(subject: Subject) -> Iterator[Finding]:
    called = [_names(one.project) for one in subject.projects]
    everyone = sorted(set().union(*called), key=lambda name: (-len(name), name))
    if len(called) < 2 or not everyone:
        return
    pattern = _mention(tuple(everyone))
    for placed, own in zip(subject.projects, called, strict=True):
        yield from _foreign(placed, own, pattern)


def _foreign(placed: PlacedProject, own: set[str], pattern: re.Pattern[str]) -> Iterator[Finding]:
    project = placed.project
    for name, model_field in type(project).model_fields.items():
        label = model_field.alias or name
        if label not in _OWN:
            continue
        for path, text in texts_of(getattr(project, name), placed.at(label)):
            match = next((one for one in pattern.finditer(text) if _as_itself(text, one, own)), None)
            if match:
                yield Finding(
                    path,
                    f"这是“{project.name}”的内容，写的却是“{match['name']}”",
                    "换成本项目的名称，并核对这段话是不是从别的项目抄来的",
                    match[0],
                    match.start(),
                )


def _as_itself(text: str, match: re.Match[str], own: set[str]) -> bool:
    """Whether a name stands where a project speaks of itself, and is not its own nor a part of its own."""
    name, before = match["name"], text[: match.start()]
    if any(name in mine or mine in name for mine in own) or _REFERS.search(before[-4:]):
        return False
    return bool(match["speaks"].endswith("工作活动") or "工作活动" in match["speaks"] or _BEGINS.search(before[-24:]))


def _txt04(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        goals, purpose = placed.project.goals, placed.project.purpose
        if normalised(purpose) and normalised("".join(goals)) == normalised(purpose):
            yield Finding(
                placed.at("绩效目标"),
                "绩效目标照抄了资金用途",
                "资金用途写钱花在哪里，绩效目标写花钱要达到什么、达到多少",
                "".join(goals),
            )


RULES = (
    Rule(
        "TXT03",
        Severity.ERROR,
        "混入其他项目的文字",
        "一个项目的说明里，把自己叫成了本单位另一个项目或工作活动，多半是复制后没有改。提到别的项目（与某项目配合）不算。",
        Example(
            bad="预算项目:\n  - 绩效目标: [乡村教师培训经费主要用于教师培训，提高教学水平。]\n",
            good="预算项目:\n  - 绩效目标: [与乡村教师培训经费项目配合，提高教学水平。]\n",
        ),
        "样本 承德高新区财政局2021：五个项目都写“网络设备运维工作活动主要设置了”",
        Tag.IRRELEVANT,
        _txt03,
    ),
    Rule(
        "TXT04",
        Severity.WARNING,
        "绩效目标照抄资金用途",
        "资金用途说钱用来做什么，绩效目标说做到什么程度；两处一字不差，等于没有写目标。",
        Example(
            bad="预算项目:\n  - {资金用途: 更换教室灯具和线路。, 绩效目标: [更换教室灯具和线路]}\n",
            good="预算项目:\n  - {资金用途: 更换教室灯具和线路。, 绩效目标: [更换240间教室的灯具和线路，照度达标]}\n",
        ),
        "样本 玉田县人民政府办公室2025：七个项目中四个",
        Tag.NOT_QUANTIFIED,
        _txt04,
    ),
)
