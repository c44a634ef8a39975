"""One YAML on another form by one line: what it still needs there, and what of it is not printed, as lists a clerk can work through."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import perfgen as library
from perfgen import layouts
from perfgen.source import FILING_FILE
from tests.conftest import ALL_FILINGS, MODEL, OF_2021, OF_CENTRAL, Run


def on(layout: str, filing: Path, folder: Path) -> Path:
    """A copy of a filing with another layout in its first line."""
    copy = folder / filing.name
    if filing.is_dir():
        shutil.copytree(filing, copy)
    else:
        shutil.copy(filing, copy)
    file = copy / FILING_FILE if filing.is_dir() else copy
    text = re.sub("^版式: .*", f"版式: {layout}", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    return copy


OVERALL = "部门整体绩效目标"
LISTS = {
    # filing and layout: what is lacking; what is not printed
    (MODEL, "central-project"): (
        {"实施单位"},
        {OVERALL, "资金用途", "资金支出计划", "指标值确定依据", "绩效指标描述"},
    ),
    (MODEL, "central-department"): ({"年度主要任务", "整体绩效指标"}, {"分项绩效目标", "工作保障措施", "预算项目"}),
    (MODEL, "hebei-2021"): (
        {"部门职责", "整体绩效指标", "加强部门整体绩效目标实施", "工作活动概况"},
        {"财政资金", "其他资金"},
    ),
    (OF_CENTRAL, "hebei-2022"): (
        {"分项绩效目标", "工作保障措施", "指标值确定依据", "资金用途", "资金支出计划", "项目编码"},
        {
            *("主管部门", "部门职能", "年度主要任务", "整体绩效指标", "实施单位", "项目属性", "项目期", "项目负责人"),
            *("联系电话", "中期", "中期资金", "中期绩效目标", "中期绩效指标"),
        },
    ),
    (OF_CENTRAL, "central-department"): (set(), {"预算项目"}),
    (OF_2021, "hebei-2022"): (
        set(),
        {
            *("部门职责", "整体绩效指标", "加强部门整体绩效目标实施"),
            *("工作活动", "工作活动概况", "资金安排", "绩效目标说明", "绩效指标说明"),
        },
    ),
}


@pytest.mark.parametrize(("filing", "layout"), LISTS, ids=lambda one: one if isinstance(one, str) else one.stem)
def test_what_is_lacking_and_what_is_not_printed(filing: Path, layout: str, tmp_path: Path) -> None:
    found = library.validate(on(layout, filing, tmp_path))
    lacking = {re.findall("缺少“(.+?)”", one.message)[0] for one in found if one.code == "MOD01"}
    assert (lacking, {one.left_out for one in found} - {""}) == LISTS[filing, layout]
    assert {one.code for one in found} <= {"MOD01", "MOD03", "MOD04"}


@pytest.mark.parametrize("layout", layouts.shipped_layouts())
@pytest.mark.parametrize("filing", [*ALL_FILINGS, OF_CENTRAL], ids=lambda one: one.stem)
def test_the_lists_are_short_however_long_the_filing(
    filing: Path, layout: str, tmp_path: Path, perfgen: Callable[..., Run]
) -> None:
    said = perfgen("validate", on(layout, filing, tmp_path)).err
    asked = re.findall("(?:错误|提醒) (MOD0[1-4]) (?:缺少“(.+?)”|这个版式不印：|没有“(.+?)”这个一级指标)", said)
    assert len(re.findall("错误 MOD|提醒 MOD", said)) <= 30
    assert all(asked.count(one) <= 6 for one in asked if one[1])
    assert said.count("这个版式不印：") <= 1


def test_what_every_row_lacks_is_told_once(tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    ran = perfgen("validate", on("central-project-scored", ALL_FILINGS[3], tmp_path))
    assert ran.code == 1
    assert ran.err.count("缺少“分值”") == 1
    assert "  同样的还有 138 处，在 15 个文件里\n" in ran.err
    assert "提醒 MOD04 这个版式不印：部门整体绩效目标、资金用途（15 处）、资金支出计划（15 处）" in ran.err
    assert ran.err.endswith("共 154 处错误，182 处提醒。\n")


def test_the_lines_are_told_where_all_is_one_file(tmp_path: Path, perfgen: Callable[..., Run]) -> None:
    said = perfgen("validate", on("central-project-scored", OF_CENTRAL, tmp_path)).err
    lines = re.findall(r"同样的还有 \d+ 处：第 (.+) 行", said)
    assert len(lines) == 1
    rows = OF_CENTRAL.read_text(encoding="utf-8").split("\n")
    assert all("三级指标" in rows[int(number) - 1] for number in lines[0].split("、"))


def test_nothing_is_asked_of_rows_that_are_not_printed(tmp_path: Path) -> None:
    """整体绩效指标 without 指标值确定依据 or 分值, on forms that have no 整体绩效指标."""
    for layout in ("hebei-2022", "central-project-scored"):
        file = on(layout, OF_CENTRAL, tmp_path)
        overall = range(
            *(file.read_text(encoding="utf-8").split("\n").index(key) for key in ("整体绩效指标:", "预算项目:"))
        )
        assert [one for one in library.validate(file) if one.code == "MOD01" and one.line - 1 in overall] == []
