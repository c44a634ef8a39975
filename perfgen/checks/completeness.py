"""STR07 to STR11: what a filing must say, and the kinds of indicators a project must have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import TARGET, PlacedProject, Row, Subject, text_at
from perfgen.checks.words import listed
from perfgen.errors import Severity

_IN_BRACKETS = re.compile(
    r"[（(]\s*(?:单位[:：]?\s*)?(?:[%％‰]|[^（）()]{0,4}[元人次个天日年月户台套分米亩吨件条项场辆家])\s*[)）]"
)
"""A name that has the unit of its target: ``完成率（%）``."""
_YEAR = re.compile("20[0-9]{2}")
_BARE = "这里是空的"


def _str07(subject: Subject) -> Iterator[Finding]:
    for path, text in subject.narratives():
        if not text.strip() and text_at(subject.filing, path) is not None:
            yield Finding(path, f"“{path[-1]}”{_BARE}", "写上内容")
    for placed in subject.projects:
        project = placed.project
        if not project.purpose.strip():
            yield Finding(placed.at("资金用途"), f"没有写资金用途，{_BARE}", "写明钱用在什么地方")
        if not project.goals:
            yield Finding(placed.at("绩效目标"), "一条绩效目标也没有", "写上这个项目要达到的目标")
        for number, goal in enumerate(project.goals):
            if not goal.strip():
                yield Finding(placed.at("绩效目标", number), f"这条绩效目标{_BARE}", "写上目标，或者删掉这一条")
        if project.overview is not None and not project.overview.strip():
            yield Finding(placed.at("工作活动概况"), f"工作活动概况{_BARE}", "写上工作活动的概况")
    unitless = re.compile("|".join(map(re.escape, listed(subject, "unitless"))), re.IGNORECASE)
    for row in subject.all_rows:
        yield from _row(row, unitless, cut_off=_is_cut_off(row))


def _is_cut_off(row: Row) -> bool:
    project = row.project
    return project is not None and project.unfinished and row.indicator is project.project.indicators[-1]


def _row(row: Row, unitless: re.Pattern[str], *, cut_off: bool) -> Iterator[Finding]:
    indicator = row.indicator
    said = {"绩效指标描述": indicator.description, TARGET: indicator.target.written, "指标值确定依据": indicator.basis}
    for label, text in said.items():
        if not text.strip() and not cut_off:
            yield Finding(row.at(label), f"“{indicator.name}”的{label}{_BARE}", _HINTS[label])
    target, names = indicator.target, f"{indicator.name}\n{indicator.description}"
    if target.value is None or (target.unit or "").strip() or unitless.search(names) or _IN_BRACKETS.search(names):
        return
    written = target.written.strip()
    if cut_off or (_YEAR.fullmatch(written) and re.search("时|年", names)):
        return
    whole = target.parts is not None
    yield Finding(
        (*row.at(TARGET), "值") if whole else row.at(TARGET),
        f"“{indicator.name}”的指标值“{written}”没有写单位",
        "在数字后面写上单位，如 ≥90% 或 20次",
        target.parts[1].strip() if target.parts else written,
        None if whole else target.written.index(written),
    )


_HINTS = {
    "绩效指标描述": "说明这个指标指什么、怎样算",
    TARGET: "写上要达到的值，带运算符和单位",
    "指标值确定依据": "写上指标值从哪里来，如 年初工作计划",
}


# --- the kinds of indicators


def _level1s(placed: PlacedProject) -> set[str]:
    return {indicator.level1 for indicator in placed.project.indicators}


def _excused(subject: Subject, placed: PlacedProject, level1: Sequence[str]) -> bool:
    """Whether indicators of some 一级指标 may stand behind the place where the document broke off."""
    if not placed.unfinished:
        return False
    order = list(subject.form.taxonomy)
    rows = placed.project.indicators
    reached = order.index(rows[-1].level1) if rows and rows[-1].level1 in order else -1
    return any(one in order and order.index(one) >= reached for one in level1)


def _above(subject: Subject, level2: str) -> list[str]:
    """The 一级指标 that have a 二级指标, or the one of that name."""
    return [level1 for level1, below in subject.form.taxonomy.items() if level2 in (level1, *below)]


def _str08(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        for group in subject.standard.required_level1:
            known = [level1 for level1 in group if level1 in subject.form.taxonomy] or list(group)
            if not _level1s(placed) & set(group) and not _excused(subject, placed, known):
                name = "或".join(known)
                yield Finding(placed.path, f"这个项目没有{name}", f"至少写一个{name}")


def _str09(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        level2s = {indicator.level2 for indicator in placed.project.indicators}
        lacking = [
            level2
            for level2 in subject.standard.required_level2
            if level2 not in level2s and not _excused(subject, placed, _above(subject, level2))
        ]
        if lacking:
            names = "、".join(lacking)
            yield Finding(placed.path, f"这个项目没有{names}", f"补上{names}")


def _str10(subject: Subject) -> Iterator[Finding]:
    cost = subject.standard.cost
    if subject.standard.cost_required != "要求":
        return
    for placed in subject.projects:
        classes = {name for indicator in placed.project.indicators for name in (indicator.level1, indicator.level2)}
        if cost not in classes and not _excused(subject, placed, _above(subject, cost)):
            yield Finding(placed.path, f"这个项目没有{cost}", f"补上{cost}，一般写项目总成本不超过预算数")


def _str11(subject: Subject) -> Iterator[Finding]:
    wanted = subject.standard.satisfaction
    silent = listed(subject, "nobody_served")
    for placed in subject.projects:
        classes = {name for indicator in placed.project.indicators for name in (indicator.level1, indicator.level2)}
        if wanted in classes or _excused(subject, placed, _above(subject, wanted)):
            continue
        if not any(word in placed.project.name for word in silent):
            yield Finding(placed.path, f"这个项目没有{wanted}", f"补上{wanted}，写明向谁调查、要达到多少")


def _indicators(*rows: str) -> str:
    """A piece of YAML: the first project with just these indicators (一级 二级 name target)."""
    lines = []
    for row in rows:
        level1, level2, name, target = row.split()
        said = f"三级指标: {name}, 绩效指标描述: {name}情况, 指标值: {target}, 指标值确定依据: 年初工作计划"
        lines.append(f"      - {{一级指标: {level1}, 二级指标: {level2}, {said}}}\n")
    return "预算项目:\n  - 绩效指标:\n" + "".join(lines)


_COUNT = "产出指标 数量指标 改造教室数量 ≥240间"
_QUALITY = "产出指标 质量指标 验收合格率 100%"
_TIME = "产出指标 时效指标 完工时间 8月底"
_COST = "产出指标 成本指标 改造总成本 ≤120万元"
_BENEFIT = "效益指标 社会效益指标 受益学生人数 ≥9600人"
_CONTENT = "满意度指标 服务对象满意度指标 师生满意度 ≥90%"
_WHOLE = _indicators(_COUNT, _QUALITY, _TIME, _COST, _BENEFIT, _CONTENT)

RULES = (
    Rule(
        "STR07",
        Severity.ERROR,
        "必填项为空",
        "资金用途、绩效目标、绩效指标描述、指标值和依据都是表上必填的。数字没有单位，也看不出要达到多少。",
        Example(
            bad="预算项目:\n  - 资金用途: ''\n",
            good="预算项目:\n  - 资金用途: 主要用于教室照明改造。\n",
        ),
        "样本 001“资金管理”的指标值是 0.00，没有单位，也没有依据",
        Tag.INCOMPLETE,
        _str07,
    ),
    Rule(
        "STR08",
        Severity.ERROR,
        "缺产出指标或效益指标",
        "一个项目至少要有一个产出指标，说明做多少、做成什么样；还要有一个效益指标，说明做了有什么用。",
        Example(bad=_indicators(_COUNT, _QUALITY, _TIME, _COST, _CONTENT), good=_WHOLE),
        "财政部门审核系统的必填要求",
        Tag.ADD_BENEFIT,
        _str08,
    ),
    Rule(
        "STR09",
        Severity.WARNING,
        "缺数量、质量或时效指标",
        "产出要从数量、质量、时效几方面说，版式要求哪几个，每个项目就要有哪几个。",
        Example(bad=_indicators(_COUNT, _QUALITY, _COST, _BENEFIT, _CONTENT), good=_WHOLE),
        "版式的指标分类",
        Tag.ADD_OUTPUT,
        _str09,
    ),
    Rule(
        "STR10",
        Severity.WARNING,
        "缺成本指标",
        "钱花多少是预算项目最要紧的约束，版式要求每个项目有成本指标。",
        Example(bad=_indicators(_COUNT, _QUALITY, _TIME, _BENEFIT, _CONTENT), good=_WHOLE),
        "样本 002 的三个项目都没有成本指标",
        Tag.ADD_OUTPUT,
        _str10,
    ),
    Rule(
        "STR11",
        Severity.WARNING,
        "缺满意度指标",
        "有服务对象的项目要写满意度。还本付息、预备费这类没有服务对象的项目不提示。",
        Example(bad=_indicators(_COUNT, _QUALITY, _TIME, _COST, _BENEFIT), good=_WHOLE),
        "财政部门审核系统的必填要求",
        Tag.ADD_SATISFACTION,
        _str11,
    ),
)
