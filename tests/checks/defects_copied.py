"""Defects: what is left of another filing, and what is said for form's sake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks.subject import INDICATORS, NARRATIVE, PROJECTS, TARGET
from tests.checks.clean import (
    BASIS,
    GENERAL,
    GOALS,
    LEVEL1,
    PROJECT,
    PURPOSE,
    SAFEGUARDS,
    Clean,
    extended,
    put,
    saying,
    subject_of,
)
from tests.checks.mutations import Change, Mutant, defect

ALSO = "同一处换掉的内容别处也提到"


@defect("TXT11", "写着别的县、别的部门")
def another_place(clean: Clean) -> Iterator[Mutant | Change]:
    own, other = ("乐亭县", "玉田县") if clean.layout == "hebei-2022" else ("承德县", "滦平县")
    for path, project in clean.projects:
        yield Change((*path, PURPOSE), f"用于{other}范围内的各项支出。{project[PURPOSE]}", other)
        yield Change((*path, GOALS, 0), extended(project[GOALS][0], f"改善{other}的基础条件"), other)
    first, *rest = clean.paragraphs(GENERAL)
    yield (
        Mutant(saying(clean, GENERAL, [first.replace(own, other), *rest]), (NARRATIVE, GENERAL))
        if own in first
        else (
            Mutant(saying(clean, GENERAL, [first, *rest, f"{other}教育局主要职责是办好教育。"]), (NARRATIVE, GENERAL))
        )
    )
    yield Mutant(saying(clean, GENERAL, [first, *rest, "县交通运输局部门整体绩效目标如下。"]), (NARRATIVE, GENERAL))


@defect("TXT12", "保障措施只有标题")
def headings_only(clean: Clean) -> Iterator[Mutant | Change]:
    for said in (
        ["一是加强组织领导。二是完善制度建设。三是强化监督检查。"],
        ["（一）加强预算管理", "（二）强化支出责任", "（三）做好绩效自评"],
        ["加强领导，健全制度，严格监督。"],
    ):
        yield Mutant(saying(clean, SAFEGUARDS, said), (NARRATIVE, SAFEGUARDS), said[0])


@defect("TXT13", "目标只分配资金", XRF07="目标的条数变了", XRF05=ALSO, TXT04=ALSO)
def money_only(clean: Clean) -> Iterator[Mutant | Change]:
    for path, _ in clean.projects:
        for said in (["设备费12万元，维护费8万元，差旅费2万元。"], ["其中：办公费3万元；印刷费2万元"]):
            yield Change((*path, GOALS), said, said[0])


@defect("TXT14", "抄了别的项目的目标", XRF07="目标的条数变了", XRF05=ALSO, XRF10=ALSO, IND10=ALSO)
def goals_of_others(clean: Clean) -> Iterator[Mutant | Change]:
    projects = list(clean.projects)
    for at, (path, project) in enumerate(projects):
        other = projects[at - 1][1]
        if "学生" in f"{project['项目名称']}{project[PURPOSE]}" and "学生" in other["项目名称"] + other[PURPOSE]:
            continue  # of the same people a goal may be of either
        names = [row["三级指标"] for row in other[INDICATORS] if row["二级指标"] in ("数量指标", "社会效益指标")]
        for said in (f"{names[0]}、{names[-1]}逐月统计", f"按月统计{names[0]}，{other['项目名称']}专账核算"):
            goals = [*project[GOALS], said]
            yield Mutant(put(clean.data, (*path, GOALS), goals), (*path, GOALS, len(goals) - 1), said)


@defect("TXT15", "音近的字打错了", XRF08=ALSO)
def mistyped(clean: Clean) -> Iterator[Mutant | Change]:
    slips = {
        "学校": ("雪校", "靴校", "削校"),
        "设备": ("设惫", "奢备"),
        "补助": ("补嘱",),
        "监测": ("艰测",),
        "管网": ("管宛",),
        "培训": ("培旬",),
        "维修": ("维锈", "萎修"),
    }
    for at, (path, project) in enumerate(clean.projects):
        for right, wrong in slips.items():
            if right in project[PURPOSE]:  # the same slip twice would be a word of its own
                said = wrong[at % len(wrong)]
                yield Change((*path, PURPOSE), project[PURPOSE].replace(right, said, 1), said)


@defect("IND19", "满意度定为100%或太低", XRF05=ALSO)
def out_of_reach(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if row[LEVEL1] == "满意度指标":
            for target in ("100%", "≥70%", "60%"):
                yield Change((*path, TARGET), target, target, path)


@defect("IND20", "依据没有内容")
def empty_basis(clean: Clean) -> Iterator[Mutant | Change]:
    ways = ("无", "工作要求", "按照实际情况确定", "根据相关规定", "上级要求")
    for at, (path, _) in enumerate(clean.rows):
        yield Change((*path, BASIS), ways[at % len(ways)], ways[at % len(ways)])


OTHERWISE = "值换成了一样的，别的规则各说各的"


@defect(
    "IND21", "指标值全都一样", XRF05=OTHERWISE, IND02=OTHERWISE, IND05=OTHERWISE, IND03=OTHERWISE, IND19=OTHERWISE,
    IND12=OTHERWISE, IND15=OTHERWISE, IND14=OTHERWISE, NUM05=OTHERWISE, NUM06=OTHERWISE, IND17=OTHERWISE, IND11=OTHERWISE,
)  # fmt: skip
def all_alike(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for target in ("100%", "≥95%"):
            rows = [{**row, TARGET: target} for row in project[INDICATORS]]
            yield Mutant(put(clean.data, (*path, INDICATORS), rows), path, target)


@defect("PRJ07", "项目名称里是别的年份", XRF03="文字里的名称不同了", XRF04="文字里的名称不同了", TXT03="名称不同了")
def name_of_another_year(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for year in (clean.year - 1, clean.year + 1):
            name = f"{year}年{project[PROJECT]}"
            yield Mutant(put(clean.printed, (*path, PROJECT), name), (*path, PROJECT), name)


@defect("PRJ08", "项目期的结束写在了开始前面")
def ends_before_it_begins(clean: Clean) -> Iterator[Mutant | Change]:
    for path, _ in clean.projects:
        for said in (f"{clean.year}年10月至4月", f"{clean.year}年3月至{clean.year - 1}年6月"):
            yield Mutant(put(clean.printed, (*path, "项目期"), said), (*path, "项目期"), said)


@defect("WSP05", "去年的文本只改了年份", PRJ05="去年的编码没有改")
def last_years(clean: Clean) -> Iterator[Mutant]:
    year = clean.year
    text = re.sub(str(year), str(year - 1), clean.printed[NARRATIVE][GENERAL])
    before = put({**clean.printed, "年度": str(year - 1)}, (NARRATIVE, GENERAL), text)
    shorter = put(before, (PROJECTS,), [*before[PROJECTS], {**before[PROJECTS][0], PROJECT: "去年的另一个项目"}])
    for other in (before, shorter, put(before, (NARRATIVE, SAFEGUARDS), "由财务股负责，按季度通报。")):
        yield Mutant(clean.data, (NARRATIVE,), str(year), others=(subject_of(clean, other),))


@defect("WSP06", "同一份放了两次", WSP02="句子都相同", PRJ06="项目都相同", TXT11="别的单位")
def handed_in_twice(clean: Clean) -> Iterator[Mutant]:
    for other in (clean.data, put(clean.data, (NARRATIVE, SAFEGUARDS), "由财务股负责，按季度通报。")):
        yield Mutant(clean.data, ("部门", "名称"), clean.data["部门"]["名称"], others=(subject_of(clean, other),))
