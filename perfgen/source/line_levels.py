"""Lines above which the name of a level is missing: rows without their 二级指标, 二级指标 without their 一级指标, and so on.

Each repair takes a draft and the line (from 0) where a mistake showed, and gives the drafts that may read further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.source.draft import Draft, column_of
from perfgen.source.scalars import KEYED, begins_with

_FAR = 60
"""How many lines further up, or down, what belongs together is looked for."""
_LEVELS = (
    (("产出指标",), ("数量指标", "质量指标", "时效指标", "成本指标")),
    (("效益指标", "效果指标"), ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    (("满意度指标",), ("服务对象满意度指标",)),
)
"""一级指标, and 二级指标 below them, as most layouts have them: put in to read on, where one is left out."""
_ROW = re.compile(r"( *)-\s+(?:\{\s*)?[\"']?(?:三级指标|name)\b")


def with_level(draft: Draft, line: int) -> Iterator[Draft]:
    """The name of a level put in above the lines that lack it: rows right under a 一级指标, 二级指标 under 绩效指标."""
    keyed = KEYED.match(draft.lines[line])
    if keyed is None or keyed[2]:
        return
    column = len(keyed[1])
    top = line
    for number in range(line - 1, max(line - _FAR, -1), -1):
        above = KEYED.match(draft.lines[number])
        if above and not above[2] and len(above[1]) < column:
            break
        top = number
    else:
        return
    parent = KEYED.match(draft.lines[top - 1]) if top else None
    if parent is None or top == line:
        return
    used = set(_beside(draft, line, column))
    name = _level_for(parent[3], draft.lines[top], keyed[3], used)
    if name:
        what = "二级指标" if name in {word for _, below in _LEVELS for word in below} else "一级指标"
        said = draft.said(
            top, column_of(draft.lines[top]), f"这一行上面少了一层：{what}的名称",
            f"在它上面加一行“{name}:”（或别的{what}），它和它下面的再缩进两格",
        )  # fmt: skip
        yield draft.with_line(top, f"{' ' * column}{name}:\n", said)


_PARENTS = {
    **dict.fromkeys(("总体绩效目标", "分项绩效目标", "工作保障措施"), "部门整体绩效目标"),
    **dict.fromkeys((word for words, _ in _LEVELS for word in words), "绩效指标"),
    "项目名称": "预算项目",
}
"""What a key stands under; put in to read on, where it is left out."""


def with_parent(draft: Draft, line: int) -> Iterator[Draft]:
    """The key put in that a line should stand under: the line is indented, and no such key stands above it."""
    keyed = KEYED.match(draft.lines[line])
    parent = _PARENTS.get(keyed[3]) if keyed else None
    if keyed is None or parent is None or len(keyed[1]) < 2 or bool(keyed[2]) != (parent == "预算项目"):
        return
    if parent == "预算项目" and any(begins_with(text, parent) for text in draft.lines[:line]):
        return
    column = len(keyed[1])
    if parent == "绩效指标" and column == 2:
        parent = "整体绩效指标"
    said = draft.said(line, column, f"这一行上面少了一行“{parent}:”", f"在它上面加一行“{parent}:”，少缩进两格")
    yield draft.with_line(line, f"{' ' * (column - 2)}{parent}:\n", said)


def _beside(draft: Draft, line: int, column: int) -> Iterator[str]:
    """The keys from a line on that begin at a column, up to the first that begins before it."""
    for text in draft.lines[line : line + _FAR]:
        keyed = KEYED.match(text)
        if keyed and len(keyed[1]) < column:
            return
        if keyed and len(keyed[1]) == column:
            yield keyed[3]


def _level_for(parent: str, first: str, beside: str, used: set[str]) -> str | None:
    """The name that is missing between a key and the first line below it, beside another key; None where none is."""
    keyed = KEYED.match(first)
    for level1, level2 in _LEVELS:
        if parent in level1 and _ROW.match(first):
            return next((name for name in level2 if name not in used), level2[0])
        if keyed and not keyed[2] and keyed[3] in level2 and any(beside in names for names, _ in _LEVELS):
            return next((name for name in level1 if name != beside), None)
    return None
