"""TXT: what is left of templates and of other texts, slips of the pen, other years, results, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import perfgen.checks
from perfgen.checks.subject import INDICATORS, TARGET
from perfgen.checks.words import entries
from tests.checks.clean import (
    BASIS,
    DESCRIPTION,
    GENERAL,
    GOALS,
    NAME,
    PROJECT,
    PURPOSE,
    Clean,
    extended,
    one_line_texts,
    prose,
    put,
    saying,
)
from tests.checks.mutations import Change, Mutant, defect

DATA = Path(perfgen.checks.__file__).parent / "data"


@defect("TXT01", "模板里的字没有改", IND07="名称和值都没有填", IND10="值没有填", IND11="值没有填", NUM06="值没有填")
def left_of_template(clean: Clean) -> Iterator[Mutant | Change]:
    marks = (
        "XX",
        "××",
        "○○",
        "xxx",
        "待填",
        "待定",
        "请填写",
        "【此处填写内容】",
        "***",
        "XX年XX月",
        "★",
        "**",
        "□",
        "X个村",
    )
    for at, (path, text) in enumerate(prose(clean)):
        mark = marks[at % len(marks)]
        yield Change(path, extended(text, f"由{mark}负责组织实施"), mark)
    for at, (path, project) in enumerate(clean.projects):
        for goal in range(len(project[GOALS])):
            yield Change((*path, GOALS, goal), f"目标内容{goal + 1}", "")
        row = (*path, INDICATORS, at % len(project[INDICATORS]))
        yield Change((*row, NAME), f"指标内容{at + 1}", "", row)
    for at, (path, text) in enumerate(one_line_texts(clean)):
        if path[-1] in (NAME, DESCRIPTION, BASIS):
            mark = marks[at % 7]
            yield Change(path, f"{mark}{text}", mark)


def confusions() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The wrong word, a phrase it stands in, and phrases in which it is right."""
    for line in entries((DATA / "confusions.txt").read_text(encoding="utf-8")):
        pair, *rest = re.split(r"\s*[　\s](?=只：|除：)", line)
        wrong = pair.split("→")[0].strip()
        only = next((part[2:].split("、") for part in rest if part.startswith("只：")), [])
        never = next((part[2:].split("、") for part in rest if part.startswith("除：")), [])
        yield wrong, only[0].replace("…", "有关") if only else wrong, tuple(never)


@defect("TXT02", "清单里的错别字")
def misspelt(clean: Clean) -> Iterator[Mutant | Change]:
    places = list(prose(clean))
    for at, (wrong, phrase, _) in enumerate(confusions()):
        path, text = places[at % len(places)]
        yield Change(path, extended(text, f"各单位要，{phrase}，落到实处"), wrong)


WORDS = (
    "学校",
    "教师",
    "设备",
    "培训",
    "监测",
    "补助",
    "供水",
    "河道",
    "水库",
    "宣传",
    "管网",
    "检测",
    "学生",
    "数据",
    "资金",
    "保洁",
)


@defect("TXT02", "叠词", XRF03="叠的是项目名称里的词")
def doubled(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, text) in enumerate([*prose(clean), *one_line_texts(clean)]):
        for word in [word for word in WORDS if word in text][at % 2 : 2]:
            yield Change(path, text.replace(word, word * 2, 1), word * 2)


@defect("TXT03", "写着别的项目")
def of_another(clean: Clean) -> Iterator[Mutant | Change]:
    projects = list(clean.projects)
    for at, (path, project) in enumerate(projects):
        _, other = projects[(at + 1) % len(projects)]
        name = other[PROJECT]
        yield Change((*path, GOALS, 0), f"{name}主要用于{other[PURPOSE][2:]}", name, (*path, GOALS))
        yield Change((*path, PURPOSE), f"{name}项目资金，{project[PURPOSE]}", name)
        if clean.layout == "hebei-2021":
            activity = other["工作活动"]
            count = len(project[GOALS])
            said = f"{activity}工作活动主要设置了{count}项绩效目标：一是做好日常工作；二是加强管理。"
            if count == 2:
                yield Change((*path, "绩效目标说明"), said, activity)
            yield Mutant(
                put(clean.data, (*path, "工作活动概况"), f"{activity}工作活动面向全县开展，每年安排一次。"),
                (*path, "工作活动概况"),
                activity,
            )
            yield Mutant(
                put(clean.data, (*path, "工作活动概况"), f"{name}项目面向全县开展，每年安排一次。"),
                (*path, "工作活动概况"),
                name,
            )


@defect("TXT04", "目标照抄用途", TXT09="有的抄成半角标点", XRF07="说明里写着几项目标，并成一条就对不上")
def goals_are_purpose(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        purpose = project[PURPOSE]
        cut = purpose.index("、") if "、" in purpose else purpose.index("，")
        for goals in (
            [purpose],
            [purpose.rstrip("。")],
            [purpose.replace("，", ",")],
            [purpose[: cut + 1], purpose[cut + 1 :]],
        ):
            yield Change((*path, GOALS), goals, "")


OTHER_YEAR = "年份是旧的，和别处也不一样"


@defect("TXT05", "去年的年份")
def last_year(clean: Clean) -> Iterator[Mutant | Change]:
    before = clean.year - 1
    first, *rest = clean.paragraphs(GENERAL)
    for way in (f"{before}年，", f"{before}年度，", f"{before - 1}年，我们"):
        text = re.sub(r"^\d{4}年，", way, first)
        yield Mutant(saying(clean, GENERAL, [text, *rest]), ("部门整体绩效目标", GENERAL), way)
    for path, row in clean.rows:
        if row[TARGET].endswith("月底"):
            for year in (before, clean.year + 1):
                yield Change((*path, TARGET), f"{year}年{row[TARGET]}", str(year), path)
    ways = (f"{before}年度完成全部工作", f"{before}年底前完成验收", f"列入{before}年部门预算", f"{before}年底完成任务")
    for at, (path, text) in enumerate(prose(clean)):
        if path[-1] == GOALS or "部门整体绩效目标" in path or GOALS in path:
            way = ways[at % len(ways)]
            yield Change(path, extended(text, way), way)


@defect("TXT06", "写了完成情况", XRF05="完成值和表里的值不同")
def results(clean: Clean) -> Iterator[Mutant | Change]:
    ways = (
        "满意度完成值96.5%",
        "全年实际完成31项",
        "实际完成值97%",
        "年度自评得分96分",
        "绩效目标完成情况分析：全部达标",
        "已完成巡查37次",
    )
    for at, (path, text) in enumerate(prose(clean)):
        if GOALS in path or path[0] == "部门整体绩效目标":
            for way in (ways[at % 6], ways[(at + 3) % 6]):
                yield Change(path, extended(text, way), way)


EMPTY = "没有值"


@defect("TXT07", "两头有空格")
def blanks(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, text) in enumerate(one_line_texts(clean)):
        way = (f"{text} ", f" {text}", f"{text}　", f"{text}\t")[at % 4]
        yield Change(path, way, repr(way))


@defect(
    "TXT07",
    "用 * _ - 占着",
    NUM06=EMPTY,
    IND11=EMPTY,
    IND05=EMPTY,
    IND10=EMPTY,
    NUM07="分值没有填，合计就不对",
    IND14="名称没有了，看不出是越少越好的事",
    IND16="几行的名称成了同一个符号",
)
def signs_only(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, _) in enumerate(one_line_texts(clean)):
        sign = ("-", "*", "_", "/", "—", "——", "--")[at % 7]
        yield Change(path, sign, sign)


@defect("TXT08", "写了证件号、手机号、账号")
def personal(clean: Clean) -> Iterator[Mutant | Change]:
    ways = (
        "联系人手机13800138000",
        "身份证号11010519491231002X",
        "转入卡号6222 0212 3456 7890 128",
        "电话（159-0000-0001）",
        "账户6222021234567890128",
    )
    for at, (path, text) in enumerate(prose(clean)):
        way = ways[at % len(ways)]
        yield Change(path, extended(text, way), way)


HALF = str.maketrans("，；：", ",;:")


@defect("TXT09", "汉字之间用半角标点")
def half_width(clean: Clean) -> Iterator[Mutant | Change]:
    for path, text in prose(clean):
        for sign in "，；：":
            if re.search(f"[一-鿿]{sign}[一-鿿]", text) and "{{" not in text:
                yield Change(path, text.replace(sign, sign.translate(HALF)), sign)
        yield Change(path, extended(text, "按规定组织验收(含复检)"), "括号")


@defect("TXT10", "没有的日期")
def no_such_date(clean: Clean) -> Iterator[Mutant | Change]:
    ways = ("6月31日前组织自查", "13月底前报送总结", "2月30日起开展巡查", "九月三十一日前整改到位", "第五季度开展回访")
    for at, (path, text) in enumerate(prose(clean)):
        for way in (ways[at % 5], ways[(at + 2) % 5]):
            yield Change(path, extended(text, way), way)
