"""Under which names a template of a 绩效文本 finds what stands at a path of labels: see `perfgen.kinds.filing.view`."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.filing.filing import Overall
from perfgen.kinds.kind import Labels

_PROJECTS = {"预算项目", "专项资金"}
_ROWS = {"绩效指标": "年度", "中期绩效指标": "中期"}
"""The lists of indicators of a project, and the side on which 指标对照 has each."""
_OTHERWISE = {
    "评（扣）分标准": ("评分标准",),
    "指标值": ("指标值", "符号", "值", "单位", "指标性质", "数值", "度量单位"),
    "绩效目标": ("绩效目标", "目标各条"),
    **{label: (label, f"{label}各段") for label in (field.alias or "" for field in Overall.model_fields.values())},
    "预算数": ("预算数", "资金安排"),  # one sum, of the whole budget, where the filing names none
}
"""Labels that have other names in tags, or more than one."""


def tags(labels: Labels) -> Iterator[Labels]:
    """The paths of names, indices left out.

    Indicators stand in groups by 一级指标 (预算项目 绩效指标 指标 三级指标), those of a project also beside each other
    (预算项目 指标对照 行 年度 三级指标).
    """
    length = _length_of_list(labels)
    if not length:
        yield from _named((), labels)
        return
    of_list, of_row = labels[:length], labels[length:]
    if of_row:
        yield from _named(of_list, ("指标", *of_row))
    if of_row in ((), ("一级指标",)):
        yield labels
    if length > 1:
        beside = (labels[0], "指标对照")
        yield from _named((*beside, "行"), (_ROWS[labels[1]], *of_row))
        if of_row == ("一级指标",):
            yield (*beside, "一级指标")


def _length_of_list(labels: Labels) -> int:
    """How long the path of the list of indicators is that a path begins with; 0 where it begins with none."""
    if labels[0] == "整体绩效指标":
        return 1
    return 2 if len(labels) > 1 and labels[0] in _PROJECTS and labels[1] in _ROWS else 0


def _named(before: Labels, labels: Labels) -> Iterator[Labels]:
    *above, last = labels
    yield from ((*before, *above, name) for name in _OTHERWISE.get(last, (last,)))
