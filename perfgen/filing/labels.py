"""Every label that forms print, in one place: the standard fields, what else forms print for them, and labels of other forms.

The first word of each entry is the label of the model; the others are read for it. They come from filings of several years
and places, and from the forms in use (2018 to 2026). Nothing here is of one layout: what one prints otherwise it says itself (别名), and
`perfgen.importing.labels` puts both together for a document of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from perfgen.filing.regex import regex

Table: TypeAlias = Mapping[str, tuple[str, ...]]
"""Labels, each with what else is printed for it."""

NAME, CODE, BUDGET, FISCAL, OTHER = "项目名称", "项目编码", "预算数", "财政资金", "其他资金"
PURPOSE, PLAN, GOALS, INDICATORS = "资金用途", "资金支出计划", "绩效目标", "绩效指标"
MONEY = "预算规模及资金用途"
"""The head over a project's amounts and its 资金用途."""

TOP: Table = {CODE: (), NAME: ()}
AMOUNTS: Table = {
    BUDGET: ("预算金额", "预算总额", "资金总额", "总额", "资金总额及构成", "项目资金总额"),
    FISCAL: ("其中：财政资金", "其中：财政拨款", "财政拨款", "财政拨款资金", "其中：财政拨款资金"),
    OTHER: ("其中：其他资金", "其它资金"),
}
ROW_HEADS: Table = {
    MONEY: ("预算规模", "预算规模和资金用途", "预算规模资金用途"),
    PURPOSE: ("及资金用途", "和资金用途"),
    PLAN: ("支出计划", "资金支出进度计划", "资金支出计划累计进度"),
    GOALS: ("年度绩效目标", "项目绩效目标"),
}
"""What stands at the head of rows about a project."""

BANNER = "项目绩效模板"
"""The line that a goal table may have below its head, over the whole of it."""

ITEMS: Table = {
    "实施单位": ("项目实施单位", "项目单位"),
    "项目属性": (),
    "项目类别": ("项目类型",),
    "项目期": ("起止时间", "项目起止时间", "项目期限", "实施期限", "项目实施期"),
    "项目负责人": ("项目负责人姓名",),
    "联系电话": ("负责人电话", "项目负责人电话", "联系人电话"),
    "立项依据": ("项目立项依据", "设立依据"),
    "中期": (),
}
"""What else a form may say of a project beside a label, one value each."""
SOURCES = "资金来源"
SOURCE_ITEMS: Table = {
    "一般公共预算": ("一般公共预算资金", "一般公共预算拨款", "其中：一般公共预算"),
    "政府性基金": ("政府性基金预算", "政府性基金预算资金", "政府性基金预算拨款"),
    "国有资本": ("国有资本经营预算", "国有资本经营预算资金", "国有资本经营预算拨款"),
    "财政专户管理资金": ("财政专户资金",),
    "单位资金": ("单位自有资金", "自有资金"),
    "上年结转": ("上年结转资金", "上年结余结转资金"),
}
"""What a project's money comes from, one amount each."""

SUPERVISOR = "主管部门"
WHOLE_ITEMS: Table = {
    SUPERVISOR: ("主管部门及代码", "主管部门及编码", "主管部门代码", "主管部门编码", "主管部门名称", "预算主管部门"),
    "部门职能": ("部门职能概述", "部门主要职能", "单位职能", "单位职能概述"),
}
"""What a form may say of the whole beside a label."""

LEVEL1, LEVEL2, INDICATOR, DESCRIPTION = "一级指标", "二级指标", "三级指标", "绩效指标描述"
TARGET, BASIS, SCORING = "指标值", "指标值确定依据", "评（扣）分标准"
COLUMNS: Table = {
    LEVEL1: (),
    LEVEL2: (),
    INDICATOR: ("指标名称", "指标内容", "具体指标"),
    DESCRIPTION: ("指标描述",),
    SCORING: ("评分标准", "扣分标准", "评分细则", "评分规则"),
    TARGET: ("绩效指标值", "目标值", "指标目标值"),
    BASIS: ("指标值的确定依据", "确定依据"),
}
DIRECTION = "指标方向性"
MORE_COLUMNS: Table = {
    "分值": ("权重", "分值权重", "指标分值", "指标权重"),
    DIRECTION: ("指标方向",),
    "指标解释": ("指标说明",),
    "指标来源": (),
    "上年指标值": ("上年度指标值",),
    "备注": (),
}
"""Columns of the indicators; the second lot where a form has them."""
NUMBER = "序号"
COLUMN_TAILS = ("", "名称", "含单位", "及单位", "说明", "必填", "包含数字及文字描述", "包含数字和文字描述")
"""What the head of a column may add to its label."""

SIGN, VALUE, UNIT = "符号", "值", "单位"
TARGET_PARTS: Table = {SIGN: (), VALUE: (), UNIT: ("单位（文字描述）", "单位或文字描述", "文字描述")}
"""The columns below 指标值, where a form has three."""

DUTY, DUTY_BUDGET, DUTY_CONTENT, GRADING = "职责活动", "年度预算数", "内容描述", "评价标准"
DUTY_COLUMNS: Table = {
    DUTY: ("职责", "职责工作活动"),
    DUTY_BUDGET: (BUDGET, "年度预算数（万元）", "年度预算数（元）"),
    DUTY_CONTENT: ("内容",),
    GOALS: (),
    INDICATORS: (),
    GRADING: ("评价标准（优良中差）", "绩效指标评价标准"),
}
SIGN_COLUMN, UNIT_COLUMN = "指标性质", "度量单位"
VALUE_COLUMNS: Table = {
    SIGN: (SIGN_COLUMN, "指标值类型", "指标符号", "计算符号"),
    UNIT: (UNIT_COLUMN, "计量单位", "指标单位"),
}
"""What stands above the sign and the unit of a 指标值 where they have columns of their own."""
DIRECTIONS: Table = {
    "正向": ("正向指标",),
    "反向": ("反向指标", "逆向", "逆向指标", "负向", "负向指标"),
}
"""How forms say whether more or less is better."""
QUANTITATIVE = "定量"
"""What may stand in place of the sign of a 指标值 that is a number."""

GRADES = ("优", "良", "中", "差")

MEDIUM, YEAR = "中期", "年度"
SIDES: Table = {MEDIUM: ("实施期", "中长期", "长期"), YEAR: ("本年度", "当年度", "当年", "本年")}
"""Whose amounts, goals and indicators are, on forms that have both; it stands before their labels."""
SIDED_GOALS = ("目标", "总体目标", "绩效目标", "预期目标", "总体绩效目标", "履职目标")
"""What goals are called behind whose they are."""

FORM_FUNDS, FORM_AIMS, TASKS = "项目资金", "总体目标", "年度主要任务"
FORM_PARTS: Table = {
    FORM_FUNDS: ("资金金额", "资金情况", "项目资金情况", "项目资金申请", "项目资金安排"),
    FORM_AIMS: (GOALS, "项目目标", "项目绩效目标", "总体绩效目标"),
    TASKS: ("主要任务", "年度工作任务", "年度重点任务", "年度主要工作任务", "年度重点工作任务"),
    INDICATORS: ("项目绩效指标", "绩效指标体系"),
}
"""What stands at the left of several rows of a form of one table, and is what they are about; whose they are may stand before it."""

DEPARTMENT = "部门"
FORM_ITEMS: Table = {
    DEPARTMENT: (
        *(
            "填报单位",
            "申报单位",
            "编制单位",
            "填报部门",
            "申报部门",
            "部门名称",
            "单位名称",
            "部门（单位）名称",
            "预算单位",
        ),
        *("预算部门", "预算部门（单位）", "预算单位名称", "预算部门名称"),
    ),
    YEAR: ("预算年度", "申报年度"),
}
"""What a form of one table says of the document beside a label, in its table or above it."""
SEALS = ("", "盖章", "公章", "签章")
"""What stands behind the label of who files a form."""
SIGNED = (
    *("填报人", "填表人", "制表人", "经办人", "审核人", "填报日期", "填表日期", "填报时间", "填表时间", "制表日期"),
    *("填报人签字", "填表人签字", "审核人签字"),
)
"""What stands in the last line of a form; the telephone beside it is that of who filled it in."""

TASK_NAME, TASK_CONTENT = "任务名称", "主要内容"
TASK_COLUMNS: Table = {
    TASK_NAME: ("任务", "工作任务", "工作任务名称"),
    TASK_CONTENT: ("任务内容", "工作内容", "主要工作内容"),
    BUDGET: ("预算金额", "预算资金", "金额", "资金总额"),
}
"""The columns of a department's tasks."""
TASK_AMOUNTS: Table = {
    BUDGET: ("总额", "资金总额", "小计", "合计"),
    FISCAL: ("财政拨款", "财政拨款资金", "其中：财政拨款", "其中：财政资金"),
    OTHER: ("其它资金", "其他", "其中：其他资金"),
}
"""What the money of a task is divided into, below its head or beside each other."""

SECTIONS: Table = {
    "总体绩效目标": ("部门总体绩效目标",),
    "分项绩效目标": ("分项目标",),
    "工作保障措施": ("保障措施",),
    "加强部门整体绩效目标实施": (),
}
"""The heads of the texts of part one."""

OF_OTHER_FORMS = (
    "中期资金总额", "年度资金总额", "当年财政拨款", "资金性质", "资金来源", "中期目标", "年度目标", "年度总体目标",
    "实施期目标", "预期目标", "实际完成情况", "中期绩效目标", "项目概况", "项目内容", "进度计划", "成本构成", "测算依据",
    "项目测算依据", "负责人", "单位负责人", "联系人", "项目联系人",
    "是否整改", "整改要求", "整改结果", "总分", "得分", "执行率", "年初预算数", "全年预算数", "全年执行数", "评价结论", "存在问题",
    "改进措施", "偏差原因分析", "偏差原因分析及改进措施", "年度指标值", "实际完成值",
)  # fmt: skip
"""Labels that the forms in use print and the tables here have no reader for: where one stands, the value before it ends."""

PROJECT_FORM, DEPARTMENT_FORM = "项目支出绩效目标申报表", "部门整体支出绩效目标申报表"
APPLICATIONS: Table = {
    PROJECT_FORM: (
        *(
            "项目支出绩效目标表",
            "项目绩效目标申报表",
            "项目绩效目标表",
            "预算项目绩效目标申报表",
            "项目支出绩效目标批复表",
        ),
        *("财政支出绩效目标申报表", "财政支出项目绩效目标申报表", "部门预算项目绩效目标表", "部门项目支出绩效目标表"),
        *("专项业务经费绩效目标表", "部门专项业务经费绩效目标表"),
    ),
    DEPARTMENT_FORM: (
        *("部门整体支出绩效目标表", "整体支出绩效目标申报表", "部门整体绩效目标申报表", "整体支出绩效目标表"),
        *("部门（单位）整体支出绩效目标申报表", "部门（单位）整体支出绩效目标表", "单位整体支出绩效目标申报表"),
        *("部门整体绩效目标表", "部门预算整体支出绩效目标申报表", "部门（单位）整体绩效目标表", "单位整体绩效目标表"),
    ),
}
"""The titles of the forms in which goals are applied for."""
FORMS: Table = {
    "绩效运行监控表": (
        *("绩效监控表", "绩效目标运行监控表", "绩效目标执行监控表", "绩效运行监控情况表", "绩效监控情况表"),
        *("绩效运行监控报告", "绩效监控报告"),
    ),
    "部门整体支出绩效自评表": ("整体支出绩效自评表", "部门整体绩效自评表", "整体支出绩效目标自评表", "整体绩效自评表"),
    "项目支出绩效自评表": (
        *("绩效自评表", "绩效目标自评表", "绩效自评情况表", "绩效目标完成情况自评表", "绩效目标完成情况表"),
        "绩效自评打分表",
    ),
    "绩效自评报告": ("绩效自评价报告", "自评报告", "绩效自评工作报告"),
    "事前绩效评估报告": ("事前评估报告", "事前绩效评估"),
    "绩效评价报告": ("绩效评价结果报告", "重点评价报告"),
    "部门决算公开": ("决算公开", "部门决算", "单位决算公开"),
    "部门预算公开": ("预算公开", "部门预算公开说明", "部门预算信息公开", "单位预算公开"),
    **APPLICATIONS,
}
"""The titles of the forms and texts in use, beside the 绩效文本; of two that a title says, the first."""
OF_RESULTS: Table = {
    "绩效运行监控表": ("执行情况", "全年预计完成情况", "全年预计执行数", "完成目标可能性", "偏差原因分析", "是否整改"),
    "项目支出绩效自评表": (
        *("实际完成值", "实际完成情况", "全年执行数", "全年预算数", "执行率", "得分", "偏差原因分析及改进措施"),
        *("自评得分", "完成值", "总分"),
    ),
}
"""What the heads of forms about results say: one that says `ENOUGH_OF_RESULTS` of them is such, whatever its title."""
ENOUGH_OF_RESULTS = 2
"""The titles of the forms in use, beside the 绩效文本."""


_TABLES = (AMOUNTS, ROW_HEADS, ITEMS, SOURCE_ITEMS, COLUMNS, MORE_COLUMNS, SECTIONS)


@cache
def _meant() -> Mapping[str, str]:
    return {other: label for table in _TABLES for label, others in table.items() for other in others}


def meant_by(word: str) -> str | None:
    """The label that a form may print as this word; None where no table here says so, also for the label itself."""
    return _meant().get(word.strip())


_NO_LETTER = regex(r"[\W_]+")
_LONGEST_KEPT = 64
"""Texts of no more characters are labels, if any are, and asked for again and again: their keys are kept."""


def key(text: str) -> str:
    """What a label says: letters, digits and characters, without blanks, brackets, colons and width."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _key(text)


def _key(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text))


_kept = lru_cache(maxsize=4096)(_key)


def spelled(
    table: Table, more: Mapping[str, Iterable[str]] | None = None, tails: Iterable[str] = ("",)
) -> dict[str, str]:
    """The label each spelling (by its `key`) of a table means; `more` are further words for labels of it."""
    extra = more or {}
    return {
        key(f"{word}{tail}"): label
        for label, words in table.items()
        for word in (label, *words, *extra.get(label, ()))
        for tail in tails
    }
