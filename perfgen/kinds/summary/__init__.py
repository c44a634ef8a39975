"""自评结果汇总表: what the 自评表 of many projects and departments came to. `perfgen summary` writes it."""

from __future__ import annotations

import json
from typing import Any

from perfgen.filing.summary import ResultsSummary
from perfgen.kinds.kind import Kind
from perfgen.kinds.summary.view import view

_NAME = "自评结果汇总表"


def starter(layout: str, _: Any, *, year: int, code: str, name: str, unit: str, in_folder: bool) -> str:  # noqa: ARG001, PLR0913 -- one file; one argument an item of the head
    """The YAML of an empty one."""
    department = f"{{编码: {json.dumps(code)}, 名称: {json.dumps(name, ensure_ascii=False)}}}"
    return (
        f"# {year} 年度{_NAME}：一个项目、一个部门整体一行；用 perfgen summary 可以从各部门的自评表写出来\n"
        f"版式: {layout}\n年度: {year}\n部门: {department}\n金额单位: {unit}\n自评结果:\n"
        "  - {部门名称: 【填写】, 类别: 项目, 项目名称: 【填写】, 全年预算数: 【填写】, 执行数: 【填写】, 得分: 【填写】, 等级: 【填写】}\n"
    )


KIND = Kind(_NAME, ResultsSummary, view, starter, f"{{部门名称}}-{{年度}}-{_NAME}")
