"""Documents damaged at random: an answer always, and every cell and paragraph in the filing or in the report."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfgen.errors import DocumentError
from tests.documents import text_of, w
from tests.examples import some
from tests.importing.built import imported
from tests.importing.edits import Element, copied, edit, spanning, unmerged, write
from tests.importing.small import KNOWN, small
from tests.importing.test_nothing_lost import without_comment

LABELS = (
    "项目编码",
    "绩效目标",
    "一级指标",
    "单位：万元",
    "预算数",
    "3月底",
    "第二部分",
    "第三部分",
    "职责活动",
    "符号",
    "（一）基本情况",
    "二、分项绩效目标",
    "1.x绩效目标表",
    "",
)


def remove(element: Element) -> None:
    parent = element.getparent()
    siblings = parent.findall(element.tag)
    if element.tag != w("tc") or len(siblings) > 1:
        parent.remove(element)


def swap(element: Element) -> None:
    following = element.getnext()
    if following is not None and following.tag == element.tag:
        following.addnext(element)


def twice(element: Element) -> None:
    copied(element)


def relabel(number: int) -> object:
    def change(element: Element) -> None:
        if element.tag in (w("p"), w("tc")):
            write(element, LABELS[number % len(LABELS)])

    return change


def widen(element: Element) -> None:
    if element.tag == w("tc"):
        spanning(element, 3)


def unmerge(element: Element) -> None:
    unmerged(element)


changes = st.sampled_from([remove, swap, twice, widen, unmerge]) | st.integers(0, 13).map(relabel)
steps = st.tuples(st.sampled_from(["p", "tc", "tr", "tbl"]), st.integers(0, 10_000), changes)


@settings(max_examples=some(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("hebei-2021", [("tc", 2, relabel(4))])
@given(st.sampled_from(KNOWN), st.lists(steps, min_size=1, max_size=6))
def test_nothing_is_lost_whatever_was_done_to_a_document(layout: str, damage: list[tuple[str, int, object]]) -> None:
    said: list[str] = []

    def change(body: Element) -> None:
        for kind, number, apply in damage:
            elements = list(body.iter(w(kind)))
            if elements:
                apply(elements[number % len(elements)])
        for number, paragraph in enumerate(body.iter(w("p"))):
            if len(text_of(paragraph)) > 40 or number % 7 == 3:
                write(paragraph, f"独一无二{number}号")
                said.append(f"独一无二{number}号")

    try:
        result = imported(edit(small(layout), change), year=2022)
    except DocumentError:
        return  # too little left to know it for a filing
    there = repr(yaml.load(result.yaml, getattr(yaml, "CSafeLoader", yaml.SafeLoader))) + "".join(
        one.text for one in result.report.left
    )
    assert [one for one in said if one not in there] == []
    report = result.report
    assert report.read == report.taken + report.printed + len(report.left)
    assert without_comment(result) == []
