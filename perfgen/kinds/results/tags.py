"""Under which names a template finds what stands at a path of labels of 执行情况: see `perfgen.kinds.results.view`."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.kinds.kind import Labels

_OTHERWISE = {
    "评（扣）分标准": ("评分标准",),
    "指标值": ("指标值", "符号", "值", "单位", "指标性质", "数值", "度量单位"),
    "绩效目标": ("绩效目标", "目标各条"),
    "偏差原因": ("偏差原因", "偏差勾选", "原因和措施"),
    "原因说明": ("原因说明", "原因和措施"),
    "改进措施": ("改进措施", "原因和措施"),
    "得分理由": ("得分理由", "原因和措施"),
    "完成可能性": ("完成可能性", "可能性勾选"),
}
"""Labels that have other names in tags, or more than one."""
_PROJECTS, _ROWS, _ROWS_OF_WHOLE = "预算项目", "绩效指标", "整体绩效指标"


def tags(labels: Labels) -> Iterator[Labels]:
    """The paths of names, indices left out: rows of indicators stand in groups by 一级指标."""
    length = 1 if labels[0] == _ROWS_OF_WHOLE else 2 if labels[:2] == (_PROJECTS, _ROWS) else 0
    of_list, of_row = labels[:length], labels[length:]
    if not length:
        yield from _named((), labels)
        return
    if of_row:
        yield from _named((*of_list, "指标"), of_row)
    if of_row in ((), ("一级指标",)):
        yield labels


def _named(before: Labels, labels: Labels) -> Iterator[Labels]:
    *above, last = labels
    yield from ((*before, *above, name) for name in _OTHERWISE.get(last, (last,)))
