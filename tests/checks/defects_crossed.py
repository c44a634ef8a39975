"""XRF and WSP: what is said twice and not alike, within a filing and between filings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.subject import INDICATORS, NARRATIVE, PROJECTS, TARGET
from tests.checks.clean import (
    BUDGET,
    CODE,
    FISCAL,
    FUNDS,
    GENERAL,
    GOALS,
    ITEMISED,
    LEVEL1,
    NAME,
    OTHER,
    PROJECT,
    PURPOSE,
    Clean,
    Data,
    cleans,
    extended,
    get,
    put,
    saying,
    subject_of,
)
from tests.checks.defects_money import checked, swapped
from tests.checks.mutations import Change, Mutant, defect

TEXT = (NARRATIVE, ITEMISED)


def numbers_changed(text: str, pattern: str) -> Iterator[str]:
    """The text with one number at a time made another: figures swapped, one more, ten times as much."""
    for found in re.finditer(pattern, text):
        number = Decimal(found[1])
        for other in {*swapped(found[1]), f"{number + 1}", f"{number * 10:f}"} - {found[1]}:
            yield text[: found.start(1)] + other + text[found.end(1) :]


NOT_FOLLOWED = "只改了预算数，别处没有跟着改"


@defect(
    "XRF01",
    "总额抄错",
    XRF11=NOT_FOLLOWED,
    XRF02=NOT_FOLLOWED,
    NUM01=NOT_FOLLOWED,
    NUM05=NOT_FOLLOWED,
    NUM09=NOT_FOLLOWED,
)
def total(clean: Clean) -> Iterator[Mutant]:
    first, *rest = clean.paragraphs(GENERAL)
    budget = sum(Decimal(project[BUDGET]) for _, project in clean.projects)
    said = f"申请预算资金{budget.normalize():f}万元"
    assert said in first
    wrong = [f"申请预算资金{text}万元" for text in swapped(f"{budget.normalize():f}")]
    wrong += [
        f"申请预算资金{budget + 1}万元",
        f"申请预算资金{budget * 10000 + 5000:.0f}元",
        f"申请预算资金{budget / 1000:f}亿元",
    ]
    wrong += [
        "申请预算资金四百九十九万元",
        "申请预算资金６００.５万元",
        "安排项目支出预算共计731万元",
        "预算总额为731.00万元",
    ]
    for text in wrong:
        yield Mutant(saying(clean, GENERAL, [first.replace(said, text), *rest]), (NARRATIVE, GENERAL), text)
    for path, project in clean.projects:
        dearer = put(clean.printed, (*path, BUDGET), f"{Decimal(project[BUDGET]) + 10}")
        yield Mutant(dearer, (NARRATIVE, GENERAL), "表改了，文字没有改")


@defect("XRF02", "项目金额抄错")
def project_amount(clean: Clean) -> Iterator[Mutant]:
    paragraphs = clean.paragraphs(ITEMISED)
    for at, text in enumerate(paragraphs):
        for wrong in numbers_changed(text, r"预算资金([\d.]+)万元"):
            yield Mutant(saying(clean, ITEMISED, [*paragraphs[:at], wrong, *paragraphs[at + 1 :]]), TEXT, wrong)
        if found := re.search(r"预算资金([\d.]+)万元", text):
            for unit in (f"预算资金{found[1]}元", "预算资金七万元", "安排资金7.77万元", "金额：7万元"):
                other = text.replace(found[0], unit)
                yield Mutant(saying(clean, ITEMISED, [*paragraphs[:at], other, *paragraphs[at + 1 :]]), TEXT, other)


@defect("XRF02", "资金安排加起来不对")
def funds(clean: Clean) -> Iterator[Mutant]:
    for path, project in clean.projects if clean.layout == "hebei-2021" else ():
        for at, fund in enumerate(project.get(FUNDS, [])):
            amount = Decimal(fund["金额"])
            for wrong in (amount + 1, amount * 10, amount - Decimal("0.5")):
                yield Mutant(put(clean.data, (*path, FUNDS, at, "金额"), f"{wrong:f}"), path, f"{wrong}")
        said = f"安排{project[PROJECT]}资金{Decimal(project[BUDGET]) + 3}万元。"
        yield Mutant(put(clean.data, (*path, "资金安排情况"), said), path, said)


def renamed(name: str) -> Iterator[str]:
    """Names as they are shortened or filled up from memory."""
    ends = ("运行维护费", "维修养护费", "运行费", "经费", "资金", "补助", "费")
    end = next(one for one in ends if name.endswith(one))
    stem = name.removesuffix(end)
    other = {"经费": "专项经费", "资金": "经费", "补助": "补助资金", "费": "经费"}.get(end, "经费")
    yield stem + other
    yield stem[:2] + stem[4:] + end
    yield f"{stem}工作{end}"
    yield f"{stem[:-2]}{end}"
    yield f"{stem}项目{end}" if end != "补助" else f"{stem}生活{end}"


@defect("XRF03", "项目名称写得不一样")
def project_name(clean: Clean) -> Iterator[Mutant]:
    text = clean.printed[NARRATIVE][ITEMISED]
    for _, project in clean.projects:
        for name in renamed(project[PROJECT]):
            yield Mutant(put(clean.printed, TEXT, text.replace(project[PROJECT], name, 1)), TEXT, name)


@defect("XRF04", "少写一个项目")
def project_left_out(clean: Clean) -> Iterator[Mutant]:
    paragraphs = clean.paragraphs(ITEMISED)
    marks = "一二三四五"
    for at, (path, _) in enumerate(clean.projects):
        left = "\n".join([*paragraphs[: at * 3], *paragraphs[at * 3 + 3 :]])
        for later in range(at + 1, 5):
            left = left.replace(f"（{marks[later]}）", f"（{marks[later - 1]}）")
        yield Mutant(put(clean.printed, TEXT, left), path)


@defect("XRF05", "文字里的指标值抄错", XRF08="同一句话里只有这个数不同")
def value_in_text(clean: Clean) -> Iterator[Mutant]:
    paragraphs = clean.paragraphs(ITEMISED)
    for at, text in enumerate(paragraphs):
        if text.startswith("绩效指标"):
            for wrong in numbers_changed(text, r"(\d+)"):
                if not re.search(r"\d{3}%", wrong.replace("100%", "")):  # 比率写成 950% 看得出是打错，不在此列
                    yield Mutant(saying(clean, ITEMISED, [*paragraphs[:at], wrong, *paragraphs[at + 1 :]]), TEXT, wrong)


@defect("XRF05", "文字里的月份抄错")
def month_in_text(clean: Clean) -> Iterator[Mutant]:
    paragraphs = clean.paragraphs(ITEMISED)
    told = ("8月底前完成教室照明改造。", "教室照明改造8月底完成。", "改造完成时间：8月底。")
    for said in told if clean.layout == "hebei-2022" else ():
        for month in ("6", "9", "12"):
            wrong = [paragraphs[0], said.replace("8", month, 1), *paragraphs[2:]]
            yield Mutant(saying(clean, ITEMISED, wrong), TEXT, wrong[1])


@defect("XRF05", "表里的值改了，文字没有改", XRF10="目标和用途里的值也没有改")
def value_in_table(clean: Clean) -> Iterator[Mutant]:
    text = clean.printed[NARRATIVE][ITEMISED]
    for path, row in clean.rows:
        if row[NAME] in text and row[TARGET] != "100%":
            number = re.sub(r"[^\d.]", "", row[TARGET])
            yield Mutant(
                put(clean.data, (*path, TARGET), row[TARGET].replace(number, str(int(number) - 1))), TEXT, row[NAME]
            )


@defect("XRF06", "指标没有给值")
def without_values(clean: Clean) -> Iterator[Mutant]:
    paragraphs = clean.paragraphs(ITEMISED)
    for at, text in enumerate(paragraphs):
        if text.startswith("绩效指标"):
            bare = re.sub(r"(不少于|不低于)?\d+(间|人次|所|人|公里|处|座|场|%)", "", text)
            for line in (bare, bare.replace("绩效指标", "数量指标"), bare.replace("，", "、"), f"（1）{bare}"):
                yield Mutant(saying(clean, ITEMISED, [*paragraphs[:at], line, *paragraphs[at + 1 :]]), TEXT, line)


NUMERALS = "零一二三四五六七八九"


@defect("XRF07", "几个项目写错")
def count_of_projects(clean: Clean) -> Iterator[Mutant]:
    first, *rest = clean.paragraphs(GENERAL)
    assert "预算项目5个" in first
    for way in (
        "预算项目4个",
        "预算项目6个",
        "预算项目四个",
        "４个预算项目",
        "共7个项目",
        "预算项目两个",
        "预算项目肆个",
    ):
        yield Mutant(saying(clean, GENERAL, [first.replace("预算项目5个", way), *rest]), (NARRATIVE, GENERAL), way)


@defect("XRF07", "几项目标、几项指标写错")
def count_of_indicators(clean: Clean) -> Iterator[Mutant]:
    for path, project in clean.projects if clean.layout == "hebei-2021" else ():
        rows, goals = len(project[INDICATORS]), len(project[GOALS])
        for wrong in (rows - 1, rows + 1):
            for number in (str(wrong), NUMERALS[wrong]):
                said = f"此项工作活动共设置{number}项绩效指标，具体设置情况详见下表："
                yield Mutant(put(clean.data, (*path, "绩效指标说明"), said), (*path, "绩效指标说明"), said)
        for level1, number in (("产出指标", "九"), ("效果指标", "叁"), ("满意度指标", "两")):
            said = f"此项工作活动共设置{rows}项绩效指标。其中：{level1}{number}项，具体设置情况详见下表："
            yield Mutant(put(clean.data, (*path, "绩效指标说明"), said), (*path, "绩效指标说明"), said)
        for number in (str(goals + 1), NUMERALS[goals + 1]):
            said = f"此项工作活动主要设置了{number}项绩效目标，按合同执行。"
            yield Mutant(put(clean.data, (*path, "绩效目标说明"), said), (*path, "绩效目标说明"), said)


@defect("XRF08", "同一句话两处不同", XRF10="改了的那一处和指标也不一样", XRF05="其中一处与表里的值不同")
def said_differently(clean: Clean) -> Iterator[Mutant]:
    for path, project in clean.projects:
        for goal in project[GOALS]:
            for found in list(re.finditer(r"(\d+)", goal))[:2]:
                other = goal[: found.start()] + str(int(found[0]) + 3) + goal[found.end() :]
                yield Mutant(put(clean.data, (*path, PURPOSE), f"{project[PURPOSE]}{other}"), (), other)
        # “市级”和“省级”、“上半年”和“下半年”两处都写可以都对，不算前后矛盾。
        for one, two in (("副部级", "正部级"), ("副科级", "正科级"), ("主要领导", "分管领导")):
            said = f"由{{}}以上干部带队对{project[PROJECT][:4]}的考核并形成书面总结"
            data = put(clean.data, (*path, PURPOSE), extended(project[PURPOSE], said.format(one)))
            yield Mutant(put(data, (*path, GOALS, 0), extended(project[GOALS][0], said.format(two))), (), two)


def other_clean(clean: Clean) -> Clean:
    """The other clean filing: of another county and another year."""
    return next(one for one in cleans() if one.layout != clean.layout)


def neighbour(clean: Clean, name: str = "乐亭县水务局", own: str = "130225", serial: int = 3) -> Data:
    """The other clean filing as one of a department of the same county, in the same layout."""
    data = {**other_clean(clean).printed, "版式": clean.layout, "部门": {"编码": "316002", "名称": name}}
    for at, project in enumerate(data[PROJECTS]):
        code = checked(f"{own}23P00B{serial}T61{at}011")
        rows = [{**row, LEVEL1: row[LEVEL1].replace("效果", "效益")} for row in project[INDICATORS]]
        data = put(data, (PROJECTS, at), {**project, CODE: code, INDICATORS: rows})
    return data


def beside(clean: Clean, data: Data, what: str = "") -> Mutant:
    """The clean filing checked together with its neighbour, changed."""
    return Mutant(clean.data, (), what, others=(subject_of(clean, data),))


@defect("WSP01", "一个编码两个名称", PRJ04="两份里同一个编码")
def one_code_two_names(clean: Clean) -> Iterator[Mutant]:
    if clean.layout == "hebei-2022":
        other = neighbour(clean)
        for number in range(5):
            for _, mine in clean.projects:
                yield beside(clean, put(other, (PROJECTS, number, CODE), mine[CODE]), mine[CODE])


@defect("WSP02", "两个单位一句话")
def one_sentence_twice(clean: Clean) -> Iterator[Mutant]:
    other = neighbour(clean) if clean.layout == "hebei-2022" else clean.data
    for _, mine in clean.projects if clean.layout == "hebei-2022" else ():
        for text in (text for text in (mine[PURPOSE], *mine[GOALS]) if len(text) >= 34):
            for number in range(5):
                goals = (PROJECTS, number, GOALS, 0)
                yield beside(clean, put(other, (PROJECTS, number, PURPOSE), text), text)
                yield beside(clean, put(other, goals, text), text)
                yield beside(clean, put(other, goals, extended(get(other, goals), text.rstrip("。"))), text)


@defect("WSP03", "单位编码和名称对不上")
def department_code(clean: Clean) -> Iterator[Mutant]:
    if clean.layout == "hebei-2022":
        other, mine = neighbour(clean), clean.data["部门"]
        yield beside(clean, put(other, ("部门", "编码"), mine["编码"]), "编码同")
        yield beside(clean, put(other, ("部门", "名称"), mine["名称"]), "名称同")
        last_year = {**other, "年度": clean.year - 1, "部门": {**mine, "编码": "360101"}}
        yield beside(clean, last_year, "去年编码不同")


@defect("WSP04", "同县单位区划不同", WSP02="三个单位用的是同一份文本")
def division_of_neighbour(clean: Clean) -> Iterator[Mutant]:
    # 区划代码表里有的县由 PRJ03 说，这里是表里没有的
    if clean.layout == "hebei-2022":
        names = ("甲子县财政局", "甲子县教育局", "甲子县水务局")
        for wrong in range(3):
            three = [neighbour(clean, name, "139972", at) for at, name in enumerate(names)]
            for at, project in enumerate(three[wrong][PROJECTS]):
                three[wrong] = put(three[wrong], (PROJECTS, at, CODE), checked(f"139927{project[CODE][6:]}"))
            three = [put(data, ("部门", "编码"), f"31600{at}") for at, data in enumerate(three)]
            yield Mutant(clean.data, (), names[wrong], others=tuple(subject_of(clean, data) for data in three))


def split(clean: Clean) -> tuple[str, str, Decimal, Decimal]:
    """The first paragraph of the narrative, its words about 财政资金 and 其他资金 (empty where none), and both amounts."""
    first = clean.paragraphs(GENERAL)[0]
    found = re.search(r"财政资金([\d.]+)万元，其他资金([\d.]+)万元", first)
    return (first, found[0], Decimal(found[1]), Decimal(found[2])) if found else (first, "", Decimal(0), Decimal(0))


@defect("XRF09", "财政、其他资金与表对不上")
def split_wrong(clean: Clean) -> Iterator[Mutant | Change]:
    first, said, fiscal, other = split(clean)
    rest = clean.paragraphs(GENERAL)[1:]
    wrong = [f"财政资金{fiscal + more}万元，其他资金{other - more}万元" for more in (Decimal("0.5"), 10, -10)]
    wrong += [f"财政资金{text}万元，其他资金{other}万元" for text in swapped(f"{fiscal}")]
    wrong += [
        f"财政资金{other}万元，其他资金{fiscal}万元",
        f"财政拨款{fiscal}万元，自筹资金{other + 1}万元",
        "全部为财政资金",
    ]
    for text in wrong if said else ():
        yield Mutant(saying(clean, GENERAL, [first.replace(said, text), *rest]), (NARRATIVE, GENERAL), text)
    for path, project in clean.projects:
        has, more = Decimal(project.get(FISCAL, 0)), Decimal(project.get(OTHER, 0))
        for text in (f"财政资金{has - 1}万元，其他资金{more + 1}万元", f"其中财政资金{has + 2}万元") if has else ():
            yield Change((*path, PURPOSE), f"{project[PURPOSE]}{text}。", text)


SAID = {
    "改造教室数量": "改造{}间教室",
    "培训期数": "举办{}期培训",
    "联网学校数量": "实现{}所学校联网",
    "监测学生人数": "对{}名学生开展监测",
    "补助学生人数": "给{}名学生发放补助",
    "维修管网长度": "维修{}公里管网",
    "检修监测站点数量": "检修{}处监测站点",
    "鉴定水库数量": "对{}座水库开展鉴定",
    "改造完成时间": "{}月底前完成改造",
    "培训完成时间": "{}月底前完成培训",
    "检修完成时间": "{}月底前完成检修",
    "鉴定完成时间": "{}月底前完成鉴定",
    "宣传完成时间": "{}月底前完成宣传",
}
"""How a goal says what a row says."""


def goals_saying(clean: Clean, *others: int) -> Iterator[Change]:
    """The goals with a sentence about a row of their project, whose number is so much more or less."""
    for path, project in clean.projects:
        for row in project[INDICATORS]:
            number = re.search(r"\d+", row[TARGET])
            words = SAID.get(row[NAME], "")
            for more in others if words and number else ():
                value = (int(number[0]) + more - 1) % 12 + 1 if "月" in words and number else int(number[0]) + more
                text = words.format(value)
                yield Change((*path, GOALS, 0), extended(project[GOALS][0], text), text)


@defect("XRF10", "目标里的数和指标不一样")
def goal_otherwise(clean: Clean) -> Iterator[Mutant | Change]:
    yield from goals_saying(clean, 2, -2, 4)
