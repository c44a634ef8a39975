"""What forms about results print: 绩效运行监控表, 项目支出绩效自评表 and 部门整体支出绩效自评表, beside the labels they share with others.

As in `perfgen.filing.labels` the first word of each entry is the label of the model. Brackets behind a word do not count, nor does
the period before it: 1-8月执行数（B） is 执行数. They come from the forms in use (2018 to 2026).
"""

from __future__ import annotations

from functools import cache
from typing import get_args

from perfgen.filing.labels import Table
from perfgen.filing.results import Likelihood, Shortfall

PLANNED, ADJUSTED, SPENT, FORECAST = "年初预算数", "全年预算数", "执行数", "全年预计执行数"
RATE, WEIGHT, POINTS = "执行率", "分值", "得分"
MONEY_COLUMNS: Table = {
    PLANNED: ("年初预算", "年初批复数", "年初预算批复数", "年初预算安排数", "年初批复预算数", "年初部门预算数"),
    ADJUSTED: (
        *("全年预算", "年度预算数", "调整后预算数", "调整预算数", "调整后全年预算数", "全年预算调整数", "预算调整后数"),
        *("调整后预算", "预算数", "全年调整后预算数"),
    ),
    SPENT: (
        *("全年执行数", "实际执行数", "预算执行数", "执行金额", "实际支出数", "全年实际支出数", "支出数", "全年支出数"),
        *("实际支出", "全年实际执行数", "执行", "累计执行数"),
    ),
    FORECAST: ("预计全年执行数", "全年预计支出数", "全年预计执行", "预计执行数"),
    WEIGHT: ("权重", "分值权重"),
    RATE: ("完成率", "资金完成率", "预算完成率", "预算执行率", "全年执行率", "资金执行率", "执行进度"),
    POINTS: ("自评得分", "执行率得分", "实际得分"),
}
"""The columns of the money; 分值, 执行率 and 得分 follow from the others."""

TOTAL, FISCAL, CARRIED, OTHER = "年度资金总额", "当年财政拨款", "上年结转资金", "其他资金"
PROJECT_LINES: Table = {
    TOTAL: ("资金总额", "年度预算资金总额", "项目资金总额", "总额", "合计", "年度资金合计", "年度总金额", "总计"),
    FISCAL: (
        *("财政拨款", "财政资金", "本年财政拨款", "年度财政拨款", "当年财政资金", "当年财政拨款资金", "本年度财政拨款"),
        *("财政拨款资金", "本年财政拨款资金", "一般公共预算拨款", "本级财政拨款"),
    ),
    CARRIED: ("上年结转", "上年结余结转资金", "上年结转结余资金", "上年结转和结余", "以前年度结转资金", "结转资金"),
    OTHER: ("其它资金", "其他", "其它", "单位资金"),
}
DEPARTMENT_TOTAL, BASIC, PROJECT_SPENDING = "支出总额", "基本支出", "项目支出"
DEPARTMENT_LINES: Table = {
    DEPARTMENT_TOTAL: (
        "年度资金总额",
        "资金总额",
        "总额",
        "合计",
        "总计",
        "支出合计",
        "预算总额",
        "部门支出总额",
        "年度支出总额",
    ),
    BASIC: (),
    PROJECT_SPENDING: (),
}
"""The lines of the money, of a project and of a department."""
MONEY_HEADS = (
    *(
        "项目资金",
        "资金情况",
        "项目资金情况",
        "预算执行情况",
        "项目预算执行情况",
        "资金使用情况",
        "预算执行",
        "预算资金",
    ),
    *(
        "年度预算执行",
        "部门预算执行情况",
        "年度预算执行情况",
        "部门整体支出",
        "预算情况",
        "资金",
        "项目资金执行情况",
        "支出情况",
    ),
    *("部门预算", "年度预算", "项目资金额度"),
)
"""What stands at the left of the money."""

AIMED, REACHED = "预期目标", "实际完成情况"
AIMED_WORDS = (
    *(
        AIMED,
        "年度总体目标",
        "总体目标",
        "年度目标",
        "年度绩效目标",
        "年初设定目标",
        "年初目标",
        "年度预期目标",
        "绩效目标",
    ),
    *(
        "总体绩效目标",
        "年度总体绩效目标",
        "项目年度总体目标",
        "年初设定的绩效目标",
        "预期绩效目标",
        "年初预期目标",
        "目标",
    ),
    *("年度总体目标预期目标", "设定目标"),
)
REACHED_WORDS = (
    *(REACHED, "目标实际完成情况", "年度总体目标完成情况", "目标完成情况", "全年实际完成情况", "总体目标完成情况"),
    *("实际完成目标", "年度目标完成情况", "完成情况", "全年完成情况", "年度实际完成情况"),
)
"""What stands above or beside the goals, and what came of them."""
AIM_HEADS = (
    "年度总体目标",
    "总体目标",
    "年度目标",
    "年度绩效目标",
    "绩效目标",
    "目标情况",
    "年度总体目标完成情况",
    "年度总体绩效目标",
)
"""What stands at the left of both."""
INDICATOR_HEADS = (
    *("绩效指标", "年度绩效指标", "项目绩效指标", "指标", "绩效指标完成情况", "绩效指标体系", "指标完成情况"),
    *("年度绩效指标完成情况", "绩效指标情况"),
)
"""What stands at the left of the indicators."""

ACTUAL, CHANGED, EXPECTED = "实际完成值", "调整后指标值", "全年预计完成值"
CAUSE, MEASURES, LIKELIHOOD, SHORTFALLS = "原因说明", "改进措施", "完成可能性", "偏差原因"
DONE_RATE = "完成率"
"""Follows from 指标值 and 实际完成值."""
REASONS = "原因和措施"
"""Cause and measures in one cell."""
TARGET_WORDS = (
    *("年度指标值", "预期指标值", "年初指标值", "计划指标值", "预期值", "年初目标值", "年度目标值", "计划值"),
    *("预期目标值", "年初设定指标值", "绩效目标值", "全年指标值", "目标指标值"),
)
RESULT_COLUMNS: Table = {
    CHANGED: ("调整后的指标值", "调整指标值", "年中调整指标值", "指标调整值"),
    ACTUAL: (
        *(
            "全年实际完成值",
            "全年完成值",
            "完成值",
            "实际完成指标值",
            "全年实际值",
            "年度实际值",
            "全年完成指标值",
            "实际完成数值",
            "实际达到值",
            "实际值",
            "年度实际完成值",
            "实际完成数",
            "指标完成值",
        ),
        *(
            "执行情况",
            "完成情况",
            "实际完成情况",
            "实际完成",
            "指标实际完成值",
            "指标完成情况",
            "自评值",
            "实际执行情况",
        ),
    ),
    DONE_RATE: (
        *(
            "指标完成率",
            "实际完成率",
            "目标完成率",
            "完成比例",
            "指标值完成率",
            "年度完成率",
            "全年完成率",
            "完成百分比",
        ),
        *("完成进度", "完成程度"),
    ),
    EXPECTED: (
        *(
            "全年预计完成情况",
            "预计全年完成情况",
            "预计全年完成值",
            "全年预计完成",
            "预计完成情况",
            "全年预计完成指标值",
        ),
    ),
    POINTS: ("自评得分", "实际得分", "自评分", "评分", "自评分数", "指标得分"),
    REASONS: (
        *("偏差原因分析及改进措施", "偏差原因分析和改进措施", "偏差原因分析与改进措施", "偏差原因及改进措施"),
        *("未完成原因及改进措施", "未完成原因分析及改进措施", "未完成原因和改进措施", "未完成原因及拟改进措施"),
        *("偏差分析及改进措施", "偏差原因分析及整改措施", "偏差原因及整改措施", "未完成原因分析与改进措施"),
        *("偏差大或目标未完成原因分析及改进措施", "未完成或偏离较大原因及改进措施", "偏离原因分析及改进措施"),
        *("偏差情况及改进措施", "原因分析及改进措施", "未达标原因及改进措施", "未完成原因分析及拟采取的改进措施"),
        *("偏差原因分析改进措施", "扣分原因及改进措施", "扣分原因和改进措施"),
    ),
    CAUSE: (
        *("偏差原因说明", "偏差说明", "未完成原因", "未完成原因分析", "偏差原因分析说明", "扣分原因", "未达标原因"),
        *("偏离原因", "偏差分析", "未完成原因说明", "原因分析"),
    ),
    SHORTFALLS: ("偏差原因分析",),
    MEASURES: ("整改措施", "拟改进措施", "拟采取的改进措施", "下一步改进措施", "改进措施及建议"),
    LIKELIHOOD: (
        "完成目标可能性",
        "目标完成可能性",
        "完成目标的可能性",
        "全年目标完成可能性",
        "全年完成可能性",
        "完成的可能性",
    ),
}
"""Columns of the indicators that only forms about results have."""
SECOND_ROW = (CAUSE, "原因", "说明")
"""What stands in the second head row below 偏差原因分析, beside what was lacking."""
AIMED_BELOW = ("年初设定", "年初设定值", "预期", "计划", "目标值", "年初")
REACHED_BELOW = ("实际",)
"""What stands in the second head row below 指标值, where that is divided into what was to be reached and what was."""

FOOT_ITEMS: Table = {
    "执行率说明": ("执行率低的原因", "执行率偏低原因", "预算执行率说明"),
    "存在问题": ("存在的问题", "存在主要问题", "存在的主要问题", "主要问题"),
    MEASURES: ("下一步改进措施", "整改措施", "拟改进措施", "改进措施及建议"),
    "是否整改": ("是否需要整改",),
    "整改要求": (),
    "整改结果": ("整改情况",),
}
"""What stands beside a label below the indicators."""
TOTALS = (
    "总分",
    "合计",
    "总计",
    "自评总分",
    "总得分",
    "自评得分",
    "合计得分",
    "得分合计",
    "总分合计",
    "综合得分",
    "自评总得分",
)
"""What the row of the sum begins with."""
GRADE = ("评价等级", "自评等级", "等级", "自评结果", "评价结果")

FORM_TITLES: Table = {
    "绩效运行监控表": (
        *("项目支出绩效运行监控表", "项目绩效运行监控表", "项目支出绩效监控表", "项目绩效监控表", "项目绩效监控情况表"),
        *(
            "项目支出绩效目标执行监控表",
            "项目绩效目标执行监控表",
            "项目支出绩效目标运行监控表",
            "项目绩效目标运行监控表",
        ),
        *("部门项目绩效运行监控表", "预算项目绩效运行监控表", "项目支出绩效运行监控情况表", "项目绩效运行监控情况表"),
        *("财政支出项目绩效运行监控表",),
    ),
    "项目支出绩效自评表": (
        *(
            "项目绩效自评表",
            "项目支出绩效目标自评表",
            "项目绩效目标自评表",
            "预算项目绩效自评表",
            "财政支出项目绩效自评表",
        ),
        *("项目支出自评表", "项目绩效自评情况表", "专项资金绩效自评表", "项目绩效目标完成情况自评表", "项目自评表"),
        *("项目支出绩效自评情况表", "预算项目绩效目标自评表", "部门项目支出绩效自评表", "部门预算项目支出绩效自评表"),
    ),
    "部门整体支出绩效自评表": (
        *("部门（单位）整体支出绩效自评表", "部门整体支出绩效目标自评表", "单位整体支出绩效自评表", "部门整体自评表"),
        *("部门预算整体支出绩效自评表", "部门（单位）整体绩效自评表", "部门整体绩效目标自评表"),
    ),
}
"""Further titles, longer ones, so that what stands before them is no name of a department."""


@cache
def every_word() -> tuple[str, ...]:
    """Every word that these forms print beside what is filled in."""
    tables = (MONEY_COLUMNS, PROJECT_LINES, DEPARTMENT_LINES, RESULT_COLUMNS, FOOT_ITEMS, FORM_TITLES)
    words = (
        *MONEY_HEADS,
        *AIMED_WORDS,
        *REACHED_WORDS,
        *AIM_HEADS,
        *INDICATOR_HEADS,
        *TARGET_WORDS,
        *SECOND_ROW,
        *AIMED_BELOW,
        *REACHED_BELOW,
        *TOTALS,
        *GRADE,
    )
    choices = (*get_args(Shortfall), *get_args(Likelihood), "调整为")
    return (
        *(word for table in tables for label, others in table.items() for word in (label, *others)),
        *words,
        *choices,
    )
