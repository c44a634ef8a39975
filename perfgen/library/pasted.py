"""Indicators of the library as YAML, to be pasted into a project: under their levels, the value to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfgen.filing.labels import LEVEL1, LEVEL2
from perfgen.library.searching import KnownIndicator
from perfgen.shown import visible
from perfgen.source.emit import Branch, Text, Tree, YamlEntry, emit

_TO_FILL_IN = "【填写】"
_ORDER = (
    *("产出指标", "效益指标", "效果指标", "满意度指标"),
    *("数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
)
"""The levels as forms have them (财预〔2020〕10 号); others stand behind."""
_LONGEST = 40


def levels_in_order(levels: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of 一级指标 and 二级指标 in the order of the forms."""
    places = {one: number for number, one in enumerate(_ORDER)}
    last = len(_ORDER)
    return sorted(levels, key=lambda pair: (places.get(pair[0], last), pair[0], places.get(pair[1], last), pair[1]))


def as_yaml(found: Mapping[tuple[str, str], Iterable[KnownIndicator]]) -> str:
    """The 绩效指标 of a project: what stands below 一级指标 and 二级指标, with a remark above each of how it was used.

    What an indicator is to reach is this year's affair, and left to be filled in between its usual sign and unit.
    """
    tops: dict[str, list[YamlEntry]] = {}
    for level1, level2 in levels_in_order(found):
        rows = Branch([YamlEntry(_row(one), above=[f"# {remark(one)}"]) for one in found[level1, level2]], keyed=False)
        tops.setdefault(level1 or LEVEL1, []).append(YamlEntry(rows, key=Text(visible(level2 or LEVEL2))))
    levels = Branch([YamlEntry(Branch(entries), key=Text(visible(one))) for one, entries in tops.items()])
    return emit(Branch([YamlEntry(levels, key=Text("绩效指标"))]))


def remark(one: KnownIndicator) -> str:
    """How an indicator was used, in words: ``3 个部门用过，如 ≥90批、90批；审核退回过 1 次``."""
    said = f"{one.departments} 个部门用过"
    if one.values:
        said += f"，如 {'、'.join(map(_cut, one.values[:3]))}"
    return visible(f"{said}；审核退回过 {one.returned} 次" if one.returned else said)


def _row(one: KnownIndicator) -> Tree:
    target = f"{one.operators[0] if one.operators else ''}{_TO_FILL_IN}{one.unit}"
    said = {"三级指标": one.name, "绩效指标描述": one.description, "指标值": target, "指标值确定依据": one.basis}
    cells = [YamlEntry(Text(visible(text)), key=Text(label)) for label, text in said.items() if text]
    return Branch(cells, short=True)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
