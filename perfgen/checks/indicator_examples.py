"""How the examples of the rules about indicators are written: rows as they stand in a filing."""

from __future__ import annotations

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
