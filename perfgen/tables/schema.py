"""The tables: which there are, their columns, and what each column holds. The one place that all writers go by.

Amounts are in 万元 whatever the filing's 金额单位 is, as Decimal with six places at most: the sixth is one 分.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

ColumnType = Literal["text", "integer", "amount", "number", "file"]
"""``amount`` is money in 万元, ``number`` any other Decimal, ``file`` the path of a file; all may be None."""
Value: TypeAlias = "str | int | Decimal | None"
Row: TypeAlias = tuple[Value, ...]


class TableColumn(NamedTuple):
    """A column: its name, its type, its unit (empty where it has none), and what it means. `summed` where a sum makes sense."""

    name: str
    type: ColumnType = "text"
    unit: str = ""
    meaning: str = ""
    summed: bool = False


class TableForm(NamedTuple):
    """A table: its name, what a row of it is, its columns, those that tell a row from all others, and where its rows belong.

    `within` is the table whose key the first columns of this one are, empty where there is none.
    """

    name: str
    meaning: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ()
    within: str = ""


def _amount(name: str, meaning: str = "", *, summed: bool = True) -> TableColumn:
    return TableColumn(name, "amount", "万元", meaning, summed)


def _count(name: str, meaning: str = "") -> TableColumn:
    return TableColumn(name, "integer", "个", meaning, summed=True)


_UNIT = (
    TableColumn("部门编码", meaning="单位编码"),
    TableColumn("年度", "integer", meaning="预算年度"),
    TableColumn("份", "integer", meaning="同一部门同一年的第几份，一般是 1"),
)
_PROJECT = (
    *_UNIT,
    TableColumn("项目键", meaning="项目编码；没有编码，或一份里重复的，是 # 和序号"),
)
_NAMED = (*_PROJECT, TableColumn("部门名称"), TableColumn("项目名称"))
_KEY = tuple(one.name for one in _UNIT)
_PROJECT_KEY = tuple(one.name for one in _PROJECT)
_MONEY = (_amount("预算数"), _amount("财政资金", "其中的财政拨款"), _amount("其他资金", "其中的其他资金"))
SOURCES = ("一般公共预算", "政府性基金", "国有资本", "财政专户管理资金", "单位资金", "上年结转")

DEPARTMENTS = TableForm(
    "部门",
    "一份绩效文本一行",
    (
        *_UNIT,
        TableColumn("部门名称"),
        TableColumn("主管部门"),
        TableColumn("版式"),
        TableColumn("原金额单位", meaning="文件里写的金额单位；表里一律是万元"),
        _count("项目数", "预算项目，不算专项资金"),
        _count("指标数", "预算项目的绩效指标"),
        *(one._replace(meaning="预算项目合计") for one in _MONEY),
        _amount("专项资金", "专项资金的预算数合计"),
        _count("错误", "检查出的错误"),
        _count("提醒", "检查出的提醒"),
        TableColumn("文件", "file"),
    ),
    _KEY,
)
PROJECTS = TableForm(
    "项目",
    "一个预算项目或专项资金项目一行",
    (
        *_NAMED,
        TableColumn("列在", meaning="预算项目 或 专项资金"),
        TableColumn("序号", "integer"),
        TableColumn("项目编码"),
        TableColumn("实施单位"),
        TableColumn("项目属性"),
        TableColumn("项目类别"),
        TableColumn("项目期"),
        *_MONEY,
        _count("指标数"),
        TableColumn("资金用途"),
        TableColumn("绩效目标", meaning="一条一行"),
    ),
    _PROJECT_KEY,
    "部门",
)
INDICATORS = TableForm(
    "指标",
    "一个绩效指标一行",
    (
        *_NAMED,
        TableColumn("列在", meaning="整体绩效指标、绩效指标 或 中期绩效指标"),
        TableColumn("序号", "integer"),
        TableColumn("一级指标"),
        TableColumn("二级指标"),
        TableColumn("三级指标"),
        TableColumn("绩效指标描述"),
        TableColumn("指标值", meaning="和写的一字不差"),
        TableColumn("符号", meaning="≥ ≤ > < =；文字的空着"),
        TableColumn("数值", "number", meaning="文字的空着"),
        TableColumn("单位"),
        TableColumn("指标值确定依据"),
        TableColumn("分值", "number", "分"),
    ),
    (*_PROJECT_KEY, "列在", "序号"),
    "部门",
)
FUNDS = TableForm(
    "资金来源",
    "一个项目一行：预算数按来源分",
    (*_NAMED, TableColumn("列在"), *_MONEY, *(_amount(one) for one in SOURCES), _amount("中期预算数", "中期各年合计")),
    _PROJECT_KEY,
    "项目",
)
PLAN = TableForm(
    "支出计划",
    "一个项目一个时点一行",
    (
        *_NAMED,
        TableColumn("序号", "integer"),
        TableColumn("时点", meaning="如 3月底"),
        TableColumn("累计百分比", "number", "%"),
        _amount("累计金额", "预算数乘累计百分比，到分", summed=False),
        _amount("本期金额", "累计金额减上一个时点的；加起来是预算数"),
    ),
    (*_PROJECT_KEY, "序号"),
    "项目",
)
OWN_VALUES = TableForm(
    "自定项",
    "版式自己加的一项一行",
    (
        *_NAMED,
        TableColumn("属于", meaning="整体、项目 或 指标"),
        TableColumn("列在", meaning="指标的：在哪张表"),
        TableColumn("指标序号", "integer"),
        TableColumn("三级指标"),
        TableColumn("名称"),
        TableColumn("类型", meaning="文字、多段、金额、百分比、日期、选项、是否"),
        TableColumn("值", meaning="照写的"),
        _amount("金额", "类型是金额的", summed=False),
        TableColumn("百分比", "number", "%", "类型是百分比的"),
    ),
    (*_PROJECT_KEY, "属于", "列在", "指标序号", "名称"),
    "部门",
)
FINDINGS = TableForm(
    "问题",
    "perfgen check 查出的一处一行；读不出的文件也在这里，部门编码空着",
    (
        *_UNIT,
        TableColumn("部门名称"),
        TableColumn("项目或部分"),
        TableColumn("位置", meaning="行和列，或表里的格"),
        TableColumn("级别", meaning="错误、提醒 或 提示"),
        TableColumn("编号", meaning="规则，或错误的编号"),
        TableColumn("问题"),
        TableColumn("原文"),
        TableColumn("怎么改"),
        TableColumn("文件", "file"),
    ),
    (),
    "部门",
)

TABLES = (DEPARTMENTS, PROJECTS, INDICATORS, FUNDS, PLAN, FINDINGS, OWN_VALUES)
"""In the order in which they are written."""

Rows: TypeAlias = Mapping[str, list[Row]]
"""What one file adds to the tables, by the name of the table."""
