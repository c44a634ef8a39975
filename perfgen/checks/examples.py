"""How the examples of the rules are written: pieces of a filing, as `Example` takes them."""

from __future__ import annotations

from perfgen.checks.codes import check_character
from perfgen.checks.rule import Example

BASIS = "年度工作计划"


def _project(level1: str, level2: str, *rows: str) -> str:
    lines = "".join(f"          - {{{one}}}\n" for one in rows)
    return f"  - 绩效指标:\n      {level1}:\n        {level2}:\n{lines}"


def cells(name: str, target: str, basis: str = BASIS, description: str | None = None) -> str:
    """A row without its 一级 and 二级指标; the description is left out where it says nothing more."""
    said = f", 绩效指标描述: {description}" if description else ""
    return f'三级指标: {name}{said}, 指标值: "{target}", 指标值确定依据: {basis}'


def rows(level1: str, level2: str, bad: tuple[str, ...], good: tuple[str, ...]) -> Example:
    """Rows of a project's only 二级指标."""
    return Example(f"预算项目:\n{_project(level1, level2, *bad)}", f"预算项目:\n{_project(level1, level2, *good)}")


def row(level1: str, level2: str, name: str, bad: str, good: str) -> Example:
    """One row with a 指标值 that is wrong, and one that is right."""
    return rows(level1, level2, (cells(name, bad),), (cells(name, good),))


def two_ways(bad: str, good: str) -> Example:
    """Two rows of 时效指标, of which the first says its month in another way than the second."""
    first, second = "设备采购完成时间", "设备安装完成时间"
    return rows(
        "产出指标",
        "时效指标",
        (cells(first, bad), cells(second, good)),
        (cells(first, good), cells(second, good)),
    )


def moved(name: str, target: str, bad: tuple[str, str], good: tuple[str, str]) -> Example:
    """One row under a 一级 and 二级指标 it does not belong to, and under those it does."""
    one = cells(name, target)
    return Example(f"预算项目:\n{_project(*bad, one)}", f"预算项目:\n{_project(*good, one)}")


def several(level1: str, level2: str, bad: tuple[tuple[str, ...], ...], good: tuple[tuple[str, ...], ...]) -> Example:
    """Rows in each of several projects."""
    return Example(
        "预算项目:\n" + "".join(_project(level1, level2, *one) for one in bad),
        "预算项目:\n" + "".join(_project(level1, level2, *one) for one in good),
    )


def indicators(*rows: str) -> str:
    """A piece of YAML: the first project with just these indicators (一级 二级 name target)."""
    lines = []
    for row in rows:
        level1, level2, name, target = row.split()
        said = f"三级指标: {name}, 绩效指标描述: {name}情况, 指标值: {target}, 指标值确定依据: 年初工作计划"
        lines.append(f"      - {{一级指标: {level1}, 二级指标: {level2}, {said}}}\n")
    return "预算项目:\n  - 绩效指标:\n" + "".join(lines)


COUNT = "产出指标 数量指标 改造教室数量 ≥240间"
QUALITY = "产出指标 质量指标 验收合格率 100%"
TIME = "产出指标 时效指标 完工时间 8月底"
COST = "产出指标 成本指标 改造总成本 ≤120万元"
BENEFIT = "效益指标 社会效益指标 受益学生人数 ≥9600人"
CONTENT = "满意度指标 服务对象满意度指标 师生满意度 ≥90%"
ALL_CLASSES = indicators(COUNT, QUALITY, TIME, COST, BENEFIT, CONTENT)


def cost(target: str, name: str = "改造总成本") -> str:
    """A project of 120 万元 with one 成本指标."""
    said = f"三级指标: {name}, 绩效指标描述: 灯具和线路费用合计, 指标值: {target}, 指标值确定依据: 年初预算批复"
    row = f"      - {{一级指标: 产出指标, 二级指标: 成本指标, {said}}}\n"
    return f"预算项目:\n  - 预算数: 120.00\n    财政资金: 120.00\n    绩效指标:\n{row}"


_STEPS = ("3月底", "6月底", "10月底", "12月底")


def plan(*percents: int) -> str:
    """资金支出计划 with these shares."""
    steps = ", ".join(f"{name}: {percent}%" for name, percent in zip(_STEPS, percents, strict=True))
    return f"资金支出计划: {{{steps}}}"


def goals(text: str) -> str:
    """A piece of YAML with a text of 分项绩效目标."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f"部门整体绩效目标:\n  分项绩效目标: |\n{lines}"


def general(text: str) -> str:
    """A piece of YAML with a text of 总体绩效目标."""
    return f"部门整体绩效目标:\n  总体绩效目标: {text}\n"


def coded(*codes: str) -> str:
    """Projects with these codes."""
    return "预算项目:\n" + "".join(f"  - 项目编码: {code}\n" for code in codes)


def sound(start: str) -> str:
    """A code that begins with these 20 characters."""
    return start + check_character(start)


FIRST_CODE = sound("13022523P004T4010001")
SECOND_CODE = sound("13022523P004T4010002")
