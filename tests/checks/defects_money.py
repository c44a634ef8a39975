"""NUM and PRJ: amounts, plans, scores, grades and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.checks.subject import DUTIES, OVERALL, PROJECTS, TARGET
from tests.checks.clean import (
    BUDGET,
    CODE,
    FISCAL,
    LEVEL2,
    OTHER,
    PLAN,
    PROJECT,
    PURPOSE,
    Clean,
    Data,
    Steps,
    put,
    take,
)
from tests.checks.mutations import Change, Mutant, defect

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def swapped(text: str) -> Iterator[str]:
    """The text with two neighbouring figures that differ in each other's place."""
    for at in range(len(text) - 1):
        one, two = text[at : at + 2]
        if one != two and one.isdigit() and two.isdigit():
            yield text[:at] + two + one + text[at + 2 :]


def checked(code: str) -> str:
    """A code with the check character that belongs to it (DESIGN.md, section 6)."""
    total = sum(ALPHABET.index(letter) * 3**at for at, letter in enumerate(code[:20]))
    return code[:20] + ALPHABET[(30 - total) % 31]


@defect("NUM01", "财政、其他资金填错")
def sources(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        budget = Decimal(project[BUDGET])
        wrong = [*(put(clean.data, (*path, FISCAL), text) for text in swapped(project.get(FISCAL, f"{budget}")))]
        wrong += [put(clean.data, (*path, FISCAL), f"{budget - 1}"), put(clean.data, (*path, FISCAL), f"{budget * 10}")]
        if FISCAL in project:
            more = Decimal(project.get(OTHER, 0)) + 10
            wrong += [put(clean.data, (*path, OTHER), f"{more}")]
        if OTHER in project:
            wrong += [take(clean.data, (*path, OTHER)), take(clean.data, (*path, FISCAL))]
        yield from (Mutant(data, path) for data in wrong)


@defect("NUM02", "支出计划写乱")
def plan_broken(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        plan = project[PLAN]
        points, shares = list(plan), list(plan.values())
        for at in range(3):
            turned = [*shares[:at], shares[at + 1], shares[at], *shares[at + 2 :]]
            yield Mutant(
                put(clean.data, (*path, PLAN), dict(zip(points, turned, strict=True))), (*path, PLAN), " ".join(turned)
            )
        for last in ("90%", "95%", "10%", "99.9%"):
            yield Change((*path, PLAN, points[-1]), last, last, (*path, PLAN))
        apart = ["25%"] * 4
        yield Change((*path, PLAN), dict(zip(points, apart, strict=True)), "分季度写")


@defect("NUM03", "钱都压到年底")
def all_at_the_end(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        plan = dict(zip(project[PLAN], ["0%", "0%", "0%", "100%"], strict=True))
        yield Change((*path, PLAN), plan, "", path)


def costs(clean: Clean) -> Iterator[tuple[Steps, Data, str]]:
    """The rows of total cost and the number in each."""
    for path, row in clean.rows:
        if row[LEVEL2] == "成本指标" and "总成本" in row["三级指标"]:
            yield path, row, re.sub(r"[^\d.]", "", row[TARGET])


@defect("NUM05", "成本抄错")
def cost_wrong(clean: Clean) -> Iterator[Mutant | Change]:
    for path, _, number in costs(clean):
        cost = Decimal(number)
        wrong = [*(f"≤{text}万元" for text in swapped(number)), f"≤{cost * 10:f}万元", f"≤{cost + 1}万元"]
        wrong += [f"≤{number}元", f"≤{number}亿元", f"{cost / 2:f}万元", f"控制在{cost - 1}万元以内"]
        yield from (Change((*path, TARGET), text, text, path) for text in wrong)


@defect("NUM06", "成本没有数")
def cost_in_words(clean: Clean) -> Iterator[Mutant | Change]:
    for path, _, _ in costs(clean):
        for text in ("不超预算", "支出不超出预算", "控制在预算范围内", "严格控制成本", "不超过预算批复数"):
            yield Change((*path, TARGET), text, text, path)


@defect("NUM11", "名称里的金额不是预算数", XRF03="叙述里还是原来的名称", XRF04="叙述里还是原来的名称")
def amount_in_name(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for more in (10, 200):
            amount = f"{Decimal(project[BUDGET]) + more:f}万元"
            yield Mutant(put(clean.printed, (*path, PROJECT), f"{project[PROJECT]}（{amount}）"), path, amount)


@defect("NUM07", "分值加起来不对")
def scores(clean: Clean) -> Iterator[Mutant | Change]:
    for at, row in enumerate(clean.data.get(OVERALL, [])):
        number = int(row[TARGET].removesuffix("分"))
        for text in (f"{number + 5}分", f"{number - 5}分", f"{number * 10}.00分", f"{number - 1}.5分"):
            yield Mutant(put(clean.data, (OVERALL, at, TARGET), text), (OVERALL,), text)
        apart = {"符号": "=", "值": f"{number + 1}分", "单位": ""}
        yield Mutant(put(clean.data, (OVERALL, at, TARGET), apart), (OVERALL,), f"分三格 {number + 1}")
        yield Mutant(take(clean.data, (OVERALL, at)), (OVERALL,), "少一行")


@defect("NUM08", "优良中差接不上")
def grades(clean: Clean) -> Iterator[Mutant | Change]:
    for duty, one in enumerate(clean.data.get(DUTIES, [])):
        for activity, done in enumerate(one["工作活动"]):
            for at, row in enumerate(done["绩效指标"]):
                path = (DUTIES, duty, "工作活动", activity, "绩效指标", at)
                fair = int(row["中"].strip("≥%"))
                for text in (f"{fair - 10}%以下", f"<{fair - 5}%", f"小于{fair - 20}%", f"低于{fair - 1}%"):
                    yield Change((*path, "差"), text, text, path)
                good = int(row["良"].strip("≥%"))
                gap = put(clean.data, (*path, "良"), f"{good}%-{good + 2}%")
                yield Mutant(put(gap, (*path, "优"), f"≥{good + 6}%"), path, "优良之间")


@defect("XRF11", "工作活动和职责表对不上", NUM01="职责的合计也变了", XRF03="标题里的活动不是这个项目的")
def other_activity(clean: Clean) -> Iterator[Mutant | Change]:
    for duty, one in enumerate(clean.data.get(DUTIES, [])):
        for at, activity in enumerate(one["工作活动"]):
            path = (DUTIES, duty, "工作活动", at, "年度预算数")
            budget = Decimal(activity["年度预算数"])
            for text in (*swapped(f"{budget}"), f"{budget * 10}", f"{budget + 5}"):
                yield Mutant(put(clean.data, path, text), path, text)
    for path, project in clean.projects:
        if "工作活动" in project:
            for name in ("水源地巡查", f"{project['工作活动'][:2]}和机关后勤"):
                yield Mutant(put(clean.data, (*path, "工作活动"), name), (*path, "工作活动"), name)


def parted(budget: Decimal, last: Decimal) -> Iterator[str]:
    """Purposes that part a budget in two, of which the last part is this much more than what is left."""
    first = (budget * 6 / 10).quantize(Decimal("0.01"))
    rest = budget - first + last
    yield f"购置设备{first}万元、安装调试{rest}万元。"
    yield f"资金总额{budget}万元，其中：购置设备{first}万元；安装调试{rest}万元。"
    yield f"1.购置设备{first * 10000:.0f}元；\n2.安装调试{rest * 10000:.0f}元。"
    yield f"租用设备{first}万元×1年，安装调试（{rest}万元）。"


@defect("NUM09", "资金用途里的各笔加错")
def parts_wrong(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for more in ("2", "-1", "0.5"):
            for text in parted(Decimal(project[BUDGET]), Decimal(more)):
                yield Change((*path, PURPOSE), text, text)


FOLLOWS = "只有预算数大了，别处还是原来的数"


@defect(
    "NUM10",
    "元填进万元，漏了小数点",
    XRF11=FOLLOWS,
    XRF01=FOLLOWS,
    XRF02=FOLLOWS,
    NUM01=FOLLOWS,
    NUM05=FOLLOWS,
    NUM09=FOLLOWS,
)
def too_large(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for times in (10_000, 100):
            yield Mutant(
                put(clean.printed, (*path, BUDGET), f"{Decimal(project[BUDGET]) * times:f}"), path, f"{times}倍"
            )
    data = clean.printed
    for path, project in clean.projects:
        data = put(data, (*path, BUDGET), f"{Decimal(project[BUDGET]) * 10_000:.0f}")
    yield Mutant(data, ("金额单位",), "各项目都按元填")


FIGURES = "改的是前六位，也就改了区划"
YEAR = "改的是年份两位，年份也就变了"


def coded(path: Steps, code: str) -> Change:
    return Change((*path, CODE), code, code, path)


@defect("PRJ01", "编码多一位、少一位、抄成别的字", PRJ02="少一位多一位，校验位也不对", PRJ03="前六位错位")
def code_form(clean: Clean) -> Iterator[Mutant | Change]:
    for number, (path, project) in enumerate(clean.projects):
        code = project[CODE]
        yield from (coded(path, code[:at] + code[at + 1 :]) for at in range(len(code)))
        yield coded(path, code + "0")
        yield coded(path, code.lower())
        if clean.layout == "hebei-2022":
            yield coded(path, code[:9] + "O" + code[10:])
            yield coded(path, code.replace("P", "F"))
            yield coded(path, f"{code[:8]}-{code[9:]}")
        else:
            yield coded(path, f"13082121P004T401000{number}4")
            yield coded(path, code.replace("-", ""))


@defect("PRJ02", "编码两位写颠倒、写错一位", PRJ03=FIGURES, PRJ05=YEAR)
def code_slips(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects if clean.layout == "hebei-2022" else ():
        code = project[CODE]
        yield from (coded(path, text) for text in swapped(code))
        for at in (*range(9), *range(9, 21)):
            if at != 8:
                other = str((ALPHABET.index(code[at]) + 1) % 10)
                yield coded(path, code[:at] + other + code[at + 1 :])


@defect("PRJ03", "编码是别的县的")
def other_county(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects if clean.layout == "hebei-2022" else ():
        for county in ("130229", "130224", "130202", "130821", "130100", "110101"):
            yield coded(path, checked(county + project[CODE][6:]))


@defect("PRJ04", "两个项目一个编码")
def code_twice(clean: Clean) -> Iterator[Mutant | Change]:
    projects = list(clean.projects)
    for at, (path, _) in enumerate(projects):
        for other, (_, project) in enumerate(projects):
            if other != at:
                data = put(clean.data, (*path, CODE), project[CODE])
                yield Mutant(data, (PROJECTS, max(at, other)), project[CODE])


@defect("PRJ05", "编码年份比年度晚")
def later_year(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects if clean.layout == "hebei-2022" else ():
        for years in (1, 2, 9):
            yield coded(path, checked(f"{project[CODE][:6]}{clean.year % 100 + years}{project[CODE][8:]}"))


BY_NAME = "文字按名称认项目，两个同名就分不清"


@defect("PRJ06", "两个项目一个名称", XRF01=BY_NAME, XRF02=BY_NAME, XRF03=BY_NAME, XRF04=BY_NAME, XRF05=BY_NAME)
def name_twice(clean: Clean) -> Iterator[Mutant | Change]:
    projects = list(clean.projects)
    for at, (path, _) in enumerate(projects):
        for other, (_, project) in enumerate(projects):
            if other != at:
                for name in (project[PROJECT], f"{project[PROJECT][:2]} {project[PROJECT][2:]}"):
                    data = put(clean.printed, (*path, PROJECT), name)
                    yield Mutant(data, (PROJECTS, max(at, other)), name)
