"""IND: indicators whose name, value, unit, class or basis do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks.subject import INDICATORS, OVERALL, TARGET
from tests.checks.clean import (
    BASIS,
    DESCRIPTION,
    LEVEL1,
    LEVEL2,
    NAME,
    Clean,
    Data,
    Steps,
    add,
    put,
)
from tests.checks.mutations import Change, Mutant, defect

COUNT, QUALITY, TIME, COST = "数量指标", "质量指标", "时效指标", "成本指标"
COUNTED = "说明里写着几项指标，多了一行就对不上"
NARRATED = "叙述里写着原来的值"
LESS_IS_BETTER = "越低越好的指标写了至少"
QUANTITY_NAME = "名称写的是数量，值是比率"
RATIO_NAME = "名称写的是比率，值不是"


def is_ratio(row: Data) -> bool:
    return row[NAME].endswith(("率", "比例", "满意度"))


def valued(path: Steps, value: object) -> Change:
    return Change((*path, TARGET), value, str(value), path)


def of_class(clean: Clean, *classes: str) -> Iterator[tuple[Steps, Data]]:
    return ((path, row) for path, row in clean.rows if row[LEVEL2] in classes)


@defect("IND01", "有界比率写≥100%", XRF05=NARRATED)
def more_than_all(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, row) in enumerate(clean.rows):
        if is_ratio(row) and "≤" not in row[TARGET]:
            for value in ("≥100%", (">100%", "≥100.00%", "＞＝100％")[at % 3]):
                yield valued(path, value)


@defect("IND02", "数量写成比率", IND05=QUANTITY_NAME, XRF05=NARRATED)
def count_as_ratio(clean: Clean) -> Iterator[Mutant | Change]:
    for path, _ in of_class(clean, COUNT):
        for value in ("95%", "≥95.00%", "100%", "≥90‰"):
            yield valued(path, value)


@defect("IND02", "比率放到数量指标里", XRF07=COUNTED)
def ratio_under_count(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if row[LEVEL1] == "产出指标" and row[LEVEL2] == QUALITY and is_ratio(row):
            copy = {**row, LEVEL2: COUNT, NAME: f"年度{row[NAME]}", DESCRIPTION: f"全年{row[DESCRIPTION]}"}
            rows = path[:-1]
            count = len(clean.data[path[0]][path[1]][INDICATORS])
            yield Mutant(add(clean.data, rows, copy), (*rows, count), row[NAME])


@defect("IND03", "质量写成件数", IND05=RATIO_NAME, XRF05=NARRATED)
def quality_as_count(clean: Clean) -> Iterator[Mutant | Change]:
    for path, _ in of_class(clean, QUALITY):
        for value in ("≥60条", "≥12个", ">20万字"):
            yield valued(path, value)


LOOSE = {"人": "人数", "次": "次数", "人次": "人次数", "场": "场数", "只": "只数", "期": "期数", "座": "座数", "处": "处数", "间": "间数"}  # fmt: skip


@defect(
    "IND04",
    "单位写成比率、人数、次数",
    IND02="数量写成了比率",
    IND05=QUANTITY_NAME,
    XRF05="描述还说着原来的事，文字里的数和新的值不同",
)
def loose_unit(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if row[TARGET].endswith("%"):
            for unit in ("比率", "百分比", "百分数"):
                yield valued(path, row[TARGET].replace("%", unit))
        unit = re.sub(r"[≥≤=\d.]", "", row[TARGET])
        if unit in ("人", "次"):
            yield valued(path, row[TARGET].replace(unit, LOOSE[unit]))
    for path, _ in of_class(clean, COUNT):
        for unit in ("天数", "个数", "件数", "户数", "家数", "批次数", "台数"):
            row = put(put(clean.data, (*path, TARGET), f"≥30{unit}"), (*path, NAME), "完成的事项")
            yield Mutant(row, path, unit)


@defect("IND05", "名称是比率，值不是", XRF05=NARRATED, IND03="质量写成了件数", IND15=LESS_IS_BETTER)
def ratio_in_name_only(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if is_ratio(row):
            for value in ("有所提高", "≥50人", "较好", "按要求完成", "≥3家"):
                yield valued(path, value)


@defect("IND05", "名称是数量，值是比率", IND02="数量写成了比率", XRF05=NARRATED, IND15=LESS_IS_BETTER)
def quantity_in_name_only(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if row[NAME].endswith(
            ("面积", "长度", "里程", "重量", "金额", "人数", "次数", "个数", "数量", "批次", "条数", "家数", "天数")
        ):
            for value in ("100%", "≥95%"):
                yield valued(path, value)


@defect("IND05", "时间和一件事写成百分数", XRF07=COUNTED)
def event_as_ratio(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        benefit = next(row[LEVEL1] for row in project[INDICATORS] if row[LEVEL1] in ("效益指标", "效果指标"))
        rows = (*path, INDICATORS)
        for level1, level2, name, value in (
            ("产出指标", TIME, "完工时间", "≥95%"),
            ("产出指标", TIME, "资金拨付时限", "100%"),
            (benefit, "社会效益指标", "维护社会稳定", "≥95%"),
            (benefit, "经济效益指标", "健康发展", "≧100%"),
            ("产出指标", COUNT, "村组干部230人", "≥230个"),
        ):
            extra = {LEVEL1: level1, LEVEL2: level2, NAME: name, DESCRIPTION: name, TARGET: value, BASIS: "局务会纪要"}
            yield Change(rows, [*project[INDICATORS], extra], f"{name} {value}", (*rows, len(project[INDICATORS])))


@defect("IND22", "运算符几种写法")
def several_signs(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, row) in enumerate(clean.rows):
        sign = row[TARGET][0]
        ways = {"≥": (">=", "≧", "不低于", "大于等于"), "≤": ("<=", "≦", "不超过", "小于等于")}.get(sign)
        if ways:
            yield Mutant(put(clean.data, (*path, TARGET), ways[at % 4] + row[TARGET][1:]), (), ways[at % 4])


@defect("IND06", "描述照抄名称")
def description_is_name(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        yield Change((*path, DESCRIPTION), row[NAME], "", path)


@defect("IND07", "指标值照抄名称或描述", NUM06="成本没有数")
def value_is_name(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        for value in (row[NAME], row[DESCRIPTION], f"{row[NAME]}。", f" {row[DESCRIPTION]}"[1:]):
            yield valued(path, value)


@defect("IND08", "依据照抄")
def basis_is_name(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        for basis in (row[NAME], row[DESCRIPTION], row[TARGET], f"{row[NAME]}。"):
            yield Change((*path, BASIS), basis, basis, path)


@defect("IND09", "依据全文一样")
def one_basis(clean: Clean) -> Iterator[Mutant | Change]:
    for basis in ("年初工作计划", "年度工作计划。"):
        data = clean.data
        overall = [((OVERALL, at), row) for at, row in enumerate(clean.data.get(OVERALL, []))]
        for path, _ in (*clean.rows, *overall):
            data = put(data, (*path, BASIS), basis)
        yield Mutant(data, (), basis)


VAGUE = (
    "有所提高", "有所提升", "有所降低", "有所改善", "明显提高", "明显改善", "逐步提高", "不断提升", "显著增强", "显著提高",
    "进一步提高", "推动社会发展", "促进经济社会发展", "加快社会建设", "较好", "良好", "好", "提高", "提升", "改善",
    "推动全县教育发展", "持续改善", "长期", "有效提升", "促进农村发展", "水平有所提高", "有效", "正面支撑", "持续保障", "巩固提高",
    "影响程度明显", "定性", "应保尽保", "运行正常", "优良中低差", "能力提升",
)  # fmt: skip


@defect("IND10", "定性值空泛", NUM06="成本没有数")
def vague(clean: Clean) -> Iterator[Mutant | Change]:
    benefits = [
        (path, row) for path, row in clean.rows if row[LEVEL1] in ("效益指标", "效果指标") and not is_ratio(row)
    ]
    for at, word in enumerate(VAGUE):
        # “长期”放在可持续影响里不算空泛，换一类
        path, row = benefits[at % len(benefits)]
        if word == "长期" and row[LEVEL2] == "可持续影响指标":
            path, _ = benefits[(at + 1) % len(benefits)]
        yield valued(path, word)
    for at, (path, row) in enumerate(of_class(clean, COUNT, TIME)):
        if not is_ratio(row):
            yield valued(path, VAGUE[at % 12])


@defect("IND11", "数量、质量、时效没有数")
def not_measured(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in of_class(clean, COUNT, QUALITY, TIME):
        if not is_ratio(row):
            for value in ("及时", "约定次数", "保证质量", "按时完成", "按要求完成", "符合规定", "完成全部任务"):
                yield valued(path, value)


@defect("IND12", "没有运算符")
def no_operator(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if row[TARGET][0] in "≥≤=":
            yield valued(path, row[TARGET][1:])


@defect("IND13", "月份几种写法", XRF07=COUNTED)
def months(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in of_class(clean, TIME):
        if row[TARGET].endswith("月底"):
            month = row[TARGET].removesuffix("底")
            other = {**row, NAME: f"{row[NAME]}（复核）", TARGET: row[TARGET], DESCRIPTION: "复核完毕的时间"}
            for value in (month, f"<{row[TARGET]}", f"<{month}"):
                data = add(put(clean.data, (*path, TARGET), value), path[:-1], other)
                yield Mutant(data, path, value)


NO_ACCIDENT = ("事故", "死亡", "辍学")


@defect("IND14", "目标值是0", XRF05=NARRATED, IND15=LESS_IS_BETTER)
def nothing(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        if not any(word in row[NAME] for word in NO_ACCIDENT) and row[LEVEL2] != COST:
            unit = re.sub(r"[≥≤=\d.]", "", row[TARGET])
            if "月" not in unit:
                for sign in ("=", "≥", ""):
                    yield valued(path, f"{sign}0{unit}")


@defect("IND14", "文字和数一起填", XRF05=NARRATED)
def words_and_number(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows if clean.layout == "hebei-2021" else ():
        if row[LEVEL2] != COST and "月" not in row[TARGET] and not any(word in row[NAME] for word in NO_ACCIDENT):
            number = re.sub(r"[^\d.]", "", row[TARGET])
            sentence = "按照上级部署定时完成升级和维护工作"
            yield valued(path, {"符号": "文字描述", "值": number, "单位": sentence})
            yield valued(path, {"符号": "≥", "值": number, "单位": f"满意达到{number}%"})


@defect("IND15", "运算符写反")
def wrong_way(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        good = is_ratio(row) and "辍学" not in row[NAME]
        bad = any(word in row[NAME] for word in ("事故", "死亡", "辍学率")) or row[LEVEL2] == TIME
        turned = {"≥": "≤", "≤": "≥", "=": "≥"}
        sign = row[TARGET][0]
        if good and sign == "≥":
            yield valued(path, "≤" + row[TARGET][1:])
            yield valued(path, "<" + row[TARGET][1:])
        elif bad and sign in turned and not is_ratio(row):
            yield valued(path, turned[sign] + re.sub(r"^\D0", "=5", row[TARGET])[1:])


@defect("IND16", "三级指标重名", XRF07=COUNTED)
def same_name(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for level1 in dict.fromkeys(row[LEVEL1] for row in project[INDICATORS]):
            group = [at for at, row in enumerate(project[INDICATORS]) if row[LEVEL1] == level1]
            for at in group:
                row = project[INDICATORS][at]
                for name in (row[NAME], f"{row[NAME][:2]} {row[NAME][2:]}", f"{row[NAME]}。"):
                    copy = {**row, NAME: name, DESCRIPTION: "另一种算法"}
                    rows = (*path, INDICATORS)
                    yield Change(rows, [*project[INDICATORS], copy], name, (*rows, len(project[INDICATORS])))


@defect("IND17", "放错二级指标", XRF07=COUNTED)
def wrong_class(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        benefit = next(row[LEVEL1] for row in project[INDICATORS] if row[LEVEL1] in ("效益指标", "效果指标"))
        rows = (*path, INDICATORS)
        for level1, level2, name, value in (
            ("产出指标", COST, "设备维护及时率", "≥95%"),
            ("产出指标", COST, "工作完成时限", "12月底"),
            ("产出指标", COST, "服务按时完成率", "≥95%"),
            ("产出指标", COST, "故障响应时间", "≤2小时"),
            (benefit, "社会效益指标", "开展检查次数", "≥4次"),
            (benefit, "经济效益指标", "举办活动场次", "≥6场"),
            (benefit, "社会效益指标", "办理事项批次", "≥9批次"),
            (benefit, "社会效益指标", "群众满意率", "≥90%"),
            (benefit, "经济效益指标", "企业满意度", "≥90%"),
            (benefit, "生态效益指标", "项目支出成本", "≤3万元"),
            (benefit, "生态效益指标", "支出不超预算", "≤3万元"),
            (benefit, "生态效益指标", "促进社会发展", "带动就业30人"),
            (benefit, "社会效益指标", "经济效益增加额", "≥3万元"),
            (benefit, "经济效益指标", "生态环境改善面积", "≥3亩"),
            ("产出指标", COST, "补助资金发放率", "100%"),
            ("产出指标", COST, "资金使用效率", "≥95%"),
            ("产出指标", QUALITY, "每户补助标准", "≥300元"),
            ("满意度指标", "服务对象满意度指标", "政策知晓率", "≥90%"),
            ("满意度指标", "服务对象满意度指标", "举办文艺演出", "≥12场"),
        ):
            extra = {
                LEVEL1: level1,
                LEVEL2: level2,
                NAME: name,
                DESCRIPTION: "单列说明",
                TARGET: value,
                BASIS: "局务会纪要",
            }
            yield Change(rows, [*project[INDICATORS], extra], f"{level2} {name}", (*rows, len(project[INDICATORS])))


@defect("IND18", "几个项目套一个指标", XRF07=COUNTED)
def one_for_all(clean: Clean) -> Iterator[Mutant | Change]:
    for level2, name in (("社会效益指标", "县域发展水平"), ("可持续影响指标", "长效机制健全率")):
        data = clean.data
        for path, project in list(clean.projects)[:3]:
            benefit = next(row[LEVEL1] for row in project[INDICATORS] if row[LEVEL1] in ("效益指标", "效果指标"))
            extra = {
                LEVEL1: benefit,
                LEVEL2: level2,
                NAME: name,
                DESCRIPTION: "单列说明",
                TARGET: "≥90%",
                BASIS: "局务会纪要",
            }
            data = add(data, (*path, INDICATORS), extra)
        yield Mutant(data, (), name)
