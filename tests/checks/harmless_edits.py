"""Edits that break nothing: after each, the filing is as clean as before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perfgen.checks.subject import INDICATORS, NARRATIVE, PROJECTS, TARGET
from tests.checks.clean import (
    BASIS,
    BUDGET,
    CODE,
    DESCRIPTION,
    FISCAL,
    FUNDS,
    GENERAL,
    GOALS,
    ITEMISED,
    LEVEL1,
    LEVEL2,
    NAME,
    OTHER,
    PLAN,
    PROJECT,
    PURPOSE,
    SAFEGUARDS,
    Clean,
    Data,
    extended,
    prose,
    put,
    saying,
    subject_of,
)
from tests.checks.defects_crossed import goals_saying, other_clean, split
from tests.checks.defects_money import checked, parted
from tests.checks.defects_wording import confusions
from tests.checks.mutations import Change, Mutant, harmless

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@harmless("项目换顺序")
def other_order(clean: Clean) -> Iterator[Mutant | Change]:
    projects = clean.data[PROJECTS]
    for order in (projects[::-1], [*projects[1:], projects[0]], [projects[2], *projects[:2], *projects[3:]]):
        yield Change((PROJECTS,), order, "", ())


@harmless("少一个项目，文字也改了")
def one_project_less(clean: Clean) -> Iterator[Mutant | Change]:
    paragraphs = str(clean.data[NARRATIVE][ITEMISED]).rstrip("\n").split("\n")
    left = put(clean.data, (NARRATIVE, ITEMISED), "\n".join(paragraphs[:-3]))
    yield Mutant(put(left, (PROJECTS,), clean.data[PROJECTS][:-1]))


@harmless("行换顺序")
def rows_turned(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        yield Change((*path, INDICATORS), project[INDICATORS][::-1], "", path)


@harmless("同一个值换一种写法")
def same_value(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        target = row[TARGET]
        ways = [target.translate(WIDE), re.sub(r"([≥≤=])", r"\1 ", target)]
        if found := re.fullmatch(r"≤([\d.]+)万元", target):
            ways += [f"≤{Decimal(found[1]) * 10000:.0f}元", f"≤{Decimal(found[1]):.2f}万元", f"{found[1]}万元以内"]
        ways += [target.replace("24小时", "1天").replace("48小时", "2天").replace("公里", "千米")]
        if clean.layout == "hebei-2021" and (parts := re.fullmatch(r"([≥≤=]?)([\d.]+)(\D+)", target)):
            number = parts[2] if "." in parts[2] else f"{parts[2]}.00"
            ways.append(dict(zip(("符号", "值", "单位"), (parts[1], number, parts[3]), strict=True)))
        yield from (Change((*path, TARGET), way, str(way), path) for way in ways if way != target)


@harmless("运算符全文换一种写法")
def same_signs(clean: Clean) -> Iterator[Mutant | Change]:
    for least, most in ((">=", "<="), ("≧", "≦"), ("＞＝", "＜＝"), ("大于等于", "小于等于"), ("不低于", "不超过")):
        data = clean.data
        for path, row in clean.rows:
            data = put(data, (*path, TARGET), row[TARGET].replace("≥", least).replace("≤", most))
        yield Mutant(data, (), least)


@harmless("金额单位改成元")
def in_yuan(clean: Clean) -> Iterator[Mutant | Change]:
    narrative = {
        label: re.sub(r"\{\{ (合计\.|项目\[)(.*?)(预算数|资金) \}\}", r"{{ \1\2\3 | 万元 }}", text)
        for label, text in clean.data[NARRATIVE].items()
    }
    data = put({**clean.data, "金额单位": "元"}, (NARRATIVE,), narrative)
    for path, project in clean.projects:
        for label in (BUDGET, FISCAL, OTHER):
            if label in project:
                data = put(data, (*path, label), f"{Decimal(project[label]) * 10000}")
        for at, fund in enumerate(project.get(FUNDS, [])):
            data = put(data, (*path, FUNDS, at, "金额"), f"{Decimal(fund['金额']) * 10000}")
    yield Mutant({**data, "部门职责": [_duty_in_yuan(one) for one in data["部门职责"]]} if "部门职责" in data else data)


def _duty_in_yuan(duty: Any) -> Any:
    """A duty, or an activity of one, with its 年度预算数 in 元."""
    more = {"年度预算数": f"{Decimal(duty['年度预算数']) * 10000}"} if "年度预算数" in duty else {}
    inner = {"工作活动": [_duty_in_yuan(one) for one in duty["工作活动"]]} if "工作活动" in duty else {}
    return {**duty, **more, **inner}


@harmless("总额换一种写法")
def total_in_words(clean: Clean) -> Iterator[Mutant | Change]:
    first, *rest = clean.paragraphs(GENERAL)
    ways = {
        "415.5": (
            "4155000元",
            "0.04155亿元",
            "肆佰壹拾伍万伍仟元",
            "４１５．５０万元",
            "四百一十五万五千元",
            "4,155,000元",
        ),
        "212.5": (
            "2125000元",
            "0.02125亿元",
            "贰佰壹拾贰万伍仟元",
            "２１２．５０万元",
            "二百一十二万五千元",
            "2,125,000元",
        ),
    }
    for number, forms in ways.items():
        for form in forms if f"{number}万元" in first else ():
            yield Mutant(saying(clean, GENERAL, [first.replace(f"{number}万元", form), *rest]), (), form)
    for way in ("预算项目五个", "预算项目伍个", "5个预算项目", "五个预算项目", "预算项目 5 个"):
        yield Mutant(saying(clean, GENERAL, [first.replace("预算项目5个", way), *rest]), (), way)


QUOTED = (
    "其中上级补助资金3.6万元", "比上年减少1.2万元", "剩余资金2.4万元年底前支付", "平均每户补助0.15万元", "上年度预算资金88.8万元已全部支出",
    "当年发生的费用中专家劳务不超过1.5万元", "每平方米造价不超过1200元",
)  # fmt: skip


@harmless("文字里引用一部分金额")
def parts_of_money(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, text) in enumerate(prose(clean)):
        words = QUOTED[at % len(QUOTED)]
        yield Change(path, extended(text, words), words)


PHRASES = (
    "按照《2019年全县重点工作安排》推进", "落实《河北省“十三五”规划（2016-2020年）》中期评估意见", "2015年建成的工程继续使用",
    "自2017年以来一直采用这一做法", "依据承县政发〔2019〕12号文件", "2018年印发的管理办法继续有效", "三年来没有发生责任事故",
    "合同期为3-5年", "每2-3天巡查一次", "对已完成的部分及时验收", "在已完成一期工程的基础上新建3处泵房", "已完成的12处工程逐一验收", "完成值班室搬迁", "天天有人值守、处处有人负责",
    "人人知晓、户户受益", "与发展改革、审计等部门配合", "由分管领导牵头，一级抓一级", "一月一调度、一季一通报",
    "A、B两类设备分别登记", "参照GB/T 2260等标准执行", "做到不漏一户、不落一人", "在2020年基础上继续扩大范围",
    "沿用2020年度决算口径", "与上年（2020年）持平", "电话12345随时受理", "形成“月初有计划、月末有总结”的做法",
)  # fmt: skip


@harmless("提到往年、标题、范围和常用的叠词")
def phrases(clean: Clean) -> Iterator[Mutant | Change]:
    places = list(prose(clean))
    for at, words in enumerate(PHRASES):
        for step in (0, 5, 11, 17):
            path, text = places[(at + step) % len(places)]
            yield Change(path, extended(text, words), words)


@harmless("清单里写对的词")
def right_words(clean: Clean) -> Iterator[Mutant | Change]:
    places = list(prose(clean))
    at = 0
    for _, _, never in confusions():
        for words in never[:2]:
            if "…" not in words:
                path, text = places[at % len(places)]
                at += 1
                yield Change(path, extended(text, f"（{words}）有关事项照常办理"), words)


@harmless("依据里有年份和文号")
def bases(clean: Clean) -> Iterator[Mutant | Change]:
    ways = (
        "《2019年统计年鉴》",
        "2018年印发的管理办法",
        "冀财绩〔2019〕23号",
        "近三年平均值",
        "上年度实际完成数",
        "历史数据",
    )
    for at, (path, _) in enumerate(clean.rows):
        yield Change((*path, BASIS), ways[at % len(ways)], ways[at % len(ways)], path)


ROWS = (
    ("产出指标", "质量指标", "抽查合格率", "≥97%"), ("产出指标", "质量指标", "差错率", "≤1‰"), ("产出指标", "质量指标", "返工次数", "≤2次"),
    ("产出指标", "数量指标", "印发手册", "≥5000册"), ("产出指标", "数量指标", "巡查天数", "≥300天"), ("产出指标", "数量指标", "编写方案", "1套"),
    ("产出指标", "数量指标", "走访户数", "不少于五十户"), ("产出指标", "时效指标", "报告提交时间", "12月25日前"),
    ("产出指标", "时效指标", "处理时限", "≤2个工作日"), ("产出指标", "时效指标", "资金拨付及时率", "100%"),
    ("产出指标", "时效指标", "轮换周期", "3-5年"), ("产出指标", "时效指标", "响应时间", "2小时内"), ("产出指标", "成本指标", "每次巡查成本", "≤300元"),
    ("产出指标", "成本指标", "人均费用标准", "≤550元/人"), ("产出指标", "成本指标", "单户补助", "≤500元"),
    ("产出指标", "成本指标", "单位时间用电成本", "≤3元/小时"), ("效益", "社会效益指标", "预算调整率", "0%"), ("效益", "社会效益指标", "群众投诉次数", "≤3次"), ("效益", "社会效益指标", "安全责任事故", "0起"),
    ("效益", "社会效益指标", "重大差错", "=0次"), ("效益", "经济效益指标", "参与人数增长率", "≥120%"), ("效益", "经济效益指标", "收入增幅", "≥105%"),
    ("效益", "经济效益指标", "节约支出", "≥3万元"), ("效益", "社会效益指标", "受益人口", "≥2.3万人"), ("效益", "社会效益指标", "群众知晓率", "≥90%"),
    ("效益", "生态效益指标", "水质类别", "达到Ⅲ类"), ("效益", "生态效益指标", "污染物排放下降率", "≥5%"), ("效益", "可持续影响指标", "使用年限", "≥8年"),
    ("效益", "可持续影响指标", "管理制度健全性", "印发3项管理制度"), ("效益", "社会效益指标", "办事等候时间缩短", "由30分钟缩短到10分钟"),
    ("效益", "社会效益指标", "重大舆情", "不发生重大舆情"), ("效益", "社会效益指标", "信访积案", "动态清零"), ("效益", "可持续影响指标", "管护机制", "建立村级管护员制度"),
    ("产出指标", "质量指标", "排版差错", "无错漏页"), ("产出指标", "时效指标", "公示时长", "≥7天"), ("效益", "生态效益指标", "溶解氧浓度", "≥5mg/L"),
    ("产出指标", "数量指标", "清运垃圾", "≥2万吨"), ("产出指标", "质量指标", "故障修复时间", "≤4小时"), ("产出指标", "数量指标", "聘用护林员45名", "≥45人"),
    ("满意度指标", "服务对象满意度指标", "群众投诉件数", "≤5件"),
    ("满意度指标", "服务对象满意度指标", "群众满意率", "≥90%"), ("满意度指标", "服务对象满意度指标", "投诉处理满意度", "≥95%"),
)  # fmt: skip


@harmless("多一行写得对的指标")
def good_rows(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        if "绩效指标说明" not in project:
            benefit = next(row[LEVEL1] for row in project[INDICATORS] if row[LEVEL1] in ("效益指标", "效果指标"))
            for level1, level2, name, target in ROWS:
                row = {
                    LEVEL1: benefit if level1 == "效益" else level1,
                    LEVEL2: level2,
                    NAME: name,
                    DESCRIPTION: f"按台账统计的{name}",
                    TARGET: target,
                    BASIS: "局务会纪要",
                }
                yield Change((*path, INDICATORS), [*project[INDICATORS], row], f"{level2} {name} {target}")


@harmless("支出计划早些、晚些")
def plans(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for shares in (
            ("0%", "0%", "1%", "100%"),
            ("100%",) * 4,
            ("25%", "25%", "50%", "100%"),
            ("12.5%", "30%", "99.9%", "100%"),
        ):
            yield Change((*path, PLAN), dict(zip(project[PLAN], shares, strict=True)), "", path)


@harmless("资金来源分成两项")
def sources(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        part = Decimal(project[BUDGET]) / 2
        data = put(clean.data, (*path, FISCAL), f"{Decimal(project[BUDGET]) - part:f}")
        yield Mutant(put(data, (*path, OTHER), f"{part:f}"), path)


@harmless("别的真编码")
def other_codes(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, _) in enumerate(clean.projects):
        codes = (f"316-0901-YBN-000{at}", f"316-0101-YBN-ZZ{at}9") if clean.layout == "hebei-2021" else (
            checked(f"130225{clean.year % 100 - at}P00TEEC100{at}5"), checked(f"130225{clean.year % 100}P004T40{at}0017"),
        )  # fmt: skip
        yield from (Change((*path, CODE), code, code, path) for code in codes)


@harmless("文字排版不同")
def typesetting(clean: Clean) -> Iterator[Mutant | Change]:
    for label in clean.data[NARRATIVE]:
        paragraphs = clean.paragraphs(label)
        yield Mutant(saying(clean, label, [line for text in paragraphs for line in (text, "")]), (), "空行")
        yield Mutant(saying(clean, label, [f"　　{text}" for text in paragraphs]), (), "空两格")
        yield Mutant(
            saying(clean, label, [text.translate(WIDE) if "（" in text[:1] else text for text in paragraphs]),
            (),
            "全角",
        )
    for label in (SAFEGUARDS,):
        swap = [
            text.replace("（一）", "一、").replace("（二）", "二、").replace("（三）", "三、")
            for text in clean.paragraphs(label)[:3]
        ]
        yield Mutant(
            saying(clean, label, swap if swap[0].startswith("一") and len(swap) == 3 else swap[:1]), (), "一、"
        )


@harmless("提到相邻的项目")
def beside_another(clean: Clean) -> Iterator[Mutant | Change]:
    projects = list(clean.projects)
    for at, (path, project) in enumerate(projects):
        other = projects[(at + 1) % 5][1][PROJECT]
        yield Change((*path, GOALS, 0), extended(project[GOALS][0], f"与{other}项目相互配合"), other, path)
        yield Change((*path, PURPOSE), extended(project[PURPOSE], f"不与{other}重复安排"), other, path)


@harmless("换个说法")
def rephrased(clean: Clean) -> Iterator[Mutant | Change]:
    ways = {
        "不少于": "达到",
        "不低于": "在",
        "绩效指标：": "主要指标：",
        "，预算资金": "，安排资金",
        "绩效目标：": "年度目标：",
    }
    text = clean.printed[NARRATIVE][ITEMISED]
    for old, new in ways.items():
        other = re.sub(r"不低于(\d+%)", r"在\1以上", text) if new == "在" else text.replace(old, new)
        yield Mutant(put(clean.printed, (NARRATIVE, ITEMISED), other), (), new)
    renamed: Data = clean.printed
    for path, project in clean.projects:
        renamed = put(renamed, (*path, GOALS), [f"全年{goal[:1].lower()}{goal[1:]}" for goal in project[GOALS]])
    yield Mutant(renamed, (), "目标前加全年")


@harmless("和另一个县的绩效文本一起检查")
def together(clean: Clean) -> Iterator[Mutant | Change]:
    other = other_clean(clean)
    yield Mutant(clean.data, (), "", others=(other.subject,))
    for _, words in zip(range(5), PHRASES, strict=False):
        data = put(other.data, (PROJECTS, 0, PURPOSE), extended(other.data[PROJECTS][0][PURPOSE], words))
        yield Mutant(clean.data, (), words, others=(subject_of(other, data),))


@harmless("Word 文件里读出来的样子")
def as_document(clean: Clean) -> Iterator[Mutant | Change]:
    yield Mutant(clean.data, (), "", outline=clean.outline)


@harmless("资金用途里的各笔加得对")
def parts_right(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for text in parted(Decimal(project[BUDGET]), Decimal(0)):
            yield Change((*path, PURPOSE), text, text)


@harmless("财政、其他资金换一种写法")
def split_in_other_words(clean: Clean) -> Iterator[Mutant | Change]:
    first, said, fiscal, other = split(clean)
    rest = clean.paragraphs(GENERAL)[1:]
    ways = [f"财政拨款{fiscal}万元、自筹{other}万元", f"{fiscal}万元为财政资金，{other}万元为其他资金"]
    ways += [f"财政资金{fiscal * 10000:.0f}元，单位资金{other * 10000:.0f}元"]
    for text in ways if said else ():
        yield Mutant(saying(clean, GENERAL, [first.replace(said, text), *rest]), (NARRATIVE, GENERAL), text)
    for path, project in clean.projects:
        yield Change((*path, PURPOSE), f"{project[PURPOSE]}上年财政资金3万元。", "上年")


@harmless("写了编号、座机和热线")
def numbers_of_nobody(clean: Clean) -> Iterator[Mutant | Change]:
    ways = ("联系电话0315-5012345", "合同编号为13800138000", "设备编号110105194912310021", "热线4008001234全天接听")
    for at, (path, text) in enumerate(prose(clean)):
        way = ways[at % len(ways)]
        yield Change(path, extended(text, way), way)


@harmless("目标里的数和指标一样，或者是别的数")
def goals_alike(clean: Clean) -> Iterator[Mutant | Change]:
    yield from goals_saying(clean, 0)
    ways = ("每期培训35人", "6月底前完成方案设计", "全县共有学校320所", "上年检修70处监测站点", "每所学校改造3间教室")
    for at, (path, project) in enumerate(clean.projects):
        yield Change((*path, GOALS, 0), extended(project[GOALS][0], ways[at]), ways[at])


@harmless("数字、英文旁边的半角标点")
def half_width_beside_numbers(clean: Clean) -> Iterator[Mutant | Change]:
    ways = (
        "比例为3:1",
        "执行GB 50034-2013,共12页",
        "执行《评估办法(试行)》",
        "采用IP网络(VPN)传输",
        "网址http://www.example.gov.cn",
    )
    for at, (path, text) in enumerate(prose(clean)):
        way = ways[at % len(ways)]
        yield Change(path, extended(text, way), way)


@harmless("有的日期和月数")
def dates_that_are(clean: Clean) -> Iterator[Mutant | Change]:
    ways = (
        "6月30日前组织自查",
        "系统运行13个月后回访",
        "每月31日前整理台账",
        "第四季度开展回访",
        "执行冀财〔2021〕13-31号文件",
    )
    for at, (path, text) in enumerate(prose(clean)):
        way = ways[at % len(ways)]
        yield Change(path, extended(text, way), way)
