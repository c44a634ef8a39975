"""What a layout prints of a filing: worked out from its template's tags and from the titles in its layout.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from perfgen.layouts.layout import Layout

Labels = tuple[str, ...]
"""A path of labels in a filing, indices left out: 预算项目 绩效指标 指标值."""

ALWAYS = frozenset(("版式", "年度", "部门", "金额单位"))
"""What every filing says of itself, printed or not: nobody is told that it is not."""

_LISTS = {"预算项目", "专项资金"}
_ROWS = {"绩效指标", "中期绩效指标"}
_TAGS = {
    "评（扣）分标准": ("评分标准",),
    "指标值": ("指标值", "符号", "值", "单位", "指标性质", "数值", "度量单位"),
    "绩效目标": ("绩效目标", "目标各条"),
    "预算数": ("预算数", "资金安排"),  # one sum, of the whole budget, where the filing names none
}
"""Labels that are other names in the tags of a template; see `perfgen.layouts.view`."""

_IN_TITLE = re.compile(r"\{([^{}]+)\}")


def shows(layout: Layout, printed: Callable[[Labels], bool]) -> Callable[[Labels], bool]:
    """Whether a layout prints what stands at a path of labels; `printed` tells whether its template prints a path of names."""
    titles = frozenset(_in_titles(layout))

    @lru_cache(maxsize=512)
    def answer(labels: Labels) -> bool:
        return labels[0] in ALWAYS or labels in titles or any(map(printed, _as_tags(labels)))

    return answer


def _in_titles(layout: Layout) -> Iterator[Labels]:
    for section in layout.sections.values():
        yield from ((name,) for name in _named(section.title, section.subtitle))
    for name in _named(layout.project_section.title, layout.project_section.subtitle):
        yield from ((listed, name) for listed in _LISTS)


def _named(*titles: str | None) -> Iterator[str]:
    for title in titles:
        yield from _IN_TITLE.findall(title or "")


def _as_tags(labels: Labels) -> Iterator[Labels]:
    """The paths of names under which a template may find what stands at a path of labels."""
    at = _row_list(labels)
    if at and len(labels) > at:
        yield from _renamed(labels[:at], ("指标", *labels[at:]))
        if labels[at:] == ("一级指标",):
            yield labels
        return
    yield from _renamed((), labels)


def _row_list(labels: Sequence[str]) -> int:
    """How long the path of the list of indicators is that a path begins with; 0 where it begins with none."""
    if labels[0] == "整体绩效指标":
        return 1
    return 2 if len(labels) > 1 and labels[0] in _LISTS and labels[1] in _ROWS else 0


def _renamed(before: Labels, labels: Labels) -> Iterator[Labels]:
    *above, last = labels
    yield from ((*before, *above, name) for name in _TAGS.get(last, (last,)))
