"""What a reviewer changes in a filing, and what a comparison says of it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from perfgen.comparing import Comparison, Difference, DifferenceKind, as_printed, compare
from perfgen.filing import Document, Filing, quote
from perfgen.filing.walk import at
from tests.comparing.edits import Edit, data, filing, indicator, insert, leaves, move, project, put, take
from tests.effort import effort
from tests.examples import some
from tests.property.strategies import filings, filings_of_2021, filings_of_ones_own

P, I = "预算项目", "绩效指标"  # noqa: E741 -- as the form has them
NEW = project("临时救助", "13022624P00312010009X", "30.00")


def said(change: Difference) -> tuple[str, str, str]:
    """A change in short: what, where, and the values where they are leaves."""
    place = "/".join((change.place.project, *change.place.within, change.place.label)).strip("/")
    values = [getattr(one, "written", one) for one in (change.before, change.after)]
    whole = any(isinstance(one, (BaseModel, dict, tuple)) for one in values)
    return change.kind.value, place, "" if whole else " → ".join(map(str, values))


# What is done to the filing, and all that is said of it.
CHANGES: dict[str, tuple[list[Edit], list[tuple[str, str, str]]]] = {
    "nothing": ([], []),
    "an amount": ([put(P, 0, "预算数", "540.00")], [("改动", "高龄补贴/预算数", "512.60 → 540.00")]),
    "an amount written otherwise": ([put(P, 0, "预算数", "512.6")], []),
    "an amount that was not there": ([put(P, 0, "其他资金", "10")], [("增加", "高龄补贴/其他资金", "None → 10")]),
    "an amount taken away": ([take(P, 1, "财政资金")], [("删去", "孤儿基本生活费/财政资金", "86.00 → None")]),
    "the year": ([put("年度", "2025")], [("改动", "年度", "2024 → 2025")]),
    "the unit of money": ([put("金额单位", "元")], [("改动", "金额单位", "万元 → 元")]),
    "the department's name": ([put("部门", "名称", "某县民政和救助局")], [("改动", "部门/名称", "某县民政局 → 某县民政和救助局")]),
    "who reviewed": ([put("封面", {"审核": "某县财政局"})], [("增加", "封面", "")]),
    "a text of part one": (
        [put("部门整体绩效目标", "分项绩效目标", "社会救助和养老服务。")],
        [("改动", "部门整体绩效目标/分项绩效目标", "社会救助。 → 社会救助和养老服务。")],
    ),
    "a target": ([put(P, 0, I, 0, "指标值", "≥9000人")], [("改动", "高龄补贴/产出指标/数量指标/高龄补贴受益人数/指标值", "≥8600人 → ≥9000人")]),
    "the sign of a target": ([put(P, 0, I, 0, "指标值", "8600人")], [("改动", "高龄补贴/产出指标/数量指标/高龄补贴受益人数/指标值", "≥8600人 → 8600人")]),
    "a target in three columns": ([put(P, 0, I, 0, "指标值", {"符号": "≥", "值": "8600", "单位": "人"})], []),
    "an indicator's name": (
        [put(P, 0, I, 0, "三级指标", "高龄补贴受益人次"), put(P, 0, I, 0, "绩效指标描述", "高龄补贴受益人次")],
        [("改名", "高龄补贴/产出指标/数量指标/高龄补贴受益人次/三级指标", "高龄补贴受益人数 → 高龄补贴受益人次")],
    ),
    "an indicator's class": (
        [put(P, 0, I, 1, "二级指标", "时效指标")],
        [("改动", "高龄补贴/产出指标/时效指标/资金使用合规率/二级指标", "质量指标 → 时效指标")],
    ),
    "an indicator more": (
        [insert(P, 0, I, 1, indicator("成本指标", "人均补贴", "≤800元"))],
        [("增加", "高龄补贴/产出指标/成本指标/人均补贴", "")],
    ),
    "an indicator less": ([take(P, 0, I, 1)], [("删去", "高龄补贴/产出指标/质量指标/资金使用合规率", "")]),
    "an indicator moved": ([move(P, 0, I, 2, 0)], [("移动", "高龄补贴/满意度指标/服务对象满意度指标/受益对象满意度", "")]),
    "a description of its own": (
        [put(P, 0, I, 1, "绩效指标描述", "合规资金占比")],
        [("改动", "高龄补贴/产出指标/质量指标/资金使用合规率/绩效指标描述", "资金使用合规率 → 合规资金占比")],
    ),
    "a basis": (
        [put(P, 0, I, 1, "指标值确定依据", "上级文件")],
        [("改动", "高龄补贴/产出指标/质量指标/资金使用合规率/指标值确定依据", "年初工作计划 → 上级文件")],
    ),
    "a weight": ([put(P, 0, I, 1, "分值", "10")], [("增加", "高龄补贴/产出指标/质量指标/资金使用合规率/分值", "None → 10")]),
    "a goal": (
        [put(P, 0, "绩效目标", 1, "规范资金管理，专款专用，及时拨付")],
        [("改动", "高龄补贴/绩效目标/第2条", "规范资金管理，专款专用 → 规范资金管理，专款专用，及时拨付")],
    ),
    "a goal written anew": (
        [put(P, 0, "绩效目标", 1, "让老人满意")],
        [("改动", "高龄补贴/绩效目标/第2条", "规范资金管理，专款专用 → 让老人满意")],
    ),
    "a goal more": ([insert(P, 0, "绩效目标", 0, "让老人满意")], [("增加", "高龄补贴/绩效目标/第1条", "None → 让老人满意")]),
    "a goal less": (
        [take(P, 2, "绩效目标", 0)],
        [("删去", "殡仪馆维修/绩效目标/第1条", "完成屋面防水改造 → None")],
    ),
    "goals the other way round": ([move(P, 2, "绩效目标", 1, 0)], [("移动", "殡仪馆维修/绩效目标/第2条", "完成屋面防水改造 → 完成屋面防水改造")]),
    "the plan": ([put(P, 0, "资金支出计划", "3月底", "30%")], [("改动", "高龄补贴/资金支出计划/3月底", "25 → 30")]),
    "no plan": ([take(P, 0, "资金支出计划")], [("删去", "高龄补贴/资金支出计划", "")]),
    "a project more": ([insert(P, 1, NEW)], [("增加", "临时救助", "")]),
    "a project less": ([take(P, 1)], [("删去", "孤儿基本生活费", "")]),
    "a project moved": ([move(P, 2, 0)], [("移动", "殡仪馆维修", "")]),
    "a project renamed, with its code": (
        [put(P, 0, "项目名称", "高龄津贴")],
        [("改名", "高龄津贴/项目名称", "高龄补贴 → 高龄津贴")],
    ),
    "a project renamed that has no code": (
        [put(P, 2, "项目名称", "殡仪馆修缮")],
        [("改名", "殡仪馆修缮/项目名称", "殡仪馆维修 → 殡仪馆修缮")],
    ),
    "a project renamed and given a new code": (
        [put(P, 0, "项目名称", "高龄津贴"), put(P, 0, "项目编码", "13022625P00312010099Y")],
        [
            ("改名", "高龄津贴/项目名称", "高龄补贴 → 高龄津贴"),
            ("改动", "高龄津贴/项目编码", "13022624P00312010001A → 13022625P00312010099Y"),
        ],
    ),
    "a code": (
        [put(P, 0, "项目编码", "13022624P00312010001C")],
        [("改动", "高龄补贴/项目编码", "13022624P00312010001A → 13022624P00312010001C")],
    ),
    "a code given": (
        [put(P, 2, "项目编码", "13022624P00312010003D")],
        [("增加", "殡仪馆维修/项目编码", "None → 13022624P00312010003D")],
    ),
    "codes that changed places": (
        [put(P, 0, "项目编码", "13022624P00312010002B"), put(P, 1, "项目编码", "13022624P00312010001A")],
        [
            ("改动", "高龄补贴/项目编码", "13022624P00312010001A → 13022624P00312010002B"),
            ("改动", "孤儿基本生活费/项目编码", "13022624P00312010002B → 13022624P00312010001A"),
        ],
    ),
    "a blank in a name": (
        [put(P, 2, "项目名称", "殡仪馆\u200b维修 ")],
        [("改名", "殡仪馆\u200b维修 /项目名称", "殡仪馆维修 → 殡仪馆\u200b维修 ")],
    ),
    "a project for another": (
        [put(P, 2, project("临时救助", None, "30.00", 资金用途="救急难", 绩效目标=["救急难"], 绩效指标=[]))],
        [("删去", "殡仪馆维修", ""), ("增加", "临时救助", "")],
    ),
    "a project for another that has a code": ([put(P, 1, NEW)], [("删去", "孤儿基本生活费", ""), ("增加", "临时救助", "")]),
    "a project that is now special funds": (
        [put("专项资金", []), lambda said: said["专项资金"].append(said[P].pop(0))],
        [("移动", "高龄补贴", "")],
    ),
    "a project moved and changed": (
        [move(P, 2, 0), put(P, 0, "预算数", "90.00")],
        [("移动", "殡仪馆维修", ""), ("改动", "殡仪馆维修/预算数", "120.00 → 90.00")],
    ),
    "own fields": (
        [put("自定项", {"联系人": "张三"}), put(P, 0, "自定项", {"级别": "县级"})],
        [("增加", "联系人", "None → 张三"), ("增加", "高龄补贴/级别", "None → 县级")],
    ),
    "funds by source": (
        [put(P, 0, "资金来源", {"一般公共预算": "500", "单位资金": "12.60"})],
        [("增加", "高龄补贴/资金来源", "")],
    ),
    "a duty and what it does": (
        [put("部门职责", [{"职责活动": "社会救助", "工作活动": [{"职责活动": "低保", "年度预算数": "30"}]}])],
        [("增加", "部门职责/社会救助", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_reviewers_change_is_told_and_nothing_else(name: str) -> None:
    edits, told = CHANGES[name]
    assert [said(one) for one in compare(filing(), filing(*edits)).differences if not one.echo] == told


@pytest.mark.parametrize("name", CHANGES)
def test_the_other_way_round_as_much_is_told(name: str) -> None:
    earlier, later = filing(), filing(*CHANGES[name][0])
    counts = [
        Counter(_OTHER_WAY[one.kind] if turned else one.kind for one in found.differences)
        for found, turned in ((compare(earlier, later), False), (compare(later, earlier), True))
    ]
    assert counts[0] == counts[1]


_OTHER_WAY = {
    **{kind: kind for kind in DifferenceKind},
    DifferenceKind.ADDED: DifferenceKind.REMOVED,
    DifferenceKind.REMOVED: DifferenceKind.ADDED,
}


def test_changes_stand_in_the_order_of_the_later_document() -> None:
    later = filing(take(P, 1), insert(P, 1, NEW), put("年度", "2025"), put(P, 0, "预算数", "540"))
    assert [said(one)[:2] for one in compare(filing(), later).differences] == [
        ("改动", "年度"), ("改动", "高龄补贴/预算数"), ("删去", "孤儿基本生活费"), ("增加", "临时救助"),
    ]  # fmt: skip


def test_a_description_that_says_the_name_again_is_an_echo_of_it() -> None:
    again = [put(P, 0, I, 0, label, "高龄补贴受益人次") for label in ("三级指标", "绩效指标描述")]
    changes = compare(filing(), filing(*again)).differences
    assert [(one.place.label, one.kind, one.echo) for one in changes] == [
        ("三级指标", DifferenceKind.RENAMED, False), ("绩效指标描述", DifferenceKind.CHANGED, True),
    ]  # fmt: skip


def test_paths_lead_to_the_values_in_both_documents() -> None:
    earlier = filing()
    later = filing(move(P, 2, 0), put(P, 1, I, 0, "指标值", "≥9000人"), take(P, 2, "财政资金"), insert(P, 1, NEW))
    for change in compare(earlier, later).differences:
        for document, path, value in (
            (earlier, change.before_path, change.before),
            (later, change.after_path, change.after),
        ):
            if path is not None:
                assert at(document, path) == value
    target = next(one for one in compare(earlier, later).differences if one.place.label == "指标值")
    assert target.before_path == (P, 0, I, 0, "指标值")
    assert target.after_path == (P, 2, I, 0, "指标值")
    assert target.before_holder == (P, 0, I, 0)


def test_what_is_the_same_in_both_is_found_by_its_path() -> None:
    comparison = compare(filing(), filing(move(P, 2, 0), take(P, 1, I, 0)))
    assert comparison.after_of((P, 0, I, 1, "指标值")) == (P, 1, I, 0, "指标值")
    assert comparison.before_of((P, 1, I, 0)) == (P, 0, I, 1)
    assert comparison.after_of((P, 0, I, 0)) is None
    assert comparison.after_of(("年度",)) == ("年度",)


def test_documents_of_different_kinds_cannot_be_compared() -> None:
    class Report(Document):
        pass

    other = Report.model_validate(
        {label: value for label, value in data().items() if label in ("版式", "年度", "部门", "金额单位")}
    )
    with pytest.raises(ValueError, match="Report"):
        compare(filing(), other)


def test_a_narrative_is_compared_as_it_prints() -> None:
    quoting = filing(put("部门整体绩效目标", "总体绩效目标", "申请{{ 合计.预算数 }}万元。"))
    more = filing(put("部门整体绩效目标", "总体绩效目标", "申请{{ 合计.预算数 }}万元。"), put(P, 0, "预算数", "540"))
    one, other = (as_printed(each, quote(each)[0]) for each in (quoting, more))
    assert said(compare(one, other).differences[0]) == (
        "改动", "部门整体绩效目标/总体绩效目标", "申请718.6万元。 → 申请746万元。",
    )  # fmt: skip


def test_of_projects_that_share_code_and_name_those_are_the_same_one_that_say_the_same() -> None:
    twin = lambda said: said[P].append({**said[P][0], "资金用途": "另一个用途"})  # noqa: E731 -- as the edits of the table
    found = compare(filing(twin), filing(twin, move(P, 3, 0))).differences
    assert [said(one)[:2] for one in found] == [("移动", "高龄补贴")]


def test_many_projects_without_codes_all_renamed_take_no_time_to_speak_of() -> None:
    rows = [project(f"第{number}项补助", None, "1") for number in range(150)]
    earlier, later = (
        filing(put(P, rows)),
        filing(put(P, [{**row, "项目名称": f"{row['项目名称']}（新）"} for row in rows])),
    )
    assert effort(lambda: compare(earlier, later)) < 500
    assert len(compare(earlier, later).differences) == 150


# --- whatever is changed


def _mutated(filing: Filing, moves: list[tuple[int, int, str]]) -> Filing:
    """A filing in which values, rows and their order were changed by numbers: which place, and what is done there."""
    said: Any = _open(filing.model_dump(by_alias=False))
    for where, what, text in moves:
        spots = [("projects", at, *more) for at, one in enumerate(said["projects"]) for more in _spots(one)]
        if not spots:
            break
        *steps, last = spots[where % len(spots)]
        holder = said
        for step in steps:
            holder = holder[step]
        if isinstance(holder, list):
            doing = (list.pop, lambda rows, at: rows.append(rows.pop(at)), lambda rows, at: rows.insert(0, rows[at]))
            doing[what % 3](holder, last)
        else:
            holder[last] = text if isinstance(holder[last], str) else Decimal(what)
    return Filing.model_validate(said)


def _open(dump: Any) -> Any:
    """A dump whose lists can be changed; what a target holds is what was written."""
    if isinstance(dump, dict):
        return dump["written"] if "written" in dump else {key: _open(value) for key, value in dump.items()}
    return [_open(value) for value in dump] if isinstance(dump, tuple) else dump


def _spots(project: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The places in the dump of a project where something may be changed."""
    rows = [("indicators", at) for at in range(len(project["indicators"]))]
    names = [(*row, label) for row in rows for label in ("name", "basis", "level2")]
    goals = [("goals", at) for at in range(len(project["goals"]))]
    return [("name",), ("budget",), ("purpose",), *rows, *names, *goals]


_moves = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 99), st.sampled_from(("甲", "乙方", "完成接待活动批次"))), max_size=6
)


def _leaf_changes(comparison: Comparison) -> None:
    """Hold that every leaf that differs has an entry, and that no entry is about what is the same."""
    sides = (
        (comparison.before, comparison.after, comparison.after_of, lambda one: one.before_path, DifferenceKind.REMOVED),
        (comparison.after, comparison.before, comparison.before_of, lambda one: one.after_path, DifferenceKind.ADDED),
    )
    dumps = {id(one): leaves(one.model_dump(by_alias=True)) for one in (comparison.before, comparison.after)}
    for here, there, partner, path_of, alone in sides:
        told = {path_of(one): one.kind for one in comparison.differences if one.kind is not DifferenceKind.MOVED}
        for path, value in dumps[id(here)].items():
            other = partner(path)
            same = other is not None and dumps[id(there)].get(other) == value
            entries = [told[path[:end]] for end in range(len(path) + 1) if path[:end] in told]
            assert bool(entries) != same, path
            assert other is not None or entries == [alone], path


@given(filings(max_projects=2), _moves)
@settings(max_examples=some(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_value_that_was_changed_has_its_entry(one: Filing, moves: list[tuple[int, int, str]]) -> None:
    assert not compare(one, Filing.model_validate(one.model_dump())).differences
    _leaf_changes(compare(one, _mutated(one, moves)))


@given(
    st.tuples(filings(max_projects=2), filings(max_projects=2))
    | st.tuples(filings_of_ones_own(), filings_of_ones_own())
    | st.tuples(filings_of_2021(1), filings_of_2021(1))
)
@settings(max_examples=some(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_value_in_which_two_filings_differ_has_its_entry(two: tuple[Filing, Filing]) -> None:
    _leaf_changes(compare(*two))


@given(filings(max_projects=3), st.randoms(use_true_random=False))
@settings(max_examples=some(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_order_that_was_changed_is_told_as_moves_alone(one: Filing, random: Any) -> None:
    projects = list(one.projects)
    random.shuffle(projects)
    found = compare(one, one.model_copy(update={"projects": tuple(projects)})).differences
    assert {change.kind for change in found} <= {DifferenceKind.MOVED}
    assert bool(found) == (tuple(projects) != one.projects)
