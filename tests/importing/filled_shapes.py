"""Twenty-odd shapes of filled forms about results; see `tests.importing.filled`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.importing.filled import (
    AIMS,
    ALL,
    COLUMNS,
    DONE,
    HEAD,
    MONEY,
    NAMED,
    PAID,
    RESULTS,
    SHORT,
    SUM,
    WHEN,
    Filled,
    Rows,
    row,
)

P = ("预算项目", 0)


def without(says: dict[Any, Any], *labels: str) -> dict[Any, Any]:
    return {path: value for path, value in says.items() if not set(labels) & set(path)}


def columns(head: Sequence[str], rows: Rows, order: Sequence[int]) -> list[list[Any]]:
    """The columns in another order."""
    return [[one[at] for at in order] for one in (head, *rows)]


def heads(**other: str) -> list[str]:
    """The heads of the columns, some of them in other words."""
    return [other.get(one, one) for one in COLUMNS]


WATCH_HEAD: Rows = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-6月执行情况", "全年预计完成情况", "偏差原因分析", "<", "<", "<", "<", "<",
     "完成目标可能性", "<", "<", "备注"],
    ["^", "^", "^", "^", "^", "^", "^", "经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明", "确定能", "有可能",
     "完全不可能", "^"],
]  # fmt: skip
WATCH_MONEY: Rows = [
    ["项目资金（万元）", "", "年初预算数", "<", "1-6月执行数", "<", "执行率", "全年预计执行数"],
    ["^", "年度资金总额", "120.00", "<", "60.00", "<", "50.00%", "118.00"],
    ["^", "其中：本年财政拨款", "120.00", "<", "60.00", "<", "50.00%", "118.00"],
    ["^", "其他资金", "", "<", "", "<", "", ""],
]
WATCHED = {
    ("年度",): "2024", ("时间",): "1-6月", **NAMED, (*P, "项目资金", "年度资金总额", "年初预算数"): "120.00",
    (*P, "项目资金", "年度资金总额", "执行数"): "60.00", (*P, "项目资金", "年度资金总额", "全年预计执行数"): "118.00",
}  # fmt: skip
WATCH_LINES = ("项目支出绩效运行监控表", "（2024年1-6月）")


def watched(*marks: str) -> Rows:
    """Two rows of a 监控表; the first has these marks, the second none but 确定能."""
    return [
        *WATCH_HEAD,
        ["^", "产出指标", "数量指标", "养护里程", "≥80公里", "30公里", "70公里", *marks, ""],
        ["^", "^", "质量指标", "验收合格率", "≥95%", "96%", "96%", "", "", "", "", "", "", "√", "", "", "抽查"],
    ]


def seen(*shortfalls: str, likely: str = "有可能", cause: str = "资金未到位") -> dict[Any, Any]:
    return {
        ("金额单位",): "万元",
        **row(0, 一级指标="产出指标", 指标值="≥80公里", 三级指标="养护里程", 实际完成值="30公里", 全年预计完成值="70公里", 偏差原因=list(shortfalls), 原因说明=cause,
              完成可能性=likely),
        **row(1, 一级指标="产出指标", 指标值="≥95%", 三级指标="验收合格率", 实际完成值="96%", 全年预计完成值="96%", 完成可能性="确定能", 备注="抽查"),
    }  # fmt: skip


DEPARTMENT: Rows = [
    ["部门（单位）名称", "某县交通运输局", "<", "<", "<", "<", "<", "<"],
    ["年度预算执行（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "年度资金总额", "500.00", "520.00", "510.00", "10", "98.08%", "9.81"],
    ["^", "基本支出", "300.00", "310.00", "310.00", "", "100%", ""],
    ["^", "项目支出", "200.00", "210.00", "200.00", "", "95.24%", ""],
    *AIMS,
]
WHOLE_MONEY = {
    ("年度预算执行", "支出总额", "执行数"): "510.00",
    ("年度预算执行", "基本支出", "执行数"): "310.00",
    ("年度预算执行", "项目支出", "全年预算数"): "210.00",
    ("年度总体目标",): "养护农村公路，路况良好。",
    ("实际完成情况",): "完成养护，路况良好。",
    ("部门", "名称"): "某县交通运输局",
}
WHOLE_ROWS = {("整体绩效指标", *path[3:]): value for path, value in RESULTS.items()}
ONE = [*HEAD, *MONEY, *AIMS]
FORM = [list(COLUMNS), *SHORT, *SUM]
OTHER = [[{"农村公路养护": "危桥改造"}.get(cell, cell) for cell in one] for one in ONE]

SHAPES = [
    Filled("as the layout prints it", [ONE, FORM], ALL),
    Filled("goals before the money", [[*HEAD, *AIMS, *MONEY], FORM], ALL),
    Filled("columns in another order", [ONE, [*columns(COLUMNS, SHORT, (0, 1, 2, 3, 6, 4, 5, 7, 8)), *SUM]], ALL),
    Filled(
        "further columns",
        [
            ONE,
            [
                [*COLUMNS, "数据来源", "佐证材料"],
                *([*one, f"台账{at}", f"附件{at}"] for at, one in enumerate(SHORT)),
            ],
        ],
        ALL,
        told=("台账0", "台账3", "附件0", "附件3"),
    ),
    Filled("no line of other money", [[*HEAD, *MONEY[:3], *AIMS], FORM], ALL),
    Filled(
        "units in the heads",
        [
            [
                *HEAD,
                ["项目资金", "", "年初预算数（万元）", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
                *MONEY[1:],
                *AIMS,
            ],
            [heads(年度指标值="年度指标值(A)", 实际完成值="全年实际完成值(B)"), *SHORT, *SUM],
        ],
        ALL,
    ),
    Filled("levels in every row", [ONE, [list(COLUMNS), *([one[0], "产出指标" if one[1] == "^" else one[1], *one[2:]] for one in SHORT)]], ALL),
    Filled("a signature below", [ONE, FORM], ALL, below=("填报人：张三　联系电话：0315-1234567　填报日期：2025年2月10日",)),
    Filled(
        "a signature in the table",
        [ONE, [*FORM, ["填报人：", "张三", "<", "<", "联系电话：", "0315-1234567", "<", "<", "<"]]],
        ALL,
        told=("张三", "0315-1234567"),
    ),
    *(
        Filled(f"{words} in place of 偏差原因分析及改进措施", [ONE, [heads(偏差原因分析及改进措施=words), *SHORT, *SUM]], ALL)
        for words in ("未完成原因及改进措施", "偏差原因分析与改进措施", "偏差大或目标未完成原因分析及改进措施（100字以内）", "偏差原因")
    ),
    Filled(
        "two forms in one document",
        [ONE, FORM, OTHER, FORM],
        {
            **ALL,
            **{(*P[:1], 1, *path[2:]): value for path, value in {**PAID, **DONE, **RESULTS}.items()},
            ("预算项目", 1, "项目名称"): "危桥改造",
            ("预算项目", 1, "实施单位"): "某县公路站",
        },
    ),
    Filled(
        "half filled in",
        [
            [*HEAD, MONEY[0], ["^", "年度资金总额", "120.00", "100.00", "", "10", "", ""], *AIMS[:1], ["^", "养护。", "<", "<", "", "<", "<", "<"]],
            [list(COLUMNS), *([*one[:5], "", one[6], "", ""] for one in SHORT), ["总分", "<", "<", "<", "<", "<", "100", "", ""]],
        ],
        {
            **WHEN, **NAMED, **without(RESULTS, "实际完成值", "原因说明"), (*P, "绩效目标", 0): "养护。",
            (*P, "项目资金", "年度资金总额", "全年预算数"): "100.00",
        },
    ),
    Filled(
        "an empty form",
        [
            [["项目名称", "", "<", "项目编码", "", "<", "<", "<"], MONEY[0], ["^", "年度资金总额", *[""] * 6], *AIMS[:1]],
            [list(COLUMNS), ["^", "产出指标", "数量指标", "", "", "", "", "", ""], ["^", "^", "质量指标", *[""] * 6]],
        ],
        {**WHEN, (*P, "项目名称"): ""},
    ),
    Filled(
        "a table in a cell",
        [ONE, [list(COLUMNS), *SHORT[:2], [*SHORT[2][:8], [["村", "人口"], ["甲村", "2万"]]], *SHORT[3:]]],
        without(ALL, "原因说明"),
        told=("甲村", "2万"),
    ),
    Filled(
        "points for each level",
        [
            ONE,
            [
                list(COLUMNS),
                ["^", "产出指标（50分）", "数量指标", *SHORT[0][3:]],
                *SHORT[1:2],
                ["^", "效益指标（30分）", "社会效益指标", *SHORT[2][3:]],
                ["^", "满意度指标（10分）", "满意度指标", *SHORT[3][3:]],
            ],
        ],
        ALL,
    ),
    Filled(
        "one 分值 and one 得分 for two rows",
        [ONE, [list(COLUMNS), [*SHORT[0][:6], "50", "50", ""], [*SHORT[1][:6], "^", "^", ""], *SHORT[2:]]],
        ALL,
        told=("50",),
    ),
    Filled(
        "points that do not follow",
        [ONE, [list(COLUMNS), *SHORT[:2], [*SHORT[2][:7], "28", "外出务工"], *SHORT[3:], ["总分", "<", "<", "<", "<", "<", "100", "99", "评价等级：优"]]],
        {**ALL, **row(2, 原因说明="外出务工", 得分="28")},
        told=("99", "28"),
    ),
    Filled(
        "a 执行率 that does not follow",
        [[*HEAD, MONEY[0], ["^", "年度资金总额", "120.00", "100.00", "95.00", "10", "99%", "10"], *MONEY[2:], *AIMS], FORM],
        ALL,
        told=("99%", "10"),
    ),
    Filled(
        "20 points for the money",
        [[*HEAD, MONEY[0], ["^", "年度资金总额", "120.00", "100.00", "95.00", "20", "95%", "19"], *MONEY[2:], *AIMS], FORM],
        ALL,
        told=("20", "19"),
    ),
    Filled(
        "amounts in 元",
        [[*HEAD, ["项目资金（元）", *MONEY[0][1:]], ["^", "年度资金总额", "1,200,000.00", "1000000", "950000", "10", "95%", "9.5"], *AIMS], FORM],
        {**without(ALL, "项目资金", "金额单位"), ("金额单位",): "元", (*P, "项目资金", "年度资金总额", "年初预算数"): "1,200,000.00",
         (*P, "项目资金", "年度资金总额", "执行数"): "950000"},
    ),
    Filled(
        "no 年初预算数",
        [[*HEAD, ["项目资金（万元）", "", "<", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
          ["^", "年度资金总额", "<", "100.00", "95.00", "10", "95%", "9.5"], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "全年预算数"): "100.00",
         (*P, "项目资金", "年度资金总额", "执行数"): "95.00"},
    ),
    Filled(
        "further lines of money",
        [[*HEAD, *MONEY[:3], ["^", "　　中央资金", "50.00", "50.00", "48.00", "—", "96%", "—"], *MONEY[3:], *AIMS], FORM],
        ALL,
        told=("中央资金", "48.00"),
    ),
    Filled(
        "cause and measures with their labels",
        [ONE, [list(COLUMNS), *SHORT[:2], [*SHORT[2][:8], "原因：外出务工。改进措施：加强宣传。"], *SHORT[3:]]],
        {**ALL, **row(2, 原因说明="外出务工", 改进措施="加强宣传。")},
    ),
    Filled(
        "cause and measures in columns of their own",
        [ONE, [[*COLUMNS[:8], "偏差原因分析", "改进措施"], *([*one, "加强宣传" if one[8] else ""] for one in SHORT)]],
        {**ALL, **row(2, 改进措施="加强宣传")},
    ),
    Filled("a remark below the rows", [ONE, [*FORM, ["注：定性指标按三档填写。", *["<"] * 8]]], ALL, told=("注：定性指标按三档填写。",)),
    Filled(
        "sign, value and unit apart",
        [
            ONE,
            [
                ["绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
                ["^", "产出指标", "数量指标", "养护里程", "≥", "80", "公里", "85公里", "25", "25", ""],
                ["^", "^", "质量指标", "验收合格率", "≥", "95", "%", "98%", "25", "25", ""],
                ["^", "效益指标", "社会效益指标", "受益人口", "≥", "4", "万人", "3万人", "30", "22.5", "部分村庄外出务工"],
                ["^", "满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "92%", "10", "10", ""],
            ],
        ],
        ALL,
    ),
    Filled("another title", [ONE, FORM], ALL, lines=("附件2", "某县交通运输局2024年度项目绩效目标自评表")),
    Filled("ticks in their columns", [[*HEAD, *WATCH_MONEY], watched("√", "", "", "", "✓", "资金未到位", "", "√", "")], {**WATCHED, **seen("经费保障", "其他")}, lines=WATCH_LINES),
    Filled("是 and 否 in place of ticks", [[*HEAD, *WATCH_MONEY], watched("是", "否", "否", "否", "否", "资金未到位", "否", "是", "否")], {**WATCHED, **seen("经费保障")}, lines=WATCH_LINES),
    Filled("boxes that are ticked", [[*HEAD, *WATCH_MONEY], watched("☑", "□", "□", "□", "□", "资金未到位", "□", "■", "□")], {**WATCHED, **seen("经费保障")}, lines=WATCH_LINES),
    Filled(
        "words in the place of a tick, and two likelihoods",
        [[*HEAD, *WATCH_MONEY], watched("拨款晚", "", "", "", "", "资金未到位", "√", "√", "")],
        {**WATCHED, **without(seen(), "偏差原因"), **row(0, 偏差原因=None, 完成可能性=None)},
        lines=WATCH_LINES,
        told=("拨款晚", "确定能、有可能"),
    ),
    Filled(
        "ticks in one cell",
        [
            [*HEAD, *WATCH_MONEY],
            [
                [*WATCH_HEAD[0][:7], "偏差原因分析", "完成目标可能性", "备注"],
                ["^", "产出指标", "数量指标", "养护里程", "≥80公里", "30公里", "70公里", "☑经费保障 □制度保障 □人员保障 □硬件条件保障 ☑其他\n资金未到位", "□确定能 ☑有可能 □完全不可能", ""],
                ["^", "^", "质量指标", "验收合格率", "≥95%", "96%", "96%", "", "☑确定能 □有可能 □完全不可能", "抽查"],
            ],
            [["是否整改", "☑是 □否", "整改要求", "9月底前完成", "整改结果", ""]],
        ],
        {**WATCHED, **seen("经费保障", "其他"), (*P, "整改", "是否整改"): "是", (*P, "整改", "整改要求"): "9月底前完成"},
        lines=WATCH_LINES,
    ),
    Filled("a department", [DEPARTMENT, FORM], {**WHEN, **WHOLE_MONEY, **WHOLE_ROWS}, lines=("部门整体支出绩效自评表", "（2024年度）")),
    Filled(
        "a department with its problems",
        [DEPARTMENT, [*FORM, ["存在的问题", "前期工作不足", *["<"] * 7], ["下一步改进措施", "提前选址", *["<"] * 7]]],
        {**WHEN, **WHOLE_MONEY, **WHOLE_ROWS, ("存在问题",): "前期工作不足", ("改进措施",): "提前选址"},
        lines=("2024年度部门整体支出绩效自评表",),
    ),
]  # fmt: skip


def spoilt(at: int, *cells: Any, of: Rows = SHORT) -> Rows:
    """The rows, one of them others."""
    return [list(COLUMNS), *of[:at], list(cells), *of[at + 1 :]]


RATES = ("完成率", "106.25%", "103.16%", "75%", "102.2%")
FURTHER = [
    Filled("money in words", [[*HEAD, MONEY[0], ["^", "年度资金总额", "壹佰贰拾万元", "壹佰万元整", "九十五万元", "10", "95%", "9.5"], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "年初预算数"): "120", (*P, "项目资金", "年度资金总额", "全年预算数"): "100",
         (*P, "项目资金", "年度资金总额", "执行数"): "95"}),
    Filled("指标值 divided into what was to be reached and what was", [ONE, [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "<", "分值", "得分", "偏差原因分析及改进措施"],
        ["^", "^", "^", "^", "年初设定", "实际完成", "^", "^", "^"], *SHORT, *SUM]], ALL),
    Filled("完成率 beside what was reached", [ONE, [
        [*COLUMNS[:6], RATES[0], *COLUMNS[6:]], *([*one[:6], rate, *one[6:]] for one, rate in zip(SHORT, RATES[1:], strict=True)), ["总分", *["<"] * 6, "100", "92", "评价等级：优"]]], ALL),
    Filled("完成率 that is at most 100 %", [ONE, [
        [*COLUMNS[:6], "指标完成率（%）", *COLUMNS[6:]], *([*one[:6], rate, *one[6:]] for one, rate in zip(SHORT, ("100", "100", "75", "100"), strict=True))]], ALL),
    Filled("money across", [
        [*HEAD, ["项目资金（万元）", "年度资金总额", "<", "财政拨款", "其他资金", "", "", ""],
         ["年初预算数", "120.00", "<", "120.00", "", "", "", ""], ["全年执行数", "95.00", "<", "95.00", "", "", "", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "年初预算数"): "120.00", (*P, "项目资金", "年度资金总额", "执行数"): "95.00",
         (*P, "项目资金", "当年财政拨款", "年初预算数"): "120.00", (*P, "项目资金", "当年财政拨款", "执行数"): "95.00"}),
    Filled("money in pairs", [
        [*HEAD, ["年初预算数", "120.00", "全年预算数", "100.00", "全年执行数", "95.00", "执行率", "95%"], *AIMS], FORM],
        without(ALL, "当年财政拨款")),
    Filled("money in pairs, by its lines", [
        [*HEAD, ["预算执行情况（万元）", "预算数：", "<", "100.00", "执行数：", "<", "95.00", ""],
         ["^", "其中：财政拨款", "<", "80.00", "其中：财政拨款", "<", "75.00", ""], ["^", "其他资金", "<", "20.00", "其他资金", "<", "20.00", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), **{(*P, "项目资金", line, column): amount for line, both in {"年度资金总额": ("100.00", "95.00"), "当年财政拨款": ("80.00", "75.00"),
         "其他资金": ("20.00", "20.00")}.items() for column, amount in zip(("全年预算数", "执行数"), both, strict=True)}}),
    Filled("pairs in each line", [
        [*HEAD, ["项目资金（万元）", "年度资金总额", "预算数", "100.00", "执行数", "95.00", "", ""],
         ["^", "其中：财政拨款", "预算数", "80.00", "执行数", "75.00", "", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), **{(*P, "项目资金", line, column): amount for line, both in {"年度资金总额": ("100.00", "95.00"),
         "当年财政拨款": ("80.00", "75.00")}.items() for column, amount in zip(("全年预算数", "执行数"), both, strict=True)}}),
    Filled("pairs of which one is not filled in", [
        [*HEAD, ["预算执行情况（万元）", "预算数：", "<", "100.00", "执行数：", "<", "95.00", ""],
         ["^", "其中：财政拨款", "<", "80.00", "其中：财政拨款", "<", "", ""], ["^", "其他资金", "<", "", "其他资金", "<", "20.00", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "全年预算数"): "100.00", (*P, "项目资金", "年度资金总额", "执行数"): "95.00",
         (*P, "项目资金", "当年财政拨款", "全年预算数"): "80.00", (*P, "项目资金", "其他资金", "执行数"): "20.00"}),
    Filled("money in pairs within their cells", [
        [*HEAD, ["项目资金", "全年预算数：100.00万元", "<", "<", "全年执行数：95.00万元", "<", "执行率：95%", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "全年预算数"): "100.00", (*P, "项目资金", "年度资金总额", "执行数"): "95.00"}),
]  # fmt: skip
"""Rates, heads of two rows, and money that is no table of lines by columns."""

WORSE = [
    Filled("lines across of which two say the same", [
        [*HEAD, ["项目资金（万元）", "年度资金总额", "<", "财政拨款", "财政拨款", "其他资金", "", ""], ["全年预算数", "100.00", "<", "60.00", "20.00", "20.00", "", ""],
         ["执行数", "95.00", "<", "60.00", "15.00", "20.00", "", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "执行数"): "95.00", (*P, "项目资金", "其他资金", "全年预算数"): "20.00"}, told=("60.00", "15.00")),
    Filled("完成率 that does not follow", [ONE, [
        [*COLUMNS[:6], RATES[0], *COLUMNS[6:]], *([*one[:6], rate, *one[6:]] for one, rate in zip(SHORT, ("106.25%", "98%", "80%", ""), strict=True))]], ALL, told=("98%", "80%")),
    Filled("完成率 and nothing that was reached", [ONE, [
        [*COLUMNS[:5], RATES[0], *COLUMNS[6:]], *([*one[:5], rate, *one[6:]] for one, rate in zip(SHORT, RATES[1:], strict=True))]],
        without(ALL, "实际完成值"), told=RATES[1:]),
    Filled("money in pairs, one column twice", [
        [*HEAD, ["项目资金（万元）", "预算数", "100.00", "执行数", "70.00", "执行数", "95.00", ""], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "全年预算数"): "100.00"}, told=("70.00", "95.00")),
    Filled("two columns of 执行数", [
        [*HEAD, ["项目资金（万元）", "", "年初预算数", "全年预算数", "2023年1-12月执行数", "2024年1-12月执行数", "执行率", "得分"],
         ["^", "年度资金总额", "120.00", "100.00", "70.00", "95.00", "95%", "9.5"], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "年初预算数"): "120.00"}, told=("70.00", "95.00")),
    Filled("two lines of 财政拨款", [
        [*HEAD, *MONEY[:2], ["^", "财政拨款（上级）", "100.00", "80.00", "80.00", "—", "100%", "—"],
         ["^", "财政拨款（本级）", "20.00", "20.00", "15.00", "—", "75%", "—"], *AIMS], FORM],
        {**without(ALL, "当年财政拨款"), (*P, "项目资金", "当年财政拨款", "执行数"): "95.00"}, told=("15.00",)),
    Filled("amounts with units of their own", [
        [*HEAD, MONEY[0], ["^", "年度资金总额", "120万元", "1000000元", "95.00", "10", "95%", "9.5"], *AIMS], FORM],
        {**without(ALL, "项目资金"), (*P, "项目资金", "年度资金总额", "年初预算数"): "120",
         (*P, "项目资金", "年度资金总额", "全年预算数"): "100.00", (*P, "项目资金", "年度资金总额", "执行数"): "95.00"}),
    Filled("two units of money", [[*HEAD, *MONEY, *AIMS], FORM], ALL, lines=("项目支出绩效自评表", "（2024年度） 单位：元"), told=("万元",)),
    Filled("goals with a third column", [
        [*HEAD, *MONEY, ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "未完成原因", "<"],
         ["^", "养护农村公路，路况良好。", "<", "<", "完成养护，路况良好。", "<", "没有", "<"]], FORM], ALL, told=("未完成原因",)),
    Filled("goals with their labels inside", [
        [*HEAD, *MONEY, ["年度总体目标", "预期目标：养护农村公路，路况良好。", "<", "<", "实际完成情况：完成养护，路况良好。", "<", "<", "<"]], FORM], ALL),
    Filled("goals one below the other", [
        [*HEAD, *MONEY, ["预期目标", "养护农村公路，路况良好。", *["<"] * 6], ["实际完成情况", "完成养护，路况良好。", *["<"] * 6]], FORM], ALL),
    Filled("goals without any label", [
        [*HEAD, *MONEY, ["年度总体目标", "养护农村公路，路况良好。", "<", "<", "完成养护，路况良好。", "<", "<", "<"]], FORM],
        without(ALL, "绩效目标", "实际完成情况"), told=("完成养护，路况良好。",)),
    Filled("sums for each level", [ONE, [list(COLUMNS), *SHORT[:2], ["^", "小计", "<", "<", "<", "<", "50", "50", ""], *SHORT[2:], *SUM]], ALL, told=("小计",)),
    Filled("what is to be put right beside a word at the left", [
        [*HEAD, *WATCH_MONEY], [*watched("√", "", "", "", "", "资金未到位", "", "√", ""), ["整改情况", "是否整改", "<", "是", "整改要求", "<", "9月底前完成", *["<"] * 9]]],
        {**WATCHED, **seen("经费保障"), (*P, "整改", "是否整改"): "是", (*P, "整改", "整改要求"): "9月底前完成"}, lines=WATCH_LINES),
    Filled("several indicators in one cell", [ONE, spoilt(0, "^", "产出指标", "数量指标", "养护里程\n改造桥梁", "≥80公里\n≥2座", "85公里\n2座", "25", "25", "")],
        {**ALL, **row(0, 三级指标="养护里程改造桥梁", 指标值="≥80公里\n≥2座", 实际完成值="85公里2座")}, told=("85公里2座",)),
    Filled("one 实际完成值 for two rows", [ONE, [list(COLUMNS), SHORT[0], ["^", "^", "质量指标", "验收合格率", "≥95%", "^", "25", "25", ""], *SHORT[2:]]],
        {**ALL, **row(1, 实际完成值="85公里")}),
    Filled("only two levels", [ONE, [["绩效指标", "一级指标", "二级指标", "年度指标值", "实际完成值", "分值", "得分", "原因"],
        *([*one[:2], one[3], *one[4:]] for one in SHORT)]], without(ALL, "绩效指标"), told=("养护里程", "85公里")),
    Filled("a second head row of another kind", [ONE, [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "<", "分值", "得分", "偏差原因分析及改进措施"],
        ["^", "^", "^", "^", "^", "上半年", "全年", "^", "^", "^"],
        *([*one[:5], "10", *one[5:]] for one in SHORT)]], without(ALL, "实际完成值"), told=("上半年",)),
    Filled("no period", [[*HEAD, *([{"1-6月执行数": "执行数"}.get(cell, cell) for cell in one] for one in WATCH_MONEY)],
        [[{"1-6月执行情况": "执行情况"}.get(cell, cell) for cell in one] for one in watched("√", "", "", "", "", "资金未到位", "", "√", "")]],
        {**without(WATCHED, "时间"), **seen("经费保障"), ("时间",): "1-8月"}, lines=("项目支出绩效运行监控表", "（2024年度）")),
    Filled("two periods", [[*HEAD, *WATCH_MONEY], watched("√", "", "", "", "", "资金未到位", "", "√", "")],
        {**WATCHED, **seen("经费保障"), ("时间",): "1-8月"}, lines=("项目支出绩效运行监控表", "（2024年1-8月）")),
    Filled("the same head on the next page", [ONE, [list(COLUMNS), SHORT[0]], [list(COLUMNS), ["", "", *SHORT[1][2:]], *SHORT[2:]]], ALL),
    Filled("a column moved under the wrong head", [ONE, spoilt(0, "^", "产出指标", "数量指标", "养护里程", "≥80公里", "25", "85公里", "25", "")],
        {**ALL, **row(0, 实际完成值="25", 分值="85公里")}),
    Filled("points as words", [ONE, spoilt(0, "^", "产出指标", "数量指标", "养护里程", "≥80公里", "85公里", "25分", "满分", "")], {**ALL, **row(0, 得分="25")}),
    Filled("points above 分值", [ONE, spoilt(0, "^", "产出指标", "数量指标", "养护里程", "≥80公里", "85公里", "25", "26", "")], {**ALL, **row(0, 得分="26")}),
    Filled("a choice within its band", [ONE, spoilt(0, "^", "产出指标", "数量指标", "养护效果", "有所提高", "达成预期指标", "25", "22", "")],
        {**ALL, **row(0, 三级指标="养护效果", 指标值="有所提高", 实际完成值="达成预期指标", 得分="22")}),
    Filled("an adjusted target", [ONE, spoilt(0, "^", "产出指标", "数量指标", "养护里程", "≥80公里（调整为≥60公里）", "85公里", "25", "25", "")], {**ALL, **row(0, 调整后指标值="≥60公里")}),
    Filled("an adjusted target in a column", [ONE, [["绩效指标", "一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值", "全年完成值", "分值", "得分", "扣分原因及改进措施"],
        *([*one[:5], "≥60公里" if at == 0 else "", *one[5:]] for at, one in enumerate(SHORT))]], {**ALL, **row(0, 调整后指标值="≥60公里")}),
]  # fmt: skip
"""Worse ones, in which something has to be told."""
