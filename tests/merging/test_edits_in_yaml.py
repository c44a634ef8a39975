"""Edits made in the text of YAML, however it is written: what is changed keeps its style, nothing else is touched."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import NamedTuple

import pytest

from perfgen.loading import Settings
from perfgen.merging.opened import OpenedFiling
from perfgen.source.editing import edited
from perfgen.source.edits import Add, Edit, Move, Note, Put, Remove, Unit

HEAD = """\
版式: hebei-2022
年度: 2024
部门: {编码: "226001", 名称: 某县民政局}
金额单位: 万元
部门整体绩效目标:
  总体绩效目标: 保障民生
  分项绩效目标: 社会救助
  工作保障措施: |+
    完善制度

    加强监督
projects:
- name: '高龄补贴'
  code: &code 13022624P00312010001A
  budget: 512.60
  fiscal: 512.60
  其他资金:
  资金用途: 发放补贴
  资金支出计划: {3月底: 25%, 6月底: 50%,
    10月底: 75%, 12月底: 100%}
  绩效目标: ["按月发放",  # 第一条
    '应享尽享', 老人满意]
  绩效指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 发放人数, 指标值: ≥8600人, 指标值确定依据: 计划}
  # 第二行
  - 一级指标: 产出指标
    二级指标: 质量指标
    三级指标: 发放准确率
    指标值: {符号: ≥, 值: 98, 单位: "%"}
    指标值确定依据: 计划
- name: 慰问
  code: *code
  budget: 1
  资金用途: 慰问
  资金支出计划: {3月底: 25%, 6月底: 50%, 10月底: 75%, 12月底: 100%}
  绩效目标: [慰问老人]
  绩效指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 慰问人数, 指标值: ≥6人, 指标值确定依据: 计划}"""
"""A filing in every style but the usual one; its last line does not end."""

P = "预算项目"
ROW = {
    "一级指标": "产出指标",
    "二级指标": "数量指标",
    "三级指标": "次数",
    "绩效指标描述": "次数",
    "指标值": "12次",
    "指标值确定依据": "计划",
}


class Case(NamedTuple):
    edits: Unit
    out: list[str]
    come: list[str]


def one(edit: Edit, out: list[str], come: list[str]) -> Case:
    return Case((edit,), out, come)


CASES = {
    "single quotes": one(Put((P, 0, "项目名称"), "高龄津贴"), ["- name: '高龄补贴'"], ["- name: '高龄津贴'"]),
    "a key without a value": one(Put((P, 0, "其他资金"), "6"), ["  其他资金:"], ["  其他资金: 6"]),
    "a key taken out": one(Put((P, 0, "其他资金"), None), ["  其他资金:"], []),
    "a new key among English ones, in the order of the form": one(Put((P, 1, "财政资金"), "1"), [], ["  财政资金: 1"]),
    "paragraphs with a blank line": one(
        Put(("部门整体绩效目标", "工作保障措施"), "完善制度\n\n强化监督"), ["    加强监督"], ["    强化监督"]
    ),
    "one line that becomes two paragraphs": one(
        Put((P, 0, "资金用途"), "发放补贴\n管理"),
        ["  资金用途: 发放补贴"],
        ["  资金用途: |", "    发放补贴", "    管理"],
    ),
    "two paragraphs in brackets": one(
        Put((P, 0, "绩效目标", 1), "应享尽享\n不漏一人"),
        ["    '应享尽享', 老人满意]"],
        ['    "应享尽享\\n不漏一人", 老人满意]'],
    ),
    "a plan over two lines": one(
        Put((P, 0, "资金支出计划", "10月底"), "80%"),
        ["    10月底: 75%, 12月底: 100%}"],
        ["    10月底: 80%, 12月底: 100%}"],
    ),
    "the middle of brackets": one(Remove((P, 0, "绩效目标", 1)), ["    '应享尽享', 老人满意]"], ["    老人满意]"]),
    "the end of brackets": one(Remove((P, 0, "绩效目标", 2)), ["    '应享尽享', 老人满意]"], ["    '应享尽享']"]),
    "put into brackets": one(
        Add((P, 0, "绩效目标"), 1, "节约"), ["    '应享尽享', 老人满意]"], ["    '应享尽享', 节约, 老人满意]"]
    ),
    "a part of a target": one(
        Put((P, 0, "绩效指标", 1, "指标值", "值"), "99"),
        ['    指标值: {符号: ≥, 值: 98, 单位: "%"}'],
        ['    指标值: {符号: ≥, 值: 99, 单位: "%"}'],
    ),
    "a target in parts that becomes one piece": one(
        Put((P, 0, "绩效指标", 1, "指标值"), "很高"),
        ['    指标值: {符号: ≥, 值: 98, 单位: "%"}'],
        ["    指标值: 很高"],
    ),
    "a row of a flat list taken out with its comment": one(
        Remove((P, 0, "绩效指标", 1)),
        [
            *("  # 第二行", "  - 一级指标: 产出指标", "    二级指标: 质量指标", "    三级指标: 发放准确率"),
            *('    指标值: {符号: ≥, 值: 98, 单位: "%"}', "    指标值确定依据: 计划"),
        ],
        [],
    ),
    "a row put into a flat list": one(
        Add((P, 0, "绩效指标"), 0, ROW),
        [],
        ["  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 次数, 指标值: 12次, 指标值确定依据: 计划}"],
    ),
    "a row put in behind the last line": one(
        Add((P, 1, "绩效指标"), 0, ROW),
        [],
        ["  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 次数, 指标值: 12次, 指标值确定依据: 计划}"],
    ),
    "the last project taken out": one(Remove((P, 1)), HEAD[HEAD.index("- name: 慰问") :].splitlines(), []),
    "a comment above what stands in braces": one(
        Note((P, 0, "绩效指标", 0, "指标值"), "# 批注：核实"), [], ["  # 批注：核实"]
    ),
    "a comment above a goal in brackets": one(Note((P, 0, "绩效目标", 2), "# 批注：删"), [], ["  # 批注：删"]),
    "several at once": Case(
        (Put((P, 0, "预算数"), "600"), Put((P, 0, "财政资金"), "600"), Note((P, 0, "预算数"), "# 批注：改")),
        ["  budget: 512.60", "  fiscal: 512.60"],
        ["  # 批注：改", "  budget: 600", "  fiscal: 600"],
    ),
}
BY_HAND = {
    "what an alias says again": Put((P, 1, "项目编码"), "13022624P00312010002B"),
    "what an anchor names": Put((P, 0, "项目编码"), "13022624P00312010002B"),
    "an item that is not there": Put((P, 5, "预算数"), "1"),
    "a row to levels there are not": Move((P, 0, "绩效指标", 0), 1, ("产出指标", "幸福指标")),
    "a value no filing has": Put((P, 0, "预算数"), "一百"),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenedFiling:
    path: Path = tmp_path_factory.mktemp("yaml") / "2024.yaml"
    path.write_text(HEAD, encoding="utf-8")
    return OpenedFiling.of(path, Settings())


@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_its_lines_and_no_others(name: str, opened: OpenedFiling) -> None:
    case = CASES[name]
    done = edited(opened.texts, [case.edits], opened.look)
    assert done.refused == []
    lines = list(difflib.unified_diff(HEAD.splitlines(), done.texts["2024.yaml"].splitlines(), n=0))[2:]
    assert [line[1:] for line in lines if line[0] == "-"] == case.out
    assert [line[1:] for line in lines if line[0] == "+"] == case.come


@pytest.mark.parametrize("name", BY_HAND)
def test_what_cannot_be_made_is_told_and_the_rest_is_made(name: str, opened: OpenedFiling) -> None:
    good = (Put((P, 0, "资金用途"), "按月发放"),)
    done = edited(opened.texts, [good, (BY_HAND[name],)], opened.look)
    assert [unit for unit, why in done.refused if why] == [(BY_HAND[name],)]
    assert done.texts["2024.yaml"] == HEAD.replace("资金用途: 发放补贴", "资金用途: 按月发放")
