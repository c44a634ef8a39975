"""How the examples of rules about 执行情况 are written: pieces of a 自评表 or 运行监控表, as `Example` takes them."""

from __future__ import annotations

from perfgen.checks.rule import Example

DONE, FORECAST, MAY = "实际完成值", "全年预计完成值", "完成可能性"


def judged(name: str, target: str, done: str, *more: str, level2: str = "数量指标", level1: str = "产出指标") -> str:
    """A row of a 自评表; `more` are further cells, ``得分: 5``."""
    cells = (
        f"一级指标: {level1}",
        f"二级指标: {level2}",
        f"三级指标: {name}",
        f'指标值: "{target}"',
        f'{DONE}: "{done}"',
    )
    return ", ".join((*cells, *more))


def watched(name: str, target: str, done: str, forecast: str, likely: str = "确定能", *more: str) -> str:
    """A row of a 运行监控表."""
    return judged(name, target, done, f'{FORECAST}: "{forecast}"', f"{MAY}: {likely}", *more)


def piece(*rows: str, more: str = "") -> str:
    """The first project with just these rows; `more` are further items of it, a line each."""
    lines = "".join(f"      - {{{one}}}\n" for one in rows)
    head = "".join(f"    {line}\n" for line in more.splitlines())
    text = f"{head}    绩效指标:\n{lines}" if rows else head
    return f"预算项目:\n  - {text.lstrip()}"


def two(bad: str, good: str) -> Example:
    """A row as it is wrong, and as it is right."""
    return Example(piece(bad), piece(good))


def money(planned: str, adjusted: str, spent: str, more: str = "", cause: str = "") -> str:
    """项目资金 of one source: the sum and 当年财政拨款 alike. `more` stands within the sum, ``全年预计执行数: 90``."""
    line = f"年初预算数: {planned}, 全年预算数: {adjusted}, 执行数: {spent}{f', {more}' if more else ''}"
    said = f", 原因说明: {cause}" if cause else ""
    return f"项目资金: {{年度资金总额: {{{line}}}, 当年财政拨款: {{{line}}}{said}}}\n"
