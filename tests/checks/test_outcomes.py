"""Rules for 自评表 (EVA) and 运行监控表 (MON): of each at least three cases that are wrong, and three that come close and are right."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from perfgen.checks import RULES
from perfgen.checks.examples_of_outcomes import judged, money, piece, watched
from perfgen.errors import Severity
from perfgen.kinds.kind import OF_RESULTS
from tests.checks.cases import found

BENEFIT = {"level1": "效益指标", "level2": "社会效益指标"}
CONTENT = {"level1": "满意度指标", "level2": "服务对象满意度指标"}
QUALITY, TIME, COST = {"level2": "质量指标"}, {"level2": "时效指标"}, {"level2": "成本指标"}


def whole(*lines: str) -> str:
    """年度预算执行 of a department."""
    return "年度预算执行:\n" + "".join(f"  {line}\n" for line in lines)


def sources(**lines: tuple[str, str, str]) -> str:
    """项目资金 line by line: 年初预算数, 全年预算数, 执行数."""
    said = "".join(
        f"      {label}: {{年初预算数: {one[0]}, 全年预算数: {one[1]}, 执行数: {one[2]}}}\n"
        for label, one in lines.items()
    )
    return f"预算项目:\n  - 项目资金:\n{said}"


def full(total: str = "", text: str = "") -> str:
    """A project of three rows: 10 + 47.5 + 30 + 10 = 97.5 points."""
    more = (
        money("100", "100", "100") + (f"总分: {total}\n" if total else "") + (f"实际完成情况: {text}\n" if text else "")
    )
    return piece(
        judged("培训教师人次", "≥200人次", "190人次", "分值: 50", "原因说明: 一期停办"),
        judged("受益学校数", "≥10所", "10所", "分值: 30", **BENEFIT),
        judged("教师满意度", "≥90%", "93%", "分值: 10", **CONTENT),
        more=more,
    )


def rated(rate: str, spent: str = "171", text: str = "") -> str:
    """A project with 190 of adjusted budget and a 执行率 that was written."""
    line = f"年初预算数: 200, 全年预算数: 190, 执行数: {spent}"
    said = f", 执行率: {rate}" if rate else ""
    told = f"    实际完成情况: {text}\n" if text else ""
    return f"预算项目:\n  - 项目资金: {{年度资金总额: {{{line}{said}}}, 当年财政拨款: {{{line}}}, 原因说明: 招标节约}}\n{told}"


def weights(*weights: int) -> str:
    levels = (
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    )
    rows = [
        judged(f"指标{number}", "≥20处", "24处", f"分值: {weight}", level1=one, level2=two)
        for number, (weight, (one, two)) in enumerate(zip(weights, levels, strict=True))
    ]
    return piece(*rows)


def five(*done: str) -> str:
    names = ("维修教室", "维修宿舍", "维修食堂", "更换门窗", "铺设管网")
    return piece(
        *(judged(f"{name}数量", "≥20处", one, "原因说明: 雨季停工") for name, one in zip(names, done, strict=False))
    )


def three(first: str, second: str, third: str) -> str:
    return piece(
        judged("采购图书册数", "≥1.2万册", first),
        judged("新建书屋", "≥8个", second),
        judged("借阅量增长率", "≥15%", third, **BENEFIT),
    )


def told(text: str, *rows: str) -> str:
    return piece(*rows, more=f"实际完成情况: {text}")


SHORT = judged("建成养老服务站数量", "≥12个", "11个", "原因说明: 选址变更")
LESS = judged("老年人满意度", "≥90%", "88%", "原因说明: 场地小", **CONTENT)


def mostly(spent: str, done: str = "213人次", cause: str = "") -> str:
    return piece(
        judged("培训教师人次", "≥200人次", done, "原因说明: 停办"),
        judged("受益学校数", "≥10所", "11所", **BENEFIT),
        judged("教师满意度", "≥90%", "94%", **CONTENT),
        more=money("100", "100", spent, cause=cause),
    )


EVA = {
    "EVA01": (
        [
            full("98"),
            full("97.05"),
            full(text="经自评，本项目总分97分，评为优。"),
            full(text="自评得分为 96.5 分"),
            piece(judged("培训教师人次", "≥200人次", "已完成", "分值: 50"), more="总分: 88"),
            "总分: 99\n整体绩效指标:\n  - {" + judged("救助人数", "≥100人", "120人") + "}\n"
            "  - {"
            + judged("及时率", "100%", "100%", **BENEFIT)
            + "}\n  - {"
            + judged("满意度", "≥90%", "92%", **CONTENT)
            + "}\n"
            + whole("支出总额: {年初预算数: 100, 全年预算数: 100, 执行数: 95}"),
        ],
        [
            full("97.5"),
            full("97.50"),
            full(text="产出指标得分47.5分，效益指标得分30分。"),
            full(text="自评得分97.5分，等级为优；上年自评得分92分。"),
            piece(judged("培训教师人次", "≥200人次", "已完成", "分值: 50"), more="总分: 9.76"),
        ],
    ),
    "EVA02": (
        [
            piece(judged("培训人数", "≥100人", "160人", "分值: 10", "得分: 10.5", "得分理由: 超额")),
            piece(judged("合格率", "≥95%", "97%", "分值: 5", "得分: 50", **QUALITY)),
            piece(judged("满意度", "≥90%", "95%", "得分: 11", **CONTENT)),
        ],
        [
            piece(judged("培训人数", "≥100人", "160人", "分值: 10", "得分: 10.00")),
            piece(judged("满意度", "≥90%", "95%", "得分: 10", **CONTENT)),
            piece(judged("营商环境", "优化", "部分达成预期指标", "分值: 10", "得分: 7", **BENEFIT)),
        ],
    ),
    "EVA03": (
        [
            piece(judged("培训人数", "≥100人", "90人", "分值: 10", "得分: 10")),
            piece(judged("用时", "≤30天", "40天", "分值: 10", "得分: 7", **TIME)),
            piece(judged("营商环境", "优化", "部分达成预期指标", "分值: 10", "得分: 9", **BENEFIT)),
            piece(judged("培训人数", "≥100人", "95人", "分值: 10", "得分: 9.5678", "得分理由: 核定")),
            piece(judged("居住环境", "改善", "群众反映变好了", "分值: 10", "得分: 9", **BENEFIT)),
        ],
        [
            piece(judged("培训人数", "≥100人", "90人", "分值: 10", "得分: 9.00")),
            piece(judged("培训人数", "≥100人", "90人", "分值: 10", "得分: 10", "得分理由: 停课由上级统一安排")),
            piece(judged("营商环境", "优化", "部分达成预期指标", "分值: 10", "得分: 6.5", **BENEFIT)),
            piece(judged("营商环境", "优化", "达成预期指标（90%）", "分值: 10", **BENEFIT)),
        ],
    ),
    "EVA04": (
        [
            weights(30, 25, 30, 10),
            weights(30, 20, 25, 10),
            weights(50, 50, 30, 10),
            piece(judged("培训人数", "≥100人", "120人")),
        ],
        [
            weights(30, 20, 30, 10),
            weights(25, 25, 30, 10),
            piece(
                judged("培训人数", "≥100人", "120人"),
                judged("受益人数", "≥100人", "120人", **BENEFIT),
                judged("满意度", "≥90%", "95%", **CONTENT),
            ),
        ],
    ),
    "EVA05": (
        [
            sources(年度资金总额=("100", "100", "96"), 当年财政拨款=("80", "80", "76"), 其他资金=("20", "20", "19")),
            sources(年度资金总额=("100", "110", "95"), 当年财政拨款=("80", "80", "76"), 其他资金=("20", "20", "19")),
            sources(年度资金总额=("90", "100", "95"), 当年财政拨款=("80", "80", "76"), 其他资金=("20", "20", "19")),
            sources(年度资金总额=("100", "100", "95"), 当年财政拨款=("99", "100", "95")),
            whole(
                "支出总额: {年初预算数: 100, 全年预算数: 100, 执行数: 90}",
                "基本支出: {年初预算数: 60, 全年预算数: 60, 执行数: 58}",
                "项目支出: {年初预算数: 40, 全年预算数: 40, 执行数: 36}",
            ),
        ],
        [
            sources(年度资金总额=("100", "100", "95"), 当年财政拨款=("80", "80", "76"), 其他资金=("20", "20", "19")),
            sources(
                年度资金总额=("33.34", "33.34", "30"),
                当年财政拨款=("16.67", "16.67", "15"),
                其他资金=("16.66", "16.66", "15"),
            ),
            sources(
                年度资金总额=("100", "105", "95"),
                当年财政拨款=("80", "80", "76"),
                上年结转资金=("0", "5", "4"),
                其他资金=("20", "20", "15"),
            ),
            whole(
                "支出总额: {年初预算数: 100, 全年预算数: 100, 执行数: 90}",
                "项目支出: {年初预算数: 40, 全年预算数: 40, 执行数: 36}",
            ),
        ],
    ),
    "EVA06": (
        [
            rated("85.5%"),
            rated("90.1%"),
            rated("100%"),
            rated("", text="全年预算执行率达到95%，资金使用规范。"),
            rated("", text="截至年底，资金执行率为 85.5％。"),
        ],
        [
            rated("90%"),
            rated("90.00"),
            rated("89.47%", "170"),
            rated("89%", "170"),
            rated("", text="预算执行率90%；上年执行率85%。"),
            rated("", text="其中财政资金执行率95%，6月底执行率40%。"),
        ],
    ),
    "EVA07": (
        [
            piece(more=money("100", "100", "100.5")),
            piece(more=money("100", "90", "95")),
            piece(more=money("184", "184", "1840")),
        ],
        [
            piece(more=money("100", "100", "100")),
            piece(more=money("100", "120", "118")),
            piece(more=money("100", "100", "99.99")),
        ],
    ),
    "EVA08": (
        [
            piece(more=money("100", "100", "89.9")),
            piece(more=money("100", "100", "50", cause="无")),
            piece(more=money("100", "200", "120", cause="——")),
        ],
        [
            piece(more=money("100", "100", "90")),
            piece(more=money("100", "100", "50", cause="主体工程12月才开工")),
            piece(more=money("100", "60", "58")),
        ],
    ),
    "EVA09": (
        [
            five("25处", "20处", "21处", "22处", "28处"),
            five("20处", "20处", "20处", "20处", "20处"),
            piece(*(judged(f"指标{at}", "完成台账", "完成台账", **BENEFIT) for at in range(6))),
        ],
        [
            five("25处", "20处", "21处", "22处", "19处"),
            five("25处", "20处", "21处"),
            five("25处", "20处", "21处", "22处", "已完成"),
        ],
    ),
    "EVA10": (
        [
            three("1.2万册", "8个", "15%"),
            three("12000册", "8个", "15%"),
            piece(
                judged("培训", "≥200人次", "200人次"),
                judged("期数", "≥6期", "6期"),
                judged("合格率", "≥95%", "95%", **QUALITY),
                judged("及时率", "100%", "100%", **TIME),
                judged("群众满意度", "≥90%", "90%", **CONTENT),
            ),
        ],
        [
            three("1.2万册", "8个", "16%"),
            piece(judged("期数", "≥6期", "6期"), judged("人数", "≥60人", "60人")),
            piece(*(judged(f"{name}率", "100%", "100%", **QUALITY) for name in ("合格", "及时", "覆盖", "达标"))),
            piece(*(judged(f"{name}事故", "0起", "0起", **QUALITY) for name in ("安全", "消防", "交通", "食品"))),
        ],
    ),
    "EVA11": (
        [
            piece(judged("培训人数", "≥100人", "99人")),
            piece(judged("完工时间", "2024年6月底", "2024年7月2日", **TIME)),
            piece(judged("投诉率", "≤2%", "3%", "原因说明: 无", **QUALITY)),
            piece(judged("培训人数", "≥100人", "145人")),
            piece(judged("营商环境", "优化", "部分达成预期指标并具有一定效果", "得分: 7", **BENEFIT)),
            piece(judged("改造面积", "≥1000平方米", "900平方米", "改进措施: 2025年补上")),
            piece(judged("改造面积", "≥1000平方米", "900平方米", "原因说明: 无偏差")),
            piece(judged("改造面积", "≥1000平方米", "900平方米", "原因说明: 已完成")),
        ],
        [
            piece(judged("培训人数", "≥100人", "99人", "原因说明: 1人中途退出")),
            piece(judged("培训人数", "≥100人", "129人")),
            piece(judged("完工时间", "2024年6月底", "2024年6月30日", **TIME)),
            piece(judged("培训人数", "≥100人", "90人", "偏差原因: [人员保障]")),
            piece(judged("营商环境", "优化", "达成预期指标", "得分: 9", **BENEFIT)),
            piece(judged("培训人数", "≥100人", "95人", "调整后指标值: ≥90人", "原因说明: 批准调减")),
        ],
    ),
    "EVA12": (
        [
            piece(judged("培训人数", "≥100人", "230人")),
            piece(judged("发放传单", "≥1万份", "35000份")),
            piece(judged("补助标准", "3-5次", "14次")),
            piece(judged("网办率", "≥40%", "92%", **QUALITY)),
        ],
        [
            piece(judged("培训人数", "≥100人", "199人")),
            piece(judged("宣传活动", "≥1次", "2次")),
            piece(judged("办理时间", "≤30天", "5天", **TIME)),
            piece(judged("安全事故", "≤4起", "0起", **QUALITY)),
            piece(judged("发放传单", "≥1万份", "11000份")),
        ],
    ),
    "EVA13": (
        [
            told("各项指标全部完成。", SHORT),
            told("年初设定的绩效目标均已达成，资金使用规范。", SHORT, LESS),
            told("圆满完成了年度目标任务。", LESS),
            told("建成养老服务站12个，投入使用。", SHORT),
            told("指标完成率100%。", SHORT),
            told("年度绩效目标100%完成。", SHORT),
            told("我局顺利完成了2024年度各项绩效指标。", SHORT),
            told("从自评情况看，产出、效益、满意度各项指标值均达到或超过年初目标值。", LESS),
            told("一是产出指标均已达标；二是满意度指标均达到预期。", LESS),
            told("维修校舍面积8600㎡。", judged("维修校舍面积", "≥0.86万平方米", "8100平方米", "原因说明: 撤并")),
        ],
        [
            told("各项指标全部完成。", judged("建成养老服务站数量", "≥12个", "12个")),
            told("建成养老服务站11个，1个正在验收。", SHORT),
            told("除1个站点外，年度目标均已完成。", SHORT),
            told("计划建成养老服务站12个，实际建成11个。", SHORT),
            told("基本完成年度目标任务，仍有差距。", SHORT),
            told("产出指标全部完成。老年人满意度低于目标。", LESS),
            told("2023年建成养老服务站12个，2024年建成11个。", SHORT),
            told("建成养老服务站11个，去年建成养老服务站12个。", SHORT),
            told("下一步加快进度，确保2025年各项目标全部完成。", SHORT),
            told("房屋主体任务已完成，12个村委会都参加了验收。", SHORT),
        ],
    ),
    "EVA14": (
        [mostly("41.5"), mostly("69.9"), mostly("0.5")],
        [mostly("75"), mostly("62", "110人次"), mostly("90")],
    ),
    "EVA15": (
        [
            mostly("0"),
            mostly("0.00"),
            piece(
                judged("维修数量", "≥20处", "26处"),
                judged("完工时间", "2024年10月底", "2024年9月20日", **TIME),
                more=money("60", "60", "0"),
            ),
        ],
        [mostly("0", "120人次"), mostly("1"), piece(judged("维修数量", "≥20处", "26处"), more=money("60", "0", "0"))],
    ),
    "EVA16": (
        [
            piece(judged("培训人数", "≥100人", "已完成")),
            piece(judged("培训人数", "≥100人", "≥100人")),
            piece(judged("培训批次", "≥10批", "12次")),
            piece(judged("完工时间", "2024年6月15日", "6月", **TIME)),
            piece(judged("营商环境", "优化", "部分达成预期指标", **BENEFIT)),
        ],
        [
            piece(judged("培训人数", "≥100人", "120人")),
            piece(judged("培训人数", "≥100人", "约120人")),
            piece(judged("完工时间", "2024年6月15日", "按时完成", **TIME)),
            piece(judged("营商环境", "优化", "已完成", **BENEFIT)),
        ],
    ),
    "EVA17": (
        [
            piece(judged("培训人数", "≥100人", "80人", "调整后指标值: ≥80人")),
            piece(judged("办理时间", "≤10天", "12天", "调整后指标值: ≤15天", **TIME)),
            piece(judged("完工时间", "2024年6月底", "2024年9月20日", "调整后指标值: 2024年9月底", **TIME)),
            piece(judged("发放图书", "≥1万册", "9000册", "调整后指标值: ≥9000册", "原因说明: 无")),
        ],
        [
            piece(judged("培训人数", "≥100人", "120人", "调整后指标值: ≥120人")),
            piece(judged("培训人数", "≥100人", "80人", "调整后指标值: ≥80人", "原因说明: 8月经财政局批准")),
            piece(judged("发放图书", "≥1万册", "12000册", "调整后指标值: ≥10000册")),
            piece(judged("办理时间", "≤10天", "5天", "调整后指标值: ≤7天", **TIME)),
        ],
    ),
}


def row(done: str, expected: str, likely: str = "确定能", *more: str, target: str = "≥200人次") -> str:
    return piece(watched("培训教师人次", target, done, expected, likely, *more))


def year(planned: str, adjusted: str, spent: str, expected: str, *, cause: str = "", more: str = "") -> str:  # noqa: PLR0913 -- the cells of a line
    return piece(more=money(planned, adjusted, spent, f"全年预计执行数: {expected}", cause) + more)


def lines(**amounts: tuple[str, str, str, str]) -> str:
    said = "".join(
        f"      {label}: {{年初预算数: {one[0]}, 全年预算数: {one[1]}, 执行数: {one[2]}, 全年预计执行数: {one[3]}}}\n"
        for label, one in amounts.items()
    )
    return f"预算项目:\n  - 项目资金:\n{said}"


def midyear(first: str, second: str, third: str) -> str:
    return piece(
        watched("采购图书册数", "≥1.2万册", first, "1.3万册"),
        watched("新建书屋", "≥8个", second, "9个"),
        watched("借阅量增长率", "≥15%", third, "16%"),
    )


def for_nothing(spent: str, done: str = "213人次", cause: str = "") -> str:
    return piece(
        watched("培训教师人次", "≥200人次", done, "220人次"),
        watched("教师满意度", "≥90%", "94%", "94%"),
        more=money("100", "100", spent, "全年预计执行数: 98", cause),
    )


NO = "整改: {是否整改: 否}"
YES = "整改: {是否整改: 是, 整改要求: 9月底前完成招标}"
MON = {
    "MON01": (
        [
            lines(
                年度资金总额=("100", "100", "70", "99"),
                当年财政拨款=("80", "80", "60", "78"),
                其他资金=("20", "20", "10", "20"),
            ),
            lines(
                年度资金总额=("100", "100", "71", "98"),
                当年财政拨款=("80", "80", "60", "78"),
                其他资金=("20", "20", "10", "20"),
            ),
            lines(
                年度资金总额=("100", "105", "70", "98"),
                当年财政拨款=("80", "80", "60", "78"),
                其他资金=("20", "20", "10", "20"),
            ),
        ],
        [
            lines(
                年度资金总额=("100", "100", "70", "98"),
                当年财政拨款=("80", "80", "60", "78"),
                其他资金=("20", "20", "10", "20"),
            ),
            lines(
                年度资金总额=("100", "100", "70.01", "98"),
                当年财政拨款=("80", "80", "60", "78"),
                其他资金=("20", "20", "10", "20"),
            ),
            lines(年度资金总额=("100", "100", "70", "98"), 当年财政拨款=("100", "100", "70", "98")),
        ],
    ),
    "MON02": (
        [rated("85.5%"), rated("45%"), rated("99.9%")],
        [rated("90%"), rated("90.0"), rated("89.5%", "170")],
    ),
    "MON03": (
        [year("100", "100", "70", "101"), year("100", "100", "105", "105"), year("100", "60", "62", "62")],
        [year("100", "100", "70", "100"), year("100", "130", "105", "128"), year("100", "100", "100", "100")],
    ),
    "MON04": (
        [year("100", "100", "68", "30"), year("100", "100", "68", "67.99"), year("100", "100", "68", "0")],
        [year("100", "100", "68", "68"), year("100", "100", "68", "98"), year("100", "100", "0", "0")],
    ),
    "MON05": (
        [
            year("100", "100", "31", "98", more=NO),
            year("100", "100", "53", "98", more=NO),
            year("100", "100", "0", "98", more=NO),
            year("100", "100", "31", "98", more=YES),
        ],
        [
            year("100", "100", "54", "98", more=NO),
            "时间: 1-6月\n" + year("100", "100", "41", "98", more=NO),
            "时间: 全年\n" + year("100", "100", "41", "41", more=NO),
        ],
    ),
    "MON06": (
        [
            year("100", "100", "58", "75"),
            year("100", "100", "58", "89.9", cause="无"),
            year("100", "200", "100", "150"),
        ],
        [
            year("100", "100", "58", "90"),
            year("100", "100", "58", "75", cause="招标节约"),
            year("100", "80", "58", "78"),
        ],
    ),
    "MON07": (
        [
            row("60人次", "150人次", "有可能"),
            row("60人次", "270人次"),
            row("未完工", "2024年12月底", "有可能", target="2024年11月底"),
            row("60人次", "150人次", "完全不可能", "原因说明: 无"),
        ],
        [
            row("60人次", "150人次", "有可能", "原因说明: 讲师未定"),
            row("60人次", "150人次", "有可能", "偏差原因: 经费保障、其他"),
            row("60人次", "255人次"),
            row("60人次", "200人次"),
            row("3天", "5天", target="≤30天"),
        ],
    ),
    "MON08": (
        [
            row("60人次", "150人次", "确定能", "原因说明: 讲师未定"),
            row("180人次", "205人次", "完全不可能"),
            row("2天", "35天", "确定能", "原因说明: 停电", target="≤30天"),
        ],
        [
            row("60人次", "150人次", "完全不可能", "原因说明: 讲师未定"),
            row("60人次", "150人次", "有可能", "原因说明: 讲师未定"),
            row("180人次", "205人次", "有可能"),
            row("尚未测评", "待测评", "有可能"),
        ],
    ),
    "MON09": (
        [row("430人次", "680人次"), row("430人次", "250人次"), row("0.08万人次", "0.1万人次")],
        [row("160人次", "236人次"), row("1次", "2次", target="≥1次"), row("1天", "2天", target="≤30天")],
    ),
    "MON10": (
        [midyear("1.2万册", "8个", "15%"), midyear("12000册", "8个", "15%"), midyear("1.20万册", "8 个", "15.0%")],
        [midyear("0.9万册", "8个", "15%"), midyear("1.2万册", "8个", "尚未统计"), midyear("1.2万册", "6个", "15%")],
    ),
    "MON11": (
        [
            row("已完成", "210人次"),
            row("150人次", "全部完成"),
            row("150人次", "180人次", "有可能", "原因说明: 停办").rstrip("\n")
            + "\n    整改: {是否整改: 是, 整改要求: 加开一期, 整改结果: 各项指标均已完成}\n",
        ],
        [
            row("尚未开班", "210人次"),
            row("已完成", "已完成", target="建立台账"),
            row("150人次", "210人次").rstrip("\n")
            + "\n    整改: {是否整改: 是, 整改要求: 加开一期, 整改结果: 各项指标均已完成}\n",
        ],
    ),
    "MON12": (
        [for_nothing("0"), for_nothing("0.00"), for_nothing("0", "260人次")],
        [for_nothing("30"), for_nothing("0", "60人次"), for_nothing("0", "尚未开班")],
    ),
    "MON13": (
        [
            piece(more="整改: {是否整改: 是}"),
            piece(more="整改: {是否整改: 是, 整改要求: 无}"),
            piece(more="整改: {是否整改: 否, 整改要求: 加快进度}"),
            row("0人次", "0人次", "完全不可能", "原因说明: 项目取消").rstrip("\n") + f"\n    {NO}\n",
        ],
        [
            piece(more=YES),
            piece(more=NO),
            piece(more="整改: {是否整改: 否, 整改要求: 无, 整改结果: 无}"),
            row("0人次", "0人次", "完全不可能", "原因说明: 项目取消").rstrip("\n") + f"\n    {YES}\n",
        ],
    ),
}
CASES = {**EVA, **MON}
BAD = [(code, text) for code, (bad, _) in CASES.items() for text in bad]
GOOD = [(code, text) for code, (_, good) in CASES.items() for text in good]


@cache
def before(code: str) -> Counter[str]:
    """What a rule says of the clean one."""
    return Counter(one.diagnostic.message for one in found(code))


def serious(code: str, text: str) -> list[str]:
    """What a rule says of a clean 自评表 or 监控表 with a piece laid over it: what it says there by default."""
    least = RULES[code].severity
    said = Counter(
        one.diagnostic.message
        for one in found(code, text)
        if one.diagnostic.severity is not Severity.INFO or least is Severity.INFO
    )
    said.subtract(before(code))
    return [message for message, count in said.items() if count > 0]


@pytest.mark.parametrize(("code", "text"), BAD, ids=[f"{code}-{at}" for at, (code, _) in enumerate(BAD)])
def test_what_is_wrong_is_told(code: str, text: str) -> None:
    assert serious(code, text)


@pytest.mark.parametrize(("code", "text"), GOOD, ids=[f"{code}-{at}" for at, (code, _) in enumerate(GOOD)])
def test_what_comes_close_is_not(code: str, text: str) -> None:
    assert serious(code, text) == []


def test_every_rule_has_three_of_each() -> None:
    assert set(CASES) == {code for code in RULES if code.startswith(OF_RESULTS)}
    assert min(min(len(bad), len(good)) for bad, good in CASES.values()) >= 3
